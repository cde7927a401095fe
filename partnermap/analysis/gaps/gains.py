"""What a new tie between two organisations would add: reach, resilience and need, kept apart."""

from collections import defaultdict
from collections.abc import Mapping

import networkx as nx

from partnermap.analysis.measures.bottlenecks import Stranding, find_bottlenecks
from partnermap.analysis.networks.hearing import is_heard
from partnermap.analysis.networks.needs import find_themes
from partnermap.analysis.networks.network import insiders, project
from partnermap.errors import BadInputError
from partnermap.vocabulary import Word


class Gain(Word):
    """What a new tie may add. The three are never made into one score."""

    REACH = "REACH", "Pairs that come within so many steps of each other."
    RESILIENCE = "RESILIENCE", "Organisations that one departure would no longer cut off."
    NEED = (
        "NEED",
        "Themes that one of the two provides and the other does not work on with anybody.",
    )


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
    lists of stranded. Of a tie, reach takes O(r s) for r and s within so many steps of its ends,
    the rest O(c) for c departures that strand one of them.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import graph
    >>> from partnermap.model.network import Membership, Network, Node, PartnershipNode
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
        if steps < 1:
            raise BadInputError("Within reach is a number of steps of 1 or more, such as 2.")
        self._steps = steps
        self._inside = frozenset(insiders(working))
        self.partners = project(working)
        """Who works with whom directly."""
        self._ties = dict(self.partners.adjacency())
        self._around: dict[str, list[frozenset[str]]] = {}
        self._reached: dict[str, list[list[frozenset[str]]]] = {}
        self._component: dict[str, frozenset[str]] = {}
        for component in nx.connected_components(working):
            self._component.update(dict.fromkeys(component, self._inside & component))
        self._cuts = {cut.id: cut.stranding for cut in find_bottlenecks(working).cut_points}
        self._parts = _stranded_parts(working, self._cuts)
        self._heard = {id_: is_heard(working, id_) for id_ in self._inside}
        self._themes = find_themes(working)

    def reach(self, one: str, other: str) -> int:
        """How many pairs of the scope would newly be within so many steps of each other.

        A step leads from an organisation to any that it shares a partnership with, outside
        partners among them; only pairs of organisations inside are counted.
        """
        # With the new tie, the way from u to v leads from u to one, over, and from other to v. No
        # pair is met both ways round: it would have been within reach by way of either end.
        there = self._within(other)
        return sum(
            len(there[self._steps - 1 - far] - reached)
            for far, ring in enumerate(self._rings(one))
            for reached in ring
        )

    def unstranded(self, one: str, other: str) -> tuple[str, ...]:
        """Whom some one departure would cut off today and would not with this tie, by id.

        Whoever leaves, an organisation or a whole partnership, the largest part stays and the
        others are stranded (`bottlenecks.Stranding`). A tie that joins two of the parts saves the
        smaller, if no third is larger than both; of two as large as each other it saves both, as
        either may be called the stranded one. Between two components it saves nobody: each hangs
        together as before.
        """
        if self._component[one] is not self._component[other]:
            return ()
        saved: set[str] = set()
        for gone in {*self._parts[one], *self._parts[other]} - {one, other}:
            joined = [self._parts[end].get(gone) for end in (one, other)]  # None is what stays
            kept = self._cuts[gone].kept
            sizes = [kept if part is None else len(part) for part in joined]
            if joined[0] is not joined[1] and max(sizes) == kept:
                for part, size in zip(joined, sizes, strict=True):
                    if size == min(sizes):
                        saved |= self._staying(gone) if part is None else part
        return tuple(sorted(saved))

    def themes(self, one: str, other: str) -> tuple[str, ...]:
        """The themes that one of two provides somewhere and the other works on nowhere, sorted.

        See `needs.find_themes`. That an organisation works on a theme nowhere is known only of
        those that answered in full.
        """
        worked_on, provided = self._themes.worked_on, self._themes.provided
        brought: set[str] = set()
        for provider, partner in ((one, other), (other, one)):
            if self._heard[partner]:
                brought.update(provided.get(provider, frozenset()) - worked_on.get(partner, set()))
        return tuple(sorted(brought))

    def _staying(self, gone: str) -> frozenset[str]:
        """The part of the scope that stays when something goes."""
        return self._component[gone].difference({gone}, self._cuts[gone].organisations)

    def _rings(self, organisation: str) -> list[list[frozenset[str]]]:
        """Of each of the scope that is 0 steps from one, 1 and so on, whom it has within reach."""
        if organisation not in self._reached:
            nearer: frozenset[str] = frozenset()
            self._reached[organisation] = []
            for within in self._within(organisation)[:-1]:
                self._reached[organisation].append([self._within(u)[-1] for u in within - nearer])
                nearer = within
        return self._reached[organisation]

    def _within(self, organisation: str) -> list[frozenset[str]]:
        """Those of the scope within 0 steps of an organisation, 1, 2 and so on, itself included."""
        if organisation not in self._around:
            within = [{organisation}]
            for _ in range(self._steps):
                within.append(within[-1].union(*(self._ties[id_] for id_ in within[-1])))
            self._around[organisation] = [self._inside & those for those in within]
        return self._around[organisation]


def _stranded_parts(
    working: nx.Graph, cuts: Mapping[str, Stranding]
) -> defaultdict[str, dict[str, frozenset[str]]]:
    """By organisation, each departure that strands it, and the part of the scope it is left in."""
    found: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for gone, stranding in cuts.items():
        left = frozenset(stranding.organisations)
        while left:
            part = left & _reached(working, min(left), gone)
            left -= part
            for id_ in part:
                found[id_][gone] = part
    return found


def _reached(working: nx.Graph, start: str, gone: str) -> set[str]:
    """Every node that is still joined to one once another has gone."""
    reached, edge = {start}, [start]
    while edge:
        new = working.adj[edge.pop()].keys() - reached - {gone}
        reached |= new
        edge += new
    return reached
