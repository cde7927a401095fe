"""Recording partnerships on the national register: one client after the other, and 32 at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benchmarks import needs
from benchmarks.imports import import_register
from benchmarks.report import Bound, Figure
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store.opening import open_store
from tests.engines import running

_RECORD = """mutation ($key: String!, $input: PartnershipInput!) {
  recordPartnership(key: $key, input: $input) {
    created errors { code message }
    record { id name version members { nodes { id name } } } } }"""
_WARM, _ALONE = 200, 300
_WRITERS, _ROUNDS = 32, 10


def writes(pairs: int) -> Iterator[Figure]:
    """How long whoever records a partnership of five schools waits for its answer."""
    register = needs.register()
    with TemporaryDirectory() as folder, needs.neo4j(Path(folder)) as server:
        asyncio.run(import_register(server.settings, register))
        alone = asyncio.run(_alone(server.settings, pairs))
    yield Figure("a mutation at one client, Neo4j 5.26", "median ms", alone, Bound(15))
    with TemporaryDirectory() as folder, running("embedded", Path(folder)) as server:
        asyncio.run(import_register(server.settings, register))
        together = asyncio.run(_together(server.settings, pairs))
    yield Figure("32 different writes at once, embedded engine", "p99 ms", together, Bound(1000))


class _Client:
    """Records one partnership after the other, each of other schools."""

    def __init__(self, api: Api, schools: list[str]) -> None:
        self.api = api
        self._schools = schools
        self._random = Random(1)
        self.recorded = 0

    async def record(self) -> float:
        """The milliseconds until the answer to one mutation."""
        self.recorded += 1
        members = self._random.sample(self._schools, 5)
        given = {
            "name": f"Partnership {self.recorded}",
            "kind": "CLUSTER",
            "members": [{"organisation": id_} for id_ in members],
        }
        variables = {"key": f"key-{self.recorded:08}", "input": given}
        start = time.perf_counter()
        answer = await self.api.execute(_RECORD, variables, access=LOCAL)
        taken = 1000 * (time.perf_counter() - start)
        assert not answer.errors and answer.data is not None
        assert answer.data["recordPartnership"]["created"], answer.data
        return taken


@asynccontextmanager
async def _client(settings: Settings) -> AsyncIterator[_Client]:
    """A client of a store that is warm."""
    async with open_store(settings) as store:
        rows = await store.read("MATCH (s:School) WHERE s.until = '9999-12-31' RETURN s.id")
        client = _Client(Api(build_schema(), store), sorted(row[0] for row in rows))
        for _ in range(_WARM):
            await client.record()
        yield client


async def _alone(settings: Settings, pairs: int) -> tuple[float, ...]:
    async with _client(settings) as client:
        return tuple([median([await client.record() for _ in range(_ALONE)]) for _ in range(pairs)])


async def _together(settings: Settings, pairs: int) -> tuple[float, ...]:
    async with _client(settings) as client:
        figures = []
        for _ in range(pairs):
            taken: list[float] = []
            for _ in range(_ROUNDS):
                taken += await asyncio.gather(*(client.record() for _ in range(_WRITERS)))
            figures.append(quantiles(taken, n=100)[98])
        (count,) = (await client.api.store.read("MATCH (p:Partnership) RETURN count(p)"))[0]
        assert count == client.recorded, f"{client.recorded - count} writes were lost"
        return tuple(figures)
