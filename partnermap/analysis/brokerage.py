"""Brokerage: who stands between two that have no tie, and whether it joins groups by it."""

from collections import Counter
from dataclasses import dataclass
from math import comb

import networkx as nx

from partnermap.analysis.groups import Groups


@dataclass(frozen=True, slots=True)
class Brokerage:
    """How many pairs of its partners that are not tied to each other one organisation joins.

    Each pair is counted once, by the groups that the broker and the two belong to. Ties have no
    direction, so a gatekeeper and a representative are one.
    """

    coordinator: int = 0
    """All three are of one group."""
    consultant: int = 0
    """The two are of one group, the broker of another (an itinerant broker)."""
    gatekeeper: int = 0
    """The broker is of the group of one of the two: gatekeeper or representative."""
    liaison: int = 0
    """All three are of different groups."""
    unplaced: int = 0
    """The group of at least one of the three is not known."""

    @property
    def total(self) -> int:
        """How many pairs it joins, in whatever role."""
        return self.coordinator + self.consultant + self.gatekeeper + self.liaison + self.unplaced


def brokerage(projected: nx.Graph, groups: Groups) -> dict[str, Brokerage]:
    """In which roles each organisation stands between two that have no tie of their own.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, as `network.project` makes them. Strength does not matter.
    groups : Groups
        The sector, trust or place of each organisation.

    Returns
    -------
    dict
        The counts by id, sorted. Two of which it is not known whether they work together count
        as not tied: give the subgraph of those who answered to leave them out.

    Notes
    -----
    All pairs of partners are counted by group, then those that are tied are taken off. Time
    O(n log n + m) and the time to list the triangles.

    References
    ----------
    Gould and Fernandez (1989), Structures of mediation: a formal approach to brokerage in
    transaction networks, Sociological Methodology 19, 89-126.

    Examples
    --------
    >>> path = nx.path_graph(["ash", "elm", "clinic"])
    >>> found = brokerage(path, {"ash": "school", "elm": "school", "clinic": "health"})
    >>> found["elm"].gatekeeper, found["elm"].total
    (1, 1)
    """
    found = {}
    for broker in sorted(projected):
        roles = _all_pairs(projected, groups, broker)
        roles.subtract(_tied_pairs(projected, groups, broker))
        found[broker] = Brokerage(**roles)
    return found


def _all_pairs(projected: nx.Graph, groups: Groups, broker: str) -> Counter[str]:
    """The pairs of a broker's partners by role, as if none were tied."""
    partners = projected[broker]
    every = comb(len(partners), 2)
    if broker not in groups:
        return Counter(unplaced=every)
    sizes = Counter(groups[partner] for partner in partners if partner in groups)
    own, placed = sizes.pop(groups[broker], 0), sizes.total()
    consultant = sum(comb(size, 2) for size in sizes.values())
    return Counter(
        coordinator=comb(own, 2),
        consultant=consultant,
        gatekeeper=own * placed,
        liaison=comb(placed, 2) - consultant,
        unplaced=every - comb(own + placed, 2),
    )


def _tied_pairs(projected: nx.Graph, groups: Groups, broker: str) -> Counter[str]:
    """The pairs of a broker's partners that are tied to each other, by role."""
    partners = projected[broker].keys()
    return Counter(
        _role(groups, broker, first, second)
        for first in partners
        for second in partners & projected[first].keys()
        if first < second
    )


def _role(groups: Groups, broker: str, first: str, second: str) -> str:
    mine, one, other = groups.get(broker), groups.get(first), groups.get(second)
    if mine is None or one is None or other is None:
        return "unplaced"
    if one == other:
        return "coordinator" if mine == one else "consultant"
    return "gatekeeper" if mine in (one, other) else "liaison"
