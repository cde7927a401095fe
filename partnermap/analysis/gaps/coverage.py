"""Coverage: who provides what where, and through whom alone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx

from partnermap.analysis.networks.belonging import wholes, working
from partnermap.analysis.networks.hearing import is_heard
from partnermap.analysis.networks.network import Mode, insiders
from partnermap.vocabulary import Kind, Role, TieKind


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who provides for a need in a place, as far as that is recorded."""

    place: str
    """The id of the authority, diocese, trust or group."""
    theme: str
    providers: tuple[str, ...]
    """By id, from inside the place or out."""
    served: tuple[str, ...]
    """The organisations of the place that have it from them, by id."""
    relies_on: tuple[str, ...]
    """The organisations and partnerships of which, if any one went, nobody that stays would be
    known to have it there any more."""
    heard: tuple[str, ...]
    """The organisations of the place that answered in full, by id."""
    silent_about: int
    """How many of the place did not, and may have a provider all the same."""


class _Way(NamedTuple):
    """A way in which something is provided."""

    provider: str
    partnership: str
    served: set[str]

    def ends_with(self, lost: str) -> bool:
        """Whether nobody would be served in this way if an organisation or partnership went."""
        return lost in (self.provider, self.partnership) or self.served == {lost}


def find_coverage(
    drawn: nx.Graph, place: TieKind = TieKind.IN_LA, themes: Iterable[str] | None = None
) -> tuple[Coverage, ...]:
    """Who provides each need in each place of a scope.

    A need is a theme, and who provides it has that role in a partnership on it. It is provided in
    a place if another member of that partnership belongs there.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the combined layer, as `network.graph` makes it; on the working layer nobody
        belongs anywhere.
    place : TieKind
        What sort of place: the authorities, dioceses, trusts or groups of the scope's members.
    themes : iterable of str, optional
        The needs to look for; those that anybody in the network works on, unless given.

    Returns
    -------
    tuple of Coverage
        One for each place and theme, in that order.

    Notes
    -----
    Time O(m), and for each place and theme the length of its lists of members and ways.

    References
    ----------
    Breiger (1974), The duality of persons and groups, Social Forces 53(2), 181-190: of two-mode
    ties, here of places with providers through what they share.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import graph
    >>> from partnermap.model.network import FormalEdge, Membership, Network, Node, PartnershipNode
    >>> from partnermap.vocabulary import Layer
    >>> la = Node("la:990", "Aldermere", Kind.LOCAL_AUTHORITY, outside=True)
    >>> nodes = (Node("ash", "Ash", Kind.SCHOOL), Node("clinic", "Clinic", Kind.GROUP), la)
    >>> lies = (FormalEdge(TieKind.IN_LA, "ash", "la:990"),)
    >>> minds = (PartnershipNode("minds", "Minds", "SERVICE", ("MENTAL_HEALTH",)),)
    >>> ties = (Membership("ash", "minds"), Membership("clinic", "minds", Role.PROVIDER))
    >>> recorded = Network("all", Layer.COMBINED, None, 1, nodes, lies, minds, ties)
    >>> (found,) = find_coverage(graph(recorded, Layer.COMBINED))
    >>> found.place, found.theme, found.providers, found.served, found.relies_on
    ('la:990', 'MENTAL_HEALTH', ('clinic',), ('ash',), ('clinic', 'minds'))
    """
    worked = working(drawn)
    provided = _provided(worked)
    if themes is None:
        data = (worked.nodes[id_] for id_ in worked)
        themes = {t for d in data if d["mode"] is Mode.PARTNERSHIP for t in d["themes"]}
    themes = sorted(themes)
    every = [(theme, way) for theme in themes for way in provided[theme]]
    serving: defaultdict[str, list[int]] = defaultdict(list)
    for number, (_, way) in enumerate(every):
        for id_ in way.served:
            serving[id_].append(number)
    found = []
    for whole, parts in sorted(_members(drawn, place).items()):
        heard = tuple(sorted(id_ for id_ in parts if is_heard(drawn, id_)))
        here: defaultdict[str, list[_Way]] = defaultdict(list)
        for number in sorted({number for id_ in parts for number in serving.get(id_, ())}):
            theme, way = every[number]
            here[theme].append(_Way(way.provider, way.partnership, way.served & parts))
        for theme in themes:
            ways = here[theme]
            found.append(
                Coverage(
                    place=whole,
                    theme=theme,
                    providers=tuple(sorted({way.provider for way in ways})),
                    served=tuple(sorted({id_ for way in ways for id_ in way.served})),
                    relies_on=_rests_on(ways),
                    heard=heard,
                    silent_about=len(parts) - len(heard),
                )
            )
    return tuple(found)


def schools_among(drawn: nx.Graph, organisations: Iterable[str]) -> tuple[str, ...]:
    """The schools among some organisations, in the order in which they come."""
    return tuple(id_ for id_ in organisations if drawn.nodes[id_]["kind"] is Kind.SCHOOL)


def count_disadvantaged(drawn: nx.Graph, schools: Iterable[str]) -> tuple[int, int]:
    """The pupils of schools that are eligible for free meals; how many schools give no number."""
    counts = [drawn.nodes[id_]["disadvantaged"] for id_ in schools]
    return sum(count or 0 for count in counts), counts.count(None)


def _members(drawn: nx.Graph, place: TieKind) -> dict[str, set[str]]:
    """By place, the organisations of the scope that belong there."""
    inside = {*insiders(drawn)}
    here: defaultdict[str, set[str]] = defaultdict(set)
    for part, belongs in wholes(drawn, place).items():
        for whole in belongs if part in inside else ():
            here[whole].add(part)
    return here


def _rests_on(ways: Sequence[_Way]) -> tuple[str, ...]:
    """What all of some ways lead through, or end with: two may provide for each other alone."""
    if not ways:
        return ()
    first = {ways[0].provider, ways[0].partnership, *ways[0].served}
    giving = first & {id_ for way in ways for id_ in (way.provider, way.partnership)}
    return tuple(sorted(id_ for id_ in giving if all(way.ends_with(id_) for way in ways)))


def _provided(worked: nx.Graph) -> defaultdict[str, list[_Way]]:
    """By theme, each provider with a partnership on the theme, and those with it in that."""
    found: defaultdict[str, list[_Way]] = defaultdict(list)
    for id_, data in worked.nodes(data=True):
        if data["mode"] is Mode.PARTNERSHIP:
            for organisation, tie in worked.adj[id_].items():
                if Role.PROVIDER in tie["roles"]:
                    with_it = worked.adj[id_].keys() - {organisation}
                    for theme in data["themes"]:
                        found[theme].append(_Way(organisation, id_, with_it))
    return found
