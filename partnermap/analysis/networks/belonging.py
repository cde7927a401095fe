"""What organisations belong to, and what they do together, told apart in one graph."""

from collections import defaultdict

import networkx as nx

from partnermap.vocabulary import Kind, Layer, TieKind

WHOLE = {
    TieKind.IN_TRUST: Kind.TRUST,
    TieKind.IN_LA: Kind.LOCAL_AUTHORITY,
    TieKind.IN_DIOCESE: Kind.DIOCESE,
    TieKind.IN_GROUP: Kind.GROUP,
}
"""What a formal tie leads to."""


def wholes(drawn: nx.Graph, kind: TieKind) -> dict[str, set[str]]:
    """What each organisation is part of by one kind of formal tie; who is part of none is not in.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the formal or the combined layer, as `network.graph` makes it; on the
        working layer nobody belongs anywhere.
    kind : TieKind
        Which ties to follow, from the part to the whole.

    Notes
    -----
    Time O(n), and that of the ties of such wholes.

    Examples
    --------
    >>> school = nx.Graph([("ash", "uid:1", {"kinds": (TieKind.IN_TRUST,)})])
    >>> nx.set_node_attributes(school, {"ash": Kind.SCHOOL, "uid:1": Kind.TRUST}, "kind")
    >>> wholes(school, TieKind.IN_TRUST), wholes(school, TieKind.IN_LA)
    ({'ash': {'uid:1'}}, {})
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    groups = {id_ for id_, known in drawn.nodes(data="kind") if known is WHOLE[kind]}
    for whole, ties in drawn.adjacency():
        if whole in groups:
            for part, tie in ties.items():
                # Of two groups a graph does not tell which is part of which.
                if kind in tie.get("kinds", ()) and part not in groups:
                    found[part].add(whole)
    return dict(found)


def working(drawn: nx.Graph) -> nx.Graph:
    """A graph without its formal ties: what is left of the combined layer is the working one.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the combined or the working layer, as `network.graph` makes it.

    Returns
    -------
    networkx.Graph
        Every node, and the memberships. Who is in it for a formal tie alone is alone in it.

    Notes
    -----
    Time O(n + m).
    """
    left = nx.Graph(**drawn.graph | {"layer": Layer.WORKING})
    left.add_nodes_from(drawn.nodes(data=True))
    left.add_edges_from(tie for tie in drawn.edges(data=True) if "kinds" not in tie[2])
    return left
