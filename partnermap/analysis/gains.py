"""What a new tie between two organisations would add: reach, resilience and need, kept apart."""

from collections import defaultdict
from enum import StrEnum

import networkx as nx

from partnermap.analysis.bottlenecks import find_bottlenecks
from partnermap.analysis.hearing import is_heard
from partnermap.analysis.network import insiders, project
from partnermap.vocabulary import Role


class Gain(StrEnum):
    """What a new tie may add. The three are never made into one score."""

    REACH = "REACH"
    """Pairs that come within so many steps of each other."""
    RESILIENCE = "RESILIENCE"
    """Organisations that one departure would no longer cut off."""
    NEED = "NEED"
    """Themes that one of the two provides and the other does not work on with anybody."""


class Gains:
    """Tells of any two organisations of a scope what a partnership of just them would add.

    Parameters
    ----------
    working : networkx.Graph
        Two modes, of the working layer, as `network.graph` or `belonging.working` makes it.
    steps : int
        How many partnerships may lie between two that count as within reach of each other.

    Notes
    -----
    Made in the time of `network.project` and `bottlenecks.find_bottlenecks`, and the length of its
    lists of stranded. A tie then takes O(r s) for reach, where r and s are those within so many
    steps of its ends, and O(c) for the rest, where c are the departures that strand either.

    Examples
    --------
    >>> from partnermap.analysis.network import graph
    >>> from partnermap.model import Membership, Network, Node, PartnershipNode
    >>> from partnermap.vocabulary import Kind, Layer
    >>> nodes = tuple(Node(name, name, Kind.SCHOOL) for name in ("ash", "elm", "oak", "yew"))
    >>> heads, sports = ("ash", "elm", "oak"), ("oak", "yew")
    >>> held = tuple(PartnershipNode(name, name, "NETWORK") for name in ("heads", "sports"))
    >>> parts = [Membership(name, "heads") for name in heads]
    >>> parts += [Membership(name, "sports") for name in sports]
    >>> recorded = Network("all", Layer.WORKING, None, 1, nodes, (), held, tuple(parts))
    >>> gains = Gains(graph(recorded), steps=1)
    >>> gains.reach("ash", "yew"), gains.unstranded("ash", "yew")
    (1, ('ash', 'yew'))
    """

    def __init__(self, working: nx.Graph, steps: int = 2) -> None:
        self._steps = steps
        self._inside = frozenset(insiders(working))
        self._projected = project(working)
        self._around: dict[str, dict[str, int]] = {}
        self._parts = _stranded_parts(working)
        self._component = {
            id_: number
            for number, component in enumerate(nx.connected_components(working))
            for id_ in component
        }
        self._heard = {id_: is_heard(working, id_) for id_ in self._inside}
        self._works_on: defaultdict[str, set[str]] = defaultdict(set)
        self._provides: defaultdict[str, set[str]] = defaultdict(set)
        for id_ in self._inside:
            for partnership, tie in working.adj[id_].items():
                themes = working.nodes[partnership]["themes"]
                self._works_on[id_].update(themes)
                if Role.PROVIDER in tie["roles"]:
                    self._provides[id_].update(themes)

    def reach(self, one: str, other: str) -> int:
        """How many pairs of the scope would newly be within so many steps of each other.

        A step leads from an organisation to any that it shares a partnership with, outside
        partners among them; only pairs of organisations inside are counted.
        """
        near_other = self._within(other).items()
        # With the new tie, the way from u to v leads from u to one, over, and from other to v.
        return len(
            {
                (min(u, v), max(u, v))
                for u, far in self._within(one).items()
                if u in self._inside
                for v, farther in near_other
                if far + 1 + farther <= self._steps
                and v in self._inside
                and v not in self._within(u)
            }
        )

    def unstranded(self, one: str, other: str) -> tuple[str, ...]:
        """Whom some one departure would cut off today and would not with this tie, by id.

        Whoever leaves, an organisation or a whole partnership, the largest part stays and the
        others are stranded (`bottlenecks.Stranding`). The tie saves a stranded part if it leads
        from there to the part that stays. Between two components it saves nobody: each depends
        on others as before.
        """
        if self._component[one] != self._component[other]:
            return ()
        saved: set[str] = set()
        for cut_off, stays in ((one, other), (other, one)):
            for gone, part in self._parts.get(cut_off, {}).items():
                if gone != stays and gone not in self._parts.get(stays, {}):
                    saved |= part
        return tuple(sorted(saved))

    def themes(self, one: str, other: str) -> tuple[str, ...]:
        """The themes that one of two provides somewhere and the other works on nowhere, sorted.

        A need is a theme here, and who provides it has that role in a partnership on it. That an
        organisation works on a theme nowhere is known only of those that answered in full.
        """
        brought: set[str] = set()
        for provider, partner in ((one, other), (other, one)):
            if self._heard[partner]:
                brought |= self._provides[provider] - self._works_on[partner]
        return tuple(sorted(brought))

    def _within(self, organisation: str) -> dict[str, int]:
        """Who is within so many steps of an organisation, itself included, and how many."""
        if organisation not in self._around:
            self._around[organisation] = nx.single_source_shortest_path_length(
                self._projected, organisation, cutoff=self._steps
            )
        return self._around[organisation]


def _stranded_parts(working: nx.Graph) -> dict[str, dict[str, frozenset[str]]]:
    """By organisation, each departure that strands it, and with whom of the scope."""
    found: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for cut in find_bottlenecks(working).cut_points:
        left = set(cut.stranding.organisations)
        while left:
            part = left.intersection(_reached(working, min(left), cut.id))
            left -= part
            for id_ in part:
                found[id_][cut.id] = frozenset(part)
    return found


def _reached(working: nx.Graph, start: str, gone: str) -> set[str]:
    """Every node that is still joined to one once another has gone."""
    reached, edge = {start}, [start]
    while edge:
        new = working.adj[edge.pop()].keys() - reached - {gone}
        reached |= new
        edge += new
    return reached
