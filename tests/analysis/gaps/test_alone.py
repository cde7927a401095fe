"""Gaps in each of the five senses: by hand, and never what is only unknown."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.analysis.gaps.alone import Gaps, Reason, find_alone
from partnermap.analysis.gaps.cluster_gaps import find_holes
from partnermap.analysis.gaps.crossings import community_sectors, find_phase_gaps, find_sector_gaps
from partnermap.analysis.gaps.missing import MissingLinks, find_missing_links
from partnermap.analysis.gaps.nearness import Pair
from partnermap.analysis.gaps.neighbours import PairGap, find_border_gaps, find_close_gaps
from partnermap.analysis.gaps.provision import find_need_gaps
from partnermap.analysis.networks.network import graph, insiders
from partnermap.model.network import Network
from partnermap.near import Near
from partnermap.vocabulary import Answer, Kind, Layer, TieKind
from tests.analysis.named import network
from tests.analysis.patchwork import placed, random_places
from tests.analysis.test_invariance import renamed

CHARITY = Kind.COMMUNITY_ORGANISATION


def drawn(recorded: Network) -> nx.Graph:
    return graph(recorded, Layer.COMBINED)


def here(ids: Iterable[str]) -> dict[str, tuple[int, int]]:
    return dict.fromkeys(ids, (0, 0))


# Alone


def test_who_was_heard_and_works_with_nobody() -> None:
    answers = {"s": Answer.SILENT, "u": None}
    recorded = network({"heads": "ab"}, alone="cdsu", answers=answers, pupils={"d": 90})
    formal = replace(recorded, formal=network(formal=[("c", "a")]).formal)
    found = find_alone(drawn(formal))
    assert [(gap.organisation, gap.pupils) for gap in found.gaps] == [("d", 90), ("c", 0)]
    assert {gap.reason for gap in found.gaps} == {Reason.NO_WORKING_TIE}
    assert (found.unknown, found.silent_about) == (2, 2)


# Neighbours


def between(
    recorded: Network, find: Callable[[nx.Graph, MissingLinks], Gaps[PairGap]]
) -> tuple[list[tuple[str, str, tuple[str, ...]]], int]:
    graphed = drawn(recorded)
    found = find(graphed, find_missing_links(graphed))
    return [("".join(g.link.pair), g.reason.value, g.by) for g in found.gaps], found.unknown


DIOCESES = [
    *(("a", TieKind.IN_DIOCESE, "d1"), ("b", TieKind.IN_DIOCESE, "d1")),
    *(("c", TieKind.IN_DIOCESE, "d2"), ("e", TieKind.IN_DIOCESE, "d2")),
]


def test_neighbours_of_one_diocese() -> None:
    recorded = placed(network({"heads": "ce"}, alone="abx"), here("abcex"), belongs=DIOCESES)
    assert between(recorded, find_close_gaps) == ([("ab", "SHARED_DIOCESE", ("d1",))], 0)


def test_neighbours_with_one_need() -> None:
    recorded = placed(
        network({"one": "ap", "two": "bp", "other": "cp"}),
        here("abc"),
        themes={"one": ["SEND", "FAITH"], "two": ["SEND"], "other": ["FAITH"]},
        providers=[("c", "other")],
    )
    # What c provides it does not need.
    assert between(recorded, find_close_gaps) == ([("ab", "SHARED_NEED", ("SEND",))], 0)


def test_neighbours_across_a_line() -> None:
    belongs = [
        *DIOCESES,
        *((id_, TieKind.IN_LA, "la") for id_ in "abc"),
        ("e", TieKind.IN_LA, "l2"),
    ]
    recorded = placed(network({"heads": "be"}, alone="acx"), here("abcex"), belongs=belongs)
    found, unknown = between(recorded, find_border_gaps)
    assert sorted(found) == [
        ("ac", "ACROSS_DIOCESE", ("d1", "d2")),
        ("ae", "ACROSS_DIOCESE", ("d1", "d2")),
        ("ae", "ACROSS_LA", ("la", "l2")),
        ("bc", "ACROSS_DIOCESE", ("d1", "d2")),
        ("ce", "ACROSS_LA", ("la", "l2")),
    ]
    assert unknown == 0


def test_neighbours_that_nobody_asked_are_no_gap() -> None:
    recorded = placed(network(alone="abce", answer=None), here("abce"), belongs=DIOCESES)
    assert between(recorded, find_close_gaps) == ([], 2)
    assert between(recorded, find_border_gaps) == ([], 4)


# Sectors and phases


def test_schools_with_no_partner_of_a_sector() -> None:
    recorded = placed(
        network(
            {"heads": "ab", "food": "bx"},
            alone="cyz",
            outside="x",
            kinds=dict.fromkeys("xyz", CHARITY),
            answers={"c": Answer.PARTIAL},
            pupils={"a": 200, "b": 90},
        ),
        {"a": (0, 0), "b": (0, 400), "c": (0, 0), "y": (300, 0), "z": (9000, 0)},
    )
    found = find_sector_gaps(drawn(recorded), {"x": "food", "y": "youth", "z": "youth"})
    assert [(g.school, g.sector, g.near, g.nearest, g.pupils) for g in found.gaps] == [
        ("a", "youth", 1, Pair("a", "y", 300), 200),
        ("b", "youth", 1, Pair("b", "y", 500), 90),
        ("a", "food", 0, None, 200),
    ]
    assert (found.unknown, found.silent_about) == (2, 1)


def test_community_organisations_are_a_sector_by_their_kind() -> None:
    recorded = network({"food": "ax"}, alone="b", kinds={"x": CHARITY})
    sectors = community_sectors(drawn(recorded))
    assert sectors == {"x": "CommunityOrganisation"}
    assert [gap.school for gap in find_sector_gaps(drawn(recorded), sectors).gaps] == ["b"]
    assert find_sector_gaps(drawn(recorded), {}) == Gaps((), 0, 0)


def test_primaries_and_the_secondary_nearest_to_them() -> None:
    phases = {
        **dict.fromkeys("abcq", "PRIMARY"),
        **dict.fromkeys("st", "SECONDARY"),
        "l": "ALL_THROUGH",
        "n": "NURSERY",
    }
    at = {"a": (0, 0), "s": (100, 0), "t": (400, 0), "b": (450, 0), "c": (4000, 0), "q": (0, 50)}
    recorded = placed(
        network(
            {"far": "at", "near": "qs"},
            alone="bclns",
            pupils={"b": 300},
            answers={"c": None},
        ),
        {**at, "l": (-4000, 0), "n": (101, 0)},
        phases=phases,
    )
    found = find_phase_gaps(drawn(recorded), Near(km=1))
    pairs = [(gap.primary, gap.secondary, gap.metres, gap.pupils) for gap in found.gaps]
    assert pairs == [("b", "t", 50, 300), ("a", "s", 100, 0)]
    assert (found.unknown, found.silent_about) == (0, 1)
    farther = find_phase_gaps(drawn(recorded), Near(km=5))
    assert (len(farther.gaps), farther.unknown) == (2, 1)  # c was never asked


# Needs


def test_needs_that_nobody_or_one_provides() -> None:
    belongs = [(id_, TieKind.IN_LA, "l1") for id_ in "abp"] + [
        (id_, TieKind.IN_LA, "l2") for id_ in "cde"
    ]
    recorded = placed(
        network(
            {"send": "abp", "faith": "cdpq", "faith2": "bc", "mind": "ez"},
            outside="pqz",
            answers={"b": Answer.SILENT, "e": None},
        ),
        {},
        themes={"send": ["SEND"], "faith": ["FAITH"], "faith2": ["FAITH"], "mind": ["SEND"]},
        providers=[("p", "send"), ("p", "faith"), ("q", "faith"), ("b", "faith2")],
        belongs=belongs,
        disadvantaged={"a": 40, "b": None, "c": 50, "d": 5},
    )
    found = find_need_gaps(drawn(recorded))
    assert [
        (g.place, g.theme, g.reason.value, g.provider, "".join(g.schools)) for g in found.gaps
    ] == [
        ("l2", "SEND", "NO_PROVIDER", None, "cd"),
        ("l1", "FAITH", "NO_PROVIDER", None, "a"),  # b provides it, to the other place
        ("l1", "SEND", "ONE_PROVIDER", "p", "ab"),
    ]
    assert [(g.disadvantaged, g.uncounted, g.silent_about) for g in found.gaps] == [
        (55, 0, 1),
        (40, 0, 1),
        (40, 1, 1),
    ]
    assert (found.unknown, found.silent_about) == (0, 2)


def test_of_a_place_where_nobody_was_heard_it_is_not_known_who_provides() -> None:
    belongs = [(id_, TieKind.IN_LA, "l1") for id_ in "ab"]
    recorded = placed(network(alone="ab", answer=None), {}, belongs=belongs)
    assert find_need_gaps(drawn(recorded), themes=["SEND"]) == Gaps((), 1, 2)
    assert find_need_gaps(drawn(recorded)) == Gaps((), 0, 2)
    assert find_need_gaps(drawn(recorded), TieKind.IN_TRUST, ["SEND"]).unknown == 0


# Holes


def test_holes_between_clusters() -> None:
    recorded = placed(
        network({"one": "abc", "two": "def", "three": "ghi", "link": "ad", "far": "jk"}),
        {**here("abcdefghi"), "j": (90_000, 0), "k": (90_000, 0)},
    )
    graphed = drawn(recorded)
    clusters = ["abc", "def", "ghi", "jk"]
    found = find_holes(graphed, find_missing_links(graphed), clusters)
    assert [(h.clusters, h.reason.value, h.partnership, len(h.links)) for h in found.gaps] == [
        ((0, 2), "NO_PARTNERSHIP_BETWEEN", None, 9),
        ((1, 2), "NO_PARTNERSHIP_BETWEEN", None, 9),
        ((0, 1), "ONE_PARTNERSHIP_BETWEEN", "link", 8),
    ]


def test_clusters_that_two_partnerships_join_or_nobody_was_heard_of() -> None:
    joined = placed(network({"one": "ab", "two": "cd", "x": "ac", "y": "bd"}), here("abcd"))
    silent = placed(network({"one": "ab", "two": "cd"}, answer=None), here("abcd"))
    for recorded, unknown in ((joined, 0), (silent, 1)):
        graphed = drawn(recorded)
        found = find_holes(graphed, find_missing_links(graphed), ["ab", "cd"])
        assert (found.gaps, found.unknown) == ((), unknown)


# All of them


def every(recorded: Network, clusters: Iterable[Iterable[str]]) -> dict[str, Gaps[Any]]:
    graphed = drawn(recorded)
    missing = find_missing_links(graphed)
    return {
        "alone": find_alone(graphed),
        "close": find_close_gaps(graphed, missing),
        "border": find_border_gaps(graphed, missing),
        "sector": find_sector_gaps(graphed, community_sectors(graphed)),
        "phase": find_phase_gaps(graphed),
        "need": find_need_gaps(graphed),
        "hole": find_holes(graphed, missing, [[*members] for members in clusters]),
    }


def halves(recorded: Network) -> list[list[str]]:
    inside = insiders(graph(recorded))
    return [inside[::2], inside[1::2]]


@pytest.mark.parametrize("seed", range(30))
def test_where_nobody_was_asked_only_recorded_ties_make_gaps(seed: int) -> None:
    recorded = random_places(seed, answers=[None])
    for found in every(recorded, halves(recorded)).values():
        # A sole provider and a sole partnership are recorded; all else would be what nobody said.
        assert {gap.reason for gap in found.gaps} <= {Reason.ONE_PROVIDER}


@pytest.mark.parametrize("seed", range(30))
def test_where_everybody_was_heard_nothing_is_unknown(seed: int) -> None:
    recorded = random_places(seed, answers=[Answer.COMPLETE])
    for found in every(recorded, halves(recorded)).values():
        assert found.unknown == 0


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), shuffle=st.randoms())
def test_relabelling_changes_only_names(seed: int, shuffle: Random) -> None:
    recorded = random_places(seed)
    ids = [*(node.id for node in recorded.nodes), *(p.id for p in recorded.partnerships)]
    new = [f"n{i:03}" for i in range(len(ids))]
    shuffle.shuffle(new)
    names = dict(zip(ids, new, strict=True))
    clusters = halves(recorded)
    before = every(recorded, clusters)
    after = every(renamed(recorded, names), [[names[i] for i in each] for each in clusters])
    for kind, found in before.items():
        assert counts(found) == counts(after[kind]), kind


def counts(found: Gaps[Any]) -> object:
    """What a list of gaps says beside names; who is nearest may be any of those equally near."""
    numbers = sorted(
        (
            gap.reason.value,
            getattr(gap, "pupils", None) or 0,
            getattr(gap, "near", 0),
            getattr(gap, "disadvantaged", 0),
            len(getattr(gap, "schools", ())),
            len(getattr(gap, "links", ())),
        )
        for gap in found.gaps
    )
    links = sorted(
        (gap.link.reach, len(gap.link.resilience), gap.link.need, round(gap.link.adamic_adar, 9))
        for gap in found.gaps
        if hasattr(gap, "link")
    )
    return numbers, links, found.unknown, found.silent_about


@pytest.mark.parametrize("seed", range(30))
def test_no_gap_is_between_two_that_work_together(seed: int) -> None:
    recorded = random_places(seed)
    together = {
        frozenset(pair)
        for p in recorded.partnerships
        for pair in combinations(
            [m.organisation for m in recorded.memberships if m.partnership == p.id], 2
        )
    }
    found = every(recorded, halves(recorded))
    pairs = [gap.link.pair for kind in ("close", "border") for gap in found[kind].gaps]
    pairs += [(gap.primary, gap.secondary) for gap in found["phase"].gaps]
    pairs += [link.pair for hole in found["hole"].gaps for link in hole.links]
    assert together.isdisjoint(map(frozenset, pairs))


def test_nobody() -> None:
    for found in every(network(), []).values():
        assert found == Gaps((), 0, 0)
