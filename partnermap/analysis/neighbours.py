"""Gaps between neighbours that have something in common, or a line between them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import networkx as nx

from partnermap.analysis.belonging import wholes, working
from partnermap.analysis.gaps import Gaps, Reason
from partnermap.analysis.missing import MissingLink, MissingLinks
from partnermap.analysis.needs import find_themes
from partnermap.vocabulary import TieKind

_Why = Iterable[tuple[Reason, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class PairGap:
    """Two neighbours that do not work together, and one reason why that is a gap."""

    reason: Reason
    link: MissingLink
    """The two, how far apart they are, and what a tie would add."""
    by: tuple[str, ...]
    """The dioceses or themes they share; of a line, what is on the side of the first, then of the
    second."""


def find_close_gaps(drawn: nx.Graph, missing: MissingLinks) -> Gaps[PairGap]:
    """Neighbours that share a diocese or a need and do not work together.

    Two share a need where both work on a theme and neither provides it (`needs.find_themes`).

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the combined layer, as `network.graph` makes it; on the working layer no
        diocese is known.
    missing : MissingLinks
        What `missing.find_missing_links` finds in it.

    Returns
    -------
    Gaps of PairGap
        One for each pair and reason, in the order of `missing`.

    Notes
    -----
    Time O(m), and O(1) for each pair.
    """
    dioceses = wholes(drawn, TieKind.IN_DIOCESE)
    themes = find_themes(working(drawn))

    def why(one: str, other: str) -> _Why:
        shared = dioceses.get(one, set()) & dioceses.get(other, set())
        yield Reason.SHARED_DIOCESE, tuple(sorted(shared))
        yield Reason.SHARED_NEED, tuple(sorted(themes.needed(one) & themes.needed(other)))

    return _gaps(missing, why)


def find_border_gaps(drawn: nx.Graph, missing: MissingLinks) -> Gaps[PairGap]:
    """Neighbours on two sides of the line between authorities or dioceses, and not together.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the combined layer, as `network.graph` makes it.
    missing : MissingLinks
        What `missing.find_missing_links` finds in it.

    Returns
    -------
    Gaps of PairGap
        One for each pair and line, in the order of `missing`. Where it is not known on which side
        one of them lies, there is no line.

    Notes
    -----
    Time O(m), and O(1) for each pair.

    Examples
    --------
    >>> from partnermap.analysis.missing import find_missing_links
    >>> from partnermap.analysis.network import graph
    >>> from partnermap.model import FormalEdge, Network, Node
    >>> from partnermap.vocabulary import Answer, Kind, Layer
    >>> at = {"kind": Kind.SCHOOL, "easting": 0, "northing": 0, "answer": Answer.COMPLETE}
    >>> schools = [Node(name, name, **at) for name in ("ash", "elm")]
    >>> las = [Node(id_, id_, Kind.LOCAL_AUTHORITY, outside=True) for id_ in ("la:1", "la:2")]
    >>> lie = (FormalEdge(TieKind.IN_LA, "ash", "la:1"), FormalEdge(TieKind.IN_LA, "elm", "la:2"))
    >>> recorded = Network("all", Layer.COMBINED, None, 1, (*schools, *las), lie)
    >>> drawn = graph(recorded, Layer.COMBINED)
    >>> (gap,) = find_border_gaps(drawn, find_missing_links(drawn)).gaps
    >>> gap.reason.value, gap.by
    ('ACROSS_LA', ('la:1', 'la:2'))
    """
    las, dioceses = wholes(drawn, TieKind.IN_LA), wholes(drawn, TieKind.IN_DIOCESE)

    def why(one: str, other: str) -> _Why:
        yield Reason.ACROSS_LA, _divided(las, one, other)
        yield Reason.ACROSS_DIOCESE, _divided(dioceses, one, other)

    return _gaps(missing, why)


def _gaps(missing: MissingLinks, why: Callable[[str, str], _Why]) -> Gaps[PairGap]:
    return Gaps(
        gaps=tuple(
            PairGap(reason, link, by)
            for link in missing.links
            for reason, by in why(*link.pair)
            if by
        ),
        unknown=sum(any(by for _, by in why(*pair[:2])) for pair in missing.unknown),
        silent_about=missing.silent_about,
    )


def _divided(had: dict[str, set[str]], one: str, other: str) -> tuple[str, ...]:
    first, second = had.get(one, set()), had.get(other, set())
    apart = first and second and first.isdisjoint(second)
    return (*sorted(first), *sorted(second)) if apart else ()
