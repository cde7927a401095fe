"""The pages of a place of 300 schools and 1,500 working ties: how long each takes, and its size.

Cold is the first page that a program shows after its start. Warm is every page after each has been
shown once; how sure the findings are is worked out beside them, in a process of its own.
"""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import httpx

from benchmarks.load import HOST
from benchmarks.report import Bound, Figure
from benchmarks.servers import Endpoint, partnermap
from partnermap import sample
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.opening import open_store
from tests import large

_TABS = ("", "/picture", "/weak-points", "/introductions", "/changes", "/not-known")
_ROUNDS = 20


def pages(pairs: int) -> Iterator[Figure]:
    """Each figure is the 95th of 100 requests, but for the size: of the largest page."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "data", neo4j_uri=None)
        asyncio.run(_fill(settings, Path(folder)))
        try:
            cold, sizes = zip(
                *(_first(settings, tab) for _ in range(pairs) for tab in _TABS), strict=True
            )
            warm = [_again(settings) for _ in range(pairs)]
        finally:
            embedded.stop(settings.data)
    name = "pages of a place of 300 and 1,500"
    yield Figure(f"{name}, the first of a program", "seconds", (_slow(cold),), Bound(1.5))
    yield Figure(f"{name}, warm", "seconds", tuple(map(_slow, warm)), Bound(0.4))
    yield Figure(f"{name}, the largest", "kB", (max(sizes) / 1_000,), Bound(300))


async def _fill(settings: Settings, folder: Path) -> None:
    written = large.write(folder)
    async with open_store(settings) as store:
        await large.load(store, written)


def _first(settings: Settings, tab: str) -> tuple[float, int]:
    """Of a program that has just started: the seconds of a page, and its bytes."""
    with partnermap(settings) as endpoint, _client(endpoint) as client:
        return _seconds(client, tab)


def _again(settings: Settings) -> list[float]:
    with partnermap(settings) as endpoint, _client(endpoint) as client:
        for tab in _TABS:
            _seconds(client, tab)
        return [_seconds(client, tab)[0] for _ in range(_ROUNDS) for tab in _TABS]


def _client(endpoint: Endpoint) -> httpx.Client:
    return httpx.Client(
        base_url=f"http://{HOST}:{endpoint.port}", timeout=120, follow_redirects=True
    )


def _seconds(client: httpx.Client, tab: str) -> tuple[float, int]:
    start = time.perf_counter()
    page = client.get(f"/place/{sample.SCOPE}{tab}").raise_for_status()
    return time.perf_counter() - start, len(page.content)


def _slow(seconds: list[float] | tuple[float, ...]) -> float:
    """The 95th percentile."""
    return quantiles(seconds, n=20, method="inclusive")[-1]
