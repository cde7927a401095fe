"""Centrality: whether everything runs through one body, and who sits between others."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import comb, sqrt
from random import Random

import networkx as nx

from partnermap.analysis.measures import brandes, heavy
from partnermap.analysis.measures.brandes import Trimmed, trim
from partnermap.analysis.networks.network import without_self_ties
from partnermap.errors import BadInputError

_CONFIDENT = 1.96
"""Standard errors to each side of a mean that hold the true one with 95% confidence."""

_DIGITS = 12
"""Shares that agree to so many decimals are equal: after that they depend on the order of a sum."""


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
    Brandes' algorithm from every organisation that is left when what hangs by a single tie is
    taken off and counted where it hung: exact, not sampled. Time O(nm + n² log n) for n and m that
    are left; long runs are done by compiled libraries where they are installed (`heavy`).

    Two paths are equally short or not by exact arithmetic. As sums of floating-point numbers,
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
    projected = without_self_ties(projected)
    trimmed = trim(projected)
    sums, _ = _path_sums(projected, trimmed, dict(enumerate(trimmed.stands_for)))
    through = dict(zip(trimmed.ids, sums, strict=True))
    # Each pair is met from both its ends.
    return _shares({id_: by + through.get(id_, 0) / 2 for id_, by in trimmed.pairs.items()})


@dataclass(frozen=True, slots=True)
class Estimate:
    """Betweenness as it is from some organisations alone, and how far that may be wrong."""

    shares: Mapping[str, float]
    """By id, sorted, as `betweenness` gives them."""
    errors: Mapping[str, float]
    """By id, half the width of the interval that holds the true share with 95% confidence."""
    unseen: float
    """What more there may be to a share whose error is 0: none of the paths taken led through it,
    and with 95% confidence so few of all do."""
    samples: int
    """From how many the paths were taken; of a small network from all, without error."""
    seed: int
    """What gives the same again."""


def estimate_betweenness(projected: nx.Graph, samples: int = 256, seed: int = 0) -> Estimate | None:
    """`betweenness` by the shortest paths from some organisations, drawn at random, to all others.

    Each is as likely to be drawn as any other, and may be drawn again. How many pairs one lies
    between of which one hangs from it by a single tie is exact; of the rest the share is the mean
    over those drawn, with the error of a mean.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, with `distance`, as `network.project` makes them.
    samples : int
        How many to draw. Four times as many halve the errors.
    seed : int
        Of the draw.

    Returns
    -------
    Estimate or None
        None where there are fewer than three organisations.

    Raises
    ------
    BadInputError
        `samples` is less than two: one tells nothing of its error.

    Notes
    -----
    Time O(m + n log n) for each sample. The error is 1.96 standard errors; it is too small for
    who lies on the paths from very few. Of those who lie on none, by the rule of three, fewer than
    3 in `samples` of all others have paths through them, with 95% confidence.

    References
    ----------
    Brandes and Pich (2007), Centrality estimation in large networks, International Journal of
    Bifurcation and Chaos 17(7), 2303-2318. Hanley and Lippman-Hand (1983), If nothing goes wrong,
    is everything all right?, Journal of the American Medical Association 249(13), 1743-1745.

    Examples
    --------
    >>> ring = nx.cycle_graph([f"school {at}" for at in range(9)])
    >>> nx.set_edge_attributes(ring, 1.0, "distance")
    >>> found = estimate_betweenness(ring, samples=4, seed=1)
    >>> abs(found.shares["school 0"] - betweenness(ring)["school 0"]) < found.errors["school 0"]
    True
    """
    if samples < 2:
        raise BadInputError(f"An estimate takes 2 or more samples, such as 256, not {samples}.")
    if len(projected) < 3:
        return None
    projected = without_self_ties(projected)
    trimmed = trim(projected)
    if samples >= len(trimmed.ids):
        shares = betweenness(projected) or {}
        return Estimate(shares, dict.fromkeys(shares, 0.0), 0.0, len(trimmed.ids), seed)
    places = range(len(trimmed.ids))
    drawn = Random(seed).choices(places, trimmed.stands_for, k=samples)  # noqa: S311 - no secret
    sums = zip(*_path_sums(projected, trimmed, Counter(drawn)), strict=True)
    many = sum(trimmed.stands_for) / 2
    found: dict[str, tuple[float, float]] = {}
    for id_, (total, squares) in zip(trimmed.ids, sums, strict=True):
        mean = total / samples
        spread = max(0.0, squares - total * mean) / (samples - 1)
        found[id_] = many * mean, many * _CONFIDENT * sqrt(spread / samples)
    return Estimate(
        shares=_shares({i: pairs + found.get(i, (0, 0))[0] for i, pairs in trimmed.pairs.items()}),
        errors=_shares({i: found.get(i, (0, 0))[1] for i in trimmed.pairs}),
        unseen=min(1.0, 3 / samples * 2 * many / (len(projected) - 1)),
        samples=samples,
        seed=seed,
    )


def _path_sums(
    projected: nx.Graph, trimmed: Trimmed, sources: Mapping[int, int]
) -> tuple[list[float], list[float]]:
    """See `brandes.path_sums`."""
    if heavy.pays(2 * projected.size() * len(sources)):
        return heavy.path_sums(projected, trimmed, sources)
    return brandes.path_sums(projected, trimmed, sources)


def _shares(pairs: Mapping[str, float]) -> dict[str, float]:
    """Numbers of pairs as shares of the pairs of others."""
    others = comb(len(pairs) - 1, 2)
    return {id_: round(count / others, _DIGITS) for id_, count in pairs.items()}
