"""The compiled libraries give what Python gives, and each measure what an independent one does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random

import igraph
import networkit
import networkx as nx
import numpy as np
import pytest

from partnermap.analysis import study
from partnermap.analysis.measures import brandes, centrality, heavy
from partnermap.analysis.measures.brandes import trim
from partnermap.analysis.measures.centrality import betweenness, estimate_betweenness
from partnermap.analysis.measures.clusters import Clusters, find_clusters, find_many_clusters
from partnermap.analysis.measures.core import core_numbers
from partnermap.analysis.measures.holes import constraint, effective_size
from partnermap.analysis.networks.network import graph, project
from partnermap.analysis.study import Study
from partnermap.errors import BadInputError
from tests.analysis import shapes
from tests.analysis.drawings import drawing, random_drawing, renamed
from tests.analysis.named import network


def larger_drawing(seed: int) -> nx.Graph:
    """Up to 60 organisations in partnerships of two to six, with what hangs from them."""
    random = Random(seed)
    ids = [f"o{i:03}" for i in range(random.randint(3, 60))]
    parts = {
        f"p{i}": random.sample(ids, min(len(ids), random.choice((2, 2, 2, 3, 4, 6))))
        for i in range(random.randint(1, len(ids)))
    }
    return project(graph(network(parts, alone=ids)))


@pytest.fixture(params=["Python", "compiled"])
def backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What sums up the paths."""
    monkeypatch.setattr(heavy, "pays", lambda ties: request.param == "compiled")
    yield request.param


@pytest.mark.parametrize("seed", range(100))
def test_paths_are_summed_alike(seed: int) -> None:
    drawn = larger_drawing(seed)
    trimmed = trim(drawn)
    sources = {place: 1 + place % 3 for place in range(0, len(trimmed.ids), 2)}
    python, compiled = (backend.path_sums(drawn, trimmed, sources) for backend in (brandes, heavy))
    for mine, other in zip(python, compiled, strict=True):
        assert mine == pytest.approx(other, abs=1e-9)


def test_paths_of_one_length_count_alike_though_their_sums_differ(backend: str) -> None:
    ring = nx.cycle_graph(["a", "b", "c", "d", "e"])
    lengths = {"ab": 1.2, "bc": 1.2, "cd": 1.2, "de": 2.0, "ae": 1.6}
    for ends, distance in lengths.items():
        ring.edges[tuple(ends)]["distance"] = distance
    found = betweenness(ring)
    assert found is not None
    assert found["e"] == pytest.approx(0.5 / 6), backend


@pytest.mark.parametrize("seed", range(50))
def test_betweenness_is_that_of_igraph_and_networkit(seed: int, backend: str) -> None:
    drawn = larger_drawing(seed)
    nx.set_edge_attributes(drawn, 1.0, "distance")
    ids = sorted(drawn)
    pairs = (len(ids) - 1) * (len(ids) - 2) / 2
    theirs = igraph.Graph.from_networkx(
        nx.convert_node_labels_to_integers(drawn, ordering="sorted")
    )
    other = networkit.nxadapter.nx2nk(nx.convert_node_labels_to_integers(drawn, ordering="sorted"))
    both_ways = networkit.centrality.Betweenness(other).run().scores()
    found = betweenness(drawn)
    assert found is not None, backend
    assert list(found.values()) == pytest.approx([b / pairs for b in theirs.betweenness()])
    assert list(found.values()) == pytest.approx([b / pairs / 2 for b in both_ways])


@pytest.mark.parametrize("seed", range(200))
def test_cores_components_constraint_and_size_agree_with_other_libraries(seed: int) -> None:
    drawn = larger_drawing(seed)
    ids = sorted(drawn)
    numbers = nx.convert_node_labels_to_integers(drawn, ordering="sorted")
    other = networkit.nxadapter.nx2nk(numbers)
    cores = networkit.centrality.CoreDecomposition(other).run().scores()
    assert core_numbers(drawn) == dict(zip(ids, cores, strict=True))
    parts = networkit.components.ConnectedComponents(other).run().getComponents()
    components = {frozenset(ids[at] for at in part) for part in parts}
    assert {frozenset(part) for part in nx.connected_components(drawn)} == components
    tied = [at for at, id_ in enumerate(ids) if drawn.degree(id_)]
    burt = igraph.Graph.from_networkx(numbers).constraint(weights="weight")
    assert [constraint(drawn)[ids[at]] for at in tied] == pytest.approx([burt[at] for at in tied])
    # By the definition in matrices of NumPy; networkx's own by those of SciPy differ from it.
    weights = nx.to_numpy_array(drawn, ids)[np.ix_(tied, tied)]
    overlaps = (weights / weights.sum(1)[:, None]) @ (weights / weights.max(1)[:, None]).T
    sizes, mine = ((weights > 0) * (1 - overlaps)).sum(1), effective_size(drawn)
    assert [mine[ids[at]] for at in tied] == pytest.approx(sizes.tolist())


@pytest.mark.parametrize("seed", range(50))
def test_leiden_is_as_good_as_louvain_and_always_the_same(seed: int) -> None:
    drawn = larger_drawing(seed)
    found, louvain = find_many_clusters(drawn, seed), find_clusters(drawn, seed)
    assert (found.method, louvain.method) == ("Leiden", "Louvain")
    assert found == find_many_clusters(drawn.copy(), seed)
    assert sorted(id_ for cluster in found.members for id_ in cluster) == sorted(drawn)
    assert all(nx.is_connected(drawn.subgraph(cluster)) for cluster in found.members)
    if found.modularity is not None and louvain.modularity is not None:
        assert found.modularity == pytest.approx(louvain.modularity, abs=0.05)
        parts = [{*cluster} for cluster in found.members]
        assert found.modularity == pytest.approx(nx.community.modularity(drawn, parts))


def test_runs_beside_each_other_keep_their_seeds() -> None:
    drawn = larger_drawing(7)
    seeds = [0, 1, 2, 3] * 8
    alone = [find_many_clusters(drawn, seed) for seed in seeds]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda seed: find_many_clusters(drawn, seed), seeds))
    assert together == alone


def test_without_leiden_it_is_louvain_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = larger_drawing(1)
    monkeypatch.setattr(heavy, "installed", lambda: False)
    assert find_many_clusters(drawn) == find_clusters(drawn)
    assert find_many_clusters(drawn).method == "Louvain"


def test_the_clusters_of_a_large_scope_are_those_of_leiden(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Study(shapes.three_circles())
    assert small.clusters == find_clusters(small.projected)
    monkeypatch.setattr(study, "MOST_AT_ONCE", 10)
    large = Study(shapes.three_circles())
    assert large.clusters == find_many_clusters(large.projected)


@pytest.mark.parametrize("seed", range(20))
def test_other_names_change_neither_clusters_nor_an_estimate_from_all(seed: int) -> None:
    drawn = random_drawing(seed, most=20)
    other, names = renamed(drawn, Random(seed))
    before, after = (by_modularity(find_many_clusters(each)) for each in (drawn, other))
    assert before == after
    mine, theirs = estimate_betweenness(drawn, 20), estimate_betweenness(other, 20)
    if mine is not None and theirs is not None:
        assert mine.shares == {id_: theirs.shares[names[id_]] for id_ in drawn}


def by_modularity(found: Clusters) -> tuple[float | None, list[int]]:
    modularity = None if found.modularity is None else round(found.modularity, 9)
    return modularity, [len(cluster) for cluster in found.members]


def test_an_estimate_from_all_is_exact(backend: str) -> None:
    drawn = larger_drawing(3)
    found = estimate_betweenness(drawn, samples=len(drawn))
    assert found is not None
    assert found.shares == betweenness(drawn), backend
    assert found.unseen == 0
    assert {*found.errors.values()} == {0}


def test_the_same_is_drawn_whatever_sums_it_up() -> None:
    drawn = larger_drawing(11)
    with pytest.MonkeyPatch.context() as patch:
        estimates = []
        for compiled in (False, True):
            patch.setattr(heavy, "pays", lambda ties, compiled=compiled: compiled)
            estimates.append(estimate_betweenness(drawn, samples=10, seed=5))
    assert estimates[0] == estimates[1]


def test_errors_hold_what_they_say() -> None:
    """Of those that many paths lead through nine in ten at least are within the error of theirs."""
    within: list[bool] = []
    for seed in range(20):
        drawn = larger_drawing(100 + seed)
        exact = betweenness(drawn)
        found = estimate_betweenness(drawn, samples=32, seed=seed)
        assert exact is not None
        assert found is not None
        for id_, share in exact.items():
            if found.samples == 32 and found.errors[id_] == 0:
                assert abs(found.shares[id_] - share) <= found.unseen
            elif share > found.unseen:
                within.append(abs(found.shares[id_] - share) <= found.errors[id_])
    assert len(within) > 100
    assert sum(within) / len(within) > 0.9


@pytest.mark.parametrize("samples", [1, 0, -3])
def test_an_estimate_takes_two_samples(samples: int) -> None:
    with pytest.raises(BadInputError, match="2 or more"):
        estimate_betweenness(drawing(nx.path_graph(5)), samples)


@pytest.mark.parametrize("size", range(3))
def test_fewer_than_three_have_no_estimate(size: int) -> None:
    assert estimate_betweenness(drawing(nx.complete_graph(size))) is None


def test_what_hangs_is_exact_in_every_estimate() -> None:
    tree = drawing(nx.balanced_tree(3, 3))
    found = estimate_betweenness(tree, samples=2)
    assert found is not None
    assert found.shares == centrality.betweenness(tree)
