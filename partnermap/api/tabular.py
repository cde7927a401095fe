"""An answer as a table: its first list, each object in it a row, what it nests in dotted columns.

The columns come from the document, not from the answer: they are the same whatever the answer
holds, so that a spreadsheet that is refreshed finds each where it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    is_composite_type,
)

from partnermap.exports.sheets import Cell, Table

_BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: by which keys its values are reached, what they are, and whether of one many."""

    path: tuple[str, ...]
    type: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The table that the answers to a document have."""

    rows: tuple[str, ...]
    """By which keys the list is reached; without one the answer is the only row."""
    columns: tuple[Column, ...]

    def table(self, name: str, data: Mapping[str, Any]) -> Table:
        """The table of an answer."""
        found: Any = data
        for key in self.rows:
            found = (found or {}).get(key)
        items = [data] if not self.rows else [item for item in found or () if item is not None]
        headings = [".".join(column.path) or self.rows[-1] for column in self.columns]
        rows = [[_cell(column, item) for column in self.columns] for item in items]
        return Table(name, headings, rows)


def lay_out(schema: GraphQLSchema, document: DocumentNode) -> Layout:
    """The table of a valid document of one query."""
    return _Reader(schema, document).layout()


Found = dict[str, tuple[GraphQLOutputType, list[SelectionSetNode]]]
"""For each key of an object its type, and what is selected of it."""


class _Reader:
    """Reads a document for the lists and leaves of its answers."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        definitions = document.definitions
        self._fragments = {
            each.name.value: each
            for each in definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        (self._operation,) = (e for e in definitions if isinstance(e, OperationDefinitionNode))

    def layout(self) -> Layout:
        root, sets = self._schema.query_type, [self._operation.selection_set]
        rows, type_, chosen = self._first_list(root, sets) or ((), root, sets)
        return Layout(rows, tuple(self._columns(type_, chosen, (), many=False)))

    def _first_list(
        self, parent: Any, sets: Sequence[SelectionSetNode]
    ) -> tuple[tuple[str, ...], Any, list[SelectionSetNode]] | None:
        for key, (type_, chosen) in self._fields(parent, sets).items():
            inner, is_list = _unwrapped(type_)
            if is_list:
                return (key,), inner, chosen
            if is_composite_type(inner) and (within := self._first_list(inner, chosen)):
                return (key, *within[0]), *within[1:]
        return None

    def _columns(
        self, type_: Any, sets: Sequence[SelectionSetNode], path: tuple[str, ...], *, many: bool
    ) -> Iterator[Column]:
        if not is_composite_type(type_):
            yield Column(path, type_.name, many)
            return
        for key, (field, chosen) in self._fields(type_, sets).items():
            inner, is_list = _unwrapped(field)
            yield from self._columns(inner, chosen, (*path, key), many=many or is_list)

    def _fields(self, parent: Any, sets: Sequence[SelectionSetNode]) -> Found:
        """The keys of an object in the order in which they are answered."""
        found: Found = {}
        for selection in (each for chosen in sets for each in chosen.selections):
            if isinstance(selection, FieldNode):
                name = selection.name.value
                field = self._schema.get_field(parent, name)
                assert field is not None  # noqa: S101 - the document is valid
                key = selection.alias.value if selection.alias else name
                chosen = found.setdefault(key, (field.type, []))[1]
                chosen += [selection.selection_set] if selection.selection_set else []
                continue
            fragment = self._fragment(selection)
            on = fragment.type_condition
            within = self._schema.type_map[on.name.value] if on else parent
            for key, (type_, chosen) in self._fields(within, [fragment.selection_set]).items():
                found.setdefault(key, (type_, []))[1].extend(chosen)
        return found

    def _fragment(self, selection: SelectionNode) -> InlineFragmentNode | FragmentDefinitionNode:
        if isinstance(selection, InlineFragmentNode):
            return selection
        assert isinstance(selection, FragmentSpreadNode)  # noqa: S101 - there is no fourth kind
        return self._fragments[selection.name.value]


def _unwrapped(type_: Any) -> tuple[Any, bool]:
    """A type without what says that there may be none, or several; and whether there may be."""
    is_list = False
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        is_list |= isinstance(type_, GraphQLList)
        type_ = type_.of_type
    return type_, is_list


def _cell(column: Column, item: Any) -> Cell:
    values = [_value(column, value) for value in _leaves(item, column.path)]
    if column.many:
        return _BETWEEN.join(map(str, values))
    return values[0] if values else None


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """What is reached by some keys, of one after another where there are several."""
    if isinstance(value, list):
        for each in value:
            yield from _leaves(each, path)
    elif value is not None and path:
        yield from _leaves(value.get(path[0]), path[1:])
    elif value is not None:
        yield value


def _value(column: Column, value: Any) -> str | int | float | bool | date:
    if column.type == "Date":
        return date.fromisoformat(value)
    return value if isinstance(value, str | int | float) else orjson.dumps(value).decode()
