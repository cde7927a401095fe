"""What is to be drawn: organisations, partnerships, ties and groups, as frozen records."""

from dataclasses import dataclass, field
from functools import cached_property

from partnermap.vocabulary import Answer, Kind, Layer

MOST_ORGANISATIONS = 120
"""Up to so many organisations with a tie are drawn one by one."""
MOST_TIES = 350
"""Up to so many lines are drawn one by one."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as a picture knows it."""

    id: str
    name: str
    kind: Kind
    outside: bool = False
    """True for a partner that lies outside the scope."""
    answer: Answer | None = None
    """What it answered; silence if nothing came back, None if it was never asked."""
    easting: int | None = None
    northing: int | None = None
    cut: bool = False
    """True where its leaving would cut off others that work together."""
    hidden: bool = False
    """True where it only keeps its place: the date or layer chosen does not show it."""

    @property
    def heard(self) -> bool:
        """Whether it has said with whom it works, and with nobody else."""
        return self.answer is Answer.COMPLETE


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership of three or more; one of two is a line between them."""

    id: str
    name: str
    cut: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A line: a formal tie, a partnership of two, or a part in a larger partnership."""

    start: str
    end: str
    """The whole of a formal tie; of a part in a larger partnership, that partnership."""
    layer: Layer
    how: tuple[str, ...]
    """In words: the partnerships that a line stands for, or what sort of part it is."""
    weight: float = 1.0
    """The sum of 1/(n-1) over partnerships of n members (Newman 2001)."""
    bridge: bool = False
    """True where its end would cut others off."""
    doubtful: bool = False
    """True where one of the two denies it, or its dates leave open that it held on the day."""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Organisations that a large picture draws as one."""

    id: str
    name: str
    members: frozenset[str]


@dataclass(frozen=True)
class Drawing:
    """Everything that a picture is made from; equal drawings give equal pictures.

    What is hidden is not drawn, and yet it counts for where the rest stands: so a choice of date or
    layer shows and hides, and moves nothing.
    """

    title: str
    layer: Layer
    """Which ties are shown."""
    organisations: tuple[Organisation, ...]
    partnerships: tuple[Partnership, ...] = ()
    ties: tuple[Tie, ...] = ()
    groups: tuple[Group, ...] = ()
    """How a large picture is grouped; without any, by who works together most."""
    opened: tuple[str, ...] = ()
    """The ids of the groups that were opened to come to this picture, the outermost first."""
    on_map: bool = field(default=False, kw_only=True)
    """Whether places are by grid reference; else by who works with whom."""

    @cached_property
    def shown(self) -> tuple[Tie, ...]:
        """The ties that are drawn, in a fixed order."""
        drawn = (tie for tie in self.ties if not tie.hidden)
        return tuple(sorted(drawn, key=lambda tie: (tie.start, tie.end, tie.layer, tie.how)))

    @cached_property
    def tied(self) -> frozenset[str]:
        """The ids of what has a tie that is drawn."""
        return frozenset(end for tie in self.shown for end in (tie.start, tie.end))

    @cached_property
    def connected(self) -> tuple[Organisation, ...]:
        """The organisations that have a tie that is drawn, by id."""
        return tuple(o for o in self._by_id if o.id in self.tied)

    @cached_property
    def weak(self) -> frozenset[str]:
        """The ids of what is drawn and would cut others off by leaving or ending."""
        if self.layer is Layer.FORMAL:
            return frozenset()
        cut = {o.id for o in self.organisations if o.cut}
        return self.tied & (cut | {p.id for p in self.partnerships if p.cut})

    @cached_property
    def unknown(self) -> tuple[Organisation, ...]:
        """Those of the scope of which no tie is drawn, and that have not said there is none."""
        return tuple(o for o in self._untied if not o.heard)

    @cached_property
    def alone(self) -> tuple[Organisation, ...]:
        """Those of the scope that have answered in full, and of which no tie is drawn."""
        return tuple(o for o in self._untied if o.heard)

    @property
    def large(self) -> bool:
        """Whether there is more than can be read one by one."""
        return len(self.connected) > MOST_ORGANISATIONS or len(self.shown) > MOST_TIES

    @cached_property
    def _by_id(self) -> tuple[Organisation, ...]:
        return tuple(sorted(self.organisations, key=lambda organisation: organisation.id))

    @cached_property
    def _untied(self) -> tuple[Organisation, ...]:
        here = (o for o in self._by_id if o.id not in self.tied and not o.outside and not o.hidden)
        return tuple(sorted(here, key=lambda o: (o.name, o.id)))
