"""Graphs of each layer, and the projection onto organisations."""

from dataclasses import replace

import pytest

from partnermap.analysis.networks.network import Mode, graph, project
from partnermap.model.network import FormalEdge, Membership
from partnermap.vocabulary import Layer, Role, TieKind
from tests.analysis.named import network, random_network

MIXED = network({"heads": "abc", "sports": "ab"}, formal=[("c", "d")], outside="d")


def test_each_layer_holds_its_own_ties() -> None:
    memberships = {("a", "heads"), ("b", "heads"), ("c", "heads"), ("a", "sports"), ("b", "sports")}
    drawn = {layer: graph(MIXED, layer) for layer in Layer}
    assert {tuple(sorted(e)) for e in drawn[Layer.WORKING].edges} == memberships
    assert {tuple(sorted(e)) for e in drawn[Layer.FORMAL].edges} == {("c", "d")}
    assert {tuple(sorted(e)) for e in drawn[Layer.COMBINED].edges} == memberships | {("c", "d")}
    assert list(drawn[Layer.FORMAL]) == ["a", "b", "c", "d"]
    assert list(drawn[Layer.WORKING]) == ["a", "b", "c", "d", "heads", "sports"]


def test_nodes_say_what_they_are() -> None:
    drawn = graph(MIXED)
    assert drawn.nodes["d"]["mode"] is Mode.ORGANISATION
    assert drawn.nodes["d"]["outside"]
    assert drawn.nodes["heads"]["mode"] is Mode.PARTNERSHIP
    assert drawn.graph == {
        "scope": "la:990",
        "layer": Layer.WORKING,
        "as_of": None,
        "data_version": 7,
        "access": "everything",
        "denied": frozenset(),
    }


def test_two_records_of_one_tie_are_one_tie() -> None:
    records = (
        Membership("a", "heads", Role.LEAD, may_have_held=True),
        Membership("a", "heads", Role.FUNDER),
        Membership("b", "heads", may_have_held=True),
    )
    drawn = graph(replace(MIXED, memberships=records))
    assert drawn.edges["a", "heads"] == {"roles": ("FUNDER", "LEAD"), "may_have_held": False}
    assert drawn.edges["b", "heads"] == {"roles": ("MEMBER",), "may_have_held": True}


def test_a_tie_to_itself_or_to_what_is_not_there_is_left_out() -> None:
    ties = (FormalEdge(TieKind.IN_LA, "a", "a"), FormalEdge(TieKind.IN_LA, "a", "gone"))
    drawn = graph(replace(MIXED, formal=ties, memberships=(Membership("gone", "heads"),)))
    assert not drawn.edges
    assert "gone" not in drawn


def test_projection_shares_out_each_partnership() -> None:
    projected = project(graph(MIXED, Layer.COMBINED))
    assert projected.edges["a", "b"] == {
        "weight": 1.5,  # 1/2 of three heads, and a partnership of two
        "distance": pytest.approx(2 / 3),
        "partnerships": ("heads", "sports"),
    }
    assert projected.edges["a", "c"]["weight"] == 0.5
    assert projected.edges["c", "d"] == {
        "weight": 1.0,
        "distance": 1.0,
        "partnerships": (),
        "kinds": ("IN_LA",),
    }


def test_ties_formal_and_working_add_up() -> None:
    both = project(graph(network({"heads": "ab"}, formal=[("a", "b")]), Layer.COMBINED))
    assert both.edges["a", "b"] == {
        "weight": 2.0,
        "distance": 0.5,
        "partnerships": ("heads",),
        "kinds": ("IN_LA",),
    }


@pytest.mark.parametrize("seed", range(20))
def test_strengths_of_a_member_add_up_to_its_shared_partnerships(seed: int) -> None:
    drawn = graph(random_network(seed))
    projected = project(drawn)
    for organisation, strength in projected.degree(weight="weight"):
        shared = [p for p in drawn[organisation] if drawn.degree(p) > 1]
        assert strength == pytest.approx(len(shared))
