"""Files sent to be imported: who may, what is taken, what is told, and what goes on meanwhile."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.types import Message

from partnermap import apart
from partnermap.api.guard import RequestRefusedError
from partnermap.api.uploads import FileBounds, take_file
from partnermap.app import create_app
from partnermap.imports.apart import Importer
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.progress import Progress, read_progress
from partnermap.vocabulary import ImportState, Station
from tests.api.test_access import issued
from tests.imports.files import as_csv, school

FILE = as_csv([school("100001"), school("100002"), school("x")])
SMALL = as_csv([school("100001")])
LARGE = as_csv([school(f"10{n}") for n in range(1000, 3500)])
SCHOOLS = "/import/gias-establishments"
ON_A_DAY = {"published": "2019-03-01"}


@asynccontextmanager
async def serving(settings: Settings, *, local: bool = True) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application that sends CSV."""
    app = create_app(settings, local=local)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://localhost",
            headers={"Content-Type": "text/csv"},
            timeout=60,
        ) as client,
    ):
        yield client


@pytest.fixture
async def client(settings: Settings, store: Store) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(settings) as ready:
        yield ready


async def settled(store: Store, id_: str) -> Progress:
    """An import once it has ended."""
    async with asyncio.timeout(60):
        while True:
            progress = await read_progress(store, id_)
            assert progress
            if progress.state is not ImportState.RUNNING:
                return progress
            await asyncio.sleep(0.1)


async def test_a_file_is_imported_while_the_server_goes_on(
    client: httpx.AsyncClient, store: Store
) -> None:
    answer = await client.post(SCHOOLS, content=FILE, params=ON_A_DAY | {"file": "my schools.csv"})
    assert answer.status_code == 202
    progress = await settled(store, answer.json()["import"])
    assert (progress.state, progress.file) == (ImportState.COMPLETE, "my schools.csv")
    assert (progress.counts["rows"], progress.counts["rejected"]) == (3, 1)
    assert await store.read("MATCH (s:School) RETURN count(s)") == [[2]]
    again = await client.post(SCHOOLS, content=FILE, params=ON_A_DAY)
    assert again.json() == answer.json()
    assert (await settled(store, again.json()["import"])).counts["unchanged"] == 2


async def test_of_a_trial_the_report_comes_back(client: httpx.AsyncClient, store: Store) -> None:
    answer = await client.post(SCHOOLS, content=FILE, params=ON_A_DAY | {"dryRun": "true"})
    assert answer.status_code == 200
    report = answer.json()["report"]
    assert (report["created"], report["rejected"], report["dry_run"]) == (2, 1, True)
    assert report["problems"][0]["line"] == 4
    assert await store.read("MATCH (n) WHERE n:School OR n:Import RETURN count(n)") == [[0]]


@pytest.mark.parametrize(
    ("path", "content", "params", "said"),
    [
        (SCHOOLS, b"<html>", ON_A_DAY, "web page"),
        (SCHOOLS, b"", ON_A_DAY, "empty"),
        (SCHOOLS, b"a,b\n1,2\n", ON_A_DAY, "column"),
        (SCHOOLS, FILE, {}, "published"),
        (SCHOOLS, FILE, {"published": "soon"}, "published"),
        (SCHOOLS, FILE, ON_A_DAY | {"owner": "la:1"}, "owner"),
        (SCHOOLS, FILE, ON_A_DAY | {"dryRun": "yes"}, "dryRun"),
        (SCHOOLS, FILE, ON_A_DAY | {"colour": "red"}, "colour"),
        (SCHOOLS, FILE, ON_A_DAY | {"file": ""}, "`file`"),
        (SCHOOLS, FILE, ON_A_DAY | {"file": "../x"}, "`file`"),
        (SCHOOLS, FILE, ON_A_DAY | {"file": ".x"}, "`file`"),
        (SCHOOLS, FILE, ON_A_DAY | {"file": "x\0"}, "`file`"),
        ("/import/nothing", FILE, ON_A_DAY, "choose from"),
    ],
)  # fmt: skip
async def test_what_cannot_be_imported_is_told_at_once(
    client: httpx.AsyncClient, store: Store, path: str, content: bytes, params: Any, said: str
) -> None:
    answer = await client.post(path, content=content, params=params)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]) == (400, {"code": "BAD_INPUT"})
    assert said in error["message"]
    assert "partnermap-" not in error["message"]
    assert await store.read("MATCH (i:Import) RETURN count(i)") == [[0]]


async def test_an_import_that_should_not_go_on_is_refused(
    client: httpx.AsyncClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = {"published": "2019-06-01"}
    first = await client.post(SCHOOLS, content=LARGE, params=ON_A_DAY)
    with monkeypatch.context() as at_once:
        at_once.setattr(apart, "GRACE", 0)
        meanwhile = await client.post(SCHOOLS, content=SMALL, params=later)
    await settled(store, first.json()["import"])
    less = await client.post(SCHOOLS, content=SMALL, params=later)
    for answer, said in ((meanwhile, "already"), (less, "would end")):
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["extensions"]) == (409, {"code": "REFUSED"})
        assert said in error["message"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": ""},
        {"Content-Encoding": "gzip"},
    ],
    ids=str,
)
async def test_what_a_page_of_another_site_could_send_is_not_taken(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await client.post(SCHOOLS, content=FILE, params=ON_A_DAY, headers=headers)
    assert answer.status_code == 415


async def test_importing_is_for_importers_of_the_whole_map(
    settings: Settings, store: Store
) -> None:
    async with serving(settings, local=False) as client:
        assert (await client.post(SCHOOLS, content=FILE, params=ON_A_DAY)).status_code == 401
        for station, scope, status in (
            (Station.READER, "all", 403),
            (Station.EDITOR, "all", 403),
            (Station.IMPORTER, "diocese:CE32", 403),
            (Station.IMPORTER, "all", 202),
        ):
            id_, secret = await issued(store, station, scope)
            headers = {"Authorization": f"Bearer {secret}"}
            answer = await client.post(SCHOOLS, content=FILE, params=ON_A_DAY, headers=headers)
            assert answer.status_code == status
        await settled(store, answer.json()["import"])
    rows = await store.read("MATCH (e:Audit {action: 'import.begin'}) RETURN e.subject")
    assert rows == [[id_]]


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_what_is_too_large_leaves_nothing_behind(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * 6, "more_body": True}

    scope = {
        "type": "http", "method": "POST", "query_string": b"published=2019-03-01",
        "headers": [(b"content-type", b"text/csv")], "path_params": {"source": "gias-links"},
    }  # fmt: skip
    with pytest.raises(RequestRefusedError) as refused:
        await take_file(Request(scope, receive), LOCAL, Importer(settings), FileBounds(bytes=2048))
    assert refused.value.code == "TOO_LARGE"
    assert left_in(tmp_path) == []


async def test_an_import_ends_with_the_server_and_goes_on_when_sent_again(
    settings: Settings, store: Store
) -> None:
    async with serving(settings) as client:
        id_ = (await client.post(SCHOOLS, content=LARGE, params=ON_A_DAY)).json()["import"]
    stopped = await read_progress(store, id_)
    assert stopped and stopped.state is ImportState.STOPPED
    async with serving(settings) as client:
        again = await client.post(SCHOOLS, content=LARGE, params=ON_A_DAY)
        assert again.json() == {"import": id_}
        assert (await settled(store, id_)).state is ImportState.COMPLETE
    assert await store.read("MATCH (s:School) RETURN count(s)") == [[2500]]
