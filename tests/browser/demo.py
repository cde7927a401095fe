"""The demo and a large place as they are served, and the browser that opens them."""

import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from partnermap.store import embedded
from tests import large
from tests.cli.terminal import PROGRAM, PUBLISHED, Terminal, free_port


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the demo, with its files in a folder, until the block ends."""
    try:
        with _serving(Terminal(home, home / "data"), "demo") as address:
            yield address
    finally:
        embedded.stop(home / "data-demo")


@contextmanager
def served_large(home: Path) -> Iterator[str]:
    """The address of a program that knows a large diocese, its files in a folder, as long."""
    terminal = Terminal(home, home / "data")
    try:
        for source, path in large.write(home).by_source():
            terminal.says("import", source, path, *PUBLISHED)
        with _serving(terminal, "serve") as address:
            yield address
    finally:
        embedded.stop(home / "data")


@contextmanager
def _serving(terminal: Terminal, command: str) -> Iterator[str]:
    port = free_port()
    with subprocess.Popen(
        [*PROGRAM, command, "--port", str(port)], env=terminal.environment(), cwd=terminal.home,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stderr is not None
        said = ""
        while not said.startswith("Serving"):
            said = server.stderr.readline()
            assert said, f"`{command}` ended before it served anything"
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


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
