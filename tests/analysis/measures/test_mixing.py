"""E-I index, mixing and assortativity: by hand, and by their definitions pair by pair."""

from fractions import Fraction
from itertools import permutations
from random import Random

import networkx as nx
import pytest

from partnermap.analysis.measures.mixing import (
    Leaning,
    Meeting,
    assortativity,
    leanings,
    mixing_matrix,
    value_assortativity,
)
from tests.analysis.drawings import drawing, pairs, random_drawing, random_groups, renamed

PATH = drawing(nx.path_graph(4))
HALVES = dict(zip("0123", "aabb", strict=True))


def test_ties_out_and_ties_within() -> None:
    found = leanings(PATH, HALVES)
    assert found.overall == Leaning(external=1, internal=2)
    assert found.groups == {"a": Leaning(1, 1), "b": Leaning(1, 1)}
    assert found.organisations["1"] == Leaning(1, 1)
    assert found.organisations["0"].index == -1
    assert found.overall.index == pytest.approx(-1 / 3)


def test_a_tie_of_no_known_group_is_counted_apart() -> None:
    found = leanings(PATH, {"0": "a", "1": "a", "3": "b", "gone": "b"})
    assert (found.overall, found.unplaced) == (Leaning(0, 1), 2)
    assert found.groups == {"a": Leaning(0, 1), "b": Leaning(0, 0)}
    assert [*found.organisations] == ["0", "1", "3"]
    assert mixing_matrix(PATH, {"0": "a", "1": "a", "3": "b"}) == {
        ("a", "a"): Meeting(1, 1),
        ("a", "b"): Meeting(0, 2),
        ("b", "b"): Meeting(0, 0),
    }


def test_with_no_ties_there_is_no_leaning() -> None:
    for drawn in (nx.Graph(), drawing(nx.empty_graph(1)), drawing(nx.empty_graph(3))):
        groups = dict.fromkeys(drawn, "a")
        found = leanings(drawn, groups)
        assert found.overall.index is None
        assert all(one.index is None for one in found.organisations.values())
        assert assortativity(drawn, groups) is None
        assert value_assortativity(drawn, dict(drawn.degree)) is None
    assert leanings(nx.Graph(), {}).expected is None
    assert mixing_matrix(nx.Graph(), {}) == {}


def test_one_group_leaves_nothing_to_chance() -> None:
    groups = dict.fromkeys(PATH, "a")
    assert assortativity(PATH, groups) is None
    assert leanings(PATH, groups).overall.index == leanings(PATH, groups).expected == -1


@pytest.mark.parametrize("seed", range(30))
def test_expected_is_the_mean_over_all_ways_to_deal_out_the_groups(seed: int) -> None:
    drawn = random_drawing(seed, most=6)
    if not drawn.size():
        return
    dealt = ["a", "a", "b", "c", "b", "a"][: len(drawn)]
    indices = [
        leanings(drawn, dict(zip(sorted(drawn), order, strict=True))).overall.index
        for order in permutations(dealt)
    ]
    known = [index for index in indices if index is not None]
    found = leanings(drawn, dict(zip(sorted(drawn), dealt, strict=True)))
    assert found.expected == pytest.approx(sum(known) / len(indices))


@pytest.mark.parametrize("seed", range(200))
def test_agrees_with_counting_pair_by_pair(seed: int) -> None:
    drawn = random_drawing(seed)
    groups = random_groups(drawn, seed)
    placed = [(*pair, drawn.has_edge(*pair)) for pair in pairs(drawn) if groups.keys() >= {*pair}]
    within = [tied for start, end, tied in placed if groups[start] == groups[end]]
    across = [tied for start, end, tied in placed if groups[start] != groups[end]]
    found = leanings(drawn, groups)
    assert found.overall == Leaning(sum(across), sum(within))
    assert found.unplaced == drawn.size() - sum(across) - sum(within)
    matrix = mixing_matrix(drawn, groups)
    for (one, other), meeting in matrix.items():
        theirs = [tied for *ends, tied in placed if sorted(groups[i] for i in ends) == [one, other]]
        assert meeting == Meeting(sum(theirs), len(theirs))
    for id_, leaning in found.organisations.items():
        partners = [groups[other] == groups[id_] for other in drawn[id_] if other in groups]
        assert leaning == Leaning(partners.count(False), partners.count(True))
    for group, leaning in found.groups.items():
        among = [meeting.ties for ends, meeting in matrix.items() if group in ends]
        assert leaning.internal == matrix[group, group].ties
        assert leaning.external + leaning.internal == sum(among)


@pytest.mark.parametrize("seed", range(200))
def test_assortativity_agrees_with_its_definition(seed: int) -> None:
    drawn = random_drawing(seed)
    groups = random_groups(drawn, seed)
    known = [ends for ends in drawn.edges if groups.keys() >= {*ends}]
    ends = [(groups[s], groups[e]) for tie in known for s, e in permutations(tie)]
    colours = {start for start, _ in ends}
    if len(colours) < 2:
        assert assortativity(drawn, groups) is None
        return
    a = [Fraction(sum(start == colour for start, _ in ends), len(ends)) for colour in colours]
    e = [Fraction(ends.count((colour, colour)), len(ends)) for colour in colours]
    chance = sum(share * share for share in a)
    assert assortativity(drawn, groups) == pytest.approx(float((sum(e) - chance) / (1 - chance)))


def test_values_at_both_ends_of_a_tie() -> None:
    values = dict(zip("0123", (1, 2, 3, 4), strict=True))
    # Pearson's r of (1 2 2 3 3 4) and (2 1 3 2 4 3), by hand.
    assert value_assortativity(PATH, values) == pytest.approx(5 / 11)
    assert value_assortativity(PATH, {"0": 1, "1": 2}) == -1


@pytest.mark.parametrize("seed", range(50))
def test_other_names_change_nothing(seed: int) -> None:
    drawn = random_drawing(seed, most=20)
    groups = random_groups(drawn, seed)
    other, names = renamed(drawn, Random(seed))
    theirs = {names[id_]: group for id_, group in groups.items()}
    before, after = leanings(drawn, groups), leanings(other, theirs)
    assert (before.overall, before.expected, before.unplaced) == (
        after.overall,
        after.expected,
        after.unplaced,
    )
    assert before.groups == after.groups
    assert before.organisations == {i: after.organisations[names[i]] for i in groups}
    assert mixing_matrix(drawn, groups) == mixing_matrix(other, theirs)
    assert assortativity(drawn, groups) == assortativity(other, theirs)
    values = {id_: len(groups.get(id_, "")) for id_ in drawn}
    renamed_values = {names[id_]: value for id_, value in values.items()}
    assert value_assortativity(drawn, values) == value_assortativity(other, renamed_values)
