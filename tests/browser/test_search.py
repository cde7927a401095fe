"""The search as somebody types: suggestions that the keyboard and a screen reader can use."""

import re

from playwright.async_api import Browser, expect

from partnermap.sample import SCOPE
from tests.browser.visits import NARROW, visiting


async def test_a_place_is_chosen_with_the_keyboard(browser: Browser, site: str) -> None:
    async with visiting(browser, site) as visit:
        await visit.open("/")
        box = visit.page.get_by_role("combobox", name="Search for an organisation or a place")
        await box.press_sequentially("aldermere")
        await expect(box).to_have_attribute("aria-expanded", "true")
        assert await visit.violations() == []
        await box.press("ArrowDown")
        option = visit.page.get_by_role("option", selected=True)
        await expect(option).to_contain_text("Diocese of Aldermere")
        await expect(box).to_have_attribute(
            "aria-activedescendant", await option.get_attribute("id") or "no id"
        )
        await box.press("Enter")
        await expect(visit.page).to_have_url(f"{site}/place/{SCOPE}")
        assert visit.complaints == []


async def test_escape_leaves_what_was_typed_to_be_searched_for(browser: Browser, site: str) -> None:
    async with visiting(browser, site, width=NARROW) as visit:
        await visit.open("/")
        box = visit.page.get_by_role("combobox")
        await box.press_sequentially("brinm")
        options = visit.page.get_by_role("option")
        await expect(options.first).to_be_visible()
        assert await visit.too_wide() <= 0
        await box.press("Escape")
        await expect(options.first).not_to_be_visible()
        await expect(box).to_have_value("brinm")
        await box.press("Enter")
        await expect(visit.page).to_have_url(f"{site}/search?q=brinm")


async def test_a_pointer_chooses_too(browser: Browser, site: str) -> None:
    async with visiting(browser, site) as visit:
        await visit.open("/")
        await visit.page.get_by_role("combobox").press_sequentially("aldermere")
        await visit.page.get_by_role("option").first.click()
        await expect(visit.page).to_have_url(re.compile("/place/"))


async def test_without_script_a_search_lists_what_it_finds(browser: Browser, site: str) -> None:
    async with visiting(browser, site, script=False) as visit:
        await visit.open("/")
        box = visit.page.get_by_role("searchbox")
        await box.fill("aldermere")
        await box.press("Enter")
        await expect(visit.page).to_have_url(f"{site}/search?q=aldermere")
        await visit.page.get_by_role("link", name="Diocese of Aldermere").click()
        await expect(visit.page).to_have_url(f"{site}/place/{SCOPE}")
