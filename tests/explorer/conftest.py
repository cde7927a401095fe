"""The explorer as a browser meets it: the application over HTTP, on the sample's diocese."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from partnermap.app import create_app
from partnermap.imports.run import run_import
from partnermap.sample import files
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.opening import open_store


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that lead to an embedded store for the sample, stopped at the end."""
    folder = tmp_path_factory.mktemp("explorer") / "data"
    yield Settings(data=folder, neo4j_uri=None)
    embedded.stop(folder)


@pytest.fixture(scope="session")
async def pages(sample: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application on the sample's data, which no test of pages may change."""
    async with open_store(sample) as store:
        for edition in files():
            await run_import(store, edition.source, edition.path, published=edition.published)
    app = create_app(sample, local=True)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60) as client,
    ):
        yield client
