"""The records of an exported file: what each row, node or edge of it is told from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from partnermap import __version__
from partnermap.model.dates import Span
from partnermap.model.network import FormalEdge, Membership, Node, PartnershipNode
from partnermap.vocabulary import Layer, TieKind


@dataclass(frozen=True, slots=True)
class About:
    """What a file is of, at which state of the data, for whom, and under which licence."""

    scope: str
    layer: Layer
    as_of: date
    data_version: int
    access: str
    organisations: int
    truncated: bool
    past: bool
    """Whether what was before that day is in it too."""
    licence: str

    @property
    def title(self) -> str:
        """What the file is, in words."""
        return f"Who is tied to whom in {self.scope}, as of {self.as_of}"

    @property
    def made_by(self) -> str:
        """The program that made it."""
        return f"partnermap {__version__}"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, with what it is part of, by the kind of tie."""

    record: Node
    wholes: Mapping[TieKind, Sequence[Node]]

    @property
    def id(self) -> str:
        """Its global id."""
        return self.record.id

    @property
    def name(self) -> str:
        """Its name."""
        return self.record.name

    @property
    def span(self) -> Span:
        """From when until when it has been open."""
        return self.record.span


@dataclass(frozen=True, slots=True)
class Belonging:
    """A formal tie, with its ends."""

    id: str
    record: FormalEdge
    start: Organisation
    end: Organisation

    @property
    def kind(self) -> str:
        """What sort of tie it is."""
        return self.record.kind.value

    @property
    def weight(self) -> float:
        """Its strength."""
        return 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """A membership, with its ends; `disputed` as in `analysis.network.graph`."""

    id: str
    record: Membership
    start: Organisation
    end: PartnershipNode
    weight: float | None
    disputed: bool

    @property
    def kind(self) -> str:
        """What sort of tie it is."""
        return "MEMBER_OF"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations that work together, with the ids of the partnerships they share."""

    start: Organisation
    end: Organisation
    weight: float
    partnerships: tuple[str, ...]
    denied_by: tuple[str, ...]
