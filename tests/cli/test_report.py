"""`partnermap report`: a file in each form, checked where that is wanted, refused in a line."""

from pathlib import Path

import pytest

from partnermap.sample import SCOPE
from tests.cli.terminal import Terminal

ABOUT = ("--scope", SCOPE, "--as-of", "2026-03-01")


@pytest.mark.parametrize(
    ("end", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doc")]
)
def test_a_file_in_each_form(terminal: Terminal, tmp_path: Path, end: str, begins: bytes) -> None:
    file = tmp_path / f"board.{end}"
    file.write_bytes(b"what stood there before")
    said = terminal.says("report", *ABOUT, "--out", file)
    assert said == f"Diocese of Aldermere: who works with whom: {file}\n"
    assert file.read_bytes().startswith(begins)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_how_sure_it_is_is_told_where_that_is_wanted(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "board.html"
    about = ("--scope", "trust:90003", "--since", "2024-01-01", "--confidence", "--runs", "2")
    terminal.says("report", *about, "--out", file)
    text = file.read_text(encoding="utf-8")
    assert "Checked in 2 runs" in text
    assert "Between 1 January 2024 and" in text


def test_a_house_is_taken_from_the_settings(terminal: Terminal, tmp_path: Path) -> None:
    file, words = tmp_path / "board.html", tmp_path / "words.toml"
    words.write_text('points = "Where we are weak"')
    named = {"PARTNERMAP_REPORT_NAME": "Our Board", "PARTNERMAP_REPORT_WORDS": str(words)}
    done = terminal.run("report", *ABOUT, "--out", file, **named)
    assert done.returncode == 0, done.stderr
    text = file.read_text(encoding="utf-8")
    assert "Our Board" in text
    assert "Where we are weak" in text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((*ABOUT, "--out", "board.txt"), "end in one of: .pdf, .docx, .html."),
        ((*ABOUT, "--out", "nowhere/board.pdf"), "cannot be written: No such file or directory."),
        ((*ABOUT, "--since", "2026-06-01", "--out", "board.pdf"), "2026-06-01 is after 2026-03-01"),
        (("--scope", "diocese:Nowhere", "--out", "board.pdf"), "Nothing here is called"),
    ],
)
def test_what_cannot_be_meant_is_told(
    terminal: Terminal, given: tuple[str, ...], said: str
) -> None:
    assert said in terminal.refuses("report", *given)
