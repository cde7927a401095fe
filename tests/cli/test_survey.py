"""A survey from the terminal: a form made, answered, set right, and chased."""

import csv
import io
from datetime import datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from partnermap.model.names import Named
from partnermap.surveys.form import Form
from partnermap.surveys.layout import DOUBTFUL, INSIDE
from tests.cli.terminal import Terminal
from tests.surveys.filling import fill

ROUND = ("--round", "Autumn 2026")


def sheet(path: Path, name: str) -> list[list[object]]:
    book = CalamineWorkbook.from_path(str(path))
    return [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def test_a_survey_from_the_form_to_whom_to_chase(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    made = ("survey", "form", "--scope", "la:992", *ROUND, "--out", path)
    said = terminal.says(*made, "--opened", "2026-09-07")
    assert "are asked" in said
    version = terminal.version()
    assert "(0 new, 0 no longer)" in terminal.says(*made, "--opened", "2026-09-08")
    assert terminal.version() == version
    round_id = str(sheet(path, INSIDE)[1][1])
    listed = [str(row[0]) for row in sheet(path, "Organisations")[1:]]
    schools = [text for text in listed if "(urn:" in text]
    us, them = schools[:2]
    form = Form(round_id, "Autumn 2026", tuple[Named, ...](), datetime(2026, 9, 7))
    answer = fill(tmp_path / "a.xlsx", form, us, [{"partner": them}, {"partner": "Primary School"}])
    errors = tmp_path / "errors.xlsx"
    done = terminal.run("import", "survey", answer, "--errors", errors)
    assert done.returncode == 3
    assert "3 rows: 2 created, 1 rejected" in done.stdout
    assert str(errors) in done.stdout.replace("\n", "")
    assert len(sheet(errors, DOUBTFUL)) == 2

    table = list(
        csv.reader(io.StringIO(terminal.says("survey", "chase", *ROUND, "--format", "csv")))
    )
    answers = {row[0]: row[3] for row in table[1:]}
    found = terminal.answers("survey", "chase", *ROUND, "--format", "json")
    assert found["asked"] == len(answers)
    ours = us.rpartition("(")[2].rstrip(")")
    assert (found["partial"], found["inDoubt"]) == ([ours], 1)
    assert answers[ours] == "partial"
    chased = terminal.says("survey", "chase", *ROUND)
    assert "To chase" in chased
    assert "1 rows of their answers name nobody surely" in chased


def test_what_cannot_be_asked_or_imported_is_said(terminal: Terminal, tmp_path: Path) -> None:
    scope = ("--scope", "la:992", *ROUND)
    assert ".xlsx" in terminal.refuses("survey", "form", *scope, "--out", tmp_path / "form.pdf")
    assert "no round" in terminal.refuses("survey", "chase", "--round", "Never")
    missing = terminal.run("import", "survey", tmp_path / "none.xlsx")
    assert missing.returncode == 3
    assert "There is no file" in missing.stdout
    one = tmp_path / "one.csv"
    assert "Several files" in terminal.refuses("import", "itt-sites", one, one)
    assert "--errors" in terminal.refuses("import", "itt-sites", one, "--errors", "a.xlsx")
    assert "--force" in terminal.refuses("import", "survey", one, "--force")
