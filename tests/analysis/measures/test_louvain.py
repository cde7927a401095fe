"""The Louvain method on lists finds what networkx's finds."""

from math import fsum

import networkx as nx
import pytest

from partnermap.analysis.measures.louvain import find_parts, modularity
from tests.analysis.drawings import random_drawing


def ties_of(drawn: nx.Graph) -> list[dict[int, float]]:
    number = {id_: at for at, id_ in enumerate(sorted(drawn))}
    return [
        {number[other]: tie["weight"] for other, tie in drawn[id_].items()} for id_ in sorted(drawn)
    ]


def parts_of(drawn: nx.Graph, found: list[int]) -> list[set[str]]:
    return [
        {id_ for id_, own in zip(sorted(drawn), found, strict=True) if own == part}
        for part in {*found}
    ]


@pytest.mark.parametrize("seed", range(200))
def test_modularity_is_that_of_networkx(seed: int) -> None:
    drawn = random_drawing(seed, most=20)
    ties = ties_of(drawn)
    parts = find_parts(ties, seed)
    expected = nx.community.modularity(drawn, parts_of(drawn, parts)) if drawn.size() else None
    assert modularity(ties, parts) == pytest.approx(expected)


def test_it_finds_clusters_as_good_as_those_of_networkx() -> None:
    own, other = [], []
    for seed in range(200):
        drawn = random_drawing(seed, most=40)
        if drawn.size():
            ties = ties_of(drawn)
            own.append(modularity(ties, find_parts(ties)) or 0)
            found = nx.community.louvain_communities(drawn, seed=0)
            other.append(nx.community.modularity(drawn, found))
    assert fsum(own) == pytest.approx(fsum(other), rel=0.01)


def test_two_circles_with_one_tie_between_them_are_told_apart() -> None:
    two = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(5))
    two.add_edge(0, 8)
    nx.set_edge_attributes(two, 1.0, "weight")
    assert find_parts(ties_of(two)) == [0, 0, 0, 0, 1, 1, 1, 1, 1]


def test_the_karate_club_has_four_clusters() -> None:
    """Blondel et al. (2008), table 1: modularity 0.42, without regard to strength."""
    club = nx.karate_club_graph()
    nx.set_edge_attributes(club, 1.0, "weight")
    found = [modularity(ties_of(club), find_parts(ties_of(club), seed)) for seed in range(10)]
    assert max(value or 0 for value in found) == pytest.approx(0.4198, abs=0.0005)


def test_without_ties_each_is_alone() -> None:
    assert find_parts([]) == []
    assert find_parts([{}, {}]) == [0, 1]
    assert modularity([], []) is None
    assert modularity([{}, {}], [0, 0]) is None
