"""Centrality: whether everything runs through one body, and who sits between others."""

from collections.abc import Iterator
from fractions import Fraction
from heapq import heappop, heappush
from math import lcm

import networkx as nx

from partnermap.analysis.network import without_self_ties

_DENOMINATOR = 1_000_000
"""The largest denominator of a distance that is told from its neighbours exactly."""


def degree_centralisation(projected: nx.Graph) -> float | None:
    """How far the ties of a network run through one organisation, from 0 to 1.

    The sum, over all organisations, of how many fewer partners each has than the one that has
    most, as a share of the largest sum there can be. 1 is a star, where one is tied to all and
    no others are tied; 0 is a network in which all have equally many partners.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, as `network.project` makes them. Partners are counted,
        whatever the strength of the tie.

    Returns
    -------
    float or None
        None where there are fewer than three organisations.

    Notes
    -----
    Time O(n). Compare places of one size: in a large network few can have many partners.

    References
    ----------
    Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1(3),
    215-239.

    Examples
    --------
    >>> degree_centralisation(nx.star_graph(4))
    1.0
    >>> degree_centralisation(nx.cycle_graph(4))
    0.0
    """
    size = len(projected)
    if size < 3:
        return None
    degrees: list[int] = [degree for _, degree in without_self_ties(projected).degree]
    return (max(degrees) * size - sum(degrees)) / ((size - 1) * (size - 2))


def betweenness(projected: nx.Graph) -> dict[str, float] | None:
    """On which share of the shortest paths between two others each organisation lies.

    For a pair of others that several shortest paths join, the share of those paths. The sum over
    pairs is divided by (n - 1)(n - 2) / 2, the number of pairs of others, joined or not: 1 is the
    centre of a star, 0 who lies on no path. The length of a path is the sum of its distances, so
    that strong ties are short.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, with `distance`, as `network.project` makes them.

    Returns
    -------
    dict or None
        The share by id, sorted; None where there are fewer than three organisations.

    Notes
    -----
    Brandes' algorithm from every organisation: exact, not sampled. Time O(nm + n² log n).

    Two paths are equally short or not by exact arithmetic. Distances are fractions of small whole
    numbers, and are taken as multiples of what divides them all; as sums of floating-point numbers,
    which is what networkx compares, paths of one length would differ in the last digit, and which
    of them counts would depend on the order of the ties.

    References
    ----------
    Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40(1), 35-41.

    Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical
    Sociology 25(2), 163-177.

    Examples
    --------
    >>> path = nx.path_graph(["ash", "elm", "oak"])
    >>> nx.set_edge_attributes(path, 1.0, "distance")
    >>> betweenness(path)
    {'ash': 0.0, 'elm': 1.0, 'oak': 0.0}
    """
    if len(projected) < 3:
        return None
    ties = _whole_distances(without_self_ties(projected))
    total = [0.0] * len(ties)
    for source in range(len(ties)):
        for node, dependency in _dependencies(ties, source):
            total[node] += dependency
    pairs = (len(ties) - 1) * (len(ties) - 2)  # both ways, as they are counted
    return {id_: both / pairs for id_, both in zip(sorted(projected), total, strict=True)}


_Ties = list[list[tuple[int, int]]]
"""Of each organisation, by its place in sorted order, its partners and how far off they are."""


def _whole_distances(projected: nx.Graph) -> _Ties:
    """The ties of each, with distances as whole numbers of the largest unit that fits them all."""
    found = {distance for _, _, distance in projected.edges(data="distance")}
    exact = {each: Fraction(each).limit_denominator(_DENOMINATOR) for each in found}
    unit = lcm(*(fraction.denominator for fraction in exact.values()))
    whole = {each: int(fraction * unit) for each, fraction in exact.items()}
    place = {id_: at for at, id_ in enumerate(sorted(projected))}
    return [
        [(place[other], whole[tie["distance"]]) for other, tie in projected[id_].items()]
        for id_ in place
    ]


def _dependencies(ties: _Ties, source: int) -> Iterator[tuple[int, float]]:
    """The share of the shortest paths from one to all others on which each of them lies."""
    distance: list[int | None] = [None] * len(ties)
    distance[source] = 0
    paths = [0] * len(ties)
    paths[source] = 1
    before: list[list[int]] = [[] for _ in ties]
    reached: dict[int, None] = {}  # in the order of their distance
    waiting = [(0, source)]
    while waiting:
        so_far, node = heappop(waiting)
        if node in reached:
            continue
        reached[node] = None
        for other, step in ties[node]:
            known, far = distance[other], so_far + step
            if known is None or far < known:
                distance[other], paths[other], before[other] = far, paths[node], [node]
                heappush(waiting, (far, other))
            elif far == known:
                paths[other] += paths[node]
                before[other].append(node)
    dependency = [0.0] * len(ties)
    for node in reversed(reached):
        share = (1 + dependency[node]) / paths[node]
        for previous in before[node]:
            dependency[previous] += paths[previous] * share
        if node != source:
            yield node, dependency[node]
