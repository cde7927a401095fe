"""Blocks: what no single departure splits, and the joints at which blocks hang together."""

from collections.abc import Hashable, Iterator, Set

import networkx as nx

Joint = Hashable
"""A node of a graph that is in several blocks."""


class Blocks:
    """The block-cut forest of a graph, less what holds nobody of the scope.

    A block is a largest set of nodes that no removal of one of them splits; two blocks share one
    node at most, a joint, whose removal parts them. Leaves without an organisation of the scope
    are taken off until there are none: then the removal of each joint strands somebody, and that
    of nothing else does, if no two organisations are tied directly (see `threaded`).

    Parameters
    ----------
    threaded : networkx.Graph
        A graph of any layer without direct ties.
    inside : set
        The organisations of the scope.

    Notes
    -----
    Time O(n + m).

    References
    ----------
    Hopcroft and Tarjan (1973), Algorithm 447: efficient algorithms for graph manipulation,
    Communications of the ACM 16(6), 372-378. Harary (1969), Graph theory, chapter 4.
    """

    def __init__(self, threaded: nx.Graph, inside: Set[Hashable]) -> None:
        self.members = dict(enumerate(nx.biconnected_components(threaded)))
        """The nodes of each block."""
        blocks: dict[Hashable, set[int]] = {}
        for block, members in self.members.items():
            for node in members:
                blocks.setdefault(node, set()).add(block)
        self.joints: dict[Joint, set[int]] = {n: in_ for n, in_ in blocks.items() if len(in_) > 1}
        """The blocks that each joint is in, two or more."""
        self.at = {block: self.joints.keys() & nodes for block, nodes in self.members.items()}
        """The joints of each block."""
        bare = {block for block in self.members if self._is_bare(block, inside)}
        while bare:
            block = bare.pop()
            for joint in self.at.pop(block):
                self.joints[joint].remove(block)
                if len(self.joints[joint]) == 1:
                    (other,) = self.joints.pop(joint)
                    self.at[other].remove(joint)
                    if self._is_bare(other, inside):
                        bare.add(other)
            del self.members[block]
        self.home = {n: b for b, nodes in self.members.items() for n in nodes - self.at[b]}
        """The block of each node that is no joint."""

    def _is_bare(self, block: int, inside: Set[Hashable]) -> bool:
        joints = self.at[block]
        return len(joints) < 2 and inside.isdisjoint(self.members[block] - joints)

    def holding(self, node: Hashable) -> Set[int]:
        """The blocks that hold a node: several if it is a joint, none if it is tied to nobody."""
        if node in self.joints:
            return self.joints[node]
        return {self.home[node]} if node in self.home else set()

    def leaves(self) -> list[int]:
        """The blocks that hang by a single joint."""
        return [block for block, joints in self.at.items() if len(joints) == 1]

    def branches(self) -> Iterator[tuple[Joint, set[Hashable]]]:
        """Each joint with, in turn, the nodes of each part that its removal leaves."""
        for joint, blocks in self.joints.items():
            for block in blocks:
                branch, ahead = set[Hashable](), [(block, joint)]
                while ahead:
                    here, by = ahead.pop()
                    branch |= self.members[here] - {by}
                    for onward in self.at[here] - {by}:
                        ahead += [(b, onward) for b in self.joints[onward] - {here}]
                yield joint, branch

    def parts(self) -> int:
        """How many parts there are beyond one at each joint; 0 if nobody can be stranded."""
        return sum(len(blocks) - 1 for blocks in self.joints.values())

    def bound(self) -> int:
        """The fewest ties that could leave no joint, wherever they might be.

        Each leaf needs an end of a new tie, and the parts at a joint d - 1 ties for d of them:
        max(d - 1, ceil(leaves / 2)). Without limits as many are enough in a connected graph.

        References
        ----------
        Eswaran and Tarjan (1976), Augmentation problems, SIAM Journal on Computing 5(4), 653-665.
        """
        most = max((len(blocks) - 1 for blocks in self.joints.values()), default=0)
        return max(most, -(-len(self.leaves()) // 2))


def threaded(drawn: nx.Graph) -> nx.Graph:
    """A graph with a node in the middle of each tie between two organisations.

    The tie can then be a joint, as a partnership is, and its end is the removal of a node.
    """
    found = nx.Graph()
    found.add_nodes_from(drawn)
    modes = drawn.nodes(data="mode")
    for start, end in drawn.edges:
        if modes[start] == modes[end]:
            tie(found, start, end)
        else:
            found.add_edge(start, end)
    return found


def tie(found: nx.Graph, start: str, end: str) -> Hashable:
    """Tie two organisations of a threaded graph by one more node, and name that."""
    thread = (start, end, found.number_of_nodes())
    nx.add_path(found, [start, thread, end])
    return thread
