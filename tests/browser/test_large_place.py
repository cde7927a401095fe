"""A place of 300 schools and 1,500 working ties: its pages fit for everyone, and not too heavy."""

import httpx
import pytest
from playwright.async_api import Browser

from partnermap.sample import SCOPE
from tests.browser.visits import NARROW, visiting

HEAVIEST = 300_000
"""How many bytes a page may have, uncompressed."""
TABS = ("", "/picture", "/weak-points?mend=1", "/introductions", "/not-known")


@pytest.mark.parametrize("tab", TABS)
async def test_a_page_of_a_large_place_is_fit_for_everyone(
    browser: Browser, large_site: str, tab: str
) -> None:
    async with visiting(browser, large_site) as visit:
        assert await visit.open(f"/place/{SCOPE}{tab}") == 200
        assert await visit.violations() == []
        await visit.wears(NARROW, "dark")
        assert await visit.too_wide() <= 0
        assert visit.complaints == []


@pytest.mark.parametrize("tab", TABS)
def test_a_page_of_a_large_place_is_not_too_heavy(large_site: str, tab: str) -> None:
    page = httpx.get(f"{large_site}/place/{SCOPE}{tab}", timeout=60).raise_for_status()
    assert len(page.content) < HEAVIEST
