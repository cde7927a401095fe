"""Clusters and how far they agree with other groups."""

from random import Random

import networkx as nx
import pytest

from partnermap.analysis.measures.clusters import Clusters, adjusted_rand, find_clusters
from tests.analysis.drawings import drawing, pairs, random_drawing, random_groups, renamed


def test_cliques_in_a_ring_are_the_clusters() -> None:
    found = find_clusters(drawing(nx.ring_of_cliques(4, 5)))
    assert {frozenset(map(int, cluster)) for cluster in found.members} == {
        frozenset(range(start, start + 5)) for start in (0, 5, 10, 15)
    }
    # 40 of 44 ties lie within; each of four has a quarter of all ends.
    assert found.modularity == pytest.approx(40 / 44 - 1 / 4)


@pytest.mark.parametrize("seed", range(10))
def test_karate_club_is_split_as_well_as_it_can_be_or_nearly(seed: int) -> None:
    # The largest modularity there is, 0.4198: Brandes et al. (2008), On modularity clustering.
    found = find_clusters(drawing(nx.karate_club_graph()), seed)
    assert found.modularity is not None
    assert 0.38 < found.modularity < 0.41985


def test_who_has_no_tie_is_a_cluster_of_one() -> None:
    drawn = drawing(nx.complete_graph(3))
    drawn.add_nodes_from(["x", "y"])
    found = find_clusters(drawn)
    assert found.members == (("0", "1", "2"), ("x",), ("y",))
    assert found.groups == {"0": "0", "1": "0", "2": "0", "x": "x", "y": "y"}


def test_no_ties_have_no_clusters_to_speak_of() -> None:
    assert find_clusters(nx.Graph()) == Clusters((), None, 0)
    assert find_clusters(drawing(nx.empty_graph(2)), 3) == Clusters((("0",), ("1",)), None, 3)


@pytest.mark.parametrize("seed", range(100))
def test_modularity_is_what_it_is_defined_to_be(seed: int) -> None:
    drawn = random_drawing(seed, most=12)
    found = find_clusters(drawn, seed)
    assert sorted(id_ for cluster in found.members for id_ in cluster) == sorted(drawn)
    if found.modularity is None:
        assert not drawn.size()
        return
    strength, groups = dict(drawn.degree(weight="weight")), found.groups
    ends = sum(strength.values())
    total = sum(
        drawn.get_edge_data(one, other, {"weight": 0})["weight"]
        - strength[one] * strength[other] / ends
        for one in drawn
        for other in drawn
        if groups[one] == groups[other]
    )
    assert found.modularity == pytest.approx(total / ends, abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_other_names_lead_to_clusters_alike(seed: int) -> None:
    # Some members are tied to the same others: which of them is where is left to the names.
    drawn = drawing(nx.karate_club_graph())
    before, after = find_clusters(drawn), find_clusters(renamed(drawn, Random(seed))[0])
    assert after.modularity == before.modularity
    assert [*map(len, after.members)] == [*map(len, before.members)]


@pytest.mark.parametrize("seed", range(100))
def test_other_names_change_no_cluster_of_a_network_without_mirror_images(seed: int) -> None:
    drawn = random_drawing(seed, most=15)
    for tie, random in zip(drawn.edges, (Random(i) for i in range(500)), strict=False):
        drawn.edges[tie]["weight"] = 1 + random.random()
    other, names = renamed(drawn, Random(seed))
    old = {new: id_ for id_, new in names.items()}
    after = {frozenset(old[id_] for id_ in cluster) for cluster in find_clusters(other).members}
    assert after == {frozenset(cluster) for cluster in find_clusters(drawn).members}


def test_chance_agrees_to_nothing() -> None:
    crossed = {"a": "1", "b": "1", "c": "2", "d": "2"}, {"a": "1", "b": "2", "c": "1", "d": "2"}
    assert adjusted_rand(*crossed) == pytest.approx(-0.5)


@pytest.mark.parametrize("groups", [{}, {"a": "1"}, {"a": "1", "b": "1"}, {"a": "1", "b": "2"}])
def test_partitions_that_can_but_agree_say_nothing(groups: dict[str, str]) -> None:
    assert adjusted_rand(groups, groups) is None


@pytest.mark.parametrize("groups", ["1111", "1234"])
def test_a_partition_that_any_other_agrees_with_as_far_says_nothing(groups: str) -> None:
    halves = dict(zip("abcd", "1122", strict=True))
    assert adjusted_rand(halves, dict(zip("abcd", groups, strict=True))) is None


@pytest.mark.parametrize("seed", range(200))
def test_agrees_with_the_definition_pair_by_pair(seed: int) -> None:
    drawn = random_drawing(seed, most=10)
    first, second = random_groups(drawn, seed), random_groups(drawn, seed + 1000)
    placed = [pair for pair in pairs(drawn) if first.keys() & second.keys() >= {*pair}]
    one = [first[a] == first[b] for a, b in placed]
    two = [second[a] == second[b] for a, b in placed]
    both = [x and y for x, y in zip(one, two, strict=True)]
    chance = sum(one) * sum(two) / len(placed) if placed else 0
    most = (sum(one) + sum(two)) / 2
    telling = all(0 < sum(each) < len(placed) for each in (one, two))
    expected = pytest.approx((sum(both) - chance) / (most - chance)) if telling else None
    assert adjusted_rand(first, second) == adjusted_rand(second, first) == expected
