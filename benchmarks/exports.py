"""Exports: a workbook of a large place, and the whole country as a graph, each in its own process.

Seconds are of the processor, which does nothing else, from the network as it was read to the file;
memory is the most that the process held, the network itself among it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks import areas
from benchmarks.one_import import peak_megabytes
from benchmarks.report import Bound, Figure
from partnermap.exports.contents import Contents
from partnermap.exports.formats import FORMATS
from partnermap.exports.sheets import Table, write_xlsx
from partnermap.model.network import Network
from partnermap.vocabulary import Layer

_ROWS = 30_000
_COLUMNS = 20
_DAY = date(2026, 3, 1)


def exports(pairs: int) -> Iterator[Figure]:
    """Each a few times, in a process that does nothing else."""
    few = min(pairs, 3)
    workbook, country = (Bound(10), Bound(300)), (Bound(60), Bound(1_000))
    yield from _figures("a workbook of 30,000 rows and 20 columns", few, "", workbook)
    yield from _figures("a place of 30,000 organisations and ties as a workbook", few, "xlsx")
    yield from _figures("the country as GraphML", few, "graphml", country)


def _figures(
    name: str, runs: int, form: str, bounds: tuple[Bound, Bound] | None = None
) -> Iterator[Figure]:
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        found = [pool.apply(_measured, (form,)) for _ in range(runs)]
    seconds, megabytes = zip(*found, strict=True)
    in_time, in_memory = bounds or (None, None)
    yield Figure(name, "seconds", seconds, in_time)
    yield Figure("memory of that process", "MB", megabytes, in_memory)


def _measured(form: str) -> tuple[float, float]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        if not form:
            table = _table()
            start = process_time()
            write_xlsx([table], path)
        else:
            network = _large() if form == "xlsx" else areas.nation()
            start = process_time()
            FORMATS[form].write(Contents(network, Layer.COMBINED, _DAY), path)
        seconds = process_time() - start
    return seconds, peak_megabytes()


def _table() -> Table:
    """Texts, numbers, days and what is not known, as an export has them."""
    headings = [f"column {number}" for number in range(_COLUMNS)]
    rows = [
        [(f"urn:{100_000 + at}", f"School {at}", at, at / 7, _DAY, at % 2 == 0, None)[n % 7]
         for n in range(_COLUMNS)]
        for at in range(_ROWS)
    ]  # fmt: skip
    return Table("Rows", headings, rows)


def _large() -> Network:
    """So much of the country that its organisations, partnerships and ties are as many rows."""
    nation = areas.nation(0.3)
    many = len(nation.nodes) + len(nation.partnerships)
    return replace(nation, formal=nation.formal[: _ROWS - many - len(nation.memberships)])
