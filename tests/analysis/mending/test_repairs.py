"""Repairs on graphs known by name, and against every set of pairs by brute force."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.analysis.measures.blocks import Blocks, threaded
from partnermap.analysis.measures.bottlenecks import find_bottlenecks
from partnermap.analysis.mending.limits import FAR, Limits, Options
from partnermap.analysis.mending.repairs import (
    Exposed,
    Repairs,
    find_repairs,
    new_partnership,
    repaired,
)
from partnermap.analysis.networks.network import Mode, graph, insiders
from partnermap.errors import BadInputError
from partnermap.model.network import Network
from partnermap.vocabulary import Layer, Phase
from tests.analysis.named import network, pairs
from tests.analysis.test_invariance import new_names, renamed

Pair = tuple[str, str]


def ends(found: Repairs) -> list[Pair]:
    return sorted(repair.ends for repair in found.repairs)


def mended(drawn: nx.Graph, ties: Iterable[Pair]) -> bool:
    weak = find_bottlenecks(repaired(drawn, ties))
    return not weak.cut_points and not weak.bridges


def small(seed: int) -> nx.Graph:
    """Up to seven organisations, most of them at a known place, with ties of both layers."""
    random = Random(seed)
    ids = "abcdefg"[: random.randint(2, 7)]
    partnerships = [random.choices(ids, k=random.randint(1, 3)) for _ in range(len(ids) - 1)]
    drawn = graph(
        network(
            {f"p{i}": members for i, members in enumerate(partnerships)},
            formal=[random.sample(ids, 2) for _ in range(random.choice([0, 0, 2]))],  # type: ignore[misc]
            alone=ids,
            outside=[id_ for id_ in ids if random.random() < 0.15],
        ),
        Layer.COMBINED,
    )
    return placed(drawn, random)


def placed(drawn: nx.Graph, random: Random) -> nx.Graph:
    for id_, mode in drawn.nodes(data="mode"):
        if mode is Mode.ORGANISATION and random.random() < 0.9:
            drawn.nodes[id_].update(
                easting=1000 * random.randrange(10), northing=1000 * random.randrange(10)
            )
    return drawn


def some_limits(seed: int) -> Limits:
    random = Random(seed)
    return Limits(
        km=random.choice([None, None, 5, 8]),
        each=random.choice([None, None, 1, 2]),
        forbidden=frozenset(random.choice([[], [("b", "a")]])),
    )


def test_two_triangles_that_share_a_node() -> None:
    """They pass as two-edge-connected, and still hang on one organisation."""
    triangles = nx.Graph(["ab", "bc", "ca", "cd", "de", "ec"])
    assert nx.is_k_edge_connected(triangles, 2)
    found = find_repairs(graph(pairs(triangles)))
    assert ends(found) == [("a", "d")]
    assert (found.fewest, found.cheapest, found.impossible) == (True, True, False)


def test_a_path_becomes_a_ring() -> None:
    found = find_repairs(graph(pairs(nx.path_graph(6))))
    assert ends(found) == [("0", "5")]
    assert found.repairs[0].saves == found.before
    assert found.after == Exposed((), 0, 0)


def test_a_star_takes_one_fewer_than_it_has_points() -> None:
    found = find_repairs(graph(pairs(nx.star_graph(5))))
    assert len(found.repairs) == found.at_least == 4


def test_two_stars_are_mended_together_with_fewer() -> None:
    """Three points each: apart they take two repairs each."""
    drawn = graph(pairs(nx.Graph(["xa", "xb", "xc", "yd", "ye", "yf"])))
    found = find_repairs(drawn)
    assert len(found.repairs) == found.at_least == 3
    assert mended(drawn, ends(found))


def test_a_partnership_may_be_outlasted_by_another_of_the_same() -> None:
    found = find_repairs(graph(network({"only": "ab"})))
    assert ends(found) == [("a", "b")]
    strangers = find_repairs(
        graph(network({"only": "ab"})), Limits(allows=lambda one, other: (one, other) != ("a", "b"))
    )
    assert strangers.impossible
    assert strangers.repairs == ()


@pytest.mark.parametrize("recorded", [network(), network(alone="a"), network(alone="abc")])
def test_where_nothing_hangs_together_nothing_is_repaired(recorded: Network) -> None:
    found = find_repairs(graph(recorded))
    assert found.repairs == ()
    assert (found.fewest, found.cheapest, found.impossible) == (True, True, False)


def test_the_nearest_of_as_few_are_taken() -> None:
    drawn = graph(pairs(nx.Graph(["ab", "bc", "ca", "cd", "de", "ec"])))
    places = {"a": (0, 0), "b": (3000, 0), "d": (9000, 8000), "e": (3000, 4000)}
    for id_, (easting, northing) in places.items():
        drawn.nodes[id_].update(easting=easting, northing=northing)
    found = find_repairs(drawn)
    assert ends(found) == [("b", "e")]
    assert (found.repairs[0].km, found.km) == (4, 4)


def test_what_each_repair_saves_is_told_with_its_pupils() -> None:
    recorded = network(
        {"core": "abc", "more": "abc", "one": "ax", "two": "by"},
        pupils={"x": 100, "y": None},
        outside="c",
    )
    drawn = graph(recorded)
    found = find_repairs(drawn, Limits(allows=lambda one, other: one == "a" or other == "x"))
    assert found.before == Exposed(("x", "y"), 100, 1)
    assert found.after == Exposed((), 0, 0)
    assert [(repair.ends, repair.saves) for repair in found.repairs] == [
        (("b", "x"), Exposed(("x",), 100, 0)),
        (("a", "y"), Exposed(("y",), 0, 1)),
    ]


def test_what_cannot_be_mended_does_not_stop_the_rest() -> None:
    """A path whose last end is too far from everybody."""
    drawn = graph(pairs(nx.path_graph(5)))
    for id_ in "0123":
        drawn.nodes[id_].update(easting=1000 * int(id_), northing=0)
    found = find_repairs(drawn, Limits(km=3))
    assert found.impossible
    assert ends(found) == [("0", "3")]
    assert found.fewest
    assert found.after.organisations == ("4",)
    assert {cut.id for cut in found.remaining.cut_points} == {"3", "3+4"}


class TestLimits:
    """What each limit lets through."""

    drawn = graph(network(alone="abc"))
    for at, phase in (("a", Phase.PRIMARY), ("b", Phase.SECONDARY)):
        drawn.nodes[at].update(phase=phase, easting=400_000, northing=300_000)
    drawn.nodes["b"]["easting"] += 3000

    def allowed(self, limits: Limits) -> dict[Pair, int]:
        options = limits.options(self.drawn)
        assert all(
            options[other][one] == far for one in options for other, far in options[one].items()
        )
        return {(a, b): far for a in options for b, far in options[a].items() if a < b}

    def test_none_allows_every_pair(self) -> None:
        assert self.allowed(Limits()) == {("a", "b"): 3000, ("a", "c"): FAR, ("b", "c"): FAR}

    def test_who_may_be_anywhere_is_too_far(self) -> None:
        assert self.allowed(Limits(km=3)) == {("a", "b"): 3000}
        assert self.allowed(Limits(km=2.9)) == {}

    def test_phases_bind_those_that_have_one(self) -> None:
        same = frozenset({(Phase.PRIMARY, Phase.PRIMARY)})
        assert {*self.allowed(Limits(phases=same))} == {("a", "c"), ("b", "c")}
        either = frozenset({(Phase.SECONDARY, Phase.PRIMARY)})
        assert len(self.allowed(Limits(phases=either))) == 3

    def test_pairs_are_forbidden_in_either_order(self) -> None:
        forbidden = frozenset({("b", "a"), ("b", "c")})
        assert {*self.allowed(Limits(forbidden=forbidden))} == {("a", "c")}
        assert {*self.allowed(Limits(allows=lambda one, _: one == "b"))} == {("b", "c")}

    @pytest.mark.parametrize("wrong", [{"km": -1}, {"km": float("nan")}, {"each": -1}])
    def test_a_limit_that_cannot_be_is_refused(self, wrong: dict[str, int]) -> None:
        with pytest.raises(BadInputError, match="is a number from 0"):
            Limits(**wrong)  # type: ignore[arg-type]

    def test_limits_that_let_nobody_partner_have_an_answer(self) -> None:
        found = find_repairs(graph(pairs(nx.path_graph(4))), Limits(each=0))
        assert found.impossible
        assert found.repairs == ()
        assert found.after == found.before


def parts(drawn: nx.Graph, ties: Iterable[Pair]) -> int:
    """How many parts removals leave beyond one, over all that can be removed."""
    tied = repaired(drawn, ties)
    inside = {*insiders(drawn)}
    left = 0
    for gone in drawn:
        rest = nx.restricted_view(tied, [gone], [])
        left += sum(not inside.isdisjoint(part) for part in nx.connected_components(rest)) - 1
    return left


def every_set(options: Options, limits: Limits, size: int) -> Iterable[tuple[Pair, ...]]:
    every = [(one, other) for one in options for other in options[one] if one < other]
    for ties in combinations(every, size):
        times = Counter(id_ for pair in ties for id_ in pair)
        if limits.each is None or max(times.values(), default=0) <= limits.each:
            yield ties


@pytest.mark.parametrize("seed", range(200))
def test_no_set_of_pairs_is_better(seed: int) -> None:
    drawn, limits = small(seed), some_limits(seed)
    options = limits.options(drawn)
    found = find_repairs(drawn, limits, effort=10_000_000)
    sizes = range(4) if found.impossible else range(len(found.repairs) + 1)
    enough: list[tuple[Pair, ...]] = []
    for size in sizes:
        assert not enough
        enough = [ties for ties in every_set(options, limits, size) if mended(drawn, ties)]
    assert found.impossible == (not enough)
    if enough:
        length = min(sum(options[one][other] for one, other in ties) for ties in enough)
        assert sum(options[one][other] for one, other in ends(found)) == length
        assert (found.fewest, found.cheapest, found.after.organisations) == (True, True, ())
        assert tuple(ends(found)) in enough


@pytest.mark.parametrize("seed", range(100))
def test_where_no_set_mends_all_no_smaller_set_mends_as_much(seed: int) -> None:
    random = Random(seed)
    drawn = placed(graph(pairs(nx.random_labeled_tree(6, seed=seed))), random)
    limits = Limits(km=4)
    found = find_repairs(drawn, limits, effort=10_000_000)
    if not found.impossible:
        assert mended(drawn, ends(found))
        return
    options = limits.options(drawn)
    (every,) = every_set(options, limits, sum(map(len, options.values())) // 2)
    assert parts(drawn, ends(found)) == parts(drawn, every)
    for fewer in range(len(found.repairs)):
        assert all(
            parts(drawn, ties) > parts(drawn, every) for ties in every_set(options, limits, fewer)
        )
    assert found.fewest
    assert found.cheapest


@pytest.mark.parametrize("seed", range(30))
def test_the_bound_is_met_where_every_pair_may_partner(seed: int) -> None:
    """Eswaran and Tarjan: in a connected network as many as the bound are enough."""
    drawn = graph(pairs(nx.random_labeled_tree(25, seed=seed)))
    bound = Blocks(threaded(drawn), {*insiders(drawn)}).bound()
    found = find_repairs(drawn, effort=0)
    assert len(found.repairs) == found.at_least == bound
    assert mended(drawn, ends(found))


@pytest.mark.parametrize("each", [None, 1, 2])
@pytest.mark.parametrize("seed", range(15))
def test_what_is_chosen_one_by_one_keeps_to_the_limits(seed: int, each: int | None) -> None:
    random = Random(seed)
    ids = [f"o{at:02}" for at in range(30)]
    partnerships = {f"p{at}": random.sample(ids, random.choice([2, 2, 3, 5])) for at in range(25)}
    drawn = placed(graph(network(partnerships, alone=ids)), random)
    limits = Limits(km=6, each=each)
    options = limits.options(drawn)
    found = find_repairs(drawn, limits, effort=0)
    assert all(other in options[one] for one, other in ends(found))
    times = Counter(id_ for pair in ends(found) for id_ in pair)
    assert each is None or max(times.values(), default=0) <= each
    assert bool(found.after.organisations) == (not mended(drawn, ends(found)))
    assert found.impossible or not mended(drawn, ends(found)) or found.at_least <= len(ends(found))
    for pair in ends(found):  # none is needless
        rest = [other for other in ends(found) if other != pair]
        assert parts(drawn, rest) > parts(drawn, ends(found))


def test_the_graph_is_left_as_it_is() -> None:
    drawn = graph(pairs(nx.path_graph(4)))
    before = drawn.copy()
    find_repairs(drawn)
    assert nx.utils.graphs_equal(drawn, before)
    assert new_partnership("0", "3") in repaired(drawn, [("0", "3")])


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), shuffle=st.randoms())
def test_relabelling_changes_no_value(seed: int, shuffle: Random) -> None:
    recorded = pairs(nx.gnm_random_graph(9, 9, seed=seed))
    names = new_names(recorded, shuffle)

    def values(known: Network, first: dict[str, str]) -> object:
        drawn = graph(known)
        order = {id_: at for at, id_ in enumerate(names)}
        for id_ in insiders(drawn):
            at = order[first[id_]]
            drawn.nodes[id_].update(easting=700 * at * at, northing=1300 * (at % 4))
        found = find_repairs(drawn, effort=5_000_000)
        exposed = {first[id_] for id_ in found.after.organisations}
        return len(found.repairs), round(found.km, 3), found.at_least, found.cheapest, exposed

    back = {after: before for before, after in names.items()}
    assert values(recorded, {id_: id_ for id_ in names}) == values(renamed(recorded, names), back)
