"""A terminal on the sample, shared by everything that tests the command line."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from partnermap.store import embedded
from tests.cli.terminal import Terminal


@pytest.fixture(scope="package")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A terminal where nothing was ever done; what it starts is stopped in the end."""
    home = tmp_path_factory.mktemp("home")
    yield Terminal(home, home / ".partnermap")
    for folder in home.iterdir():
        embedded.stop(folder)


@pytest.fixture(scope="package")
def demo(newcomer: Terminal) -> str:
    """What the demo prints."""
    return newcomer.says("demo", "--no-serve")


@pytest.fixture(scope="package")
def terminal(newcomer: Terminal, demo: str) -> Terminal:
    """A terminal on the data that the demo has loaded."""
    assert demo
    return replace(newcomer, data=newcomer.home / ".partnermap-demo")
