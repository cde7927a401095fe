"""Which group each organisation belongs to, by its formal ties and by its attributes."""

from dataclasses import replace

from partnermap.analysis.networks.groups import by_attribute, by_whole
from partnermap.analysis.networks.network import graph, project
from partnermap.model.network import FormalEdge
from partnermap.vocabulary import Kind, Layer, TieKind
from tests.analysis.named import network

KINDS = {
    "t": Kind.TRUST,
    "u": Kind.TRUST,
    "l": Kind.LOCAL_AUTHORITY,
    "g": Kind.GROUP,
    "h": Kind.GROUP,
}
TIES = (
    FormalEdge(TieKind.IN_TRUST, "a", "t"),
    FormalEdge(TieKind.IN_TRUST, "b", "t"),
    FormalEdge(TieKind.IN_LA, "a", "l"),
    FormalEdge(TieKind.IN_LA, "c", "l"),
    FormalEdge(TieKind.IN_TRUST, "d", "t"),
    FormalEdge(TieKind.IN_TRUST, "d", "u"),
    FormalEdge(TieKind.IN_GROUP, "a", "g"),
    FormalEdge(TieKind.IN_GROUP, "g", "h"),
)
RECORDED = replace(network({"heads": "ac"}, alone="abcdtulgh", kinds=KINDS), formal=TIES)


def test_parts_are_grouped_with_their_whole() -> None:
    drawn = graph(RECORDED, Layer.FORMAL)
    assert by_whole(drawn, TieKind.IN_LA) == {"a": "l", "c": "l", "l": "l"}
    assert by_whole(graph(RECORDED, Layer.COMBINED), TieKind.IN_LA) == by_whole(
        drawn, TieKind.IN_LA
    )


def test_who_is_part_of_two_is_in_no_known_group() -> None:
    found = by_whole(graph(RECORDED, Layer.FORMAL), TieKind.IN_TRUST)
    assert found == {"a": "t", "b": "t", "t": "t", "u": "u"}


def test_a_group_in_a_group_is_not_taken_for_its_part() -> None:
    found = by_whole(graph(RECORDED, Layer.FORMAL), TieKind.IN_GROUP)
    assert found == {"a": "g", "g": "g"}


def test_working_ties_make_no_whole() -> None:
    assert by_whole(graph(RECORDED, Layer.WORKING), TieKind.IN_TRUST) == {}


def test_attributes_are_those_of_organisations() -> None:
    drawn = graph(RECORDED)
    kinds = by_attribute(drawn, "kind")
    assert (kinds["a"], kinds["t"]) == ("School", "Trust")
    assert "heads" not in kinds
    assert by_attribute(project(drawn), "kind") == kinds
    assert by_attribute(drawn, "phase") == {}
