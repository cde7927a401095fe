"""The guides: each journey that they describe, made on the demo as it is written there."""

import json
import re
import shlex
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from partnermap.app import create_app
from partnermap.settings import Settings
from partnermap.store import embedded
from tests.cli.terminal import Terminal
from tests.engines import ROOT

DOCS = ROOT / "docs"
GUIDES = ("researcher", "developer", "officer")
"""The officer's comes last: its journey opens a round."""
_LEFT_OUT = "…"

every_guide = pytest.mark.parametrize("guide", GUIDES)


class Block(NamedTuple):
    """A fenced block of a guide."""

    language: str
    text: str


def text(guide: str) -> str:
    return (DOCS / f"{guide}.md").read_text(encoding="utf-8")


def blocks(guide: str) -> list[Block]:
    found = re.findall(r"^```(\w+)\n(.*?)^```$", text(guide), re.DOTALL | re.MULTILINE)
    return [Block(language, block) for language, block in found]


def typed(block: str) -> Iterator[tuple[list[str], list[str]]]:
    """The arguments of each command of a block, and the lines that it is said to print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        program, *arguments = shlex.split(command)
        assert program == "partnermap"
        yield arguments, [line for line in shown if line != _LEFT_OUT]


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A terminal where nothing was ever done."""
    home = tmp_path_factory.mktemp("reader")
    yield Terminal(home, home / "data")
    for folder in ("data", "data-demo"):
        embedded.stop(home / folder)


@pytest.fixture(scope="module")
def terminal(newcomer: Terminal) -> Terminal:
    """A terminal on the demo's data."""
    newcomer.says("demo", "--no-serve")
    return replace(newcomer, data=newcomer.home / "data-demo")


@pytest.fixture(scope="module")
async def client(terminal: Terminal) -> AsyncIterator[httpx.AsyncClient]:
    """A program that asks the demo's API."""
    app = create_app(Settings(data=terminal.data, neo4j_uri=None), local=True)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost", timeout=60
        ) as ready,
    ):
        yield ready


@every_guide
async def test_queries_are_answered(client: httpx.AsyncClient, guide: str) -> None:
    asked = [*blocks(guide), Block("", "")]
    for block, following in pairwise(asked):
        if block.language != "graphql":
            continue
        answer = (await client.post("/graphql", json={"query": block.text})).json()
        assert "errors" not in answer, block.text
        assert all(answer["data"].values())
        if following.language == "json":
            assert answer["data"] == json.loads(following.text)


@every_guide
def test_commands_do_what_is_said(terminal: Terminal, newcomer: Terminal, guide: str) -> None:
    ran = 0
    for block in blocks(guide):
        for arguments, shown in typed(block.text) if block.language == "console" else ():
            on = newcomer if arguments[0] == "demo" else terminal
            said = on.says(*arguments).splitlines()
            assert [line for line in shown if not any(line in each for each in said)] == []
            ran += 1
    assert ran


@every_guide
def test_links_and_settings_and_addresses_are_there(guide: str) -> None:
    said = text(guide)
    links = re.findall(r"\]\(([^)#:]+)\)", said)
    assert [link for link in links if not (DOCS / link).exists()] == []
    settings = {f"PARTNERMAP_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"PARTNERMAP_[A-Z0-9_]+", said)) <= settings


async def test_addresses_are_answered(client: httpx.AsyncClient) -> None:
    addresses = re.findall(r"^\| `(/\S*)` \|", text("developer"), re.MULTILINE)
    assert addresses
    for address in addresses:
        assert (await client.get(address)).status_code in {200, 405}


def test_each_user_has_a_guide_and_the_readme_names_it() -> None:
    readme = Path(ROOT / "README.md").read_text(encoding="utf-8")
    assert [guide for guide in GUIDES if f"docs/{guide}.md" not in readme] == []


def test_what_a_guide_says_to_type_is_never_left_untried() -> None:
    """Blocks of other languages hold nothing of ours that could stop being true unseen."""
    others = {guide: {block.language for block in blocks(guide)} for guide in GUIDES}
    assert others["officer"] == {"console"}
    assert others["researcher"] == {"console", "graphql"}
    assert others["developer"] == {"console", "graphql", "json", "html", "sh"}
