"""Holes between clusters: groups that lie close, and that no partnership, or one alone, joins."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from partnermap.analysis.gaps.alone import Gaps, Reason
from partnermap.analysis.gaps.missing import MissingLink, MissingLinks
from partnermap.analysis.networks.belonging import working
from partnermap.analysis.networks.network import Mode


@dataclass(frozen=True, slots=True)
class Hole:
    """Two clusters with members close to each other, hardly joined or not at all."""

    reason: Reason
    clusters: tuple[int, int]
    """Their places among the clusters given, the lower first."""
    links: tuple[MissingLink, ...]
    """The pairs of one from each that lie close and do not work together, by what they add."""
    partnership: str | None
    """The only one with members of both; None where there is none."""


def find_holes(
    drawn: nx.Graph, missing: MissingLinks, clusters: Sequence[Collection[str]]
) -> Gaps[Hole]:
    """The pairs of clusters that lie close and that no partnership, or one alone, joins directly.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the working or the combined layer, as `network.graph` makes it.
    missing : MissingLinks
        What `missing.find_missing_links` finds in it.
    clusters : sequence of collections of str
        Ids of organisations, nobody in two of them, in an order that does not change; who is in
        none is left aside.

    Returns
    -------
    Gaps of Hole
        First those with no partnership between; then those with most pairs that could meet; then
        by cluster. Two clusters with no such pair are no gap: they lie apart. Unknown are those
        that nothing joins, and of whose near pairs nobody was heard.

    Notes
    -----
    Time O(sum of k squared) for the k clusters of each partnership, and O(1) for each near pair.

    References
    ----------
    Burt (1992), Structural Holes: The Social Structure of Competition, Harvard University Press.

    Examples
    --------
    >>> from partnermap.analysis.gaps.missing import find_missing_links
    >>> from partnermap.analysis.networks.network import graph
    >>> from partnermap.model.network import Network, Node
    >>> from partnermap.vocabulary import Answer, Kind, Layer
    >>> at = {"kind": Kind.SCHOOL, "easting": 0, "northing": 0, "answer": Answer.COMPLETE}
    >>> nodes = tuple(Node(name, name, **at) for name in ("ash", "elm", "oak"))
    >>> drawn = graph(Network("all", Layer.WORKING, None, 1, nodes))
    >>> (hole,) = find_holes(drawn, find_missing_links(drawn), [["ash", "elm"], ["oak"]]).gaps
    >>> hole.reason.value, [link.pair for link in hole.links]
    ('NO_PARTNERSHIP_BETWEEN', [('ash', 'oak'), ('elm', 'oak')])
    """
    cluster = {id_: number for number, members in enumerate(clusters) for id_ in members}
    worked = working(drawn)
    joining: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for id_, data in worked.nodes(data=True):
        if data["mode"] is Mode.PARTNERSHIP:
            meeting = sorted({cluster[m] for m in worked.adj[id_] if m in cluster})
            for both in combinations(meeting, 2):
                joining[both].append(id_)

    def across(pair: tuple[str, str]) -> tuple[int, int] | None:
        both = sorted({cluster[end] for end in pair if end in cluster})
        return (both[0], both[1]) if len(both) == 2 else None

    close: defaultdict[tuple[int, int], list[MissingLink]] = defaultdict(list)
    for link in missing.links:
        if between := across(link.pair):
            close[between].append(link)
    holes = [
        Hole(
            Reason.ONE_PARTNERSHIP_BETWEEN if joining[both] else Reason.NO_PARTNERSHIP_BETWEEN,
            both,
            tuple(links),
            joining[both][0] if joining[both] else None,
        )
        for both, links in close.items()
        if len(joining[both]) < 2
    ]
    unheard = {across(pair[:2]) for pair in missing.unknown} - close.keys() - {None}
    return Gaps(
        gaps=tuple(
            sorted(holes, key=lambda h: (h.partnership is not None, -len(h.links), h.clusters))
        ),
        unknown=sum(not joining[both] for both in unheard if both),
        silent_about=missing.silent_about,
    )
