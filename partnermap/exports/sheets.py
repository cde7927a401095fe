"""Tables as CSV and as workbooks, in which a spreadsheet takes no text for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import xlsxwriter

from partnermap.errors import BadInputError

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None

_WIDEST = 60
_SAMPLED = 200
"""Of so many rows the width of a column is judged."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its headings."""

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
    written.writerow(table.headings)
    written.writerows(map(_plain, table.rows))
    return text.getvalue()


def _plain(row: Iterable[Cell]) -> list[Cell]:
    return [harmless(cell) if isinstance(cell, str) else cell for cell in row]


def write_xlsx(tables: Iterable[Table], path: Path) -> None:
    """Write tables as the sheets of one workbook; BadInputError where there can be no such file.

    What stood there before stays until the workbook is whole.
    """
    try:
        with NamedTemporaryFile(dir=path.parent, suffix=".xlsx", delete=False) as beside:
            pass
        unfinished = Path(beside.name)
        try:
            _write(tables, unfinished)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise BadInputError(f"{path} cannot be written: {error.strerror}.") from error


def _write(tables: Iterable[Table], path: Path) -> None:
    # Every text is written as a text: no cell is read as a formula, a link or a number.
    with xlsxwriter.Workbook(path) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, table.headings, bold)
            for column, heading in enumerate(table.headings):
                cells = (str(row[column]) for row in table.rows[:_SAMPLED])
                width = max(map(len, (heading, *cells)))
                sheet.set_column(column, column, min(width, _WIDEST) + 2, wrapped)
            for at, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(at, column, harmless(cell))
                    elif cell is not None:
                        sheet.write_number(at, column, cell)
            if table.rows:
                sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
