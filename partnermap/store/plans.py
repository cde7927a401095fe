"""Root fields: how each begins its statement, and the plans that are kept to be run again."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import partial
from typing import Any

from partnermap.scope import Scope, union
from partnermap.selection import APART, Field, Request
from partnermap.store.bolt import Store
from partnermap.store.building import as_object
from partnermap.store.columns import Vars
from partnermap.store.filters import on_node
from partnermap.store.predicates import in_scope
from partnermap.store.projection import Page, compile_object
from partnermap.store.text import Getter, Text, where_clause

_KEPT = 2000
_AT_ONCE = 100
"""How many rows of a page come together."""

LISTS = {
    "organisations": "Organisation",
    "schools": "School",
    "trusts": "Trust",
    "localAuthorities": "LocalAuthority",
    "dioceses": "Diocese",
    "communityOrganisations": "CommunityOrganisation",
    "groups": "Group",
    "partnerships": "Partnership",
    "rounds": "Round",
    "goals": "Goal",
}
"""Root fields that are connections, and the label each lists."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement, where its parameters come from, and what makes the answer of its values."""

    statement: str
    getters: Mapping[str, Getter]
    build: Callable[[list[Any], Request], Any]
    lists: str | None = None
    """The same with the values in lists, where there is a better way than to make one of all."""
    make: Callable[[list[Any], Request], list[Any]] = lambda values, _: values
    """What is made of values as they come, before the answer is built of all of them."""

    async def run(self, store: Store, request: Request) -> Any:
        """The answer to one request, in one round trip."""
        given = {name: get(request) for name, get in self.getters.items()}
        values = await store.values(
            self.statement, lists=self.lists, make=lambda found: self.make(found, request), **given
        )
        return self.build(values, request)


class Plans:
    """Plans by what they depend on: the selection, the form of its arguments and of the access."""

    def __init__(self) -> None:
        self._plans: OrderedDict[Any, Plan] = OrderedDict()

    def plan(self, field: Field, request: Request) -> Plan:
        """The plan for a root field; made once for each form of request."""
        key = (field, tuple(map(form, request.arguments)), request.access.shape)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = compile_root(field, request)
            if len(self._plans) > _KEPT:
                self._plans.popitem(last=False)
        else:
            self._plans.move_to_end(key)
        return plan


def form(value: Any) -> Any:
    """What of an argument shapes a statement: its keys, enums and scopes, but not its values."""
    match value:
        case None:
            return None
        case dict():
            return tuple((name, form(v)) for name, v in value.items())
        case list() if value and isinstance(value[0], Scope):
            return union(value).shape
        case list() if value and isinstance(value[0], dict):
            return tuple(map(form, value))
        case Enum():
            return value
        case _:
            return True


def compile_root(field: Field, request: Request) -> Plan:
    """The statement and builder of a root field."""
    # The record of a change takes no arguments: its id comes after those of the fields under it.
    slot = len(request.arguments) - 1 if field.slot is None else field.slot
    as_of = request.arguments[slot].get("asOf") is not None
    text = Text(as_of, request.access, request.arguments)
    if as_of:
        text.getters["asOf"] = lambda r: _day(r.arguments[slot]["asOf"])
    if field.name in LISTS:
        return _compile_list(text, LISTS[field.name], field)
    if field.name == "organisation":
        return _compile_organisation(text, field, slot)
    if field.name == "search":
        return _compile_search(text, field, slot)
    return _compile_nodes(text, field, slot)


def _day(value: date | str) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _compile_list(text: Text, label: str, field: Field) -> Plan:
    node = text.variable("n")
    page = Page(text, label, None, field, Vars(node), nested=False)
    conditions = [*on_node(text, label, node), *page.conditions]
    rows, lists = [], []
    if page.counted:
        matched = f"MATCH ({node}:{label}){where_clause(conditions)}"
        rows.append(f"{matched} RETURN count({node}) AS v")
        lists.append(f"{matched} RETURN [count({node})] AS v")
    if page.listed:
        matched = f"MATCH ({node}:{label}){where_clause([*page.bounds, *conditions])}"
        ordered = f"ORDER BY {page.order.clause()} LIMIT {page.limit}"
        # The order comes after RETURN where it can: before, the embedded engine rides no index.
        rows.append(f"{matched} RETURN {page.row} AS v {ordered}")
        # The first of these are read while the database is at the next.
        lists.append(
            f"{matched} WITH {node} {ordered} WITH collect({node}) AS page "
            f"UNWIND range(0, size(page) - 1, {_AT_ONCE}) AS i "
            f"RETURN [{node} IN page[i..i + {_AT_ONCE}] | {page.row}] AS v"
        )

    if page.counted:

        def build(values: list[Any], request: Request) -> Any:
            return page.build(values[0], page.make(values[1:], request), request)

        return Plan(" UNION ALL ".join(rows), text.getters, build, " UNION ALL ".join(lists))
    if not rows:
        rows = ["RETURN null AS v LIMIT 0"]
    return Plan(rows[0], text.getters, partial(page.build, None), "".join(lists), page.make)


def _compile_organisation(text: Text, field: Field, slot: int) -> Plan:
    """By its id, or by another code of its: a code that is an id comes before one that is not."""
    identifier = text.parameter(lambda request: [request.arguments[slot]["identifier"]])
    node, code = text.variable("n"), text.variable("n")
    inner = compile_object(text, "Organisation", field, Vars(node))
    conditions = on_node(text, "Organisation", node)
    by_id = where_clause([f"{node}.id IN {identifier}", *conditions])
    # What was found by its id is not read a second time.
    by_code = where_clause([f"{code}.key IN {identifier}", f"{node}.id <> {code}.key", *conditions])
    statement = (
        f"MATCH ({node}:Organisation){by_id} RETURN [0, {node}.id, {inner.cypher}] AS v UNION ALL "
        f"MATCH ({code}:Identifier)<-[:IDENTIFIED_BY]-({node}:Organisation){by_code} "
        f"RETURN [1, {node}.id, {inner.cypher}] AS v"
    )

    make = text.builder.function("row, request", inner.build("row"))

    def build(found: list[Any], request: Request) -> Any:
        if not found:
            return None
        best = min(found, key=lambda one: (one[0], one[1]))
        return make(best[2], request)

    return Plan(statement, text.getters, build)


def _compile_nodes(text: Text, field: Field, slot: int) -> Plan:
    """`node`, `nodes` and the records of changes: what has an id, in the order of the ids."""
    many = field.name == "nodes"

    def asked(request: Request) -> list[str]:
        given = request.arguments[slot]
        return list(given["ids"]) if many else [given["id"]]

    ids = text.parameter(asked)
    parts, makers = [], []
    labels = [label for label in ("Organisation", *APART) if _only(field, label).under]
    for number, label in enumerate(labels):
        node = text.variable("n")
        inner = compile_object(text, label, _only(field, label), Vars(node))
        where = where_clause([f"{node}.id IN {ids}", *on_node(text, label, node)])
        row = f"[{number}, {node}.id, {inner.cypher}]"
        parts.append(f"MATCH ({node}:{label}){where} RETURN {row} AS v")
        makers.append(text.builder.function("row, request", inner.build("row")))

    def build(values: list[Any], request: Request) -> Any:
        found = {v[1]: makers[v[0]](v[2], request) for v in values}
        answers = [found.get(id_) for id_ in asked(request)]
        return answers if many else answers[0]

    return Plan(" UNION ALL ".join(parts), text.getters, build)


def _compile_search(text: Text, field: Field, slot: int) -> Plan:
    """Hits in their order: `hits`, beside the arguments, has the id, score and reason of each."""
    given = text.arguments[slot]
    ids = text.parameter(lambda request: [hit[0] for hit in request.arguments[slot]["hits"]])
    node = text.variable("n")
    conditions = [f"{node}.id IN {ids}", *on_node(text, "Organisation", node)]
    if given.get("scope") is not None:

        def scope(request: Request) -> Scope:
            return union(request.arguments[slot]["scope"])

        conditions.append(in_scope(text, "Organisation", node, union(given["scope"]), scope))
    columns = [f"{node}.id"]
    parts = []
    ((typename, fields),) = field.under.items()
    for one in fields:
        if one.name == "organisation":
            inner = compile_object(text, "Organisation", one, Vars(node))
            parts.append((one.key, inner.build(f"row[{len(columns)}]")))
            columns.append(inner.cypher)
        else:
            told = {"score": "hit[1]", "reason": "hit[2]", "__typename": repr(typename)}
            parts.append((one.key, told[one.name]))
    make = text.builder.function("row, hit, request", as_object(parts))

    def build(values: list[Any], request: Request) -> Any:
        found = {row[0]: row for row in values}
        hits = request.arguments[slot]["hits"]
        return [make(found[hit[0]], hit, request) for hit in hits if hit[0] in found]

    where = where_clause(conditions)
    row = f"[{', '.join(columns)}]"
    return Plan(f"MATCH ({node}:Organisation){where} RETURN {row} AS v", text.getters, build)


def _only(field: Field, label: str) -> Field:
    """The part of a selection on any node that concerns one label."""
    asked = {label} if label in APART else field.under.keys() - {*APART}
    return replace(field, under={name: f for name, f in field.under.items() if name in asked})
