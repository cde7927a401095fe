"""Workbooks to rows of text: values only, and what stood in the way of reading each row."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from partnermap.errors import BadInputError
from partnermap.surveys.bounds import look_through


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first on, each as long as the widest."""

    name: str
    rows: list[list[str]]
    merged: Mapping[int, int]
    """By row, from 1: the column, from 1, of a cell that is merged with others."""
    hidden: bool
    formulas: int


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that was read."""

    sheets: Mapping[str, Sheet]
    saved: date | None
    """The day it was last saved, if it says so."""


def read_workbook(name: str, content: bytes) -> Book:
    """The sheets of a workbook. BadInputError for what cannot, or must not, be read."""
    found = look_through(name, content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = {}
            for about in book.sheets_metadata:
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(about.name)
                rows = [list(map(as_text, row)) for row in sheet.to_python(skip_empty_area=False)]
                _mark(rows, found.unanswered.get(about.name, ()))
                merged = {
                    row + 1: left + 1
                    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
                    for row in range(top, min(bottom, len(rows)) + 1)
                }
                sheets[about.name] = Sheet(
                    about.name,
                    rows,
                    merged,
                    about.visible is not SheetVisibleEnum.Visible,
                    found.formulas.get(about.name, 0),
                )
    except PasswordError as error:
        raise BadInputError(f"{name} needs a password; save it without one.") from error
    except CalamineError as error:
        raise BadInputError(f"{name} is a damaged workbook: {error}.") from error
    return Book(sheets, date.fromisoformat(found.saved) if found.saved else None)


def _mark(rows: list[list[str]], formulas: Iterable[tuple[int, int]]) -> None:
    """Write into the cell of each formula that has no value that there is one."""
    width = max(map(len, rows), default=0)
    for row, column in formulas:
        rows += ([""] * width for _ in range(row - len(rows)))
        cells = rows[row - 1]
        cells += [""] * (column - len(cells))
        cells[column - 1] = "="


def as_text(cell: str | float | bool | date | time | timedelta) -> str:
    """A cell as somebody would type it, on one line."""
    if isinstance(cell, str):
        return " ".join(cell.splitlines()) if "\n" in cell or "\r" in cell else cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)
