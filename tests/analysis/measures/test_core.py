"""Cores: known ones, planted ones, and the best by exhaustive search."""

from itertools import combinations
from math import comb, sqrt
from random import Random

import networkx as nx
import pytest

from partnermap.analysis.measures.core import core_numbers, find_core
from tests.analysis.drawings import drawing, pairs, random_drawing, renamed


def test_core_numbers_of_krackhardt_kite() -> None:
    found = core_numbers(drawing(nx.krackhardt_kite_graph()))
    assert [*found.items()] == [*zip("0123456789", [3, 3, 3, 3, 3, 3, 3, 2, 1, 1], strict=True)]


def test_core_numbers_of_a_partnership_and_of_an_isolate() -> None:
    drawn = drawing(nx.complete_graph(4))
    drawn.add_node("alone")
    assert core_numbers(drawn) == {"0": 3, "1": 3, "2": 3, "3": 3, "alone": 0}
    assert core_numbers(nx.Graph()) == {}


@pytest.mark.parametrize("seed", range(50))
def test_core_numbers_agree_with_taking_away_the_least_tied(seed: int) -> None:
    drawn = random_drawing(seed)
    for k in range(1, len(drawn)):
        left = drawn.copy()
        while few := [id_ for id_, degree in left.degree if degree < k]:
            left.remove_nodes_from(few)
        assert {*left} == {id_ for id_, number in core_numbers(drawn).items() if number >= k}


def ideal(core: int, periphery: int) -> nx.Graph:
    drawn = nx.complete_graph(core)
    drawn.add_edges_from((i, core + j) for i in range(core) for j in range(periphery))
    return drawing(drawn)


@pytest.mark.parametrize("core", range(1, 6))
@pytest.mark.parametrize("periphery", range(2, 8))
def test_an_ideal_core_is_found(core: int, periphery: int) -> None:
    found = find_core(ideal(core, periphery))
    assert found is not None
    assert found.members == tuple(str(i) for i in range(core))
    assert found.fit == pytest.approx(1)


@pytest.mark.parametrize("seed", range(20))
def test_a_core_is_found_where_some_ties_are_missing_and_some_too_many(seed: int) -> None:
    random, drawn = Random(seed), ideal(6, 24)
    for start, end in pairs(drawn):
        if random.random() < 0.1:
            if drawn.has_edge(start, end):
                drawn.remove_edge(start, end)
            else:
                drawn.add_edge(start, end, weight=1.0)
    found = find_core(drawn)
    assert found is not None
    assert found.members == tuple("012345")
    assert 0.6 < found.fit < 0.9


@pytest.mark.parametrize(
    "named",
    [
        nx.null_graph(),
        nx.empty_graph(1),
        nx.complete_graph(2),
        nx.empty_graph(5),
        nx.complete_graph(5),
    ],
)
def test_where_all_are_alike_there_is_no_core(named: nx.Graph) -> None:
    assert find_core(drawing(named)) is None


def fit(drawn: nx.Graph, core: set[str]) -> float | None:
    """Pearson's correlation of ties with the ideal pattern, number by number."""
    tied = [float(drawn.has_edge(*pair)) for pair in pairs(drawn)]
    pattern = [float(bool(core.intersection(pair))) for pair in pairs(drawn)]
    mean, ideal_mean = sum(tied) / len(tied), sum(pattern) / len(pattern)
    together = sum((x - mean) * (y - ideal_mean) for x, y in zip(tied, pattern, strict=True))
    spread = sum((x - mean) ** 2 for x in tied) * sum((y - ideal_mean) ** 2 for y in pattern)
    return together / sqrt(spread) if spread else None


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8])
def test_the_best_there_is_but_for_a_few(share: float) -> None:
    worse = []
    for seed in range(50):
        drawn = drawing(nx.gnp_random_graph(4 + seed % 5, share, seed=seed))
        found = find_core(drawn)
        if found is None:
            assert drawn.size() in (0, comb(len(drawn), 2))
            continue
        assert found.fit == pytest.approx(fit(drawn, {*found.members}))
        cores = (set(c) for k in range(1, len(drawn)) for c in combinations(drawn, k))
        best = max(value for core in cores if (value := fit(drawn, core)) is not None)
        if found.fit < best - 1e-9:
            worse.append(best - found.fit)
    assert len(worse) <= 2
    assert max(worse, default=0) < 0.1


@pytest.mark.parametrize("seed", range(50))
def test_other_names_change_no_fit(seed: int) -> None:
    drawn = random_drawing(seed, most=20)
    other, names = renamed(drawn, Random(seed))
    before, after = find_core(drawn), find_core(other)
    assert core_numbers(drawn) == {i: core_numbers(other)[names[i]] for i in drawn}
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert (len(before.members), before.fit) == (len(after.members), after.fit)
