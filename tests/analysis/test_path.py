"""The way from one organisation to another: the shortest there is, and what is said of it."""

from itertools import pairwise, permutations

import networkx as nx
import pytest

from partnermap.analysis.networks.network import graph, project
from partnermap.analysis.path import find_path, shortest
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Kind, Layer, TieKind
from tests.analysis.named import network, random_network

CHAIN = network({"p": "ab", "q": "bc", "r": "bc"}, alone="d")


def said(recorded: Network, start: str, end: str, layer: Layer = Layer.WORKING) -> str:
    return find_path(recorded, layer, start, end).sentence


def test_the_partnerships_of_each_step_are_told() -> None:
    found = find_path(CHAIN, Layer.WORKING, "a", "c")
    assert [node.id for node in found.organisations] == ["a", "b", "c"]
    assert [[p.id for p in step.partnerships] for step in found.steps] == [["p"], ["q", "r"]]
    assert found.sentence == "a works in “p” with b, which works in “q” and “r” with c."
    assert (found.silent_about, found.data_version) == (0, 7)


def test_formal_ties_are_told_from_where_the_way_leads() -> None:
    recorded = network(
        {"p": "ab"}, formal=[("a", "la"), ("b", "la")], kinds={"la": Kind.LOCAL_AUTHORITY}
    )
    assert said(recorded, "a", "b", Layer.FORMAL) == "a lies in la, which holds b."
    assert said(recorded, "a", "b", Layer.COMBINED) == "a works in “p” with b."
    found = find_path(recorded, Layer.FORMAL, "a", "b")
    assert [[(e.kind, e.start) for e in step.formal] for step in found.steps] == [
        [(TieKind.IN_LA, "a")],
        [(TieKind.IN_LA, "b")],
    ]


def test_what_ties_two_twice_is_told_together() -> None:
    recorded = network({"p": "ab"}, formal=[("a", "b")])
    assert said(recorded, "a", "b", Layer.COMBINED) == "a works in “p” with b and lies in it."
    assert said(recorded, "a", "b", Layer.WORKING) == "a works in “p” with b."
    assert find_path(recorded, Layer.WORKING, "a", "b").steps[0].formal == ()


def test_a_tie_that_one_side_denies_is_a_step_and_is_marked() -> None:
    found = find_path(network({"p": "ab"}, denials=[("b", "a")]), Layer.WORKING, "a", "b")
    assert [step.denied for step in found.steps] == [True]
    assert found.sentence.endswith("One side denies a tie that this rests on: ask both before "
                                   "acting on it.")  # fmt: skip


def test_that_there_is_no_way_is_said_only_where_all_were_heard() -> None:
    assert said(CHAIN, "a", "d") == (
        "No working partnerships join a and d, directly or through others."
    )
    found = find_path(network({"p": "ab"}, alone="d", answers={"b": None}), Layer.WORKING, "a", "d")
    assert (found.organisations, found.steps, found.silent_about) == ((), (), 1)
    assert found.sentence == (
        "It is not known whether working partnerships join a and d, directly or through others: "
        "none do on record, but 1 organisation that may be on the way has not answered in full."
    )
    formal = find_path(network(alone="ad", answer=Answer.SILENT), Layer.FORMAL, "a", "d")
    assert formal.silent_about == 0


def test_of_ways_as_short_the_stronger_then_the_first_by_id_is_taken() -> None:
    twice = network({"p": "ac", "q": "cz", "r": "ab", "s": "bz", "t": "cz"})
    assert [node.id for node in find_path(twice, Layer.WORKING, "a", "z").organisations] == [*"acz"]
    alike = network({"p": "ac", "q": "cz", "r": "ab", "s": "bz"})
    assert [node.id for node in find_path(alike, Layer.WORKING, "a", "z").organisations] == [*"abz"]


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("seed", range(70))
def test_no_way_is_better(seed: int, layer: Layer) -> None:
    """Compared with every shortest way that networkx lists."""
    projected = project(graph(random_network(seed), layer))
    for start, end in [*permutations(projected, 2)][::7]:
        found = shortest(projected, start, end)
        if not nx.has_path(projected, start, end):
            assert found is None
            continue
        ways = [tuple(way) for way in nx.all_shortest_paths(projected, start, end)]

        def length(way: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
            return round(sum(projected.edges[step]["distance"] for step in pairwise(way)), 6), way

        assert found == min(ways, key=length)
