"""Gaps of provision: needs that in one place nobody provides, or one organisation alone."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from partnermap.analysis.gaps.alone import Gaps, Reason
from partnermap.analysis.gaps.coverage import (
    Coverage,
    count_disadvantaged,
    find_coverage,
    schools_among,
)
from partnermap.analysis.networks.network import insiders
from partnermap.vocabulary import TieKind


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

    Parameters
    ----------
    drawn, place, themes
        As for `coverage.find_coverage`, which says what a need is and where it is provided.

    Returns
    -------
    Gaps of NeedGap
        Those with most disadvantaged pupils first, then by place and theme. That nobody provides a
        theme is said only of a place where somebody was heard; elsewhere it is unknown.

    Notes
    -----
    Time that of `coverage.find_coverage`.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import graph
    >>> from partnermap.model.network import FormalEdge, Network, Node
    >>> from partnermap.vocabulary import Answer, Kind, Layer
    >>> ash = Node("ash", "Ash", Kind.SCHOOL, disadvantaged=30, answer=Answer.COMPLETE)
    >>> la = Node("la:990", "Aldermere", Kind.LOCAL_AUTHORITY, outside=True)
    >>> lies = (FormalEdge(TieKind.IN_LA, "ash", "la:990"),)
    >>> drawn = graph(Network("all", Layer.COMBINED, None, 1, (ash, la), lies), Layer.COMBINED)
    >>> (gap,) = find_need_gaps(drawn, themes=["SEND"]).gaps
    >>> gap.reason.value, gap.place, gap.disadvantaged
    ('NO_PROVIDER', 'la:990', 30)
    """
    gaps: list[NeedGap] = []
    unknown = 0
    everywhere: set[str] = set()
    for coverage in find_coverage(drawn, place, themes):
        everywhere.update(coverage.heard)
        if len(coverage.providers) == 1:
            gaps.append(_gap(drawn, Reason.ONE_PROVIDER, coverage, coverage.served))
        elif not coverage.providers and coverage.heard:
            gaps.append(_gap(drawn, Reason.NO_PROVIDER, coverage, coverage.heard))
        elif not coverage.providers:
            unknown += 1
    return Gaps(
        gaps=tuple(sorted(gaps, key=lambda g: (-g.disadvantaged, g.place, g.theme))),
        unknown=unknown,
        silent_about=len({*insiders(drawn)} - everywhere),
    )


def _gap(drawn: nx.Graph, reason: Reason, coverage: Coverage, those: tuple[str, ...]) -> NeedGap:
    schools = schools_among(drawn, those)
    disadvantaged, uncounted = count_disadvantaged(drawn, schools)
    return NeedGap(
        reason=reason,
        place=coverage.place,
        theme=coverage.theme,
        provider=coverage.providers[0] if coverage.providers else None,
        schools=schools,
        disadvantaged=disadvantaged,
        uncounted=uncounted,
        silent_about=coverage.silent_about,
    )
