"""Measures of who works with whom that are taken of a record and, many times over, of chance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations

import networkx as nx

from partnermap.analysis.chance.nulls import dealt_again
from partnermap.analysis.measures.louvain import find_parts, modularity
from partnermap.analysis.networks.groups import Groups
from partnermap.analysis.networks.network import Mode
from partnermap.analysis.networks.ordering import numbered

_ALL = "\0"
"""Stands for all organisations, and begins what stands for a group; no id begins with it."""
_DIGITS = 12
"""Sums that agree to so many decimals are equal: their parts were added in another order."""


@dataclass(frozen=True)
class Dealing:
    """Who is in which partnership, by number: as recorded, or as chance dealt it.

    Working ties are kept as whole numbers, bit j of number i telling whether i and j share a
    partnership: a diocese is compared with a hundred nulls in the time networkx draws ten.
    """

    ids: tuple[str, ...]
    """Of each organisation."""
    members: Sequence[AbstractSet[int]]
    """Of each partnership, the numbers of those organisations that are in it."""
    sizes: tuple[int, ...]
    """How many are in each partnership, other organisations too."""

    @classmethod
    def of(cls, drawn: nx.Graph, among: Iterable[str], groupings: Iterable[Groups]) -> "Dealing":
        """The memberships of some organisations of a graph of the working layer.

        The numbers depend on the ties and on which organisations share a group, and not on ids, so
        that chance deals alike whatever things are called (but for what `ordering.numbered` says).
        """
        marked = nx.Graph()
        for id_ in among:
            marked.add_edge(id_, _ALL, weight=-1)
            for at, groups in enumerate(groupings, 2):
                if id_ in groups:
                    marked.add_edge(id_, f"{_ALL}{at} {groups[id_]}", weight=-at)
        organisations = {*marked.adj.get(_ALL, ())}
        sizes = {}
        for id_ in organisations:
            for other in drawn[id_]:
                if drawn.nodes[other]["mode"] is Mode.PARTNERSHIP:
                    sizes[other] = max(len(drawn[other]), drawn.nodes[other].get("size", 0))
                    marked.add_edge(id_, other, weight=sizes[other])
        order = numbered(marked)[1]
        ids = tuple(id_ for id_ in order if id_ in organisations)
        number = {id_: at for at, id_ in enumerate(ids)}
        shared = [id_ for id_ in order if id_ in sizes]
        return cls(
            ids,
            [{number[id_] for id_ in marked[partnership]} for partnership in shared],
            tuple(sizes[partnership] for partnership in shared),
        )

    def by_chance(self, seed: int = 0) -> Iterator["Dealing"]:
        """The same with its memberships dealt out again, as `nulls.dealt_again` does."""
        for members in dealt_again(self.members, seed):
            yield replace(self, members=members)

    @cached_property
    def tied(self) -> list[int]:
        """Of each organisation, the bits of those that it shares a partnership with."""
        found = [0] * len(self.ids)
        for partnership in self.members:
            all_of_it = sum(1 << one for one in partnership)
            for one in partnership:
                found[one] |= all_of_it
        return [mask & ~(1 << one) for one, mask in enumerate(found)]

    @property
    def clustering(self) -> float | None:
        """Of two partners of one organisation, how often they are partners; None of no two.

        The transitivity of the ties: three times the triangles, over the pairs of ties that meet.
        References: Luce and Perry (1949), A method of matrix analysis of group structure,
        Psychometrika 14, 95-116. Newman, Strogatz and Watts (2001), Random graphs with arbitrary
        degree distributions and their applications, Physical Review E 64, 026118: why it is to be
        read beside that of a random graph of two modes, where every partnership is full of
        triangles. Time O(m n / 64) for m ties.
        """
        tied = self.tied
        degrees = [mask.bit_count() for mask in tied]
        pairs = sum(degree * (degree - 1) for degree in degrees)
        if not pairs:
            return None
        closed = 0
        for one, mask in enumerate(tied):
            later = mask >> (one + 1) << (one + 1)
            while later:
                lowest = later & -later
                closed += (mask & tied[lowest.bit_length() - 1]).bit_count()
                later ^= lowest
        return 2 * closed / pairs

    def within(self, groups: Groups) -> float | None:
        """The share of ties that join two of one group, as `overlap.overlap` has it.

        Among organisations whose group is known; None where no two of them are tied. Time
        O(n² / 64).
        """
        masks = self._masks(groups)
        placed = sum(masks.values())
        ties = both = 0
        for one, id_ in enumerate(self.ids):
            if id_ in groups:
                ties += (self.tied[one] & placed).bit_count()
                both += (self.tied[one] & masks[groups[id_]]).bit_count()
        return both / ties if ties else None

    def leaning(self, groups: Groups) -> float | None:
        """The E-I index of the ties, as `mixing.leanings` has it: it is 1 - 2 × `within`."""
        share = self.within(groups)
        return None if share is None else 1 - 2 * share

    @property
    def modularity(self) -> float | None:
        """How far the strength of ties lies within clusters, by the Louvain method; None of none.

        As `clusters.find_clusters` has it, up to the order in which organisations are moved. Time
        close to O(m log n), ten times that of the other measures.
        """
        ties: list[dict[int, float]] = [{} for _ in self.ids]
        for partnership, size in zip(self.members, self.sizes, strict=True):
            for one, other in permutations(sorted(partnership), 2):
                ties[one][other] = ties[one].get(other, 0.0) + 1 / (size - 1)
        found = modularity(ties, find_parts(ties))
        return None if found is None else round(found, _DIGITS)

    def _masks(self, groups: Groups) -> Mapping[str, int]:
        """The bits of the members of each group."""
        masks: dict[str, int] = {}
        for one, id_ in enumerate(self.ids):
            if id_ in groups:
                masks[groups[id_]] = masks.get(groups[id_], 0) | 1 << one
        return masks
