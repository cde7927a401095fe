"""The board report of a diocese of 300 schools and 1,500 working ties, from store to PDF."""

import asyncio
import csv
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import areas
from benchmarks.report import Bound, Figure
from partnermap import sample
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.explorer.report.content import Wanted, ask, told
from partnermap.explorer.report.house import House
from partnermap.explorer.report.pdf import to_pdf
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL, Scope
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store

_WEST, _SOUTH = 300_000, 300_000
"""Where its corner lies, so that all of it is within the grid."""
_WANTED = Wanted(Scope.parse(sample.SCOPE))


def board(pairs: int) -> Iterator[Figure]:
    """Each time nothing is kept: what is asked is read and analysed anew, drawn and set."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        try:
            asked, written = zip(*asyncio.run(_reports(Path(folder), data, pairs)), strict=True)
        finally:
            embedded.stop(data)
    yield Figure("board report of 300 and 1,500, what it says", "seconds", asked, None)
    yield Figure("board report of 300 and 1,500, as PDF", "seconds", written, Bound(5))


async def _reports(folder: Path, data: Path, times: int) -> list[tuple[float, float]]:
    """How long it took to have what it says, and to have it on paper."""
    schools, partnerships = folder / "establishments.csv", folder / "partnerships.csv"
    _write(schools, partnerships)
    async with open_store(Settings(data=data, neo4j_uri=None)) as store:
        await run_import(store, "gias-establishments", schools, published=sample.PUBLISHED)
        await run_import(store, "partnerships", partnerships, published=sample.PUBLISHED)
        return [await _report(store) for _ in range(times)]


async def _report(store: Store) -> tuple[float, float]:
    api = Api(build_schema(), store)
    start = time.perf_counter()
    report = told(await ask(api, _WANTED, LOCAL), _WANTED, House())
    asked = time.perf_counter() - start
    assert len(report.points) > 1
    assert to_pdf(report).startswith(b"%PDF")
    written = time.perf_counter() - start
    await api.close()
    return asked, written


def _write(schools: Path, partnerships: Path) -> None:
    """Write the made-up diocese of `areas` as files, each of its organisations a school."""
    network = areas.diocese()
    urns = {node.id: str(800_000 + at) for at, node in enumerate(network.nodes)}
    with sample.files()[0].path.open(encoding="cp1252", newline="") as lines:
        rows = csv.DictReader(lines)
        example = next(row for row in rows if row["Diocese (code)"] == "ZZ01")
        named = list(rows.fieldnames or ())
    with schools.open("w", encoding="cp1252", newline="") as lines:
        written = csv.DictWriter(lines, named)
        written.writeheader()
        for node in network.nodes:
            easting, northing = _WEST + (node.easting or 0), _SOUTH + (node.northing or 0)
            place = {"Easting": str(easting), "Northing": str(northing)}
            own = {"URN": urns[node.id], "EstablishmentName": f"St {node.name} Primary School"}
            written.writerow(example | own | place)
    with partnerships.open("w", encoding="utf-8", newline="") as lines:
        rows_ = csv.writer(lines)
        rows_.writerow(
            ("row", "partnership", "kind", "organisation", "name", "role", "round", "answer")
        )
        for part in network.memberships:
            urn = f"urn:{urns[part.organisation]}"
            rows_.writerow(("member", part.partnership, "network", urn, "", "", "", ""))
        for node in network.nodes:
            if node.answer:
                answer = node.answer.lower()
                rows_.writerow(("asked", "", "", f"urn:{urns[node.id]}", "", "", "Round", answer))
