"""Stores to test on: every test that asks for one runs on each engine there is."""

from collections.abc import AsyncIterator, Iterator

import pytest

from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from tests.engines import ENGINES, Server, running


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine a test runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def server(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running engine, one at a time, started when first needed."""
    with running(engine, tmp_path_factory.mktemp(engine)) as started:
        yield started


@pytest.fixture(scope="session")
def embedded_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running embedded engine, for what needs no other."""
    with running("embedded", tmp_path_factory.mktemp("only")) as started:
        yield started


@pytest.fixture(scope="module")
def own(embedded_server: Server) -> Settings:
    """Settings that lead to an embedded database without data, for one module alone."""
    embedded_server.wipe()
    return embedded_server.settings


@pytest.fixture
def settings(server: Server) -> Settings:
    """Settings that lead to a database without data."""
    server.wipe()
    return server.settings


@pytest.fixture
async def store(settings: Settings) -> AsyncIterator[Store]:
    """An open store without data."""
    async with open_store(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
async def shared_store(server: Server) -> AsyncIterator[Store]:
    """An open store for a whole module, empty at first: fill it once, then only read.

    A module that uses it must not use `settings` or `store`, which would empty it.
    """
    server.wipe()
    async with open_store(server.settings) as opened:
        yield opened
