"""Rounds over the API: opened once, by who may ask, and what waits for who is not known yet."""

from typing import Any

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.imports.facts import Said, encode, fingerprint, subjects
from partnermap.imports.making import Ground
from partnermap.imports.plan import Change
from partnermap.model.facts import Fact, Tie
from partnermap.scope import LOCAL, PUBLIC, Access, Scope
from partnermap.store.bolt import Store, Transaction
from partnermap.vocabulary import Station
from tests.api.changes import (
    DIOCESE,
    EDITOR,
    OTHER_DIOCESE,
    STRANGER,
    A,
    B,
    C,
    D,
    change,
    codes,
    fill,
    new_key,
    partnership,
)

IMPORTER = Access(within=Scope.parse(DIOCESE), station=Station.IMPORTER, subject="imports")


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    await fill(shared_store)
    return Api(build_schema(), shared_store)


async def answered(api: Api, text: str, access: Access = LOCAL) -> Any:
    answer = await api.execute(text, access=access)
    assert not answer.errors, answer.errors
    return answer.data


async def opened(
    api: Api, name: str, access: Access = LOCAL, *, key: str | None = None, **more: Any
) -> Any:
    given = {"name": name, "scope": [DIOCESE], **more}
    return await change(api, "openRound", access, key=key or new_key(), input=given)


async def test_a_round_is_opened_once(api: Api) -> None:
    first = await opened(api, "Spring", opened="2026-01-12", closes="2026-02-13")
    assert (first["created"], first["errors"]) == (True, [])
    record = first["record"]
    assert record["asked"]["nodes"] == [{"id": A}, {"id": B}]
    assert record["asked"]["edges"] == [{"answer": "SILENT", "answered": None}] * 2
    assert (record["opened"], record["closed"], record["silent"]) == (
        {"earliest": "2026-01-12"}, {"latest": "2026-02-13"}, {"totalCount": 2},
    )  # fmt: skip
    version = await api.store.data_version()
    again = await opened(api, "spring")
    assert (again["created"], again["record"]) == (False, record)
    assert await api.store.data_version() == version


async def test_the_same_key_is_of_one_round(api: Api) -> None:
    first = await opened(api, "Keyed", key="round-one")
    assert await opened(api, "Keyed", key="round-one") == first
    assert codes(await opened(api, "Other", key="round-one")) == [("KEY_REUSED", ["key"])]


async def test_who_is_new_is_added_and_who_has_left_is_asked_no_more(api: Api) -> None:
    before = (await opened(api, "Moving"))["record"]
    club = await change(api, "addOrganisation", input={"name": "A club", "diocese": DIOCESE})

    async def moves(transaction: Transaction) -> None:
        await transaction.run(
            "MATCH (o:Organisation {id: $id})-[r:IN_DIOCESE]->() SET r.until = '2026-01-01'", id=B
        )

    await api.store.write(moves)
    after = (await opened(api, "Moving"))["record"]
    assert before["asked"]["nodes"] == [{"id": A}, {"id": B}]
    assert after["asked"]["nodes"] == [{"id": club["record"]["id"]}, {"id": A}]

    async def returns(transaction: Transaction) -> None:
        await transaction.run(
            "MATCH (o:Organisation {id: $id})-[r:IN_DIOCESE]->() SET r.until = '9999-12-31'", id=B
        )

    await api.store.write(returns)
    again = (await opened(api, "Moving"))["record"]
    assert [node["id"] for node in again["asked"]["nodes"]][1:] == [A, B]


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"name": " "}, "INVALID", "name"),
        ({"name": "x\u202e"}, "INVALID", "name"),
        ({"opened": "2026-02-01", "closes": "2026-01-31"}, "INVALID", "closes"),
        ({"closes": "9999-01-01"}, "INVALID", "closes"),
        ({"scope": ["la:000"]}, "NOT_FOUND", "scope"),
        ({"scope": []}, "NOT_FOUND", "scope"),
    ],
)
async def test_what_cannot_be_opened_is_told(
    api: Api, given: dict[str, Any], code: str, path: str
) -> None:
    result = await opened(api, **{"name": "Bad", **given})
    assert codes(result) == [(code, ["input", path])]
    assert result["record"] is None


async def test_the_days_of_a_round_stay_as_they_are(api: Api) -> None:
    await opened(api, "Dated", opened="2026-03-01")
    other = await opened(api, "Dated", opened="2026-03-02")
    assert codes(other) == [("CONFLICT", ["input", "opened"])]
    closing = await opened(api, "Dated", closes="2026-04-01")
    assert codes(closing) == [("CONFLICT", ["input", "closes"])]


async def test_an_editor_asks_within_their_part_of_the_map(api: Api) -> None:
    mine = await opened(api, "Ours", EDITOR)
    assert mine["created"]
    assert {node["id"] for node in mine["record"]["asked"]["nodes"]} >= {A, B}
    for scope in (["all"], [DIOCESE, OTHER_DIOCESE], [f"org:{C}"]):
        refused = await opened(api, "Theirs", EDITOR, scope=scope)
        assert codes(refused) == [("DENIED", ["input", "scope"])]
    listed = "{ rounds { nodes { name asked { totalCount } } } }"
    assert (await answered(api, listed, STRANGER))["rounds"]["nodes"] == []
    # A round of the same name elsewhere is another one, of which nothing is told.
    theirs = await opened(api, "Ours", STRANGER, scope=[OTHER_DIOCESE])
    assert theirs["created"]
    assert theirs["record"]["id"] != mine["record"]["id"]


async def test_rounds_are_listed_and_found(api: Api) -> None:
    id_ = (await opened(api, "Found", opened="2031-01-01"))["record"]["id"]
    data = await answered(
        api,
        f"""{{ node(id: "{id_}") {{ ... on Round {{ name }} }}
          rounds(orderBy: OPENED_DESC, first: 1) {{ nodes {{ id }} }}
          named: rounds(where: {{name: {{in: ["FOUND"]}}, silent: {{some: {{}}}}}}) {{
            totalCount nodes {{ id complete {{ totalCount }} silent(first: 1) {{
              totalCount nodes {{ id }} }} }} }}
          organisation(identifier: "{A}") {{ asked {{ round {{ id }} answer }} }} }}""",
    )
    assert data["node"] == {"name": "Found"}
    assert data["rounds"]["nodes"] == [{"id": id_}]
    (found,) = data["named"]["nodes"]
    assert (found["complete"]["totalCount"], found["silent"]["totalCount"] > 1) == (0, True)
    assert {"round": {"id": id_}, "answer": "SILENT"} in data["organisation"]["asked"]


async def test_what_waits_is_told_page_by_page(api: Api) -> None:
    waiting = [("uid:7", A), ("uid:7", B), ("uid:8", C)]

    async def work(transaction: Transaction) -> None:
        for at, (trust, school) in enumerate(waiting):
            fact = Fact(f"{school}/{trust}", at + 2, (), (Tie("IN_TRUST", school, trust),))
            text = encode(fact)
            said = Said(
                f"groups/{fact.key}", "groups", "2026-01-01", "import:1", fingerprint(text), fact,
                text, waits_for=trust,
            )  # fmt: skip
            batch = [Change(None, tuple(subjects(fact)), (said,))]
            ground = await Ground.of(transaction.run, batch)
            await ground.make(transaction.run, batch, {})

    await api.store.write(work)
    page = """{ pending(first: 2, source: "groups") { totalCount nodes { key line waitsFor about
      published sourceName } pageInfo { hasNextPage endCursor } } }"""
    found = (await answered(api, page))["pending"]
    assert found["totalCount"] == 3
    assert found["nodes"][0] == {
        "key": f"groups/{A}/uid:7", "line": 2, "waitsFor": "uid:7", "about": [A],
        "published": "2026-01-01", "sourceName": None,
    }  # fmt: skip
    assert found["pageInfo"]["hasNextPage"]
    after = found["pageInfo"]["endCursor"]
    rest = f'{{ pending(after: "{after}") {{ totalCount nodes {{ key }} }} }}'
    assert (await answered(api, rest))["pending"] == {
        "totalCount": 3, "nodes": [{"key": f"groups/{C}/uid:8"}],
    }  # fmt: skip
    own = await answered(api, "{ pending { totalCount nodes { about } } }", IMPORTER)
    assert own["pending"] == {"totalCount": 2, "nodes": [{"about": [A]}, {"about": [B]}]}
    there = await answered(api, f'{{ pending(scope: ["org:{C}"]) {{ nodes {{ about }} }} }}')
    assert there["pending"]["nodes"] == [{"about": [C]}]


async def test_a_tie_that_one_side_denies_is_disputed_in_networks_and_findings(api: Api) -> None:
    given = {**partnership("Disputed", C, D), "visibility": "PUBLIC"}
    await change(api, "recordPartnership", input=given)
    query = f"""{{ network(scope: ["{OTHER_DIOCESE}"]) {{
        workingEdges {{ start end state deniedBy }} }}
      analysis(scope: ["{OTHER_DIOCESE}"]) {{ disputed findings {{ kind disputed }} }} }}"""

    async def told(access: Access = LOCAL) -> Any:
        data = await answered(api, query, access)
        (edge,) = data["network"]["workingEdges"]
        kinds = {f["kind"]: f["disputed"] for f in data["analysis"]["findings"]}
        return edge["state"], edge["deniedBy"], data["analysis"]["disputed"], kinds

    state, denied_by, disputed, kinds = await told()
    assert (state, denied_by, disputed, set(kinds.values())) == ("RECORDED", [], [], {0})
    absence: dict[str, Any] = {"by": D, "with": C, "on": None}
    await change(api, "reportAbsent", **absence)
    for access in (LOCAL, PUBLIC):
        state, denied_by, disputed, kinds = await told(access)
        assert (state, denied_by, disputed) == ("DISPUTED", [D], [C, D])
        assert (kinds["DISPUTED"], kinds["JOINED_UP"], kinds["CUT_PARTNERSHIP"]) == (1, 1, 1)
