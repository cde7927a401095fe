"""Tables as CSV and as workbooks, in which a spreadsheet takes no text for a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from partnermap.errors import BadInputError
from partnermap.exports.files import whole

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | bool | date | None

MOST_ROWS = 1_048_575
"""How many rows a sheet can hold below its headings."""
_LONGEST = 32_767
"""How many characters a cell of a sheet can hold."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets count days in two ways."""
_WIDEST = 60
_SAMPLED = 200
"""Of so many rows the width of a column is judged."""
_MADE = datetime(2000, 1, 1)
"""When every workbook says that it was made, so that of the same tables two are equal."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its headings, each of which it has once."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet might run it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def to_csv(table: Table) -> str:
    """The table as comma-separated values, its headings first."""
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\n")
    written.writerow(map(harmless, table.headings))
    written.writerows(map(_plain, table.rows))
    return text.getvalue()


def _plain(row: Iterable[Cell]) -> list[str | int | float | date | None]:
    return [_word(cell) if isinstance(cell, str | bool) else cell for cell in row]


def _word(cell: str | bool) -> str:
    return harmless(cell) if isinstance(cell, str) else str(cell).lower()


def write_xlsx(tables: Iterable[Table], path: Path) -> None:
    """Write tables as the sheets of one workbook; BadInputError where there can be no such file.

    What stood there before stays until the workbook is whole.
    """
    with whole(path) as unfinished:
        _write(tables, unfinished)


def _write(tables: Iterable[Table], path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": _MADE})
        looks = {
            str: book.add_format({"text_wrap": True, "valign": "top"}),
            int: book.add_format({"num_format": "#,##0", "valign": "top"}),
            float: book.add_format({"num_format": "0.000", "valign": "top"}),
            date: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            bool: book.add_format({"valign": "top"}),
        }
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for table in tables:
            if len(table.rows) > MOST_ROWS:
                raise BadInputError(
                    f"{table.name} has {len(table.rows):,} rows, and a sheet holds {MOST_ROWS:,}: "
                    "ask for CSV."
                )
            # Excel keeps the name History for itself, and mends a workbook that uses it.
            taken = table.name.casefold() == "history"
            sheet = book.add_worksheet(f"{table.name}_" if taken else table.name)
            sheet.freeze_panes(1, 0)
            for column, heading in enumerate(table.headings):
                sheet.write_string(0, column, harmless(heading), bold)
                cells = (str(row[column]) for row in table.rows[:_SAMPLED])
                width = max(map(len, (heading, *cells)))
                sheet.set_column(column, column, min(width, _WIDEST) + 2)
            for at, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    _write_cell(sheet, at, column, cell, looks)
            if table.rows:
                columns = [{"header": harmless(heading)} for heading in table.headings]
                last = len(table.rows), len(columns) - 1
                sheet.add_table(0, 0, *last, {"columns": columns, "style": "Table Style Light 1"})


def _write_cell(sheet: Any, at: int, column: int, cell: Cell, looks: Mapping[type, Any]) -> None:
    """Write a cell as what it is: no text is read as a formula, a link or a number."""
    match cell:
        case bool():
            sheet.write_boolean(at, column, cell, looks[bool])
        case int() | float():
            sheet.write_number(at, column, cell, looks[type(cell)])
        case date() if cell >= _FIRST_DAY:
            sheet.write_datetime(at, column, cell, looks[date])
        case date():
            sheet.write_string(at, column, cell.isoformat(), looks[str])
        case str():
            text = harmless(cell)
            whole = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
            sheet.write_string(at, column, whole, looks[str])
