"""A store that forms may change, and the browsers of those who may change it."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from partnermap.vocabulary import Station
from tests.api.changes import DIOCESE, fill
from tests.explorer.browser import browsing, sign_in
from tests.explorer.managing.filling import issued


@pytest.fixture(scope="package")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("managing") / "data"
    yield Settings(data=folder, neo4j_uri=None)
    embedded.stop(folder)


@pytest.fixture(scope="package")
async def store(own: Settings) -> AsyncIterator[Store]:
    async with open_store(own) as opened:
        await fill(opened)
        yield opened


@pytest.fixture(scope="package")
async def api(store: Store) -> Api:
    return Api(build_schema(), store)


@pytest.fixture(scope="package")
async def secrets(store: Store) -> dict[str, str]:
    """A key for each sort of visitor."""
    return {
        "reader": await issued(store, Station.READER, "all"),
        "editor": await issued(store, Station.EDITOR, DIOCESE),
        "other": await issued(store, Station.EDITOR, DIOCESE),
        "importer": await issued(store, Station.IMPORTER, "all"),
        "administrator": await issued(store, Station.ADMINISTRATOR, "all"),
    }


@pytest.fixture
async def site(own: Settings, secrets: dict[str, str]) -> AsyncIterator[httpx.AsyncClient]:
    async with browsing(own) as ready:
        yield ready


@pytest.fixture
async def browser(site: httpx.AsyncClient, secrets: dict[str, str]) -> httpx.AsyncClient:
    """The browser of an editor of one diocese."""
    await sign_in(site, secrets["editor"])
    return site
