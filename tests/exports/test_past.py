"""What was before the day of a file: told with its dates, beside what is told without it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnermap.exports.contents import Contents
from partnermap.exports.formats import FORMATS
from partnermap.exports.gexf import write_gexf
from partnermap.model.dates import Span, When
from partnermap.model.network import FormalEdge, Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Kind, Layer, TieKind
from tests.engines import jars, run_java
from tests.exports.networks import CREDIT, DAY, networks
from tests.exports.test_graphs import by_gexf, text_of

SOME = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def span(dates: str) -> Span:
    """A span written `2017-09/2019-08-31`, either side left empty where it is not known."""
    start, _, end = dates.partition("/")
    return Span(When.parse(start) if start else None, When.parse(end) if end else None)


def school(name: str, dates: str = "/") -> Node:
    return Node(f"urn:{name.lower()}", name, Kind.SCHOOL, span=span(dates))


def member(name: str, partnership: str, dates: str) -> Membership:
    return Membership(f"urn:{name.lower()}", f"partnership:{partnership.lower()}", span=span(dates))


def partnership(name: str, size: int, dates: str) -> PartnershipNode:
    return PartnershipNode(f"partnership:{name.lower()}", name, "NETWORK", (), span(dates), size)


HEADS, CHOIR = partnership("Heads", 2, "2015/"), partnership("Choir", 2, "2016-09/2019-07-31")
LA = Node("la:1", "Brin", Kind.LOCAL_AUTHORITY)
NOW = Network(
    "la:1", Layer.COMBINED, None, 7, (school("Ash"), school("Elm"), LA),
    (FormalEdge(TieKind.IN_LA, "urn:ash", "la:1"),), (HEADS,),
    (member("Ash", "Heads", "2015/"), member("Elm", "Heads", "2022/")),
)  # fmt: skip
EVER = replace(
    NOW,
    nodes=(*NOW.nodes, school("Oak", "/2021-08-31")),
    formal=(*NOW.formal, FormalEdge(TieKind.IN_LA, "urn:oak", "la:1")),
    partnerships=(replace(HEADS, size=3), CHOIR),
    memberships=(
        *NOW.memberships,
        member("Elm", "Heads", "2015/2018-07-31"),
        member("Oak", "Heads", "2016/2021-08-31"),
        member("Ash", "Choir", "2016-09/2019-07-31"),
        member("Oak", "Choir", "2016-09/2018"),
    ),
)
"""Elm was among the heads, left and came back; Oak was, and closed; the choir of two ended."""


def told(past: Network | None = EVER, layer: Layer = Layer.COMBINED) -> Contents:
    return Contents(NOW, layer, DAY, [CREDIT], past=past)


def test_what_has_ended_is_told_beside_what_stands() -> None:
    made = told()
    assert [node.id for node in made.nodes] == [
        "la:1", "urn:ash", "urn:elm", "urn:oak", "partnership:choir", "partnership:heads",
    ]  # fmt: skip
    assert made.about.past
    assert made.about.organisations == 4
    oak = made.organisations[3]
    assert [whole.name for whole in oak.wholes[TieKind.IN_LA]] == ["Brin"]
    heads = made.partnerships[1]
    assert heads.size == 2  # as on the day
    weights = {edge.id: edge.weight for edge in made.edges}
    assert weights == {
        "urn:ash-IN_LA-la:1": 1,
        "urn:oak-IN_LA-la:1": 1,
        "urn:ash-MEMBER_OF-partnership:heads-2015-01-01": 1,
        "urn:elm-MEMBER_OF-partnership:heads-2022-01-01": 1,
        # Of its last day: three were among the heads when Elm left, and two when Oak closed.
        "urn:elm-MEMBER_OF-partnership:heads-2015-01-01": 1 / 2,
        "urn:oak-MEMBER_OF-partnership:heads-2016-01-01": 1,
        "urn:ash-MEMBER_OF-partnership:choir-2016-09-01": None,
        "urn:oak-MEMBER_OF-partnership:choir-2016-09-01": 1,
    }


def test_of_one_layer_it_is_told_of_that_layer() -> None:
    working = told(layer=Layer.WORKING)
    assert {edge.kind for edge in working.edges} == {"MEMBER_OF"}
    assert len(working.edges) == 6
    formal = told(layer=Layer.FORMAL)
    assert [edge.id for edge in formal.edges] == ["urn:ash-IN_LA-la:1", "urn:oak-IN_LA-la:1"]
    assert not formal.partnerships


@SOME
@given(ever=networks(), layer=st.sampled_from(Layer))
def test_every_tie_is_told_once_and_what_stands_as_without_the_past(
    ever: Network, layer: Layer
) -> None:
    day = DAY.isoformat()
    now = replace(
        ever,
        formal=tuple(t for t in ever.formal if t.span.may_hold(day)),
        memberships=tuple(m for m in ever.memberships if m.span.may_hold(day)),
    )
    alone, both = Contents(now, layer, DAY), Contents(now, layer, DAY, past=ever)
    everything = Contents(ever, layer, DAY)
    assert {edge.record for edge in both.edges} == {edge.record for edge in everything.edges}
    assert [n.id for n in both.nodes] == [n.id for n in everything.nodes]
    ids = [edge.id for edge in both.edges]
    assert len(ids) == len({*ids})
    assert [edge for edge in both.edges if edge in alone.edges] == [*alone.edges]
    assert all(edge.weight is None or 0 < edge.weight <= 1 for edge in both.edges)
    assert both.pairs == alone.pairs


def test_gexf_alone_tells_the_past_and_says_so() -> None:
    assert [name for name, form in FORMATS.items() if form.tells_past] == ["gexf"]
    assert "past: true" in text_of(write_gexf, told())
    assert "past: false" in text_of(write_gexf, told(None))


def test_gexf_has_a_spell_for_each_time() -> None:
    read = by_gexf(text_of(write_gexf, told()))
    assert read.nodes["urn:oak"]["spells"] == [("None", "2021-08-31")]
    assert read.nodes["partnership:choir"]["spells"] == [("2016-09-01", "2019-07-31")]
    assert "spells" not in read.nodes["urn:ash"]
    times = read.get_edge_data("urn:elm", "partnership:heads").values()
    assert sorted(tie["spells"][0] for tie in times) == [
        ("2015-01-01", "2018-07-31"), ("2022-01-01", "None"),
    ]  # fmt: skip


def test_ties_between_the_same_two_are_of_kinds_of_their_own() -> None:
    """For of those of one kind Gephi makes one, whose weight is their sum."""
    edges = re.findall('source="(.*?)" target="(.*?)" kind="(.*?)"', text_of(write_gexf, told()))
    assert len(edges) == len({*edges}) == 8
    assert ("urn:elm", "partnership:heads", "MEMBER_OF 2") in edges


@pytest.fixture(scope="module")
def in_gephi(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """What Gephi has once it has opened the file, by what sort of thing it is."""
    path = tmp_path_factory.mktemp("gephi") / "network.gexf"
    path.write_text(text_of(write_gexf, told()), encoding="utf-8")
    program = Path(__file__).with_name("OpenGexf.java")
    lines = [line.split("\t") for line in run_java(jars("gephi-0.10.1"), program, path)]
    return {sort: [rest for first, *rest in lines if first == sort] for sort, *_ in lines}


def test_gephi_opens_it_without_a_complaint(in_gephi: dict[str, list[list[str]]]) -> None:
    assert in_gephi["issue"] == [["INFO", "GEXF version 1.3"]]
    assert in_gephi["time"] == [["DATE", "INTERVAL"]]
    made = told()
    assert {id_: label for id_, label, *_ in in_gephi["node"]} == {n.id: n.name for n in made.nodes}
    assert {(id_, start, end) for id_, start, end, *_ in in_gephi["edge"]} == {
        (e.id, e.start.id, e.end.id) for e in made.edges
    }


def test_gephi_has_the_kinds_the_weights_and_the_spells(
    in_gephi: dict[str, list[list[str]]],
) -> None:
    nodes = {id_: (mode, kind, spells) for id_, _, mode, kind, spells in in_gephi["node"]}
    assert nodes["urn:oak"] == ("ORGANISATION", "School", "<[-Infinity, 2021-08-31]>")
    assert nodes["partnership:choir"] == ("PARTNERSHIP", "NETWORK", "<[2016-09-01, 2019-07-31]>")
    assert nodes["urn:ash"] == ("ORGANISATION", "School", "")
    edges = {id_: tuple(told) for id_, _, _, *told in in_gephi["edge"]}
    first, again = (f"urn:elm-MEMBER_OF-partnership:heads-{y}-01-01" for y in (2015, 2022))
    assert edges[first] == ("MEMBER_OF", "0.5", "undirected", "<[2015-01-01, 2018-07-31]>")
    assert edges[again] == ("MEMBER_OF", "1.0", "undirected", "<[2022-01-01, Infinity]>")
