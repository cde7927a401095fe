"""The texts of saved queries: each one query, valid and within the limits, asked by its address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    OperationType,
    TypeNode,
)
from starlette.datastructures import QueryParams

from partnermap.api.documents import Documents, RejectedError
from partnermap.api.tabular import Layout, lay_out
from partnermap.errors import BadInputError

_READERS: dict[str, Callable[[str], Any]] = {
    "Int": int,
    "Float": float,
    "Boolean": {"true": True, "false": False}.__getitem__,
}
"""How a variable is read that is no text."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A query that can be asked by its name."""

    name: str
    """Of its file and of the sheet in it, too."""
    text: str
    variables: Mapping[str, TypeNode]
    layout: Layout

    @classmethod
    def of(cls, name: str, text: str, document: DocumentNode, schema: GraphQLSchema) -> "Ready":
        """What a valid document asks; BadInputError where that is not one query."""
        operations = [e for e in document.definitions if isinstance(e, OperationDefinitionNode)]
        if len(operations) != 1 or operations[0].operation is not OperationType.QUERY:
            raise BadInputError("It must hold one query, and nothing that changes anything.")
        variables = {
            each.variable.name.value: each.type for each in operations[0].variable_definitions or ()
        }
        return cls(name, text, variables, lay_out(schema, document))

    def given(self, parameters: QueryParams) -> dict[str, Any]:
        """The variables, as the parameters of an address give them."""
        if unknown := parameters.keys() - self.variables.keys():
            known = ", ".join(self.variables) or "none"
            raise BadInputError(f"{min(unknown)!r} is no variable of {self.name}; it has {known}.")
        return {
            name: _value(name, type_, parameters.getlist(name))
            for name, type_ in self.variables.items()
            if name in parameters
        }


class QueryTexts:
    """Reads the texts of saved queries, and knows those of the folder."""

    def __init__(
        self, schema: GraphQLSchema, documents: Documents, folder: Mapping[str, Ready]
    ) -> None:
        self.folder = folder
        self._schema = schema
        self._documents = documents

    def read(self, name: str, text: str) -> Ready:
        """A text that is saved under a name; BadInputError says why it cannot be asked."""
        try:
            document, _ = self._documents.check(text, None, None)
        except RejectedError as rejected:
            raise BadInputError(f"It cannot be asked: {_told(rejected.errors[0])}") from rejected
        return Ready.of(name, text, document.tree, self._schema)


def _told(error: GraphQLError) -> str:
    """What is wrong with a text, and where."""
    if not error.locations:
        return error.message
    line, column = error.locations[0]
    return f"line {line}, column {column}: {error.message}"


def _value(name: str, type_: TypeNode, given: list[str]) -> Any:
    """The value of a variable, as its type reads it; whether it may have it, GraphQL says."""
    if isinstance(type_, NonNullTypeNode):
        return _value(name, type_.type, given)
    if isinstance(type_, ListTypeNode):
        return [_value(name, type_.type, [each]) for each in given]
    assert isinstance(type_, NamedTypeNode)  # noqa: S101 - there is no fourth kind
    if len(given) > 1:
        raise BadInputError(f"`{name}` is given more than once, and takes one value.")
    try:
        return _READERS.get(type_.name.value, str)(given[0])
    except (ValueError, KeyError):
        raise BadInputError(f"`{name}` is a value of type {type_.name.value}.") from None
