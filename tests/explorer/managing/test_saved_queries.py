"""Saved queries in a browser without script: kept from where they were tried, changed, removed."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from partnermap.settings import Settings
from tests.api.changes import DIOCESE
from tests.explorer.browser import browsing, filled, form_of, send, sign_in
from tests.explorer.managing.filling import sent, text_of

TEXT = "query ($first: Int = 2) {\r\n  schools(first: $first) { nodes { name } }\r\n}"
SAVE = "/manage/query"


async def kept(browser: httpx.AsyncClient, name: str, **typed: str) -> httpx.Response:
    """What comes of the form, filled in so."""
    given = {"name": name, "owner": DIOCESE, "text": TEXT} | typed
    return (await sent(browser, SAVE, **given))[0]


async def test_a_query_is_kept_from_where_it_was_tried(browser: httpx.AsyncClient) -> None:
    tried = await browser.get("/query", params={"query": TEXT, "run": "1"})
    assert "Keep this query under a name" in tried.text
    onward = await browser.get("/query", params={"query": TEXT, "variables": "", "keep": "1"})
    assert onward.status_code == 303
    split = urlsplit(onward.headers["location"])
    assert (split.path, parse_qs(split.query)) == (SAVE, {"text": [TEXT]})
    form = form_of(await browser.get(onward.headers["location"]), SAVE)
    assert dict(form)["text"] == TEXT.replace("\r\n", "\n")
    answer = await send(browser, SAVE, filled(form, name="First schools", owner="Diocese of Zed"))
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/manage/queries?done=save_query",
    )
    page = await browser.get(answer.headers["location"])
    assert "The query is saved." in page.text
    assert "Diocese of Zed" in page.text
    address = f"/q/first-schools@{DIOCESE}"
    for ending in ("", ".csv", ".xlsx"):
        assert f'href="{address}{ending}"' in page.text
        assert (await browser.get(address + ending)).status_code == 200
    opened = await browser.get(f"/query?saved=query:first-schools@{DIOCESE}")
    assert dict(form_of(opened, "/query"))["query"] == TEXT.replace("\r\n", "\n")
    # The form sent once more saves nothing else.
    again = await send(browser, SAVE, filled(form, name="First schools", owner="Diocese of Zed"))
    assert again.status_code == 303
    assert (await browser.get("/manage/queries")).text.count(f'href="{address}"') == 1


async def test_it_is_changed_and_removed(browser: httpx.AsyncClient) -> None:
    assert (await kept(browser, "To be changed")).status_code == 303
    one = f"/manage/query/query:to-be-changed@{DIOCESE}"
    assert f'href="{one}/replace"' in (await browser.get("/manage/queries")).text
    fields = form_of(await browser.get(f"{one}/replace"), f"{one}/replace")
    answer = await send(browser, f"{one}/replace", filled(fields, text="{ dataVersion }"))
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/manage/queries?done=save_query",
    )
    asked = await browser.get(f"/q/to-be-changed@{DIOCESE}")
    assert asked.json()["data"].keys() == {"dataVersion"}
    stale = await send(browser, f"{one}/replace", filled(fields, name="Other", key="x" * 24))
    assert stale.status_code == 409
    assert "Somebody changed this" in stale.text
    page = await browser.get(f"{one}/remove")
    assert 'href="/manage/queries"' in page.text
    gone = await send(browser, f"{one}/remove", form_of(page, f"{one}/remove"))
    assert gone.headers["location"] == "/manage/queries?done=remove_query"
    assert "The query is removed." in (await browser.get(gone.headers["location"])).text
    for address in (f"/q/to-be-changed@{DIOCESE}", f"{one}/replace", f"/query?saved={one[14:]}"):
        assert (await browser.get(address)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "What the query is called is missing"),
        ({"name": "?!"}, "It needs a letter"),
        ({"name": "x" * 32}, "may have 31 characters"),
        ({"owner": "urn:000000"}, "no organisation with the id"),
        ({"visibility": "MEMBERS"}, "Not a valid choice"),
        ({"text": ""}, "The query is missing"),
        ({"text": "{ colour }"}, "line 1, column 3: Cannot query field 'colour'"),
        ({"text": "mutation { __typename }"}, "It must hold one query"),
    ],
)
async def test_what_cannot_be_kept_is_told_beside_its_field(
    browser: httpx.AsyncClient, typed: dict[str, str], says: str
) -> None:
    shown = await kept(browser, **({"name": "Wrong"} | typed))
    assert shown.status_code == 400
    assert says in text_of(shown)
    if field := next((name for name in ("text", "name") if name in typed), None):
        assert dict(form_of(shown, SAVE))[field] == typed[field]


async def test_a_reader_is_offered_the_addresses_alone(
    browser: httpx.AsyncClient, own: Settings, secrets: dict[str, str]
) -> None:
    await kept(browser, "For readers", visibility="SIGNED_IN")
    await kept(browser, "For its owner", visibility="OWNER", owner=DIOCESE)
    async with browsing(own) as reader:
        closed = await reader.get("/manage/queries")
        assert (closed.status_code, closed.headers["location"]) == (
            303,
            "/sign-in?next=%2Fmanage%2Fqueries",
        )
        await sign_in(reader, secrets["reader"])
        page = await reader.get("/manage/queries")
        assert f'href="/q/for-readers@{DIOCESE}.csv"' in page.text
        assert "For its owner" in page.text  # whoever reads everything
        assert "/replace" not in page.text
        assert "Keep this query" not in (await reader.get("/query")).text
        assert (await reader.get(SAVE)).status_code == 403


async def test_those_of_files_are_listed_and_left_to_whoever_runs_the_service(
    own: Settings, secrets: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "of-a-file.graphql").write_text("{ dataVersion }", encoding="utf-8")
    async with browsing(own.model_copy(update={"queries": tmp_path})) as editor:
        await sign_in(editor, secrets["editor"])
        page = await editor.get("/manage/queries")
        assert 'href="/q/of-a-file.xlsx"' in page.text
        assert "whoever runs this service" in page.text
        assert "query:of-a-file/replace" not in page.text
        opened = await editor.get("/query?saved=query:of-a-file")
        assert dict(form_of(opened, "/query"))["query"] == "{ dataVersion }"
        taken = await kept(editor, "Of a file")
        assert (taken.status_code, "give this another" in taken.text) == (400, True)
