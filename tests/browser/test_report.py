"""The board report as HTML, in a browser: its page and its file, fit for everyone to read."""

from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser

from partnermap.sample import SCOPE
from tests.browser.visits import NARROW, ZOOMED, visiting

OF_THE_DEMO = f"scope={SCOPE}&as-of=2026-03-01"
STATES = (OF_THE_DEMO, f"{OF_THE_DEMO}&layer=formal", "scope=area:1000/1000/5")
"""At its fullest, of formal links, and of a place where there is nothing."""


@pytest.mark.parametrize("asked", STATES)
async def test_the_page_of_a_report_is_fit_for_everyone(
    browser: Browser, site: str, asked: str
) -> None:
    async with visiting(browser, site) as visit:
        assert await visit.open(f"/report/page?{asked}") == 200
        assert await visit.violations() == []
        await visit.wears(NARROW, "dark")
        assert await visit.too_wide() <= 0
        assert asked != STATES[0] or await visit.violations() == []
        await visit.wears(ZOOMED, "light")
        assert await visit.too_wide() <= 0
        assert visit.complaints == []
        assert visit.asked_of_others == []


async def test_the_file_of_a_report_is_as_fit_by_itself(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    file = tmp_path / "board.html"
    async with httpx.AsyncClient(base_url=site, timeout=60) as client:
        file.write_bytes((await client.get(f"/report/html?{OF_THE_DEMO}")).content)
    async with visiting(browser, "file://") as visit:
        await visit.open(str(file))
        assert await visit.violations() == []
        await visit.wears(NARROW, "dark")
        assert await visit.too_wide() <= 0
        assert visit.complaints == []
        assert visit.asked_of_others == []
