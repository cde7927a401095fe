"""A selection on an object becomes one list expression, and one builder that reads its rows.

A list carries no names over the wire and keeps the order that was asked for; the builder turns it
into the answer with the caller's keys.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnermap.errors import StoreError
from partnermap.scope import Scope, union
from partnermap.selection import ANY, Field, Request
from partnermap.store.filters import condition, hop_match
from partnermap.store.paging import encode_cursor, order_by, page_size
from partnermap.store.predicates import Text, in_scope, may_have_held
from partnermap.store.shape import SHAPES, Derived, End, Hop, Many, MayHaveHeld, Same, Value
from partnermap.vocabulary import Kind

Build = Callable[[Any, Request], Any]
"""Turns what the store returned into what the caller asked for."""

LIST_LIMIT = 100
"""How many a list without pages may hold."""
_KINDS = tuple(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class Column:
    """One expression of a statement, and what makes its value the answer's."""

    cypher: str
    build: Build | None = None
    required: bool = False

    def make(self, value: Any, request: Request) -> Any:
        """The answer's value, of the store's."""
        return self.build(value, request) if self.build else value


@dataclass(frozen=True, slots=True)
class Vars:
    """The variables a type's entries are read from: its node or tie, and a tie's far end."""

    node: str
    end: str = ""


def compile_object(text: Text, shape: str, field: Field, at: Vars) -> Column:
    """A list expression for the fields asked of an object, and its builder."""
    if shape == "Organisation":
        return _compile_organisation(text, field, at)
    ((typename, fields),) = field.under.items()
    columns = [compile_field(text, shape, f, at, f"'{typename}'") for f in fields]
    return Column(listed(columns), _object_builder([f.key for f in fields], columns))


def _compile_organisation(text: Text, field: Field, at: Vars) -> Column:
    """As `compile_object`, where some kinds of organisation are asked for more, or otherwise."""
    typename = f"{at.node}.kind"
    common = field.under.get(ANY, ())
    columns = [compile_field(text, "Organisation", f, at, typename) for f in common]
    keys = [f.key for f in common]
    narrowed = [kind for kind in _KINDS if kind in field.order]
    if not narrowed:
        return Column(listed(columns), _object_builder(keys, columns))
    plain = _object_builder(keys, columns)
    builders: dict[str, Build] = {}
    branches = []
    for kind in narrowed:
        fields = field.under.get(kind, ())
        own = [compile_field(text, kind, f, at, typename) for f in fields]
        builders[kind] = _object_builder(
            keys + [f.key for f in fields], columns + own, field.order[kind]
        )
        branches.append(f"WHEN '{kind}' THEN {listed(own)}")

    def build(row: Any, request: Request) -> Any:
        kind, shared, own = row
        return builders.get(kind, plain)(shared + own, request)

    case = f"CASE {at.node}.kind {' '.join(branches)} ELSE [] END"
    return Column(f"[{at.node}.kind, {listed(columns)}, {case}]", build)


def listed(columns: Sequence[Column]) -> str:
    """The list of some expressions."""
    return "[" + ", ".join(column.cypher for column in columns) + "]"


def _object_builder(
    keys: list[str], columns: Sequence[Column], order: tuple[str, ...] | None = None
) -> Build:
    work = [(k, c.build) for k, c in zip(keys, columns, strict=True) if c.build]
    required = [i for i, column in enumerate(columns) if column.required]
    reordered = order if order != tuple(keys) else None

    def build(row: Any, request: Request) -> Any:
        if None in row:
            for i in required:
                if row[i] is None:
                    raise StoreError(f"The store holds no {keys[i]} where there must be one.")
        answer = dict(zip(keys, row, strict=True))
        for key, make in work:
            answer[key] = make(answer[key], request)
        return {key: answer[key] for key in reordered} if reordered else answer

    return build


def compile_field(text: Text, shape: str, field: Field, at: Vars, typename: str) -> Column:
    """The expression and builder of one field."""
    if field.name == "__typename":
        return Column(typename)
    match SHAPES[shape][field.name]:
        case Value(cypher, decode, required):
            return Column(cypher.format(n=at.node), _decoding(decode), required)
        case Derived() as derived:
            return _compile_derived(derived, field, at)
        case Same(other):
            return compile_object(text, other, field, at)
        case End(target):
            return compile_object(text, target, field, Vars(at.end))
        case MayHaveHeld():
            return Column(may_have_held(text, at.node))
        case Hop(many=Many.ONE) as hop:
            return _compile_one(text, hop, field, at)
        case Hop(many=Many.LIST) as hop:
            return _compile_list(text, hop, field, at)
        case Hop() as hop:
            return _compile_connection(text, hop, field, at)


def _decoding(decode: Callable[[Any], Any] | None) -> Build | None:
    return None if decode is None else lambda value, _: None if value is None else decode(value)


def _compile_derived(derived: Derived, field: Field, at: Vars) -> Column:
    ((typename, fields),) = field.under.items()
    names = [(f.key, f.name) for f in fields]

    def build(row: Any, _: Request) -> Mapping[str, Any] | None:
        whole = derived.derive(*row)
        if whole is None:
            return None
        return {k: typename if name == "__typename" else whole[name] for k, name in names}

    return Column("[" + ", ".join(c.format(n=at.node) for c in derived.columns) + "]", build)


def _compile_one(text: Text, hop: Hop, field: Field, at: Vars) -> Column:
    pattern, names, conditions = hop_match(text, hop, at.node)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    inner = compile_object(text, hop.target, field, Vars(names["m"]))
    # Where dates leave two ties open the later one stands; the engines would pick as they like.
    since = f"{names['r']}.since" if hop.dated else "''"
    row = f"[{since}, {hop.order.format(**names)}, {inner.cypher}]"

    def build(rows: Any, request: Request) -> Any:
        if not rows:
            return None
        best = rows[0] if len(rows) == 1 else max(rows, key=lambda row: (row[0], row[1]))
        return inner.make(best[2], request)

    if hop.dated:
        return Column(f"[{pattern}{where} | {row}]", build)
    return Column(f"COLLECT {{ MATCH {pattern}{where} RETURN {row} }}", build)


def _compile_list(text: Text, hop: Hop, field: Field, at: Vars) -> Column:
    pattern, names, conditions = hop_match(text, hop, at.node)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    end = names["m"]
    inner = (
        compile_object(text, hop.edge, field, Vars(names["r"], end))
        if hop.edge
        else compile_object(text, hop.target, field, Vars(end))
    )
    by = hop.order.format(**names) + (f", {names['r']}.since" if hop.dated else "")
    return Column(
        f"COLLECT {{ MATCH {pattern}{where} WITH {names['r']}, {end} ORDER BY {by} "
        f"LIMIT {LIST_LIMIT} RETURN {inner.cypher} }}",
        lambda rows, request: [inner.make(row, request) for row in rows],
    )


def _compile_connection(text: Text, hop: Hop, field: Field, at: Vars) -> Column:
    pattern, names, conditions = hop_match(text, hop, at.node)
    end, tie = names["m"], "" if hop.between else names["r"]
    page = Page(text, hop.target, hop.edge, field, Vars(end), tie)
    matched = f"MATCH {pattern} WHERE {' AND '.join([*conditions, *page.conditions]) or 'true'}"
    carried = f"{tie}, {end}" if tie else f"DISTINCT {end}"
    total = "null"
    if page.counted:
        total = f"COUNT {{ {matched}{'' if tie else f' RETURN DISTINCT {end}'} }}"
    rows = "[]"
    if page.listed:
        rows = (
            f"COLLECT {{ {matched} AND {page.bounds} WITH {carried} ORDER BY "
            f"{page.order.clause()} LIMIT {page.limit} RETURN {page.row} }}"
        )
    return Column(f"[{total}, {rows}]", lambda v, request: page.build(v[0], v[1], request))


@dataclass(frozen=True, slots=True)
class _Result:
    """What came back for one page."""

    total: int | None
    rows: list[Any]
    has_next: bool
    has_previous: bool

    def info(self) -> dict[str, Any]:
        rows = self.rows
        return {
            "hasNextPage": self.has_next,
            "hasPreviousPage": self.has_previous,
            "startCursor": encode_cursor(rows[0][0]) if rows else None,
            "endCursor": encode_cursor(rows[-1][0]) if rows else None,
        }


class Page:
    """A page of a connection: what it adds to a statement, and how its rows become the answer.

    Each row is the cursor's values, then one column for every node or tie field asked for.
    """

    def __init__(
        self, text: Text, target: str, edge: str | None, field: Field, at: Vars, tie: str = ""
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
        self._columns: list[Column] = []
        self._parts = [(f.key, self._part(f)) for f in fields]
        # Parameters of every page, so that one that cannot be is refused though no row was asked.
        slot = field.slot
        self.bounds = self.order.bounds(text, slot)
        self.limit = text.parameter(lambda request: page_size(request.arguments[slot]) + 1)
        if self.listed:
            cursor = Column("[" + ", ".join(self.order.expressions) + "]")
            self.row = listed([cursor, *self._columns])

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

    def _part(self, field: Field) -> Callable[[_Result, Request], Any]:
        """What makes one field of the connection of its result."""
        if field.name == "totalCount":
            return lambda result, _: result.total
        if field.name == "nodes":
            node = self._column(compile_object(self._text, self._target, field, self._at))
            return lambda result, request: [node(row, request) for row in result.rows]
        if field.name == "edges":
            ((typename, fields),) = field.under.items()
            parts = [(f.key, self._edge_part(f, typename)) for f in fields]
            return lambda result, request: [
                {key: part(row, request) for key, part in parts} for row in result.rows
            ]
        if field.name == "pageInfo":
            ((typename, fields),) = field.under.items()
            names = [(f.key, f.name) for f in fields]

            def info(result: _Result, _: Request) -> dict[str, Any]:
                whole = {"__typename": typename, **result.info()}
                return {key: whole[name] for key, name in names}

            return info
        return lambda _, __: self._typename

    def _edge_part(self, field: Field, typename: str) -> Build:
        if field.name == "cursor":
            return lambda row, _: encode_cursor(row[0])
        if field.name == "node":
            return self._column(compile_object(self._text, self._target, field, self._at))
        if field.name == "__typename":
            return lambda _, __: typename
        assert self._edge is not None  # noqa: S101 - only edges of ties have fields of their own
        at = Vars(self._tie, self._at.node)
        return self._column(compile_field(self._text, self._edge, field, at, typename))

    def _column(self, column: Column) -> Build:
        self._columns.append(column)
        index = len(self._columns)
        return lambda row, request: column.make(row[index], request)

    def build(self, total: int | None, rows: list[Any], request: Request) -> dict[str, Any]:
        """The connection, of its count and of its rows: one too many, if there are more."""
        given = request.arguments[self._slot]
        size = page_size(given)
        more, rows = len(rows) > size, rows[:size]
        # Whether there is more beyond a cursor was not looked up: there may be.
        beyond_after, beyond_before = (given.get(n) is not None for n in ("after", "before"))
        if given.get("last") is not None:
            rows.reverse()
            result = _Result(total, rows, beyond_before, more or beyond_after)
        else:
            result = _Result(total, rows, more or beyond_before, beyond_after)
        return {key: part(result, request) for key, part in self._parts}
