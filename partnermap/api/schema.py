"""The schema: the types put together, and the stored root fields given their one resolver."""

from functools import cache

import strawberry
from graphql import GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, print_schema

from partnermap.api.execution import answer_record, answer_stored
from partnermap.api.mutations import Mutation
from partnermap.api.queries import Query
from partnermap.api.rules import hold_to_rules
from partnermap.api.search import answer_search
from partnermap.api.subscriptions import Subscription
from partnermap.api.types.organisations import ORGANISATIONS
from partnermap.api.types.scalars import SCALARS
from partnermap.store.plans import LISTS

STORED = (*LISTS, "organisation", "node", "nodes")
"""Root fields that the store answers whole."""


@cache
def build_schema() -> GraphQLSchema:
    """The one schema of the API; UnruledFieldError where it does not say whom a field is for."""
    declared = strawberry.Schema(
        Query,
        Mutation,
        Subscription,
        types=ORGANISATIONS,
        config=strawberry.schema.config.StrawberryConfig(scalar_map=SCALARS),
    )
    schema = declared._schema
    assert schema.query_type is not None  # noqa: S101 - it was given one line above
    for name in STORED:
        schema.query_type.fields[name].resolve = answer_stored
    schema.query_type.fields["search"].resolve = answer_search
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and "record" in type_.fields:
            type_.fields["record"].resolve = answer_record
        if isinstance(type_, GraphQLInputObjectType):
            # Strawberry checks it itself, so that it would not be published.
            type_.is_one_of = type_.extensions["strawberry-definition"].is_one_of
    hold_to_rules(schema)
    return schema


def sdl() -> str:
    """The schema in GraphQL's own language, as it is published."""
    return print_schema(build_schema()) + "\n"
