"""Rows that name nobody surely: kept, told with whom they may mean, and settled through the API."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from partnermap import sample
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL, Access, Scope
from partnermap.store import audit, writes
from partnermap.store.bolt import Store
from partnermap.store.rounds import read_asked
from partnermap.surveys.corrections import write_corrections
from partnermap.surveys.form import Form
from partnermap.surveys.layout import ADD, DOUBTFUL, LEAVE_OUT, SETTLED, code_of, label
from partnermap.surveys.rounds import open_round
from partnermap.surveys.run import Imported, import_answers
from partnermap.surveys.workbook import read_workbook
from partnermap.vocabulary import Answer, Station
from tests.api.changes import change, codes, new_key
from tests.engines import Server
from tests.surveys.filling import Cells, fill

SCOPE = Scope.parse(sample.SCOPE)
DAY = date(2026, 4, 1)
PENDING = """query ($round: ID, $first: Int) { pending(round: $round, first: $first) { totalCount
  pageInfo { hasNextPage endCursor } nodes { key line published waitsFor about match {
    respondent round file column name code place type partnership reason
    candidates { organisation name kind town score reason } } } } }"""
WEXMOOR, BRINMOUTH = "Wexmoor St Aldwin's", "Brinmouth St Aldwin's"
TWO_OF_THEM: Cells = {"partner": "St Aldwin's School", "theme": "SEND"}
NO_SUCH: Cells = {"partner": "Quarrington Gate Free School", "place": "Quarrington"}


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    """The sample, loaded once: each test asks in a round of its own."""
    await load(shared_store)
    return Api(build_schema(), shared_store)


async def load(store: Store) -> None:
    for edition in sample.files():
        await run_import(store, edition.source, edition.path, published=edition.published)


def called(form: Form, name: str) -> str:
    """The label of the one organisation on a form whose name begins so."""
    (found,) = [label(named) for named in form.organisations if named.name.startswith(name)]
    return found


def id_of(form: Form, name: str) -> str:
    return str(code_of(called(form, name)))


async def opened(api: Api, name: str) -> Form:
    form, _ = await open_round(api.store, SCOPE, name, DAY)
    return form


async def received(
    api: Api, form: Form, path: Path, rows: Sequence[Cells], who: str = "Cockleby", **more: Any
) -> Imported:
    return await import_answers(api.store, [fill(path, form, called(form, who), rows, **more)])


async def told(api: Api, form: Form, access: Access = LOCAL) -> list[Any]:
    """What waits in a round, as the API tells it."""
    answer = await api.execute(PENDING, {"round": form.round}, access=access)
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return list(answer.data["pending"]["nodes"])


async def keys(api: Api, form: Form) -> dict[str, str]:
    """The keys of what waits in a round, by the name that was written."""
    return {row["match"]["name"]: row["key"] for row in await told(api, form)}


async def settled(api: Api, key: str, access: Access = LOCAL, **choice: Any) -> Any:
    return await change(api, "resolveMatch", access, input={"id": key, **choice})


async def answer_of(api: Api, form: Form, who: str = "Cockleby") -> Answer:
    asked = {a.id: a.answer for a in await read_asked(api.store, form.round)}
    return asked[id_of(form, who)]


async def test_rows_in_doubt_are_told_with_whom_they_may_mean(api: Api, tmp_path: Path) -> None:
    form = await opened(api, "Told 2026")
    wexmoor, brinmouth = id_of(form, WEXMOOR), id_of(form, BRINMOUTH)
    rows = [
        {"partner": called(form, "Sandlewick")},
        {**TWO_OF_THEM, "partnership": "Tide Tables", "type": "Primary school"},
        {"partner": called(form, "Dykerby"), "since": "yesterday"},
        NO_SUCH,
    ]
    found = await received(api, form, tmp_path / "a.xlsx", rows)
    assert [report.rejected for report in found.reports] == [3]
    waiting = await told(api, form)
    first, second = sorted(waiting, key=lambda row: row["line"])
    assert first["match"] | {"reason": "", "candidates": []} == {
        "respondent": id_of(form, "Cockleby"), "round": form.round, "file": "a.xlsx",
        "column": "Who you work with", "name": TWO_OF_THEM["partner"], "code": None, "place": None,
        "type": "Primary school", "partnership": "Tide Tables", "reason": "", "candidates": [],
    }  # fmt: skip
    assert (first["line"], first["published"], first["waitsFor"]) == (4, "2026-04-02", None)
    assert first["about"] == [id_of(form, "Cockleby")]
    offered = {c["organisation"]: c for c in first["match"]["candidates"]}
    assert {wexmoor, brinmouth} <= offered.keys()
    assert offered[wexmoor]["name"].startswith(WEXMOOR)
    assert all(0 < c["score"] <= 1 and c["reason"] for c in offered.values())
    assert first["match"]["reason"]
    assert (second["line"], second["match"]["place"]) == (6, "Quarrington")

    version = await api.store.data_version()
    await received(api, form, tmp_path / "a.xlsx", rows)
    assert await api.store.data_version() == version
    assert await told(api, form) == waiting


async def test_whoever_may_see_the_answer_is_told_and_nobody_else(api: Api, tmp_path: Path) -> None:
    form = await opened(api, "Seen 2026")
    await received(api, form, tmp_path / "a.xlsx", [TWO_OF_THEM])
    (mine,) = await told(api, form)
    cockleby = Scope.parse(f"org:{id_of(form, 'Cockleby')}")
    dykerby = Scope.parse(f"org:{id_of(form, 'Dykerby')}")
    near = Access(within=cockleby, station=Station.READER, subject="near")
    (seen,) = await told(api, form, near)
    # Whom they may not see they are not told of, be it among those who may be meant.
    assert seen["match"]["candidates"] == []
    assert "Aldwin" not in seen["match"]["reason"]
    assert seen["match"]["name"] == TWO_OF_THEM["partner"]
    far = Access(within=dykerby, station=Station.EDITOR, subject="far")
    assert await told(api, form, far) == []
    version = await api.store.data_version()
    assert codes(await settled(api, mine["key"], far, nobody=True)) == [
        ("NOT_FOUND", ["input", "id"])
    ]
    assert codes(await settled(api, mine["key"], near, nobody=True)) == [("DENIED", [])]
    assert await api.store.data_version() == version
    editor = Access(within=cockleby, station=Station.EDITOR, subject="near")
    done = await settled(api, mine["key"], editor, organisation=id_of(form, WEXMOOR))
    assert done["errors"] == []


async def test_a_row_is_settled_once_and_said_by_its_answer(api: Api, tmp_path: Path) -> None:
    form = await opened(api, "Settled 2026")
    us, wexmoor = id_of(form, "Cockleby"), id_of(form, WEXMOOR)
    path = tmp_path / "a.xlsx"
    rows = [{**TWO_OF_THEM, "partnership": "Rock Pools", "kind": "Project", "since": "2025"}]
    await received(api, form, path, rows)
    assert await answer_of(api, form) is Answer.PARTIAL
    ((_, key),) = (await keys(api, form)).items()
    asked: dict[str, Any] = {"input": {"id": key, "organisation": wexmoor}, "key": new_key()}
    done = await change(api, "resolveMatch", **asked)
    record = done["record"]
    assert (done["created"], done["errors"], record["name"]) == (True, [], "Rock Pools")
    assert (record["kind"], record["started"]["earliest"]) == ("PROJECT", "2025-01-01")
    assert {node["id"] for node in record["members"]["nodes"]} == {us, wexmoor}
    assert {said for edge in record["members"]["edges"] for said in edge["saidBy"]} == {key}
    assert await told(api, form) == []
    assert await answer_of(api, form) is Answer.COMPLETE
    version = await api.store.data_version()
    assert await change(api, "resolveMatch", **asked) == done
    again = await settled(api, key, organisation=wexmoor)
    assert codes(again) == [("CONFLICT", ["input", "id"])]
    await received(api, form, path, rows)
    assert await api.store.data_version() == version
    assert await told(api, form) == []
    entries = [e for e in await audit.newest(api.store, 20) if key in e.detail]
    assert [(e.action, e.about) for e in entries] == [("edit.resolveMatch", (record["id"],))]


async def test_a_row_means_nobody_or_somebody_new(api: Api, tmp_path: Path) -> None:
    form = await opened(api, "Others 2026")
    path = tmp_path / "a.xlsx"
    await received(api, form, path, [TWO_OF_THEM, NO_SUCH])
    found = await keys(api, form)
    gone = await settled(api, found[TWO_OF_THEM["partner"]], nobody=True)
    assert (gone["record"], gone["errors"]) == (None, [])
    assert await answer_of(api, form) is Answer.PARTIAL
    key = found["Quarrington Gate Free School"]
    done = await settled(api, key, newOrganisation=" Quarrington  Gate ")
    assert done["errors"] == []
    (new,) = {node["id"] for node in done["record"]["members"]["nodes"]} - {id_of(form, "Cockleby")}
    assert new.startswith("org:")
    answer = await api.execute(
        "query ($id: String!) { organisation(identifier: $id) { name kind } }",
        {"id": new},
        access=LOCAL,
    )
    assert answer.data == {
        "organisation": {"name": "Quarrington Gate", "kind": "COMMUNITY_ORGANISATION"}
    }
    assert await answer_of(api, form) is Answer.COMPLETE
    version = await api.store.data_version()
    await received(api, form, path, [TWO_OF_THEM, NO_SUCH])
    assert await api.store.data_version() == version


async def test_what_cannot_be_settled_is_told(api: Api, tmp_path: Path) -> None:
    form = await opened(api, "Refused 2026")
    await received(api, form, tmp_path / "a.xlsx", [TWO_OF_THEM])
    (key,) = (await keys(api, form)).values()
    us = id_of(form, "Cockleby")
    version = await api.store.data_version()
    for choice, code, path in (
        ({"organisation": us}, "CONFLICT", ["input", "organisation"]),
        ({"organisation": "urn:1"}, "NOT_FOUND", ["input", "organisation"]),
        ({}, "INVALID", ["input"]),
        ({"organisation": us, "nobody": True}, "INVALID", ["input"]),
        ({"newOrganisation": "x" * 201}, "INVALID", ["input", "newOrganisation"]),
        ({"newOrganisation": ""}, "INVALID", ["input", "newOrganisation"]),
        ({"newOrganisation": " \u202e"}, "INVALID", ["input", "newOrganisation"]),
    ):
        assert codes(await settled(api, key, **choice)) == [(code, path)]
    for unknown in (f"{key}x", key.partition("/")[0], "register/urn:1", "/", ""):
        assert codes(await settled(api, unknown, nobody=True)) == [("NOT_FOUND", ["input", "id"])]
    assert await api.store.data_version() == version
    assert len(await told(api, form)) == 1


async def test_of_many_who_settle_a_row_one_does(api: Api, tmp_path: Path) -> None:
    form = await opened(api, "Raced 2026")
    await received(api, form, tmp_path / "a.xlsx", [TWO_OF_THEM])
    (key,) = (await keys(api, form)).values()
    choices = (WEXMOOR, BRINMOUTH, "Dykerby", "Sandlewick")
    results = await asyncio.gather(
        *(settled(api, key, organisation=id_of(form, name)) for name in choices)
    )
    assert sorted(codes(result) for result in results) == [
        [], *[[("CONFLICT", ["input", "id"])]] * 3
    ]  # fmt: skip


async def test_a_newer_answer_asks_anew_and_an_older_one_does_not(api: Api, tmp_path: Path) -> None:
    form = await opened(api, "Replaced 2026")
    older, newer = tmp_path / "older.xlsx", tmp_path / "newer.xlsx"
    await received(api, form, older, [TWO_OF_THEM, NO_SUCH])
    found = await received(api, form, newer, [NO_SUCH], saved=datetime(2026, 5, 1))
    assert [(r.rejected, r.ended) for r in found.reports] == [(1, 0)]
    (left,) = await told(api, form)
    assert (left["match"]["name"], left["published"]) == (NO_SUCH["partner"], "2026-05-01")
    assert left["match"]["file"] == "newer.xlsx"
    await received(api, form, older, [TWO_OF_THEM, NO_SUCH])
    assert await told(api, form) == [left]
    # Another's answer has nothing to do with it.
    await received(api, form, tmp_path / "b.xlsx", [TWO_OF_THEM], who="Dykerby")
    assert len(await told(api, form)) == 2


async def test_what_is_out_of_sight_is_none_of_an_importers_rows(api: Api, tmp_path: Path) -> None:
    form = await opened(api, "Waiting 2026")
    unknown = {"partner": "A Place Nobody Has Heard Of", "code": "urn:999998"}
    await received(api, form, tmp_path / "a.xlsx", [unknown, TWO_OF_THEM])
    assert {row["waitsFor"] for row in await told(api, form)} == {"urn:999998", None}
    reader = Access(within=SCOPE, station=Station.READER, subject="reader")
    assert [row["waitsFor"] for row in await told(api, form, reader)] == [None]


def set_right(path: Path, corrected: Path, chosen: Sequence[str]) -> Path:
    """What an officer does with a sheet of rows to look at: choose in each, and save."""
    header, *rows = read_workbook(path.name, path.read_bytes()).sheets[DOUBTFUL].rows
    with xlsxwriter.Workbook(str(corrected)) as book:
        sheet = book.add_worksheet(DOUBTFUL)
        sheet.write_row(0, 0, header)
        for at, (row, choice) in enumerate(zip(rows, chosen, strict=True), 1):
            row[header.index(SETTLED["chosen"].text)] = choice
            sheet.write_row(at, 0, row)
    return corrected


async def test_a_sheet_set_right_and_the_api_come_to_the_same_in_any_order(
    server: Server, store: Store, tmp_path: Path
) -> None:
    """Settled by a sheet, or partly by it and partly by the API: the graph is the same."""
    path, errors, corrected = (tmp_path / f"{name}.xlsx" for name in ("a", "errors", "corrected"))
    later: Cells = {"partner": "Quarrington Gate", "partnership": "Rock Pools"}
    rows = [
        {"partnership": "Rock Pools", "kind": "Project", "ours": "Lead", "until": "2025"},
        {**TWO_OF_THEM, "partnership": "Rock Pools"},
        NO_SUCH,
        later,
    ]

    async def begun() -> tuple[Api, Form]:
        server.wipe()
        await load(store)
        api = Api(build_schema(), store)
        form = await opened(api, "Doors 2026")
        rows[0] = {**rows[0], "partner": called(form, "Dykerby")}
        return api, form

    async def came(api: Api, form: Form) -> str:
        assert await told(api, form) == []
        assert await answer_of(api, form) is Answer.COMPLETE
        before = await writes.graph_hash(store)
        (again,) = (await received(api, form, path, rows)).reports
        assert (again.created, again.changed, again.ended, again.rejected) == (0, 0, 0, 0)
        assert await writes.graph_hash(store) == before
        return before

    api, form = await begun()
    found = await received(api, form, path, rows)
    write_corrections(errors, found.doubts, datetime(2026, 4, 3))
    # A sheet that comes back undecided leaves things as they are.
    waiting = await told(api, form)
    await import_answers(store, [errors])
    assert await told(api, form) == waiting
    wexmoor = called(form, WEXMOOR)
    set_right(errors, corrected, (wexmoor, LEAVE_OUT, ADD))
    await import_answers(store, [corrected])
    by_sheet = await came(api, form)

    api, form = await begun()
    await received(api, form, path, rows)
    found_keys = await keys(api, form)
    for written, choice in (
        (TWO_OF_THEM["partner"], {"organisation": code_of(wexmoor)}),
        (NO_SUCH["partner"], {"nobody": True}),
    ):
        assert (await settled(api, found_keys[written], **choice))["errors"] == []
    await received(api, form, path, rows)
    assert list(await keys(api, form)) == [later["partner"]]
    await import_answers(store, [set_right(errors, corrected, ("", "", ADD))])
    assert await came(api, form) == by_sheet
