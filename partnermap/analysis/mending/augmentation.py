"""Augmentation: few and short new ties after which no removal of one node strands anybody.

To find the fewest is NP-hard where not every two may be tied. Small networks are searched through;
in others ties are chosen one by one. A bound says how many it takes at least.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from partnermap.analysis.measures.blocks import Blocks, tie
from partnermap.analysis.mending.fewest import Pair, Search, ways_from_branches, ways_from_leaves
from partnermap.analysis.mending.limits import Options


@dataclass(frozen=True, slots=True)
class Augmentation:
    """New ties, and what is known of how good they are."""

    ties: tuple[Pair, ...]
    """In sorted order."""
    whole: bool
    """Whether nobody can be stranded any more."""
    impossible: bool
    """Whether it is known that no ties within the limits would do that."""
    at_least: int
    """No fewer would do that or, where it is impossible, all that the pairs allow."""
    fewest: bool
    """Whether it is known that no fewer do as much."""
    cheapest: bool
    """Whether it is known, too, that no others that are as few are shorter together."""


def augment(
    found: nx.Graph,
    inside: Set[Hashable],
    options: Options,
    each: int | None = None,
    *,
    effort: int = 500_000,
) -> Augmentation:
    """The fewest new ties after which nobody can be stranded; of as few the shortest together.

    Ties may lead from one component to another where that takes fewer, but then enough of them
    that nobody can be stranded by their end. Where no ties do it all, ties within components do
    what can be done.

    Parameters
    ----------
    found : networkx.Graph
        A graph of any layer, as `blocks.threaded` makes it.
    inside : set
        The organisations of the scope.
    options : Options
        Which of them may be tied, and how far apart they are.
    each : int, optional
        How many new ties one may have.
    effort : int
        How many graphs are looked at, times their size, to shorten ties and again to search.

    Notes
    -----
    Ties are chosen one by one first, in time O(t l (n + p)) for t ties, l leaves and p pairs, and
    crossed over where that is shorter; then `fewest.Search` looks for fewer and for shorter ones.
    Where no number of ties is set, of the pairs of two blocks of a component all but the shortest
    are left out: they do the same.

    References
    ----------
    Eswaran and Tarjan (1976), Augmentation problems, SIAM Journal on Computing 5(4), 653-665.
    """
    blocks = Blocks(found, inside)
    part = {n: at for at, nodes in enumerate(nx.connected_components(found)) for n in nodes}
    useful = _useful(blocks, part, options, shortest=each is None)
    near = _only(useful, lambda one, other: part[one] == part[other])
    looks = effort // (1 + len(found) + found.size())
    ties = tuple(_crossed(found, inside, near, _one_by_one(found, inside, near, each), looks))
    left = _tied(found, inside, ties)

    impossible = not _is_mendable(found, blocks, useful)
    least, done = blocks.bound(), not left.joints
    if impossible:
        least = -(-sum(map(bool, ways_from_leaves(blocks, near))) // 2)
        done = not any(ways_from_branches(left, near))
    wanted = near if impossible else useful
    search = Search(found, inside, wanted, each, whole=not impossible, effort=effort)
    better, at_least = search.run(least, ties if done else None)
    if better is not None:
        ties, left, done = better, _tied(found, inside, better), True
    elif search.finished:  # what the pairs allow, the number that each may have does not
        impossible, at_least = True, least
    fewest = done and len(ties) == at_least
    return Augmentation(
        ties,
        whole=not left.joints,
        impossible=impossible,
        at_least=at_least,
        fewest=fewest,
        cheapest=fewest and search.finished,
    )


def _only(options: Options, keep: Callable[[str, str], bool]) -> Options:
    return {
        one: {other: metres for other, metres in others.items() if keep(one, other)}
        for one, others in options.items()
    }


def _useful(blocks: Blocks, part: dict[str, int], options: Options, *, shortest: bool) -> Options:
    """The pairs that are in no block together; of two blocks perhaps only the shortest pair."""
    ways: dict[frozenset[Hashable], tuple[int, Pair]] = {}
    for one, others in options.items():
        for other, metres in others.items():
            if one < other and blocks.holding(one).isdisjoint(blocks.holding(other)):
                ends = frozenset[Hashable]((one, other))
                if shortest and part[one] == part[other]:
                    ends = frozenset(blocks.home.get(id_, id_) for id_ in ends)
                way = metres, (one, other)
                ways[ends] = min(ways.get(ends, way), way)
    useful: Options = {id_: {} for id_ in options}
    for metres, (one, other) in ways.values():
        useful[one][other] = useful[other][one] = metres
    return useful


def _tied(found: nx.Graph, inside: Set[Hashable], ties: Iterable[Pair]) -> Blocks:
    """The blocks of a graph with some more ties."""
    found = found.copy()
    for pair in ties:
        tie(found, *pair)
    return Blocks(found, inside)


def _is_mendable(found: nx.Graph, blocks: Blocks, options: Options) -> bool:
    """Whether all ties that may be would together leave nobody stranded at any joint."""
    found = found.copy()
    found.add_edges_from((one, other) for one, others in options.items() for other in others)
    joints = nx.articulation_points(found)
    for joint in blocks.joints.keys() & set(joints):
        rest = nx.restricted_view(found, [joint], [])
        first, *others = (next(iter(blocks.members[b] - {joint})) for b in blocks.joints[joint])
        if not nx.node_connected_component(rest, first).issuperset(others):
            return False
    return True


def _one_by_one(
    found: nx.Graph, inside: Set[Hashable], options: Options, each: int | None
) -> list[Pair]:
    """Ties within components, each the one that then does most, as long as one does anything.

    First comes what leaves fewest leaves, then what mends a joint of most parts, then what is
    shortest. What turns out to be needless is dropped, the longest first.
    """
    found = found.copy()
    threads: dict[Pair, Hashable] = {}
    blocks = Blocks(found, inside)
    while pair := _next(blocks, _still(options, threads, each)):
        threads[pair] = tie(found, *pair)
        blocks = Blocks(found, inside)
    for pair in sorted(threads, key=lambda pair: (-options[pair[0]][pair[1]], pair)):
        found.remove_node(threads[pair])
        if Blocks(found, inside).parts() > blocks.parts():
            threads[pair] = tie(found, *pair)
        else:
            del threads[pair]
    return sorted(threads)


def _crossed(
    found: nx.Graph, inside: Set[Hashable], options: Options, ties: list[Pair], looks: int
) -> list[Pair]:
    """The ties with two and two crossed over where that is shorter and does as much.

    Nobody has more ties by that. What saves most is tried first, until so many graphs are looked
    at or nothing is left to try.
    """
    parts = _tied(found, inside, ties).parts()
    trials = iter(_crossings(options, ties))
    for _ in range(looks):
        old, new = next(trials, ((), ()))
        if not new:
            break
        crossed = sorted({*ties} - {*old} | {*new})
        if _tied(found, inside, crossed).parts() <= parts:
            ties, trials = crossed, iter(_crossings(options, crossed))
    return ties


def _crossings(
    options: Options, ties: Collection[Pair]
) -> list[tuple[tuple[Pair, ...], tuple[Pair, ...]]]:
    """Two ties each, and two shorter ones among the same four; what saves most comes first."""
    found = []
    for (a, b), (c, d) in combinations(sorted(ties), 2):
        for new in (((a, c), (b, d)), ((a, d), (b, c))):
            if all(two in options[one] for one, two in new):
                saved = options[a][b] + options[c][d] - sum(options[i][j] for i, j in new)
                pairs = tuple((min(pair), max(pair)) for pair in new)
                if saved > 0 and not {*ties} & {*pairs}:
                    found.append((-saved, ((a, b), (c, d)), pairs))
    return [(old, new) for _, old, new in sorted(found)]


def _still(options: Options, ties: Iterable[Pair], each: int | None) -> Options:
    """The options of those who may have more ties than they have been given."""
    if each is None:
        return options
    times = Counter(id_ for pair in ties for id_ in pair)
    return _only(options, lambda one, other: max(times[one], times[other]) < each)


def _next(blocks: Blocks, options: Options) -> Pair | None:
    """The pair to tie next; None if no tie does any good."""
    leaves = {*blocks.leaves()}
    step = min(_steps(blocks, leaves, leaves, options), default=None)
    if step is None or step[0] > -2:  # no two leaves can be made none
        every = {*blocks.members}
        # What hangs from a leaf that cannot be tied can perhaps be tied elsewhere.
        step = min(_steps(blocks, leaves, every, options), default=None)
        step = step or min(_steps(blocks, every, every, options), default=None)
    return step and step[-1]


def _steps(
    blocks: Blocks, starts: Set[int], ends: Set[int], options: Options
) -> Iterator[tuple[int, bool, int, int, Pair]]:
    """The ties from some blocks to others, such that the one to be taken first is least."""
    leaves = {*blocks.leaves()}
    for start in starts:
        for joint in blocks.at[start]:
            ways = {way[0]: way for way in _ways(blocks, start, joint) if way[0] in ends}
            for one in blocks.members[start] - {joint}:
                for other, metres in options.get(one, {}).items():
                    for block in blocks.holding(other):
                        if block in ways and ways[block][1] != other:
                            end, _, open_, joints, worst = ways[block]
                            fewer = (start in leaves) + (end in leaves) - (open_ == 1)
                            pair = min(one, other), max(one, other)
                            yield -fewer, not worst, metres, -joints, pair


def _ways(
    blocks: Blocks, start: int, joint: Hashable
) -> Iterator[tuple[int, Hashable, int, int, bool]]:
    """Each block beyond a joint of a block, with what a tie to it would make one block of.

    After the block come its joint on the way there; how many joints the one block would have; how
    many joints are on the way; and whether one of them has so many parts that it decides how many
    ties it takes.
    """
    most = max(map(len, blocks.joints.values()))
    decides = most - 1 if 2 * (most - 1) >= len(blocks.leaves()) else most
    ahead = [(start, joint, len(blocks.at[start]), 0, False)]
    while ahead:
        block, by, open_, joints, worst = ahead.pop()
        parts = len(blocks.joints[by])
        for end in blocks.joints[by] - {block}:
            at = open_ - (parts == 2) + len(blocks.at[end]) - 1
            way = (at, joints + 1, worst or parts > decides)
            yield end, by, *way
            ahead += [(end, onward, *way) for onward in blocks.at[end] - {by}]
