"""One import in a process of its own: prints its seconds and the process's peak memory as JSON.

`register FILE` is the whole import of a register's file, parsing included; `survey FILE` that of a
workbook of answers; `bare FILE` the bare loader on prepared rows. The store is found by
`PARTNERMAP_*`, migrated before the clock starts.
"""

import asyncio
import json
import re
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks.bare import Graph, driver_for, write_graph
from partnermap.imports.run import run_import
from partnermap.settings import Settings
from partnermap.store.opening import open_store
from partnermap.surveys.run import import_answers

PUBLISHED = date(2019, 3, 31)
_BATCH = 1_000  # what the importer takes at a time


async def _register(settings: Settings, file: Path) -> float:
    async with open_store(settings) as store:
        start = time.perf_counter()
        await run_import(store, "gias-establishments", file, published=PUBLISHED)
        return time.perf_counter() - start


async def _survey(settings: Settings, file: Path) -> float:
    async with open_store(settings) as store:
        start = time.perf_counter()
        found = await import_answers(store, [file])
        seconds = time.perf_counter() - start
    assert not found.rejected, found.doubts[:3]
    return seconds


async def _bare(settings: Settings, file: Path) -> float:
    graph = _prepared(file)
    async with open_store(settings):
        pass
    async with driver_for(settings) as driver:
        start = time.perf_counter()
        await write_graph(driver, graph, _BATCH)
        return time.perf_counter() - start


def _prepared(file: Path) -> Graph:
    return Graph(**json.loads(file.read_bytes()))


def peak_megabytes() -> float:
    """The most memory this process has held; the kernel's own account, which exec starts anew."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1000


if __name__ == "__main__":
    work = {"register": _register, "survey": _survey, "bare": _bare}[sys.argv[1]]
    seconds = asyncio.run(work(Settings(), Path(sys.argv[2])))
    sys.stdout.write(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))
