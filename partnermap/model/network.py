"""What goes out: a network as it is read for one scope, layer and date."""

from dataclasses import dataclass

from partnermap.model.dates import ALWAYS, Span
from partnermap.vocabulary import Answer, Kind, Layer, Role, TieKind, View


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
    span: Span = ALWAYS
    """From when until when it has been open."""


@dataclass(frozen=True, slots=True)
class FormalEdge:
    """A formal tie between two organisations of a network."""

    kind: TieKind
    start: str
    end: str
    span: Span = ALWAYS
    may_have_held: bool = False
    """True where the dates do not settle whether it held on the day asked about."""


@dataclass(frozen=True, slots=True)
class PartnershipNode:
    """A partnership in a network."""

    id: str
    name: str
    kind: str
    themes: tuple[str, ...] = ()
    span: Span = ALWAYS
    size: int = 0
    """How many are in it, whether they are in the network or not; 0 if that was not counted."""


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation's part in a partnership of a network."""

    organisation: str
    partnership: str
    role: Role = Role.MEMBER
    span: Span = ALWAYS
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
