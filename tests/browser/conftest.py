"""A browser, and the program that it opens: Debian's chromium, and the demo as it is served."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser

from tests.browser import demo
from tests.browser.addresses import known_ids
from tests.engines import lacking


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is installed."""
    found = demo.chromium()
    if found is None:
        lacking("chromium is not installed; `apt-get install chromium` installs it")
    return found


@pytest.fixture(scope="session")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo is served; nobody has to sign in, and no test may change what it holds."""
    with demo.served(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def large_site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a place of 300 schools is served; nobody has to sign in."""
    with demo.served_large(tmp_path_factory.mktemp("large")) as address:
        yield address


@pytest.fixture(scope="session")
def ids(site: str) -> dict[str, str]:
    """What stands for an id in a sample address."""
    return known_ids(site)


@pytest.fixture(scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """The browser, started once; each visit has a window and a memory of its own."""
    async with demo.started(chromium) as opened:
        yield opened
