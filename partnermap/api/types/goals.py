"""Goals, their milestones and measures, and what was observed of these."""

import datetime
from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

import strawberry

from partnermap.api.types.enums import PartnershipOrder
from partnermap.api.types.fields import pages, stored
from partnermap.api.types.shared import Fact, Node, PageInfo, Tie, When
from partnermap.api.types.where import PartnershipWhere
from partnermap.vocabulary import Direction, GoalStatus, Theme, Visibility

if TYPE_CHECKING:
    from partnermap.api.types.organisations import Organisation, Partnership

T = TypeVar("T")
_ORGANISATIONS = strawberry.lazy("partnermap.api.types.organisations")


@strawberry.type(description="A tie of a goal, with what is at its other end.")
class LinkEdge(Tie, Generic[T]):
    """A tie of a goal, with what is at its other end."""

    cursor: str = stored("Where it stands in the list.")
    node: T = stored("What is at its other end.")


@strawberry.type(description="A page of ties of goals.")
class LinkConnection(Generic[T]):
    """A page of ties of goals."""

    total_count: int = stored("How many there are on all pages together.")
    nodes: list[T] = stored("What is at the other ends.")
    edges: list[LinkEdge[T]] = stored("The ties.")
    page_info: PageInfo = stored("Where this page stands.")


@strawberry.type(description="What a measure was on a day.")
class Observation:
    """What a measure was on a day."""

    id: strawberry.ID = stored("A global id.")
    day: datetime.date = stored("The day.")
    value: float = stored("The value, in the measure's unit.")
    note: str | None = stored("What there is to know of it.")
    facts: list[Fact] = stored("The rows that say it; at most 100.")


@strawberry.type(description="What is observed to tell whether a milestone is reached.")
class GoalMeasure:
    """What is observed to tell whether a milestone is reached."""

    id: strawberry.ID = stored("A global id.")
    name: str = stored("What is measured.")
    unit: str | None = stored("What the numbers count: `%`, `schools`.")
    baseline: float | None = stored("What it was when the goal began; null if nobody says.")
    target: float = stored("What it should come to by the milestone's due day.")
    direction: Direction = stored("Which way it should move.")
    status: GoalStatus = stored("Where it stands on the day asked about, or today.")
    latest: Observation | None = stored("What was observed last; null if nothing was.")
    observations: list[Observation] = stored("What was observed, the newest first; at most 100.")
    facts: list[Fact] = stored("The rows that describe it; at most 100.")


@strawberry.type(description="A part of a goal that is reached when its measures are.")
class Milestone:
    """A part of a goal that is reached when its measures are."""

    id: strawberry.ID = stored("A global id.")
    name: str = stored("Its name.")
    description: str | None = stored("What it means.")
    due: datetime.date | None = stored("The last day on which it may be reached.")
    status: GoalStatus = stored("Where it stands on the day asked about, or today.")
    version: str = stored("What you have read of it; a change is asked for with it.")
    measures: list[GoalMeasure] = stored("Its measures; at most 100.")
    facts: list[Fact] = stored("The rows that describe it; at most 100.")


@strawberry.type(description="What an organisation wants to be so, and partnerships pursue.")
class Goal(Node):
    """What an organisation wants to be so, and partnerships pursue."""

    name: str = stored("Its name.")
    description: str | None = stored("What it means.")
    themes: list[Theme] = stored("What it is about.")
    visibility: Visibility = stored(
        "Who may see it. Its members are those of the partnerships that pursue it."
    )
    status: GoalStatus = stored("Where it stands on the day asked about, or today.")
    started: When | None = stored("When it began; null if that is not known.")
    ended: When | None = stored("When it was given up or closed; null if it was not.")
    due: datetime.date | None = stored("The last day on which it may be reached.")
    version: str = stored("What you have read of it; a change is asked for with it.")
    owner: Annotated["Organisation", _ORGANISATIONS] | None = stored("Whose goal it is.")
    partnerships: LinkConnection[Annotated["Partnership", _ORGANISATIONS]] = pages(
        PartnershipWhere, PartnershipOrder, "The partnerships that pursue it."
    )
    milestones: list[Milestone] = stored("Its milestones, the first due first; at most 100.")
    facts: list[Fact] = stored("The rows that describe it; at most 100.")
