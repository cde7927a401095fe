"""Sole brokers: who alone joins two groups that would else have nothing to do with each other."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from partnermap.analysis.networks.groups import Groups


@dataclass(frozen=True, slots=True)
class SoleBroker:
    """An organisation through which all that joins two groups goes."""

    id: str
    groups: tuple[str, str]
    """The two, in sorted order; it may be of one of them itself."""


def sole_brokers(projected: nx.Graph, groups: Groups) -> tuple[SoleBroker, ...]:
    """Who alone joins two groups, directly or as a partner of both.

    Two groups are joined by each tie of one's member to the other's, and by each organisation, of
    whatever group or of none, that has a partner in both. A sole broker has a partner in both, and
    has part in all that joins them: without it no partner and no partner's partner of the one group
    would be of the other.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, as `network.project` makes them. Strength does not matter.
    groups : Groups
        The sector, trust, place or cluster of each.

    Returns
    -------
    tuple of SoleBroker
        By groups, then id. Of two groups that a single tie joins both its ends can be one.

    Notes
    -----
    What joins two groups is known where those of one of them were heard, all or nearly all: leave
    others out of `groups`. Time O(m + sum of g²) for g groups among the partners of each.

    References
    ----------
    Gould and Fernandez (1989), Structures of mediation: a formal approach to brokerage in
    transaction networks, Sociological Methodology 19, 89-126. Burt (1992), Structural Holes: The
    Social Structure of Competition, Harvard University Press.

    Examples
    --------
    >>> path = nx.path_graph(["ash", "elm", "hope", "clinic"])
    >>> sole_brokers(path, {"ash": "s", "elm": "s", "hope": "t", "clinic": "h"})
    (SoleBroker(id='hope', groups=('h', 's')), SoleBroker(id='elm', groups=('s', 't')))
    """
    through: dict[tuple[str, str], set[str]] = {}
    for pair, part in _joints(projected, groups):
        known = through.setdefault(pair, part)
        through[pair] = known & part
    return tuple(
        SoleBroker(id_, pair)
        for pair, those in sorted(through.items())
        for id_ in sorted(those)
        if {*pair} <= {groups.get(partner) for partner in projected[id_]}
    )


def _joints(projected: nx.Graph, groups: Groups) -> Iterator[tuple[tuple[str, str], set[str]]]:
    """All that joins two groups, and who has part in each."""
    for ends in projected.edges:
        if groups.keys() >= {*ends} and len({groups[id_] for id_ in ends}) == 2:
            first, second = sorted(groups[id_] for id_ in ends)
            yield (first, second), {*ends}
    for id_ in projected:
        among: defaultdict[str, set[str]] = defaultdict(set)
        for partner in projected[id_]:
            if partner in groups and groups[partner] != groups.get(id_):
                among[groups[partner]].add(partner)
        # One with a single partner in a group is nothing to it without that partner.
        needed = {group: those if len(those) == 1 else set() for group, those in among.items()}
        for first, second in combinations(sorted(among), 2):
            yield (first, second), {id_} | needed[first] | needed[second]
