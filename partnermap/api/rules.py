"""Rules: the least station that each root field is for, declared beside it and held to here.

What a viewer may see of stored things is another matter, settled for every node where statements
are made (`store/predicates.py`): no resolver of theirs runs.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLFieldResolver,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    default_field_resolver,
)

from partnermap.errors import PartnermapError, RefusedError
from partnermap.vocabulary import Station

_LEAST = "partnermap.least"


class UnruledFieldError(PartnermapError):
    """A root field was added, and nobody said whom it is for."""

    code = "UNRULED"


def least(station: Station) -> Mapping[str, Station]:
    """The metadata of a field that is for those of this station and above."""
    return {_LEAST: station}


def rule(field: GraphQLField) -> Station | None:
    """The least station a field is for; None if nobody said."""
    declared = field.extensions.get("strawberry-definition")
    found = declared.metadata.get(_LEAST) if declared else None
    return found if isinstance(found, Station) else None


def hold_to_rules(schema: GraphQLSchema) -> None:
    """Let no root field run for less than its station; UnruledFieldError where one has no rule."""
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        for name, field in root.fields.items() if root else ():
            station = rule(field)
            if station is None:
                raise UnruledFieldError(
                    f"{root}.{name} does not say whom it is for: give it `metadata=least(…)`."
                )
            _guard(root, field, station)


def _guard(root: GraphQLObjectType | None, field: GraphQLField, station: Station) -> None:
    if station is Station.PUBLIC:
        return
    if field.subscribe:
        field.subscribe = _guarded(field.subscribe, station)
    else:
        field.resolve = _guarded(field.resolve or default_field_resolver, station)


def _guarded(resolve: GraphQLFieldResolver, station: Station) -> GraphQLFieldResolver:
    def guarded(source: Any, info: GraphQLResolveInfo[Any], /, **arguments: Any) -> Any:
        if not info.context.access.station.includes(station):
            raise RefusedError(
                f"{info.field_name} is for {_PLURAL[station]}: sign in with a key or an account "
                "that is one."
            )
        return resolve(source, info, **arguments)

    return guarded


_PLURAL = {
    Station.READER: "those who have signed in",
    Station.EDITOR: "editors",
    Station.IMPORTER: "importers",
    Station.ADMINISTRATOR: "administrators",
}
