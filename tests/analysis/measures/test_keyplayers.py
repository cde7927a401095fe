"""Key players on graphs known by name, and against trying every set by removal."""

from itertools import combinations
from random import Random
from statistics import fmean

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.analysis.measures.fragmentation import fragmentation, fragmentation_without_each
from partnermap.analysis.measures.keyplayers import (
    find_departures,
    find_reach,
    mean_reach,
    reached_from,
)
from partnermap.analysis.networks.network import graph, insiders, project
from partnermap.errors import BadInputError
from partnermap.vocabulary import Layer
from tests.analysis.named import network, pairs, random_network
from tests.analysis.test_invariance import new_names, renamed


def by_removal(drawn: nx.Graph, gone: tuple[str, ...], *, by_distance: bool) -> float:
    """Fragmentation from its definition: remove, and look at each pair of those left."""
    rest = project(drawn)
    rest.remove_nodes_from(gone)
    left = insiders(rest)
    if len(left) < 2:
        return 1.0
    far = dict(nx.all_pairs_shortest_path_length(rest))
    joined = [far[a][b] for a, b in combinations(left, 2) if b in far[a]]
    near = sum(1 / steps for steps in joined) if by_distance else len(joined)
    return 1 - near / (len(left) * (len(left) - 1) / 2)


def test_a_star_falls_apart_without_its_centre() -> None:
    drawn = graph(pairs(nx.star_graph(5)))
    assert fragmentation(drawn) == 0
    assert fragmentation_without_each(drawn) == {"0": 1.0} | dict.fromkeys("12345", 0.0)
    assert find_departures(drawn, 1).best.organisations == ("0",)


def test_two_worst_alone_are_not_the_worst_together() -> None:
    """Borgatti's point: those who do the same do not add up."""
    drawn = graph(pairs(nx.Graph(["ha", "hb", "hc", "hd", "ia", "ib", "ic", "id", "de", "ef"])))
    alone = fragmentation_without_each(drawn)
    assert max(alone, key=lambda id_: alone[id_]) == "d"
    assert fragmentation(drawn, "h") == fragmentation(drawn, "i") == 0
    assert find_departures(drawn, 2).best.organisations == ("h", "i")


def test_longer_ways_hurt_by_distance_alone() -> None:
    ring = graph(pairs(nx.cycle_graph(6)))
    assert fragmentation(ring, "0") == 0
    assert fragmentation(ring, "0", by_distance=True) == pytest.approx(
        1 - (4 + 3 / 2 + 2 / 3 + 1 / 4) / 10
    )


def test_those_left_in_a_partnership_stay_joined() -> None:
    drawn = graph(network({"heads": "abc", "pair": "cd"}))
    assert fragmentation(drawn, "a") == 0
    assert fragmentation(drawn, "ab") == 0
    assert fragmentation(drawn, "c") == pytest.approx(2 / 3)


def test_partners_outside_join_and_are_not_counted() -> None:
    drawn = graph(network({"one": "ax", "two": "xb", "far": "by"}, outside="xy"))
    assert fragmentation(drawn) == 0
    assert fragmentation(drawn, "x") == 1
    assert find_departures(drawn, 1, among="xy").best.organisations == ("x",)


def test_the_florentine_families_hang_on_the_medici() -> None:
    drawn = graph(pairs(nx.florentine_families_graph()))
    assert find_departures(drawn, 1).best.organisations == ("Medici",)
    assert find_reach(drawn, 1, 1).best.organisations == ("Medici",)
    assert find_reach(drawn, 1, 1).best.value == 7 / 15  # its six neighbours and itself


def test_the_centre_of_a_kite_reaches_most_in_one_step() -> None:
    drawn = graph(pairs(nx.krackhardt_kite_graph()))
    assert find_reach(drawn, 1, 1).best.organisations == ("3",)  # Diane, six neighbours
    assert find_reach(drawn, 1, 1).best.value == 0.7
    assert find_reach(drawn, 2, 2).best.value == 1


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("alone", ["", "a"])
def test_of_too_few_all_are_chosen(size: int, alone: str) -> None:
    drawn = graph(network(alone=alone))
    for found in (find_departures(drawn, size), find_reach(drawn, size, 1)):
        assert found.best.organisations == tuple(alone)
        assert found.gap == 0


def test_of_an_empty_scope_nobody_is_reached() -> None:
    drawn = graph(network({"p": "ab"}, outside="ab"))
    assert find_reach(drawn, 1, 1, among="ab").best.value == 0
    assert find_departures(drawn, 1).best.organisations == ()


def test_what_cannot_be_is_refused_in_words() -> None:
    drawn = graph(network({"p": "ab"}))
    with pytest.raises(BadInputError, match="p is no organisation"):
        find_departures(drawn, 1, among=["a", "p"])
    with pytest.raises(BadInputError, match="p is no organisation"):
        fragmentation(drawn, ["p"])
    with pytest.raises(BadInputError, match="p is no organisation"):
        reached_from(drawn, ["p"], 1)
    with pytest.raises(BadInputError, match="0 was asked for"):
        find_departures(drawn, 0)
    with pytest.raises(BadInputError, match="one step or more"):
        find_reach(drawn, 1, 0)


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("seed", range(25))
def test_agrees_with_removing_each_in_turn(seed: int, layer: Layer) -> None:
    drawn = graph(random_network(seed), layer)
    for by_distance in (False, True):
        values = fragmentation_without_each(drawn, by_distance=by_distance)
        assert list(values) == insiders(drawn)
        for id_, value in values.items():
            expected = by_removal(drawn, (id_,), by_distance=by_distance)
            assert value == pytest.approx(expected)
            assert fragmentation(drawn, [id_], by_distance=by_distance) == value


@pytest.mark.parametrize("by_distance", [False, True])
@pytest.mark.parametrize("seed", range(50))
def test_the_optimum_is_the_best_of_all_sets(seed: int, by_distance: bool) -> None:
    drawn = graph(pairs(nx.gnm_random_graph(8, 9, seed=seed), alone="01234567"))
    for size in (1, 2, 3):
        found = find_departures(drawn, size, by_distance=by_distance)
        sets = list(combinations(insiders(drawn), size))
        value = {gone: by_removal(drawn, gone, by_distance=by_distance) for gone in sets}
        assert found.optimum
        assert found.sets == len(sets)
        assert found.optimum.value == pytest.approx(max(value.values()))
        assert found.greedy.value == pytest.approx(value[found.greedy.organisations])
        assert found.gap is not None
        assert found.gap >= 0
        assert find_departures(drawn, size, exact_up_to=0).gap is None


@pytest.mark.parametrize("steps", [1, 2, 3])
@pytest.mark.parametrize("seed", range(20))
def test_the_widest_reach_is_that_of_the_best_set(seed: int, steps: int) -> None:
    drawn = graph(random_network(seed), Layer.COMBINED)
    projected, scope = project(drawn), insiders(drawn)

    def reach(chosen: tuple[str, ...]) -> set[str]:
        far = (nx.single_source_shortest_path_length(projected, id_, steps) for id_ in chosen)
        return {id_ for reached in far for id_ in reached} & {*scope}

    for size in (1, 2):
        found = find_reach(drawn, size, steps)
        best = max(len(reach(chosen)) for chosen in combinations(scope, min(size, len(scope))))
        assert found.best.value == best / len(scope)
        assert reached_from(drawn, found.best.organisations, steps) == tuple(
            sorted(reach(found.best.organisations))
        )
        assert found.greedy.value >= (1 - 1 / 2.718281828459045) * found.best.value


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000), layer=st.sampled_from(Layer), shuffle=st.randoms())
def test_relabelling_changes_no_value(seed: int, layer: Layer, shuffle: Random) -> None:
    recorded = random_network(seed)
    names = new_names(recorded, shuffle)
    before, after = graph(recorded, layer), graph(renamed(recorded, names), layer)
    for by_distance in (False, True):
        values = fragmentation_without_each(before, by_distance=by_distance)
        again = fragmentation_without_each(after, by_distance=by_distance)
        assert {names[id_]: value for id_, value in values.items()} == again
    assert find_departures(before, 2).best.value == find_departures(after, 2).best.value
    assert find_reach(before, 2, 2).best.value == find_reach(after, 2, 2).best.value


@pytest.mark.parametrize("seed", range(50))
def test_what_is_reached_at_random_is_the_mean_over_all_sets(seed: int) -> None:
    drawn = graph(random_network(seed))
    inside = insiders(drawn)[:12]
    drawn = drawn.subgraph([id_ for id_ in drawn if id_ in inside or id_.startswith("p")])
    for size in (1, 2, 3):
        every = [
            len(reached_from(drawn, few, 2)) / len(inside)
            for few in combinations(inside, min(size, len(inside)))
        ]
        assert mean_reach(drawn, size, 2) == pytest.approx(fmean(every) if inside else 0)
