"""Gaps of every sense against looking at the records one by one, on 200 random areas each."""

from collections.abc import Callable
from functools import cache
from itertools import combinations
from math import hypot
from random import Random

import networkx as nx
import pytest

from partnermap.analysis.gaps.alone import Gaps, find_alone
from partnermap.analysis.gaps.cluster_gaps import find_holes
from partnermap.analysis.gaps.crossings import find_phase_gaps, find_sector_gaps
from partnermap.analysis.gaps.missing import MissingLinks, find_missing_links
from partnermap.analysis.gaps.nearness import stages
from partnermap.analysis.gaps.neighbours import PairGap, find_border_gaps, find_close_gaps
from partnermap.analysis.gaps.provision import find_need_gaps
from partnermap.analysis.networks.network import graph
from partnermap.near import Near
from partnermap.vocabulary import Answer, Kind, Layer, Role, TieKind
from tests.analysis.patchwork import KINDS, random_places

EACH = pytest.mark.parametrize("seed", range(200))


class Area:
    """A random area, its records looked up by walking through them."""

    def __init__(self, seed: int) -> None:
        self.recorded = random_places(seed)
        self.drawn = graph(self.recorded, Layer.COMBINED)
        self.missing = find_missing_links(self.drawn)
        self.nodes = {node.id: node for node in self.recorded.nodes}
        self.themes = {p.id: {*p.themes} for p in self.recorded.partnerships}
        self.inside = [node.id for node in self.recorded.nodes if not node.outside]
        self.heard = [i for i in self.inside if self.nodes[i].answer is Answer.COMPLETE]
        self.schools = [i for i in self.inside if self.nodes[i].kind is Kind.SCHOOL]

    def joined(self, id_: str, *roles: Role) -> set[str]:
        """The partnerships of one, in some roles or any."""
        return {
            m.partnership
            for m in self.recorded.memberships
            if m.organisation == id_ and m.role in (roles or Role)
        }

    def partners(self, id_: str) -> set[str]:
        return {
            m.organisation for m in self.recorded.memberships if m.partnership in self.joined(id_)
        } - {id_}

    def wholes(self, id_: str, kind: TieKind) -> set[str]:
        """What one is part of; of two of the kind of the whole neither is part of the other."""
        if self.nodes[id_].kind is KINDS[kind]:
            return set()
        return {e.end for e in self.recorded.formal if (e.start, e.kind) == (id_, kind)}

    def metres(self, one: str, other: str, within: int = 5000) -> float | None:
        """How far apart two are, if they are near."""
        at = [(self.nodes[i].easting, self.nodes[i].northing) for i in (one, other)]
        (x, y), (u, v) = at
        if x is None or y is None or u is None or v is None or hypot(x - u, y - v) > within:
            return None
        return hypot(x - u, y - v)

    def together(self, one: str, other: str) -> bool:
        return bool(self.joined(one) & self.joined(other))

    def said(self, one: str, other: str) -> bool:
        """Whether two are known to be apart: one answered in full, and both were asked."""
        answers = {self.nodes[one].answer, self.nodes[other].answer}
        return Answer.COMPLETE in answers and None not in answers

    def near(self) -> list[tuple[str, str]]:
        """The near pairs that do not work together as far as is recorded."""
        pairs = combinations(sorted(self.inside), 2)
        return [p for p in pairs if self.metres(*p) is not None and not self.together(*p)]

    def schools_of(self, ids: set[str]) -> tuple[str, ...]:
        return tuple(sorted(ids.intersection(self.schools)))

    def silent(self) -> int:
        """How many did not answer in full, or have no place."""
        return sum(i not in self.heard or self.nodes[i].easting is None for i in self.inside)


@cache
def area_of(seed: int) -> Area:
    return Area(seed)


@EACH
def test_missing_links(seed: int) -> None:
    area = area_of(seed)
    known = {pair: area.said(*pair) for pair in area.near()}
    assert sorted(k.pair for k in area.missing.links) == [p for p in known if known[p]]
    assert [pair[:2] for pair in area.missing.unknown] == [p for p in known if not known[p]]
    assert all(k.metres == area.metres(*k.pair) for k in area.missing.links)
    assert area.missing.silent_about == area.silent()


@EACH
def test_who_is_alone(seed: int) -> None:
    area = area_of(seed)
    alone = [id_ for id_ in area.inside if not area.partners(id_)]
    found = find_alone(area.drawn)
    lonely = [id_ for id_ in alone if id_ in area.heard]
    assert sorted(gap.organisation for gap in found.gaps) == lonely
    assert found.unknown == found.silent_about == len(alone) - len(lonely)


Why = list[tuple[str, tuple[str, ...]]]


def shared(area: Area, one: str, other: str) -> Why:
    """Why it is a gap that two neighbours do not work together: what they have in common."""

    def needed(id_: str) -> set[str]:
        provided = {t for p in area.joined(id_, Role.PROVIDER) for t in area.themes[p]}
        return {t for p in area.joined(id_) for t in area.themes[p]} - provided

    dioceses = [area.wholes(id_, TieKind.IN_DIOCESE) for id_ in (one, other)]
    found = {
        "SHARED_DIOCESE": set.intersection(*dioceses),
        "SHARED_NEED": needed(one) & needed(other),
    }
    return [(reason, tuple(sorted(by))) for reason, by in found.items() if by]


def divided(area: Area, one: str, other: str) -> Why:
    """Why it is a gap: a line between them."""
    found: Why = []
    for kind in (TieKind.IN_LA, TieKind.IN_DIOCESE):
        sides = [sorted(area.wholes(id_, kind)) for id_ in (one, other)]
        if all(sides) and {*sides[0]}.isdisjoint(sides[1]):
            found.append((kind.replace("IN_", "ACROSS_"), (*sides[0], *sides[1])))
    return found


@pytest.mark.parametrize(("find", "why"), [(find_close_gaps, shared), (find_border_gaps, divided)])
@EACH
def test_neighbours(
    seed: int,
    find: Callable[[nx.Graph, MissingLinks], Gaps[PairGap]],
    why: Callable[[Area, str, str], Why],
) -> None:
    area = area_of(seed)
    reasons = {pair: why(area, *pair) for pair in area.near()}
    found = find(area.drawn, area.missing)
    assert sorted((g.link.pair, g.reason.value, g.by) for g in found.gaps) == sorted(
        (pair, *reason) for pair in reasons if area.said(*pair) for reason in reasons[pair]
    )
    assert found.unknown == sum(bool(reasons[p]) and not area.said(*p) for p in reasons)
    assert found.silent_about == area.silent()


@EACH
def test_schools_with_no_partner_of_a_sector(seed: int) -> None:
    area, random = area_of(seed), Random(seed)
    sectors = {i: random.choice(["food", "youth"]) for i in area.nodes if random.random() < 0.3}
    lacking = [
        (school, sector)
        for school in area.schools
        for sector in {*sectors.values()}
        if sector not in {sectors.get(partner) for partner in area.partners(school)}
    ]
    expected = []
    for school, sector in lacking:
        of_it = [i for i in area.inside if sectors.get(i) == sector and i != school]
        near = [far for i in of_it if (far := area.metres(school, i)) is not None]
        if school in area.heard:
            expected.append((school, sector, len(near), min(near, default=None)))
    found = find_sector_gaps(area.drawn, sectors)
    assert sorted(
        (g.school, g.sector, g.near, g.nearest and g.nearest.metres) for g in found.gaps
    ) == sorted(expected)
    assert found.unknown == len(lacking) - len(expected)
    assert found.silent_about == sum(school not in area.heard for school in area.schools)


@EACH
def test_primaries_and_the_secondary_nearest_to_them(seed: int) -> None:
    area = area_of(seed)
    at = {id_: stages(area.nodes[id_].phase) for id_ in area.schools}
    expected, unknown = [], 0
    for primary in (id_ for id_ in at if "primary" in at[id_]):
        others = [i for i in at if "secondary" in at[i] and at[i].isdisjoint(at[primary])]
        near = [(far, i) for i in others if (far := area.metres(primary, i, 15_000)) is not None]
        if near and not area.together(primary, min(near)[1]):
            metres, secondary = min(near)
            if area.said(primary, secondary):
                expected.append((primary, secondary, metres))
            else:
                unknown += 1
    found = find_phase_gaps(area.drawn, Near(km=15))
    assert sorted((g.primary, g.secondary, g.metres) for g in found.gaps) == sorted(expected)
    assert found.unknown == unknown


@EACH
def test_needs_that_nobody_or_one_provides(seed: int) -> None:
    area = area_of(seed)
    expected: list[tuple[str, str, str | None, tuple[str, ...]]] = []
    unknown = 0
    places = {w for i in area.inside for w in area.wholes(i, TieKind.IN_LA)}
    for place in sorted(places):
        here = {i for i in area.inside if place in area.wholes(i, TieKind.IN_LA)}
        for theme in {theme for themes in area.themes.values() for theme in themes}:
            served: dict[str, set[str]] = {}
            for provider in area.nodes:
                on = {p for p in area.joined(provider, Role.PROVIDER) if theme in area.themes[p]}
                those = {i for i in here - {provider} if area.joined(i) & on}
                if those:
                    served[provider] = those
            heard = here.intersection(area.heard)
            if len(served) == 1:
                ((provider, those),) = served.items()
                expected.append((place, theme, provider, area.schools_of(those)))
            elif not served and heard:
                expected.append((place, theme, None, area.schools_of(heard)))
            elif not served:
                unknown += 1
    found = find_need_gaps(area.drawn)
    assert sorted(
        ((g.place, g.theme, g.provider, g.schools) for g in found.gaps), key=str
    ) == sorted(expected, key=str)
    assert found.unknown == unknown
    for gap in found.gaps:
        counts = [area.nodes[id_].disadvantaged for id_ in gap.schools]
        assert (gap.disadvantaged, gap.uncounted) == (sum(filter(None, counts)), counts.count(None))


@EACH
def test_holes(seed: int) -> None:
    area, random = area_of(seed), Random(seed)
    clusters: list[list[str]] = [[], [], []]
    for id_ in area.inside:
        random.choice(clusters).append(id_)
    expected, unknown = [], 0
    for one, other in combinations(range(3), 2):
        between = [
            pair
            for pair in area.near()
            if {*pair} & {*clusters[one]} and {*pair} & {*clusters[other]}
        ]
        joining = {
            p
            for a in clusters[one]
            for b in clusters[other]
            for p in area.joined(a) & area.joined(b)
        }
        links = [pair for pair in between if area.said(*pair)]
        if links and len(joining) < 2:
            expected.append(((one, other), next(iter(joining), None), sorted(links)))
        elif between and not links and not joining:
            unknown += 1
    found = find_holes(area.drawn, area.missing, clusters)
    assert (
        sorted(
            (h.clusters, h.partnership, sorted(link.pair for link in h.links)) for h in found.gaps
        )
        == expected
    )
    assert found.unknown == unknown
