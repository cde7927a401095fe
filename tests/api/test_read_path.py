"""The read path: generated documents answered as ordinary execution answers them.

The store's answers come from one statement and one builder for each root field; the reference's
from a resolver for each field over the same data in memory.
"""

import re
from typing import Any

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLSchema,
    get_named_type,
)

from partnermap.api.execution import Api
from partnermap.api.schema import STORED, build_schema
from partnermap.scope import LOCAL, Access, Scope
from partnermap.store import filters, predicates, projection
from partnermap.store import text as texts
from tests.api.conftest import DisagreementError, World

ACCESSES = {
    "everything": LOCAL,
    "public": Access(),
    "within": Access(within=Scope.parse("la:990")),
}
DOCUMENTS = {"embedded": 667, "neo4j-5": 67, "neo4j-2026": 67}
"""For each access; a statement that is new to it takes Neo4j up to a second to plan."""


@pytest.mark.parametrize("access", ACCESSES)
async def test_generated_documents_are_answered_as_by_ordinary_execution(
    world: World, engine: str, access: str, sent: list[str]
) -> None:
    begin = [*ACCESSES].index(access) * DOCUMENTS["embedded"]
    for seed in range(begin, begin + DOCUMENTS[engine]):
        document = world.documents.make(seed)
        for variables in document.variations():
            sent.clear()
            data = await world.agreed(document.text, variables, ACCESSES[access])
            if data is not None:
                fields = sum(value != "Query" for value in data.values())
                assert len(sent) == fields, f"{len(sent)} for {fields} fields: seed {seed}"


PARTICULAR = {
    "a fragment spread twice gives each kind its own order": """
        { organisations(where: {id: {in: ["uid:90007", "urn:900001"]}}) {
            nodes { ... on Trust { ...F } id ...F } } }
        fragment F on Organisation { name kind }""",
    "kinds of organisation and partnerships in one list": """
        { nodes(ids: ["la:990", "urn:900001", "partnership:empty", "urn:900001", "urn:1"]) {
            __typename ... on Organisation { kind } ... on School { urn kind }
            ... on Partnership { form: kind } ... on Node { id } } }""",
    "conditions that are null are none": """
        { schools(where: {and: null, or: null, not: null, name: null, pupils: {gte: null},
            partnerships: null, status: {in: null}}) { totalCount } }""",
    "a tie that is null is missing": """
        { schools(where: {trust: null}) { totalCount }
          communityOrganisations(where: {localAuthority: null}) { nodes { id } } }""",
    "no conditions at all, one of none, all of none": """
        { a: schools(where: {}) { totalCount } b: schools(where: {or: []}) { totalCount }
          c: schools(where: {and: []}) { totalCount }
          d: schools(where: {id: {in: []}}) { totalCount }
          e: schools(where: {id: {notIn: []}}) { totalCount } }""",
    "not is the complement, of what is not known too": """
        { schools { totalCount } few: schools(where: {pupils: {lte: 200}}) { totalCount }
          rest: schools(where: {not: {pupils: {lte: 200}}}) { totalCount } }""",
    "a theme within not, at the end of a tie": """
        { groups { nodes { members(where: {not: {partnerships: {some: {theme: {in: [FAITH]}}}}}) {
            nodes { id } } } } }""",
    "first and before, last and after": """
        { first: schools(first: 3, before: "%(cursor)s") { nodes { id } pageInfo { hasNextPage } }
          last: schools(last: 3, after: "%(cursor)s") {
            nodes { id } pageInfo { hasPreviousPage } } }""",
    "names, conditions and counts are those of the day": """
        { then: schools(asOf: "2015-06-30", where: {name: {contains: "board"}}) { totalCount
            nodes { name status pupils phase place { town } } }
          later: schools(asOf: "2015-07-01", where: {phase: {in: [SECONDARY]}}) {
            nodes { id name pupils } }
          now: schools(where: {name: {contains: "board"}}) { totalCount }
          joint: partnerships(asOf: "2022-01-31", where: {theme: {in: [SEND]}}) {
            nodes { id name kind themes visibility status version } }
          groups(asOf: "2023-12-31") { nodes { name status groupType
            members { nodes { name } } } } }""",
    "what was said before": """
        { schools(where: {id: {in: ["urn:900001"]}}) { nodes { history { since { earliest } until
            changes { __typename is: field before after } fact { key source { id } } } } }
          partnerships(first: 100) { nodes { history { until fact { key } } } } }""",
    "first and last at once": "{ schools(first: 3, last: 3) { totalCount } }",
    "an impossible page inside": """
        { organisation(identifier: "la:990") { partners(last: -1) { totalCount } } }""",
    "no cursor": '{ schools(after: "WzFd") { totalCount } }',
    "a cursor of another order": '{ schools(orderBy: PUPILS, after: "%(cursor)s") { totalCount } }',
    "a place inside a partnership that few may see": """
        { organisations(scope: ["partnership:hidden"]) { nodes { id } } }""",
    "nobody is their own partner, nor a partner twice": """
        { organisation(identifier: "la:991") { partners { totalCount nodes { id } } } }""",
    "trusts wherever their schools are": """
        { trusts(scope: ["area:629158/432278/5"]) { nodes { id } } }""",
    "within a polygon, beside its hole": """
        query ($scope: [Scope!] = ["area:600000/400000/660000/400000/660000/460000/600000/460000\
~620000/420000/640000/420000/640000/440000/620000/440000"]) {
          trusts(scope: $scope) { totalCount nodes { id } }
          schools(scope: $scope) { totalCount nodes { id } }
          partnerships(scope: $scope) { totalCount nodes { id } }
          goals(scope: $scope) { totalCount nodes { id } } }""",
    "a code that two have, and a code that is another's id": """
        { both: organisation(identifier: "company:99090002") { id }
          id: organisation(identifier: "urn:900001") { id identifiers { scheme value } } }""",
    "whether it is open, where no register says": """
        { localAuthorities(where: {status: {in: [OPEN]}}) { nodes { status } } }""",
    "nothing left to ask for": "{ schools @skip(if: true) { totalCount } __typename }",
}


@pytest.mark.parametrize("access", ACCESSES)
@pytest.mark.parametrize("text", PARTICULAR.values(), ids=PARTICULAR)
async def test_particular_documents_are_answered_as_by_ordinary_execution(
    world: World, text: str, access: str
) -> None:
    middle = "{ schools(first: 40) { pageInfo { endCursor } } }"
    answer = await world.api.execute(middle, access=LOCAL)
    assert answer.data is not None
    text %= {"cursor": answer.data["schools"]["pageInfo"]["endCursor"]}
    await world.agreed(text, {}, ACCESSES[access])


@pytest.mark.parametrize("forward", [True, False], ids=["forward", "backward"])
@pytest.mark.parametrize("order", ["NAME", "NAME_DESC", "OPENED_DESC", "PUPILS", "PUPILS_DESC"])
async def test_walking_the_pages_meets_everything_once(
    world: World, order: str, forward: bool
) -> None:
    size, cursor = ("first", "after") if forward else ("last", "before")
    text = f"""query Q($n: Int, $c: String) {{
        schools(orderBy: {order}, {size}: $n, {cursor}: $c) {{ totalCount nodes {{ id }}
            pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"""

    async def page(length: int, at: str | None) -> dict[str, Any]:
        answer = await world.api.execute(text, {"n": length, "c": at}, access=LOCAL)
        assert answer.data is not None, answer.errors
        schools: dict[str, Any] = answer.data["schools"]
        return schools

    whole = await page(1000, None)
    met: list[Any] = []
    at, more = None, True
    while more:
        found = await page(7, at)
        assert found["totalCount"] == len(whole["nodes"])
        met = met + found["nodes"] if forward else found["nodes"] + met
        more = found["pageInfo"]["hasNextPage" if forward else "hasPreviousPage"]
        at = found["pageInfo"]["endCursor" if forward else "startCursor"]
    assert met == whole["nodes"]


@pytest.mark.parametrize(
    ("predicate", "instead"),
    [("visible", None), ("existed", None), ("held", "true"), ("in_scope", "true")],
)
async def test_a_predicate_left_out_is_found_out(
    world: World, monkeypatch: pytest.MonkeyPatch, predicate: str, instead: str | None
) -> None:
    for module in (texts, predicates, filters, projection):
        monkeypatch.setattr(module, predicate, lambda *_: instead, raising=False)
    api = Api(build_schema(), world.store)
    with pytest.raises(DisagreementError):
        for seed in range(100):
            document = world.documents.make(seed)
            await world.agreed(document.text, document.variables, ACCESSES["within"], api)


async def test_a_plan_of_one_access_never_answers_for_another(world: World) -> None:
    text = "{ organisations { totalCount } partnerships { totalCount nodes { id } } }"
    wider = Access(within=Scope.parse("la:990", "la:991"))
    viewers = [*ACCESSES.values(), wider]
    for order in (viewers, viewers[::-1]):
        api = Api(build_schema(), world.store)
        totals = set()
        for access in order:
            data = await world.agreed(text, {}, access, api)
            assert data is not None
            totals.add(tuple(page["totalCount"] for page in data.values()))
        assert len(totals) == len(viewers)


async def test_a_statement_depends_on_the_form_of_a_request_alone(
    world: World, sent: list[str]
) -> None:
    text = """query Q($n: Int, $part: String, $day: Date, $scope: [Scope!]) {
        schools(first: $n, where: {name: {contains: $part}}, asOf: $day, scope: $scope) {
            nodes { name partners(first: $n) { nodes { name } } } } }"""
    requests = [
        {"n": 3, "part": "a", "day": "2020-01-01", "scope": ["la:990"]},
        {"n": 5, "part": "é", "day": "2024-02-29", "scope": ["la:991", "diocese:ZZ01"]},
    ]
    for variables in requests:
        await Api(build_schema(), world.store).execute(text, variables, access=LOCAL)
    first, second = sent
    assert first == second
    del requests[0]["scope"]
    await world.api.execute(text, requests[0], access=LOCAL)
    assert sent[-1] != first


def test_the_documents_ask_for_everything_there_is(world: World) -> None:
    seeds = range(len(ACCESSES) * DOCUMENTS["embedded"])
    documents = [world.documents.make(seed) for seed in seeds]
    texts = " ".join(f"{document.text} {document.variables}" for document in documents)
    assert _names(world.api.schema) - set(re.findall(r"\w+", texts)) == set()


def _names(schema: GraphQLSchema) -> set[str]:
    """The names of the fields and arguments that stored root fields lead to."""
    assert schema.query_type is not None
    todo: list[tuple[str, Any]] = [(name, schema.query_type.fields[name]) for name in STORED]
    names: set[str] = set()
    known: set[GraphQLNamedType] = set()
    while todo:
        name, field = todo.pop()
        names.add(name)
        todo += getattr(field, "args", {}).items()
        type_ = get_named_type(field.type)
        kinds = schema.get_possible_types(type_) if isinstance(type_, GraphQLInterfaceType) else ()
        for each in {type_, *kinds} - known:
            known.add(each)
            todo += getattr(each, "fields", {}).items()
    return names
