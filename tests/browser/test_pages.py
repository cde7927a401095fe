"""Every page in a browser: whole, quiet, at home, and fit for everyone to use."""

import pytest
from playwright.async_api import Browser

from tests.browser.addresses import FILES, SAMPLES, addresses, paths
from tests.browser.visits import NARROW, WIDE, ZOOMED, visiting

FULLEST = {samples[0] for samples in SAMPLES.values()}
"""Each page at its fullest; its other states are looked at in one light, for axe takes its time."""
LARGEST = [SAMPLES[path][0] for path in ("/place/{place:path}", "/place/{place:path}/picture")]


@pytest.mark.parametrize("path", paths())
def test_a_page_has_a_sample_address(path: str) -> None:
    assert SAMPLES.get(path), f"tests/browser/addresses.py needs a sample of {path}"


def test_what_is_said_of_addresses_is_of_pages_that_exist() -> None:
    assert set(SAMPLES) == set(paths())
    assert FILES.isdisjoint(SAMPLES)


@pytest.mark.parametrize("address", addresses())
async def test_a_page_is_fit_for_everyone(
    browser: Browser, site: str, ids: dict[str, str], address: str
) -> None:
    async with visiting(browser, site) as visit:
        assert await visit.open(address.format(**ids)) < 500
        assert await visit.violations() == []
        await visit.wears(NARROW, "dark")
        assert await visit.too_wide() <= 0
        assert address not in FULLEST or await visit.violations() == []
        await visit.wears(ZOOMED, "light")
        assert await visit.too_wide() <= 0
        assert visit.complaints == []
        assert visit.asked_of_others == []


@pytest.mark.parametrize("address", addresses())
async def test_a_page_is_whole_without_script(
    browser: Browser, site: str, ids: dict[str, str], address: str
) -> None:
    async with visiting(browser, site, width=NARROW, script=False) as visit:
        await visit.open(address.format(**ids))
        assert await visit.page.title()
        assert await visit.page.locator("h1").count() == 1
        assert await visit.page.locator("main").inner_text()
        assert await visit.too_wide() <= 0
        assert visit.asked_of_others == []


@pytest.mark.parametrize("address", LARGEST)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
async def test_a_full_page_is_fit_at_every_width_and_in_every_light(
    browser: Browser, site: str, ids: dict[str, str], address: str, scheme: str, width: int
) -> None:
    async with visiting(browser, site) as visit:
        await visit.wears(width, scheme)
        await visit.open(address.format(**ids))
        assert await visit.violations() == []
        assert await visit.too_wide() <= 0
