"""The command line as a newcomer and a script meet it: what it prints, and how it ends."""

import asyncio
import csv
import io
import json
import os
import random
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer
from typer.testing import CliRunner

from partnermap.cli import app
from partnermap.sample import SCOPE, files
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.opening import open_store
from tests.engines import ROOT

ESTABLISHMENTS, MEMBERSHIPS, PARTNERSHIPS = (edition.path for edition in files())
PUBLISHED = ("--published", "2026-03-01")
PROGRAM = (sys.executable, "-P", "-c", "from partnermap.cli import main; main()")
COMMANDS = typer.main.get_group(app).commands
JARGON = ("betweenness", "articulation", "component", "centrality", "node", "MATCH", "Cypher")


@dataclass(frozen=True)
class Terminal:
    """A shell in an empty home, with a data folder of its own."""

    home: Path
    data: Path

    def environment(self, **more: str) -> dict[str, str]:
        kept = ("PATH", "LANG", "TMPDIR", "PYTHONPATH")
        known = {name: os.environ[name] for name in kept if name in os.environ}
        ours = {"HOME": str(self.home), "PARTNERMAP_DATA": str(self.data)}
        return known | ours | more

    def run(
        self, *arguments: str | Path, stdin: str = "", **more: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*PROGRAM, *arguments], input=stdin, env=self.environment(**more), cwd=self.home,
            capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip

    def says(self, *arguments: str | Path, stdin: str = "") -> str:
        """What a command that succeeds prints."""
        done = self.run(*arguments, stdin=stdin)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def answers(self, *arguments: str | Path, stdin: str = "") -> Any:
        """What a command that succeeds prints as JSON."""
        return json.loads(self.says(*arguments, stdin=stdin))

    def refuses(self, *arguments: str | Path, **more: str) -> str:
        """The one sentence or two in which a command says why it failed."""
        done = self.run(*arguments, **more)
        assert done.returncode == 1, done.stdout + done.stderr
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert line.startswith("Error: ")
        assert line.endswith(".")
        return line.removeprefix("Error: ")

    def version(self) -> int:
        """The data version."""

        async def read() -> int:
            async with open_store(Settings(data=self.data, neo4j_uri=None)) as store:
                return await store.data_version()

        return asyncio.run(read())


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A terminal where nothing was ever done; what it starts is stopped in the end."""
    home = tmp_path_factory.mktemp("home")
    yield Terminal(home, home / "data")
    for folder in home.iterdir():
        embedded.stop(folder)


@pytest.fixture(scope="module")
def demo(newcomer: Terminal) -> str:
    """What the demo prints."""
    return newcomer.says("demo", "--no-serve")


@pytest.fixture(scope="module")
def terminal(newcomer: Terminal, demo: str) -> Terminal:
    """A terminal on the data that the demo has loaded."""
    assert demo
    return replace(newcomer, data=newcomer.home / "data-demo")


def test_the_demo_names_who_is_alone_and_whose_leaving_cuts_off_whom(demo: str) -> None:
    findings = [line for line in demo.splitlines() if line[:1].isdigit()]
    (alone,) = [line for line in findings if "work in partnership with no one else" in line]
    assert "Cawderby Church of England Primary School" in alone
    (cut,) = [line for line in findings if "Saltmarrow Youth Trust" in line and " left, " in line]
    assert "Saltmarrow Bishop Osric's Church of England School" in cut
    assert "would be cut off" in cut


def test_the_demo_shows_a_few_findings_in_plain_words_and_where_the_rest_is(
    demo: str, terminal: Terminal
) -> None:
    assert demo.count("\n8. ") == 1
    assert "\n9. " not in demo
    command = f"PARTNERMAP_DATA={terminal.data} partnermap analyse --scope {SCOPE}"
    assert command in demo
    assert [word for word in JARGON if word in demo] == []


def test_status_says_what_is_there(terminal: Terminal) -> None:
    told = terminal.answers("status", "--format", "json")
    assert told["store"] == str(terminal.data)
    assert told["engine"] == "embedded"
    assert told["counts"]["School"] == 90
    assert told["counts"]["Trust"] == 11
    said = terminal.says("status")
    assert f"embedded store at {terminal.data}, data version {told['dataVersion']}\n" in said
    assert "      90 School\n" in said


def test_stop_stops_the_store_which_starts_again_when_needed(terminal: Terminal) -> None:
    assert terminal.says("stop") == "Stopped.\n"
    assert terminal.says("stop") == "It was not running.\n"
    assert terminal.version() > 0


def test_a_query_is_answered_as_json(terminal: Terminal, tmp_path: Path) -> None:
    # Of the 59 schools of the diocese, three have closed.
    asked = "query Q($scope: [Scope!]) { schools(scope: $scope, first: 1) { totalCount } }"
    variables = json.dumps({"scope": [SCOPE]})
    answer = terminal.answers("query", "-", "--variables", variables, stdin=asked)
    assert answer["data"] == {"schools": {"totalCount": 56}}
    file = tmp_path / "question.graphql"
    file.write_text(asked)
    assert terminal.answers("query", file, "--variables", variables) == answer


def test_a_query_that_cannot_be_answered_says_why_and_fails(terminal: Terminal) -> None:
    done = terminal.run("query", "-", stdin="{ colour }")
    assert done.returncode == 1
    (error,) = json.loads(done.stdout)["errors"]
    assert "colour" in error["message"]
    assert "JSON" in terminal.refuses("query", "-", "--variables", "{")
    assert "No such file" in terminal.refuses("query", "nowhere.graphql")


def test_an_analysis_says_in_words_what_it_says_in_json(terminal: Terminal) -> None:
    told = terminal.answers("analyse", "--scope", SCOPE, "--format", "json")
    said = terminal.says("analyse", "--scope", SCOPE, "--format", "table")
    assert [line.split(". ", 1)[1] for line in said.splitlines() if line[:1].isdigit()] == [
        finding["sentence"] for finding in told["findings"]
    ]
    assert told["scope"] == SCOPE
    assert told["layer"] == "WORKING"


def test_a_name_may_stand_for_a_code(terminal: Terminal) -> None:
    by_code = terminal.says("analyse", "--scope", SCOPE, "--layer", "formal")
    by_name = terminal.says("analyse", "--scope", "diocese of aldermere", "--layer", "FORMAL")
    assert by_name == by_code


def test_a_name_of_several_lists_them_and_an_unknown_one_is_said_to_be(terminal: Terminal) -> None:
    choices = terminal.refuses("analyse", "--scope", "trust:church")
    assert "Tideline Church Academies Trust (trust:90003)" in choices
    assert "Wennow and Quill Church Schools Trust (trust:90004)" in choices
    assert "'Atlantis'" in terminal.refuses("analyse", "--scope", "Atlantis")
    assert "diocese:CE32" in terminal.refuses("analyse", "--scope", "la:")


def test_an_import_counts_what_it_did_and_done_again_changes_nothing(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "harvest.csv"
    file.write_text(
        "row,partnership,kind,organisation,name,la\n"
        "member,Harvest Lunches,project,la:992,,\n"
        "member,Harvest Lunches,project,charity:9900099,Harvest Table,992\n"
        "member,Harvest Lunches,project,urn:999999,A school yet to come,\n"
    )
    command = ("import", "partnerships", file, *PUBLISHED, "--owner", "la:992", "--format", "json")
    before = terminal.version()
    would = terminal.answers(*command, "--dry-run")
    assert terminal.version() == before
    done = terminal.answers(*command)
    counted = {
        "rows": 3, "created": 2, "changed": 0, "unchanged": 0,
        "rejected": 0, "pending": 1, "ended": 0,
    }  # fmt: skip
    assert counted.items() <= done.items()
    assert would == done | {"dry_run": True}
    after = terminal.version()
    assert after > before
    again = terminal.answers(*command)
    assert (counted | {"created": 0, "unchanged": 2}).items() <= again.items()
    assert terminal.version() == after


@pytest.mark.parametrize("edition", files(), ids=lambda edition: edition.source)
def test_the_sample_imported_again_is_unchanged(terminal: Terminal, edition: Any) -> None:
    before = terminal.version()
    rows = {"gias-establishments": 90, "gias-memberships": 48, "partnerships": 306}[edition.source]
    said = terminal.says("import", edition.source, edition.path, *PUBLISHED)
    assert said == f"{edition.path.name}: {rows} rows: {rows} unchanged.\n"
    assert terminal.version() == before


# Bad input


def table(path: Path = ESTABLISHMENTS) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="cp1252"), newline="")))


def csv_of(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode("cp1252")


def with_header(change: Callable[[list[str]], list[str]]) -> bytes:
    header, *rows = table()
    return csv_of([change(header), *rows])


def with_cell(column: str, text: str) -> bytes:
    """The sample with another text in one cell of its sixth line."""
    rows = table()
    rows[5][rows[0].index(column)] = text
    return csv_of(rows)


def zipped() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.write(ESTABLISHMENTS, "establishments.csv")
    return archive.getvalue()


NO_TABLE = {
    "wrong encoding": (ESTABLISHMENTS.read_bytes().replace(b"Brinmouth", b"Br\x81n"), "UTF-8"),
    "missing column": (with_header(lambda names: ["", *names[1:]]), "“URN”"),
    "renamed column": (
        with_header(lambda names: [n.replace("EstablishmentName", "SchoolName") for n in names]),
        "“EstablishmentName”",
    ),
    "empty": (b"", "is empty"),
    "only a header": (csv_of(table()[:1]), "no rows"),
    "web page": (b"<!DOCTYPE html>\n<html><title>503</title></html>", "web page"),
    "ZIP": (zipped(), "ZIP archive"),
    "noise": (random.Random(1).randbytes(4096), ""),
    "another source's file": (MEMBERSHIPS.read_bytes(), "gias-establishments expects"),
    "most rows gone": (csv_of(table()[:41]), "--force"),
}  # fmt: skip

ONE_BAD_ROW = {
    "ragged row": (
        csv_of([*table()[:5], table()[5][:9], *table()[6:]]), ["6"], "it has 9 fields"
    ),
    "date that is none": (with_cell("OpenDate", "31-02-2019"), ["6"], "there is no such day"),
    "word for a date": (with_cell("OpenDate", "soon"), ["6"], "it is not a date"),
    "URN that is no number": (with_cell("URN", "9OOOO5"), ["6"], "it is not a URN"),
    "rows that disagree": (
        csv_of([*table(), [*table()[5][:4], "Another Name", *table()[5][5:]]]),
        ["6", "92"],
        "is about the same and says something else",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "reason"), NO_TABLE.values(), ids=list(NO_TABLE))
def test_a_file_that_cannot_be_used_changes_nothing(
    terminal: Terminal, tmp_path: Path, content: bytes, reason: str
) -> None:
    file = tmp_path / "given.csv"
    file.write_bytes(content)
    before = terminal.version()
    said = terminal.refuses("import", "gias-establishments", file, *PUBLISHED)
    assert reason in said
    assert terminal.version() == before


@pytest.mark.parametrize(
    ("content", "lines", "reason"), ONE_BAD_ROW.values(), ids=list(ONE_BAD_ROW)
)
def test_a_bad_row_is_told_by_its_line_and_ends_nothing(
    terminal: Terminal, tmp_path: Path, content: bytes, lines: list[str], reason: str
) -> None:
    file = tmp_path / "given.csv"
    file.write_bytes(content)
    before = terminal.version()
    done = terminal.run("import", "gias-establishments", file, *PUBLISHED, "--format", "json")
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    report = json.loads(done.stdout)
    assert (report["unchanged"], report["rejected"]) == (89, len(lines))
    assert [str(problem["line"]) for problem in report["problems"]] == lines
    assert all(reason in problem["reason"] for problem in report["problems"])
    assert terminal.version() == before


def test_a_report_in_words_quotes_the_rejected_cell(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "given.csv"
    file.write_bytes(with_cell("OpenDate", "31-02-2019"))
    done = terminal.run("import", "gias-establishments", file, *PUBLISHED)
    assert done.returncode == 3
    assert done.stdout.startswith("given.csv: 90 rows: 89 unchanged, 1 rejected.\n")
    for word in ("6", "OpenDate", "31-02-2019", "there is no such day"):
        assert word in done.stdout


def test_what_an_import_needs_is_said(terminal: Terminal) -> None:
    file = str(ESTABLISHMENTS)
    assert "--published" in terminal.refuses("import", "gias-establishments", file)
    assert "gias-memberships" in terminal.refuses("import", "gias", file, *PUBLISHED)
    assert "There is no file" in terminal.refuses("import", "partnerships", "x.csv", *PUBLISHED)
    assert "is a folder" in terminal.refuses("import", "partnerships", ".", *PUBLISHED)
    owned = ("import", "gias-establishments", file, *PUBLISHED, "--owner", "la:992")
    assert "Only partnerships have an owner" in terminal.refuses(*owned)


# Stores out of reach


def test_a_store_that_cannot_be_used_is_told_in_a_sentence(terminal: Terminal) -> None:
    server = embedded.find(terminal.data) or embedded.start_or_find(terminal.data)
    there = f"bolt://{server.host}:{server.port}"
    wrong = {"PARTNERMAP_NEO4J_USER": server.user, "PARTNERMAP_NEO4J_PASSWORD": "guess"}
    said = terminal.refuses("status", PARTNERMAP_NEO4J_URI=there, **wrong)
    assert "PARTNERMAP_NEO4J_PASSWORD" in said
    assert "guess" not in said
    with closed_port() as port:
        down = f"bolt://127.0.0.1:{port}"
        assert "cannot be reached" in terminal.refuses("status", PARTNERMAP_NEO4J_URI=down)
        assert "cannot be reached" in terminal.refuses("serve", PARTNERMAP_NEO4J_URI=down)
    for address in ("nonsense", "http://localhost:7474"):
        said = terminal.refuses("status", PARTNERMAP_NEO4J_URI=address)
        assert f"PARTNERMAP_NEO4J_URI is '{address}'" in said


def test_a_setting_that_cannot_be_meant_is_named(terminal: Terminal) -> None:
    said = terminal.refuses("status", PARTNERMAP_DEADLINE="soon")
    assert said.startswith("PARTNERMAP_DEADLINE is 'soon'")


def test_a_folder_of_something_else_is_left_alone(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir")
    assert "PARTNERMAP_DATA" in terminal.refuses("status", PARTNERMAP_DATA=str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


# Serving


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that is bound and does not listen, so that nobody answers on it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def free_port() -> int:
    with closed_port() as port:
        return port


def test_a_busy_port_is_told_in_a_sentence(terminal: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        said = terminal.refuses("serve", "--port", str(port))
    assert f"Port {port}" in said
    assert "--port" in said


def test_nobody_else_may_read_unless_that_is_accepted(terminal: Terminal) -> None:
    assert "--anyone-may-read" in terminal.refuses("serve", "--host", "0.0.0.0")  # noqa: S104


@pytest.mark.parametrize(
    ("told", "code"), [(signal.SIGINT, 128 + signal.SIGINT), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_serve_answers_until_it_is_told_to_stop(
    terminal: Terminal, told: signal.Signals, code: int
) -> None:
    port = free_port()
    with subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)], env=terminal.environment(), cwd=terminal.home,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            assert server.stderr is not None
            assert server.stderr.readline() == f"Serving on http://127.0.0.1:{port}/graphql\n"
            answer = httpx.post(
                f"http://127.0.0.1:{port}/graphql",
                json={"query": "{ schools { totalCount } }"},
                timeout=60,
            )
            server.send_signal(told)
            stdout, stderr = server.communicate(timeout=60)
        finally:
            server.kill()
    assert answer.json()["data"] == {"schools": {"totalCount": 90}}
    assert (server.returncode, stdout, stderr) == (code, "", "")


# Help and the schema


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_its_exit_codes(name: str) -> None:
    shown = CliRunner().invoke(app, [name, "--help"])
    assert shown.exit_code == 0
    command = COMMANDS[name]
    assert command.help
    assert command.epilog
    assert "Example: " in command.epilog
    assert f"partnermap {name}" in command.epilog
    assert "Exit codes: 0 " in command.epilog
    unexplained = [p.name for p in command.params if not getattr(p, "help", None)]
    assert unexplained == []


def test_the_schema_is_printed_and_compared(terminal: Terminal, tmp_path: Path) -> None:
    committed = ROOT / "schema.graphql"
    assert terminal.says("schema") == committed.read_text(encoding="utf-8")
    assert terminal.says("schema", "--check", committed) == ""
    other = tmp_path / "schema.graphql"
    other.write_text("type Query { old: Int }\n")
    assert f"partnermap schema > {other}" in terminal.refuses("schema", "--check", other)
