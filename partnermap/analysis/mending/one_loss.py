"""Mending one weak point: the shortest new partnerships by which its loss would part nobody."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations, product

import networkx as nx

from partnermap.analysis.mending.limits import FAR, Limits
from partnermap.analysis.networks.network import insiders


@dataclass(frozen=True, slots=True)
class NewTie:
    """A new partnership of two organisations, and how far they are apart."""

    ends: tuple[str, str]
    """Their ids, in order."""
    metres: int | None
    """None where it is not known where one of them is."""


@dataclass(frozen=True, slots=True)
class Mend:
    """The new partnerships that mend one weak point, or as much of it as the limits allow."""

    ties: tuple[NewTie, ...]
    """The shortest first."""
    needed: int
    """How many it takes: one fewer than the parts that the loss would leave."""

    @property
    def whole(self) -> bool:
        """Whether the loss would then cut nobody off."""
        return len(self.ties) == self.needed


_ANYONE = Limits()


def find_mend(drawn: nx.Graph, removed: Collection[str], limits: Limits = _ANYONE) -> Mend:
    """The fewest and of these the shortest new partnerships that outlast the loss of one thing.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of the working or the combined layer, as `network.graph` makes it.
    removed : collection of str
        What is lost: the id of an organisation or a partnership, or the two ends of a tie.
    limits : Limits
        Who may begin a partnership with whom. `each` is left aside: of one weak point nobody has
        to mend much.

    Returns
    -------
    Mend
        Where nothing is parted, no ties and none needed.

    Notes
    -----
    The parts that the loss leaves have to be joined again, so that a minimum spanning tree over
    them is the fewest and the shortest at once. Distances that are not known count as longer than
    all others. Time O(n + m), and O(k n) for k organisations outside the largest part.

    References
    ----------
    Kruskal (1956), On the shortest spanning subtree of a graph and the traveling salesman problem,
    Proceedings of the American Mathematical Society 7(1), 48-50.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import Mode
    >>> path = nx.path_graph(["ash", "heads", "elm", "sports", "oak"])
    >>> nx.set_node_attributes(path, Mode.PARTNERSHIP, "mode")
    >>> for east, name in enumerate(["ash", "elm", "oak"]):
    ...     at = {"easting": 1000 * east, "northing": 0}
    ...     path.add_node(name, mode=Mode.ORGANISATION, outside=False, **at)
    >>> [(tie.ends, tie.metres) for tie in find_mend(path, ["elm"]).ties]
    [(('ash', 'oak'), 2000)]
    >>> find_mend(path, ["elm"], Limits(km=1)).whole
    False
    """
    parts = _parts(drawn, removed)
    ways = sorted(
        (way, first, second)
        for first, second in combinations(range(len(parts)), 2)
        if (way := _shortest(drawn, limits, parts[first], parts[second]))
    )
    joined = nx.utils.UnionFind(range(len(parts)))
    ties = []
    for (metres, one, other), first, second in ways:
        if joined[first] != joined[second]:
            joined.union(first, second)
            ties.append(NewTie((one, other), metres if metres < FAR else None))
    return Mend(tuple(ties), max(0, len(parts) - 1))


def _parts(drawn: nx.Graph, removed: Collection[str]) -> list[list[str]]:
    """The organisations of the scope in each part that is left of what was one."""
    inside, lost = {*insiders(drawn)}, {*removed}
    starts = list(removed) if len(lost) == 2 else [n for id_ in lost for n in drawn.adj[id_]]
    around = dict(drawn.adjacency())
    seen: set[str] = set()
    parts = []
    for start in starts:
        if start not in seen:
            part = _reached(around, start, lost)
            seen |= part
            parts.append(sorted(part & inside))
    return [members for members in parts if members]


def _reached(around: Mapping[str, Mapping[str, object]], start: str, lost: set[str]) -> set[str]:
    """What a node is joined to without a lost node, or without the tie between two."""
    found, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        for there in around[here]:
            if there not in found and lost != ({here, there} if len(lost) == 2 else {there}):
                found.add(there)
                ahead.append(there)
    return found


def _shortest(
    drawn: nx.Graph, limits: Limits, members: list[str], others: list[str]
) -> tuple[int, str, str] | None:
    """The shortest way between two parts that the limits allow, and its ends; None of no way."""
    ways = (
        (metres, one, other)
        for one, other in map(sorted, product(members, others))
        if (metres := limits.metres(drawn, one, other)) is not None
    )
    return min(ways, default=None)
