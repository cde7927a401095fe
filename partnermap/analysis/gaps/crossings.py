"""Gaps across sectors and phases: whom schools do not work with, outside their own sort."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import networkx as nx

from partnermap.analysis.gaps.alone import Gaps, Reason
from partnermap.analysis.gaps.nearness import Pair, find_near, stages
from partnermap.analysis.networks.belonging import working
from partnermap.analysis.networks.hearing import Standing, is_heard, standing, unheard
from partnermap.analysis.networks.network import Mode, insiders
from partnermap.near import NEARBY, Match, Near
from partnermap.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class SectorGap:
    """A school that works with nobody of a sector."""

    reason: Reason
    school: str
    sector: str
    near: int
    """How many organisations of the sector are near enough to it."""
    nearest: Pair | None
    """The school and the nearest of them; None where none is near."""
    pupils: int | None


@dataclass(frozen=True, slots=True)
class PhaseGap:
    """A primary that does not work with the secondary nearest to it."""

    reason: Reason
    primary: str
    secondary: str
    metres: float
    pupils: int | None
    """Of the primary."""


def community_sectors(drawn: nx.Graph) -> dict[str, str]:
    """Every community organisation under one sector, the name of its kind.

    It stands in where the sectors of single ones, such as health or youth, are not at hand.
    """
    return {
        id_: data["kind"].value
        for id_, data in drawn.nodes(data=True)
        if data["mode"] is Mode.ORGANISATION and data["kind"] is Kind.COMMUNITY_ORGANISATION
    }


def find_sector_gaps(
    drawn: nx.Graph, sectors: Mapping[str, str], near: Near = NEARBY
) -> Gaps[SectorGap]:
    """The schools of a scope that answered in full and work with nobody of a sector.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the working or the combined layer, as `network.graph` makes it.
    sectors : mapping of str to str
        By id, the sectors of organisations, outside partners among them, such as
        `community_sectors`. Every sector in it is looked for.
    near : Near
        What is near enough to be named as the one to turn to; it limits the gaps in no way.

    Returns
    -------
    Gaps of SectorGap
        Those near most of the sector first, then with most pupils, then by id. Unknown are the
        schools not heard of which no partner of the sector is recorded, once for each sector.

    Notes
    -----
    Time that of `nearness.find_near`, and O(sum of n squared) over the partnerships.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import graph
    >>> from partnermap.model.network import Network, Node
    >>> from partnermap.vocabulary import Answer, Layer
    >>> ash = Node("ash", "Ash", Kind.SCHOOL, easting=0, northing=0, answer=Answer.COMPLETE)
    >>> club = Node("club", "Club", Kind.COMMUNITY_ORGANISATION, easting=0, northing=900)
    >>> drawn = graph(Network("all", Layer.WORKING, None, 1, (ash, club)))
    >>> (gap,) = find_sector_gaps(drawn, {"club": "youth"}).gaps
    >>> gap.school, gap.sector, gap.nearest.metres
    ('ash', 'youth', 900.0)
    """
    wanted = sorted({*sectors.values()})
    around: dict[tuple[str, str], list[Pair]] = {}
    for pair in find_near(drawn, near).pairs:
        for school, other in (pair[:2], pair[1::-1]):
            if other in sectors:
                around.setdefault((school, sectors[other]), []).append(pair)
    gaps: list[SectorGap] = []
    unknown = 0
    for school in _schools(drawn):
        met = {sectors[other] for other in _partners(drawn, school) if other in sectors}
        for sector in wanted:
            if sector in met:
                continue
            if not is_heard(drawn, school):
                unknown += 1
                continue
            close = around.get((school, sector), [])
            nearest = min(close, key=lambda pair: (pair.metres, pair), default=None)
            pupils = drawn.nodes[school]["pupils"]
            gaps.append(
                SectorGap(Reason.NO_PARTNER_OF_SECTOR, school, sector, len(close), nearest, pupils)
            )
    return Gaps(
        gaps=tuple(sorted(gaps, key=lambda g: (-g.near, -(g.pupils or 0), g.school, g.sector))),
        unknown=unknown,
        silent_about=_unheard_schools(drawn),
    )


def find_phase_gaps(drawn: nx.Graph, near: Near = NEARBY) -> Gaps[PhaseGap]:
    """The primaries of a scope that do not work with the secondary nearest to them.

    The nearest secondary of the scope stands for the one that their pupils go to. A middle school
    is what it is deemed; an all-through school is its own secondary, and another's.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the working or the combined layer, as `network.graph` makes it; combined
        where `near` asks about areas, dioceses or trusts.
    near : Near
        How far away a secondary may be. What it says of phases is left aside.

    Returns
    -------
    Gaps of PhaseGap
        Those with most pupils first, then the nearest. A primary with no secondary near has none
        to lack. Unknown are primaries of which, as of that secondary, nobody was heard.

    Notes
    -----
    Time that of `nearness.find_near`.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import graph
    >>> from partnermap.model.network import Network, Node
    >>> from partnermap.vocabulary import Answer, Layer
    >>> at = {"kind": Kind.SCHOOL, "easting": 0, "answer": Answer.COMPLETE}
    >>> ash = Node("ash", "Ash", **at, northing=0, phase="PRIMARY")
    >>> high = Node("high", "High", **at, northing=2000, phase="SECONDARY")
    >>> (gap,) = find_phase_gaps(graph(Network("all", Layer.WORKING, None, 1, (ash, high)))).gaps
    >>> gap.primary, gap.secondary, gap.metres
    ('ash', 'high', 2000.0)
    """
    worked, nodes = working(drawn), drawn.nodes
    nearness = find_near(drawn, replace(near, phase=Match.OTHER))
    nearest: dict[str, tuple[float, str]] = {}
    for pair in nearness.pairs:
        for one, other in (pair[:2], pair[1::-1]):
            if _covers(drawn, one, "primary") and _covers(drawn, other, "secondary"):
                far = (pair.metres, other)
                nearest[one] = min(nearest.get(one, far), far)
    known = {one: standing(worked, one, other) for one, (_, other) in nearest.items()}
    gaps = [
        PhaseGap(Reason.NOT_WITH_NEAREST_SECONDARY, one, other, metres, nodes[one]["pupils"])
        for one, (metres, other) in nearest.items()
        if known[one] is Standing.APART
    ]
    return Gaps(
        gaps=tuple(sorted(gaps, key=lambda g: (-(g.pupils or 0), g.metres, g.primary))),
        unknown=sum(each is Standing.UNKNOWN for each in known.values()),
        silent_about=_unheard_schools(drawn, {*nearness.unplaced, *nearness.unclassed}),
    )


def _partners(drawn: nx.Graph, organisation: str) -> set[str]:
    """Those that an organisation shares a partnership with."""
    shared = (end for end, tie in drawn.adj[organisation].items() if "kinds" not in tie)
    return {other for partnership in shared for other in drawn.adj[partnership]} - {organisation}


def _covers(drawn: nx.Graph, organisation: str, stage: str) -> bool:
    data = drawn.nodes[organisation]
    return data["kind"] is Kind.SCHOOL and stage in stages(data["phase"])


def _schools(drawn: nx.Graph) -> list[str]:
    return [id_ for id_ in insiders(drawn) if drawn.nodes[id_]["kind"] is Kind.SCHOOL]


def _unheard_schools(drawn: nx.Graph, besides: Iterable[str] = ()) -> int:
    """How many schools of a scope were not heard, or are among some others."""
    return len({*unheard(drawn), *besides}.intersection(_schools(drawn)))
