"""How one organisation is joined to another: the shortest way, with the ties along it."""

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from partnermap.analysis.networks.network import graph, project
from partnermap.analysis.sentences import path as said
from partnermap.analysis.sentences.stranding import resting_on
from partnermap.model.network import FormalEdge, Network, Node, PartnershipNode
from partnermap.vocabulary import Answer, Layer


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way: two organisations, and all that ties them."""

    start: str
    end: str
    partnerships: tuple[PartnershipNode, ...]
    """Those that they share, by id."""
    formal: tuple[FormalEdge, ...]
    """The formal ties between them, in whichever direction."""
    denied: bool
    """Whether one of the two says that they do not work together."""


@dataclass(frozen=True, slots=True)
class Path:
    """How one organisation is joined to another, if a way is known."""

    organisations: tuple[Node, ...]
    """From the one to the other, both among them; none where no way is known."""
    steps: tuple[Step, ...]
    silent_about: int
    """Where no way is known, how many that may be on one did not answer in full."""
    sentence: str
    """The same in plain words."""
    data_version: int


def find_path(network: Network, layer: Layer, start: str, end: str) -> Path:
    """How one organisation is joined to another by the ties of one layer.

    Parameters
    ----------
    network : Network
        All that lies on a shortest way between the two. Where there is none, the two and whoever
        one of them reaches: each of those that did not answer in full may have a tie, not on
        record, that leads on.
    layer : Layer
        Which ties to go along.
    start, end : str
        Ids of two organisations of the network.

    Returns
    -------
    Path
        By the fewest steps, see `shortest`. Formal ties wait for no answer, so that on the formal
        layer it is silent about nobody.

    Notes
    -----
    Time O(n log n) in what is recorded, and the time of `network.project`.

    Examples
    --------
    >>> from partnermap.model.network import Membership
    >>> from partnermap.vocabulary import Kind
    >>> heads = PartnershipNode("partnership:1", "Heads", "NETWORK")
    >>> both = (Node("urn:1", "Ash", Kind.SCHOOL), Node("urn:2", "Elm", Kind.SCHOOL))
    >>> members = tuple(Membership(school.id, heads.id) for school in both)
    >>> pair = Network("all", Layer.WORKING, None, 1, both, (), (heads,), members)
    >>> find_path(pair, Layer.WORKING, "urn:1", "urn:2").sentence
    'Ash works in “Heads” with Elm.'
    """
    projected = project(graph(network, layer))
    nodes = {node.id: node for node in network.nodes}
    ids = shortest(projected, start, end)
    if ids is None:
        unheard = sum(node.answer is not Answer.COMPLETE for node in network.nodes)
        silent = 0 if layer is Layer.FORMAL else unheard
        told = said.not_joined(layer, nodes[start].name, nodes[end].name, silent)
        return Path((), (), silent, told, network.data_version)
    partnerships = {partnership.id: partnership for partnership in network.partnerships}
    steps = []
    for one, other in pairwise(ids):
        tie = projected.edges[one, other]
        formal = [e for e in network.formal if {e.start, e.end} == {one, other}]
        denied = tuple(sorted((one, other))) in projected.graph["denied"]
        shared = tuple(partnerships[id_] for id_ in tie["partnerships"])
        ties = tuple(formal) if "kinds" in tie else ()
        steps.append(Step(one, other, shared, ties, denied))
    told = said.joined([nodes[id_].name for id_ in ids], [_said_of(step) for step in steps])
    told += resting_on(sum(step.denied for step in steps))
    return Path(tuple(nodes[id_] for id_ in ids), tuple(steps), 0, told, network.data_version)


def _said_of(step: Step) -> said.Ties:
    names = [partnership.name or partnership.id for partnership in step.partnerships]
    return names, [(edge.kind, edge.start == step.start) for edge in step.formal]


def shortest(projected: nx.Graph, start: str, end: str) -> tuple[str, ...] | None:
    """The way from one organisation to another that has the fewest steps; None if there is none.

    Of several as short the one whose ties are strongest, of those as strong the first by id. The
    length of a tie is the inverse of its strength, and that of a way the sum of its ties'.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations alone, with `distance`, as `network.project` makes it.
    start, end : str
        Ids of organisations of it.

    Returns
    -------
    tuple of str, or None
        The ids on the way, both ends among them.

    Notes
    -----
    A breadth-first search that keeps of each organisation the best way to it. Time O(m) and the
    length of the ways that are compared.

    References
    ----------
    Newman (2001), Scientific collaboration networks II, Physical Review E 64, 016132: of the
    length of a tie.

    Examples
    --------
    >>> ties = [("ash", "elm", 2), ("elm", "oak", 2), ("ash", "fir", 1), ("fir", "oak", 1)]
    >>> square = nx.Graph()
    >>> square.add_weighted_edges_from(ties, weight="distance")
    >>> shortest(square, "ash", "oak")
    ('ash', 'fir', 'oak')
    """
    level: dict[str, tuple[float, tuple[str, ...]]] = {start: (0.0, (start,))}
    seen = {start}
    while level and end not in level:
        further: dict[str, tuple[float, tuple[str, ...]]] = {}
        for here, (length, way) in level.items():
            for there, tie in projected.adj[here].items():
                if there not in seen:
                    # Rounded, for sums of the same lengths may differ in their last digits.
                    longer = round(length + tie["distance"], 9), (*way, there)
                    further[there] = min(further.get(there, longer), longer)
        seen |= further.keys()
        level = further
    return level[end][1] if level else None
