"""Repairs: what new partnerships may be, which would mend a place, and what is known of them."""

from collections.abc import Mapping
from typing import Any

import strawberry

from partnermap.analysis.terms import Terms
from partnermap.api.arguments import First
from partnermap.api.types.analysis import CutPoint
from partnermap.api.types.fields import stored
from partnermap.near import Match
from partnermap.store.paging import DEFAULT_PAGE, page_size
from partnermap.vocabulary import Kind, Phase


@strawberry.input(description="Two phases, in either order; they may be the same.")
class PhasePair:
    """Two phases."""

    one: Phase = strawberry.field(description="The phase of the one.")
    other: Phase = strawberry.field(description="The phase of the other.")


@strawberry.input(description="Two organisations, in either order.")
class OrganisationPair:
    """Two organisations."""

    one: strawberry.ID = strawberry.field(description="The id of the one.")
    other: strawberry.ID = strawberry.field(description="The id of the other.")


@strawberry.input(
    description="What new partnerships may be; with nothing set any two of the scope may begin one."
)
class RepairLimits:
    """What new partnerships may be."""

    km: float | None = strawberry.field(
        default=None,
        description="How far apart the two may be at most; who may be anywhere is then too far.",
    )
    most: int | None = strawberry.field(
        default=None, description="How many new partnerships one organisation may enter at most."
    )
    kinds: list[Kind] | None = strawberry.field(
        default=None, description="Which kinds of organisation may enter one."
    )
    phases: list[PhasePair] | None = strawberry.field(
        default=None,
        description="Which phases may partner; it binds only two that both have a phase.",
    )
    la: Match = strawberry.field(
        default=Match.ANY, description="Whether the two must be of one authority, or must not."
    )
    diocese: Match = strawberry.field(
        default=Match.ANY, description="Whether the two must be of one diocese, or must not."
    )
    trust: Match = strawberry.field(
        default=Match.ANY, description="Whether the two must be of one trust, or must not."
    )
    without: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Organisations that enter none."
    )
    apart: list[OrganisationPair] = strawberry.field(
        default_factory=list, description="Pairs that begin none."
    )

    def terms(self, redirects: Mapping[str, str]) -> Terms:
        """The same for the analysis, with what merged organisations have become."""

        def now(id_: strawberry.ID) -> str:
            return redirects.get(id_, id_)

        kinds = None if self.kinds is None else frozenset(self.kinds)
        phases = None
        if self.phases is not None:
            phases = frozenset((pair.one, pair.other) for pair in self.phases)
        return Terms(
            km=self.km,
            most=self.most,
            kinds=kinds,
            phases=phases,
            la=self.la,
            diocese=self.diocese,
            trust=self.trust,
            without=frozenset(map(now, self.without)),
            apart=frozenset((now(pair.one), now(pair.other)) for pair in self.apart),
        )


@strawberry.type(description="Those whom one departure, or the end of one tie, would cut off.")
class Exposed:
    """Those whom one departure, or the end of one tie, would cut off."""

    organisations: list[strawberry.ID] = stored("Their ids.")
    pupils: int = stored("Pupils of the schools among them.")
    uncounted: int = stored("How many of those schools have no known number of pupils.")


@strawberry.type(description="A new partnership of two organisations.")
class Repair:
    """A new partnership of two organisations."""

    ends: list[strawberry.ID] = stored("Their ids, in order.")
    km: float | None = stored("How far apart they are; null if that is not known.")
    saves: Exposed = stored("Those still exposed if all other repairs were made, and not this one.")
    sentence: str = stored("The same in plain words.")


def _first_repairs(root: Any, first: First = DEFAULT_PAGE) -> Any:
    return root.all_repairs[: page_size({"first": first})]


def _first_remaining(root: Any, first: First = DEFAULT_PAGE) -> Any:
    return root.all_remaining[: page_size({"first": first})]


@strawberry.type(description="New partnerships that mend a place, and how good a set they are.")
class Repairs:
    """New partnerships that mend a place."""

    scope: str = stored("The scope, as it is written.")
    as_of: str | None = stored("The day asked about.")
    data_version: int = stored("The state of the data they were computed from.")
    organisations: int = stored("How many organisations lie in the scope.")
    silent_about: int = stored("How many of them have not answered in full.")
    sentence: str = stored("What the set does, in plain words.")
    consequence: str = stored("Whether fewer would do, and what could be allowed.")
    total_count: int = stored("How many repairs there are.")
    at_least: int = stored(
        "No fewer mend everything or, where that is impossible, all that the limits allow."
    )
    impossible: bool = stored("Whether it is known that no set within the limits mends everything.")
    fewest: bool = stored("Whether it is known that no smaller set mends as much.")
    cheapest: bool = stored("Whether it is known that no set of as few spans fewer kilometres.")
    km: float = stored("The kilometres that they span together, as far as they are known.")
    before: Exposed = stored("Those exposed as things are.")
    after: Exposed = stored("Those exposed once all repairs are made.")
    repairs: list[Repair] = strawberry.field(
        resolver=_first_repairs, description="Those that save most come first."
    )
    remaining: list[CutPoint] = strawberry.field(
        resolver=_first_remaining,
        description="Whose leaving could still strand others, gravest first; a new partnership is "
        "named `new:` and its two organisations.",
    )
    all_repairs: strawberry.Private[list[Repair]]
    all_remaining: strawberry.Private[list[CutPoint]]
