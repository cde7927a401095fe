"""Fragmentation: how far the organisations of a scope are from being joined, and without whom."""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

import networkx as nx

from partnermap.analysis.networks.network import Mode, insiders
from partnermap.errors import BadInputError


def fragmentation(
    drawn: nx.Graph, without: Collection[str] = (), *, by_distance: bool = False
) -> float:
    """How far the organisations of a scope are from being joined, once some have left.

    The share of pairs among those left that nothing joins: 0 where each reaches every other, 1
    where nobody reaches anybody, as where fewer than two are left. By distance, a joined pair
    counts as joined by the inverse of its distance: the number of steps, each to someone with whom
    a partnership or a formal tie is shared.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `network.graph` makes it. A partnership joins whoever is left in
        it; partners outside the scope join too, and are not counted in pairs.
    without : collection of str
        Ids of organisations, inside the scope or out.
    by_distance : bool
        Whether to measure also how far apart those are who are still joined.

    Raises
    ------
    BadInputError
        `without` names what is no organisation of the graph.

    Notes
    -----
    Time O(n + m). By distance O(n m d / w) for d the longest distance and w the bits of a word.

    References
    ----------
    Borgatti (2006), Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12, 21-34.

    Examples
    --------
    >>> path = nx.path_graph(["ash", "elm", "oak", "yew"])
    >>> nx.set_node_attributes(path, Mode.ORGANISATION, "mode")
    >>> nx.set_node_attributes(path, False, "outside")
    >>> round(fragmentation(path), 2), round(fragmentation(path, ["elm"]), 2)
    (0.0, 0.67)
    >>> round(fragmentation(path, by_distance=True), 2)
    0.28
    """
    measure = (ByDistance if by_distance else ByPairs)(drawn)
    return measure.after({*places(drawn, without)})


def fragmentation_without_each(drawn: nx.Graph, *, by_distance: bool = False) -> dict[str, float]:
    """The `fragmentation` of a scope without each of its organisations, one at a time.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `network.graph` makes it.
    by_distance : bool
        As in `fragmentation`.

    Returns
    -------
    dict
        The value by id, in order.

    Notes
    -----
    Time O(n + m), for all of them by one depth-first search: what a node cuts off is what hangs
    from it. By distance O(n) times that of `fragmentation`.

    References
    ----------
    Borgatti (2006), as in `fragmentation`. Hopcroft and Tarjan (1973), Algorithm 447: efficient
    algorithms for graph manipulation, Communications of the ACM 16(6), 372-378.

    Examples
    --------
    >>> path = nx.path_graph(["ash", "elm", "oak", "yew"])
    >>> nx.set_node_attributes(path, Mode.ORGANISATION, "mode")
    >>> nx.set_node_attributes(path, False, "outside")
    >>> {id_: round(value, 2) for id_, value in fragmentation_without_each(path).items()}
    {'ash': 0.0, 'elm': 0.67, 'oak': 0.67, 'yew': 0.0}
    """
    inside = insiders(drawn)
    measure = (ByDistance if by_distance else ByPairs)(drawn)
    values = measure.without((), places(drawn, inside))
    return dict(zip(inside, values, strict=True))


def numbered(drawn: nx.Graph) -> dict[str, int]:
    """The organisations of a graph, of the scope or not, numbered by the order of their ids."""
    modes = drawn.nodes(data="mode")
    ids = sorted(id_ for id_, mode in modes if mode is Mode.ORGANISATION)
    return {id_: at for at, id_ in enumerate(ids)}


def places(drawn: nx.Graph, ids: Iterable[str]) -> list[int]:
    """The numbers of some organisations; BadInputError if one is not of the graph."""
    number, wanted = numbered(drawn), list(ids)
    if unknown := [id_ for id_ in wanted if id_ not in number]:
        raise BadInputError(f"{unknown[0]} is no organisation of this network; leave it out.")
    return [number[id_] for id_ in wanted]


class Fragmentation(Protocol):
    """A measure of how far a scope falls apart, for organisations by number."""

    def after(self, gone: Collection[int]) -> float:
        """The value once some have left."""

    def without(self, gone: Collection[int], each: Iterable[int]) -> list[float]:
        """The value once some have left and, in turn, each of others with them."""


class ByPairs:
    """The share of pairs that nothing joins."""

    def __init__(self, drawn: nx.Graph) -> None:
        ids = numbered(drawn)
        nodes = [*ids, *sorted(drawn.nodes - ids.keys())]
        number = {id_: at for at, id_ in enumerate(nodes)}
        self._ties = [[number[neighbour] for neighbour in drawn[id_]] for id_ in nodes]
        inside = {*insiders(drawn)}
        self._counts = [int(id_ in inside) for id_ in nodes]

    def after(self, gone: Collection[int]) -> float:
        """As `Fragmentation` has it."""
        return _share(self._search_all({*gone})[0], self._left(gone))

    def without(self, gone: Collection[int], each: Iterable[int]) -> list[float]:
        """As `Fragmentation` has it, of all by one search."""
        joined, change = self._search_all({*gone})
        left = self._left(gone)
        return [_share(joined + change[node], left - self._counts[node]) for node in each]

    def _left(self, gone: Collection[int]) -> int:
        return sum(self._counts) - sum(self._counts[node] for node in gone)

    def _search_all(self, gone: set[int]) -> tuple[int, list[int]]:
        """How many pairs are joined without `gone`, and what each node would change by leaving."""
        ties, counts = self._ties, self._counts
        place = [-1] * len(ties)
        for node in gone:  # past all others: then nobody looks for it, and nothing leads back there
            place[node] = len(ties)
        change = [0] * len(ties)
        total = 0
        for root in range(len(ties)):
            if place[root] >= 0:
                continue
            order, parents = self._search(root, place)
            size = [counts[node] for node in order]  # of the subtree
            low = list(range(len(order)))  # the first place that the subtree is tied to
            cut = [0] * len(order)  # of the scope, in the subtrees that leave with their parent
            kept = [0] * len(order)  # pairs joined within those
            for here in range(len(order) - 1, 0, -1):
                parent, lowest = parents[here], low[here]
                for node in ties[order[here]]:
                    if place[node] < lowest and place[node] != parent:
                        lowest = place[node]
                low[here] = lowest
                low[parent] = min(low[parent], lowest)
                size[parent] += size[here]
                if lowest >= parent:
                    cut[parent] += size[here]
                    kept[parent] += _pairs(size[here])
            whole = _pairs(size[0])
            total += whole
            for here, node in enumerate(order):
                rest = size[0] - counts[node] - cut[here]
                change[node] = _pairs(rest) + kept[here] - whole
        return total, change

    def _search(self, root: int, place: list[int]) -> tuple[list[int], list[int]]:
        """The nodes of a component in the order of a depth-first search, and their parents'."""
        order, parents = [root], [0]
        place[root] = 0
        path = [(0, iter(self._ties[root]))]
        while path:
            here, neighbours = path[-1]
            for node in neighbours:
                if place[node] < 0:
                    place[node] = len(order)
                    order.append(node)
                    parents.append(here)
                    path.append((place[node], iter(self._ties[node])))
                    break
            else:
                path.pop()
        return order, parents


class ByDistance:
    """One less the mean, over pairs, of the inverse of their distance."""

    def __init__(self, drawn: nx.Graph) -> None:
        self._steps = Steps(drawn)

    def without(self, gone: Collection[int], each: Iterable[int]) -> list[float]:
        """As `Fragmentation` has it, of each by a search of its own."""
        return [self.after({*gone, node}) for node in each]

    def after(self, gone: Collection[int]) -> float:
        """As `Fragmentation` has it; the search goes from everybody at once."""
        counted = [at for at in self._steps.inside if at not in gone]
        mask = sum(1 << at for at in counted)
        near, nearness = len(counted), 0.0
        for distance, reached in enumerate(self._steps.levels(gone), start=1):
            within = sum((reached[at] & mask).bit_count() for at in counted)
            nearness += (within - near) / (2 * distance)
            near = within
        return _share(nearness, len(counted))


class Steps:
    """Who is how many steps from whom; a set of organisations is the bits of a number."""

    def __init__(self, drawn: nx.Graph) -> None:
        number = numbered(drawn)
        partnerships = ([number[o] for o in drawn[p]] for p in drawn if p not in number)
        formal = ([number[end] for end in e] for e in drawn.edges if number.keys() >= {*e})
        # Each of these is one step across.
        together = {tuple(sorted(group)) for group in (*partnerships, *formal)}
        self._groups = sorted(group for group in together if len(group) > 1)
        self._size = len(number)
        self.inside = [number[id_] for id_ in insiders(drawn)]

    def levels(self, gone: Collection[int] = ()) -> Iterator[list[int]]:
        """Whom each reaches in one step, in two, and so on, until nobody reaches any more."""
        groups = [[at for at in group if at not in gone] for group in self._groups]
        reached = [0 if at in gone else 1 << at for at in range(self._size)]
        while True:
            further = reached.copy()
            for group in groups:
                together = 0
                for at in group:
                    together |= reached[at]
                for at in group:
                    further[at] |= together
            if further == reached:
                return
            reached = further
            yield reached


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _share(joined: float, left: int) -> float:
    """The share of pairs among those left that is not joined."""
    return 1 - joined / _pairs(left) if left > 1 else 1.0
