"""Measures of one mode against igraph, on 200 random networks each and on a real one.

What igraph does not have is held to its definition beside the tests of each measure: brokerage,
effective size, the best core, leanings and mixing, overlap.
"""

from collections.abc import Collection, Iterable
from math import comb
from random import Random

import igraph
import networkx as nx
import pytest

from partnermap.analysis.measures.centrality import betweenness, degree_centralisation
from partnermap.analysis.measures.clusters import adjusted_rand, find_clusters
from partnermap.analysis.measures.core import core_numbers
from partnermap.analysis.measures.holes import constraint
from partnermap.analysis.measures.mixing import assortativity, value_assortativity
from tests.analysis.by_igraph import by_id, theirs
from tests.analysis.drawings import random_drawing, random_groups
from tests.analysis.published.known import TOBACCO_TIES, tobacco

EACH = pytest.mark.parametrize("seed", range(200))


def weighted(seed: int) -> nx.Graph:
    """Up to thirty organisations, some alone, most in parts; half of the networks by partnerships,
    half with strengths of any size."""
    drawn = random_drawing(seed, most=30)
    random = Random(seed)
    if seed % 2:
        for tie in drawn.edges:
            weight = random.randint(1, 40) / 8
            drawn.edges[tie].update(weight=weight, distance=1 / weight)
    return drawn


# Positions


@EACH
def test_betweenness(seed: int) -> None:
    drawn = weighted(seed)
    pairs = comb(len(drawn) - 1, 2) if drawn else 0
    found = theirs(drawn).betweenness(directed=False, weights="distance")
    expected = {id_: value / pairs for id_, value in by_id(drawn, found).items()} if pairs else None
    assert betweenness(drawn) == (expected and pytest.approx(expected))


@EACH
def test_degree_centralisation(seed: int) -> None:
    drawn = weighted(seed)
    degrees, star = theirs(drawn).degree(), igraph.Graph.Star(max(1, len(drawn))).degree()
    shortfall, most = (sum(max(each) - degree for degree in each) for each in (degrees, star))
    assert degree_centralisation(drawn) == (pytest.approx(shortfall / most) if most else None)


@EACH
def test_constraint(seed: int) -> None:
    drawn = weighted(seed)
    tied = drawn.subgraph(id_ for id_, degree in drawn.degree if degree)
    expected = by_id(tied, theirs(tied).constraint(weights="weight"))
    assert constraint(drawn) == pytest.approx(dict.fromkeys(sorted(drawn)) | expected)


@EACH
def test_core_numbers(seed: int) -> None:
    drawn = weighted(seed)
    assert core_numbers(drawn) == by_id(drawn, theirs(drawn).coreness())


# Groups


@EACH
def test_modularity(seed: int) -> None:
    drawn = weighted(seed)
    found = find_clusters(drawn, seed)
    membership = [number for _, number in sorted(_clustered(found.members))]
    assert len(membership) == len(drawn)
    expected = theirs(drawn).modularity(membership, weights="weight") if drawn.size() else None
    assert found.modularity == (expected if expected is None else pytest.approx(expected, abs=1e-9))


def _clustered(clusters: Iterable[Collection[str]]) -> Iterable[tuple[str, int]]:
    return ((id_, number) for number, members in enumerate(clusters) for id_ in members)


@EACH
def test_adjusted_rand_index(seed: int) -> None:
    drawn = random_drawing(seed, most=30)
    one, other = random_groups(drawn, seed), random_groups(drawn, seed + 1000)
    placed_by_both = sorted(one.keys() & other.keys())
    numbers = [
        [["red", "green", "blue"].index(each[id_]) for id_ in placed_by_both]
        for each in (one, other)
    ]
    found = adjusted_rand(one, other)
    if found is None:  # one of them puts all in one group, or each in its own
        assert {0, 1, len(placed_by_both)} & {len({*each}) for each in numbers}
    else:
        expected = igraph.compare_communities(*numbers, method="adjusted_rand")
        assert found == pytest.approx(expected)


@EACH
def test_assortativity(seed: int) -> None:
    drawn = weighted(seed)
    groups = random_groups(drawn, seed)
    known = drawn.subgraph(groups)
    sorts = sorted({groups[id_] for id_ in known})
    types = [sorts.index(groups[id_]) for id_ in sorted(known)]
    found = assortativity(drawn, groups)
    if found is None:
        assert len({groups[id_] for tie in known.edges for id_ in tie}) < 2
    else:
        expected = theirs(known).assortativity_nominal(types, directed=False)
        assert found == pytest.approx(expected, abs=1e-9)


@EACH
def test_assortativity_by_number(seed: int) -> None:
    drawn, random = weighted(seed), Random(seed)
    values = {id_: float(random.randint(0, 5)) for id_ in drawn if random.random() < 0.8}
    known = drawn.subgraph(values)
    found = value_assortativity(drawn, values)
    if found is None:
        assert len({values[id_] for tie in known.edges for id_ in tie}) < 2
    else:
        numbers = [values[id_] for id_ in sorted(known)]
        expected = theirs(known).assortativity(numbers, directed=False)
        assert found == pytest.approx(expected, abs=1e-9)


# The published network of organisations, whose measures are not in print


@pytest.mark.skipif(not TOBACCO_TIES.exists(), reason=f"{TOBACCO_TIES.name} is not beside us")
def test_a_real_network() -> None:
    drawn = tobacco()
    known, pairs = theirs(drawn), comb(len(drawn) - 1, 2)
    between = by_id(
        drawn, (v / pairs for v in known.betweenness(directed=False, weights="distance"))
    )
    assert betweenness(drawn) == pytest.approx(between)
    assert constraint(drawn) == pytest.approx(by_id(drawn, known.constraint(weights="weight")))
    assert core_numbers(drawn) == by_id(drawn, known.coreness())
    degrees = known.degree()
    assert value_assortativity(drawn, by_id(drawn, degrees)) == pytest.approx(
        known.assortativity_degree(directed=False)
    )
    categories = {id_: str(category) for id_, category in drawn.nodes(data="category")}
    sorts = sorted({*categories.values()})
    types = [sorts.index(categories[id_]) for id_ in sorted(drawn)]
    assert assortativity(drawn, categories) == pytest.approx(
        known.assortativity_nominal(types, directed=False)
    )
