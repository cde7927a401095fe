"""Shortest paths, and how many lead through each organisation: the sums behind betweenness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from math import lcm

import networkx as nx

_DENOMINATOR = 1_000_000
"""The largest denominator of a distance that is told from its neighbours exactly."""


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A network less what hangs from it, which has one way only, and what that comes to.

    Who has one partner lies between nobody, and each path to it leads by that partner. So it is
    taken off, and counted where it hung; and so on, until all that are left have two or more.
    """

    ids: list[str]
    """Those that are left, sorted; elsewhere they are known by their places in this."""
    stands_for: list[int]
    """How many each of them is: itself, and all that hang from it."""
    pairs: dict[str, int]
    """By id, of all: how many pairs it lies between of which one hangs from it."""


def trim(projected: nx.Graph) -> Trimmed:
    """Take off what hangs from a network.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, as `network.project` makes them.

    Notes
    -----
    Time O(n log n + m). With c(i) how many hang from one by its i-th hanging tie, and N in all
    that are joined to it, it lies between sum of c(i) c(j) pairs that hang from it by two ties,
    and c (N - 1 - c) of which one hangs from it, for c the sum of c(i).

    References
    ----------
    Puzis, Elovici, Zilberman, Dolev and Brandes (2015), Topology manipulations for speeding
    betweenness centrality computation, Journal of Complex Networks 3(1), 84-112.

    Examples
    --------
    >>> kite = trim(nx.Graph(["ab", "bc", "ca", "cd", "de"]))
    >>> kite.ids, kite.stands_for, kite.pairs
    (['a', 'b', 'c'], [1, 1, 3], {'a': 0, 'b': 0, 'c': 4, 'd': 3, 'e': 0})
    """
    partners = {id_: {*projected[id_]} for id_ in sorted(projected)}
    stands_for = dict.fromkeys(partners, 1)
    squares = dict.fromkeys(partners, 0)  # of how many hang by each tie
    waiting = [id_ for id_, others in partners.items() if len(others) == 1]
    while waiting:
        id_ = waiting.pop()
        if not partners[id_]:
            continue  # the last of a tree, from which the rest hang
        holder = partners[id_].pop()
        partners[holder].remove(id_)
        stands_for[holder] += stands_for[id_]
        squares[holder] += stands_for[id_] ** 2
        if len(partners[holder]) == 1:
            waiting.append(holder)
    pairs: dict[str, int] = {}
    for component in nx.connected_components(projected):
        for id_ in component:
            hanging = stands_for[id_] - 1
            by_two = (hanging**2 - squares[id_]) // 2
            pairs[id_] = by_two + hanging * (len(component) - 1 - hanging)
    left = [id_ for id_, others in partners.items() if others]
    return Trimmed(left, [stands_for[id_] for id_ in left], dict(sorted(pairs.items())))


def path_sums(
    projected: nx.Graph, trimmed: Trimmed, sources: Mapping[int, int]
) -> tuple[list[float], list[float]]:
    """How many of the shortest paths from some to all others lead through each that is left.

    Of several paths to one each counts as its share, and all that another stands for count.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, with `distance`, as `network.project` makes them.
    trimmed : Trimmed
        What is left of it.
    sources : mapping of int to int
        By place, how often the paths from it count.

    Returns
    -------
    list, list
        By place, the sum over the sources and the sum of the squares.

    Notes
    -----
    Time O(m + n log n) for each source. Two paths are equally short or not by exact arithmetic:
    distances are fractions of small whole numbers, and are taken as multiples of what divides them
    all.

    References
    ----------
    Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical
    Sociology 25(2), 163-177.
    """
    ties = _whole_distances(projected, trimmed.ids)
    sums, squares = [0.0] * len(ties), [0.0] * len(ties)
    for source, times in sorted(sources.items()):
        for node, through in enumerate(_dependencies(ties, source, trimmed.stands_for)):
            sums[node] += times * through
            squares[node] += times * through**2
    return sums, squares


_Ties = list[list[tuple[int, int]]]
"""Of each organisation, by its place, its partners and how far off they are."""


def _whole_distances(projected: nx.Graph, ids: Sequence[str]) -> _Ties:
    """The ties of some to each other, with distances as multiples of what divides them all."""
    place = {id_: at for at, id_ in enumerate(ids)}
    found = {distance for _, _, distance in projected.edges(data="distance")}
    exact = {each: Fraction(each).limit_denominator(_DENOMINATOR) for each in found}
    unit = lcm(*(fraction.denominator for fraction in exact.values()))
    whole = {each: int(fraction * unit) for each, fraction in exact.items()}
    return [
        [
            (place[other], whole[tie["distance"]])
            for other, tie in projected[id_].items()
            if other in place
        ]
        for id_ in ids
    ]


def _dependencies(ties: _Ties, source: int, stands_for: Sequence[int]) -> list[float]:
    """By place, how many of the shortest paths from one lead through each."""
    distance: list[int | None] = [None] * len(ties)
    distance[source] = 0
    paths = [0] * len(ties)
    paths[source] = 1
    before: list[list[int]] = [[] for _ in ties]
    reached: list[int] = []  # in the order of their distance
    settled = bytearray(len(ties))
    waiting = [(0, source)]
    while waiting:
        so_far, node = heappop(waiting)
        if settled[node]:
            continue
        settled[node] = True
        reached.append(node)
        for other, step in ties[node]:
            if settled[other]:
                continue
            known, far = distance[other], so_far + step
            if known is None or far < known:
                distance[other], paths[other], before[other] = far, paths[node], [node]
                heappush(waiting, (far, other))
            elif far == known:
                paths[other] += paths[node]
                before[other].append(node)
    through = [0.0] * len(ties)
    for node in reversed(reached):
        share = (stands_for[node] + through[node]) / paths[node]
        for previous in before[node]:
            through[previous] += paths[previous] * share
    through[source] = 0.0
    return through
