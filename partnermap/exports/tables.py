"""A network as tables: CSV in an archive, with the codebook beside, and a workbook."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any, Final

from partnermap.exports.codebook import ABOUT, EDGES, NODES, PAIRS, Vertex, codebook
from partnermap.exports.columns import Column, Sort, Thing, Value, told
from partnermap.exports.contents import Contents
from partnermap.exports.records import Organisation
from partnermap.exports.sheets import Cell, Table, to_csv, write_xlsx
from partnermap.model.network import PartnershipNode

_CODEBOOK: Final = ("Table", "Column", "Values", "Unit", "Meaning", "Source")


def write_csv(contents: Contents, path: Path) -> None:
    """Write an archive of a CSV file for each table, with what it is of and the codebook beside.

    In UTF-8 with the mark by which Excel knows it.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in _csv_tables(contents):
            # The archive's own day: of the same contents two archives are equal.
            entry = zipfile.ZipInfo(f"{table.name}.csv")
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, to_csv(table).encode("utf-8-sig"))


def write_workbook(contents: Contents, path: Path) -> None:
    """Write a workbook: what was found, who there is, who is tied to whom, and what is meant."""
    write_xlsx(_sheets(contents), path)


def _csv_tables(contents: Contents) -> Iterator[Table]:
    yield _table("nodes", NODES, contents.nodes)
    yield _table("edges", EDGES, contents.edges)
    yield _table("pairs", PAIRS, contents.pairs)
    yield _about("about", contents)
    yield _codebook("codebook")


def _sheets(contents: Contents) -> Iterator[Table]:
    yield _about("About", contents)
    yield from contents.found
    yield _sheet("Organisations", _of(Organisation), contents.organisations)
    yield _sheet("Partnerships", _of(PartnershipNode), contents.partnerships)
    yield _sheet("Who works with whom", PAIRS, contents.pairs)
    yield _sheet("Ties", EDGES, contents.edges)
    yield _codebook("Codebook")


def _of(type_: type) -> list[Column[Vertex]]:
    """The columns of nodes that those of a type have."""
    return [column for column in NODES if column.only in (None, type_)]


def _table(name: str, columns: Sequence[Column[Thing]], things: Iterable[Thing]) -> Table:
    return Table(name, [column.name for column in columns], _rows(columns, things))


def _sheet(name: str, columns: Sequence[Column[Thing]], things: Iterable[Thing]) -> Table:
    return Table(name, [column.heading for column in columns], _rows(columns, things))


def _rows(columns: Sequence[Column[Thing]], things: Iterable[Thing]) -> list[list[Cell]]:
    return [[_cell(column, column.of(thing)) for column in columns] for thing in things]


def _cell(column: Column[Any], value: Value) -> Cell:
    if value is None:
        return None
    if column.sort is Sort.DAY:
        return date.fromisoformat(str(value))
    return " ".join(value) if isinstance(value, tuple) else value


def _about(name: str, contents: Contents) -> Table:
    rows = [
        (column.name, _cell(column, value), column.meaning)
        for column, value in told(ABOUT, contents.about)
    ]
    return Table(name, ("What", "Value", "Meaning"), rows)


def _codebook(name: str) -> Table:
    return Table(name, _CODEBOOK, [astuple(meaning) for meaning in codebook()])
