"""Graphs as a notebook has them: read as what they draw, analysed as what is stored."""

import networkx as nx
import pytest

from partnermap.analysis import analyse
from partnermap.analysis.drawn import analyse_graph, network_of
from partnermap.analysis.networks.network import Mode, graph
from partnermap.errors import BadInputError
from partnermap.exports.findings import findings_table
from partnermap.vocabulary import Answer, Layer
from tests.analysis.named import random_network, told


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("seed", range(30))
def test_a_network_that_is_drawn_and_read_again_says_the_same(seed: int, layer: Layer) -> None:
    recorded = random_network(seed)
    again = network_of(graph(recorded, Layer.COMBINED), recorded.scope)
    assert nx.utils.graphs_equal(graph(again, layer), graph(recorded, layer))
    if layer is not Layer.FORMAL:  # there it matters which of two schools is part of the other
        assert told(analyse(again, layer)) == told(analyse(recorded, layer))


def test_a_graph_without_attributes_is_of_organisations_that_were_heard() -> None:
    florentine = nx.florentine_families_graph()
    found = analyse_graph(florentine)
    assert found.cohesion.heard == len(florentine)
    assert found.cohesion.density == pytest.approx(nx.density(florentine))
    cuts = {c.id for c in found.bottlenecks.cut_points if c.mode is Mode.ORGANISATION}
    assert cuts == {*nx.articulation_points(florentine)}
    assert len(findings_table(found).rows) == len(found.findings)


def test_numbers_serve_as_names_and_ties_to_oneself_are_left_out() -> None:
    ring = nx.cycle_graph(4)
    ring.add_edge(0, 0)
    ring.add_node(9, answer=None)
    found = analyse_graph(ring)
    assert found.cohesion.components == (("0", "1", "2", "3"),)
    assert found.cohesion.not_known == ("9",)
    assert found.combined.nodes["0"]["answer"] is Answer.COMPLETE


def two(node: str, **given: object) -> nx.Graph:
    drawn = nx.Graph([("ash", "elm")])
    drawn.add_node(node, **given)
    return drawn


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        (nx.DiGraph([("ash", "elm")]), "no direction"),
        (nx.Graph([(1, "1")]), "written alike"),
        (two("ash", kind="CASTLE"), "CASTLE"),
        (two("ash", answer="PERHAPS"), "PERHAPS"),
    ],
)
def test_what_cannot_be_read_is_told(drawn: nx.Graph, said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        analyse_graph(drawn)


def test_two_partnerships_are_not_tied() -> None:
    drawn = nx.Graph([("ash", "elm")])
    nx.set_node_attributes(drawn, Mode.PARTNERSHIP, "mode")
    with pytest.raises(BadInputError, match="two partnerships"):
        analyse_graph(drawn)
