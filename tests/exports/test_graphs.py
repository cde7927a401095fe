"""Graph formats: what networkx and igraph read back is the network that was written."""

import io
import json
import math
from collections.abc import Callable
from typing import Any, TextIO

import igraph
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnermap.analysis.networks.layers import only
from partnermap.analysis.networks.network import graph, project
from partnermap.exports.contents import Contents
from partnermap.exports.documents import write_json
from partnermap.exports.gexf import write_gexf
from partnermap.exports.graphml import write_graphml
from partnermap.model.dates import Span, When
from partnermap.model.network import Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Kind, Layer
from tests.exports.networks import (
    DAY,
    contents,
    counted,
    networks,
    of_node,
    of_partnership,
    of_ties,
)

SOME = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LAYERS = st.sampled_from(Layer)
DERIVED = ("id", "tie", "key", "source", "target", "weight", "disputed", "spells", "start", "end")
WHOLES = ("trust", "local_authority", "diocese")


def text_of(write: Callable[[Contents, TextIO], None], what: Contents) -> str:
    file = io.StringIO()
    write(what, file)
    return file.getvalue()


def by_networkx(text: str) -> nx.Graph:
    return nx.read_graphml(io.BytesIO(text.encode()))


def by_gexf(text: str) -> nx.Graph:
    read = nx.read_gexf(io.BytesIO(text.encode()))
    for _, node in read.nodes(data=True):
        node["name"] = node.pop("label")
    return read


def by_json(text: str) -> nx.Graph:
    return nx.node_link_graph(json.loads(text), edges="edges")


READERS = {
    "graphml": (write_graphml, by_networkx),
    "gexf": (write_gexf, by_gexf),
    "json": (write_json, by_json),
}


def told_of_nodes(read: nx.Graph) -> dict[str, dict[str, Any]]:
    return {
        id_: {
            name: tuple(value.split()) if name == "themes" and isinstance(value, str) else value
            for name, value in node.items()
            if name not in ("id", "spells", "start", "end") and not name.startswith(WHOLES)
        }
        for id_, node in read.nodes(data=True)
    }


def expected_of_nodes(network: Network) -> dict[str, dict[str, Any]]:
    return {node.id: of_node(node) for node in network.nodes} | {
        partnership.id: of_partnership(partnership) for partnership in network.partnerships
    }


def told_of_ties(read: nx.Graph) -> list[str]:
    return counted(
        [
            {"ends": frozenset((start, end))}
            | {name: value for name, value in tie.items() if name not in DERIVED}
            for start, end, tie in read.edges(data=True)
        ]
    )


@pytest.mark.parametrize("form", READERS)
@SOME
@given(network=networks(), layer=LAYERS)
def test_networkx_reads_the_network_that_was_written(
    form: str, network: Network, layer: Layer
) -> None:
    write, read_back = READERS[form]
    what = contents(network, layer)
    read = read_back(text_of(write, what))
    recorded = only(network, layer)
    nodes = told_of_nodes(read)
    assert {
        id_: {k: list(v) if isinstance(v, tuple) else v for k, v in node.items()}
        for id_, node in nodes.items()
    } == {
        id_: {k: list(v) if isinstance(v, tuple) else v for k, v in node.items()}
        for id_, node in expected_of_nodes(recorded).items()
    }
    assert told_of_ties(read) == counted(of_ties(recorded))
    assert not read.is_directed()


@SOME
@given(network=networks(), layer=LAYERS)
def test_igraph_reads_the_network_that_was_written(
    tmp_path_factory: pytest.TempPathFactory, network: Network, layer: Layer
) -> None:
    path = tmp_path_factory.mktemp("igraph", numbered=True) / "network.graphml"
    path.write_text(text_of(write_graphml, contents(network, layer)), encoding="utf-8")
    read = igraph.Graph.Read_GraphML(str(path))
    recorded = only(network, layer)
    expected = expected_of_nodes(recorded)
    assert read.vs["id"] == sorted(n.id for n in recorded.nodes) + sorted(
        p.id for p in recorded.partnerships
    )
    for vertex in read.vs:
        told = vertex.attributes()
        for name, value in expected[vertex["id"]].items():
            assert told[name] == (" ".join(value) if name == "themes" else value)
        pupils = told["pupils"]
        assert math.isnan(pupils) is ("pupils" not in expected[vertex["id"]])
    ends = [frozenset(read.vs[end]["id"] for end in edge.tuple) for edge in read.es]
    assert sorted(map(sorted, ends)) == sorted(sorted(tie["ends"]) for tie in of_ties(recorded))
    assert len(set(read.es["tie"] if read.es else [])) == len(read.es)


@SOME
@given(network=networks())
def test_the_weights_of_memberships_add_up_to_how_strongly_two_work_together(
    network: Network,
) -> None:
    read = nx.Graph(by_json(text_of(write_json, contents(network, Layer.WORKING))))
    strong = project(graph(only(network, Layer.WORKING), Layer.WORKING))
    for start, end, tie in strong.edges(data=True):
        shared = nx.common_neighbors(read, start, end)
        assert math.isclose(
            sum(read.edges[start, each]["weight"] for each in shared), tie["weight"]
        )


@pytest.mark.parametrize("form", READERS)
def test_what_it_is_of_and_whose_it_is_is_inside(form: str) -> None:
    network = Network("la:0", Layer.COMBINED, None, 12, (Node("urn:1", "Ash", Kind.SCHOOL),))
    write, read_back = READERS[form]
    text = text_of(write, contents(network, Layer.WORKING))
    for words in ("la:0", "WORKING", DAY.isoformat(), "Open Government Licence v3.0", "partnermap"):
        assert words in text
    assert "How many pupils a school has." in text
    if form != "gexf":  # of which networkx reads no such thing
        about = read_back(text).graph
        assert (about["data_version"], about["scope"], about["truncated"]) == (12, "la:0", False)


def test_gexf_says_when_each_tie_held() -> None:
    began, ended = When.parse("2019-09"), When.parse("2024-07-31")
    network = Network(
        "la:0", Layer.WORKING, None, 1, (Node("urn:1", "Ash", Kind.SCHOOL),),
        partnerships=(PartnershipNode("partnership:1", "Heads", "NETWORK", (), Span(began)),),
        memberships=(Membership("urn:1", "partnership:1", span=Span(began, ended)),),
    )  # fmt: skip
    read = by_gexf(text_of(write_gexf, contents(network, Layer.WORKING)))
    assert read.nodes["partnership:1"]["spells"] == [("2019-09-01", "None")]
    assert read.edges["urn:1", "partnership:1"]["spells"] == [("2019-09-01", "2024-07-31")]
    assert "spells" not in read.nodes["urn:1"]


@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_name_breaks_a_file(name: str) -> None:
    network = Network("la:0", Layer.COMBINED, None, 1, (Node("urn:1", name, Kind.SCHOOL),))
    what = contents(network)
    for write, read_back in READERS.values():
        read = read_back(text_of(write, what)).nodes["urn:1"]["name"]
        if name.isprintable():
            assert read == name
        assert len(read) == len(name)
