"""Managing data in a browser without script: recorded once, corrected, refused, never lost."""

from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from partnermap.api.execution import Api
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store import keys
from partnermap.store.bolt import Store
from partnermap.vocabulary import Station
from tests.api.changes import DIOCESE, A, B, C
from tests.explorer.browser import ORIGIN, browsing, filled, form_of, send, sign_in
from tests.explorer.managing.filling import count, issued, record, sent, text_of


async def test_what_cannot_be_done_is_neither_offered_nor_taken(
    site: httpx.AsyncClient, secrets: dict[str, str], store: Store
) -> None:
    offered = {}
    for who, secret in secrets.items():
        await sign_in(site, secret)
        page = await site.get("/manage")
        assert page.status_code == 200
        offered[who] = tuple(
            path in page.text for path in ('"/manage/partnership"', '"/manage/import"')
        )
        form = await site.get("/manage/partnership")
        assert (form.status_code == 200) is offered[who][0]
        upload = await site.get("/manage/import")
        assert (upload.status_code == 200) is offered[who][1]
    assert offered == {
        "reader": (False, False), "editor": (True, False), "other": (True, False),
        "importer": (False, True), "administrator": (True, True),
    }  # fmt: skip
    await sign_in(site, secrets["reader"])
    page = await site.get("/manage")
    fields = [*form_of(page, "/sign-out"), ("name", "By a reader"), ("kind", "CLUSTER")]
    answer = await send(site, "/manage/partnership", fields)
    assert (answer.status_code, "may read but not change" in answer.text) == (403, True)
    assert await count(store, "By a reader") == 0


async def test_a_partnership_is_recorded_by_the_names_of_its_members(
    browser: httpx.AsyncClient, store: Store
) -> None:
    answer, _ = await sent(
        browser, "/manage/partnership", name="Reading in Zedshire", kind="CLUSTER",
        themes=["SEND", "FAITH"], started="2021-09",
        members__0__organisation="School 1", members__0__role="LEAD", members__1__organisation=B,
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    page = await browser.get(answer.headers["location"])
    assert "The partnership is recorded." in page.text
    assert "School 1" in page.text and "School 2" in page.text and "lead" in page.text
    assert await count(store, "Reading in Zedshire") == 1


async def test_a_form_sent_twice_is_one_change(browser: httpx.AsyncClient, store: Store) -> None:
    before = await store.data_version()
    first, fields = await sent(
        browser, "/manage/partnership", name="Sent twice", kind="NETWORK",
        members__0__organisation=A,
    )  # fmt: skip
    second = await send(browser, "/manage/partnership", fields)
    assert (second.status_code, second.headers["location"]) == (303, first.headers["location"])
    assert await count(store, "Sent twice") == 1
    assert await store.data_version() == before + 1


async def test_faults_are_told_at_the_top_and_beside_their_fields_and_all_is_kept(
    browser: httpx.AsyncClient, store: Store
) -> None:
    answer, _ = await sent(
        browser, "/manage/partnership", name="", kind="PROJECT", started="soon",
        themes=["FAITH"], local_label="Kept <words>", members__0__organisation="Nowhere Academy",
    )  # fmt: skip
    assert answer.status_code == 400
    assert "<title>Error: " in answer.text
    assert 'role="alert"' in answer.text
    assert '<a href="#name">' in answer.text
    assert '<a href="#members-0-organisation">' in answer.text
    assert 'aria-describedby="members-0-organisation-hint members-0-organisation-fault"' in (
        answer.text
    )
    again = dict(form_of(answer, "/manage/partnership"))
    assert (again["kind"], again["local_label"], again["themes"], again["started"]) == (
        "PROJECT", "Kept <words>", "FAITH", "soon",
    )  # fmt: skip
    fields = filled(
        form_of(answer, "/manage/partnership"), name="Dated oddly", members__0__organisation=A
    )
    answer = await send(browser, "/manage/partnership", fields)
    assert answer.status_code == 400
    assert '<a href="#started">' in answer.text
    assert "It is not a year" in answer.text
    fields = filled(form_of(answer, "/manage/partnership"), started="2024")
    assert (await send(browser, "/manage/partnership", fields)).status_code == 303
    assert await count(store, "Dated oddly") == 1


async def test_where_several_may_be_meant_one_is_chosen(browser: httpx.AsyncClient) -> None:
    answer, _ = await sent(
        browser, "/manage/partnership", name="Chosen", kind="CLUSTER",
        members__0__organisation="School",
    )  # fmt: skip
    assert (answer.status_code, "Say which one you mean." in answer.text) == (400, True)
    assert f'type="radio" name="members-0-organisation-is" value="{B}"' in answer.text
    fields = form_of(answer, "/manage/partnership")
    chosen = await send(browser, "/manage/partnership", [*fields, ("members-0-organisation-is", B)])
    assert chosen.status_code == 303, chosen.text
    assert "School 2" in (await browser.get(chosen.headers["location"])).text


async def test_more_rows_are_offered_and_nothing_is_recorded_by_it(
    browser: httpx.AsyncClient, store: Store
) -> None:
    answer, _ = await sent(browser, "/manage/partnership", name="Many", more="members")
    assert answer.status_code == 200
    names = {name for name, _ in form_of(answer, "/manage/partnership")}
    assert {"members-2-organisation", "members-5-organisation"} <= names
    assert await count(store, "Many") == 0


async def test_members_join_and_leave_and_it_ends_and_goes_on(
    site: httpx.AsyncClient, secrets: dict[str, str], api: Api
) -> None:
    # Of what has ended an editor has no member left in their part of the map.
    await sign_in(site, secrets["administrator"])
    home = f"/manage/partnership/{(await record(api, 'Changing', A))['id']}"
    for path, typed, says in (
        ("join", {"organisation": "School 2", "joined": "2022"}, "new member"),
        ("leave", {"organisation": B, "on": "2023-07"}, "member left"),
        ("end", {"on": "2024-07"}, "has ended"),
        ("reopen", {}, "goes on"),
        ("end", {"on": "2025-07-31"}, "has ended"),
    ):
        answer, _ = await sent(site, f"{home}/{path}", **typed)
        assert answer.status_code == 303, answer.text
        page = await site.get(answer.headers["location"])
        assert says in page.text
    assert "2025-07-31" in page.text
    assert f"{home}/join" not in page.text


async def test_two_editors_of_one_record_are_shown_both(
    own: Settings, browser: httpx.AsyncClient, api: Api, store: Store, secrets: dict[str, str]
) -> None:
    path = f"/manage/partnership/{(await record(api, 'Old name', A, B))['id']}/correct"
    async with browsing(own) as another:
        await sign_in(another, secrets["other"])
        mine, theirs = await browser.get(path), await another.get(path)
        first = await send(another, path, filled(form_of(theirs, path), name="Their name"))
        assert first.status_code == 303
        fields = filled(form_of(mine, path), name="My name", started="2020")
        late = await send(browser, path, fields)
    assert late.status_code == 409
    assert "Somebody changed this while you had it open" in late.text
    assert "by The editor" in text_of(late)
    assert '<td data-label="Recorded now">Their name</td>' in late.text
    assert '<td data-label="What you typed">My name</td>' in late.text
    assert dict(form_of(late, path))["name"] == "My name"
    assert await count(store, "Their name") == 1
    after = await send(browser, path, form_of(late, path))
    assert after.status_code == 303, after.text
    assert await count(store, "My name") == 1


async def test_an_absence_is_reported(browser: httpx.AsyncClient) -> None:
    answer, _ = await sent(browser, "/manage/absence", by="School 1", other=C)
    assert answer.headers["location"] == "/manage?done=report_absent"
    assert "do not work together" in (await browser.get(answer.headers["location"])).text


async def test_a_goal_is_recorded_pursued_and_measured(
    browser: httpx.AsyncClient, api: Api
) -> None:
    pursued = (await record(api, "Pursuers", A, B))["id"]
    answer, _ = await sent(
        browser, "/manage/goal", name="Every school has a partner", owner=A, due="2030"
    )
    assert answer.status_code == 303, answer.text
    home = answer.headers["location"].partition("?")[0]
    for path, typed in (
        ("pursue", {"partnership": f"https://map.test/partnership/{quote(pursued)}?as-of=2026-01-01"}),
        ("milestone", {
            "name": "Half of them", "due": "2028", "measures__0__name": "schools",
            "measures__0__target": "5", "measures__0__baseline": "0",
        }),
        ("correct", {"description": "None on its own."}),
    ):  # fmt: skip
        answer, _ = await sent(browser, f"{home}/{path}", **typed)
        assert answer.status_code == 303, answer.text
    (measure,) = (await _goal(api, home.rpartition("/")[2]))["milestones"][0]["measures"]
    answer, _ = await sent(
        browser, f"{home}/observe", measure=measure["id"], day="2026-03-01", value="3"
    )
    assert answer.status_code == 303, answer.text
    page = await browser.get(answer.headers["location"])
    for words in ("Pursuers", "Half of them", "schools: 3 on 2026-03-01", "None on its own."):
        assert words in page.text


async def _goal(api: Api, id_: str) -> Any:
    text = "query ($id: ID!) { node(id: $id) { ... on Goal { milestones { measures { id } } } } }"
    answer = await api.execute(text, {"id": id_}, access=LOCAL)
    assert answer.data
    return answer.data["node"]


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.test"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {}],
    ids=str,
)
async def test_what_another_site_sends_changes_nothing(
    browser: httpx.AsyncClient, store: Store, headers: dict[str, str]
) -> None:
    page = await browser.get("/manage/partnership")
    fields = filled(form_of(page, "/manage/partnership"), name="Forged", kind="CLUSTER")
    forged = [pair for pair in fields if pair[0] != "mark"] + [("members-0-organisation", A)]
    before = await store.data_version()
    answer = await browser.post("/manage/partnership", data=dict(forged), headers=headers)
    assert (answer.status_code, "<h1" in answer.text) == (403, True)
    assert await store.data_version() == before


async def test_what_was_typed_outlives_the_sign_in(
    site: httpx.AsyncClient, secrets: dict[str, str], store: Store
) -> None:
    short = await issued(store, Station.EDITOR, DIOCESE)
    await sign_in(site, short)
    page = await site.get("/manage/partnership")
    fields = filled(
        form_of(page, "/manage/partnership"), name="Caught", kind="SERVICE", themes=["SEND"],
        members__0__organisation="School 1", local_label="Tüesdays & <i>more</i>",
    )  # fmt: skip
    await keys.revoke(store, f"key:{short.split('_')[1]}", "local")
    site.cookies.set("partnermap", "pmk_ended", domain="map.test")
    caught = await send(site, "/manage/partnership", fields)
    assert (caught.status_code, caught.headers["location"]) == (
        303,
        "/sign-in?next=%2Fmanage%2Fpartnership",
    )
    assert await count(store, "Caught") == 0
    site.cookies.delete("partnermap")
    again = await site.get(caught.headers["location"])
    assert "What you typed is kept" in again.text
    signed = await send(site, "/sign-in", filled(form_of(again, "/sign-in"), key=secrets["editor"]))
    restored = await site.get(signed.headers["location"])
    assert "was kept while you signed in" in restored.text
    kept = form_of(restored, "/manage/partnership")
    assert _typed(kept) == _typed(fields)
    done = await send(site, "/manage/partnership", kept)
    assert done.status_code == 303, done.text
    assert await count(store, "Caught") == 1
    assert "was kept while" not in (await site.get("/manage/partnership")).text


def _typed(fields: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """What a form says beside its mark."""
    return {(name, value) for name, value in fields if value and name != "mark"}


async def test_a_form_from_before_a_restart_is_shown_again(
    own: Settings, secrets: dict[str, str], store: Store
) -> None:
    async with AsyncExitStack() as both:
        before = await both.enter_async_context(browsing(own))
        after = await both.enter_async_context(browsing(own))
        await sign_in(before, secrets["editor"])
        page = await before.get("/manage/absence")
        fields = filled(form_of(page, "/manage/absence"), by=A, other=B)
        after.cookies.update(before.cookies)
        answer = await send(after, "/manage/absence", fields)
        assert (answer.status_code, answer.headers["location"]) == (303, "/manage/absence")
        assert dict(form_of(await after.get("/manage/absence"), "/manage/absence"))["by"] == A


@pytest.mark.parametrize(
    ("body", "type_", "status"),
    [
        (b"name=%ff", "application/x-www-form-urlencoded", 400),
        (b"name=a%00b", "application/x-www-form-urlencoded", 400),
        (b"name=" + b"x" * 300_000, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"a=b" for _ in range(5000)), "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 415),
        (b"", "", 415),
    ],
    ids=["not UTF-8", "NUL", "too large", "too many", "JSON", "nothing"],
)
async def test_what_is_no_form_is_refused_with_a_page(
    browser: httpx.AsyncClient, body: bytes, type_: str, status: int
) -> None:
    headers = {"Content-Type": type_, "Origin": ORIGIN}
    answer = await browser.post("/manage/partnership", content=body, headers=headers)
    assert (answer.status_code, "<h1" in answer.text) == (status, True)


@pytest.mark.parametrize(
    "path",
    [
        "/manage/partnership/partnership:none", "/manage/partnership/partnership:none/end",
        "/manage/goal/goal:none", "/manage/round/round:none", f"/manage/partnership/{A}",
        "/manage/round/round:none/chase.csv", f"/manage/goal/{A}/correct",
    ],
)  # fmt: skip
async def test_what_is_not_there_is_told(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, "<h1" in answer.text) == (404, True)
