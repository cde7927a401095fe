"""Which organisations lie in which place, and the part of a network that is about one place."""

from collections import defaultdict
from collections.abc import Collection

import networkx as nx

from partnermap.analysis.networks.belonging import wholes
from partnermap.analysis.networks.network import insiders
from partnermap.vocabulary import Kind, PlaceKind, TieKind

_PLACES = {
    PlaceKind.LA: (Kind.LOCAL_AUTHORITY, TieKind.IN_LA),
    PlaceKind.DIOCESE: (Kind.DIOCESE, TieKind.IN_DIOCESE),
    PlaceKind.TRUST: (Kind.TRUST, TieKind.IN_TRUST),
}


def place_members(formal: nx.Graph, kind: PlaceKind) -> dict[str, set[str]]:
    """The organisations that lie in each place of a scope, as the place's own scope has them.

    Those that are part of it, the trusts that run a school of it, and the place itself.

    Parameters
    ----------
    formal : networkx.Graph
        Of the formal or combined layer, as `network.graph` makes it.
    kind : PlaceKind
        Which places.

    Returns
    -------
    dict
        Ids by the id of the place, sorted. Only organisations of the scope are in it, so that of a
        place which reaches beyond the scope there is a part; a place of which there is nothing is
        not there.

    Notes
    -----
    Time O(n log n + m).

    Examples
    --------
    >>> from partnermap.analysis.networks.network import Mode
    >>> lies = nx.Graph([("urn:1", "la:1", {"kinds": (TieKind.IN_LA,)})])
    >>> lies.add_node("urn:1", mode=Mode.ORGANISATION, kind=Kind.SCHOOL, outside=False)
    >>> lies.add_node("la:1", mode=Mode.ORGANISATION, kind=Kind.LOCAL_AUTHORITY, outside=True)
    >>> place_members(lies, PlaceKind.LA)
    {'la:1': {'urn:1'}}
    """
    what, tie = _PLACES[kind]
    inside = {*insiders(formal)}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for id_ in inside:
        if formal.nodes[id_]["kind"] is what:
            found[id_].add(id_)
    run_by = {} if kind is PlaceKind.TRUST else wholes(formal, TieKind.IN_TRUST)
    for part, among in wholes(formal, tie).items():
        if part in inside:
            for place in among:
                found[place] |= {part, *run_by.get(part, ())} & inside
    return dict(sorted(found.items()))


def place_part(working: nx.Graph, members: Collection[str]) -> nx.Graph:
    """What a graph of the working layer shows of some of its organisations, the others outside.

    Parameters
    ----------
    working : networkx.Graph
        Two modes, as `network.graph` makes it.
    members : collection of str
        Ids of those who lie in the place.

    Returns
    -------
    networkx.Graph
        They, their partnerships, and whoever is in these: nearly what a network read for the place
        alone has, but for what outside partners share with each other.

    Notes
    -----
    Time O(n + m) of the part.
    """
    inside = {*members}
    shared = {partnership for one in inside for partnership in working[one]}
    partners = {one for partnership in shared for one in working[partnership]}
    part = working.subgraph(inside | shared | partners).copy()
    for partner in partners - inside:
        part.nodes[partner]["outside"] = True
    part.graph["denied"] = frozenset(
        pair for pair in working.graph["denied"] if not inside.isdisjoint(pair)
    )
    return part
