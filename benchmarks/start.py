"""From the command `partnermap serve` to its first answer, on data that are there already."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import needs
from benchmarks.imports import import_register
from benchmarks.questions import QUESTIONS
from benchmarks.report import Bound, Figure
from benchmarks.servers import partnermap
from partnermap.settings import Settings
from partnermap.store import embedded


def serve(pairs: int) -> Iterator[Figure]:
    """Seconds until a trust and its schools are answered, the embedded engine stopped before."""
    register = needs.register()
    asked = QUESTIONS[0]
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "data", neo4j_uri=None)
        asyncio.run(import_register(settings, register))
        seconds = []
        try:
            for _ in range(pairs):
                embedded.stop(settings.data)
                start = time.perf_counter()
                with partnermap(settings) as endpoint:
                    schools = asked.ours.schools(endpoint.ask(asked.ours.body))
                    seconds.append(time.perf_counter() - start)
                assert len(schools) == asked.rows
        finally:
            embedded.stop(settings.data)
    yield Figure("`partnermap serve` to its first answer", "seconds", tuple(seconds), Bound(5.0))
