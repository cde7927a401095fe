"""Rounds to chase, rows to resolve and files to import, in a browser without script."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from partnermap import sample
from partnermap.api import uploads
from partnermap.api.uploads import FileBounds
from partnermap.explorer import uploading
from partnermap.imports.run import run_import
from partnermap.scope import Scope
from partnermap.settings import Settings
from partnermap.store import keys
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from partnermap.store.rounds import read_asked
from partnermap.surveys.form import Form
from partnermap.surveys.layout import code_of, label
from partnermap.surveys.rounds import open_round
from partnermap.surveys.run import import_answers
from partnermap.vocabulary import Station
from tests.explorer.browser import ORIGIN, browsing, filled, form_of, send, sign_in
from tests.imports.files import as_csv, school
from tests.surveys.filling import Cells, fill

TOMORROW = datetime.now(UTC).date() + timedelta(days=1)
DOUBTFUL: list[Cells] = [
    {"partner": "St Aldwin's School", "theme": "SEND"},
    {"partner": "Quarrington Gate Free School", "place": "Quarrington"},
]
FILE = as_csv([school("100001"), school("100002"), school("x")])


@pytest.fixture(scope="module")
async def store(own: Settings) -> AsyncIterator[Store]:
    async with open_store(own) as opened:
        for edition in sample.files():
            await run_import(opened, edition.source, edition.path, published=edition.published)
        yield opened


def called(form: Form, name: str) -> str:
    """The label of the one organisation on a form whose name begins so."""
    (found,) = [label(named) for named in form.organisations if named.name.startswith(name)]
    return found


@pytest.fixture(scope="module")
async def round_(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Form:
    """A round in which one school has answered, with two rows in doubt."""
    form, _ = await open_round(store, Scope.parse(sample.SCOPE), "Summer 2026", date(2026, 4, 1))
    path = tmp_path_factory.mktemp("answers") / "answer.xlsx"
    await import_answers(store, [fill(path, form, called(form, "Cockleby"), DOUBTFUL)])
    return form


async def issued(store: Store, station: Station, scope: str = "all") -> str:
    wanted = keys.Wanted(station.lower(), station, Scope.parse(scope), TOMORROW)
    _, secret = await keys.issue(store, wanted, "local")
    assert secret
    return secret


@pytest.fixture(scope="module")
async def editor(store: Store) -> str:
    return await issued(store, Station.EDITOR, sample.SCOPE)


@pytest.fixture(scope="module")
async def importer(store: Store) -> str:
    return await issued(store, Station.IMPORTER)


@pytest.fixture
async def browser(own: Settings, editor: str, importer: str) -> AsyncIterator[httpx.AsyncClient]:
    async with browsing(own) as ready:
        yield ready


def text_of(page: httpx.Response) -> str:
    return page.text.replace("&#39;", "'").replace("&#34;", '"')


async def test_a_round_says_whom_to_chase_also_for_a_spreadsheet(
    browser: httpx.AsyncClient, editor: str, round_: Form, store: Store
) -> None:
    await sign_in(browser, editor)
    overview = await browser.get("/manage")
    assert f'href="/manage/round/{round_.round}"' in overview.text
    assert "2 rows" in overview.text
    page = await browser.get(f"/manage/round/{round_.round}")
    assert page.status_code == 200
    assert "Cockleby" not in page.text.partition("Who has not replied")[2].partition("<h2")[0]
    answer = await browser.get(f"/manage/round/{round_.round}/chase.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head == ["id", "name", "kind", "local authority", "town", "postcode"]
    asked = {each.id for each in await read_asked(store, round_.round)}
    assert {row[0] for row in rows} == asked - {code_of(called(round_, "Cockleby"))}


async def test_a_row_is_resolved_by_choosing(
    browser: httpx.AsyncClient, editor: str, round_: Form, store: Store
) -> None:
    await sign_in(browser, editor)
    path = f"/manage/pending?round={round_.round}"
    page = await browser.get(path)
    assert "St Aldwin's School" in text_of(page)
    assert "Quarrington Gate Free School" in page.text
    one = form_of(page, path.partition("?")[0])
    prefix = f"row{dict(one)['at']}-"
    nothing = await send(browser, path, one)
    assert (nothing.status_code, "Choose whom it means." in nothing.text) == (400, True)
    assert f'href="#{prefix}who-0"' in nothing.text
    unnamed = await send(browser, path, filled(one, **{f"{prefix}who": "newcomer"}))
    assert (unnamed.status_code, "Type its name." in unnamed.text) == (400, True)
    odd = await send(browser, path, filled(one, **{f"{prefix}who": "urn:000000"}))
    assert (odd.status_code, "There is a problem" in odd.text) == (400, True)
    stale = await send(browser, path, filled(one, **{f"{prefix}who": "nobody"}))
    assert (stale.status_code, "was sent before" in stale.text) == (400, True)
    page = await browser.get(path)
    wexmoor = str(code_of(called(round_, "Wexmoor St Aldwin")))
    both = [form_of(page, "/manage/pending", at=str(at)) for at in (0, 1)]
    (aldwin,) = [fields for fields in both if _means(page, fields, wexmoor)]
    prefix = f"row{dict(aldwin)['at']}-"
    done = await send(browser, path, filled(aldwin, **{f"{prefix}who": wexmoor}))
    assert done.status_code == 303, done.text
    again = await send(browser, path, filled(aldwin, **{f"{prefix}who": wexmoor}))
    assert (again.status_code, again.headers["location"]) == (303, done.headers["location"])
    left = await browser.get(done.headers["location"])
    assert "It is recorded whom the row means." in left.text
    assert "St Aldwin's School" not in text_of(left)
    last = form_of(left, "/manage/pending")
    nobody = await send(browser, path, filled(last, **{f"row{dict(last)['at']}-who": "nobody"}))
    assert nobody.status_code == 303, nobody.text
    assert "No row waits" in (await browser.get(path)).text


def _means(page: httpx.Response, fields: list[tuple[str, str]], id_: str) -> bool:
    """Whether a form on the page offers this organisation."""
    at = dict(fields)["at"]
    return f'name="row{at}-who" required type="radio" value="{id_}"' in page.text


async def upload(
    browser: httpx.AsyncClient, content: bytes, origin: str = ORIGIN, **typed: str
) -> httpx.Response:
    """Send a file by the form of its page."""
    page = await browser.get("/manage/import")
    fields = [pair for pair in form_of(page, "/manage/import") if pair[0] not in ("file", "trial")]
    given = {"source": "gias-establishments", "published": "2026-03-02"} | typed
    name = given.pop("name", "schools.csv")
    while True:
        answer = await browser.post(
            "/manage/import",
            data=dict(filled(fields, **given)),
            files={"file": (name, content, "text/csv")},
            headers={"Origin": origin},
        )
        # On a busy machine the process of the file before takes a while to go.
        if "is being imported here already" not in answer.text:
            return answer
        await asyncio.sleep(1)


async def test_a_file_is_tried_then_imported_and_followed(
    browser: httpx.AsyncClient, importer: str, store: Store
) -> None:
    await sign_in(browser, importer)
    tried = await upload(browser, FILE, trial="y", force="y")
    assert tried.status_code == 200
    assert "Nothing has been changed." in tried.text
    assert "Rows that cannot be used" in tried.text
    sent = await upload(browser, FILE, force="y")
    assert sent.status_code == 303, text_of(sent)
    address = sent.headers["location"]
    async with asyncio.timeout(120):
        while "refresh" in (page := await browser.get(address)).headers:
            assert "Keep it still" in page.text
            assert "refresh" not in (await browser.get(f"{address}?still")).headers
            await asyncio.sleep(0.5)
    assert "It is imported." in page.text
    assert address.partition("/manage/import/")[2] in (await browser.get("/manage")).text
    assert await store.read("MATCH (s:School {id: 'urn:100001'}) RETURN count(s)") == [[1]]


@pytest.mark.parametrize(
    ("content", "typed", "says"),
    [
        (b"<html>", {}, "web page"),
        (b"", {}, "Choose a file."),
        (b"a,b\n1,2\n", {}, "column"),
        (FILE, {"published": ""}, "When schools.csv was published is not in its name"),
        (FILE, {"published": "soon"}, "Not a valid date"),
        (FILE, {"source": ""}, "Choose what the file is."),
        (FILE, {"source": "nothing"}, "Not a valid choice"),
        (FILE, {"owner": "la:1"}, "owner"),
        (FILE, {"name": "../x"}, "letters, digits, spaces"),
    ],
    ids=str,
)
async def test_what_cannot_be_imported_is_told_on_the_form(
    browser: httpx.AsyncClient, importer: str, content: bytes, typed: dict[str, str], says: str
) -> None:
    await sign_in(browser, importer)
    given: dict[str, Any] = {"name": "" if not content else "schools.csv"} | typed
    answer = await upload(browser, content, **given)
    assert answer.status_code == 400
    assert says in text_of(answer)
    assert 'role="alert"' in answer.text
    assert "partnermap-" not in text_of(answer).partition("<main")[2]


async def test_a_file_that_is_too_large_is_told_as_a_page(
    browser: httpx.AsyncClient, importer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "FILE_BOUNDS", FileBounds(bytes=1024 * 1024))
    await sign_in(browser, importer)
    answer = await upload(browser, b"x" * 3_000_000)
    assert (answer.status_code, "larger than 1 MB" in answer.text) == (413, True)
    assert uploads.FILE_BOUNDS.bytes == 100 * 1024 * 1024


async def test_a_file_comes_from_our_own_page_and_from_whoever_may(
    browser: httpx.AsyncClient, importer: str, editor: str
) -> None:
    await sign_in(browser, importer)
    assert (await upload(browser, FILE, "https://evil.test")).status_code == 403
    unmarked = await browser.post("/manage/import", files={"file": ("a.csv", FILE, "text/csv")})
    assert unmarked.status_code == 403
    broken = await browser.post(
        "/manage/import",
        content=b"--x\r\nnothing",
        headers={"Content-Type": "multipart/form-data; boundary=x", "Origin": ORIGIN},
    )
    assert (broken.status_code, "<h1" in broken.text) == (400, True)
    page = await browser.get("/manage/import")
    await sign_in(browser, editor)
    answer = await browser.post(
        "/manage/import",
        data=dict(form_of(page, "/manage/import")),
        files={"file": ("a.csv", FILE, "text/csv")},
        headers={"Origin": ORIGIN},
    )
    assert (answer.status_code, "Importing is for importers" in answer.text) == (403, True)
    browser.cookies.delete("partnermap")
    ended = await browser.post(
        "/manage/import", files={"file": ("a.csv", FILE, "text/csv")}, headers={"Origin": ORIGIN}
    )
    assert (ended.status_code, "choose the file again" in ended.text) == (401, True)


async def test_an_import_that_is_not_there_is_told(
    browser: httpx.AsyncClient, importer: str
) -> None:
    await sign_in(browser, importer)
    assert (await browser.get("/manage/import/import:none")).status_code == 404
