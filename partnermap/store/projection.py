"""A selection on an object becomes one list expression, and the Python that reads its rows.

A list carries no names over the wire and keeps the order that was asked for; the Python turns it
into the answer with the caller's keys.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from partnermap.scope import Scope, union
from partnermap.selection import ANY, Field, Request
from partnermap.store.building import as_object
from partnermap.store.columns import (
    Column,
    Vars,
    as_list,
    cypher_of,
    derived,
    listed,
    row_of,
    value,
)
from partnermap.store.entries import (
    Derived,
    End,
    Hop,
    Listed,
    Many,
    MayHaveHeld,
    Same,
    Standing,
    Value,
)
from partnermap.store.filters import condition, hop_match
from partnermap.store.paging import Result, encode_cursor, order_by, page_size
from partnermap.store.predicates import in_scope
from partnermap.store.shape import SHAPES
from partnermap.store.standing import standing
from partnermap.store.text import (
    DESCRIBED,
    Text,
    may_have_held,
    properties_in,
    where_clause,
    wording,
)
from partnermap.vocabulary import Kind

LIST_LIMIT = 100
"""How many a list without pages may hold."""
_KINDS = tuple(kind.value for kind in Kind)


def compile_object(
    text: Text, shape: str, field: Field, at: Vars, besides: Sequence[str] = ()
) -> Column:
    """A list expression for the fields asked of an object, and what builds the object of it.

    `besides` are expressions that the list ends with, for whoever chooses among several objects.
    """
    if text.as_of and shape in DESCRIBED:
        at = replace(at, words=text.variable("m"))
        column = _compile_shape(text, shape, field, at, besides)
        if names := properties_in(column.cypher, at.words):
            read = f"[{at.words} IN [{wording(text, at.node, names)}] | {column.cypher}][0]"
            column = replace(column, cypher=read)
        return column
    return _compile_shape(text, shape, field, at, besides)


def _compile_shape(
    text: Text, shape: str, field: Field, at: Vars, besides: Sequence[str]
) -> Column:
    if shape == "Organisation":
        return _compile_organisation(text, field, at, besides)
    ((typename, fields),) = field.under.items()
    columns = [compile_field(text, shape, f, at, f"'{typename}'") for f in fields]
    return row_of(text, at.node, [f.key for f in fields], columns, besides)


def _compile_organisation(text: Text, field: Field, at: Vars, besides: Sequence[str]) -> Column:
    """As `compile_object`, where some kinds of organisation are asked for more, or otherwise."""
    typename = f"{at.node}.kind"
    common = field.under.get(ANY, ())
    columns = [compile_field(text, "Organisation", f, at, typename) for f in common]
    narrowed = [kind for kind in _KINDS if kind in field.order]
    if not narrowed:
        return row_of(text, at.node, [f.key for f in common], columns, besides)
    shared = {
        f.key: c.build(f"shared[{i}]") for i, (f, c) in enumerate(zip(common, columns, strict=True))
    }
    parameters = "shared, own, request"
    builders, branches = {}, []
    for kind in narrowed:
        fields = field.under.get(kind, ())
        own = [compile_field(text, kind, f, at, typename) for f in fields]
        parts = shared | {
            f.key: c.build(f"own[{i}]") for i, (f, c) in enumerate(zip(fields, own, strict=True))
        }
        whole = as_object((key, parts[key]) for key in field.order[kind])
        builders[kind] = text.builder.function(parameters, whole)
        branches.append(f"WHEN '{kind}' THEN {as_list(cypher_of(own))}")
    plain = text.builder.function(parameters, as_object(shared.items()))
    name = text.builder.choosing(builders, plain)
    case = f"CASE {at.node}.kind {' '.join(branches)} ELSE [] END"
    return Column(
        as_list([typename, as_list(cypher_of(columns)), case, *besides]),
        lambda row: f"{name}({row}[0], {row}[1], {row}[2], request)",
    )


def compile_field(text: Text, shape: str, field: Field, at: Vars, typename: str) -> Column:
    """The expression of one field, and what builds its value."""
    if field.name == "__typename":
        return Column(typename)
    match SHAPES[shape][field.name]:
        case Value() as entry:
            return value(text, entry, field.name, at)
        case Derived() as entry:
            return derived(text, entry, field, at)
        case Listed() as entry:
            return listed(text, entry, field, at)
        case Same(other):
            return compile_object(text, other, field, at)
        case End(target):
            return compile_object(text, target, field, Vars(at.end))
        case MayHaveHeld():
            return Column(may_have_held(text, at.node))
        case Standing():
            return Column(*standing(text, shape, at.node))
        case Hop(many=Many.ONE) as hop:
            return _compile_one(text, hop, field, at)
        case Hop(many=Many.LIST) as hop:
            return _compile_list(text, hop, field, at)
        case Hop() as hop:
            return _compile_connection(text, hop, field, at)


def _latest(rows: list[list[Any]]) -> list[Any] | None:
    """Of what a hop to one found, its last two columns being start and key, what stands."""
    if len(rows) == 1:
        return rows[0]
    # Where dates leave two ties open the later one stands; the engines would pick as they like.
    return max(rows, key=lambda row: (row[-2], row[-1])) if rows else None


def _compile_one(text: Text, hop: Hop, field: Field, at: Vars) -> Column:
    pattern, names, conditions = hop_match(text, hop, at.node)
    where = where_clause(conditions)
    since = f"{names['r']}.since" if hop.dated else "''"
    besides = (since, f"{names['m']}.id")
    inner = compile_object(text, hop.target, field, Vars(names["m"]), besides)
    latest, row = text.builder.bind(_latest), text.builder.variable()
    found = inner.build(row)

    def build(rows: str) -> str:
        return f"(None if ({row} := {latest}({rows})) is None else {found})"

    if hop.dated:
        return Column(f"[{pattern}{where} | {inner.cypher}]", build)
    return Column(f"COLLECT {{ MATCH {pattern}{where} RETURN {inner.cypher} }}", build)


def _compile_list(text: Text, hop: Hop, field: Field, at: Vars) -> Column:
    pattern, names, conditions = hop_match(text, hop, at.node)
    where = where_clause(conditions)
    end = names["m"]
    inner = (
        compile_object(text, hop.edge, field, Vars(names["r"], end))
        if hop.edge
        else compile_object(text, hop.target, field, Vars(end))
    )
    by = hop.order.format(**names) + (f", {names['r']}.since" if hop.dated else "")
    row = text.builder.variable()
    one = inner.build(row)
    return Column(
        f"COLLECT {{ MATCH {pattern}{where} WITH {names['r']}, {end} ORDER BY {by} "
        f"LIMIT {LIST_LIMIT} RETURN {inner.cypher} }}",
        lambda rows: f"[{one} for {row} in {rows}]",
    )


def _compile_connection(text: Text, hop: Hop, field: Field, at: Vars) -> Column:
    pattern, names, conditions = hop_match(text, hop, at.node)
    end, tie = names["m"], "" if hop.between else names["r"]
    page = Page(text, hop.target, hop.edge, field, Vars(end), tie, nested=True)
    conditions += page.conditions
    carried = f"{tie}, {end}" if tie else f"DISTINCT {end}"
    total = "null"
    if page.counted:
        counted = "" if tie else f" RETURN DISTINCT {end}"
        total = f"COUNT {{ MATCH {pattern}{where_clause(conditions)}{counted} }}"
    rows = "[]"
    if page.listed:
        rows = (
            f"COLLECT {{ MATCH {pattern}{where_clause([*conditions, *page.bounds])} "
            f"WITH {carried} ORDER BY {page.order.clause()} LIMIT {page.limit} RETURN {page.row} }}"
        )
    make, built = text.builder.bind(page.make), text.builder.bind(page.build)
    return Column(
        f"[{total}, {rows}]", lambda v: f"{built}({v}[0], {make}({v}[1], request), request)"
    )


class Page:
    """A page of a connection: what it adds to a statement, and how its rows become the answer.

    A row is one column for every node or tie field asked for, after the cursor's values where
    those are asked for; a column that would be alone is not made a list of.
    """

    def __init__(
        self,
        text: Text,
        target: str,
        edge: str | None,
        field: Field,
        at: Vars,
        tie: str = "",
        *,
        nested: bool,
    ) -> None:
        assert field.slot is not None  # noqa: S101 - every connection takes arguments
        self._slot = field.slot
        self._text, self._target, self._edge, self._at, self._tie = text, target, edge, at, tie
        given = text.arguments[field.slot]
        self.order = order_by(given, at.node, tie)
        self.conditions = self._conditions(given)
        ((self._typename, fields),) = field.under.items()
        self.counted = any(f.name == "totalCount" for f in fields)
        self.listed = any(f.name in ("nodes", "edges", "pageInfo") for f in fields)
        # Parameters of every page, so that one that cannot be is refused though no row was asked.
        slot = field.slot
        self.bounds = self.order.bounds(text, slot, indexed=not nested)
        self.limit = text.parameter(lambda request: page_size(request.arguments[slot]) + 1)
        places = _names_places(fields)
        self._columns = [as_list(self.order.expressions)] if places else []
        self._made = ["row[0]"] if places else []
        self._parts = [(f.key, self._part(f)) for f in fields]
        bare = len(self._columns) == 1 and not places
        self.row = self._columns[0] if bare else as_list(self._columns)
        self.make: Callable[[list[Any], Request], list[Any]] = text.builder.function(
            "rows, request",
            f"[{as_list(self._made)} for row in {'zip(rows)' if bare else 'rows'}]",
        )
        """What is made of rows, one by one: what `build` puts together."""

    def _conditions(self, given: Mapping[str, Any]) -> list[str]:
        text, slot = self._text, self._slot
        found = []
        if given.get("where") is not None:
            found.append(
                condition(text, self._target, self._at.node, given["where"], (slot, "where"))
            )
        if given.get("scope") is not None:

            def scope(request: Request) -> Scope:
                return union(request.arguments[slot]["scope"])

            found.append(in_scope(text, self._target, self._at.node, union(given["scope"]), scope))
        return found

    def _part(self, field: Field) -> Callable[[Result], Any]:
        """What makes one field of the connection of its result."""
        if field.name == "totalCount":
            return lambda result: result.total
        if field.name == "nodes":
            return self._of_rows(self._node(field))
        if field.name == "edges":
            ((typename, fields),) = field.under.items()
            return self._of_rows(as_object((f.key, self._edge_part(f, typename)) for f in fields))
        if field.name == "pageInfo":
            ((typename, fields),) = field.under.items()
            names = [(f.key, f.name) for f in fields]

            def info(result: Result) -> dict[str, Any]:
                whole = {"__typename": typename, **result.info()}
                return {key: whole[name] for key, name in names}

            return info
        return lambda _: self._typename

    def _of_rows(self, expression: str) -> Callable[[Result], Any]:
        """A list of what an expression makes of each row."""
        place = len(self._made)
        self._made.append(expression)
        return lambda result: [row[place] for row in result.rows]

    def _node(self, field: Field) -> str:
        return self._column(compile_object(self._text, self._target, field, self._at))

    def _edge_part(self, field: Field, typename: str) -> str:
        if field.name == "cursor":
            return f"{self._text.builder.bind(encode_cursor)}(row[0])"
        if field.name == "node":
            return self._node(field)
        if field.name == "__typename":
            return repr(typename)
        assert self._edge is not None  # noqa: S101 - only edges of ties have fields of their own
        at = Vars(self._tie, self._at.node)
        return self._column(compile_field(self._text, self._edge, field, at, typename))

    def _column(self, column: Column) -> str:
        self._columns.append(column.cypher)
        return column.build(f"row[{len(self._columns) - 1}]")

    def build(self, total: int | None, rows: list[Any], request: Request) -> dict[str, Any]:
        """The connection, of its count and of what was made of its rows.

        Of these there is one too many if there are more.
        """
        given = request.arguments[self._slot]
        size = page_size(given)
        more, rows = len(rows) > size, rows[:size]
        # Whether there is more beyond a cursor was not looked up: there may be.
        beyond_after, beyond_before = (given.get(n) is not None for n in ("after", "before"))
        if given.get("last") is not None:
            rows.reverse()
            result = Result(total, rows, beyond_before, more or beyond_after)
        else:
            result = Result(total, rows, more or beyond_before, beyond_after)
        return {key: part(result) for key, part in self._parts}


def _names_places(fields: Sequence[Field]) -> bool:
    """Whether a connection is asked for anything that is made of its cursors."""
    return any(
        f.name == "pageInfo"
        or (f.name == "edges" and any(e.name == "cursor" for es in f.under.values() for e in es))
        for f in fields
    )
