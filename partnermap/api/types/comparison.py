"""Comparisons: what happened in a scope between two days."""

import datetime

import strawberry

from partnermap.api.types.fields import stored
from partnermap.api.types.shared import When
from partnermap.vocabulary import EventKind


@strawberry.type(description="Something that happened between two days.")
class Event:
    """Something that happened."""

    kind: EventKind = stored("What sort of event.")
    day: When | None = stored(
        "When it happened, as exactly as that is known; of an end the last day. Null: not known."
    )
    about: list[strawberry.ID] = stored(
        "The organisations and partnerships it is about: the trusts that merged, the heir, their "
        "schools; those that moved, from where, to where; those that joined or left, and what; "
        "what opened, closed, began or ended, and who was part of it."
    )
    sentence: str = stored("The event in plain words.")
    may_lie_outside: bool = stored(
        "True where its date leaves it open whether it happened between the two days."
    )


@strawberry.type(description="How many events of one kind there are.")
class EventCount:
    """How many events of one kind there are."""

    kind: EventKind = stored("What sort of event.")
    count: int = stored("How many, those that are not listed too.")


@strawberry.type(description="What happened in a scope between two days, as known now.")
class Comparison:
    """What happened between two days."""

    scope: str = stored("The scope, as it is written.")
    first: datetime.date = strawberry.field(name="from", description="The first day.")
    last: datetime.date = strawberry.field(name="to", description="The last day.")
    data_version: int = stored("The state of the data this was read from.")
    events: list[Event] = stored("What happened, by kind, and of a kind by day.")
    counts: list[EventCount] = stored("How much of each kind; kinds without an event are left out.")
    truncated: bool = stored("True where there are more events than were asked for.")
