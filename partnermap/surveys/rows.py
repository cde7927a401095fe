"""The rows of a form: its headings wherever they stand, and each cell read with care."""

import csv
import difflib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from partnermap.exports.sheets import FORMULA_SIGNS
from partnermap.imports.columns import Column, records
from partnermap.imports.report import Problem
from partnermap.imports.table import Table
from partnermap.model.keys import digest
from partnermap.model.names import fold, unseen
from partnermap.surveys.layout import (
    ANSWERED,
    COLUMNS,
    EXAMPLE,
    Heading,
    code_of,
)
from partnermap.surveys.workbook import Sheet

SOURCE: Final = "survey"
ROW: Final = "partner/"
"""How the key of a row's fact begins."""
_MERGED: Final = "this cell is merged with others; unmerge them and fill in each"
_HEADING_ROWS: Final = 20
"""How far down a sheet its headings are looked for."""
_ALIKE, _AHEAD = 0.8, 0.1
"""How like a heading must be to one of ours, and by how much more than to any other."""


def _names(columns: Mapping[str, Heading]) -> dict[str, str]:
    """The columns by the names that they may have, folded."""
    return {
        " ".join(name.split()).casefold(): key
        for key, heading in columns.items()
        for name in (heading.text, *heading.names)
    }


_NAMES: Final = _names(COLUMNS)

_FOR_THE_EYE: Final = frozenset(("reason", "from"))
"""Columns that tell whoever sets rows right something, and us nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row that was filled in."""

    line: int
    values: Mapping[str, Any]
    """What it says, by the names of our columns; what it does not say is left out."""
    written: Mapping[str, str]
    """Its cells as they were."""
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """What tells the row from the others of its answer: whom it names, and which partnership.

        A row that was set right keeps the key it had.
        """
        if "key" in self.values:
            return str(self.values["key"])
        named = ("partner", "code", "place", "partnership")
        return digest(*(fold(self.written.get(name, "")) for name in named), length=16)


def row_key(line: Line) -> str:
    """The key of the fact that a row is, within its answer."""
    return f"{ROW}{line.key}"


def answer_key(round_id: str) -> str:
    """The key of the fact that an answer came, within it."""
    return f"answer/{round_id}"


def read_again(line: int, key: str, written: Mapping[str, str]) -> Line:
    """A row from its key and those of its cells that were filled in, which were in order."""
    read = {name: _careful(ANSWERED[name].read)(cell) for name, cell in written.items()}
    values = {name: value for name, value in read.items() if value is not None}
    return Line(line, values | {"key": key}, written)


def headings(sheet: Sheet, columns: Mapping[str, Heading] = COLUMNS) -> tuple[int, int]:
    """Where the row of headings is, counted from 0, and how many of ours it has."""
    ours = _names(columns)
    scores = [
        sum(" ".join(cell.split()).casefold() in ours for cell in row)
        for row in sheet.rows[:_HEADING_ROWS]
    ]
    best = max(scores, default=0)
    return (scores.index(best) if scores else 0), best


def as_table(name: str, sheet: Sheet, columns: Mapping[str, Heading] = COLUMNS) -> Table:
    """A sheet as a table whose line numbers are the sheet's row numbers."""
    first, _ = headings(sheet, columns)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    last = 0
    for at, row in enumerate(sheet.rows):
        filled = at >= first and any(cell.strip() for cell in row)
        if filled:
            writer.writerow(row)
            last = at + 1
        else:
            text.write("\n")
    header = tuple(" ".join(cell.split()) for cell in (sheet.rows or [[]])[first])
    return Table(name, header, len(header), last, 0, text.getvalue(), ",")


def recognised(table: Table) -> tuple[Table, tuple[str, ...]]:
    """The table with those headings in our words that are clearly one of ours, and notes of it."""
    folded = [heading.casefold() for heading in table.header]
    missing = set(COLUMNS) - {_NAMES[heading] for heading in folded if heading in _NAMES}
    header = list(table.header)
    notes = []
    for at, heading in enumerate(folded):
        if not heading or heading in _NAMES:
            continue
        scores = sorted(((_likeness(heading, COLUMNS[key]), key) for key in missing), reverse=True)
        (best, key), (second, _) = [*scores, (0.0, ""), (0.0, "")][:2]
        if best >= _ALIKE and best - second >= _AHEAD:
            missing.discard(key)
            header[at] = COLUMNS[key].text
            notes.append(f"The column “{table.header[at]}” was read as “{header[at]}”.")
        else:
            notes.append(f"The column “{table.header[at]}” is none of the form's; it was not read.")
    return replace(table, header=tuple(header)), tuple(notes)


def _likeness(heading: str, ours: Heading) -> float:
    names = (ours.text, *ours.names)
    return max(difflib.SequenceMatcher(None, heading, n.casefold()).ratio() for n in names)


def lines_of(
    table: Table,
    sheet: Sheet | None,
    headed: Mapping[str, Heading] = COLUMNS,
    needed: str = "partner",
    source: str = SOURCE,
) -> Iterator[Line]:
    """The rows that were filled in, the example and empty ones left out.

    `needed` is the one column that must be there.
    """
    ours = _names(headed)
    places = {ours[h.casefold()]: n for n, h in enumerate(table.header) if h.casefold() in ours}
    columns = {
        key: Column((heading.text, *heading.names), _careful(heading.read), key != needed)
        for key, heading in headed.items()
        if key not in _FOR_THE_EYE
    }
    read = records(table, columns, source, short_rows=True)
    for record, row in zip(read, table.rows(), strict=True):
        written = {key: row.cells[n] for key, n in places.items() if n < len(row.cells)}
        if not any(cell.strip() for cell in written.values()):
            continue
        if written.get(needed, "").startswith(EXAMPLE):
            continue
        problems = record.problems
        if sheet and (column := sheet.merged.get(record.line)):
            header = table.header[column - 1] if column <= len(table.header) else None
            problems = (*problems, Problem(record.line, header, "", _MERGED))
        if sheet:
            problems = tuple(replace(problem, sheet=sheet.name) for problem in problems)
        yield Line(record.line, record.values, written, problems)


def _careful(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """`read`, for cells that anybody may have written."""

    def convert(text: str) -> Any:
        text = " ".join(text.split())
        bare = text.removeprefix("'")
        if bare.startswith(FORMULA_SIGNS):
            if code_of(bare) is None:
                raise ValueError(f"it begins with “{bare[0]}”, as a formula does; write what it is")
            text = bare
        if mark := unseen(text):
            raise ValueError(f"it holds a mark that nobody sees (U+{ord(mark):04X}); type it anew")
        return read(text)

    return convert
