"""Mixing: whether organisations work with their own kind, and which kinds never meet."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import comb, fsum

import networkx as nx

from partnermap.analysis.networks.groups import Groups
from partnermap.analysis.networks.network import without_self_ties


@dataclass(frozen=True, slots=True)
class Leaning:
    """How many ties lead out of a group and how many stay within."""

    external: int
    """Ties of two that are of different groups."""
    internal: int
    """Ties of two that are of one group."""

    @property
    def index(self) -> float | None:
        """E-I: -1 if all ties stay within, 1 if all lead out; None where there are no ties."""
        ties = self.external + self.internal
        return (self.external - self.internal) / ties if ties else None


@dataclass(frozen=True, slots=True)
class Leanings:
    """The E-I index of a network, of its groups and of its organisations."""

    overall: Leaning
    expected: float | None
    """The index that groups of these sizes would have if they did not matter; None of no pair."""
    groups: Mapping[str, Leaning]
    """By group, sorted: the ties with an end in it, each once, so that a tie out counts in two."""
    organisations: Mapping[str, Leaning]
    """By id, sorted: the ties of each; those without a known group are left out."""
    unplaced: int
    """How many ties are not counted, because the group of an end is not known."""


def leanings(projected: nx.Graph, groups: Groups) -> Leanings:
    """How far ties lead out of groups or stay within them.

    The E-I index is (external - internal) / (external + internal) ties. It depends on how many
    groups there are and how large they are, and so is to be read beside `expected`: the mean of
    the index over all ways to deal out the same groups among the same organisations.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, as `network.project` makes them. Strength does not matter.
    groups : Groups
        The trust, sector, phase or diocese of each organisation.

    Returns
    -------
    Leanings
        Of the ties of which both ends have a known group.

    Notes
    -----
    Dealt out at random, each tie is as likely as any pair to fall within a group, so that the
    mean is that of all pairs. Time O(n log n + m).

    References
    ----------
    Krackhardt and Stern (1988), Informal networks and organizational crises: an experimental
    simulation, Social Psychology Quarterly 51(2), 123-140.

    Examples
    --------
    >>> path = nx.path_graph(["ash", "elm", "clinic"])
    >>> found = leanings(path, {"ash": "school", "elm": "school", "clinic": "health"})
    >>> found.overall.index, found.groups["health"].index
    (0.0, 1.0)
    """
    placed = sorted(groups.keys() & projected)
    external: Counter[str] = Counter()
    internal: Counter[str] = Counter()
    among: Counter[str] = Counter()
    crossing: Counter[str] = Counter()
    unplaced = 0
    for ends in without_self_ties(projected).edges:
        if not groups.keys() >= {*ends}:
            unplaced += 1
            continue
        start, end = (groups[id_] for id_ in ends)
        if start == end:
            internal.update(ends)
            among[start] += 1
        else:
            external.update(ends)
            crossing.update((start, end))
    sizes = Counter(groups[id_] for id_ in placed)
    pairs, within = comb(len(placed), 2), sum(comb(size, 2) for size in sizes.values())
    return Leanings(
        overall=Leaning(crossing.total() // 2, among.total()),
        expected=Leaning(pairs - within, within).index,
        groups={group: Leaning(crossing[group], among[group]) for group in sorted(sizes)},
        organisations={id_: Leaning(external[id_], internal[id_]) for id_ in placed},
        unplaced=unplaced,
    )


@dataclass(frozen=True, slots=True)
class Meeting:
    """How two groups meet, or one its own."""

    ties: int
    """How many pairs of them are tied."""
    pairs: int
    """How many pairs of them there are."""


def mixing_matrix(projected: nx.Graph, groups: Groups) -> dict[tuple[str, str], Meeting]:
    """How many ties every two groups have, the groups that never meet among them.

    Parameters
    ----------
    projected, groups
        As for `leanings`.

    Returns
    -------
    dict
        By two groups in sorted order, which are the same for ties within one; every two groups
        that have an organisation in the network are there. Ties and organisations without a known
        group are left out.

    Notes
    -----
    Time O(n log n + m + g²) for g groups.

    References
    ----------
    Newman (2003), Mixing patterns in networks, Physical Review E 67, 026126.

    Examples
    --------
    >>> path = nx.path_graph(["ash", "elm", "clinic"])
    >>> found = mixing_matrix(path, {"ash": "school", "elm": "school", "clinic": "health"})
    >>> found["health", "school"], found["health", "health"]
    (Meeting(ties=1, pairs=2), Meeting(ties=0, pairs=0))
    """
    sizes = Counter(groups[id_] for id_ in groups.keys() & projected)
    ties = Counter(
        tuple(sorted(groups[id_] for id_ in ends))
        for ends in without_self_ties(projected).edges
        if groups.keys() >= {*ends}
    )
    return {
        (one, other): Meeting(
            ties[one, other],
            comb(sizes[one], 2) if one == other else sizes[one] * sizes[other],
        )
        for one, other in combinations_with_replacement(sorted(sizes), 2)
    }


def assortativity(projected: nx.Graph, groups: Groups) -> float | None:
    """How much more often than by chance ties join two of the same group.

    With e(g, h) the share of ties that join groups g and h and a(g) the share of ends of ties in
    g, (sum of e(g, g) - sum of a(g)²) / (1 - sum of a(g)²): 1 where all ties stay within groups, 0
    where as many do as when ends are joined at random, below 0 where fewer do.

    Parameters
    ----------
    projected, groups
        As for `leanings`.

    Returns
    -------
    float or None
        None where there are no ties of known groups, or all are of one group.

    Notes
    -----
    The chance allows for how many ties each group has, where that of `leanings` is of its size.
    Time O(m).

    References
    ----------
    Newman (2003), Mixing patterns in networks, Physical Review E 67, 026126.

    Examples
    --------
    >>> path = nx.path_graph(["ash", "elm", "clinic", "hostel"])
    >>> assortativity(path, {"ash": "s", "elm": "s", "clinic": "h", "hostel": "h"})
    0.3333333333333333
    """
    known = [ends for ends in without_self_ties(projected).edges if groups.keys() >= {*ends}]
    ends = Counter(groups[id_] for tie in known for id_ in tie)
    within = sum(groups[start] == groups[end] for start, end in known)
    if len(ends) < 2:
        return None
    every = ends.total()
    # Of whole numbers, multiplied out by the square of the number of ends.
    chance = sum(count * count for count in ends.values())
    return (2 * within * every - chance) / (every * every - chance)


def value_assortativity(projected: nx.Graph, values: Mapping[str, float]) -> float | None:
    """How far ties join two that are alike by a number, such as pupils or number of partners.

    Pearson's correlation of the numbers at the two ends of a tie, each tie taken both ways.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, as `network.project` makes them. Strength does not matter.
    values : Mapping
        A number by id; a tie of one without is left out.

    Returns
    -------
    float or None
        From -1 to 1; None where there are no ties, or all ends have the same number.

    Notes
    -----
    With the number of partners as values it is the degree correlation of a network. Time O(m).

    References
    ----------
    Newman (2003), Mixing patterns in networks, Physical Review E 67, 026126.

    Examples
    --------
    >>> star = nx.star_graph(["heads", "ash", "elm"])
    >>> value_assortativity(star, dict(star.degree))
    -1.0
    """
    known = [ends for ends in without_self_ties(projected).edges if values.keys() >= {*ends}]
    numbers = [values[id_] for tie in known for id_ in tie]
    if len({*numbers}) < 2:
        return None
    mean = fsum(numbers) / len(numbers)
    spread = fsum((number - mean) ** 2 for number in numbers)
    return 2 * fsum((values[start] - mean) * (values[end] - mean) for start, end in known) / spread
