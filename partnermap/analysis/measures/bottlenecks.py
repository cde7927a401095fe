"""Cut-points and bridges: what, if it went, would split a scope, and whom that would strand."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from partnermap.analysis.networks.network import Mode, insiders
from partnermap.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Stranding:
    """Whom a removal cuts off.

    The removal leaves what was one component in parts. The part with most organisations of the
    scope stays; those of the other parts are stranded. Of equal parts the one with most pupils
    stays, then the one with most schools of unknown size, then the one with the first id. What
    was separate before is not counted, nor is what was removed.
    """

    organisations: tuple[str, ...]
    """The stranded, by id."""
    pupils: int
    """Pupils of the stranded schools. A trust adds none: its schools count where they are."""
    uncounted: int
    """How many stranded schools have no known number of pupils."""
    kept: int
    """How many organisations of the scope the largest part holds."""

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts the gravest first: most organisations, then most pupils."""
        return -len(self.organisations), -self.pupils


@dataclass(frozen=True, slots=True)
class CutPoint:
    """An organisation, inside the scope or out, or a partnership whose removal strands someone."""

    id: str
    mode: Mode
    stranding: Stranding


@dataclass(frozen=True, slots=True)
class Bridge:
    """A membership (organisation, partnership) or formal tie whose removal strands someone."""

    ends: tuple[str, str]
    stranding: Stranding


@dataclass(frozen=True, slots=True)
class Bottlenecks:
    """The cut-points and the bridges of a graph, gravest first."""

    cut_points: tuple[CutPoint, ...]
    bridges: tuple[Bridge, ...]


def find_bottlenecks(drawn: nx.Graph) -> Bottlenecks:
    """The cut-points and bridges of a graph, with whom each strands.

    A cut-point is a node, and a bridge a tie, whose removal leaves its component in more than one
    part. Here at least two of the parts must hold organisations of the scope: to lose sight of an
    outside partner strands nobody.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `network.graph` makes it. Partnerships are nodes, so that one of
        three members, a triangle in one mode, can be seen to be all that joins them.

    Returns
    -------
    Bottlenecks
        Each sorted by organisations stranded, then pupils stranded, then id.

    Notes
    -----
    One depth-first search a component. A node's subtree is a run of consecutive places in the
    order of the search, so each part is a few runs, counted without walking it. Time O(n + m),
    and the length of the lists of stranded.

    References
    ----------
    Hopcroft and Tarjan (1973), Algorithm 447: efficient algorithms for graph manipulation,
    Communications of the ACM 16(6), 372-378.

    Examples
    --------
    >>> path = nx.path_graph(["ash", "heads", "elm", "sports", "oak"])
    >>> school = {"mode": Mode.ORGANISATION, "outside": False, "kind": Kind.SCHOOL, "pupils": 90}
    >>> path.add_nodes_from(["ash", "elm", "oak"], **school)
    >>> path.add_nodes_from(["heads", "sports"], mode=Mode.PARTNERSHIP)
    >>> [(cut.id, cut.stranding.organisations) for cut in find_bottlenecks(path).cut_points]
    [('elm', ('oak',)), ('heads', ('ash',)), ('sports', ('oak',))]
    """
    inside = set(insiders(drawn))
    ties = dict(drawn.adjacency())  # read many times over, without networkx's views
    cut_points: list[CutPoint] = []
    bridges: list[Bridge] = []
    for component in nx.connected_components(drawn):
        search = _Search(ties, min(component), inside)
        for id_, parts in search.cut_points():
            if stranding := _strand(drawn, search, parts):
                cut_points.append(CutPoint(id_, drawn.nodes[id_]["mode"], stranding))
        for ends, parts in search.bridges():
            if stranding := _strand(drawn, search, parts):
                first, second = sorted(ends, key=lambda e: (drawn.nodes[e]["mode"], e))
                bridges.append(Bridge((first, second), stranding))
    return Bottlenecks(
        tuple(sorted(cut_points, key=lambda cut: (*cut.stranding.rank, cut.id))),
        tuple(sorted(bridges, key=lambda bridge: (*bridge.stranding.rank, bridge.ends))),
    )


_Part = list[tuple[int, int]]
"""What a removal leaves together: runs of places in the order of a search, `[first, past last)`."""


class _Search:
    """A depth-first search of one component, by place: the order in which nodes were first seen."""

    def __init__(
        self, ties: Mapping[str, Collection[str]], root: str, inside: Collection[str]
    ) -> None:
        self._order = [root]
        self._parent = [0]
        place = {root: 0}
        path = [(0, iter(ties[root]))]
        while path:
            here, neighbours = path[-1]
            for node in neighbours:
                if node not in place:
                    place[node] = len(self._order)
                    self._order.append(node)
                    self._parent.append(here)
                    path.append((place[node], iter(ties[node])))
                    break
            else:
                path.pop()

        size = len(self._order)
        self._low = list(range(size))  # the first place that a subtree is tied to
        self._end = list(range(1, size + 1))  # past the last place of a subtree
        self._children: list[list[int]] = [[] for _ in range(size)]
        for here in range(size - 1, 0, -1):
            parent = self._parent[here]
            others = (place[n] for n in ties[self._order[here]] if place[n] != parent)
            self._low[here] = min(self._low[here], min(others, default=here))
            self._low[parent] = min(self._low[parent], self._low[here])
            self._end[parent] = max(self._end[parent], self._end[here])
            self._children[parent].append(here)

        self._inside = [node for node in self._order if node in inside]
        self._before = [0]  # how many of the scope were seen before each place
        for node in self._order:
            self._before.append(self._before[-1] + (node in inside))

    def cut_points(self) -> Iterator[tuple[str, list[_Part]]]:
        """Each node whose removal leaves more than one part, with the parts."""
        for here, node in enumerate(self._order):
            # A child's subtree is cut off with `here` unless some tie leads past it.
            below = [c for c in reversed(self._children[here]) if self._low[c] >= here]
            parts = [[(child, self._end[child])] for child in below]
            if here > 0 and below:
                starts = [here + 1, *(self._end[child] for child in below)]
                ends = [*below, len(self._order)]
                parts.append([(0, here), *zip(starts, ends, strict=True)])
            if len(parts) > 1:
                yield node, parts

    def bridges(self) -> Iterator[tuple[tuple[str, str], list[_Part]]]:
        """Each tie whose removal leaves two parts, with the parts."""
        for here in range(1, len(self._order)):
            parent, end = self._parent[here], self._end[here]
            if self._low[here] > parent:
                parts = [[(here, end)], [(0, here), (end, len(self._order))]]
                yield (self._order[parent], self._order[here]), parts

    def count(self, part: _Part) -> int:
        """How many organisations of the scope a part holds."""
        return sum(self._before[end] - self._before[start] for start, end in part)

    def members(self, part: _Part) -> list[str]:
        """The organisations of the scope that a part holds."""
        runs = (self._inside[self._before[start] : self._before[end]] for start, end in part)
        return [node for run in runs for node in run]


def _strand(drawn: nx.Graph, search: _Search, parts: list[_Part]) -> Stranding | None:
    sizes = [search.count(part) for part in parts]
    kept = max(sizes)
    if sum(sizes) == kept:
        return None
    largest = [at for at, size in enumerate(sizes) if size == kept]
    stays = largest[0]
    if len(largest) > 1:  # only then look inside: all but one of these are listed anyway
        groups = {at: search.members(parts[at]) for at in largest}
        most = max(count_pupils(drawn, group) for group in groups.values())
        fullest = (at for at in largest if count_pupils(drawn, groups[at]) == most)
        stays = min(fullest, key=lambda at: min(groups[at]))
    stranded = [id_ for at, part in enumerate(parts) if at != stays for id_ in search.members(part)]
    pupils, uncounted = count_pupils(drawn, stranded)
    return Stranding(tuple(sorted(stranded)), pupils, uncounted, kept)


def count_pupils(drawn: nx.Graph, organisations: Iterable[str]) -> tuple[int, int]:
    """The pupils of the schools among some organisations, and how many schools give no number."""
    schools = [drawn.nodes[i] for i in organisations if drawn.nodes[i]["kind"] is Kind.SCHOOL]
    known = [school["pupils"] for school in schools if school["pupils"] is not None]
    return sum(known), len(schools) - len(known)
