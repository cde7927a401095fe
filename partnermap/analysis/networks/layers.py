"""One layer of a network that was read with both: what would have been read for that layer."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from partnermap.model.network import FormalEdge, Membership, Network
from partnermap.vocabulary import Layer


def only(network: Network, layer: Layer) -> Network:
    """What a network of both layers holds of one: its organisations, their partners and ties.

    Parameters
    ----------
    network : Network
        Of the combined layer, read one partnership beyond its scope; one of a single layer can
        give that layer alone.
    layer : Layer
        On the working layer an outsider is in it that shares a partnership with the scope; on the
        formal layer one that an organisation of the scope is part of.

    Returns
    -------
    Network
        The same as is read for that layer; of a truncated network, a part of it.

    Notes
    -----
    Time O(n + m).

    Examples
    --------
    >>> from partnermap.model.network import Node
    >>> from partnermap.vocabulary import Kind, TieKind
    >>> ash, la = Node("ash", "Ash", Kind.SCHOOL), Node("la:1", "X", Kind.LOCAL_AUTHORITY)
    >>> tie = FormalEdge(TieKind.IN_LA, "ash", "la:1")
    >>> both = (ash, replace(la, outside=True))
    >>> read = Network("org:ash", Layer.COMBINED, None, 1, both, (tie,))
    >>> [node.id for node in only(read, Layer.WORKING).nodes]
    ['ash']
    """
    if layer in (network.layer, Layer.COMBINED):
        return network
    inside = {node.id for node in network.nodes if not node.outside}
    return _LAYERS[layer](network, inside)


def _working(network: Network, inside: set[str]) -> Network:
    ours = {m.partnership for m in network.memberships if m.organisation in inside}
    known = inside.union(m.organisation for m in network.memberships if m.partnership in ours)
    members = defaultdict(set)
    for m in network.memberships:
        if m.organisation in known:
            members[m.partnership].add(m.organisation)
    # A partnership of which only one outsider is known says nothing of the scope.
    told = {id_ for id_, those in members.items() if id_ in ours or len(those) > 1}
    return replace(
        _among(network, Layer.WORKING, known),
        partnerships=tuple(p for p in network.partnerships if p.id in told),
        memberships=tuple(m for m in network.memberships if _holds(m, told, known)),
        denials=tuple(d for d in network.denials if {d.by, d.about} <= known),
        pursuing=network.pursuing & told,
    )


def _holds(membership: Membership, partnerships: set[str], known: set[str]) -> bool:
    return membership.partnership in partnerships and membership.organisation in known


def _formal(network: Network, inside: set[str]) -> Network:
    known = inside.union(edge.end for edge in network.formal if edge.start in inside)
    return replace(
        _among(network, Layer.FORMAL, known),
        formal=tuple(_within(network.formal, known)),
    )


def _within(edges: Iterable[FormalEdge], known: set[str]) -> Iterable[FormalEdge]:
    return (edge for edge in edges if edge.start in known and edge.end in known)


def _among(network: Network, layer: Layer, known: set[str]) -> Network:
    """Those known and nothing else, as if nothing tied them."""
    working = layer is Layer.WORKING
    return Network(
        scope=network.scope,
        layer=layer,
        as_of=network.as_of,
        data_version=network.data_version,
        nodes=tuple(node for node in network.nodes if node.id in known),
        truncated=network.truncated,
        access=network.access,
        goals=network.goals if working else (),
        view=network.view,
    )


_LAYERS: dict[Layer, Callable[[Network, set[str]], Network]] = {
    Layer.WORKING: _working,
    Layer.FORMAL: _formal,
}
