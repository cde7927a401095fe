"""Limits: what is counted, what is refused, and that neither can be got round."""

from dataclasses import dataclass
from typing import Any

import pytest
import strawberry
from graphql import (
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    execute_sync,
    get_introspection_query,
    graphql_sync,
    parse,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partnermap.api.cost import Weight, dependencies_first, weigh
from partnermap.api.documents import Documents, RejectedError
from partnermap.api.limits import Verdict, judge
from partnermap.store.paging import MAX_PAGE


@strawberry.type
class Trust:
    name: str = "A trust"


@strawberry.type
class School:
    name: str = "A school"
    urn: str = "100000"
    identifiers: list[Trust] = strawberry.field(default_factory=lambda: [Trust()] * 5)

    @strawberry.field
    def trust(self) -> Trust:
        return Trust()

    @strawberry.field
    def partners(self, first: int | None = 20, last: int | None = None) -> "SchoolConnection":
        return SchoolConnection(size=max(first or 0, last or 0))


@strawberry.type
class SchoolEdge:
    cursor: str = "c"
    node: School = strawberry.field(default_factory=School)


@strawberry.type
class SchoolConnection:
    size: strawberry.Private[int]

    @strawberry.field
    def nodes(self) -> list[School]:
        return [School()] * self.size

    @strawberry.field
    def edges(self) -> list[SchoolEdge]:
        return [SchoolEdge()] * self.size

    @strawberry.field
    def total_count(self) -> int:
        return self.size


@strawberry.type
class Query:
    @strawberry.field
    def name(self) -> str:
        return "a map"

    @strawberry.field
    def schools(self, first: int | None = None) -> SchoolConnection:
        return SchoolConnection(size=50 if first is None else first)

    @strawberry.field
    def nodes(self, ids: list[strawberry.ID]) -> list[School]:
        return [School() for _ in ids]


SCHEMA = strawberry.Schema(Query)._schema


@dataclass(frozen=True)
class Result:
    data: object
    errors: list[GraphQLError]
    cost: int


def answer(query: str, **variables: object) -> Result:
    """What comes of a document by the way that every request takes."""
    try:
        document, cost = Documents(SCHEMA).check(query, variables, None)
    except RejectedError as rejected:
        return Result(None, rejected.errors, rejected.cost)
    result = execute_sync(SCHEMA, document.tree, variable_values=variables)
    return Result(result.data, list(result.errors or ()), cost)


def verdict(query: str, **variables: Any) -> Verdict:
    return judge(SCHEMA, parse(query), variables)


def cost(query: str, **variables: Any) -> int:
    return verdict(query, **variables).cost


def codes(found: Verdict) -> set[str]:
    return {error.extensions["code"] for error in found.errors if error.extensions}


# What is counted


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ name }", 1),
        ("{ schools { nodes { name } } }", 1 + 50 * 2),
        ("{ schools(first: 7) { nodes { name urn } totalCount } }", 1 + 7 * 4),
        ("{ schools(first: 7) { edges { node { name } } } }", 1 + 7 * 3),
        ("{ schools(first: 2) { nodes { partners { nodes { name } } } } }", 1 + 2 * (2 + 20 * 2)),
        ("{ schools(first: 1) { nodes { partners(first: 3, last: 9) { totalCount } } } }", 12),
        ("{ schools(first: 1) { nodes { identifiers { name } } } }", 1 + 1 + 1 + 5),
        ("{ schools(first: 0) { nodes { name } } }", 3),
        ("{ schools(first: -5) { nodes { name } } }", 3),
        ('{ nodes(ids: ["a", "b", "c"]) { name urn } }', 1 + 3 * 2),
        ('{ nodes(ids: "a") { name } }', 2),
        ("{ a: name b: name ...F } fragment F on Query { name schools { totalCount } }", 54),
        ("query ($n: Int = 4) { schools(first: $n) { totalCount } }", 5),
        ("query ($n: Int) { schools(first: $n) { totalCount } }", 51),
        ("{ nowhere { at { all } } ...Missing }", 3),
    ],
)
def test_the_cost_is_each_field_times_the_lists_it_lies_in(query: str, expected: int) -> None:
    assert cost(query) == expected


@pytest.mark.parametrize(
    ("size", "expected"), [(3, 4), (3.0, 4), (None, 51), ("3", 51), (True, 51), (float("inf"), 51)]
)
def test_a_page_size_in_a_variable_counts_as_graphql_would_read_it(
    size: object, expected: int
) -> None:
    assert cost("query ($n: Int) { schools(first: $n) { totalCount } }", n=size) == expected


def test_an_absent_variable_leaves_the_fields_own_default() -> None:
    query = "query ($n: Int) { schools(first: 1) { nodes { partners(first: $n) { totalCount } } } }"
    assert cost(query) == cost(query, n=None) == 1 + 1 + 1 + 20


def test_ids_in_a_variable_are_counted() -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { name } }"
    assert cost(query, ids=["a"] * 9) == 10
    assert codes(verdict(query, ids=["a"] * 101)) == {"IDS"}


def test_the_cost_is_that_of_the_named_operation_but_every_operation_is_held_to_the_limits() -> (
    None
):
    document = parse("query A { name } query B { schools(first: 5) { totalCount } }")
    costs = [judge(SCHEMA, document, {}, name).cost for name in ("A", "B", None, "C")]
    assert costs == [1, 6, 1, 0]
    document = parse("query A { name } query B { schools(first: 1001) { totalCount } }")
    assert codes(judge(SCHEMA, document, {}, "A")) == {"PAGE"}


def test_a_refusal_says_what_was_asked_what_is_the_most_and_what_to_do() -> None:
    query = "{ schools(first: 1000) { nodes { partners(first: 1000) { nodes { name } } } } }"
    (error,) = verdict(query).errors
    assert error.message == (
        "This document may answer with 2,002,001 values, and 250,000 is the most: "
        "ask for smaller pages or fewer fields."
    )
    assert error.extensions == {"code": "COST"}


def test_a_thousand_schools_of_ten_fields_with_authority_and_trust_pass() -> None:
    fields = " ".join(f"a{i}: name" for i in range(10))
    nodes = f"{{ {fields} authority: trust {{ name }} trust {{ name }} }}"
    assert verdict(f"{{ schools(first: 1000) {{ nodes {nodes} }} }}") == Verdict(15_001)


# What may not be got round


def _doubling(fragments: int) -> str:
    chain = [f"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}" for i in range(fragments)]
    return " ".join(["{ ...F0 }", *chain, f"fragment F{fragments} on Query {{ name }}"])


def _nested(depth: int) -> str:
    inner = "{ nodes { partners(first: 1) " * depth + "{ totalCount }" + " } }" * depth
    return "{ schools(first: 1) " + inner + " }"


def _school(fields: str) -> str:
    return f"{{ schools(first: 1) {{ nodes {{ {fields} }} }} }}"


ATTACKS = {
    "11 root fields": ("{" + " name" * 11 + "}", {"ROOT_FIELDS"}),
    "root fields through a fragment": (
        "{ ...F ...F } fragment F on Query {" + " name" * 6 + "}",
        {"ROOT_FIELDS"},
    ),
    "aliases 101": (_school(" ".join(f"a{i}: name" for i in range(101))), {"ALIASES"}),
    "aliases through fragments": (
        _school("...F " * 6) + "fragment F on School { "
        "a: name b: name c: name d: name e: name f: name g: name h: name i: name }",
        {"ALIASES"},
    ),
    "depth 99": (_nested(49), {"DEPTH"}),
    "depth 300": (_nested(150), None),
    "depth in a chain of fragments": (
        "{ schools(first: 1) { nodes { ...F0 } } } "
        + " ".join(
            f"fragment F{i} on School {{ partners(first: 1) {{ nodes {{ ...F{i + 1} }} }} }}"
            for i in range(90)
        )
        + "fragment F90 on School { name }",
        {"DEPTH"},
    ),
    "circular fragments": (
        "{ ...A } fragment A on Query { ...B } fragment B on Query { name ...A }",
        {"FRAGMENTS"},
    ),
    "a fragment within itself": ("{ ...A } fragment A on Query { ...A }", {"FRAGMENTS"}),
    "doubling fragments 20": (_doubling(20), {"COST", "SELECTIONS", "ROOT_FIELDS"}),
    "doubling fragments 40": (_doubling(40), {"COST", "SELECTIONS", "ROOT_FIELDS"}),
    "doubling fragments 150": (_doubling(150), {"COST", "SELECTIONS", "ROOT_FIELDS"}),
    "an undefined fragment": ("{ name ...Nowhere }", None),
    "three repeated directives": ("{ name @skip(if: false)" + " @skip(if: false)" * 2 + " }", None),
    "100 repeated directives": ("{ name" + " @skip(if: false)" * 100 + " }", {"DIRECTIVES"}),
    "500 duplicate fields": (_school("name " * 500), None),
    "500 duplicate fields at the root": ("{" + " name" * 500 + "}", {"ROOT_FIELDS"}),
    "1,100 duplicate fields": (_school("name " * 1100), {"SELECTIONS"}),
    "5,000 duplicate fields": ("{" + " name" * 5000 + "}", None),
    "200 duplicate fields that merge": (_school("partners(first: 1) { totalCount } " * 150), None),
    "150 unknown fields of 10,000 letters": (
        _school(" ".join("x" * 10_000 + str(i) for i in range(150))),
        {"WORD"},
    ),
    "150 unknown fields": (_school(" ".join(f"nam{i}" for i in range(150))), None),
    "2,001 tokens": ("{" + " name" * 1999 + "}", None),
    "100,000 comments": ("#\n" * 100_000 + "{ name }", None),
    "pages times pages": (
        _school("partners(first: 1000) { nodes { partners(first: 1000) { totalCount } } }"),
        {"COST"},
    ),
    "pages times pages through fragments": (
        _school("...F") + "fragment F on School { partners(first: 1000) { nodes { ...G } } }"
        "fragment G on School { partners(first: 1000) { nodes { name } } }",
        {"COST"},
    ),
    "a page of 1,001": (f"{{ schools(first: {MAX_PAGE + 1}) {{ totalCount }} }}", {"PAGE"}),
    "a page of 2**31": ("{ schools(first: 2147483648) { totalCount } }", {"PAGE", "COST"}),
    "a page of 10**400": (f"{{ schools(first: 1{'0' * 400}) {{ totalCount }} }}", {"WORD"}),
    "a page of 5,000 digits": (f"{{ schools(first: {'9' * 5000}) {{ totalCount }} }}", {"WORD"}),
    "a page of 1e400": ("{ schools(first: 1e400) { totalCount } }", None),
    "a page of NaN": ("{ schools(first: NaN) { totalCount } }", None),
    "101 ids": ("{ nodes(ids: [" + '"a" ' * 101 + "]) { name } }", {"IDS"}),
    "11 operations": (" ".join(f"query Q{i} {{ name }}" for i in range(11)), {"OPERATIONS"}),
    "introspection that multiplies": (
        "{ __schema { types { fields { args { type { fields { name } } } } } } }",
        {"INTROSPECTION_DEPTH"},
    ),
    "introspection that multiplies through fragments": (
        "{ ...Q } fragment Q on Query { __schema { types { fields { type { ...T } } } } } "
        "fragment T on __Type { possibleTypes { name } }",
        {"INTROSPECTION_DEPTH"},
    ),
    "ten introspections": (
        "{" + " ".join(f"a{i}: __schema {{ ...T }}" for i in range(10)) + "}"
        "fragment T on __Schema { types { fields { args { ...A } } inputFields { ...A } } } "
        "fragment A on __InputValue { name description defaultValue type { name ofType { name "
        "ofType { name kind ofType { name kind description } } } } }",
        {"INTROSPECTION_FIELDS"},
    ),
    "NUL in a document": ("{ na\0me }", None),
    "bidirectional marks in a document": ("{ na\u202eme }", None),
}


@pytest.mark.parametrize(("query", "expected"), ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_refused(query: str, expected: set[str] | None) -> None:
    """`None` stands for what the parser or the specification's own rules refuse."""
    result = answer(query)
    assert result.data is None
    assert result.errors
    if expected is not None:
        assert {(error.extensions or {}).get("code") for error in result.errors} == expected
    text = " ".join(error.message for error in result.errors)
    assert not any(word in text for word in ("Traceback", "File ", "4300", "recursion", "Python"))


SIZES = {"1001": 1001, "2**31": 2**31, "10**5000": 10**5000, "1e300": 1e300, "1001.0": 1001.0}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_a_page_in_a_variable_is_capped(size: float) -> None:
    query = "query ($n: Int = 1) { schools(first: $n) { totalCount } }"
    assert "PAGE" in codes(verdict(query, n=size))
    result = answer(query, n=size)
    assert result.data is None


def test_graphiqls_introspection_passes() -> None:
    query = get_introspection_query(
        input_value_deprecation=True, specified_by_url=True, directive_is_repeatable=True
    )
    result = answer(query)
    assert not result.errors
    assert result.data is not None


def test_the_cost_is_told_of_what_runs_and_of_what_is_refused() -> None:
    run, refused = answer("{ name }"), answer("{" + " name" * 11 + "}")
    assert (run.data, run.cost) == ({"name": "a map"}, 1)
    assert (refused.data, refused.cost) == (None, 11)


def test_a_document_known_already_is_held_to_its_limits_again() -> None:
    known = Documents(SCHEMA)
    query = "query ($n: Int) { schools(first: $n) { totalCount } }"
    assert known.check(query, {"n": 10}, None)[1] == 11
    with pytest.raises(RejectedError):
        known.check(query, {"n": 1001}, None)
    assert known.check(query, {"n": 20}, None)[1] == 21


# On documents nobody thought of

FIELDS: dict[str, list[tuple[str, str | None]]] = {
    "Query": [
        ("name", None),
        ("schools", "SchoolConnection"),
        ("schools(first: 2)", "SchoolConnection"),
    ],
    "SchoolConnection": [("totalCount", None), ("nodes", "School"), ("edges", "SchoolEdge")],
    "SchoolEdge": [("cursor", None), ("node", "School")],
    "School": [
        ("name", None),
        ("urn", None),
        ("trust", "Trust"),
        ("partners(first: 1)", "SchoolConnection"),
        ("partners(last: 2, first: 0)", "SchoolConnection"),
        ("identifiers", "Trust"),
    ],
    "Trust": [("name", None), ("__typename", None)],
}


@st.composite
def selection_sets(draw: st.DrawFn, on: str, fragments: list[str], levels: int) -> str:
    """A selection set on a type; what it spreads goes into `fragments`, inner ones first."""
    chosen = [draw(st.sampled_from([name for name, child in FIELDS[on] if child is None]))]
    for _ in range(draw(st.integers(0, 2)) if levels else 0):
        shape = draw(st.sampled_from(["field", "field", "inline", "spread"]))
        name, child = draw(st.sampled_from(FIELDS[on])) if shape == "field" else ("", on)
        inner = draw(selection_sets(child, fragments, levels - 1)) if child else ""
        if shape == "spread":
            fragments.append(f"on {on} {inner}")
            chosen += [f"...F{len(fragments)}_"] * draw(st.integers(1, 2))
        else:
            chosen.append(f"{name or f'... on {on}'} {inner}")
    return "{ " + " ".join(chosen) + " }"


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str]:
    """A document with fragments, and the same with each fragment written out where it is spread."""
    fragments: list[str] = []
    operation = draw(selection_sets("Query", fragments, 5))
    written_out = operation
    for number in range(len(fragments), 0, -1):
        written_out = written_out.replace(f"...F{number}_", f"... {fragments[number - 1]}")
    folded = [f"fragment F{number}_ {text}" for number, text in enumerate(fragments, 1)]
    return " ".join([*folded, operation]), written_out


def weight(query: str) -> Weight:
    definitions = parse(query).definitions
    (operation,) = (d for d in definitions if isinstance(d, OperationDefinitionNode))
    named = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
    return weigh(SCHEMA, operation, dependencies_first(named), {})


@given(documents())
def test_a_fragment_weighs_what_it_would_if_written_out(pair: tuple[str, str]) -> None:
    folded, written_out = pair
    assert weight(folded) == weight(written_out)


def values(answer: object) -> int:
    if isinstance(answer, dict):
        return sum(1 + values(value) for value in answer.values())
    return sum(values(item) for item in answer) if isinstance(answer, list) else 0


@settings(max_examples=50, deadline=None)
@given(documents())
def test_no_answer_holds_more_values_than_its_cost(pair: tuple[str, str]) -> None:
    weighed = weight(pair[0])
    assume(weighed.cost < 20_000)
    result = graphql_sync(SCHEMA, pair[0])
    assume(result.errors is None)  # fields of one name and other arguments do not merge
    assert values(result.data) <= weighed.cost


@given(st.text(max_size=40))
def test_any_text_is_answered_with_data_or_a_graphql_error(query: str) -> None:
    result = answer("{ " + query + " }")
    assert result.data is not None or result.errors
