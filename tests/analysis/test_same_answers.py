"""What must not matter to a measure, to the last digit: the order of the records."""

from collections.abc import Callable, Mapping
from random import Random

import networkx as nx
import pytest

from partnermap.analysis.measures.brokerage import brokerage
from partnermap.analysis.measures.centrality import betweenness, degree_centralisation
from partnermap.analysis.measures.clusters import adjusted_rand, find_clusters
from partnermap.analysis.measures.core import core_numbers, find_core
from partnermap.analysis.measures.holes import constraint, effective_size
from partnermap.analysis.measures.mixing import (
    assortativity,
    leanings,
    mixing_matrix,
    value_assortativity,
)
from partnermap.analysis.measures.overlap import multiplexity, overlap
from tests.analysis.drawings import random_drawing, random_groups

Measure = Callable[[nx.Graph, Mapping[str, str]], object]

MEASURES: dict[str, Measure] = {
    "degree centralisation": lambda drawn, _: degree_centralisation(drawn),
    "betweenness": lambda drawn, _: betweenness(drawn),
    "constraint": lambda drawn, _: constraint(drawn),
    "effective size": lambda drawn, _: effective_size(drawn),
    "brokerage": brokerage,
    "leanings": leanings,
    "mixing matrix": mixing_matrix,
    "assortativity": assortativity,
    "degree correlation": lambda drawn, _: value_assortativity(drawn, dict(drawn.degree)),
    "core numbers": lambda drawn, _: core_numbers(drawn),
    "core": lambda drawn, _: find_core(drawn),
    "clusters": lambda drawn, _: find_clusters(drawn),
    "agreement": lambda drawn, groups: adjusted_rand(find_clusters(drawn).groups, groups),
    "multiplexity": lambda drawn, _: multiplexity(drawn),
    "overlap": overlap,
}


def reordered(drawn: nx.Graph, random: Random) -> nx.Graph:
    """The same organisations and ties, added in another order and from the other end."""
    fresh = nx.Graph()
    fresh.add_nodes_from(random.sample(sorted(drawn), len(drawn)))
    ties = list(drawn.edges(data=True))
    random.shuffle(ties)
    fresh.add_edges_from((end, start, tie) for start, end, tie in ties)
    return fresh


@pytest.mark.parametrize("name", MEASURES)
def test_the_order_of_records_does_not_matter(name: str) -> None:
    measure = MEASURES[name]
    for seed in range(40):
        drawn = random_drawing(seed, most=25)
        groups = random_groups(drawn, seed)
        other = reordered(drawn, Random(seed))
        # Compared as written out, since the order within a result is part of it.
        assert repr(measure(other, groups)) == repr(measure(drawn, groups))
