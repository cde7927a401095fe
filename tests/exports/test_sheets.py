"""Tables as files: what is written is read back, and no cell is run."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from partnermap.errors import BadInputError
from partnermap.exports.sheets import FORMULA_SIGNS, Table, harmless, to_csv, write_xlsx

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(st.lists(st.tuples(TEXTS, st.integers(-9, 9), st.none()), max_size=5))
def test_csv_gives_back_what_was_written(rows: list[tuple[str, int, None]]) -> None:
    table = Table("Any", ("text", "number", "nothing"), rows)
    read = [*csv.reader(io.StringIO(to_csv(table)))]
    assert read == [[*table.headings], *([harmless(text), str(n), ""] for text, n, _ in rows)]


def test_a_workbook_has_a_sheet_a_table_numbers_as_numbers_and_texts_as_texts(
    tmp_path: Path,
) -> None:
    evil = '=HYPERLINK("http://example.org")'
    first = Table("First", ("name", "many"), [(evil, 3), ("007", 2.5), ("https://x", None)])
    write_xlsx([first, Table("Empty", ("name",), [])], tmp_path / "both.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "both.xlsx")
    assert book.sheet_names == ["First", "Empty"]
    rows = book.get_sheet_by_name("First").to_python()
    assert rows == [["name", "many"], [f"'{evil}", 3.0], ["007", 2.5], ["https://x", ""]]


def test_no_sheet_has_the_name_that_excel_keeps_for_itself(tmp_path: Path) -> None:
    write_xlsx([Table("history", ("name",), [("any",)])], tmp_path / "one.xlsx")
    assert CalamineWorkbook.from_path(tmp_path / "one.xlsx").sheet_names == ["history_"]


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_no_text_begins_like_a_formula(sign: str) -> None:
    assert not harmless(f"{sign}1+1").startswith(FORMULA_SIGNS)


def test_a_file_that_cannot_be_written_is_told_and_leaves_what_was(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be written"):
        write_xlsx([Table("One", ("a",), [])], tmp_path / "nowhere" / "file.xlsx")
    assert not [*tmp_path.iterdir()]
