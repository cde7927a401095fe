"""The short way: an operation that asks for stored things alone is answered without an executor.

Each of its root fields is one plan to be run, so that nothing is left of execution but to run
them side by side and to put errors where the specification has them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLFieldResolver,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    is_non_null_type,
)
from graphql.error import located_error
from graphql.execution.values import VariableValues, get_variable_values

_NONE = VariableValues({}, {})


@dataclass(frozen=True, slots=True)
class Root:
    """A root field as it was asked for: what a plan is made from, with an operation's variables."""

    schema: GraphQLSchema
    parent: GraphQLObjectType
    key: str
    nodes: list[FieldNode]
    fragments: Mapping[str, FragmentDefinitionNode]

    @classmethod
    def of(cls, info: GraphQLResolveInfo[Any]) -> Self:
        """The root field that an executor is resolving."""
        nodes = list(info.field_nodes)
        return cls(info.schema, info.parent_type, str(info.path.key), nodes, info.fragments)


Read = Callable[[Root, VariableValues], Awaitable[Any]]
"""What gives the value of a root field."""


@dataclass(frozen=True, slots=True)
class Direct:
    """An operation that goes the short way."""

    operation: OperationDefinitionNode
    roots: tuple[Root, ...]

    async def answer(
        self, variables: Mapping[str, Any], read: Read
    ) -> tuple[dict[str, Any] | None, list[GraphQLError]] | None:
        """The data and the errors; None where the variables are not as declared."""
        values = self._coerced(variables)
        if values is None:
            return None
        if len(self.roots) == 1:
            found = [await _tried(read, self.roots[0], values)]
        else:
            found = await asyncio.gather(*(_tried(read, root, values) for root in self.roots))
        data: dict[str, Any] = {}
        errors = []
        empty = False
        for root, (value, error) in zip(self.roots, found, strict=True):
            data[root.key] = value
            if error is not None:
                errors.append(located_error(error, root.nodes, [root.key]))
                empty |= is_non_null_type(root.parent.fields[root.nodes[0].name.value].type)
        return None if empty else data, errors

    def _coerced(self, variables: Mapping[str, Any]) -> VariableValues | None:
        declared = self.operation.variable_definitions
        if not declared:
            return _NONE
        values = get_variable_values(self.roots[0].schema, declared, dict(variables))
        return None if isinstance(values, list) else values


async def _tried(read: Read, root: Root, values: VariableValues) -> tuple[Any, Exception | None]:
    try:
        return await read(root, values), None
    except Exception as error:  # noqa: BLE001 - whatever it is becomes an error of the answer
        return None, error


def direct(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    resolver: GraphQLFieldResolver,
) -> Direct | None:
    """The short way for an operation, where each root field has this resolver, unconditionally."""
    query = schema.query_type
    if operation.operation is not OperationType.QUERY or query is None:
        return None
    groups: dict[str, list[FieldNode]] = {}
    for node in operation.selection_set.selections:
        if not isinstance(node, FieldNode) or node.directives:
            return None
        field = query.fields.get(node.name.value)
        if field is None or field.resolve is not resolver:
            return None
        groups.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
    fragments = {
        d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
    }
    roots = (Root(schema, query, key, nodes, fragments) for key, nodes in groups.items())
    return Direct(operation, tuple(roots))
