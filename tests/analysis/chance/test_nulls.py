"""Memberships dealt out by chance: what is kept, that every way is as likely, and the ranks."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations, islice, product
from math import sqrt
from random import Random
from typing import Any

import networkx as nx
import pytest

from partnermap.analysis.chance import nulls
from partnermap.analysis.chance.dealing import Dealing
from partnermap.analysis.chance.nulls import Rank, dealt_again
from partnermap.analysis.measures.mixing import leanings
from partnermap.analysis.measures.overlap import overlap
from partnermap.analysis.networks.network import graph, project
from tests.analysis.drawings import random_groups
from tests.analysis.named import network, random_network

Dealt = tuple[frozenset[int], ...]
SMALL: list[Dealt] = [
    tuple(map(frozenset, members))
    for members in (
        [{0, 1}, {0, 1}, {2, 3}],
        [{0, 1, 2}, {1, 3}, {0}, {0, 3}],
        [{0, 1, 2, 3}, {0, 4}, {1, 4}, {2}],
    )
]
"""Records of which every way to deal them out again can be counted."""


def too_uneven(counts: Counter[Any], among: Iterable[Any]) -> bool:
    """Whether counts are so uneven as they would be by chance once in a thousand times."""
    cells = [counts[one] for one in among]
    expected, free = sum(cells) / len(cells), len(cells) - 1
    squares = sum((cell - expected) ** 2 for cell in cells) / expected
    # Wilson and Hilferty (1931): the cube root of chi-squared is all but normal.
    return squares > free * (1 - 2 / (9 * free) + 3.09 * sqrt(2 / (9 * free))) ** 3


def every_way(members: Dealt) -> list[Dealt]:
    """All ways in which partnerships have these sizes and organisations as many of them."""
    many = Counter(one for partnership in members for one in partnership)
    choices = [
        [frozenset(chosen) for chosen in combinations(sorted(many), len(partnership))]
        for partnership in members
    ]
    return [
        way
        for way in product(*choices)
        if Counter(one for partnership in way for one in partnership) == many
    ]


def dealt(members: Dealt, seed: int) -> Dealt:
    """The first null of a seed."""
    return tuple(map(frozenset, next(dealt_again(members, seed))))


@pytest.mark.parametrize("seed", range(50))
def test_sizes_and_numbers_of_partnerships_are_kept(seed: int) -> None:
    random = Random(seed)
    members = [{*random.sample(range(20), random.randint(0, 12))} for _ in range(seed)]
    before = Counter(one for partnership in members for one in partnership)
    for null in islice(dealt_again(members, seed), 3):
        assert [len(partnership) for partnership in null] == [len(p) for p in members]
        assert Counter(one for partnership in null for one in partnership) == before


@pytest.mark.parametrize("members", SMALL)
def test_every_way_is_as_likely(members: Dealt) -> None:
    ways = every_way(members)
    assert members in ways
    counts = Counter(dealt(members, seed) for seed in range(200 * len(ways)))
    assert counts.keys() == {*ways}
    assert not too_uneven(counts, ways)


def test_the_rank_of_a_record_due_to_chance_is_even_after_a_single_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nulls, "_ROUNDS", 1)
    ways, random, others = every_way(SMALL[2]), Random(1), 4
    ranks: Counter[int] = Counter()
    for seed, record in enumerate(ways * 40):
        value = shared_pairs(record)
        found = Rank.of(value, map(shared_pairs, islice(dealt_again(record, seed), others)))
        ranks[found.below + random.randint(0, found.equal)] += 1
    assert not too_uneven(ranks, range(others + 1))


def shared_pairs(members: Iterable[Iterable[int]]) -> int:
    """How many pairs share a partnership."""
    return len({pair for partnership in members for pair in combinations(sorted(partnership), 2)})


def test_fewer_nulls_are_the_first_of_the_same() -> None:
    members = [{0, 1, 2}, {2, 3}, {1, 4, 5}, {0, 5}]
    few, more = (list(islice(dealt_again(members, 3), many)) for many in (2, 9))
    assert few == more[:2]
    assert more != list(islice(dealt_again(members, 4), 9))


def test_what_can_be_dealt_in_one_way_only_comes_back() -> None:
    for members in ([], [set[int]()], [{0, 1, 2}], [{0, 1}, {0, 1}]):
        assert next(dealt_again(members)) == members


def test_a_rank_counts_equal_values_as_halves() -> None:
    found = Rank.of(2, [1, 2, 2, 3])
    assert (found.below, found.equal, found.above, found.among) == (1, 2, 1, 4)
    assert found.percentile == 50
    assert Rank.of(2, [1, 1]).percentile == 100
    assert Rank.of(2, []).percentile is None


@pytest.mark.parametrize("seed", range(200))
def test_measures_of_memberships_agree_with_those_of_graphs(seed: int) -> None:
    drawn = graph(random_network(seed))
    organisations = sorted(project(drawn))
    among = Random(seed).sample(organisations, Random(seed).randint(0, len(organisations)))
    projected = project(drawn).subgraph(among)
    groups = random_groups(projected, seed)
    found = Dealing.of(drawn, among, [groups])
    expected = nx.transitivity(projected) if any(d > 1 for _, d in projected.degree) else None
    assert found.clustering == pytest.approx(expected)
    assert found.within(groups) == overlap(projected, groups).formal_among_working
    assert found.leaning(groups) == pytest.approx(leanings(projected, groups).overall.index)
    ties = {
        (found.ids[one], found.ids[other])
        for one, mask in enumerate(found.tied)
        for other in range(len(found.ids))
        if mask >> other & 1
    }
    assert ties == {pair for start, end in projected.edges for pair in ((start, end), (end, start))}


def test_modularity_is_that_of_the_strengths_of_ties() -> None:
    apart = network({"heads": "abc", "sports": "def", "wide": "cdwxyz"})
    drawn = graph(apart)
    projected = project(drawn).subgraph("abcdef")
    found = Dealing.of(drawn, "abcdef", []).modularity
    assert found == pytest.approx(nx.community.modularity(projected, ["abc", "def"]))
    assert Dealing.of(drawn, "ab", []).modularity == 0
    assert Dealing.of(drawn, "", []).modularity is None
