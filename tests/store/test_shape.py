"""The shape of what is stored and the schema of what can be asked say the same."""

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from partnermap.api.schema import build_schema
from partnermap.store.entries import Derived, End, Hop, Listed, Many, Same
from partnermap.store.filters import FILTERS
from partnermap.store.plans import LISTS
from partnermap.store.shape import ORDERS, SHAPES

SCHEMA = build_schema()
EDGES = {
    "TieEdge": "FormalTieEdge",
    "MembershipEdge": "MembershipEdge",
    "AskedEdge": "AskedEdge",
    "LinkEdge": "LinkEdge",
}
"""The endings of the types of edges, which are one for each far end, and their one shape."""
OF_A_PAGE = {"cursor", "node"}
"""Fields of an edge that come with its page."""


def _fields(name: str) -> dict[str, GraphQLField]:
    type_ = SCHEMA.get_type(name)
    assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType), name
    fields: dict[str, GraphQLField] = type_.fields
    return fields


def _stored() -> dict[str, str]:
    """The types of the schema that are read from the store, and the shape of each."""
    edges = {
        name: shape
        for name in SCHEMA.type_map
        for ending, shape in EDGES.items()
        if name.endswith(ending)
    }
    return {name: name for name in SHAPES if name in SCHEMA.type_map} | edges


@pytest.mark.parametrize(("type_", "shape"), _stored().items())
def test_a_type_and_its_shape_have_the_same_fields(type_: str, shape: str) -> None:
    offered = set(_fields(type_)) - (OF_A_PAGE if type_ != shape else set())
    assert offered == set(SHAPES[shape])


def test_every_shape_is_of_a_type() -> None:
    assert set(SHAPES) - {*_stored().values()} == {"PartnerEdge"}
    assert not SHAPES["PartnerEdge"], "an edge without fields of its own needs no type of its own"


@pytest.mark.parametrize(("type_", "shape"), _stored().items())
def test_a_field_leads_where_its_shape_does(type_: str, shape: str) -> None:
    for name, entry in SHAPES[shape].items():
        field = _fields(type_)[name]
        named = get_named_type(field.type)
        match entry:
            case Hop(target=target, many=Many.CONNECTION):
                assert get_named_type(_fields(named.name)["nodes"].type).name == target
            case Hop(target=target, many=Many.LIST, edge=edge):
                assert is_list_type(get_nullable_type(field.type))
                assert named.name == (edge or target)
            case Hop(target=target) | End(target) | Same(target):
                assert named.name == target
            case Derived():
                assert named.name == "When"
            case Listed():
                assert is_list_type(get_nullable_type(field.type))
                assert named.name == "FieldChange"
            case _:
                assert is_leaf_type(named)


@pytest.mark.parametrize("label", FILTERS)
def test_conditions_are_on_properties_or_ties(label: str) -> None:
    where = SCHEMA.get_type(f"{label}Where")
    assert isinstance(where, GraphQLInputObjectType)
    offered = set(where.fields) - {"and", "or", "not"}
    ties = offered - set(FILTERS[label])
    assert set(FILTERS[label]) <= offered
    for name in ties:
        tie = SHAPES[label][name]
        assert isinstance(tie, Hop)
        condition = get_named_type(where.fields[name].type)
        assert isinstance(condition, GraphQLInputObjectType)
        if tie.many is not Many.ONE:
            condition = get_named_type(condition.fields["some"].type)
        assert condition.name == f"{tie.target}Where"
    for name in offered - ties:
        condition = get_named_type(where.fields[name].type)
        assert isinstance(condition, GraphQLInputObjectType)
        assert set(condition.fields) <= set(FILTERS[label][name].operators)


@pytest.mark.parametrize("label", FILTERS)
def test_every_order_is_known(label: str) -> None:
    assert SCHEMA.query_type is not None
    (root,) = (name for name, listed in LISTS.items() if listed == label)
    order = get_nullable_type(SCHEMA.query_type.fields[root].args["orderBy"].type)
    assert isinstance(order, GraphQLEnumType)
    assert {name.removesuffix("_DESC") for name in order.values} <= set(ORDERS)
