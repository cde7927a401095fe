"""The form and its way back: what is in it, what may be changed in it, and what is not accepted."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from partnermap.errors import BadInputError
from partnermap.exports.sheets import harmless
from partnermap.model.names import Named
from partnermap.surveys import bounds
from partnermap.surveys.answers import Answers, read_answers
from partnermap.surveys.form import ROWS, Form, write_form
from partnermap.surveys.layout import ANSWERED, INSIDE, PARTNERSHIPS, START, WHO, label
from partnermap.vocabulary import Kind
from tests.surveys.filling import SAVED, fill

FORM = Form(
    "round:abc",
    "Spring 2026",
    (
        Named("urn:900001", "Ash Primary School", Kind.SCHOOL, town="Alderton"),
        Named("urn:900002", "=cmd|'/c calc'!A1", Kind.SCHOOL),
    ),
    datetime(2026, 3, 1),
)
ASH, EVIL = FORM.organisations


def read(path: Path) -> Answers:
    return read_answers(path.name, path.read_bytes())


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.xlsx"
    write_form(path, FORM)
    return path


def test_a_form_holds_headings_lists_and_the_round(form: Path) -> None:
    book = CalamineWorkbook.from_path(str(form))
    rows = book.get_sheet_by_name(PARTNERSHIPS).to_python(skip_empty_area=False)
    assert rows[0] == [heading.text for heading in ANSWERED.values()]
    listed = book.get_sheet_by_name("Organisations").to_python(skip_empty_area=False)
    assert [row[0] for row in listed[1:]] == [label(ASH), harmless(label(EVIL))]
    inside = next(sheet for sheet in book.sheets_metadata if sheet.name == INSIDE)
    assert inside.visible is SheetVisibleEnum.VeryHidden
    told = book.get_sheet_by_name(INSIDE).to_python(skip_empty_area=False)
    assert told[:2] == [["Round", "Spring 2026"], ["Round id", "round:abc"]]


def test_headings_are_protected_and_rows_have_drop_downs(form: Path) -> None:
    sheet = part(form, "xl/worksheets/sheet2.xml")
    assert "<sheetProtection" in sheet
    assert sheet.count("<dataValidation ") >= 9
    assert f"A3:A{ROWS + 2}" in sheet
    assert "<f>" not in sheet.partition("<dataValidations")[0]


def test_a_form_that_cannot_be_written_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be written"):
        write_form(tmp_path / "nowhere" / "form.xlsx", FORM)


def test_what_was_filled_in_comes_back(tmp_path: Path) -> None:
    row = {"partner": label(EVIL), "theme": "SEND; faith", "since": "2021-09", "theirs": "Lead"}
    found = read(fill(tmp_path / "a.xlsx", FORM, label(ASH), [row, {}, {"partner": "Elm"}]))
    (answer,) = found.answers
    assert (answer.respondent, answer.round, answer.everyone) == (label(ASH), "round:abc", True)
    assert [line.line for line in answer.lines] == [3, 5]
    first = answer.lines[0].values
    assert first["theme"] == ("FAITH", "SEND")
    assert (first["theirs"], first["since"].earliest) == ("LEAD", "2021-09-01")
    assert found.saved == SAVED.date()


def test_columns_may_be_moved_and_renamed_and_that_is_told(tmp_path: Path) -> None:
    columns = {"theme": "Themes", "junk": "Colour", "strength": "How closly you work",
               "partner": "Partner"}  # fmt: skip
    rows = [{"partner": "Elm", "theme": "SEND", "strength": "Networking", "junk": "red"}]
    found = read(fill(tmp_path / "a.xlsx", FORM, "Ash", rows, columns=columns))
    assert found.answers[0].lines[0].values["strength"] == "NETWORKING"
    assert found.notes == (
        "The column “Colour” is none of the form's; it was not read.",
        "The column “How closly you work” was read as “How closely you work”.",
    )


def test_a_csv_says_in_each_row_whose_it_is() -> None:
    text = (
        "Answered by,Round,Complete,Partner,Theme\n"
        "Ash,Spring 2026,yes,Elm,SEND\n"
        "Elm,Spring 2026,no,Ash,\n"
        "Oak,Spring 2026,,nobody,\n"
        ",,,Beech,\n"
    )
    found = read_answers("answers.csv", text.encode())
    assert [(a.respondent, a.everyone, a.nobody, len(a.lines)) for a in found.answers] == [
        ("Ash", True, False, 1), ("Elm", False, False, 1), ("Oak", True, True, 0),
    ]  # fmt: skip
    assert [line.line for line in found.strays] == [5]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("=1+1", "begins with “=”"),
        ("@SUM(A1)", "begins with “@”"),
        ("x" * 10_000, "longer than 300"),
        ("Ash\u202egnol", "U+202E"),
        ("As\u200bh", "U+200B"),
    ],
)
def test_a_cell_that_nobody_should_have_written_is_refused(
    tmp_path: Path, cell: str, reason: str
) -> None:
    found = read(fill(tmp_path / "a.xlsx", FORM, "Ash", [{"partner": cell}]))
    (problem,) = found.answers[0].lines[0].problems
    assert reason in problem.reason
    assert (problem.line, problem.column, problem.sheet) == (3, "Who you work with", PARTNERSHIPS)
    assert len(problem.value) <= 80


@given(st.text(max_size=40))
def test_any_text_in_a_cell_is_read_or_refused(text: str) -> None:
    table = io.StringIO()
    csv.writer(table).writerows(
        [("Partner", "Theme", "Answered by", "Round"), (text, "", "A", "R")]
    )
    content = table.getvalue().encode("utf-8", "surrogatepass")
    try:
        found = read_answers("a.csv", content)
    except BadInputError:
        return
    lines = [line for answer in found.answers for line in answer.lines]
    assert all(line.problems or line.values.get("partner", "") == " ".join(text.split())
               for line in lines)  # fmt: skip


# Workbooks that are not what they should be


def _book(path: Path, work: Callable[[xlsxwriter.Workbook, Any], None]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        start, sheet = book.add_worksheet(START), book.add_worksheet(PARTNERSHIPS)
        start.write_row(0, 0, (WHO, "Ash"))
        start.write_row(1, 0, ("Round", "Spring 2026"))
        sheet.write_row(0, 0, ("Partner", "Theme"))
        sheet.write_row(1, 0, ("Elm", "SEND"))
        work(book, sheet)
    return path


def test_a_formula_is_read_by_its_value_and_refused_without_one(tmp_path: Path) -> None:
    def formulas(_: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_formula(2, 0, '="Be"&"ech"', None, "Beech")
        sheet.write_formula(3, 0, '="O"&"ak"', None, "")

    found = read(_book(tmp_path / "a.xlsx", formulas))
    lines = {line.line: line for line in found.answers[0].lines}
    assert lines[3].values["partner"] == "Beech"
    assert any("has 2 formulas" in note for note in found.notes)
    assert "as a formula does" in lines[4].problems[0].reason


def test_merged_cells_are_refused_where_they_are(tmp_path: Path) -> None:
    def merged(_: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.merge_range(2, 0, 3, 0, "Oak")
        sheet.write_string(3, 1, "FAITH")

    found = read(_book(tmp_path / "a.xlsx", merged))
    reasons = {line.line: [p.reason for p in line.problems] for line in found.answers[0].lines}
    assert reasons[2] == []
    assert "merged" in reasons[3][0]
    assert "merged" in reasons[4][0]


def test_a_hidden_sheet_is_not_read_and_that_is_told(tmp_path: Path) -> None:
    def hidden(book: xlsxwriter.Workbook, _: Any) -> None:
        other = book.add_worksheet("Old answers")
        other.write_row(0, 0, ("Partner", "Beech"))
        other.hide()

    found = read(_book(tmp_path / "a.xlsx", hidden))
    assert found.notes == ("The sheet “Old answers” is hidden and was not read.",)


def test_a_million_empty_rows_are_no_rows(tmp_path: Path) -> None:
    def styled(book: xlsxwriter.Workbook, sheet: Any) -> None:
        look = book.add_format({"bold": True})
        for row in (500_000, 1_048_575):
            sheet.write_blank(row, 0, None, look)

    found = read(_book(tmp_path / "a.xlsx", styled))
    assert [line.line for line in found.answers[0].lines] == [2]


def _cell_far_away(_: xlsxwriter.Workbook, sheet: Any) -> None:
    sheet.write_string(1_048_575, 16_383, "x")


def _long_text_again_and_again(_: xlsxwriter.Workbook, sheet: Any) -> None:
    for row in range(2, 2_200):
        sheet.write_string(row, 3, "x" * 32_000)


def _nothing(_: xlsxwriter.Workbook, sheet: Any) -> None:
    sheet.write_string(2, 0, "Oak")


def _added(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)


def _macros(path: Path) -> None:
    _added(path, "xl/vbaProject.bin", b"x")


def _bomb(path: Path) -> None:
    _added(path, "xl/media/image1.png", bytes(bounds.UNPACKED))


def _entities(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet2.xml"
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n<worksheet'
    parts[sheet] = parts[sheet].replace(b"<worksheet", declared, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _as_it_is(_: Path) -> None:
    return None


@pytest.mark.parametrize(
    ("fill_in", "change", "reason"),
    [
        (_cell_far_away, _as_it_is, "row 1,048,576"),
        (_long_text_again_and_again, _as_it_is, "more text"),
        (_nothing, _macros, "macros"),
        (_nothing, _bomb, "unpacks to more than"),
        (_nothing, _entities, "defines XML"),
        (_nothing, _cut, "damaged"),
    ],
)
def test_a_workbook_that_must_not_be_unpacked_is_not(
    tmp_path: Path, fill_in: Any, change: Callable[[Path], None], reason: str
) -> None:
    path = _book(tmp_path / "a.xlsx", fill_in)
    change(path)
    with pytest.raises(BadInputError, match=reason) as caught:
        read(path)
    assert path.name in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Partner,Answered by\nElm,Ash\n".encode("utf-16-le"), "UTF-16"),
        ("Partner,Answered by\nElm,Ash\n".encode("utf-16-be"), "UTF-16"),
        ("Partner,Who\nÉlm,A\n".encode() + "Écho,B\n".encode("cp1252"), "two encodings"),
        (b"Theme,Answered by\nSEND,Ash\n", "lacks the column “Who you work with”"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name(content: bytes, reason: str) -> None:
    with pytest.raises(BadInputError, match=reason):
        read_answers("answers.csv", content)


def test_an_answer_says_who_and_with_whom_or_with_nobody(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="who is answering"):
        read(fill(tmp_path / "a.xlsx", FORM, "", [{"partner": "Elm"}]))
    with pytest.raises(BadInputError, match="names nobody"):
        read(fill(tmp_path / "b.xlsx", FORM, "Ash", []))
    with pytest.raises(BadInputError, match="which of the two"):
        read(fill(tmp_path / "c.xlsx", FORM, "Ash", [{"partner": "Elm"}], nobody=True))
    (answer,) = read(fill(tmp_path / "d.xlsx", FORM, "Ash", [], nobody=True)).answers
    assert (answer.nobody, answer.everyone, answer.lines) == (True, True, [])
