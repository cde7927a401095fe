"""What cannot be used: told in a sentence or by its line, and nothing is changed by it."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from partnermap.sample import files
from partnermap.store import embedded
from tests.cli.terminal import PUBLISHED, Terminal, closed_port

ESTABLISHMENTS, MEMBERSHIPS = (edition.path for edition in files()[:2])


def table() -> list[list[str]]:
    text = ESTABLISHMENTS.read_text(encoding="cp1252")
    return list(csv.reader(io.StringIO(text, newline="")))


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
    "noise": (random.Random(1).randbytes(4096), "is not text"),
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
    assert "Only partnerships and goals have an owner" in terminal.refuses(*owned)


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
