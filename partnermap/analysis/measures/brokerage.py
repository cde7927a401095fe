"""Brokerage: who stands between two that have no tie, and whether it joins groups by it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import comb

import networkx as nx

from partnermap.analysis.networks.groups import Groups
from partnermap.analysis.networks.network import without_self_ties


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
    tied = without_self_ties(projected)
    partners = {id_: {*tied[id_]} for id_ in sorted(tied)}
    roles = {id_: _all_pairs(found, groups, id_) for id_, found in partners.items()}
    for broker, role in _tied_pairs(partners, groups):
        roles[broker][role] -= 1
    return {broker: Brokerage(**counts) for broker, counts in roles.items()}


def _all_pairs(partners: Collection[str], groups: Groups, broker: str) -> dict[str, int]:
    """The pairs of a broker's partners by role, as if none were tied."""
    every = comb(len(partners), 2)
    if broker not in groups:
        return {"unplaced": every}
    sizes = Counter(groups[partner] for partner in partners if partner in groups)
    own, others = sizes.pop(groups[broker], 0), sizes.total()
    consultant = sum(comb(size, 2) for size in sizes.values())
    return {
        "coordinator": comb(own, 2),
        "consultant": consultant,
        "gatekeeper": own * others,
        "liaison": comb(others, 2) - consultant,
        "unplaced": every - comb(own + others, 2),
    }


def _tied_pairs(partners: Mapping[str, set[str]], groups: Groups) -> Iterator[tuple[str, str]]:
    """Every organisation with every pair of its partners that are tied: its id, and the role."""
    for first, others in partners.items():
        for second in others:
            if second < first:
                continue
            for third in others & partners[second]:
                if third > second:
                    trio = first, second, third
                    yield from zip(trio, _roles([groups.get(id_) for id_ in trio]), strict=True)


def _roles(trio: list[str | None]) -> list[str]:
    """The role of each of three that are tied to each other, by their groups."""
    if None in trio:
        return ["unplaced"] * 3
    match len({*trio}):
        case 1:
            return ["coordinator"] * 3
        case 2:
            return ["consultant" if trio.count(own) == 1 else "gatekeeper" for own in trio]
    return ["liaison"] * 3
