"""What the documents say: commands that exist, answers that come, files that are there."""

import csv
import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import typer

from partnermap.cli import app
from partnermap.directory.layout import DESCRIBED
from partnermap.imports.sources import SOURCES
from partnermap.sample import files
from partnermap.settings import Settings
from tests.cli.terminal import PROGRAM, PUBLISHED, Terminal
from tests.engines import ROOT

README, CONTRIBUTING, FORMAT = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "docs/partnerships-file.md")
)
DOCUMENTS = (
    *ROOT.glob("*.md"),
    *(
        ROOT / folder
        for folder in (
            "docs/board-report.md",
            "docs/community-organisations-file.md",
            "docs/partnerships-file.md",
            "docs/survey.md",
            "graph/model.md",
        )
    ),
    ROOT / "partnermap" / "sample" / "README.md",
)
COMMANDS = typer.main.get_group(app).commands

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def blocks(text: str, language: str, before: str = "") -> list[str]:
    """The fenced blocks of a language, those right after the line `before`."""
    return re.findall(rf"{before}\n```{language}\n(.*?)```", text, re.DOTALL)


def commands(text: str) -> list[list[str]]:
    """The arguments of every partnermap command that a document says to type."""
    typed = re.findall(r"uv run partnermap ([^`\n>]+)", text)
    return [shlex.split(line, comments=True) for line in typed]


@every_document
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@every_document
def test_files_that_are_named_are_there(document: Path) -> None:
    named = re.findall(r"`([\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|md)))`", document.read_text("utf-8"))
    rooms = (ROOT, ROOT / "partnermap", ROOT / "partnermap" / "imports", document.parent)
    assert [n for n in named if not any((room / n).exists() for room in rooms)] == []


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_commands_and_their_options_exist(text: str) -> None:
    found = commands(text)
    assert found
    for name, *arguments in found:
        COMMANDS[name].make_context(name, arguments)


def test_settings_and_targets_and_names_in_the_code_exist() -> None:
    settings = {f"PARTNERMAP_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"PARTNERMAP_[A-Z0-9_]+", README)) <= settings
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^make (\w+)", CONTRIBUTING, re.MULTILINE))
    assert targets == {"check", "test", "bench", "screenshots"}
    assert targets <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    code = "\n".join(path.read_text() for path in (ROOT / "partnermap").rglob("*.py"))
    names = set(re.findall(r"`(_?[A-Z]{4,}|[A-Z][a-z]+[A-Z]\w+)`", CONTRIBUTING))
    assert {name for name in names if not re.search(rf"\b{name}\b", code)} == {"SchoolWebsite"}


def test_what_the_readme_says_to_type_works(terminal: Terminal, tmp_path: Path) -> None:
    # Stands in for `uv run partnermap`, so that what runs is this checkout.
    uv = tmp_path / "uv"
    uv.write_text(f'#!/bin/sh\nshift 2\nexec {shlex.join(PROGRAM)} "$@"\n')
    uv.chmod(0o755)
    (script,) = blocks(README, "sh", before="<!-- run -->")
    environment = terminal.environment()
    environment["PATH"] = f"{tmp_path}:{environment['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", script], env=environment, cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "Sedgemarsh Church of England Primary School" in done.stdout
    assert "formal links" in done.stdout
    assert "90 School" in done.stdout


def test_the_api_gives_the_answer_that_the_readme_shows(terminal: Terminal) -> None:
    (curl,) = (block for block in blocks(README, "sh") if block.startswith("curl "))
    words = shlex.split(curl)
    body = json.loads(words[words.index("--data") + 1])
    (shown,) = blocks(README, "json")
    assert terminal.answers("query", "-", stdin=body["query"]) == json.loads(shown)


def columns(source: str) -> list[str]:
    """The columns of a source: of the sample's file, or as its own module names them."""
    if source == "community-organisations":
        return [heading.text for heading in DESCRIBED.values()]
    (sample,) = (edition.path for edition in files() if edition.source == source)
    with sample.open(encoding="utf-8-sig", newline="") as rows:
        return next(csv.reader(rows))


@pytest.mark.parametrize(
    ("source", "rows"), [("community-organisations", 3), ("goals", 3), ("partnerships", 5)]
)
def test_the_columns_of_a_file_are_all_described_and_its_example_is_taken(
    terminal: Terminal, tmp_path: Path, source: str, rows: int
) -> None:
    text = (ROOT / "docs" / f"{source}-file.md").read_text(encoding="utf-8")
    described = [
        name
        for row in re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
        for name in re.findall(r"`([\w ]+)`", row)
    ]
    told = columns(source)
    if source == "partnerships":  # described by what belongs together, not in order
        described, told = sorted(described), sorted(told)
    assert described == told
    (example,) = blocks(text, "csv")
    (tmp_path / "example.csv").write_text(example)
    report = terminal.answers(
        "import", source, tmp_path / "example.csv", *PUBLISHED,
        "--owner", "diocese:ZZ01", "--dry-run", "--format", "json",
    )  # fmt: skip
    assert (report["rows"], report["created"], report["problems"]) == (rows, rows, [])


def test_the_help_of_import_names_every_source(terminal: Terminal) -> None:
    shown = re.sub(r"-\s+", "-", terminal.says("import", "--help"))  # lines break at hyphens
    named = set(re.findall(r"[a-z]+(?:-[a-z]+)*", shown))
    assert {*SOURCES, "community-organisations", "survey"} <= named
