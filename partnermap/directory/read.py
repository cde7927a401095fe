"""A list as it comes: a table saved as CSV, or the sheet of a workbook that has its columns."""

from dataclasses import dataclass
from datetime import date

from partnermap.directory.layout import COLUMNS
from partnermap.errors import BadInputError
from partnermap.imports.table import Table, read_table
from partnermap.surveys.layout import DOUBTFUL
from partnermap.surveys.rows import Line, as_table, headings, lines_of
from partnermap.surveys.workbook import Book, Sheet, read_workbook

SOURCE = "community-organisations"


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a list."""

    table: Table
    sheet: str | None
    lines: tuple[Line, ...]
    day: date | None
    """The day it is of, if it says so."""
    notes: tuple[str, ...]

    @property
    def set_right(self) -> bool:
        """Whether these are rows of another list, set right: they end nothing of it."""
        return self.sheet == DOUBTFUL or any("key" in line.values for line in self.lines)


def read_list(name: str, content: bytes) -> Listed:
    """The rows of a file. BadInputError for what is no list."""
    sheet: Sheet | None = None
    saved = None
    if content.startswith(b"PK\x03\x04"):
        book = read_workbook(name, content)
        sheet, saved = _with_rows(name, book), book.saved
        table = as_table(name, sheet, COLUMNS)
    else:
        table = read_table(name, content)
    lines = tuple(lines_of(table, sheet, COLUMNS, needed="name", source=SOURCE))
    days = [line.values["day"].earliest for line in lines if "day" in line.values]
    day = date.fromisoformat(max(days)) if days else saved
    return Listed(table, sheet.name if sheet else None, lines, day, _unread(table))


def _with_rows(name: str, book: Book) -> Sheet:
    if DOUBTFUL in book.sheets:
        return book.sheets[DOUBTFUL]
    shown = [sheet for sheet in book.sheets.values() if not sheet.hidden]
    best = max(shown, key=lambda sheet: headings(sheet, COLUMNS)[1], default=None)
    if best is None or not headings(best, COLUMNS)[1]:
        raise BadInputError(f"{name} has no sheet with a column “name”; is it the list?")
    return best


def _unread(table: Table) -> tuple[str, ...]:
    known = {n.casefold() for h in COLUMNS.values() for n in (h.text, *h.names)}
    others = [heading for heading in table.header if heading and heading.casefold() not in known]
    return tuple(
        f"The column “{heading[:80]}” is none of a list's; it was not read." for heading in others
    )
