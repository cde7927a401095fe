"""An order of organisations that their ties give, and not their names."""

from collections import defaultdict
from heapq import heappop, heappush

import networkx as nx

from partnermap.analysis.networks.network import without_self_ties

_DIGITS = 12
"""Weights that agree to so many decimals are equal: sums of fractions differ after that."""


def numbered(projected: nx.Graph) -> tuple[nx.Graph, list[str]]:
    """A network under numbers that depend on its ties and not on the ids.

    What is chosen by number where choices are equal, or drawn from a seed, is then chosen alike
    whatever the organisations are called and in whatever order they were recorded.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, with `weight`, as `network.project` makes them.

    Returns
    -------
    networkx.Graph
        Numbers from 0, and the ties with their `weight`, both in sorted order.
    list
        The id of each number.

    Notes
    -----
    Colour refinement: organisations are parted by the strengths of their ties, then by the
    strengths of their ties to each part, until nothing parts them; then one of the first part
    that is left is set apart, and so on. Time O((n + m) log n) and the time to sort.

    Which one is set apart is chosen by id. Where the rest are its mirror images it makes no
    difference but which of them gets which number. What remains are parts that nothing told
    apart although they are no mirror images: all of their organisations have as many ties, as
    strong, to each other part, as in a triangle beside a square. There another id can lead to
    another order.

    References
    ----------
    McKay and Piperno (2014), Practical graph isomorphism, II, Journal of Symbolic Computation 60,
    94-112.

    Examples
    --------
    >>> path = nx.path_graph(["elm", "ash", "oak", "yew"])
    >>> nx.set_edge_attributes(path, 1.0, "weight")
    >>> path.edges["elm", "ash"]["weight"] = 0.5
    >>> numbered(path)[1]
    ['elm', 'ash', 'yew', 'oak']
    """
    tied = without_self_ties(projected)
    ids = _Cells(tied).order()
    number = {id_: at for at, id_ in enumerate(ids)}
    drawn = nx.Graph()
    drawn.add_nodes_from(range(len(ids)))
    drawn.add_weighted_edges_from(
        sorted(
            (number[start], number[end], round(tie["weight"], _DIGITS))
            for start, partners in tied.adjacency()
            for end, tie in partners.items()
            if number[start] < number[end]
        )
    )
    return drawn, ids


class _Cells:
    """An ordered partition that is refined; a cell is known by the place of its first member."""

    def __init__(self, projected: nx.Graph) -> None:
        self._ties = {
            id_: [(other, round(tie["weight"], _DIGITS)) for other, tie in partners.items()]
            for id_, partners in sorted(projected.adjacency())
        }
        # Members are in the order of their ids, so that the last is the same on every run.
        self._members = {0: dict.fromkeys(self._ties)}
        self._place = dict.fromkeys(self._ties, 0)

    def order(self) -> list[str]:
        """All members, once each is in a cell of its own."""
        self._refine(0)
        for place in range(len(self._ties)):
            cell = self._members[place]
            while len(cell) > 1:
                apart, _ = cell.popitem()
                self._add(place + len(cell), [apart])
                self._refine(place + len(cell))
        return [id_ for place in range(len(self._ties)) for id_ in self._members[place]]

    def _add(self, place: int, ids: list[str]) -> None:
        self._members[place] = dict.fromkeys(ids)
        self._place.update(dict.fromkeys(ids, place))

    def _refine(self, first: int) -> None:
        """Part all cells by their ties to one, then by those to the parts that this gives."""
        heap, waiting = [first], {first}
        while heap:
            splitter = heappop(heap)
            waiting.remove(splitter)
            strengths: defaultdict[str, list[float]] = defaultdict(list)
            for id_ in self._members[splitter]:
                for other, weight in self._ties[id_]:
                    strengths[other].append(weight)
            touched: defaultdict[int, list[str]] = defaultdict(list)
            for id_ in sorted(strengths):
                if len(self._members[self._place[id_]]) > 1:
                    touched[self._place[id_]].append(id_)
            for place, ids in sorted(touched.items()):
                parts = self._part(place, ids, strengths)
                if place not in waiting:
                    # Ties to the largest part follow from those to the others and to them all.
                    parts.remove(max(parts, key=lambda part: (len(self._members[part]), part)))
                for part in parts:
                    if part not in waiting:
                        waiting.add(part)
                        heappush(heap, part)

    def _part(self, place: int, ids: list[str], strengths: dict[str, list[float]]) -> list[int]:
        """Part a cell by how strongly some of it are tied to another; the places of its parts."""
        kinds: defaultdict[tuple[float, ...], list[str]] = defaultdict(list)
        for id_ in ids:
            kinds[tuple(sorted(strengths[id_]))].append(id_)
        moved = [kinds[kind] for kind in sorted(kinds)]
        cell = self._members[place]
        if len(ids) == len(cell):
            moved.pop(0)  # else those that are not tied stay
        for part in moved:
            for id_ in part:
                del cell[id_]
        places = [place]
        for part in moved:
            places.append(places[-1] + len(self._members[places[-1]]))
            self._add(places[-1], part)
        return places
