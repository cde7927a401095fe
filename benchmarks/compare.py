"""What changed in the national register between two editions of it, asked over the API."""

import asyncio
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import needs
from benchmarks.imports import import_register
from benchmarks.one_import import PUBLISHED
from benchmarks.report import Bound, Figure
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store.opening import open_store
from tests.engines import running
from tests.imports.derived import derive

_LATER = date(2020, 9, 1)
_ASKED = """query ($from: Date!, $to: Date!) {
  compare(scope: ["all"], from: $from, to: $to) { counts { kind count } events { sentence } } }"""


def compare(pairs: int) -> Iterator[Figure]:
    """How long the answer takes on the embedded engine, the first after the start included."""
    register = needs.register()
    edition = derive(register.read_bytes(), drop=200, change=300, corrupt=50, seed=2)
    with TemporaryDirectory() as folder, running("embedded", Path(folder)) as server:
        later = Path(folder) / "later.csv"
        later.write_bytes(edition.content)
        asyncio.run(import_register(server.settings, register))
        seconds = asyncio.run(_asked(server.settings, later, pairs))
    yield Figure("`compare` of two editions of the register", "seconds", seconds, Bound(5))


async def _asked(settings: Settings, later: Path, pairs: int) -> tuple[float, ...]:
    days = {"from": PUBLISHED.isoformat(), "to": _LATER.isoformat()}
    seconds = []
    async with open_store(settings) as store:
        await run_import(store, "gias-establishments", later, published=_LATER)
        for _ in range(pairs):
            api = Api(build_schema(), store)
            start = time.perf_counter()
            answer = await api.execute(_ASKED, days, access=LOCAL)
            seconds.append(time.perf_counter() - start)
            assert not answer.errors and answer.data is not None
            assert len(answer.data["compare"]["events"]) > 150
    return tuple(seconds)
