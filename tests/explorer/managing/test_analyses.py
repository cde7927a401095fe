"""Analyses of the whole country begun, followed and cancelled, in a browser without script."""

import asyncio
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from partnermap import runs
from partnermap.question import Question
from partnermap.scope import LOCAL, Scope
from partnermap.store import runs as ledger
from partnermap.store.bolt import Store
from partnermap.store.holders import holding
from partnermap.vocabulary import Layer, RunState
from tests.api.changes import DIOCESE, A
from tests.explorer.browser import form_of, sign_in
from tests.explorer.managing.filling import sent
from tests.explorer.reading import text_of

LIST, FORM = "/manage/analyses", "/manage/analysis"
EVERYWHERE = Scope(everywhere=True)


async def ended(browser: httpx.AsyncClient) -> httpx.Response:
    """The list once nothing is at work any more."""
    async with asyncio.timeout(120):
        while "<progress" in (page := await browser.get(LIST)).text:  # noqa: ASYNC110
            await asyncio.sleep(0.5)
    return page


async def test_the_country_is_worked_out_once_and_shown_then(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_LIVE", 1)
    assert f'href="{LIST}"' in (await browser.get("/manage")).text
    large = await browser.get("/place/all?layer=formal")
    assert "Choose one of the places within it" in text_of(large)
    address = f"{FORM}?scope=all&amp;layer=FORMAL&amp;as_of="
    assert f'href="{address}"' in large.text
    begun, _ = await sent(browser, address.replace("&amp;", "&"))
    assert begun.headers["location"] == f"{LIST}?done=run_analysis"
    assert "It is taken up." in text_of(await browser.get(begun.headers["location"]))
    page = await ended(browser)
    assert "The whole country Formal links" in text_of(page)
    assert 'href="/place/all?layer=formal"' in page.text
    assert "Choose one of the places" not in text_of(await browser.get("/place/all?layer=formal"))


async def test_whoever_may_not_begin_one_sees_how_far_those_are_that_they_may_see(
    site: httpx.AsyncClient, secrets: dict[str, str]
) -> None:
    unknown = await site.get(LIST)
    assert unknown.headers["location"].startswith("/sign-in")
    await sign_in(site, secrets["reader"])
    page = await site.get(LIST)
    assert "None was worked out yet that you may know of" in text_of(page)
    assert FORM not in page.text.replace(LIST, "")
    assert (await site.get(FORM)).status_code == 403
    await sign_in(site, secrets["importer"])
    assert (await site.get(FORM)).status_code == 200


async def test_one_at_work_is_followed_and_cancelled(
    site: httpx.AsyncClient, secrets: dict[str, str], store: Store
) -> None:
    await sign_in(site, secrets["administrator"])
    asked = Question(EVERYWHERE, Layer.WORKING, None, LOCAL, 7)
    with holding() as holder:
        version = await store.data_version()
        id_ = await ledger.begin(store, asked, version, ["a", "b", "c"], holder)
        assert id_
        await ledger.note(store, id_, holder, 1, "b")
        page = await site.get(LIST)
        assert "1 of 3 parts worked out" in text_of(page)
        assert "by local" in text_of(page)
        assert "The whole country, draw 7" in text_of(page)
        again, _ = await sent(site, FORM, seed="7")
        assert again.status_code == 400
        assert "This is being worked out already" in text_of(again)
        assert dict(form_of(again, FORM))["seed"] == "7"
        cancel = f"{FORM}/{id_}/cancel"
        assert f'href="{cancel}"' in page.text
        assert "Cancel an analysis: The whole country" in text_of(await site.get(cancel))
        gone, _ = await sent(site, cancel)
        assert gone.headers["location"] == f"{LIST}?done=cancel_analysis"
    page = await site.get(gone.headers["location"])
    assert "Somebody cancelled it" in text_of(page)
    assert f'href="{FORM}?scope=all&amp;layer=WORKING' in page.text
    assert (await site.get(f"{FORM}/run:none/cancel")).status_code == 404


async def test_of_other_data_it_is_said_to_be_out_of_date(
    site: httpx.AsyncClient, secrets: dict[str, str], store: Store
) -> None:
    await sign_in(site, secrets["administrator"])
    asked = Question(Scope.parse(DIOCESE, f"org:{A}"), Layer.WORKING, None, LOCAL, 8)
    with holding() as holder:
        id_ = await ledger.begin(store, asked, await store.data_version() - 1, ["a"], holder)
        assert id_
        await ledger.end(store, id_, RunState.COMPLETE)
    page = await site.get(LIST)
    assert "Diocese of Zed and School 1, draw 8" in text_of(page)
    assert "Out of date: the data have changed since" in text_of(page)
    place = quote(f"{DIOCESE},org:{A}", safe="")
    assert f'href="{FORM}?scope={place}&amp;layer=WORKING' in page.text


@pytest.mark.parametrize(
    ("typed", "anchor", "says"),
    [
        ({"scope": "Nowhere at all"}, "scope", "Nothing is known under this name"),
        ({"scope": "area:none"}, "scope", "There is no saved area"),
        ({"seed": "many"}, "seed", "Not a valid integer value"),
        ({"seed": "3000000000"}, "seed", "Type a number nearer to 0"),
        ({"layer": "ALL"}, "layer", "Not a valid choice"),
        ({"as_of": "soon"}, "as_of", "Not a valid date"),
    ],
    ids=str,
)
async def test_what_cannot_be_asked_is_told_beside_its_field(
    browser: httpx.AsyncClient, typed: dict[str, Any], anchor: str, says: str
) -> None:
    refused, _ = await sent(browser, FORM, **typed)
    assert refused.status_code == 400
    assert f'<a href="#{anchor}">' in refused.text
    assert says in text_of(refused)


async def test_an_address_fills_a_form_in_as_far_as_it_makes_sense(
    browser: httpx.AsyncClient,
) -> None:
    page = await browser.get(f"{FORM}?scope=region:E12000004&layer=COMBINED&as_of=2026-03-01")
    filled_in = dict(form_of(page, FORM))
    assert filled_in["scope"] == "region:E12000004"
    assert (filled_in["layer"], filled_in["as_of"]) == ("COMBINED", "2026-03-01")
    other = dict(form_of(await browser.get("/manage/round?opened=2026-03-01&closes=soon")))
    assert (other["opened"], other["closes"]) == ("2026-03-01", "")
