"""Every station, every field, three dioceses: nobody is told what is not theirs to know.

The documents are made from the schema, so that a field added to it is tried at once; a root field
for which nobody says here whom it is for fails.
"""

import re
from contextlib import aclosing
from typing import Any

import pytest
import strawberry
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from partnermap.analysis.findings.identity import finding_id
from partnermap.api.execution import Answer, Api
from partnermap.api.rules import UnruledFieldError, hold_to_rules, rule
from partnermap.api.schema import STORED, build_schema
from partnermap.model.dates import BEGINNING, OPEN
from partnermap.scope import PUBLIC, Access, Scope
from partnermap.selection import Field, Request
from partnermap.store import entries, filters, plans, predicates, shape
from partnermap.store.bolt import Store, Transaction
from partnermap.store.keys import access_of
from partnermap.vocabulary import PlaceKind, Station
from tests.api.dioceses import (
    MARKS,
    everything,
    fill,
    ids_of,
    may_know,
    put_ties,
    scope_of,
    told,
    unclear,
    waiting,
)

SCHEMA = build_schema()
EVERYTHING = [id_ for mark in MARKS for id_ in ids_of(mark)]
EVERYONE, ADMINISTRATORS = Station.PUBLIC, Station.ADMINISTRATOR
FINDING = finding_id("JOINED_UP", {"scope": "all", "layer": "WORKING", "asOf": None}, 0)
CHANGES = {
    "recordPartnership": 'input: {name: "", kind: NETWORK, members: []}',
    "updatePartnership": 'id: "partnership:0", version: "0", input: {}',
    "endPartnership": 'id: "partnership:0", on: "2020", version: "0"',
    "joinPartnership": 'id: "partnership:0", input: {organisation: "urn:xqa0"}',
    "leavePartnership": 'id: "partnership:0", organisation: "urn:xqa0", on: "2020"',
    "confirmMembership": 'id: "partnership:0", organisation: "urn:xqa0"',
    "reportAbsent": 'by: "urn:0", with: "urn:0"',
    "retract": 'fact: "nothing"',
    "addOrganisation": 'input: {name: ""}',
    "mergeOrganisations": 'keep: "urn:0", other: "urn:0"',
    "undoMerge": 'other: "urn:0"',
    "reopenPartnership": 'id: "partnership:0", version: "0"',
    "openRound": 'input: {name: "", scope: []}',
    "resolveMatch": 'input: {id: "survey:0:urn:0/partner/0", nobody: true}',
    "setGoal": 'input: {name: "", owner: "urn:0"}',
    "pursueGoal": 'goal: "goal:0", partnership: "partnership:0"',
    "recordMilestone": 'goal: "goal:0", input: {name: ""}',
    "saveArea": 'input: {name: "", owner: "urn:0", polygon: ""}',
    "removeArea": 'id: "area:0", version: "0"',
    "saveQuery": 'input: {name: "", owner: "urn:0", text: ""}',
    "removeQuery": 'id: "query:0", version: "0"',
    "recordObservation": 'measure: "measure:0", input: {day: "2024", value: 1}',
}
"""What each change must be given besides its key."""
LEAST = {
    **{f"Query.{name}": EVERYONE for name in STORED},
    **dict.fromkeys(("Query.network", "Query.analysis", "Query.dataVersion"), EVERYONE),
    "Query.search": EVERYONE,
    "Query.compare": EVERYONE,
    "Query.whatIf": EVERYONE,
    "Query.path": EVERYONE,
    # Whoever may not make a change is told so in its result.
    **{f"Mutation.{name}": EVERYONE for name in CHANGES},
    "Query.tieStatements": Station.READER,
    # What waits for an organisation is told to importers alone.
    "Query.pending": Station.READER,
    # Repairs take seconds to work out.
    "Query.repairs": Station.READER,
    "Query.viewer": EVERYONE,
    "Query.keys": ADMINISTRATORS,
    "Query.auditLog": ADMINISTRATORS,
    "Mutation.issueKey": ADMINISTRATORS,
    "Mutation.revokeKey": ADMINISTRATORS,
    "Query.finding": EVERYONE,
    "Query.analysisRuns": Station.READER,
    "Mutation.runAnalysis": Station.EDITOR,
    "Mutation.cancelAnalysis": Station.EDITOR,
    "Mutation.cite": Station.READER,
    "Subscription.dataChanged": EVERYONE,
    "Subscription.importProgress": Station.IMPORTER,
    "Query.comparePlaces": EVERYONE,
    "Query.imports": Station.IMPORTER,
    "Query.sources": Station.READER,
    "Query.areas": EVERYONE,
    "Query.area": EVERYONE,
    "Query.savedQueries": EVERYONE,
    "Query.savedQuery": EVERYONE,
}
"""Whom each root field is for."""
ARGUMENTS = {
    "Query.node": '(id: "urn:xqa0")',
    "Query.nodes": '(ids: ["urn:xqa0"])',
    "Query.organisation": '(identifier: "urn:xqa0")',
    "Query.area": '(id: "area:0")',
    "Query.savedQuery": '(id: "query:0")',
    "Query.network": '(scope: ["all"])',
    "Query.analysis": '(scope: ["all"])',
    "Query.compare": '(scope: ["all"], from: "2017-01-01", to: "2027-01-01")',
    "Query.whatIf": '(scope: ["all"], layer: COMBINED, changes: [])',
    "Query.path": '(from: "urn:xqa0", to: "urn:xqa1")',
    "Query.search": '(text: "xqa")',
    "Query.repairs": '(scope: ["all"])',
    "Query.tieStatements": '(round: "round:xqa")',
    **{f"Mutation.{name}": f'(key: "none", {given})' for name, given in CHANGES.items()},
    "Mutation.issueKey": '(key: "1", input: '
    '{name: "", station: READER, scope: [], expires: "2020-01-01"})',
    "Mutation.revokeKey": '(id: "key:0")',
    "Query.finding": f'(id: "{FINDING}")',
    "Mutation.cite": '(id: "finding:0")',
    "Mutation.runAnalysis": '(scope: ["la:xqa"])',
    "Mutation.cancelAnalysis": '(id: "run:0")',
    "Subscription.dataChanged": '(scope: ["diocese:xqa"])',
    "Subscription.importProgress": '(id: "import:0")',
    "Query.comparePlaces": '(kind: LA, scope: ["all"])',
}
"""What a root field must be given; here what cannot be done, so that nothing is."""
_AT_ONCE = 9
"""Fields of a thing asked for in one document; all together would be too long a one."""
LISTS = [name for name in STORED if name not in ("node", "nodes", "organisation")]


def access(station: Station, mark: str) -> Access:
    """The access of a viewer of a diocese."""
    if station is Station.PUBLIC:
        return PUBLIC
    scope = Scope(everywhere=True) if station is Station.ADMINISTRATOR else scope_of(mark)
    return access_of(station, scope, "someone", None)


def known(station: Station, mark: str) -> set[str]:
    """The words that such a viewer may be told."""
    if station is Station.ADMINISTRATOR:
        return everything()
    words = may_know(None if station is Station.PUBLIC else mark)
    if station.includes(Station.READER):
        words |= unclear(mark)
    return words | {waiting(mark)} if station.includes(Station.IMPORTER) else words


def plain(type_: GraphQLNamedType) -> bool:
    """Whether a type is a few values together, such as a date."""
    fields: dict[str, GraphQLField] = getattr(type_, "fields", {})
    return "id" not in fields and all(is_leaf_type(get_named_type(f.type)) for f in fields.values())


class Writer:
    """Writes selections of all that there is, and gathers which fields they are."""

    def __init__(self) -> None:
        self.met: set[str] = set()

    def fields(
        self, type_: GraphQLNamedType, things: int, above: tuple[str, ...] = ()
    ) -> list[str]:
        """Every field of a type, with those of what it leads to, `things` with an id deep."""
        assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        found = ["__typename"]
        for name, field in type_.fields.items():
            if any(is_required_argument(a) for a in field.args.values()):
                continue
            target = get_named_type(field.type)
            if is_leaf_type(target):
                found.append(name)
                self.met.add(f"{type_.name}.{name}")
            elif target.name not in above and (things or "id" not in type_.fields or plain(target)):
                deeper = things - ("id" in getattr(target, "fields", {}))
                if deeper >= 0:
                    self.met.add(f"{type_.name}.{name}")
                    inner = self.fields(target, deeper, (*above, type_.name))
                    page = "(first: 6)" if "first" in field.args else ""
                    found.append(f"{name}{page} {{ {' '.join(inner)} }}")
        return found


def documents(writer: Writer) -> list[str]:
    """Documents that ask for every field of every stored type, and of what is computed."""
    query = SCHEMA.query_type
    assert query is not None
    made = []
    for name in LISTS:
        connection = get_named_type(query.fields[name].type)
        page = " ".join(writer.fields(connection, 0))
        made.append(f"{{ {name} {{ {page} edges {{ cursor node {{ id }} }} }} }}")
        assert isinstance(connection, GraphQLObjectType)
        fields = writer.fields(get_named_type(connection.fields["nodes"].type), 1)
        for at in range(0, len(fields), _AT_ONCE):
            some_fields = " ".join(fields[at : at + _AT_ONCE])
            made.append(f"{{ {name}(first: 24) {{ nodes {{ {some_fields} }} }} }}")
        made += [
            f'{{ {name}(scope: ["diocese:{mark}", "la:{mark}", "partnership:{mark}-own"]) '
            "{ totalCount nodes { id } pageInfo { endCursor } } }"
            for mark in MARKS
        ]
    for mark in MARKS:
        contains = f'where: {{name: {{contains: "{mark}"}}}}'
        made += [f"{{ {name}({contains}) {{ totalCount nodes {{ id }} }} }}" for name in LISTS]
        with_one = f'where: {{partnerships: {{some: {{name: {{contains: "{mark}"}}}}}}}}'
        made.append(f"{{ schools({with_one}) {{ totalCount nodes {{ id }} }} }}")
        made += [
            f'{{ organisation(identifier: "{code}") {{ id name facts {{ key }} }} }}'
            for code in (f"company:{mark}-code", f"urn:{mark}0", f"la:{mark}")
        ]
        made += [
            f'{{ node(id: "{id_}") {{ id ... on Partnership {{ members {{ totalCount }} }} }} }}'
            for id_ in ids_of(mark)
        ]
    way = "goals(first: 24) { nodes"
    for name, part in (
        ("milestones", "Milestone"), ("measures", "GoalMeasure"), ("observations", "Observation"),
    ):  # fmt: skip
        way += f" {{ {name}"
        fields = writer.fields(SCHEMA.type_map[part], 1)
        made.append(f"{{ {way} {{ {' '.join(fields)} }} {'}' * way.count('{')} }}")
    for name in ("network", "analysis"):
        whole = " ".join(writer.fields(get_named_type(query.fields[name].type), 1))
        made.append(f'{{ {name}(scope: ["all"], layer: COMBINED) {{ {whole} }} }}')
    for name in ("compare", "whatIf", "path"):
        whole = " ".join(writer.fields(get_named_type(query.fields[name].type), 1))
        made.append(f"{{ {name}{ARGUMENTS[f'Query.{name}']} {{ {whole} }} }}")
    whole = " ".join(writer.fields(get_named_type(query.fields["comparePlaces"].type), 1))
    made += [
        f'{{ comparePlaces(kind: {kind}, scope: ["all"]) {{ {whole} }} }}' for kind in PlaceKind
    ]
    return made


def guarded(writer: Writer) -> dict[str, list[str]]:
    """Documents that ask for all of what is for those of some stations alone."""
    query = SCHEMA.query_type
    assert query is not None
    statements, rows = (
        " ".join(writer.fields(get_named_type(query.fields[name].type), 1))
        for name in ("tieStatements", "pending")
    )
    return {
        "Query.tieStatements": [
            f'{{ tieStatements(round: "round:{mark}") {{ {statements} }} }}' for mark in MARKS
        ],
        "Query.pending": [f"{{ pending {{ {rows} }} }}"],
    }


WRITER = Writer()
DOCUMENTS = documents(WRITER)
GUARDED = guarded(WRITER)
ALL_IDS = "query Q($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }"


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    await fill(shared_store)
    await shared_store.write(_import)
    return Api(SCHEMA, shared_store)


async def _import(transaction: Transaction) -> None:
    """An import that has ended, to be followed."""
    about = {"id": "import:0", "source": "src", "file": "f", "published": "2020-01-01"}
    await transaction.run(
        "CREATE (i:Import) SET i = $about, i.state = 'complete' "
        "CREATE (i)-[:OF]->(:Source {id: 'src', name: 'src'})",
        about=about,
    )


def some(engine: str, station: Station) -> list[str]:
    """The documents to try on an engine: Neo4j takes most of a second to plan each."""
    own = [d for name, some in GUARDED.items() if station.includes(LEAST[name]) for d in some]
    return [*(DOCUMENTS if engine == "embedded" else DOCUMENTS[::8]), *own]


def leaked(answer: Answer, allowed: set[str], asked: str = "") -> set[str]:
    """The words an answer holds that its reader may not be told, and did not say first."""
    assert answer.ran, answer.errors
    return told(answer.body()) - allowed - told(asked)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("station", Station)
async def test_nobody_is_told_what_is_not_theirs_to_know(
    api: Api, engine: str, station: Station, mark: str
) -> None:
    viewer, allowed = access(station, mark), known(station, mark)
    met: set[str] = set()
    for document in some(engine, station):
        answer = await api.execute(document, access=viewer)
        assert not answer.errors, answer.errors
        assert not leaked(answer, allowed), document
        met |= told(answer.data)
    # What is theirs they are told, or nothing was tried.
    whole = await api.execute(ALL_IDS, {"ids": EVERYTHING}, access=viewer)
    assert whole.data is not None
    found = {node["id"] for node in whole.data["nodes"] if node}
    assert found == allowed & set(EVERYTHING)
    if engine == "embedded":
        assert met == allowed


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("station", Station)
async def test_a_root_field_runs_for_its_stations_alone(
    api: Api, station: Station, mark: str
) -> None:
    for name, field in roots():
        kind, _, own = name.partition(".")
        selection = "" if is_leaf_type(get_named_type(field.type)) else "{ __typename }"
        text = f"{kind.lower()} {{ {own}{ARGUMENTS.get(name, '')} {selection} }}"
        viewer = access(station, mark)
        if kind == "Subscription":
            async with aclosing(api.watch(text, access=viewer)) as answers:
                answer = await anext(answers)
        else:
            answer = await api.execute(text, access=viewer)
        codes = [error.get("extensions", {}).get("code") for error in answer.errors]
        if station.includes(LEAST[name]):
            assert codes == [], name
        else:
            assert codes == ["REFUSED"], name
            assert not told(answer.body())


def roots() -> list[tuple[str, GraphQLField]]:
    """Every root field there is."""
    types = (SCHEMA.query_type, SCHEMA.mutation_type, SCHEMA.subscription_type)
    return [(f"{t.name}.{name}", f) for t in types if t for name, f in t.fields.items()]


def test_the_size_of_the_matrix(capsys: pytest.CaptureFixture[str]) -> None:
    fields = WRITER.met | {name for name, _ in roots()}
    stored = {
        f"{name}.{field}"
        for name, type_ in SCHEMA.type_map.items()
        if name in shape.SHAPES and isinstance(type_, GraphQLObjectType)
        for field in type_.fields
    }
    assert stored <= fields
    assert {name for name, _ in roots()} == set(LEAST)
    assert {name: rule(field) for name, field in roots()} == LEAST
    with capsys.disabled():
        cells = len(Station) * len(fields) * len(MARKS)
        print(f"\n{len(Station)} stations × {len(fields)} fields × {len(MARKS)} dioceses = {cells}")


async def test_a_rule_left_out_is_found_out(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (predicates, filters):
        monkeypatch.setattr(module, "visible", lambda *_: None)
    open_ = Api(SCHEMA, api.store)
    for station in (Station.PUBLIC, Station.READER, Station.EDITOR, Station.IMPORTER):
        for mark in MARKS:
            text = "{ partnerships { totalCount nodes { id name } } }"
            answer = await open_.execute(text, access=access(station, mark))
            assert leaked(answer, known(station, mark))


def test_a_root_field_without_a_rule_is_refused() -> None:
    @strawberry.type
    class Query:
        forgotten: int = 1

    with pytest.raises(UnruledFieldError, match=r"Query\.forgotten"):
        hold_to_rules(strawberry.Schema(Query)._schema)


def test_a_label_without_a_rule_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    hop = entries.Hop("({n})-[{r}:KEEPS]->({m}:Diary)", "Diary", entries.Many.LIST, dated=False)
    monkeypatch.setitem(shape.SHAPES, "Diary", {"id": entries.Value("{n}.id")})
    monkeypatch.setitem(shape.SHAPES["School"], "diaries", hop)
    diaries = Field("diaries", "diaries", None, {"Diary": (Field("id", "id"),)})
    school = Field("node", "node", None, {"School": (diaries,)})
    tree = Field("schools", "schools", 0, {"C": (Field("nodes", "nodes", None, school.under),)})
    with pytest.raises(predicates.UnruledLabelError, match="Diary"):
        plans.compile_root(tree, Request(({"first": 1},), PUBLIC))


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("station", Station)
async def test_a_what_if_and_a_way_tell_nothing_that_is_not_known(
    api: Api, station: Station, mark: str
) -> None:
    viewer, allowed = access(station, mark), known(station, mark)
    for other in MARKS:
        ends = [f"partnership:{other}-{name}" for name in ("public", "signed", "members", "own")]
        members = f'"urn:{other}0", "urn:{other}1"'
        changes = [
            f'leave: "urn:{other}0"',
            f'merge: {{trust: "uid:{other}", into: "urn:{other}0"}}',
            f'move: {{school: "urn:{other}0"}}',
            f"begin: {{members: [{members}]}}",
            *(f'end: "{id_}"' for id_ in ends),
        ]
        for change in changes:
            text = f'{{ whatIf(scope: ["all"], changes: [{{{change}}}]) {{ {_SUPPOSED} }} }}'
            answer = await api.execute(text, access=viewer)
            assert not leaked(answer, allowed, text), text
            codes = {error["extensions"]["code"] for error in answer.errors}
            assert codes <= {"BAD_INPUT"}
            named = set(_NAMED.findall(change)) - {"uid"}
            if not named <= allowed:
                assert codes, text
            elif change.startswith(("leave", "move", "begin")):
                assert not codes, text
        for start, end in ((f"urn:{other}0", f"urn:{other}1"), (f"urn:{mark}0", f"urn:{other}0")):
            if start != end:
                text = f'{{ path(from: "{start}", to: "{end}", layer: COMBINED) {{ {_WAY} }} }}'
                answer = await api.execute(text, access=viewer)
                assert not answer.errors
                assert not leaked(answer, allowed, text), text


_NAMED = re.compile(r'"([^"]+)"')
_SUPPOSED = "effects { sentence about } findingsNew { sentence about } after { components }"
_WAY = "sentence organisations { id name } steps { partnerships { id name } formalEdges { end } }"


async def test_what_others_do_changes_nothing_that_a_viewer_is_told(api: Api, engine: str) -> None:
    """Not even a number: the others' hidden records grow, and every answer stays as it was."""
    viewer = access(Station.READER, "xqc")
    asked = some(engine, Station.READER)
    before = [(await api.execute(text, access=viewer)).data for text in asked]
    await api.store.write(_grow)
    after = [(await api.execute(text, access=viewer)).data for text in asked]
    for text, one, other in zip(asked, before, after, strict=True):
        assert _timeless(one) == _timeless(other), text


async def _grow(transaction: Transaction) -> None:
    """More schools, partnerships and rounds of the first diocese, tied to what others may see."""
    common: dict[str, Any] = {"since": BEGINNING, "until": OPEN, "folded": "more"}
    for label, id_, more in (
        ("Organisation:School", "urn:xqa9", {"kind": "School", "pupils": 900, "pupilsOrder": 900}),
        ("Partnership", "partnership:xqa-more", {"kind": "CLUSTER", "visibility": "OWNER"}),
        ("Round", "round:xqa-more", {}),
        ("Goal", "goal:xqa-more", {"visibility": "OWNER"}),
    ):
        row = common | more | {"id": id_, "name": f"{id_}-more", "sortKey": f"xqa {id_}"}
        await transaction.run(f"CREATE (n:{label}) SET n = $row", row=row)
    ties = [
        ("urn:xqa9", "IN_LA", "la:xqa"),
        ("urn:xqa9", "IN_DIOCESE", "diocese:xqa"),
        ("urn:xqa9", "MEMBER_OF", "partnership:xqa-public"),
        ("urn:xqa9", "MEMBER_OF", "partnership:xqb-shared"),
        ("urn:xqa9", "MEMBER_OF", "partnership:xqa-more"),
        ("urn:xqc0", "MEMBER_OF", "partnership:xqa-more"),
        ("urn:xqa9", "ASKED", "round:xqa-more"),
        ("urn:xqa1", "ASKED", "round:xqa-more"),
        ("goal:xqa-more", "OWNED_BY", "urn:xqa9"),
        ("partnership:xqa-public", "PURSUES", "goal:xqa-more"),
        ("partnership:xqb-shared", "PURSUES", "goal:xqa-more"),
    ]
    await put_ties(transaction, ties)


def _timeless(value: Any) -> Any:
    """An answer without the number of the state of the data."""
    if isinstance(value, list):
        return [_timeless(item) for item in value]
    if isinstance(value, dict):
        return {key: _timeless(v) for key, v in value.items() if key != "dataVersion"}
    return value
