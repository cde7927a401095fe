"""The columns a parser uses, found by name, and a reader that turns rows into records."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from partnermap.errors import BadInputError
from partnermap.imports.report import Problem
from partnermap.imports.table import Row, Table

_CACHED = 4096
"""How many different texts of a column are remembered with their values."""
_SHOWN = 80
"""How much of a faulty cell a problem quotes."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a publication: the names it has gone by, and how its cells are read."""

    names: tuple[str, ...]
    convert: Callable[[str], Any]
    optional: bool = False
    """Whether a file may do without it."""


def column(*names: str, read: Callable[[str], Any]) -> Column:
    """A column every edition has, under one of these names."""
    return Column(names, read)


def optional(*names: str, read: Callable[[str], Any]) -> Column:
    """A column some editions have, under one of these names."""
    return Column(names, read, optional=True)


@dataclass(frozen=True, slots=True)
class Record:
    """What could be read of a row. With any problem, the row is rejected."""

    line: int
    values: dict[str, Any]
    """The values by our own names; what a row does not say is left out."""
    problems: tuple[Problem, ...]


def records(
    table: Table, columns: Mapping[str, Column], source: str, *, short_rows: bool = False
) -> Iterator[Record]:
    """Each row of the table as a record.

    A row with fewer fields than the others was cut off, unless `short_rows` says that the
    spreadsheets behind these files leave trailing empty fields out. Raises BadInputError when a
    column is missing.
    """
    found = _find(table, columns, source)
    plan: list[tuple[str, int, Callable[[str], Any], dict[str, Any]]]
    plan = [(key, at, columns[key].convert, {}) for key, at in found.items()]
    full = len(table.header)
    for row in table.rows():
        problems = _shape_problems(row, table, short_rows=short_rows)
        if problems and row.lines > 1:
            # An unclosed quotation mark has swallowed other rows: nothing in it can be trusted.
            yield Record(row.line, {}, problems)
            continue
        misshapen = bool(problems)
        cells = row.cells + [""] * (full - len(row.cells))
        values: dict[str, Any] = {}
        for key, at, convert, cache in plan:
            text = cells[at]
            if text in cache:
                value = cache[text]
            else:
                try:
                    value = convert(text)
                except ValueError as error:
                    if not misshapen:
                        problem = Problem(
                            row.line, table.header[at], text.strip()[:_SHOWN], str(error)
                        )
                        problems = (*problems, problem)
                    continue
                if len(cache) < _CACHED:
                    cache[text] = value
            if value is not None:
                values[key] = value
        yield Record(row.line, values, problems)


def _shape_problems(row: Row, table: Table, *, short_rows: bool) -> tuple[Problem, ...]:
    cells = row.cells
    if len(cells) > len(table.header) and any(c.strip() for c in cells[len(table.header) :]):
        reason = f"it has {len(cells)} fields where the header names {len(table.header)}"
    elif len(cells) < table.width and not short_rows:
        reason = f"it has {len(cells)} fields where the other rows have {table.width}"
    else:
        return ()
    return (Problem(row.line, None, table.delimiter.join(cells)[:_SHOWN], reason),)


def _folded(header: str) -> str:
    return " ".join(header.split()).casefold()


def _find(table: Table, columns: Mapping[str, Column], source: str) -> dict[str, int]:
    """Where each column stands in the table; optional ones may be absent."""
    places: dict[str, list[int]] = {}
    for at, header in enumerate(table.header):
        places.setdefault(_folded(header), []).append(at)
    found: dict[str, int] = {}
    missing: list[str] = []
    for key, wanted in columns.items():
        candidates = [place for name in wanted.names for place in places.get(_folded(name), [])]
        if len(candidates) > 1:
            raise BadInputError(
                f"{table.name} has the column “{table.header[candidates[0]]}” more than once; "
                "remove or rename all but one."
            )
        if candidates:
            found[key] = candidates[0]
        elif not wanted.optional:
            missing.append(wanted.names[0])
    if missing:
        raise BadInputError(_missing(table, missing, source))
    return found


def _missing(table: Table, missing: list[str], source: str) -> str:
    shown = ", ".join(f"“{name}”" for name in missing[:5])
    more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
    folded = {_folded(header): header for header in table.header if header}
    near = [
        f"“{folded[match][:_SHOWN]}” may be “{name}”"
        for name in missing
        for match in difflib.get_close_matches(_folded(name), folded, n=1, cutoff=0.75)
    ]
    hint = f" ({'; '.join(near[:3])})" if near else ""
    plural = "s" if len(missing) > 1 else ""
    return (
        f"{table.name} lacks the column{plural} {shown}{more}{hint}; "
        f"is it the file that {source} expects?"
    )
