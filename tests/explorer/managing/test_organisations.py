"""Organisations added, made one and made two again, in a browser without script."""

from urllib.parse import quote

import httpx
import pytest

from partnermap.api.execution import Api
from partnermap.settings import Settings
from partnermap.store import keys
from partnermap.store.bolt import Store
from partnermap.vocabulary import Station
from tests.api.changes import DIOCESE, EDITOR, LA, STRANGER, A, B, C, change, partnership
from tests.explorer.browser import browsing, filled, form_of, send, sign_in
from tests.explorer.managing.filling import issued, record, sent, text_of


async def added(api: Api, name: str, **more: str) -> str:
    """The id of a community organisation of the editor's diocese."""
    given = {"name": name, "diocese": DIOCESE, **more}
    result = await change(api, "addOrganisation", input=given, evenSo=True)
    assert result["errors"] == []
    return str(result["record"]["id"])


async def count(store: Store, name: str) -> int:
    """How many organisations are called so."""
    rows = await store.read("MATCH (o:Organisation {name: $n}) RETURN count(o)", n=name)
    found: int = rows[0][0]
    return found


async def test_an_organisation_is_added_once_however_often_it_is_sent(
    browser: httpx.AsyncClient, store: Store
) -> None:
    answer, fields = await sent(
        browser, "/manage/organisation", name="Zed Food Bank", charity_number="1112223",
        local_authority=LA, diocese="Diocese of Zed", town="Zedton", postcode="zz9 9zz",
    )  # fmt: skip
    home = "/manage/organisation/charity:1112223"
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"{home}?done=add_organisation",
    )
    page = await browser.get(answer.headers["location"])
    assert "The organisation is added." in page.text
    told = await browser.get("/organisation/charity:1112223")
    assert "Zedton, ZZ9 9ZZ" in told.text and f'href="{quote(home)}"' in told.text
    again = await send(browser, "/manage/organisation", fields)
    assert (again.status_code, again.headers["location"]) == (303, answer.headers["location"])
    assert await count(store, "Zed Food Bank") == 1


async def test_those_that_it_may_be_are_offered_before_another_is_added(
    browser: httpx.AsyncClient, api: Api, store: Store
) -> None:
    known = await added(api, "Zed Youth Club")
    before = await store.data_version()
    page = await browser.get("/manage/organisation")
    assert "even_so" not in page.text
    answer, _ = await sent(
        browser, "/manage/organisation", name="zed  youth CLUB", diocese=DIOCESE, town="Kept"
    )
    assert (answer.status_code, "It may be on record already." in answer.text) == (400, True)
    assert f'<a href="/manage/organisation/{known}">Zed Youth Club</a>' in answer.text
    assert await store.data_version() == before
    fields = form_of(answer, "/manage/organisation")
    assert dict(fields)["town"] == "Kept"
    added_even_so = await send(browser, "/manage/organisation", filled(fields, even_so="y"))
    assert added_even_so.status_code == 303, added_even_so.text
    assert await store.data_version() == before + 1


async def test_what_is_wrong_with_an_organisation_is_told_beside_its_field(
    browser: httpx.AsyncClient,
) -> None:
    answer, _ = await sent(
        browser, "/manage/organisation", name="Numbered", charity_number="12", diocese=DIOCESE
    )
    assert answer.status_code == 400
    assert '<a href="#charity_number">' in answer.text
    elsewhere, _ = await sent(browser, "/manage/organisation", name="No place of ours")
    assert (elsewhere.status_code, "your part of the map" in elsewhere.text) == (400, True)


async def test_two_records_are_made_one_and_two_again(browser: httpx.AsyncClient, api: Api) -> None:
    keep = await added(api, "The Zed Hub", charityNumber="3334445")
    other = await added(api, "Zed Hub", town="Zedton")
    await record(api, "Of the one", A, keep)
    await record(api, "Of the other", A, other)
    home = f"/manage/organisation/{keep}"
    assert f'href="{home}/same"' in (await browser.get(home)).text
    choice = await browser.get(f"{home}/same", params={"q": "Zed Hub"})
    assert f'href="{home}/same/{other}"' in choice.text
    assert f'href="{home}/same/{keep}"' not in choice.text
    told = await browser.get(f"{home}/same/{other}")
    for words in ("There will be one record", "1 working partnership of Zed Hub", "Zedton"):
        assert words in told.text
    answer, fields = await sent(browser, f"{home}/same/{other}")
    assert answer.headers["location"] == f"{home}?done=merge_organisations"
    page = await browser.get(answer.headers["location"])
    for words in ("The two records are one.", "Of the one", "Of the other", f"{home}/apart"):
        assert words in page.text
    again = await send(browser, f"{home}/same/{other}", fields)
    assert (again.status_code, "one record already" in again.text) == (400, True)
    old = await browser.get(f"/organisation/{other}")
    assert "make them two again" in old.text

    apart, _ = await sent(browser, f"{home}/apart", other=other)
    assert apart.headers["location"] == f"/manage/organisation/{other}?done=undo_merge"
    page = await browser.get(apart.headers["location"])
    assert "Of the other" in page.text and "Of the one" not in page.text


async def test_the_other_record_may_be_the_one_that_is_kept(
    browser: httpx.AsyncClient, api: Api
) -> None:
    one, two = await added(api, "Zed Choir"), await added(api, "Choir of Zed")
    answer, _ = await sent(browser, f"/manage/organisation/{one}/same/{two}", keep=two)
    assert answer.headers["location"].startswith(f"/manage/organisation/{two}?")


async def test_only_who_may_make_records_one_is_offered_it(
    site: httpx.AsyncClient, secrets: dict[str, str]
) -> None:
    offered = {}
    for who in ("reader", "editor", "administrator"):
        await sign_in(site, secrets[who])
        page = await site.get(f"/manage/organisation/{A}")
        offered[who] = f'href="/manage/organisation/{A}/same"' in page.text
        link = "Correct what is recorded" in (await site.get(f"/organisation/{A}")).text
        assert link is (who != "reader")
    assert offered == {"reader": False, "editor": False, "administrator": True}
    await sign_in(site, secrets["editor"])
    answer, _ = await sent(site, f"/manage/organisation/{A}/same/{B}")
    assert (answer.status_code, "ask an administrator" in answer.text) == (400, True)


async def test_a_claimed_member_is_confirmed_from_its_own_page(
    browser: httpx.AsyncClient, api: Api
) -> None:
    given = partnership("Claimed by others", C, B)
    made = await change(api, "recordPartnership", STRANGER, input=given)
    confirm = f"/manage/partnership/{made['record']['id']}/confirm?organisation={B}"
    page = await browser.get(f"/manage/organisation/{B}")
    assert (
        f'href="{confirm.replace(":", "%3A").replace("partnership%3A", "partnership:")}"'
        in page.text
    )
    answer, _ = await sent(browser, confirm)
    assert answer.status_code == 303, answer.text
    assert "The member is confirmed." in (await browser.get(answer.headers["location"])).text


async def test_an_editor_reopens_what_they_ended_from_where_it_is_shown(
    browser: httpx.AsyncClient, api: Api
) -> None:
    given = partnership("Ended by us", A, B)
    made = (await change(api, "recordPartnership", EDITOR, input=given))["record"]
    ended, _ = await sent(browser, f"/manage/partnership/{made['id']}/end", on="2025-07")
    assert ended.status_code == 303, ended.text
    page = await browser.get(f"/partnership/{made['id']}")
    assert f'href="/manage/partnership/{quote(made["id"])}/reopen"' in page.text
    answer, _ = await sent(browser, f"/manage/partnership/{made['id']}/reopen")
    assert answer.status_code == 303, answer.text
    assert "It goes on after all" not in (await browser.get(f"/partnership/{made['id']}")).text


async def test_what_was_typed_of_an_organisation_outlives_the_sign_in(
    site: httpx.AsyncClient, secrets: dict[str, str], store: Store
) -> None:
    short = await issued(store, Station.EDITOR, DIOCESE)
    await sign_in(site, short)
    fields = filled(
        form_of(await site.get("/manage/organisation"), "/manage/organisation"),
        name="Caught in between", local_authority=LA,
    )  # fmt: skip
    await keys.revoke(store, f"key:{short.split('_')[1]}", "local")
    site.cookies.set("partnermap", "pmk_ended", domain="map.test")
    caught = await send(site, "/manage/organisation", fields)
    assert caught.headers["location"] == "/sign-in?next=%2Fmanage%2Forganisation"
    site.cookies.delete("partnermap")
    await sign_in(site, secrets["editor"], "/manage/organisation")
    restored = await site.get("/manage/organisation")
    assert dict(form_of(restored, "/manage/organisation"))["name"] == "Caught in between"
    assert await count(store, "Caught in between") == 0


@pytest.mark.parametrize("path", ["", "/same", "/apart", "/retract", f"/same/{A}"])
async def test_an_organisation_that_is_not_there_is_told(
    browser: httpx.AsyncClient, path: str
) -> None:
    answer = await browser.get(f"/manage/organisation/org:none{path}")
    assert (answer.status_code, "<h1" in answer.text) == (404, True)


async def test_another_browser_cannot_send_the_form_of_this_one(
    own: Settings, browser: httpx.AsyncClient, secrets: dict[str, str], store: Store
) -> None:
    page = await browser.get("/manage/organisation")
    fields = filled(form_of(page, "/manage/organisation"), name="Forged", diocese=DIOCESE)
    async with browsing(own) as another:
        await sign_in(another, secrets["other"])
        forged = await send(another, "/manage/organisation", fields, origin=None)
    assert forged.status_code == 403
    assert "was not handed to this browser" in text_of(forged)
    assert await count(store, "Forged") == 0


async def test_a_form_that_has_nothing_to_choose_from_is_not_asked_to_be_sent(
    browser: httpx.AsyncClient,
) -> None:
    page = await browser.get(f"/manage/organisation/{B}/apart")
    assert "nothing to do here" in page.text and 'id="sheet"' not in page.text
    assert f'href="/manage/organisation/{B}">Go back to School 2' in page.text
