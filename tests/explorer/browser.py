"""A browser without script: it keeps cookies, reads the forms of a page, fills them in, sends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import httpx

from partnermap.app import create_app
from partnermap.settings import Settings

ORIGIN = "https://map.test"
Fields = list[tuple[str, str]]


@asynccontextmanager
async def browsing(
    settings: Settings, origin: str = ORIGIN, *, local: bool = False
) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at the application, which follows no address by itself."""
    app = create_app(settings, local=local)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=origin, timeout=60) as client,
    ):
        yield client


class _Forms(HTMLParser):
    """The forms of a page: by where each is sent, what it would send as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Fields]] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.found.append((given.get("action") or "", []))
        elif tag == "input" and name:
            kind = given.get("type", "text")
            if kind not in ("radio", "checkbox") or "checked" in given:
                self.found[-1][1].append((name, value))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            fields = self.found[-1][1]
            if "selected" in given or self._select not in dict(fields):
                fields[:] = [pair for pair in fields if pair[0] != self._select]
                fields.append((self._select, value))
        elif tag == "textarea":
            self._area = name
            self.found[-1][1].append((name, ""))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            name, text = self.found[-1][1].pop()
            self.found[-1][1].append((name, text + data))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            name, text = self.found[-1][1].pop()
            self.found[-1][1].append((name, text.removeprefix("\n").removeprefix("\r\n")))
            self._area = None
        elif tag == "select":
            self._select = None


def form_of(page: httpx.Response, action: str = "", **holding: str) -> Fields:
    """What the form of a page that is sent to an address would send as it stands.

    Of several, the first that has these values already.
    """
    parsed = _Forms()
    parsed.feed(page.text)
    passed_by = ("", "/search") if action else ("", "/search", "/sign-out")
    for sent_to, fields in parsed.found:
        fits = sent_to.startswith(action) and holding.items() <= dict(fields).items()
        if fits and sent_to not in passed_by:
            return fields
    raise AssertionError(f"{page.url} has no such form: {parsed.found}")


def filled(fields: Fields, **typed: Any) -> Fields:
    """The fields with what was typed in; `__` in a name stands for `-`, a list for several."""
    given = {name.replace("__", "-"): value for name, value in typed.items()}
    kept = [(name, value) for name, value in fields if name not in given]
    for name, value in given.items():
        kept += [(name, one) for one in (value if isinstance(value, list) else [value])]
    return kept


async def send(
    browser: httpx.AsyncClient, address: str, fields: Fields, origin: str | None = ORIGIN
) -> httpx.Response:
    """Send a form, as a browser would from a page of an origin; None for one that does not say."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if origin:
        headers["Origin"] = origin
    return await browser.post(address, content=urlencode(fields), headers=headers)


async def sign_in(browser: httpx.AsyncClient, key: str, next_: str = "/") -> httpx.Response:
    """Sign in with a key, by the form."""
    page = await browser.get("/sign-in", params={"next": next_})
    return await send(browser, "/sign-in", filled(form_of(page, "/sign-in"), key=key))
