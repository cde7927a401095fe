"""The records that pass between rooms: spans, facts on their way in, networks on their way out."""

import hashlib
import json
import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from partnermap.vocabulary import Answer, EventKind, Kind, Layer, Precision, Role, TieKind, View

Value = str | int | float | bool | list[str] | None
"""What a property of the store may hold."""

BEGINNING = "0001-01-01"
"""The stored start of what began on an unknown day; it sorts before every date."""
OPEN = "9999-12-31"
"""The stored end of what has not ended; it sorts after every date."""
NAME_LENGTH = 200
"""The most characters of a name that somebody writes down."""
LABEL_LENGTH = 80
"""The most characters of a partnership's local label."""


def fold(text: str) -> str:
    """The form in which names are compared and sorted: no case, no accents, single spaces."""
    if not text.isascii():  # most names are, and an import folds fifty thousand
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("’", "'")
    return " ".join(text.casefold().split())


def sort_key(name: str, id_: str) -> str:
    """The unique key that every list is ordered by: folded name, then id."""
    return f"{fold(name)} {id_}"


_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def unseen(text: str) -> str | None:
    """The first mark of a text that is not seen, turns its direction, or is no character at all."""
    return next((mark for mark in text if unicodedata.category(mark) in _UNSEEN), None)


_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class When:
    """A date as exactly as it is known: the earliest and the latest day it may be, inclusive."""

    earliest: str
    latest: str

    @classmethod
    def on(cls, day: date) -> Self:
        """A date known to the day."""
        return cls(day.isoformat(), day.isoformat())

    @classmethod
    def parse(cls, text: str) -> Self:
        """A date written `2021`, `2021-09` or `2021-09-01`; anything else raises ValueError."""
        match = _WRITTEN.match(text)
        if match is None:
            raise ValueError(f"{text!r} is not a year, a month (2021-09) or a day (2021-09-01)")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101 - the pattern has matched its first group
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or monthrange(year, last_month)[1])
        return cls(first.isoformat(), last.isoformat())

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        if self.earliest == BEGINNING:
            return Precision.UNKNOWN
        if self.earliest == self.latest:
            return Precision.DAY
        first, last = date.fromisoformat(self.earliest), date.fromisoformat(self.latest)
        if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
            return Precision.BETWEEN
        if (first.year, first.month) == (last.year, last.month):
            return Precision.MONTH
        whole_year = first.year == last.year and (first.month, last.month) == (1, 12)
        return Precision.YEAR if whole_year else Precision.BETWEEN


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when something held. `None` is a start not known, or an end not come."""

    start: When | None = None
    end: When | None = None

    def properties(self) -> dict[str, Value]:
        """The span as stored: `since` and `until` bound what may have held."""
        start, end = self.start, self.end
        return {
            "since": start.earliest if start else BEGINNING,
            "sinceBy": start.latest if start and start.latest != start.earliest else None,
            "until": end.latest if end else OPEN,
            "untilFrom": end.earliest if end and end.latest != end.earliest else None,
        }

    @property
    def bounds(self) -> tuple[str, str]:
        """The first and the last day on which it may have held."""
        return (
            self.start.earliest if self.start else BEGINNING,
            self.end.latest if self.end else OPEN,
        )

    def may_hold(self, day: str) -> bool:
        """Whether it may have held on a day."""
        first, last = self.bounds
        return first <= day <= last

    @classmethod
    def stored(cls, since: str, since_by: str | None, until: str, until_from: str | None) -> Self:
        """The span that `properties` wrote."""
        start = None if since == BEGINNING else When(since, since_by or since)
        end = None if until == OPEN else When(until_from or until, until)
        return cls(start, end)


# What comes in: the facts of a publication

SUCCEEDED_BY = "SUCCEEDED_BY"
"""The kind of a tie from an organisation to one that took over from it.

It is no formal tie, for neither is part of the other. It happens once, on the tie's first day, and
has happened ever after: the tie ends only if those who said so no longer do.
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """An organisation, partnership, round, district, goal or part of a goal, as a source has it.

    `label` is a `Kind` value, `"Partnership"`, `"Round"`, `"District"`, `"Goal"`, `"Milestone"`,
    `"GoalMeasure"` or `"Observation"`. A property that the source is silent about is left out;
    `identifiers` are other codes of the same thing, written `scheme:value`. What the source has
    since worded otherwise says with `replaced` from which day.
    """

    id: str
    label: str
    properties: Mapping[str, Value]
    span: Span = Span()
    identifiers: tuple[str, ...] = ()
    replaced: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie as one source describes it: a formal tie, a membership, or a round's question.

    `kind` is a `TieKind` value, `"MEMBER_OF"` (organisation to partnership), `"ASKED"`
    (organisation to round), `"SERVES"` (organisation to district) or `SUCCEEDED_BY` (organisation
    to organisation); of goals `"OWNED_BY"` (goal to organisation), `"PURSUES"` (partnership to
    goal), `"MILESTONE_OF"`, `"MEASURES"` and `"OBSERVES"` (each part to its whole).
    """

    kind: str
    start: str
    end: str
    span: Span = Span()
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PendingMatch:
    """What is kept of a row of an answer until somebody says whom it names."""

    respondent: str
    """The id of the organisation whose answer it is in."""
    written: Mapping[str, str]
    """Its cells as they were, by our names of the columns; empty ones are left out."""
    beside: Mapping[str, str]
    """Cells of other rows of the answer, for what they say of the partnership that it is about."""
    reason: str
    """Why it is not clear whom it names."""
    candidates: tuple[tuple[str, float, str], ...]
    """Whom it may name, the likeliest first: id, score up to 1, and what speaks for or against."""
    everyone: bool
    """Whether the answer says that it names everyone."""
    others: int
    """How many rows of the answer are in doubt that nobody can settle by saying whom they name."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one row of one publication says. `key` is the row's own identity within its source.

    With `match` it says nothing yet, for it is not clear whom it names.
    """

    key: str
    line: int
    things: tuple[Thing, ...] = ()
    ties: tuple[Tie, ...] = ()
    match: PendingMatch | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """One edition of one source, as it is being read."""

    source: str
    """The source's id, such as `gias-establishments`."""
    published: date
    file: str
    sha256: str


def digest(*parts: str, length: int = 26) -> str:
    """A short, stable name for some text: lower-case base 32 of its SHA-256."""
    raw = hashlib.sha256("\x1f".join(parts).encode()).digest()
    number = int.from_bytes(raw, "big")
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no letters that look like digits
    return "".join(alphabet[(number >> (5 * i)) & 31] for i in range(length))


def partnership_id(kind: str, name: str, keeper: str) -> str:
    """The id of a partnership with a name: whoever records it, and however, it is the same one."""
    return f"partnership:{digest(kind, fold(name), keeper)}"


def goal_id(name: str, owner: str) -> str:
    """The id of a goal: an organisation has one of a name."""
    return f"goal:{digest(fold(name), owner)}"


def milestone_id(goal: str, name: str) -> str:
    """The id of a milestone: a goal has one of a name."""
    return f"milestone:{digest(goal, fold(name))}"


def measure_id(milestone: str, name: str) -> str:
    """The id of a measure: a milestone has one of a name."""
    return f"measure:{digest(milestone, fold(name))}"


def observation_id(measure: str, day: str) -> str:
    """The id of an observation: a measure has one of a day."""
    return f"observation:{digest(measure, day)}"


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal content, equal text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


# What goes out: a network read for one scope, layer and date


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation in a network, with what the findings need to know of it."""

    id: str
    name: str
    kind: Kind
    phase: str | None = None
    pupils: int | None = None
    disadvantaged: int | None = None
    """Pupils eligible for free school meals."""
    easting: int | None = None
    northing: int | None = None
    outside: bool = False
    """True for a partner that lies outside the scope."""
    answer: Answer | None = None
    """What it answered when it last did; silence if it never has, None if it was never asked."""
    asked_again: bool = False
    """True where it has been asked again since, and has not answered yet."""
    span: Span = Span()
    """From when until when it has been open."""


@dataclass(frozen=True, slots=True)
class FormalEdge:
    """A formal tie between two organisations of a network."""

    kind: TieKind
    start: str
    end: str
    span: Span = Span()
    may_have_held: bool = False
    """True where the dates do not settle whether it held on the day asked about."""


@dataclass(frozen=True, slots=True)
class PartnershipNode:
    """A partnership in a network."""

    id: str
    name: str
    kind: str
    themes: tuple[str, ...] = ()
    span: Span = Span()
    size: int = 0
    """How many are in it, whether they are in the network or not; 0 if that was not counted."""


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation's part in a partnership of a network."""

    organisation: str
    partnership: str
    role: Role = Role.MEMBER
    span: Span = Span()
    may_have_held: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Denial:
    """That an organisation says it does not work with another."""

    by: str
    about: str


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal of a scope that goes on: its due day, where it has one, has not passed."""

    id: str
    name: str
    pursued_by: tuple[str, ...] = ()
    """Ids of the partnerships that are recorded to pursue it."""


@dataclass(frozen=True, slots=True)
class Network:
    """What is recorded of a scope on a date, both layers kept apart; every tuple is sorted."""

    scope: str
    layer: Layer
    as_of: str | None
    data_version: int
    nodes: tuple[Node, ...]
    formal: tuple[FormalEdge, ...] = ()
    partnerships: tuple[PartnershipNode, ...] = ()
    memberships: tuple[Membership, ...] = ()
    truncated: bool = False
    """True where there was more than the reader asked for."""
    access: str = "everything"
    """The form of the access it was read under."""
    denials: tuple[Denial, ...] = ()
    """Who denies that they work with whom, though both are recorded in a partnership."""
    goals: tuple[GoalNode, ...] = ()
    """The goals of the scope by id; read with the working ties alone."""
    pursuing: frozenset[str] = frozenset()
    """Ids of the partnerships that pursue a goal, be it of another scope."""
    view: View = View.ORGANISATIONS
    """Whom it is of: organisations, or the trusts or LAs that they count with."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A publication that the data come from, and under which licence it is published."""

    name: str
    publisher: str
    licence: str
    published: str
    """The day of its newest edition that was read."""


# What is found


@dataclass(frozen=True, slots=True)
class Measure:
    """The number behind a finding and how to get it again."""

    name: str
    value: float
    parameters: Mapping[str, Value]
    reference: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a finding is: how often it holds in runs that fill in what is not known."""

    share: float
    """In which share of the runs it holds."""
    worlds: int
    """How many runs there were."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: a plain sentence, its consequence, and the measure behind it."""

    id: str
    kind: str
    about: tuple[str, ...]
    """Ids of the organisations, partnerships or goals it is about."""
    sentence: str
    consequence: str
    measure: Measure
    affected: tuple[str, ...] = ()
    """Ids of the organisations it would touch, such as those stranded."""
    silent_about: int = 0
    """How many organisations of the scope the answer cannot speak for."""
    disputed: int = 0
    """How many ties that the answer rests on one side denies."""
    data_version: int = 0
    seed: int = 0
    confidence: Confidence | None = None
    """None until it was checked, and where there is nothing to check."""


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation as it is searched for: its name, and what tells it from its namesakes."""

    id: str
    name: str
    kind: Kind
    la: str | None = None
    """The id of its local authority, such as `la:892`."""
    town: str | None = None
    phase: str | None = None
    open: bool = True
    """False for what has closed."""
    codes: tuple[str, ...] = ()
    """Its other codes, written `scheme:value`, and its ids before a merge."""


# What changes: the spans that begin or end between two days, and what they come to


@dataclass(frozen=True, slots=True)
class Lifetime:
    """An organisation or a partnership, and from when until when there was one."""

    id: str
    name: str
    kind: str
    """A `Kind` value, or `"Partnership"`."""
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class Spell:
    """A time during which a tie held. `kind` is as in `Tie`, or `"SUCCEEDED_BY"`."""

    kind: str
    start: str
    end: str
    span: Span = Span()


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
