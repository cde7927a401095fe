"""The demo as it is served, and the browser that opens it."""

import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from partnermap.store import embedded
from tests.cli.terminal import PROGRAM, Terminal, free_port


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the demo, with its files in a folder, until the block ends."""
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


def chromium() -> str | None:
    """Where Debian's browser is installed; None where it is not."""
    return shutil.which("chromium")


@asynccontextmanager
async def started(executable: str) -> AsyncIterator[Browser]:
    """The browser, until the block ends."""
    async with async_playwright() as playwright:
        # Containers run the tests as root, for whom chromium has no sandbox.
        opened = await playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield opened
        await opened.close()
