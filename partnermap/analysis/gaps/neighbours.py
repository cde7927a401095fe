"""Gaps between neighbours that have something in common, or a line between them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import networkx as nx

from partnermap.analysis.gaps.alone import Gaps, Reason
from partnermap.analysis.gaps.missing import MissingLink, MissingLinks
from partnermap.analysis.gaps.nearness import find_near
from partnermap.analysis.networks.belonging import wholes, working
from partnermap.analysis.networks.needs import find_themes
from partnermap.near import Near
from partnermap.vocabulary import TieKind

_Why = Iterable[tuple[Reason, tuple[str, ...]]]
_LINES = {Reason.ACROSS_LA: TieKind.IN_LA, Reason.ACROSS_DIOCESE: TieKind.IN_DIOCESE}


@dataclass(frozen=True, slots=True)
class PairGap:
    """Two neighbours that do not work together, and one reason why that is a gap."""

    reason: Reason
    link: MissingLink
    """The two, how far apart they are, and what a tie would add."""
    by: tuple[str, ...]
    """The dioceses or themes they share; of a line, what is on the side of the first, then of the
    second."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two authorities or dioceses, with neighbours on both sides and none across."""

    reason: Reason
    sides: tuple[str, str]
    """The ids of the two places, in order."""
    links: tuple[MissingLink, ...]
    """The neighbours with the line between them; none of them work together."""


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
    drawn, missing
        As for `find_close_gaps`.

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
    With those of `find_uncrossed`.
    """
    belong = {reason: wholes(drawn, kind) for reason, kind in _LINES.items()}

    def why(one: str, other: str) -> _Why:
        for reason, had in belong.items():
            yield reason, _divided(had, one, other)

    return _gaps(missing, why)


def find_uncrossed(drawn: nx.Graph, missing: MissingLinks, near: Near) -> tuple[Line, ...]:
    """The lines between two authorities or dioceses across which no neighbours work together.

    Parameters
    ----------
    drawn, missing
        As for `find_close_gaps`.
    near : Near
        What it was found with.

    Returns
    -------
    tuple of Line
        Those with most neighbours that are known to be apart first, then by the sides. A line is
        left out if one pair works across it; of pairs of which it is not known nothing is said.

    Notes
    -----
    Time that of `nearness.find_near`.

    References
    ----------
    Krackhardt and Stern (1988), Informal networks and organizational crises: an experimental
    simulation, Social Psychology Quarterly 51(2), 123-140: of groups all of whose ties lie within.

    Examples
    --------
    >>> from partnermap.analysis.gaps.missing import find_missing_links
    >>> from partnermap.analysis.networks.network import graph
    >>> from partnermap.model.network import FormalEdge, Network, Node
    >>> from partnermap.vocabulary import Answer, Kind, Layer
    >>> at = {"kind": Kind.SCHOOL, "easting": 0, "northing": 0, "answer": Answer.COMPLETE}
    >>> schools = [Node(name, name, **at) for name in ("ash", "elm")]
    >>> las = [Node(id_, id_, Kind.LOCAL_AUTHORITY, outside=True) for id_ in ("la:1", "la:2")]
    >>> lie = (FormalEdge(TieKind.IN_LA, "ash", "la:1"), FormalEdge(TieKind.IN_LA, "elm", "la:2"))
    >>> recorded = Network("all", Layer.COMBINED, None, 1, (*schools, *las), lie)
    >>> drawn = graph(recorded, Layer.COMBINED)
    >>> missing = find_missing_links(drawn)
    >>> (gap,) = find_border_gaps(drawn, missing).gaps
    >>> gap.reason.value, gap.by
    ('ACROSS_LA', ('la:1', 'la:2'))
    >>> (line,) = find_uncrossed(drawn, missing, Near())
    >>> line.sides, len(line.links)
    (('la:1', 'la:2'), 1)
    """
    not_together = {link.pair for link in missing.links} | {pair[:2] for pair in missing.unknown}
    together = [pair[:2] for pair in find_near(drawn, near).pairs if pair[:2] not in not_together]
    lines: defaultdict[tuple[Reason, tuple[str, ...]], list[MissingLink]] = defaultdict(list)
    for gap in find_border_gaps(drawn, missing).gaps:
        lines[gap.reason, tuple(sorted(gap.by))].append(gap.link)
    for reason, kind in _LINES.items():
        had = wholes(drawn, kind)
        for pair in together:
            lines.pop((reason, tuple(sorted(_divided(had, *pair)))), None)
    found = [
        Line(reason, (sides[0], sides[1]), tuple(links))
        for (reason, sides), links in lines.items()
        if len(sides) == 2
    ]
    return tuple(sorted(found, key=lambda line: (-len(line.links), line.sides)))


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
