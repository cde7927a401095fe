"""Successions: who took whose place, followed from one to the next as far as that is clear."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from partnermap.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Line:
    """One succession: who gave way, and who came after."""

    kind: EventKind
    """`SUCCEEDED`, `SPLIT` or `CIRCULAR`."""
    before: tuple[str, ...]
    """Those who gave way at first, by id; of a circle all that are in it."""
    after: tuple[str, ...]
    """Who came after: of `SUCCEEDED` one after another, of `SPLIT` side by side, by id."""

    def steps(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those of the pairs it was followed from that it is made of."""
        if self.kind is EventKind.CIRCULAR:
            return [pair for pair in pairs if {*pair} <= {*self.before}]
        if self.kind is EventKind.SPLIT:
            return [(self.before[0], heir) for heir in self.after]
        onward = zip(self.after, self.after[1:], strict=False)
        return [*((old, self.after[0]) for old in self.before), *onward]


def follow(pairs: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """The successions that some pairs (predecessor, successor) amount to; each pair is in one.

    What took each other's place is a circle: no order can be told among them. What more than one
    took the place of is split. All other pairs are followed from the first to the last; where
    several gave way to one, a line begins with them all.

    Notes
    -----
    Time O(n log n) in the number of pairs. The circles are the strongly connected components,
    and those who are recorded as their own successor.

    Examples
    --------
    >>> [line] = follow([("ash", "elm"), ("elm", "oak")])
    >>> line.before, line.after
    (('ash',), ('elm', 'oak'))
    >>> [line.kind.value for line in follow([("ash", "elm"), ("ash", "oak"), ("oak", "ash")])]
    ['CIRCULAR', 'SUCCEEDED']
    """
    drawn = nx.DiGraph(sorted(pairs))
    parts = sorted(map(sorted, nx.strongly_connected_components(drawn)))
    circles = [part for part in parts if len(part) > 1 or drawn.has_edge(part[0], part[0])]
    lines = [Line(EventKind.CIRCULAR, tuple(circle), ()) for circle in circles]
    for circle in circles:
        drawn.remove_edges_from(list(drawn.subgraph(circle).edges))
    for id_ in sorted(drawn):
        after = sorted(drawn.successors(id_))
        if len(after) > 1:
            lines.append(Line(EventKind.SPLIT, (id_,), tuple(after)))
            drawn.remove_edges_from([(id_, heir) for heir in after])
    for id_ in sorted(drawn):
        before = sorted(drawn.predecessors(id_))
        if len(before) > 1 or (before and drawn.in_degree(before[0]) == 0):
            after = [id_, *_onward(drawn, id_)]
            lines.append(Line(EventKind.SUCCEEDED, tuple(before), tuple(after)))
    return tuple(lines)


def _onward(drawn: nx.DiGraph, id_: str) -> Iterable[str]:
    """Who came after, one after another, up to where others gave way to the same."""
    while heirs := list(drawn.successors(id_)):
        id_ = heirs[0]
        if drawn.in_degree(id_) > 1:
            return
        yield id_
