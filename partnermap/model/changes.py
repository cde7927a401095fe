"""What changes: the spans that begin or end between two days, and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnermap.model.dates import ALWAYS, Span, When
from partnermap.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Lifetime:
    """An organisation or a partnership, and from when until when there was one."""

    id: str
    name: str
    kind: str
    """A `Kind` value, or `"Partnership"`."""
    span: Span = ALWAYS


@dataclass(frozen=True, slots=True)
class Spell:
    """A time during which a tie held. `kind` is as in `Tie`, or `"SUCCEEDED_BY"`."""

    kind: str
    start: str
    end: str
    span: Span = ALWAYS


@dataclass(frozen=True, slots=True)
class Period:
    """What began or ended in a scope after the day `first` and by the day `last`, or may have.

    Beside that it holds whatever the spells name, and what is needed to tell who went where.
    """

    scope: str
    first: str
    last: str
    data_version: int
    lifetimes: tuple[Lifetime, ...]
    spells: tuple[Spell, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """That something began or, the day being its last, ended."""

    of: Lifetime | Spell
    began: bool

    @property
    def day(self) -> When | None:
        """When, as exactly as it is known."""
        return self.of.span.start if self.began else self.of.span.end


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened between two days, told in one sentence."""

    kind: EventKind
    about: tuple[str, ...]
    """Ids of whom it is about: first those that give the event its name, then the others."""
    day: When | None
    """When; None if that is not known."""
    sentence: str
    may_lie_outside: bool
    """True where the date leaves it open whether it happened between the two days."""
    changes: tuple[Change, ...]
    """All that began and ended with it; every change of a period is part of one event."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What happened in a scope between two days."""

    scope: str
    first: str
    last: str
    data_version: int
    events: tuple[Event, ...]
    """By kind, then by day."""
    counts: Mapping[EventKind, int]
    """How many events of each kind there are, those left out too."""
    truncated: bool
    """True where there are more events than were asked for."""
