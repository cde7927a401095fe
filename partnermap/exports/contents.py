"""What an exported file holds: a network, record by record, with what it is of and whose it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TypeVar

import networkx as nx

from partnermap.analysis.networks.layers import only
from partnermap.analysis.networks.network import graph, project
from partnermap.exports.past import beyond, last_day, together
from partnermap.exports.records import About, Belonging, Organisation, Pair, Part
from partnermap.exports.sheets import Table
from partnermap.model.dates import BEGINNING
from partnermap.model.network import Credit, FormalEdge, Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Layer, TieKind

_Tie = TypeVar("_Tie", FormalEdge, Membership)
_RECORDED = (
    "What organisations recorded of their partnerships has no stated licence: ask whoever recorded "
    "it before you publish it."
)


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
    past : Network, optional
        The same of all days up to that one, of both layers, where what was before is told too.
        Where records differ the network of the day is followed.
    """

    def __init__(
        self,
        network: Network,
        layer: Layer,
        as_of: date,
        publications: Iterable[Credit] = (),
        sees: str = "",
        found: Sequence[Table] = (),
        past: Network | None = None,
    ) -> None:
        self.network = only(network, layer)
        self.found = found
        self._day = as_of.isoformat()
        ever = past or replace(network, nodes=(), formal=(), partnerships=(), memberships=())
        self._past = beyond(self.network, only(ever, layer))
        now, then = _wholes(network.nodes, network.formal), _wholes_then(ever, self._day)
        self.organisations: Sequence[Organisation] = sorted(
            (
                *(Organisation(node, now.get(node.id, {})) for node in self.network.nodes),
                *(Organisation(node, then.get(node.id, {})) for node in self._past.nodes),
            ),
            key=lambda organisation: organisation.id,
        )
        self.partnerships: Sequence[PartnershipNode] = sorted(
            (*self.network.partnerships, *self._past.partnerships),
            key=lambda partnership: partnership.id,
        )
        self.about = About(
            scope=network.scope,
            layer=layer,
            as_of=as_of,
            data_version=network.data_version,
            access=sees or network.access,
            organisations=len(self.organisations),
            truncated=network.truncated,
            past=past is not None,
            licence=_licence(bool(self._parts), publications),
        )

    @property
    def nodes(self) -> Iterator[Organisation | PartnershipNode]:
        """The organisations by id, then the partnerships by id."""
        yield from self.organisations
        yield from self.partnerships

    @cached_property
    def edges(self) -> Sequence[Belonging | Part]:
        """The formal ties, then the memberships; of each those of the day first, in their order."""
        return [*self._belongings(), *self._memberships()]

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

    @property
    def _parts(self) -> Sequence[Membership]:
        """The memberships, those of the day first."""
        return [*_in_order(self.network.memberships), *_in_order(self._past.memberships)]

    def _belongings(self) -> Iterator[Belonging]:
        known = self._known
        ids = _Ids()
        for tie in (*_in_order(self.network.formal), *_in_order(self._past.formal)):
            if tie.start != tie.end and tie.start in known and tie.end in known:
                id_ = ids.next(tie.kind.value, tie.start, tie.end, tie.span.bounds[0])
                yield Belonging(id_, tie, known[tie.start], known[tie.end])

    def _memberships(self) -> Iterator[Part]:
        partnerships = {partnership.id: partnership for partnership in self.partnerships}
        drawn = self._drawn
        gone, parts = frozenset(self._past.memberships), self._parts
        many = together(parts)
        ids = _Ids()
        for part in parts:
            ends = part.organisation, part.partnership
            if part.organisation not in self._known or part.partnership not in partnerships:
                continue
            whole = partnerships[part.partnership]
            if part in gone:
                others = many(whole.id, last_day(part.span, self._day)) - 1
            else:
                others = max(len(drawn[whole.id]), whole.size) - 1
            yield Part(
                ids.next("MEMBER_OF", *ends, part.span.bounds[0]),
                part,
                self._known[part.organisation],
                whole,
                1 / others if others else None,
                part not in gone and drawn.edges[ends].get("disputed", False),
            )


def _in_order(ties: Iterable[_Tie]) -> list[_Tie]:
    return sorted(ties, key=lambda tie: (*_ends(tie), str(tie.span)))


def _ends(tie: FormalEdge | Membership) -> tuple[str, str, str]:
    if isinstance(tie, FormalEdge):
        return tie.start, tie.end, tie.kind
    return tie.organisation, tie.partnership, ""


def _wholes(
    nodes: Iterable[Node], ties: Iterable[FormalEdge]
) -> dict[str, dict[TieKind, list[Node]]]:
    """What each organisation is part of, by some ties."""
    known = {node.id: node for node in nodes}
    wholes: dict[str, dict[TieKind, list[Node]]] = {}
    for tie in sorted(ties, key=lambda tie: (tie.start, tie.kind, tie.end)):
        if tie.end in known:
            of_kind = wholes.setdefault(tie.start, {}).setdefault(tie.kind, [])
            if known[tie.end] not in of_kind:
                of_kind.append(known[tie.end])
    return wholes


def _wholes_then(past: Network, day: str) -> dict[str, dict[TieKind, list[Node]]]:
    """What each organisation was part of on its last day up to that one."""
    lasts = {node.id: last_day(node.span, day) for node in past.nodes}
    ties = (t for t in past.formal if t.start in lasts and t.span.may_hold(lasts[t.start]))
    return _wholes(past.nodes, ties)


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


def _licence(recorded: bool, publications: Iterable[Credit]) -> str:
    """Who published what is in a file and under which licence, in sentences."""
    sentences = [f"{c.name} ({c.published}), {c.publisher}: {c.licence}." for c in publications]
    if recorded or not sentences:
        sentences.append(_RECORDED)
    return " ".join(sentences)
