"""Answers about places that are kept: of the data as they are, for those who may see them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.scope import Scope
from partnermap.settings import Settings
from partnermap.store import keys
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from partnermap.vocabulary import Station
from tests.api.changes import DIOCESE, OTHER_DIOCESE, A, B, change, fill, partnership
from tests.explorer.browser import browsing

HERE = f"/place/{DIOCESE}/picture"
TOMORROW = datetime.now(UTC).date() + timedelta(days=1)


@pytest.fixture(scope="module")
async def store(own: Settings) -> AsyncIterator[Store]:
    async with open_store(own) as opened:
        await fill(opened)
        yield opened


@pytest.fixture(scope="module")
async def site(own: Settings, store: Store) -> AsyncIterator[httpx.AsyncClient]:
    async with browsing(own) as ready:
        yield ready


async def bearer(store: Store, station: Station, scope: str) -> dict[str, str]:
    """The header of a new visitor."""
    wanted = keys.Wanted(f"The {station.lower()}", station, Scope.parse(scope), TOMORROW)
    _, secret = await keys.issue(store, wanted, "local")
    return {"Authorization": f"Bearer {secret}"}


async def test_what_is_recorded_is_shown_at_once(store: Store, site: httpx.AsyncClient) -> None:
    reader = await bearer(store, Station.READER, "all")
    first, again = [(await site.get(HERE, headers=reader)).text for _ in range(2)]
    assert first == again
    assert "Reading Ring" not in first
    await change(
        Api(build_schema(), store), "recordPartnership", input=partnership("Reading Ring", A, B)
    )
    assert "Reading Ring" in (await site.get(HERE, headers=reader)).text


async def test_what_one_may_see_is_not_shown_to_another(
    store: Store, site: httpx.AsyncClient
) -> None:
    hidden = partnership("Quiet Circle", A, B, visibility="OWNER", owner=DIOCESE)
    await change(Api(build_schema(), store), "recordPartnership", input=hidden)
    administrator = await bearer(store, Station.ADMINISTRATOR, "all")
    other = await bearer(store, Station.READER, OTHER_DIOCESE)
    for _ in range(2):
        assert "Quiet Circle" in (await site.get(HERE, headers=administrator)).text
        assert "Quiet Circle" not in (await site.get(HERE, headers=other)).text


async def test_repairs_are_for_those_who_signed_in(own: Settings, store: Store) -> None:
    reader = await bearer(store, Station.READER, "all")
    address = f"/place/{DIOCESE}/weak-points?mend=1"
    async with browsing(own.model_copy(update={"public_reading": True})) as site:
        assert "sign in</a>" in (await site.get(address)).text
        assert "Work it out" in (await site.get(address, headers=reader)).text
