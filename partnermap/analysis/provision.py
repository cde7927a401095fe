"""Gaps of provision: needs that in one place nobody provides, or one organisation alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from partnermap.analysis.belonging import wholes, working
from partnermap.analysis.gaps import Gaps, Reason
from partnermap.analysis.hearing import is_heard
from partnermap.analysis.network import Mode, insiders
from partnermap.vocabulary import Kind, Role, TieKind


@dataclass(frozen=True, slots=True)
class NeedGap:
    """A need that in one place nobody provides, or one organisation alone."""

    reason: Reason
    place: str
    """The id of the authority, diocese, trust or group that the schools there belong to."""
    theme: str
    provider: str | None
    """The only one that provides it there, from inside the place or out."""
    schools: tuple[str, ...]
    """With one provider, those that have it from it; with none, those that were heard, by id."""
    disadvantaged: int
    """Pupils of those schools that are eligible for free school meals."""
    uncounted: int
    """How many of those schools give no number."""
    silent_about: int
    """How many organisations of the place were not heard, and may have a provider all the same."""


def find_need_gaps(
    drawn: nx.Graph, place: TieKind = TieKind.IN_LA, themes: Iterable[str] | None = None
) -> Gaps[NeedGap]:
    """The needs of each place that nobody provides there, or one organisation alone.

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
    Gaps of NeedGap
        Those with most disadvantaged pupils first, then by place and theme. That nobody provides a
        theme is said only of a place where somebody was heard; elsewhere it is unknown.

    Notes
    -----
    Time O(m) and O(1) for each place and theme, and the length of the lists of schools.

    References
    ----------
    Breiger (1974), The duality of persons and groups, Social Forces 53(2), 181-190: of two-mode
    ties, here of places with providers through what they share.

    Examples
    --------
    >>> from partnermap.analysis.network import graph
    >>> from partnermap.model import FormalEdge, Network, Node
    >>> from partnermap.vocabulary import Answer, Layer
    >>> ash = Node("ash", "Ash", Kind.SCHOOL, disadvantaged=30, answer=Answer.COMPLETE)
    >>> la = Node("la:990", "Aldermere", Kind.LOCAL_AUTHORITY, outside=True)
    >>> lies = (FormalEdge(TieKind.IN_LA, "ash", "la:990"),)
    >>> drawn = graph(Network("all", Layer.COMBINED, None, 1, (ash, la), lies), Layer.COMBINED)
    >>> (gap,) = find_need_gaps(drawn, themes=["SEND"]).gaps
    >>> gap.reason.value, gap.place, gap.disadvantaged
    ('NO_PROVIDER', 'la:990', 30)
    """
    worked = working(drawn)
    inside = {*insiders(drawn)}
    here: defaultdict[str, set[str]] = defaultdict(set)
    for part, belongs in wholes(drawn, place).items():
        for whole in belongs if part in inside else ():
            here[whole].add(part)
    providing = provided(drawn)
    if themes is None:
        data = (worked.nodes[id_] for id_ in worked)
        themes = {t for d in data if d["mode"] is Mode.PARTNERSHIP for t in d["themes"]}
    gaps: list[NeedGap] = []
    unknown = 0
    for whole, parts in sorted(here.items()):
        heard = {id_ for id_ in parts if is_heard(drawn, id_)}
        silent = len(parts) - len(heard)
        for theme in sorted(themes):
            served = {
                provider: those & parts
                for provider, those in providing[theme].items()
                if not those.isdisjoint(parts)
            }
            if not served and not heard:
                unknown += 1
            elif not served:
                gaps.append(_gap(drawn, Reason.NO_PROVIDER, whole, theme, None, heard, silent))
            elif len(served) == 1:
                ((provider, those),) = served.items()
                gaps.append(_gap(drawn, Reason.ONE_PROVIDER, whole, theme, provider, those, silent))
    everywhere = {id_ for parts in here.values() for id_ in parts if is_heard(drawn, id_)}
    return Gaps(
        gaps=tuple(sorted(gaps, key=lambda g: (-g.disadvantaged, g.place, g.theme))),
        unknown=unknown,
        silent_about=len(inside - everywhere),
    )


def provided(drawn: nx.Graph) -> defaultdict[str, dict[str, set[str]]]:
    """By theme, each provider and those that are with it in a partnership on the theme.

    `drawn` is a graph of two modes, of the combined or the working layer.
    """
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for id_, data in drawn.nodes(data=True):
        if data["mode"] is Mode.PARTNERSHIP:
            for organisation, tie in drawn.adj[id_].items():
                if Role.PROVIDER in tie["roles"]:
                    for theme in data["themes"]:
                        with_it = found[theme].setdefault(organisation, set())
                        with_it |= drawn.adj[id_].keys() - {organisation}
    return found


def _gap(
    drawn: nx.Graph,
    reason: Reason,
    whole: str,
    theme: str,
    provider: str | None,
    those: set[str],
    silent: int,
) -> NeedGap:
    schools = sorted(id_ for id_ in those if drawn.nodes[id_]["kind"] is Kind.SCHOOL)
    counts = [drawn.nodes[id_]["disadvantaged"] for id_ in schools]
    return NeedGap(
        reason=reason,
        place=whole,
        theme=theme,
        provider=provider,
        schools=tuple(schools),
        disadvantaged=sum(count or 0 for count in counts),
        uncounted=counts.count(None),
        silent_about=silent,
    )
