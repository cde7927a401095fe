"""How joined-up the organisations of a scope are, and who is on their own."""

from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from partnermap.analysis.networks.network import Mode, insiders
from partnermap.vocabulary import Answer, Layer


@dataclass(frozen=True, slots=True)
class Cohesion:
    """How joined-up a scope is. Every organisation is in a component, an isolate or not known."""

    organisations: int
    """How many lie in the scope."""
    heard: int
    """How many of them answered in full; on the formal layer all: it waits for no answer."""
    components: tuple[tuple[str, ...], ...]
    """Those tied to another organisation, inside or out: who is joined to whom, largest first."""
    isolates: tuple[str, ...]
    """Those heard that have no tie."""
    not_known: tuple[str, ...]
    """Those not heard that have no recorded tie, and so may or may not be on their own."""
    density: float | None
    """The share of pairs among those heard that are tied directly; None where there is no pair."""
    disputed: tuple[str, ...]
    """Those in the components all of whose ties are denied, by them or by whom they are tied to."""
    denied: int
    """How many pairs that work together directly one of the two denies."""
    denied_among_heard: int
    """How many of those pairs are of two that were heard."""
    asked_again: tuple[str, ...]
    """Those heard that have been asked again since, and have not answered yet."""

    @property
    def unheard(self) -> int:
        """How many organisations of the scope may have ties that are not recorded."""
        return self.organisations - self.heard


def measure_cohesion(drawn: nx.Graph) -> Cohesion:
    """How joined-up the organisations of a scope are on the layer of a graph.

    A component is a largest set of organisations each of which reaches every other along ties; it
    may run through partners outside the scope, who are not listed. Density is the share of
    possible pairs that are tied directly. It is taken among those that answered in full, because
    a pair of which neither end has answered is unknown, not absent. An isolate is an organisation
    that answered in full and has no tie. What was answered last counts, until there is a newer
    answer: being asked again unsays nothing. A tie that one side denies counts as a tie.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `network.graph` makes it.

    Returns
    -------
    Cohesion
        All ids sorted; components by size, then by first id.

    Notes
    -----
    Time O(n + m + sum of n squared) over the partnerships.

    References
    ----------
    Provan, Veazie, Staten and Teufel-Shone (2005), The use of network analysis to strengthen
    community partnerships, Public Administration Review 65(5), 603-613.

    Examples
    --------
    >>> pair = nx.Graph([("ash", "heads"), ("elm", "heads")], layer=Layer.WORKING, denied=())
    >>> school = {"mode": Mode.ORGANISATION, "outside": False, "answer": Answer.COMPLETE}
    >>> pair.add_nodes_from(["ash", "elm", "oak"], **school, asked_again=False)
    >>> pair.add_node("heads", mode=Mode.PARTNERSHIP)
    >>> found = measure_cohesion(pair)
    >>> found.components, found.isolates, found.density
    ((('ash', 'elm'),), ('oak',), 0.3333333333333333)
    """
    inside = insiders(drawn)
    formal = drawn.graph["layer"] is Layer.FORMAL
    heard = [id_ for id_ in inside if formal or drawn.nodes[id_]["answer"] is Answer.COMPLETE]
    components = _components(drawn, inside)
    tied = {id_ for component in components for id_ in component}
    among = {*heard}
    pairs = len(heard) * (len(heard) - 1) / 2
    return Cohesion(
        organisations=len(inside),
        heard=len(heard),
        components=components,
        isolates=tuple(id_ for id_ in heard if id_ not in tied),
        not_known=tuple(sorted({*inside} - {*heard} - tied)),
        density=len(_tied_pairs(drawn, among)) / pairs if pairs else None,
        disputed=tuple(sorted(id_ for id_ in tied if _is_disputed(drawn, id_))),
        denied=len(drawn.graph["denied"]),
        denied_among_heard=sum(among.issuperset(pair) for pair in drawn.graph["denied"]),
        asked_again=()
        if formal
        else tuple(id_ for id_ in heard if drawn.nodes[id_]["asked_again"]),
    )


def _tied_pairs(drawn: nx.Graph, among: set[str]) -> set[tuple[str, str]]:
    """The pairs of some organisations that share a partnership or a formal tie."""
    found = {(min(tie), max(tie)) for tie in drawn.edges if among.issuperset(tie)}
    for id_, mode in drawn.nodes(data="mode"):
        if mode is Mode.PARTNERSHIP:
            found.update(combinations(sorted(among.intersection(drawn[id_])), 2))
    return found


def _is_disputed(drawn: nx.Graph, organisation: str) -> bool:
    """Whether every tie of an organisation is denied; a membership of one ties to nobody."""
    ties = [
        tie.get("disputed", False)
        for _, end, tie in drawn.edges(organisation, data=True)
        if drawn.nodes[end]["mode"] is Mode.ORGANISATION or drawn.degree(end) > 1
    ]
    return bool(ties) and all(ties)


def _components(drawn: nx.Graph, inside: list[str]) -> tuple[tuple[str, ...], ...]:
    scope = set(inside)
    found = []
    for component in nx.connected_components(drawn):
        # A partnership that names a single member ties it to nobody.
        organisations = [i for i in component if drawn.nodes[i]["mode"] is Mode.ORGANISATION]
        members = sorted(scope.intersection(organisations))
        if members and len(organisations) > 1:
            found.append(tuple(members))
    return tuple(sorted(found, key=lambda members: (-len(members), members)))
