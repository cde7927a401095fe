"""Degree centralisation and betweenness: by hand, and every path counted one by one."""

from fractions import Fraction
from itertools import combinations, pairwise
from random import Random

import networkx as nx
import pytest

from partnermap.analysis.measures.centrality import betweenness, degree_centralisation
from partnermap.analysis.networks.network import graph, project
from tests.analysis.drawings import drawing, random_drawing, renamed
from tests.analysis.named import network


def test_a_star_runs_through_one_and_a_ring_through_none() -> None:
    assert degree_centralisation(drawing(nx.star_graph(6))) == 1
    assert degree_centralisation(drawing(nx.cycle_graph(6))) == 0
    assert degree_centralisation(drawing(nx.empty_graph(3))) == 0


@pytest.mark.parametrize("size", range(3))
def test_fewer_than_three_have_no_one_between_them(size: int) -> None:
    assert degree_centralisation(drawing(nx.complete_graph(size))) is None
    assert betweenness(drawing(nx.complete_graph(size))) is None


def test_strong_ties_are_short() -> None:
    parts = {"pair": "ab", "other": "bc", "all": "abcd"}
    found = betweenness(project(graph(network(parts))))
    assert found == {"a": 0, "b": pytest.approx(1 / 3), "c": 0, "d": 0}


def test_equally_short_paths_count_alike_though_their_sums_differ() -> None:
    assert 1.2 + 1.2 + 1.2 != 1.6 + 2  # one is 3.5999999999999996
    ring = nx.cycle_graph(["a", "b", "c", "d", "e"])
    lengths = {"ab": 1.2, "bc": 1.2, "cd": 1.2, "de": 2.0, "ae": 1.6}
    for ends, distance in lengths.items():
        ring.edges[tuple(ends)]["distance"] = distance
    found = betweenness(ring)
    assert found is not None  # of six pairs of others a and d have two ways, by b and c or by e
    assert found["e"] == pytest.approx(0.5 / 6)


def counted(drawn: nx.Graph) -> dict[str, float]:
    """The shares by listing all simple paths with lengths as fractions."""
    total = dict.fromkeys(sorted(drawn), 0.0)
    for start, end in combinations(sorted(drawn), 2):
        lengths: dict[tuple[str, ...], Fraction] = {}
        for path in nx.all_simple_paths(drawn, start, end):
            ties = [drawn.edges[tie]["weight"] for tie in pairwise(path)]
            weights = [Fraction(weight).limit_denominator(1000) for weight in ties]
            lengths[tuple(path)] = sum((1 / weight for weight in weights), Fraction())
        shortest = [path for path, length in lengths.items() if length == min(lengths.values())]
        for path in shortest:
            for id_ in path[1:-1]:
                total[id_] += 1 / len(shortest)
    others = (len(drawn) - 1) * (len(drawn) - 2) / 2
    return {id_: value / others for id_, value in total.items()}


@pytest.mark.parametrize("seed", range(200))
def test_betweenness_agrees_with_listing_all_paths(seed: int) -> None:
    drawn = random_drawing(seed, most=6)
    assert betweenness(drawn) == (pytest.approx(counted(drawn)) if len(drawn) > 2 else None)


@pytest.mark.parametrize("seed", range(50))
def test_other_names_change_nothing(seed: int) -> None:
    drawn = random_drawing(seed, most=12)
    other, names = renamed(drawn, Random(seed))
    assert degree_centralisation(other) == degree_centralisation(drawn)
    before, after = betweenness(drawn), betweenness(other)
    if before is not None and after is not None:
        assert list(after) == sorted(after)
        assert before == pytest.approx({id_: after[names[id_]] for id_ in before})
