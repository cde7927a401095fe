"""Visits: a page opened in a window of its own, and what went wrong in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Page, Request

WIDE, NARROW = 1440, 360
ZOOMED = WIDE // 2
"""What is left of a wide window, in pixels of the page, at 200% zoom."""
_OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"
_SIZES = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
_AXE = Axe()


@dataclass
class Visit:
    """A page in a window, what its console said in anger, and what it asked of others."""

    page: Page
    site: str
    address: str = ""
    complaints: list[str] = field(default_factory=list)
    asked_of_others: list[str] = field(default_factory=list)

    async def open(self, address: str) -> int:
        """The HTTP status of a page of the site, when all that belongs to it is there."""
        self.address = self.site + address
        answered = await self.page.goto(self.address)
        assert answered is not None
        return answered.status

    async def wears(self, width: int, scheme: str) -> None:
        """Give the window a width, and its reader a preference: light or dark."""
        await self.page.set_viewport_size({"width": width, "height": 900})
        await self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    async def too_wide(self) -> int:
        """By how many pixels the page is wider than its window."""
        whole, seen = await self.page.evaluate(_SIZES)
        return int(whole - seen)

    async def violations(self) -> list[str]:
        """What axe finds against the page with everything unfolded: the rule, where and why."""
        await self.page.evaluate(_OPEN_ALL)
        results = await _AXE.run(self.page)
        violations: list[dict[str, Any]] = results.response["violations"]
        return [
            f"{found['id']}: {node['target']}: {node['failureSummary']}"
            for found in violations
            for node in found["nodes"]
        ]

    def _hear(self, said: ConsoleMessage) -> None:
        # The browser notes the status of a page that says what is wrong.
        of_the_page = said.location["url"] == self.address and "with a status of" in said.text
        if said.type in {"error", "warning"} and not of_the_page:
            self.complaints.append(f"{said.location['url']}: {said.text}")

    def _notice(self, request: Request) -> None:
        if not request.url.startswith("data:") and urlsplit(request.url)[:2] != self._origin:
            self.asked_of_others.append(request.url)

    @property
    def _origin(self) -> tuple[str, str]:
        return urlsplit(self.site)[:2]

    def watch(self) -> None:
        """Begin to listen for what goes wrong."""
        self.page.on("request", self._notice)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)


@asynccontextmanager
async def visiting(
    browser: Browser, site: str, *, width: int = WIDE, script: bool = True
) -> AsyncIterator[Visit]:
    """A visit in a new window that remembers nothing, with or without script."""
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=script
    )
    visit = Visit(await context.new_page(), site)
    visit.watch()
    try:
        yield visit
    finally:
        await context.close()
