"""The explorer as a browser meets it: the application over HTTP, on the sample's diocese."""

from collections.abc import AsyncIterator

import httpx
import pytest

from partnermap.app import create_app
from partnermap.imports.run import run_import
from partnermap.sample import files
from partnermap.settings import Settings
from partnermap.store.opening import open_store
from tests.engines import running


@pytest.fixture(scope="session")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    """Settings that lead to an embedded store of the sample, which no test may change."""
    with running("embedded", tmp_path_factory.mktemp("sample")) as server:
        async with open_store(server.settings) as store:
            for edition in files():
                await run_import(store, edition.source, edition.path, published=edition.published)
        yield server.settings


@pytest.fixture(scope="session")
async def pages(sample: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application on the sample's data."""
    app = create_app(sample, local=True)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60) as client,
    ):
        yield client
