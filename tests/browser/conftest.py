"""A browser, and the program that it opens: Debian's chromium, and the demo as it is served."""

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, async_playwright

from partnermap.store import embedded
from tests.browser.addresses import known_ids
from tests.cli.terminal import PROGRAM, Terminal, free_port


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is installed."""
    found = shutil.which("chromium")
    if found is None:
        missing = "chromium is not installed; `apt-get install chromium` installs it"
        if os.environ.get("PARTNERMAP_REQUIRE_ENGINES"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="session")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo is served; nobody has to sign in, and no test may change what it holds."""
    home = tmp_path_factory.mktemp("site")
    terminal = Terminal(home, home / "data")
    port = free_port()
    try:
        with subprocess.Popen(
            [*PROGRAM, "demo", "--port", str(port)], env=terminal.environment(), cwd=home,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        ) as server:  # fmt: skip
            assert server.stderr is not None
            said = ""
            while not said.startswith("Serving"):
                said = server.stderr.readline()
                assert said, "the demo ended before it served anything"
            try:
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()
    finally:
        embedded.stop(home / "data-demo")


@pytest.fixture(scope="session")
def ids(site: str) -> dict[str, str]:
    """What stands for an id in a sample address."""
    return known_ids(site)


@pytest.fixture(scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """The browser, started once; each visit has a window and a memory of its own."""
    async with async_playwright() as playwright:
        # Containers run the tests as root, for whom chromium has no sandbox.
        opened = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        await opened.close()
