"""Every page: shown to those who may see it, harmless, and honest where there is nothing."""

import re

import httpx
import pytest

from partnermap.sample import SCOPE

STRANGE = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/search?q=Ash", f"/place/{SCOPE}"),
        *(f"/try/{SCOPE}", "/path", "/goals", "/compare", "/organisation/la:990"),
    ],
)
async def test_a_page_is_shown_with_the_query_behind_it(
    pages: httpx.AsyncClient, address: str
) -> None:
    shown = await pages.get(address)
    assert shown.status_code == 200
    assert "The query behind this page" in shown.text
    assert len(re.findall("<h1", shown.text)) == 1


async def test_nothing_in_a_page_may_run_or_lead_elsewhere(pages: httpx.AsyncClient) -> None:
    shown = await pages.get(f"/place/{SCOPE}")
    policy = shown.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script>", shown.text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', shown.text)


async def test_a_place_keeps_what_was_chosen_in_every_address(pages: httpx.AsyncClient) -> None:
    shown = await pages.get(f"/place/{SCOPE}?layer=formal&as-of=2026-03-02")
    (tabs,) = re.findall(r'<ul class="tabs">.*?</ul>', shown.text, re.DOTALL)
    addresses = re.findall(r'href="([^"]+)"', tabs)
    assert addresses
    assert all(one.endswith("?layer=formal&amp;as-of=2026-03-02") for one in addresses)


async def test_what_was_searched_for_is_written_harmlessly(pages: httpx.AsyncClient) -> None:
    shown = await pages.get("/search", params={"q": STRANGE})
    assert shown.status_code == 200
    assert STRANGE not in shown.text
    assert "Nothing is known under" in shown.text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/place/nowhere", 400, "is not a scope"),
        (f"/place/{SCOPE}?layer=both", 400, "is none of the links there are"),
        (f"/place/{SCOPE}?as-of=yesterday", 400, "is not a day"),
        ("/place/diocese:NONE", 404, "There is no place of that id"),
    ],
)
async def test_a_wrong_address_says_what_to_do_next(
    pages: httpx.AsyncClient, address: str, status: int, says: str
) -> None:
    shown = await pages.get(address)
    assert shown.status_code == status
    assert says in shown.text.replace("&#39;", "'")
    assert "Begin again" in shown.text


async def test_the_icon_is_where_browsers_look_for_it(pages: httpx.AsyncClient) -> None:
    icon = await pages.get("/favicon.ico")
    assert (icon.status_code, icon.headers["content-type"]) == (200, "image/svg+xml")
    assert icon.text.startswith("<svg")
