"""Networks from networkx graphs: what a notebook has at hand, analysed like what is stored."""

from collections.abc import Hashable, Iterable
from dataclasses import fields
from typing import Any

import networkx as nx

from partnermap.analysis import Analysis, analyse
from partnermap.analysis.networks.belonging import WHOLE
from partnermap.analysis.networks.network import Mode
from partnermap.errors import BadInputError
from partnermap.model.network import Denial, FormalEdge, Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Answer, Kind, Layer, PartnershipKind, Role, TieKind

_TOLD = {field.name for field in fields(Node)} - {"id", "name", "kind", "answer"}


def analyse_graph(
    graph: nx.Graph, *, scope: str = "all", layer: Layer = Layer.WORKING, seed: int = 0
) -> Analysis:
    """What a graph of who works with whom shows, as `analyse` has it.

    Parameters
    ----------
    graph : networkx.Graph
        Nodes are organisations, with what is known of each as attributes: `name`, `kind`, `phase`,
        `pupils`, `disadvantaged`, `easting` and `northing` (metres, British National Grid),
        `outside`, `answer` (a complete one where none is given: a graph tells all it knows) and
        `asked_again`. A node whose `mode` is `Mode.PARTNERSHIP` is a partnership, with `name`,
        `kind` and `themes`, and its neighbours are its members, in the `roles` of their edges. An
        edge of two organisations is a partnership of the two; with `kinds`, formal ties of these,
        which lead to the end of the kind that such ties lead to, else to the greater id.
    scope : str
        What it is called; a finding of it can be asked for again where that is a scope.
    layer : Layer
        Which ties to look at.
    seed : int
        Of what is random.

    Returns
    -------
    Analysis
        The same as for a network that is stored. `exports.findings` writes it to a spreadsheet.

    Raises
    ------
    BadInputError
        The graph is directed, holds two nodes that are written alike, ties two partnerships, or
        an attribute is of no vocabulary.

    Notes
    -----
    Time O(n + m) beside what is asked of the analysis. A tie of an organisation to itself is left
    out, as it is everywhere.

    Examples
    --------
    >>> found = analyse_graph(nx.path_graph(["ash", "elm", "oak", "yew"]))
    >>> [cut.id for cut in found.bottlenecks.cut_points if cut.mode is Mode.ORGANISATION]
    ['elm', 'oak']
    """
    return analyse(network_of(graph, scope), layer, seed)


def network_of(graph: nx.Graph, scope: str = "all") -> Network:
    """The network that a graph draws; `analyse_graph` says how it is read."""
    if graph.is_directed():
        raise BadInputError("Who works with whom has no direction: give `graph.to_undirected()`.")
    ids = {node: str(node) for node in graph}
    if len({*ids.values()}) < len(ids):
        raise BadInputError("Two nodes of the graph are written alike: give each its own text.")
    try:
        return _network(graph, ids, scope)
    except ValueError as error:
        raise BadInputError(f"The graph holds what is of no vocabulary: {error}.") from error


def _network(graph: nx.Graph, ids: dict[Hashable, str], scope: str) -> Network:
    joint = {node for node, data in graph.nodes(data=True) if data.get("mode") == Mode.PARTNERSHIP}
    partnerships = {ids[node]: _partnership(ids[node], graph.nodes[node]) for node in joint}
    memberships: list[Membership] = []
    formal: list[FormalEdge] = []
    for start, end, data in graph.edges(data=True):
        if start in joint and end in joint:
            raise BadInputError(f"{ids[start]} and {ids[end]} are two partnerships, and tied.")
        if start == end:
            continue
        if start in joint or end in joint:
            organisation, partnership = (end, start) if start in joint else (start, end)
            memberships += _parts(ids[organisation], ids[partnership], data)
        elif "kinds" in data:
            formal += _formal(graph, (start, end), ids, data)
        else:
            both = sorted((ids[start], ids[end]))
            key = "+".join(both)
            partnerships[key] = PartnershipNode(
                key, data.get("name", " and ".join(both)), PartnershipKind.BILATERAL
            )
            memberships += (Membership(each, key) for each in both)
    organisations = [node for node in graph if node not in joint]
    return Network(
        scope,
        Layer.COMBINED,
        graph.graph.get("as_of"),
        graph.graph.get("data_version", 0),
        tuple(sorted((_node(ids[n], graph.nodes[n]) for n in organisations), key=lambda n: n.id)),
        tuple(sorted(formal, key=lambda e: (e.start, e.end, e.kind))),
        tuple(partnerships[key] for key in sorted(partnerships)),
        tuple(sorted(memberships, key=lambda m: (m.organisation, m.partnership, m.role))),
        denials=tuple(Denial(*pair) for pair in sorted(graph.graph.get("denied", ()))),
    )


def _node(id_: str, data: dict[str, Any]) -> Node:
    told = {name: data[name] for name in _TOLD & data.keys()}
    kind = Kind(data.get("kind", Kind.SCHOOL))
    answer = data.get("answer", Answer.COMPLETE)
    return Node(id_, data.get("name", id_), kind, answer=answer and Answer(answer), **told)


def _partnership(id_: str, data: dict[str, Any]) -> PartnershipNode:
    kind = PartnershipKind(data.get("kind", PartnershipKind.NETWORK))
    return PartnershipNode(
        id_, data.get("name", id_), kind, tuple(data.get("themes", ())), size=data.get("size", 0)
    )


def _parts(organisation: str, partnership: str, data: dict[str, Any]) -> Iterable[Membership]:
    may = data.get("may_have_held", False)
    for role in data.get("roles", (Role.MEMBER,)):
        yield Membership(organisation, partnership, Role(role), may_have_held=may)


def _formal(
    graph: nx.Graph, ends: tuple[Hashable, Hashable], ids: dict[Hashable, str], data: dict[str, Any]
) -> Iterable[FormalEdge]:
    """Formal ties, from the part to the whole: the end of the kind that such a tie leads to."""
    for kind in map(TieKind, data["kinds"]):
        of_kind = [end for end in ends if graph.nodes[end].get("kind") is WHOLE.get(kind)]
        whole = of_kind[0] if len(of_kind) == 1 else max(ends, key=lambda end: ids[end])
        (part,) = (end for end in ends if end != whole)
        yield FormalEdge(
            kind, ids[part], ids[whole], may_have_held=data.get("may_have_held", False)
        )
