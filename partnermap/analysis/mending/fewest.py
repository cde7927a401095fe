"""The search for the fewest ties, and the shortest of as few, that mend a small network."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence, Set

import networkx as nx

from partnermap.analysis.measures.blocks import Blocks, tie
from partnermap.analysis.mending.limits import Options

Pair = tuple[str, str]


def ways_from_leaves(blocks: Blocks, options: Options) -> list[list[Pair]]:
    """Of each leaf the pairs that would tie it to more than its joint."""
    ways = []
    for leaf in blocks.leaves():
        (joint,) = blocks.at[leaf]
        ways.append(_ways(blocks.members[leaf] - {joint}, joint, options))
    return ways


def ways_from_branches(blocks: Blocks, options: Options) -> list[list[Pair]]:
    """Of each part that the removal of a joint leaves, the pairs that would tie it to another."""
    return [_ways(branch, joint, options) for joint, branch in blocks.branches()]


def _ways(branch: set[Hashable], joint: Hashable, options: Options) -> list[Pair]:
    return [
        (min(one, other), max(one, other))
        for one, others in options.items()
        if one in branch
        for other in others
        if other not in branch and other != joint
    ]


class Search:
    """Tries ties in turn, no more than a number of them, until nobody can be stranded.

    Some tie must lead out of each leaf. So the search takes the leaf with fewest ways out, tries
    each of them, and lets a way go once all has been tried that goes on from it: no set of ties is
    met twice, and none that would do is missed. It turns back where the leaves left, or the parts
    at a joint, need more ties than there may be.

    Parameters
    ----------
    found : networkx.Graph
        As `blocks.threaded` makes it.
    inside : set
        The organisations of the scope.
    options : Options
        What may be tied.
    each : int or None
        How many new ties one may have.
    whole : bool
        Whether nobody may be left that can be stranded; else, as far as the options allow.
    effort : int
        How many graphs are looked at, times their size and the number of pairs.
    """

    def __init__(
        self,
        found: nx.Graph,
        inside: Set[Hashable],
        options: Options,
        each: int | None,
        *,
        whole: bool,
        effort: int,
    ) -> None:
        self._found, self._inside, self._options = found.copy(), inside, options
        self._whole, self._each = whole, each
        self._every = sum(map(len, options.values())) // 2
        self._looks = effort // (1 + len(found) + found.size() + self._every)
        self._tied: list[Pair] = []
        self._times: Counter[str] = Counter()
        self._let_go: set[Pair] = set()
        self._best: tuple[int, tuple[Pair, ...]] | None = None
        self._short = False
        self.finished = True
        """Whether all was tried; False once the effort was spent."""

    def run(self, least: int, known: Sequence[Pair] | None) -> tuple[tuple[Pair, ...] | None, int]:
        """The best ties, if any were found, and how many it takes at least.

        Parameters
        ----------
        least : int
            No fewer are enough.
        known : sequence of pairs, optional
            Ties that would do, to be bettered.
        """
        size = least
        while size <= (self._every if known is None else len(known)):
            if known is not None and size == len(known):
                self._best = self._length(known), tuple(known)
            self._short = False
            self._visit(size, 0)
            if self._best or not self.finished:
                return self._best and self._best[1], size
            if not self._short:
                break  # more ties would not help
            size += 1
        return None, size

    def _length(self, ties: Iterable[Pair]) -> int:
        return sum(self._options[one][other] for one, other in ties)

    def _visit(self, more: int, metres: int) -> None:
        """Try to mend what is left with so many more ties, `metres` being spent."""
        self._looks -= 1
        if self._looks < 0:
            self.finished = False
            return
        blocks = Blocks(self._found, self._inside)
        ways = ways_from_leaves(blocks, self._options)
        needed = blocks.bound()
        if not self._whole:
            ways = [way for way in ways if way]
            needed = -(-len(ways) // 2)
            ways = ways or [way for way in ways_from_branches(blocks, self._options) if way]
        if not ways:
            self._best = metres, tuple(sorted(self._tied))
            return
        frees = (sorted(filter(self._is_free, way)) for way in ways)
        free = min(frees, key=lambda free: (len(free), free))
        if free and max(needed, 1) > more:
            self._short = True
            return
        let_go = []
        for pair in sorted(free, key=lambda pair: (self._length([pair]), pair)):
            further = metres + self._length([pair])
            if not self.finished or (self._best and further >= self._best[0]):
                break
            self._tied.append(pair)
            self._times.update(pair)
            thread = tie(self._found, *pair)
            self._visit(more - 1, further)
            self._found.remove_node(thread)
            self._times.subtract(pair)
            self._tied.pop()
            let_go.append(pair)
            self._let_go.add(pair)
        self._let_go.difference_update(let_go)

    def _is_free(self, pair: Pair) -> bool:
        full = self._each is not None and any(self._times[id_] >= self._each for id_ in pair)
        return not full and pair not in self._let_go and pair not in self._tied
