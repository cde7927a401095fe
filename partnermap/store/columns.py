"""Columns: what a statement returns for each field, and the Python that makes the answer of it.

Here are those that read one node or tie and reach no further; `projection.py` follows the ties.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnermap.selection import Field
from partnermap.store.building import Expression, as_object, same
from partnermap.store.entries import Derived, Listed, Value
from partnermap.store.text import Text

_MAPPED = 3
"""From so many properties of a node on, Neo4j reads them faster as one map than one by one."""


@dataclass(frozen=True, slots=True)
class Column:
    """One expression of a statement, and what makes its value the answer's."""

    cypher: str
    build: Expression = same
    property: str | None = None
    """The name of the property, where that is all the expression reads."""


@dataclass(frozen=True, slots=True)
class Vars:
    """The variables a type's entries are read from: its node or tie, and a tie's far end."""

    node: str
    end: str = ""
    words: str = ""
    """Where a day is asked about: the map that describes the node as it was on the day."""


def row_of(
    text: Text,
    variable: str,
    keys: Sequence[str],
    columns: Sequence[Column],
    besides: Sequence[str],
) -> Column:
    """A list of what some columns read of a node, and what builds an object with those keys."""

    def build(row: str) -> str:
        return as_object((k, columns[i].build(f"{row}[{i}]")) for i, k in enumerate(keys))

    expressions = [*cypher_of(columns), *besides]
    properties = [c.property for c in columns if c.property]
    if len(properties) < _MAPPED:
        return Column(as_list(expressions), build)
    mapped = text.variable("m")
    for i, column in enumerate(columns):
        if column.property:
            expressions[i] = f"{mapped}.{column.property}"
    projection = ", ".join(f".{name}" for name in dict.fromkeys(properties))
    read = f"[{mapped} IN [{variable}{{{projection}}}] | {as_list(expressions)}][0]"
    return Column(read, build)


def cypher_of(columns: Sequence[Column]) -> list[str]:
    """The Cypher of each of some columns."""
    return [column.cypher for column in columns]


def as_list(expressions: Sequence[str]) -> str:
    """A list of some expressions, in Cypher or in Python."""
    return "[" + ", ".join(expressions) + "]"


def value(text: Text, entry: Value, name: str, at: Vars) -> Column:
    """A property, or what is worked out of some in Cypher."""
    cypher = (entry.then or entry.cypher) if text.as_of else entry.cypher
    cypher = cypher.format(n=at.node, w=at.words or at.node)
    present: Expression = (lambda v: f"({v} or lacking({name!r}))") if entry.required else same
    property_ = cypher.removeprefix(f"{at.node}.")
    plain = property_ if cypher == f"{at.node}.{property_}" and property_.isidentifier() else None
    if entry.decode is None:
        return Column(cypher, present, plain)
    decoding = text.builder.decoding(entry.decode)
    return Column(cypher, lambda v: decoding(present(v)), plain)


def derived(text: Text, entry: Derived, field: Field, at: Vars) -> Column:
    """An object that is worked out of some properties in Python."""
    ((typename, fields),) = field.under.items()
    names = [(f.key, f.name) for f in fields]

    def derive(row: Any) -> Mapping[str, Any] | None:
        whole = entry.derive(*row)
        if whole is None:
            return None
        return {k: typename if name == "__typename" else whole[name] for k, name in names}

    made = text.builder.bind(derive)
    cypher = as_list([c.format(n=at.node) for c in entry.columns])
    return Column(cypher, lambda row: f"{made}({row})")


def listed(text: Text, entry: Listed, field: Field, at: Vars) -> Column:
    """Objects that are worked out of one property in Python."""
    ((typename, fields),) = field.under.items()
    derive, one = text.builder.bind(entry.derive), text.builder.variable()
    whole = as_object(
        (f.key, repr(typename) if f.name == "__typename" else f"{one}[{f.name!r}]") for f in fields
    )
    return Column(entry.column.format(n=at.node), lambda v: f"[{whole} for {one} in {derive}({v})]")
