"""A network as a networkx graph: its organisations, its partnerships and the ties of one layer."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations
from typing import Any

import networkx as nx

from partnermap.model.network import Denial, Network
from partnermap.vocabulary import Layer


class Mode(StrEnum):
    """What a node of a graph stands for."""

    ORGANISATION = "ORGANISATION"
    PARTNERSHIP = "PARTNERSHIP"


def graph(network: Network, layer: Layer = Layer.WORKING) -> nx.Graph:
    """The organisations of a network and the ties of one layer, as a graph of at most two modes.

    Working together is a two-mode fact: an organisation is tied to a partnership, and through it
    to the other members. Formal ties join organisations directly.

    Parameters
    ----------
    network : Network
        What is recorded. Its order does not matter; a tie to something it does not hold, or of an
        organisation to itself, is left out.
    layer : Layer
        `FORMAL`: organisations and formal ties. `WORKING`: organisations, partnerships and
        memberships. `COMBINED`: all of them.

    Returns
    -------
    networkx.Graph
        Ids, in sorted order, with `mode`, `name` and `kind`; organisations also with `phase`,
        `pupils`, `disadvantaged`, `easting`, `northing`, `outside`, `answer` and `asked_again`,
        partnerships with `themes` and `size`. A membership carries its `roles`, a formal tie its
        `kinds`, and each `may_have_held`: true if no record settles that it held on the day. A
        membership is `disputed` where of every other member either it or they deny that the two
        work together. The graph itself carries `scope`, `layer`, `as_of`, `data_version`, `access`
        and `denied`, the pairs that share a partnership and of which one denies it.

    Notes
    -----
    Time O(n log n) in what is recorded, and in what the pairs that are denied share.

    Examples
    --------
    >>> from partnermap.model.network import Membership, Node, PartnershipNode
    >>> from partnermap.vocabulary import Kind
    >>> heads = PartnershipNode("partnership:1", "Heads", "NETWORK")
    >>> both = (Node("urn:1", "Ash", Kind.SCHOOL), Node("urn:2", "Elm", Kind.SCHOOL))
    >>> members = tuple(Membership(school.id, heads.id) for school in both)
    >>> pair = Network("all", Layer.WORKING, None, 1, both, (), (heads,), members)
    >>> sorted(graph(pair).edges)
    [('urn:1', 'partnership:1'), ('urn:2', 'partnership:1')]
    """
    drawn = nx.Graph(
        scope=network.scope,
        layer=layer,
        as_of=network.as_of,
        data_version=network.data_version,
        access=network.access,
        denied=frozenset(),
    )
    for node in sorted(network.nodes, key=lambda n: n.id):
        drawn.add_node(
            node.id,
            mode=Mode.ORGANISATION,
            name=node.name,
            kind=node.kind,
            phase=node.phase,
            pupils=node.pupils,
            disadvantaged=node.disadvantaged,
            easting=node.easting,
            northing=node.northing,
            outside=node.outside,
            answer=node.answer,
            asked_again=node.asked_again,
        )
    if layer is not Layer.FORMAL:
        for p in sorted(network.partnerships, key=lambda p: p.id):
            drawn.add_node(
                p.id,
                mode=Mode.PARTNERSHIP,
                name=p.name,
                kind=p.kind,
                themes=p.themes,
                size=p.size,
            )
        for m in sorted(network.memberships, key=lambda m: (m.organisation, m.partnership)):
            _tie(drawn, (m.organisation, m.partnership), "roles", m.role, m.may_have_held)
        _dispute(drawn, network.denials)
    if layer is not Layer.WORKING:
        for e in sorted(network.formal, key=lambda e: (e.start, e.end)):
            _tie(drawn, (e.start, e.end), "kinds", e.kind, e.may_have_held)
    return drawn


def _tie(drawn: nx.Graph, ends: tuple[str, str], what: str, word: str, may: bool) -> None:
    """Add a tie, or one more record of a tie that is there."""
    start, end = ends
    if start == end or start not in drawn or end not in drawn:
        return
    known = drawn.get_edge_data(start, end)
    if known is None:
        drawn.add_edge(start, end, **{what: (word,)}, may_have_held=may)
    else:
        known[what] = tuple(sorted({*known[what], word}))
        known["may_have_held"] = known["may_have_held"] and may


def _dispute(drawn: nx.Graph, denials: Iterable[Denial]) -> None:
    """Mark the pairs that are denied, and the memberships that tie to nobody else."""
    denied = {(min(d.by, d.about), max(d.by, d.about)) for d in denials if d.by != d.about}
    times: Counter[tuple[str, str]] = Counter()
    for pair in denied:
        for id_ in nx.common_neighbors(drawn, *pair):
            if drawn.nodes[id_]["mode"] is Mode.PARTNERSHIP:
                times.update((organisation, id_) for organisation in pair)
    for (organisation, id_), denied_there in times.items():
        if denied_there == max(len(drawn[id_]), drawn.nodes[id_]["size"]) - 1:
            drawn.edges[organisation, id_]["disputed"] = True
    drawn.graph["denied"] = frozenset(denied)


def project(drawn: nx.Graph) -> nx.Graph:
    """The organisations of a graph, each tied directly to those it shares a partnership with.

    A partnership of n members ties each pair of them with strength 1/(n - 1), so that a member's
    ties through it add up to one: a large network is a weak tie, a partnership of two a strong
    one. A formal tie has strength 1, as a partnership of two has.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `graph` makes it.

    Returns
    -------
    networkx.Graph
        The organisations with their attributes. A tie carries `weight`, its strength summed over
        all that is shared; `distance`, the inverse of that; `partnerships`, the ids of those
        shared; and, where it is formal, its `kinds`.

    Notes
    -----
    Time and space O(sum of n squared) over the partnerships.

    References
    ----------
    Newman (2001), Scientific collaboration networks II, Physical Review E 64, 016132.

    Examples
    --------
    >>> star = nx.star_graph(["heads", "ash", "elm", "oak"])
    >>> nx.set_node_attributes(star, Mode.ORGANISATION, "mode")
    >>> star.nodes["heads"]["mode"] = Mode.PARTNERSHIP
    >>> project(star).edges["ash", "oak"]
    {'weight': 0.5, 'partnerships': ('heads',), 'distance': 2.0}
    """
    modes = dict(drawn.nodes(data="mode"))
    projected = nx.Graph(**drawn.graph)
    projected.add_nodes_from(
        (id_, drawn.nodes[id_]) for id_, mode in modes.items() if mode is Mode.ORGANISATION
    )
    ties: dict[tuple[str, str], dict[str, Any]] = {}
    for start, end, kinds in drawn.edges(data="kinds"):
        if start in projected and end in projected and start != end:
            tied = {"weight": float(len(kinds)), "partnerships": (), "kinds": kinds}
            ties[min(start, end), max(start, end)] = tied
    for id_ in (id_ for id_, mode in modes.items() if mode is Mode.PARTNERSHIP):
        members = sorted(drawn[id_])
        size = max(len(members), drawn.nodes[id_].get("size", 0))
        for pair in combinations(members, 2):
            strength, shared = 1 / (size - 1), (id_,)
            if pair in ties:
                ties[pair]["weight"] += strength
                ties[pair]["partnerships"] += shared
            else:
                ties[pair] = {"weight": strength, "partnerships": shared}
    for tied in ties.values():
        tied["distance"] = 1 / tied["weight"]
    projected.add_edges_from((*pair, tied) for pair, tied in ties.items())
    return projected


def without_self_ties(projected: nx.Graph) -> nx.Graph:
    """A network less the ties of organisations to themselves, which join nobody.

    `graph` and `project` draw none; a network that was drawn otherwise may have them.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly; it is left as it is, and given back if it has no such ties.

    Notes
    -----
    Time O(n), and O(n + m) where there are some.

    Examples
    --------
    >>> sorted(without_self_ties(nx.Graph([("ash", "ash"), ("ash", "elm")])).edges)
    [('ash', 'elm')]
    """
    loops = list(nx.selfloop_edges(projected))
    if not loops:
        return projected
    left = projected.copy()
    left.remove_edges_from(loops)
    return left


def insiders(drawn: nx.Graph) -> list[str]:
    """The organisations of a graph that lie in its scope, in sorted order."""
    return sorted(
        id_
        for id_, data in drawn.nodes(data=True)
        if data["mode"] is Mode.ORGANISATION and not data["outside"]
    )
