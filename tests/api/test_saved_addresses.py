"""Queries that somebody saved, asked by their addresses with the key of each sort of viewer."""

import csv
import io
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from python_calamine import CalamineWorkbook

from partnermap.api.execution import Api
from partnermap.api.query_folder import load
from partnermap.api.schema import build_schema
from partnermap.app import create_app
from partnermap.scope import Scope
from partnermap.store import keys
from partnermap.store.bolt import Store, Transaction
from partnermap.vocabulary import Station
from tests.api.changes import DIOCESE, OTHER_DIOCESE, A, fill
from tests.api.test_saved_queries import COUNT, TEXT, save
from tests.engines import Server

Headers = Mapping[str, str]
MINE = "{ viewer { scope } schools { totalCount } }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one query."""
    folder = tmp_path_factory.mktemp("queries")
    (folder / "of-a-file.graphql").write_text(COUNT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
async def api(shared_store: Store, folder: Path) -> Api:
    await fill(shared_store)
    schema = build_schema()
    return Api(schema, shared_store, folder=load(folder, schema))


@pytest.fixture(scope="module")
async def viewers(api: Api) -> dict[str, Headers]:
    """What each sort of viewer sends along; whoever sends nothing sees what is public."""
    ends = datetime.now(UTC).date() + timedelta(days=2)
    found: dict[str, Headers] = {"anyone": {}}
    for name, scope in (("reader", DIOCESE), ("stranger", OTHER_DIOCESE)):
        wanted = keys.Wanted(name, Station.READER, Scope.parse(scope), ends)
        _, secret = await keys.issue(api.store, wanted, "local")
        found[name] = {"Authorization": f"Bearer {secret}"}
    return found


@pytest.fixture(scope="module")
async def client(
    api: Api, viewers: dict[str, Headers], server: Server, folder: Path
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application, which answers anyone about what is public."""
    settings = server.settings.model_copy(update={"queries": folder, "public_reading": True})
    app = create_app(settings, store=api.store)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60) as ready,
    ):
        yield ready


async def kept(api: Api, name: str, **more: Any) -> str:
    """The address of a new saved query."""
    result = await save(api, f"key of {name} {more.get('owner', '')}", name=name, **more)
    assert result["errors"] == []
    return str(result["query"]["address"])


async def test_it_is_answered_as_json_as_csv_and_as_a_workbook(
    api: Api, client: httpx.AsyncClient
) -> None:
    address = await kept(api, "Names of schools")
    assert address == f"/q/names-of-schools@{DIOCESE}"
    told = await client.get(address, params={"first": "3"})
    names = [node["name"] for node in told.json()["data"]["schools"]["nodes"]]
    assert len(names) == 3
    assert len((await client.get(address)).json()["data"]["schools"]["nodes"]) == 2
    sheet = await client.get(f"{address}.csv?first=3")
    rows = [*csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")))]
    assert rows == [["name"], *([name] for name in names)]
    assert 'filename="names-of-schools.csv"' in sheet.headers["content-disposition"]
    book = await client.get(f"{address}.xlsx?first=3")
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book.content))
    assert sheets.get_sheet_by_name("names-of-schools").to_python() == rows
    same = await client.get(f"{address}?first=3", headers={"If-None-Match": told.headers["etag"]})
    assert same.status_code == 304
    wrong = await client.get(f"{address}?colour=red")
    assert (wrong.status_code, "it has first" in wrong.text) == (400, True)


async def test_the_folders_come_first_and_a_short_name_means_one(
    api: Api, client: httpx.AsyncClient, viewers: dict[str, Headers]
) -> None:
    assert (await client.get("/q/of-a-file")).json()["data"]["schools"]["totalCount"] == 5
    await kept(api, "In short", visibility="SIGNED_IN")
    await kept(api, "In short", owner=A)
    reader = await client.get("/q/in-short.csv", headers=viewers["reader"])
    assert reader.status_code == 400
    assert f"(query:in-short@{A})" in reader.text
    assert f"(query:in-short@{DIOCESE})" in reader.text
    for name in ("in-short", f"in-short@{A}", f"query:in-short@{A}"):
        assert (await client.get(f"/q/{name}")).status_code == 200


async def test_each_asks_under_their_own_access(
    api: Api, client: httpx.AsyncClient, viewers: dict[str, Headers]
) -> None:
    address = await kept(api, "Mine", text=MINE)
    scopes = []
    for headers in viewers.values():
        answer = await client.get(address, headers=headers)
        scopes.append(answer.json()["data"]["viewer"]["scope"])
    assert scopes == ["nowhere", DIOCESE, OTHER_DIOCESE]


async def test_one_that_is_not_seen_is_answered_as_if_there_were_none(
    api: Api, client: httpx.AsyncClient, viewers: dict[str, Headers]
) -> None:
    shown = {
        "PUBLIC": {"anyone", "stranger", "reader"},
        "SIGNED_IN": {"stranger", "reader"},
        "OWNER": {"reader"},
    }
    for visibility, seers in shown.items():
        address = await kept(api, f"for {visibility}", visibility=visibility)
        short = address.partition("@")[0]
        for name, headers in viewers.items():
            for asked in (address, short, f"{address}.csv", f"{short}.xlsx", f"{short}?first=x"):
                answer = await client.get(asked, headers=headers)
                if name in seers:
                    assert answer.status_code == (400 if "?" in asked else 200)
                    continue
                other = asked.replace(f"/q/for-{visibility.lower()}".replace("_", "-"), "/q/none")
                assert other != asked
                nothing = await client.get(other, headers=headers)
                assert (answer.status_code, nothing.status_code) == (404, 404)
                told = answer.text.replace(f"for-{visibility.lower()}".replace("_", "-"), "none")
                assert told == nothing.text


async def test_what_a_text_says_of_the_schema_is_a_table_too(
    api: Api, client: httpx.AsyncClient
) -> None:
    address = await kept(api, "Types", text="{ __schema { types { name __typename } } }")
    sheet = await client.get(f"{address}.csv")
    assert sheet.content.decode("utf-8-sig").splitlines()[0] == "name,__typename"


async def test_what_the_schema_has_outgrown_is_said_to_be_saved_anew(
    api: Api, client: httpx.AsyncClient
) -> None:
    address = await kept(api, "Outgrown", text=TEXT)

    async def forget(transaction: Transaction) -> None:
        await transaction.run("MATCH (q:SavedQuery {name: 'Outgrown'}) SET q.text = '{ colour }'")

    await api.store.write(forget)
    answer = await client.get(address)
    assert answer.status_code == 400
    assert "Outgrown has to be saved anew." in answer.text
