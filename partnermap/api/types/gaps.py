"""What is lacking: gaps of each sense, each with its reason, missing links and coverage."""

from typing import Generic, TypeVar

import strawberry

from partnermap.analysis.gaps.alone import Reason
from partnermap.api.types import enums  # noqa: F401 - makes the words known to the schema
from partnermap.api.types.fields import stored
from partnermap.api.types.shared import PageInfo
from partnermap.errors import BadInputError
from partnermap.near import Match, Near

T = TypeVar("T")
FARTHEST = 25
"""How many kilometres apart two may be at most that are compared as neighbours."""


@strawberry.input(description="Who is near enough to whom to work together.")
class NearInput:
    """Who is near enough to whom to work together."""

    km: float = strawberry.field(
        default=Near().km, description="The farthest apart, in kilometres as the crow flies."
    )
    phase: Match = strawberry.field(
        default=Match.ANY,
        description="Of two schools, whether their phases may differ; an all-through school is "
        "both primary and secondary.",
    )
    la: Match = strawberry.field(
        default=Match.ANY, description="Whether the two may be of two authorities."
    )
    diocese: Match = strawberry.field(
        default=Match.ANY, description="Whether the two may be of two dioceses."
    )
    trust: Match = strawberry.field(
        default=Match.ANY, description="Whether the two may be of two trusts."
    )

    def near(self) -> Near:
        """The same for the analysis; BadInputError of a distance that is none, or too far."""
        if self.km > FARTHEST:
            raise BadInputError(f"Near is up to {FARTHEST} km apart; {self.km:g} was given.")
        return Near(self.km, self.phase, self.la, self.diocese, self.trust)


@strawberry.type(description="A page of a list of what is lacking.")
class GapConnection(Generic[T]):
    """A page of a list of what is lacking."""

    total_count: int = stored("How many there are on all pages together.")
    nodes: list[T] = stored("Those of this page, gravest first.")
    page_info: PageInfo = stored("Where this page stands.")
    unknown: int = stored("How many more of the sort may be, or not: nobody was heard on them.")
    silent_about: int = stored("How many organisations of the scope the list cannot speak for.")


@strawberry.type(description="An organisation that answered in full and works with nobody.")
class LoneOrganisation:
    """An organisation that works with nobody."""

    reason: Reason = stored("Why it is a gap.")
    sentence: str = stored("The same in plain words.")
    organisation: strawberry.ID = stored("The organisation's id.")
    pupils: int | None = stored("A school's pupils.")


@strawberry.type(description="Two that are near each other and are known not to work together.")
class MissingLink:
    """Two that are near each other and are known not to work together."""

    pair: list[strawberry.ID] = stored("Their ids, in order.")
    metres: float = stored("How far apart they are.")
    common: int = stored("How many organisations work with both.")
    adamic_adar: float = stored("How likely they are to meet (Adamic and Adar 2003).")
    resource_allocation: float = stored("The same (Zhou, Lü and Zhang 2009).")
    reach: int = stored("How many pairs a tie would bring within two steps of each other.")
    resilience: list[strawberry.ID] = stored(
        "Whom some one departure would cut off now, and would not with a tie of these two."
    )
    need: list[str] = stored("The themes that one provides and the other works on with nobody.")


@strawberry.type(description="Two neighbours that do not work together, and why that is a gap.")
class NeighboursApart:
    """Two neighbours that do not work together."""

    reason: Reason = stored("Why it is a gap.")
    sentence: str = stored("The same in plain words.")
    link: MissingLink = stored("The two, and what a tie would add.")
    by: list[str] = stored(
        "The dioceses or themes they share; of a line, the places on its two sides."
    )


@strawberry.type(description="A school that works with no community organisation.")
class SchoolWithoutSector:
    """A school that works with nobody of a sector."""

    reason: Reason = stored("Why it is a gap.")
    sentence: str = stored("The same in plain words.")
    school: strawberry.ID = stored("The school's id.")
    near: int = stored("How many community organisations are near enough to it.")
    nearest: strawberry.ID | None = stored("The nearest of them.")
    metres: float | None = stored("How far away that is.")
    pupils: int | None = stored("The school's pupils.")


@strawberry.type(description="A primary that does not work with the secondary nearest to it.")
class PrimaryWithoutSecondary:
    """A primary that does not work with the secondary nearest to it."""

    reason: Reason = stored("Why it is a gap.")
    sentence: str = stored("The same in plain words.")
    primary: strawberry.ID = stored("The primary's id.")
    secondary: strawberry.ID = stored("The nearest secondary's id.")
    metres: float = stored("How far apart they are.")
    pupils: int | None = stored("The primary's pupils.")


@strawberry.type(description="A need that nobody provides for in a place, or one alone.")
class NeedAtRisk:
    """A need that nobody provides for in a place, or one alone."""

    reason: Reason = stored("Why it is a gap.")
    sentence: str = stored("The same in plain words.")
    place: strawberry.ID = stored("The authority's id.")
    theme: str = stored("The need: what partnerships on it work on.")
    provider: strawberry.ID | None = stored("The only provider; null where there is none.")
    schools: list[strawberry.ID] = stored(
        "With one provider, those that have it from it; with none, those that answered in full."
    )
    disadvantaged: int = stored("Their pupils that are eligible for free school meals.")
    uncounted: int = stored("How many of them give no number.")
    silent_about: int = stored("How many of the place were not heard, and may have a provider.")


@strawberry.type(description="Two groups with neighbours among them, hardly joined or not at all.")
class GroupsApart:
    """Two groups with neighbours among them, hardly joined or not at all."""

    reason: Reason = stored("Why it is a gap.")
    sentence: str = stored("The same in plain words.")
    groups: list[list[strawberry.ID]] = stored("Who is in the one, and who in the other.")
    links: list[MissingLink] = stored("The neighbours of one from each, by what a tie would add.")
    partnership: strawberry.ID | None = stored("The only partnership that joins them directly.")


@strawberry.type(description="Who provides for a need in a place, as far as that is recorded.")
class Coverage:
    """Who provides for a need in a place."""

    place: strawberry.ID = stored("The authority's id.")
    theme: str = stored("The need: what partnerships on it work on.")
    providers: list[strawberry.ID] = stored("Who provides for it there, from inside or out.")
    served: list[strawberry.ID] = stored("Who of the place has it from them.")
    relies_on: list[strawberry.ID] = stored(
        "The organisations and partnerships that all of it goes through: without any one of them "
        "nobody would be known to provide for it there."
    )
    heard: int = stored("How many of the place answered in full.")
    silent_about: int = stored("How many of the place did not, and may have a provider.")
