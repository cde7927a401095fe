"""The findings of the sample in each format: the same sentences and the same numbers."""

import csv
import io
from pathlib import Path

from python_calamine import CalamineWorkbook

from partnermap.sample import SCOPE
from tests.cli.terminal import Terminal

ASK = ("analyse", "--scope", SCOPE, "--format")


def test_a_csv_a_workbook_and_json_tell_the_same(terminal: Terminal, tmp_path: Path) -> None:
    told = [
        (found["sentence"], found["measure"]["value"], found["id"])
        for found in terminal.answers(*ASK, "json")["findings"]
    ]
    rows = csv.DictReader(io.StringIO(terminal.says(*ASK, "csv")))
    assert [(row["Finding"], float(row["Value"]), row["Id"]) for row in rows] == told
    file = tmp_path / "findings.xlsx"
    assert terminal.says(*ASK, "xlsx", "--output", str(file)) == ""
    book = CalamineWorkbook.from_path(file)
    headings, *sheet = book.get_sheet_by_name("Findings").to_python()
    columns = [headings.index(heading) for heading in ("Finding", "Value", "Id")]
    assert [tuple(row[at] for at in columns) for row in sheet] == told


def test_a_workbook_tells_of_each_organisation_of_the_scope(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "findings.xlsx"
    terminal.says(*ASK, "xlsx", "--output", str(file))
    headings, *rows = (
        CalamineWorkbook.from_path(file).get_sheet_by_name("Organisations").to_python()
    )
    found = terminal.answers(*ASK, "json")
    assert len(rows) == found["cohesion"]["organisations"]
    strands = headings.index("Organisations cut off if it left")
    cuts = {
        cut["id"]: len(cut["stranding"]["organisations"])
        for cut in found["bottlenecks"]["cut_points"]
    }
    assert {row[0]: row[strands] for row in rows if row[strands]} == {
        id_: many for id_, many in cuts.items() if id_ in {row[0] for row in rows}
    }


def test_a_workbook_needs_a_file_and_nothing_else_takes_one(
    terminal: Terminal, tmp_path: Path
) -> None:
    assert "--output" in terminal.refuses(*ASK, "xlsx")
    assert "--output" in terminal.refuses(*ASK, "csv", "--output", str(tmp_path / "x.csv"))
    assert ".xlsx" in terminal.refuses(*ASK, "xlsx", "--output", str(tmp_path / "x.pdf"))
    assert not [*tmp_path.iterdir()]
