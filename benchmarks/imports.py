"""Importing the register beside a bare loader of the same nodes, ties and provenance."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import needs
from benchmarks.bare import Graph, read_graph
from benchmarks.one_import import PUBLISHED
from benchmarks.report import Bound, Figure
from benchmarks.servers import environment
from partnermap.imports.run import run_import
from partnermap.settings import Settings
from partnermap.store.opening import open_store
from tests.engines import Server, running

Empty = Callable[[], AbstractContextManager[Server]]
"""Gives an engine with nothing in it, for one run."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one import took: `seconds` of the work, `megabytes` of the process at its peak."""

    seconds: float
    megabytes: float


def imports_embedded(pairs: int) -> Iterator[Figure]:
    """The import into the embedded engine, each run on a data folder of its own."""
    return _figures("embedded engine", needs.register(), empty_embedded, pairs)


def imports_neo4j(pairs: int) -> Iterator[Figure]:
    """The import into Neo4j 5.26, one server emptied before each run."""
    register = needs.register()
    with empty_neo4j() as empty:
        yield from _figures("Neo4j 5.26", register, empty, pairs)


@contextmanager
def empty_embedded() -> Iterator[Server]:
    """An embedded engine on a data folder of its own."""
    with TemporaryDirectory() as folder, running("embedded", Path(folder)) as server:
        yield server


@contextmanager
def empty_neo4j() -> Iterator[Empty]:
    """A Neo4j 5.26 that is emptied for each run."""
    with TemporaryDirectory() as folder, needs.neo4j(Path(folder)) as server:

        @contextmanager
        def empty() -> Iterator[Server]:
            server.wipe()
            yield server

        yield empty


async def import_register(settings: Settings, register: Path) -> None:
    """Import the register's file as the figures do."""
    async with open_store(settings) as store:
        await run_import(store, "gias-establishments", register, published=PUBLISHED)


def _figures(engine: str, register: Path, empty: Empty, pairs: int) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.json"
        with empty() as server:
            # Not counted: it gives the rows to prepare, and warms a server that stays.
            run_once("register", register, server)
            graph = graph_of(server)
            prepared.write_text(json.dumps(asdict(graph)), encoding="utf-8")
        sys.stderr.write(f"{engine}: {graph.size}\n")
        ours, bare = [], []
        for _ in range(pairs):
            with empty() as server:
                ours.append(run_once("register", register, server))
            with empty() as server:
                bare.append(run_once("bare", prepared, server))
                if len(bare) == 1 and graph_of(server).but("Audit") != graph.but("Audit"):
                    raise ValueError(f"{engine}: the bare loader did not write the same graph")
            sys.stderr.write(f"{engine}: {ours[-1]}; bare {bare[-1]}\n")
    yield Figure(
        f"import of 26,211 schools, {engine}, beside a bare loader",
        "seconds",
        tuple(run.seconds for run in ours),
        Bound(1.5),
        tuple(run.seconds for run in bare),
    )
    yield Figure(
        f"memory of the importing process, {engine}",
        "MB",
        tuple(run.megabytes for run in ours),
        Bound(400),
    )


def run_once(kind: str, file: Path, server: Server) -> Run:
    """One import in a process of its own; `kind` is a word of `one_import`."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.one_import", kind, str(file)],
        env=environment(server.settings),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Run(**json.loads(done.stdout))


def graph_of(server: Server) -> Graph:
    """Everything that a server holds."""
    with server.driver() as driver:
        return read_graph(driver)
