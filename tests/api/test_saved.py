"""Saved queries: as JSON, as CSV and as a workbook, under the access of whoever asks."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from python_calamine import CalamineWorkbook

from partnermap.app import create_app
from partnermap.errors import BadInputError
from partnermap.imports.run import run_import
from partnermap.sample import SCOPE, files
from partnermap.scope import Scope
from partnermap.settings import Settings
from partnermap.store import keys
from partnermap.store.opening import open_store
from partnermap.vocabulary import Station
from tests.test_app import ask, serving

SCHOOLS = """query Schools($scope: [Scope!], $first: Int, $counted: Boolean = true) {
  schools(scope: $scope, first: $first) {
    totalCount @include(if: $counted)
    nodes {
      ...who
      pupils
      opened { earliest }
      la: localAuthority { name }
      partnerships { nodes { name } }
    }
  }
}
fragment who on School { name urn }
"""
COUNTS = "{ schools { totalCount } dataVersion }"
WRONG = "{ schools(first: 100000) { nodes { name } } }"
HEADINGS = ["name", "urn", "pupils", "opened.earliest", "la.name",
            "partnerships.nodes.name"]  # fmt: skip
QUERIES = {"schools": SCHOOLS, "counts": COUNTS, "wrong": WRONG,
           "mine": "{ viewer { scope } partnerships { nodes { name } } }"}  # fmt: skip


def folder_of(folder: Path, **queries: str) -> Path:
    """A folder of queries, each under its name."""
    for name, text in queries.items():
        (folder / f"{name}.graphql").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def data(own: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    queries = folder_of(tmp_path_factory.mktemp("queries"), **QUERIES)
    return own.model_copy(update={"queries": queries})


@pytest.fixture(scope="module")
async def client(data: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application on the sample's schools and partnerships."""
    async with open_store(data) as store:
        for edition in files()[:3]:
            await run_import(store, edition.source, edition.path, published=edition.published)
    async with serving(data) as ready:
        yield ready


async def test_a_saved_query_is_answered_as_json_as_csv_and_as_a_workbook(
    client: httpx.AsyncClient,
) -> None:
    given = {"scope": SCOPE, "first": "20"}
    told = await client.get("/q/schools", params=given)
    variables = {"scope": [SCOPE], "first": 20}
    assert told.json() == {"data": (await ask(client, SCHOOLS, variables=variables)).json()["data"]}
    nodes = told.json()["data"]["schools"]["nodes"]
    rows = [
        [
            node["name"], node["urn"], node["pupils"],
            node["opened"] and node["opened"]["earliest"], node["la"]["name"],
            "; ".join(each["name"] for each in node["partnerships"]["nodes"]),
        ]
        for node in nodes
    ]  # fmt: skip
    assert any("; " in row[-1] for row in rows)
    sheet = await client.get("/q/schools.csv", params=given)
    assert sheet.headers["content-type"] == "text/csv; charset=utf-8"
    assert sheet.headers["content-disposition"] == 'attachment; filename="schools.csv"'
    assert [*csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")))] == [
        HEADINGS, *[["" if cell is None else str(cell) for cell in row] for row in rows],
    ]  # fmt: skip
    book = CalamineWorkbook.from_filelike(
        io.BytesIO((await client.get("/q/schools.xlsx", params=given)).content)
    )
    headings, *cells = book.get_sheet_by_name("schools").to_python()
    assert headings == HEADINGS
    assert [row[:3] for row in cells] == [row[:3] for row in rows]


async def test_the_columns_are_the_same_whatever_there_is(client: httpx.AsyncClient) -> None:
    empty = await client.get("/q/schools.csv?scope=la:000&counted=false")
    assert empty.content.decode("utf-8-sig").splitlines() == [",".join(HEADINGS)]
    counts = (await client.get("/q/counts.csv")).content.decode("utf-8-sig").splitlines()
    assert counts[0] == "schools.totalCount,dataVersion"
    assert counts[1].startswith("90,")
    assert len(counts) == 2


async def test_what_is_known_is_not_sent_again(client: httpx.AsyncClient) -> None:
    for address in ("/q/schools?first=5", "/q/schools.csv?first=5", "/q/schools.xlsx?first=5"):
        tag = (await client.get(address)).headers["etag"]
        same = await client.get(address, headers={"If-None-Match": tag})
        assert (same.status_code, same.content) == (304, b"")
        other = address.replace("=5", "=6")
        assert (await client.get(other, headers={"If-None-Match": tag})).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/q/nothing", 404, "no saved query 'nothing'"),
        ("/q/schools.pdf", 404, "json, csv, xlsx"),
        ("/q/..%2Fschools", 404, ""),
        ("/q/schools?colour=red", 400, "scope, first, counted"),
        ("/q/schools?first=many", 400, "Int"),
        ("/q/schools?first=1&first=2", 400, "more than once"),
        ("/q/schools?counted=perhaps", 400, "Boolean"),
        ("/q/schools?scope=Atlantis:1", 400, "is not a scope"),
        ("/q/wrong.csv", 400, "ask for less"),
    ],
)
async def test_what_cannot_be_answered_is_told(
    client: httpx.AsyncClient, address: str, status: int, words: str
) -> None:
    answer = await client.get(address)
    assert answer.status_code == status
    assert words in answer.text


async def test_each_asks_under_their_own_access(data: Settings, client: httpx.AsyncClient) -> None:
    everything = (await client.get("/q/mine")).json()["data"]["partnerships"]["nodes"]
    ends = datetime.now(UTC).date() + timedelta(days=2)
    async with open_store(data) as store:
        # From the first key on everyone signs in.
        wanted = keys.Wanted("reader", Station.READER, Scope.parse("la:992"), ends)
        _, secret = await keys.issue(store, wanted, "local")
    async with serving(data) as locked:
        assert (await locked.get("/q/mine")).status_code == 401
        headers = {"Authorization": f"Bearer {secret}"}
        mine = (await locked.get("/q/mine", headers=headers)).json()["data"]
    assert mine["viewer"] == {"scope": "la:992"}
    names = [node["name"] for node in mine["partnerships"]["nodes"]]
    assert 0 < len(names) <= len(everything)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("bad", "{ colour }", "colour"),
        ("bad", "{", "holds no query"),
        ("bad", 'mutation { revokeKey(id: "key:1") { key { id } } }', "changes"),
        ("bad", "query A { dataVersion } query B { dataVersion }", "one query"),
        ("Bad Name", "{ dataVersion }", "small letters"),
    ],
)
def test_a_folder_with_what_is_no_query_is_refused_as_the_program_starts(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    folder = folder_of(tmp_path, **{name: text})
    with pytest.raises(BadInputError, match=words):
        create_app(Settings(queries=folder))
    with pytest.raises(BadInputError, match="no folder"):
        create_app(Settings(queries=tmp_path / "nowhere"))
