"""A writer of arguments for generated documents: literals, variables and defaults."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any, TypeVar

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_non_null_type,
)

from tests.api.words import Words

T = TypeVar("T")

_ROOM = 20
"""About how many things an answer may list in all."""
_MAY_BE_ABSENT = ("where", "asOf", "scope")
"""Arguments that may come as a variable without a value: the others would not fit together."""


class ArgumentWriter:
    """Writes the arguments of one document's fields, and gathers its variables."""

    def __init__(self, words: Words, random: Random) -> None:
        self.definitions: list[str] = []
        self.variables: dict[str, Any] = {}
        self._words = words
        self._random = random
        self._flags: list[str] = []

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def write(self, field: GraphQLField, times: int, *, root: bool) -> tuple[str, int]:
        """Arguments for a field that is met so many times, and how many things it lists then."""
        given: dict[str, Any] = {}
        if "ids" in field.args:
            given["ids"] = [self._pick(self._words.ids) for _ in range(self._random.randint(1, 5))]
        if "id" in field.args:
            given["id"] = self._pick(self._words.ids)
        if "identifier" in field.args:
            given["identifier"] = self._pick(self._words.identifiers)
        if "where" in field.args and self._chance(0.35):
            where = field.args["where"].type
            given["where"] = None if self._chance(0.05) else self._value(where, "", 0)
        if "asOf" in field.args and self._chance(0.5):
            given["asOf"] = None if self._chance(0.05) else self._pick(self._words.days)
        if "scope" in field.args and self._chance(0.2):
            count = self._random.choice((0, 1, 1, 2, 2, 3))
            given["scope"] = [self._pick(self._words.scopes) for _ in range(count)]
        if "first" in field.args:
            given |= self._page(field, times, root=root)
        written = []
        for name in self._random.sample(sorted(given), len(given)):
            type_, absent = field.args[name].type, name in _MAY_BE_ABSENT
            written.append(f"{name}: {self._literal(given[name], type_, may_be_absent=absent)}")
        return f"({', '.join(written)})" if written else "", max(1, _size(field, given))

    def _page(self, field: GraphQLField, times: int, *, root: bool) -> dict[str, Any]:
        given: dict[str, Any] = {}
        by = "NAME"
        if "orderBy" in field.args and self._chance(0.5):
            order = get_nullable_type(field.args["orderBy"].type)
            assert isinstance(order, GraphQLEnumType)
            given["orderBy"] = self._random.choice(list(order.values))
            by = given["orderBy"].removesuffix("_DESC")
        most = max(2, min(9, _ROOM // times))
        way = self._random.random()
        if way < 0.6 or (way < 0.7 and times > 2):
            given["first"] = self._random.randint(0 if self._chance(0.05) else 1, most)
        elif way < 0.9:
            given["last"] = self._random.randint(0 if self._chance(0.1) else 1, most)
        cursors = self._words.cursors[by, _of_ties(field)]
        for name in ("after", "before"):
            if self._chance(0.1):
                given[name] = self._pick(cursors)
        if root and self._chance(0.04):
            other = self._words.cursors["NAME" if by == "PUPILS" else "PUPILS", False]
            given |= self._pick(
                (
                    {"first": 2, "last": 3},
                    {"first": -1},
                    {"last": -2},
                    {"after": "nonsense"},
                    {"before": self._pick(other)},
                )
            )
        return given

    def _pick(self, words: Sequence[T]) -> T:
        return self._random.choice(words)

    def flag(self) -> str:
        """A condition for a directive: a literal or a variable, new or used before."""
        if self._chance(0.3):
            return self._random.choice(("true", "false"))
        if self._flags and self._chance(0.7):
            return self._pick(self._flags)
        name, default = self._name(), self._random.choice(("", " = true", " = false"))
        self.definitions.append(f"{name}: Boolean!{default}")
        if not default or self._chance(0.5):
            self.variables[name[1:]] = self._chance(0.5)
        self._flags.append(name)
        return name

    def _value(self, type_: Any, about: str, depth: int) -> Any:
        """A value of an input type; `about` names the property it is a condition on."""
        type_ = get_nullable_type(type_)
        if isinstance(type_, GraphQLInputObjectType):
            return self._conditions(type_, about, depth)
        if isinstance(type_, GraphQLList):
            count = 0 if self._chance(0.06) else self._random.choice((1, 1, 2, 3, 5))
            return [self._value(type_.of_type, about, depth) for _ in range(count)]
        if isinstance(type_, GraphQLEnumType):
            return self._random.choice(list(type_.values))
        if about == "name":
            return self._pick(self._words.names)
        if about == "due":
            return self._pick(self._words.due)
        if about == "pupils":
            return self._pick(self._words.pupils) + self._random.randint(-1, 1)
        return self._pick(self._words.codes[about])

    def _conditions(self, type_: GraphQLInputObjectType, about: str, depth: int) -> dict[str, Any]:
        names = list(type_.fields)
        where = "and" in names
        if where and (depth > 2 or self._chance(0.5)):
            flat = ("and", "or", "not", "some", "none")
            names = [n for n in names if n not in flat and not _nests(type_, n)]
        count = min(len(names), self._random.choice((0, 1, 1, 1, 1, 1, 1, 2, 2, 3)))
        given: dict[str, Any] = {}
        for name in self._random.sample(names, count):
            if self._chance(0.08):
                given[name] = None
                continue
            subject = name if where else about
            given[name] = self._value(type_.fields[name].type, subject, depth + where)
        return given

    def _literal(self, value: Any, type_: GraphQLInputType, *, may_be_absent: bool) -> str:
        """A value as it stands in a document, some part of it perhaps as a variable."""
        if self._chance(0.12):
            return self._variable(value, type_, may_be_absent=may_be_absent)
        return _written(value, type_, partial(self._literal, may_be_absent=may_be_absent))

    def _variable(self, value: Any, type_: GraphQLInputType, *, may_be_absent: bool) -> str:
        name = self._name()
        definition = f"{name}: {type_}"
        if may_be_absent and not is_non_null_type(type_) and self._chance(0.15):
            self.definitions.append(definition)
        elif value is not None and self._chance(0.2):
            self.definitions.append(f"{definition} = {_plain(value, type_)}")
        else:
            self.definitions.append(definition)
            self.variables[name[1:]] = value
        return name

    def _name(self) -> str:
        return f"$v{len(self.definitions)}"


def _written(
    value: Any, type_: GraphQLInputType, part: Callable[[Any, GraphQLInputType], str]
) -> str:
    """A literal, whose parts are written by `part`."""
    bare = get_nullable_type(type_)
    if value is None:
        return "null"
    if isinstance(bare, GraphQLInputObjectType):
        parts = [f"{name}: {part(each, bare.fields[name].type)}" for name, each in value.items()]
        return "{" + ", ".join(parts) + "}"
    if isinstance(bare, GraphQLList):
        return "[" + ", ".join(part(each, bare.of_type) for each in value) + "]"
    if isinstance(bare, GraphQLEnumType):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Any, type_: GraphQLInputType) -> str:
    return _written(value, type_, _plain)


def _size(field: GraphQLField, given: dict[str, Any]) -> int:
    """How many things a field may list."""
    if "first" in field.args:
        return int(given.get("last", given.get("first", 50)))
    if "ids" in given:
        return len(given["ids"])
    return 4 if isinstance(get_nullable_type(field.type), GraphQLList) else 1


def _of_ties(field: GraphQLField) -> bool:
    """Whether the edges of a connection are ties."""
    connection = get_named_type(field.type)
    assert isinstance(connection, GraphQLObjectType)
    edge = get_named_type(connection.fields["edges"].type)
    assert isinstance(edge, GraphQLObjectType)
    return any(isinstance(i, GraphQLInterfaceType) and i.name == "Tie" for i in edge.interfaces)


def _nests(type_: GraphQLInputObjectType, name: str) -> bool:
    """Whether a condition is on other things rather than on a property."""
    inner = get_named_type(type_.fields[name].type)
    assert isinstance(inner, GraphQLInputObjectType)
    return bool({"and", "some"} & {*inner.fields})
