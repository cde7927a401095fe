"""Cut-points and bridges on graphs known by name, and against removal by brute force."""

from collections.abc import Iterable
from itertools import chain

import networkx as nx
import pytest

from partnermap.analysis import analyse
from partnermap.analysis.measures.bottlenecks import Stranding, find_bottlenecks
from partnermap.analysis.networks.layers import only
from partnermap.analysis.networks.network import graph
from partnermap.model.network import Network
from partnermap.vocabulary import Kind, Layer
from tests.analysis.named import network, pairs, random_network

Stranded = dict[str, tuple[str, ...]]
Strandings = dict[tuple[str, ...], tuple[str, ...]]


def cuts(recorded: Network, layer: Layer = Layer.WORKING) -> Stranded:
    found = analyse(recorded, layer).bottlenecks.cut_points
    return {cut.id: cut.stranding.organisations for cut in found}


def bridges(recorded: Network, layer: Layer = Layer.WORKING) -> Strandings:
    found = analyse(recorded, layer).bottlenecks.bridges
    return {bridge.ends: bridge.stranding.organisations for bridge in found}


def formal(graph: nx.Graph) -> Network:
    return network(formal=[(str(start), str(end)) for start, end in graph.edges])


def test_path() -> None:
    recorded = formal(nx.path_graph(4))
    assert cuts(recorded, Layer.FORMAL) == {"1": ("0",), "2": ("3",)}
    assert bridges(recorded, Layer.FORMAL) == {
        ("1", "2"): ("2", "3"),
        ("0", "1"): ("0",),
        ("2", "3"): ("3",),
    }


def test_star_falls_apart_without_its_centre() -> None:
    found = analyse(formal(nx.star_graph(4)), Layer.FORMAL).bottlenecks.cut_points
    assert [cut.id for cut in found] == ["0"]
    assert found[0].stranding == Stranding(("2", "3", "4"), pupils=0, uncounted=0, kept=1)


def test_two_triangles_that_share_a_node() -> None:
    recorded = pairs(nx.Graph(["ab", "bc", "ca", "cd", "de", "ec"]))
    assert cuts(recorded) == {"c": ("d", "e")}
    assert bridges(recorded) == {}


def test_krackhardt_kite() -> None:
    recorded = formal(nx.krackhardt_kite_graph())
    assert cuts(recorded, Layer.FORMAL) == {"7": ("8", "9"), "8": ("9",)}
    assert bridges(recorded, Layer.FORMAL) == {("7", "8"): ("8", "9"), ("8", "9"): ("9",)}


def test_florentine_families() -> None:
    found = cuts(pairs(nx.florentine_families_graph()))
    families = {id_: stranded for id_, stranded in found.items() if "+" not in id_}
    assert families == {
        "Medici": ("Acciaiuoli", "Pazzi", "Salviati"),
        "Albizzi": ("Ginori",),
        "Guadagni": ("Lamberteschi",),
        "Salviati": ("Pazzi",),
    }
    assert next(iter(found)) == "Medici"


def test_a_partnership_of_three_may_be_all_that_joins_them() -> None:
    recorded = network({"link": "aex", "left": "abcd", "right": "efg"})
    assert cuts(recorded)["link"] == ("e", "f", "g", "x")
    assert bridges(recorded)["e", "link"] == ("e", "f", "g")


def test_what_was_separate_before_is_not_stranded() -> None:
    recorded = network({"one": "ab", "two": "bc", "far": "xyz"})
    assert cuts(recorded)["b"] == ("c",)


def test_losing_touch_with_outside_partners_strands_nobody() -> None:
    assert cuts(network({"one": "ax", "two": "ay"}, outside="xy")) == {}


def test_an_outside_partner_may_be_the_cut_point() -> None:
    recorded = network({"one": "abx", "two": "xc"}, outside="x")
    assert cuts(recorded)["x"] == ("c",)


def test_pupils_are_counted_where_they_learn() -> None:
    recorded = network(
        {"in": "abcgh", "out": "cdeft"},
        pupils={"a": 900, "d": 200, "e": None, "f": 70, "t": 5000},
        kinds={"t": Kind.TRUST},
        outside="f",
    )
    found = analyse(recorded).bottlenecks.cut_points
    (cut,) = (cut for cut in found if cut.id == "c")
    assert cut.stranding == Stranding(("d", "e", "t"), pupils=200, uncounted=1, kept=4)


def test_more_pupils_come_first_among_equal_numbers_stranded() -> None:
    wheel = {"core": "abc", "core2": "abc", "xs": "ax", "ys": "by"}
    found = cuts(network(wheel, pupils={"x": 100, "y": 300}))
    assert list(found) == ["b", "ys", "a", "xs"]


def brute_force(drawn: nx.Graph, without: nx.Graph, gone: str) -> tuple[str, ...]:
    """The insiders of the component that held `gone`, outside the part that holds most of them."""

    def inside(ids: Iterable[str]) -> list[str]:
        nodes = drawn.nodes
        return sorted(i for i in ids if nodes[i].get("outside") is False)

    def pupils(ids: list[str]) -> tuple[int, int]:
        schools = [drawn.nodes[i]["pupils"] for i in ids if drawn.nodes[i]["kind"] is Kind.SCHOOL]
        return sum(n or 0 for n in schools), schools.count(None)

    before = nx.node_connected_component(drawn, gone)
    after = [inside(part) for part in nx.connected_components(without) if part <= before]
    parts = sorted(part for part in after if part)
    parts.sort(key=lambda part: (len(part), pupils(part)), reverse=True)  # stable: first id first
    return tuple(sorted(chain.from_iterable(parts[1:])))


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("seed", range(50))
def test_agrees_with_removing_each_in_turn(seed: int, layer: Layer) -> None:
    recorded = random_network(seed)
    drawn = graph(only(recorded, layer), layer)
    by_node: Stranded = {}
    for node in drawn:
        without = drawn.copy()
        without.remove_node(node)
        by_node[node] = brute_force(drawn, without, node)
    by_tie: Strandings = {}
    for start, end in drawn.edges:
        without = drawn.copy()
        without.remove_edge(start, end)
        organisation_first = sorted((start, end))  # o… sorts before p…
        by_tie[tuple(organisation_first)] = brute_force(drawn, without, start)
    assert cuts(recorded, layer) == {id_: found for id_, found in by_node.items() if found}
    assert bridges(recorded, layer) == {ends: found for ends, found in by_tie.items() if found}
    for found in analyse(recorded, layer).findings:
        if found.kind.startswith("CUT_"):
            assert found.affected == by_node[found.about[0]]
        elif found.kind == "BRIDGE":
            assert found.affected == by_tie[found.about]


@pytest.mark.parametrize("seed", range(20))
def test_agrees_with_networkx_where_nobody_is_outside(seed: int) -> None:
    drawn = nx.gnm_random_graph(25, 28, seed=seed)
    recorded = formal(drawn)
    assert {*cuts(recorded, Layer.FORMAL)} == {str(node) for node in nx.articulation_points(drawn)}
    assert {*bridges(recorded, Layer.FORMAL)} == {
        tuple(sorted(map(str, edge))) for edge in nx.bridges(drawn)
    }


def test_a_long_chain_needs_no_deep_stack() -> None:
    found = find_bottlenecks(graph(formal(nx.path_graph(1500)), Layer.FORMAL))
    assert (len(found.cut_points), len(found.bridges)) == (1498, 1499)
