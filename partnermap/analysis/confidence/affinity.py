"""How likely organisations are to be in a partnership, by who and where its members are."""

from collections import Counter
from collections.abc import Iterable
from math import hypot
from statistics import median

import networkx as nx

from partnermap.analysis.networks.network import Mode
from partnermap.vocabulary import Kind

Sort = tuple[Kind, str | None]
"""The kind and the phase of an organisation."""


class Affinity:
    """What draws the organisations of one network to its partnerships, as is recorded of others.

    Parameters
    ----------
    working : networkx.Graph
        Two modes, of the working layer, as `network.graph` or `belonging.working` makes it.

    Notes
    -----
    Organisation i of sort s is drawn to partnership p by ::

        (n(p, s) + q(s)) / (1 + (D(i, p) / D)**2)

    where n(p, s) is how many members of p are of sort s; q(s) = (m(s) + 1) / (m + S) is the share
    of memberships of sort s, for m(s) of m recorded ones and S sorts; D(i, p) is the distance from
    i to the nearest other member, and D the median of that over recorded memberships. An unknown
    distance counts as D. Made in O(sum of n squared) over the partnerships.
    """

    def __init__(self, working: nx.Graph) -> None:
        nodes = working.nodes
        self._members = {
            id_: sorted(working.adj[id_])
            for id_ in working
            if nodes[id_]["mode"] is Mode.PARTNERSHIP
        }
        self.sorts: dict[str, Sort] = {}
        self._places: dict[str, tuple[int, int]] = {}
        for id_, data in working.nodes(data=True):
            if data["mode"] is Mode.ORGANISATION:
                self.sorts[id_] = (data["kind"], data["phase"])
                if data["easting"] is not None and data["northing"] is not None:
                    self._places[id_] = (data["easting"], data["northing"])
        self._mix = {
            id_: Counter(self.sorts[member] for member in members)
            for id_, members in self._members.items()
        }
        common: Counter[Sort] = sum(self._mix.values(), Counter())
        every = common.total() + len(common)
        self._shares = {sort: (common[sort] + 1) / max(1, every) for sort in self.sorts.values()}
        apart = [
            metres
            for members in self._members.values()
            for member in members
            if (metres := self._nearest(member, members)) is not None
        ]
        self._typical = max(1.0, median(apart)) if apart else 1.0

    def pull(
        self, organisation: str, partnership: str, among: Iterable[str] | None = None
    ) -> float:
        """How much an organisation is drawn to a partnership, or to one like it among others."""
        sort = self.sorts[organisation]
        near = self._members[partnership] if among is None else among
        metres = self._nearest(organisation, near)
        ratio = 1.0 if metres is None else metres / self._typical
        return (self._mix[partnership][sort] + self._shares[sort]) / (1 + ratio**2)

    def _nearest(self, organisation: str, others: Iterable[str]) -> float | None:
        """The distance to the nearest of some others in metres, as far as places are known."""
        here = self._places.get(organisation)
        if here is None:
            return None
        east, north = here
        apart = [
            hypot(east - there[0], north - there[1])
            for other in others
            if other != organisation and (there := self._places.get(other))
        ]
        return min(apart) if apart else None
