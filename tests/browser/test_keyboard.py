"""A board's question asked and answered without a mouse."""

import pytest
from playwright.async_api import Browser, Page, expect

from partnermap.sample import SCOPE
from tests.browser.visits import visiting

_UNSEEN = """
    () => {
        const reached = document.activeElement;
        const style = getComputedStyle(reached);
        // Within a field for a date the browser itself shows which part is reached.
        const seen = style.outlineStyle !== 'none' || !reached.matches(':focus');
        return seen ? null : reached.outerHTML;
    }
"""


async def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something is reached; each thing on the way shows that it is reached."""
    wanted = page.locator(selector).first
    for _ in range(60):
        await page.keyboard.press("Tab")
        assert await page.evaluate(_UNSEEN) is None
        if await wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{selector} is not reached with Tab")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
async def test_the_first_key_offers_to_skip_to_the_content(
    browser: Browser, site: str, script: bool
) -> None:
    async with visiting(browser, site, script=script) as visit:
        await visit.open(f"/place/{SCOPE}")
        await visit.page.keyboard.press("Tab")
        skip = visit.page.locator(":focus")
        await expect(skip).to_have_text("Skip to the content")
        await expect(skip).to_be_in_viewport()
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.locator("main")).to_be_focused()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
async def test_a_finding_is_found_and_asked_why(browser: Browser, site: str, script: bool) -> None:
    async with visiting(browser, site, script=script) as visit:
        page = visit.page
        await visit.open("/")
        await tab_to(page, "#search")
        await page.keyboard.type("diocese of aldermere")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/search?**")
        await tab_to(page, f"main a[href='/place/{SCOPE}']")
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"**/place/{SCOPE}")
        await tab_to(page, ".tabs a[aria-current]")
        await tab_to(page, "article.finding summary")
        await page.keyboard.press("Enter")
        await expect(page.locator("article.finding dl").first).to_be_visible()
        await expect(page.locator("article.finding code").first).to_contain_text("@")
