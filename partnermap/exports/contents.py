"""What an exported file holds: a network, record by record, with what it is of and whose it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import networkx as nx

from partnermap import __version__
from partnermap.analysis.layers import only
from partnermap.analysis.network import graph, project
from partnermap.exports.sheets import Table
from partnermap.model import (
    BEGINNING,
    Credit,
    FormalEdge,
    Membership,
    Network,
    Node,
    PartnershipNode,
)
from partnermap.vocabulary import Layer, TieKind

_RECORDED = (
    "What organisations recorded of their partnerships has no stated licence: ask whoever recorded "
    "it before you publish it."
)


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


@dataclass(frozen=True, slots=True)
class Belonging:
    """A formal tie, with its ends."""

    id: str
    record: FormalEdge
    start: Organisation
    end: Organisation

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


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations that work together, with the ids of the partnerships they share."""

    start: Organisation
    end: Organisation
    weight: float
    partnerships: tuple[str, ...]
    denied_by: tuple[str, ...]


class Contents:
    """A network as the records of a file.

    Parameters
    ----------
    network : Network
        As it was read, of both layers. A tie to something that it does not hold is left out, as is
        one of an organisation to itself.
    layer : Layer
        Of which layer the file is.
    as_of : date
        The day it is about, which the network leaves open where it is today.
    publications : iterable of Credit
        Whose data they are.
    sees : str
        What its viewer may see.
    found : sequence of Table
        What was found in it, where that is told too.
    """

    def __init__(
        self,
        network: Network,
        layer: Layer,
        as_of: date,
        publications: Iterable[Credit] = (),
        sees: str = "",
        found: Sequence[Table] = (),
    ) -> None:
        self.network = only(network, layer)
        self.found = found
        self.about = About(
            scope=network.scope,
            layer=layer,
            as_of=as_of,
            data_version=network.data_version,
            access=sees or network.access,
            organisations=len(self.network.nodes),
            truncated=network.truncated,
            licence=_licence(self.network, publications),
        )
        wholes = _wholes(network)
        self.organisations: Sequence[Organisation] = [
            Organisation(node, wholes.get(node.id, {}))
            for node in sorted(self.network.nodes, key=lambda node: node.id)
        ]
        self.partnerships: Sequence[PartnershipNode] = sorted(
            self.network.partnerships, key=lambda partnership: partnership.id
        )

    @property
    def nodes(self) -> Iterator[Organisation | PartnershipNode]:
        """The organisations by id, then the partnerships by id."""
        yield from self.organisations
        yield from self.partnerships

    @cached_property
    def edges(self) -> Sequence[Belonging | Part]:
        """The formal ties, then the memberships, each in the order of their ids."""
        return [*self._formal(), *self._parts()]

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """The organisations that work together, two by two, in the order of their ids."""
        if self.network.layer is Layer.FORMAL:
            return []
        deny = {(denial.by, denial.about) for denial in self.network.denials}
        known = self._known
        ties = project(self._drawn).edges(data=True)
        pairs = sorted((min(ends), max(ends), tie) for *ends, tie in ties)
        return [
            Pair(
                known[start],
                known[end],
                tie["weight"],
                tie["partnerships"],
                tuple(by for by, about in ((start, end), (end, start)) if (by, about) in deny),
            )
            for start, end, tie in pairs
        ]

    @cached_property
    def _drawn(self) -> nx.Graph:
        return graph(self.network, Layer.WORKING)

    @cached_property
    def _known(self) -> dict[str, Organisation]:
        return {organisation.id: organisation for organisation in self.organisations}

    def _formal(self) -> Iterator[Belonging]:
        known = self._known
        ids = _Ids()
        for tie in sorted(self.network.formal, key=lambda e: (e.start, e.end, e.kind, str(e.span))):
            if tie.start != tie.end and tie.start in known and tie.end in known:
                id_ = ids.next(tie.kind.value, tie.start, tie.end, tie.span.bounds[0])
                yield Belonging(id_, tie, known[tie.start], known[tie.end])

    def _parts(self) -> Iterator[Part]:
        partnerships = {partnership.id: partnership for partnership in self.partnerships}
        drawn = self._drawn
        ids = _Ids()
        parts = self.network.memberships
        for part in sorted(parts, key=lambda m: (m.organisation, m.partnership, str(m.span))):
            ends = part.organisation, part.partnership
            if drawn.has_edge(*ends):
                whole = partnerships[part.partnership]
                others = max(len(drawn[whole.id]), whole.size) - 1
                yield Part(
                    ids.next("MEMBER_OF", *ends, part.span.bounds[0]),
                    part,
                    self._known[part.organisation],
                    whole,
                    1 / others if others else None,
                    drawn.edges[ends].get("disputed", False),
                )


def _wholes(network: Network) -> dict[str, dict[TieKind, list[Node]]]:
    """What each organisation of a network is part of."""
    nodes = {node.id: node for node in network.nodes}
    wholes: dict[str, dict[TieKind, list[Node]]] = {}
    for tie in sorted(network.formal, key=lambda tie: (tie.start, tie.kind, tie.end)):
        if tie.end in nodes:
            of_kind = wholes.setdefault(tie.start, {}).setdefault(tie.kind, [])
            if nodes[tie.end] not in of_kind:
                of_kind.append(nodes[tie.end])
    return wholes


class _Ids:
    """Ids of ties, each given once."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def next(self, kind: str, start: str, end: str, since: str) -> str:
        """The id of the next tie of a kind between two from a day on."""
        known = (since,) if since != BEGINNING else ()
        # Without a space, and with no mark that XML forbids in an id.
        id_ = "-".join((start, kind, end, *known))
        self._given[id_] += 1
        return f"{id_}-{self._given[id_]}" if self._given[id_] > 1 else id_


def _licence(network: Network, publications: Iterable[Credit]) -> str:
    """Who published what is in a network and under which licence, in sentences."""
    sentences = [f"{c.name} ({c.published}), {c.publisher}: {c.licence}." for c in publications]
    if network.memberships or not sentences:
        sentences.append(_RECORDED)
    return " ".join(sentences)
