"""The board report of a diocese of 300 schools and 1,500 working ties, from store to PDF."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Bound, Figure
from partnermap import sample
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.explorer.report.content import Wanted, ask, told
from partnermap.explorer.report.house import House
from partnermap.explorer.report.pdf import to_pdf
from partnermap.scope import LOCAL, Scope
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from tests import large

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
    written = large.write(folder)
    async with open_store(Settings(data=data, neo4j_uri=None)) as store:
        await large.load(store, written)
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
