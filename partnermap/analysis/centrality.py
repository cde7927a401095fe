"""Centrality: whether everything runs through one body, and who sits between others."""

from fractions import Fraction
from math import lcm

import networkx as nx

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
    degrees: list[int] = [degree for _, degree in projected.degree]
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
    numbers; as sums of floating-point numbers, paths of the same length would differ in the last
    digit, and which of them counts would depend on the order of the ties.

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
    found = {distance for _, _, distance in projected.edges(data="distance")}
    exact = {each: Fraction(each).limit_denominator(_DENOMINATOR) for each in found}
    unit = lcm(*(fraction.denominator for fraction in exact.values()))
    steps = {each: int(fraction * unit) for each, fraction in exact.items()}
    shares = nx.betweenness_centrality(projected, weight=lambda _u, _v, tie: steps[tie["distance"]])
    return dict(sorted(shares.items()))
