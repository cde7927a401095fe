"""A workbook of rows to look at: each with the reason why, and whom or what it may mean."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from partnermap.exports.sheets import harmless
from partnermap.surveys.form import Looks, protect, workbook, write_choices, write_headings
from partnermap.surveys.layout import CANDIDATES, CHOICES, DOUBTFUL, START, Heading


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A row to look at."""

    cells: Mapping[str, str]
    """What stands in it, by the names of its columns."""
    offered: Sequence[str]
    """What there is to choose from in its first column."""


def write_doubtful(
    path: Path,
    rows: Sequence[Doubtful],
    columns: Mapping[str, Heading],
    may_change: Collection[str],
    how: Sequence[str],
    made: datetime,
) -> None:
    """Write the rows to `path`, with what to do with them.

    The first column is where to choose; only what is in `may_change` is unlocked.
    """
    with workbook(path, made) as book:
        looks = Looks.of(book)
        start, sheet, candidates, choices = (
            book.add_worksheet(name) for name in (START, DOUBTFUL, CANDIDATES, CHOICES)
        )
        start.set_column(0, 0, 100)
        for at, text in enumerate(how):
            start.write_string(at, 0, text, looks.text)
        lists = write_choices(choices, {k: h for k, h in columns.items() if k in may_change})
        write_headings(sheet, looks, columns)
        for at, row in enumerate(rows, 1):
            for column, key in enumerate(columns):
                look = looks.fill if key in may_change else looks.text
                sheet.write_string(at, column, harmless(row.cells.get(key, "")), look)
                if key in lists:
                    rule = {"validate": "list", "source": lists[key], "show_error": False}
                    sheet.data_validation(at, column, at, column, rule)
            _offer(sheet, candidates, at, row.offered)
        for one in (start, sheet):
            protect(one)
        for one in (candidates, choices):
            one.hide()
        sheet.activate()


def _offer(sheet: Worksheet, candidates: Worksheet, at: int, offered: Sequence[str]) -> None:
    """The drop-down of what a row may mean."""
    for column, text in enumerate(offered):
        candidates.write_string(at, column, harmless(text))
    last = xl_col_to_name(len(offered) - 1)
    source = f"='{CANDIDATES}'!$A${at + 1}:${last}${at + 1}"
    sheet.data_validation(at, 0, at, 0, {"validate": "list", "source": source, "show_error": False})
