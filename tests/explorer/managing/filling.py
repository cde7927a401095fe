"""Forms filled in and sent, and what they are about made ready and counted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from partnermap.api.execution import Api
from partnermap.scope import Scope
from partnermap.store import keys
from partnermap.store.bolt import Store
from partnermap.vocabulary import Station
from tests.api.changes import change, partnership
from tests.explorer.browser import Fields, filled, form_of, send

TOMORROW = datetime.now(UTC).date() + timedelta(days=1)


async def issued(store: Store, station: Station, scope: str) -> str:
    """The secret of a new key."""
    wanted = keys.Wanted(f"The {station.lower()}", station, Scope.parse(scope), TOMORROW)
    _, secret = await keys.issue(store, wanted, "local")
    assert secret
    return secret


def text_of(page: httpx.Response) -> str:
    """The source of a page with its quotation marks as they are read."""
    return page.text.replace("&#39;", "'").replace("&#34;", '"')


async def record(api: Api, name: str, *members: str, **more: Any) -> Any:
    """A partnership, recorded by an administrator."""
    result = await change(api, "recordPartnership", input=partnership(name, *members, **more))
    assert result["errors"] == []
    return result["record"]


async def count(store: Store, name: str) -> int:
    """How many partnerships are called so."""
    rows = await store.read("MATCH (p:Partnership {name: $n}) RETURN count(p)", n=name)
    found: int = rows[0][0]
    return found


async def sent(
    browser: httpx.AsyncClient, path: str, **typed: Any
) -> tuple[httpx.Response, Fields]:
    """What comes of a form filled in and sent, and what was sent."""
    page = await browser.get(path)
    assert page.status_code == 200, page.text
    address = path.partition("?")[0]
    fields = filled(form_of(page, address), **typed)
    return await send(browser, address, fields), fields
