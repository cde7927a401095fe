"""An import that is killed and run again ends in the same graph."""

import asyncio
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from partnermap.imports.report import Report
from partnermap.imports.run import run_import
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.writes import graph_hash
from tests.imports.derived import Derived, derive
from tests.imports.files import OPEN, as_csv, school

FIRST, SECOND = date(2019, 3, 1), date(2019, 9, 1)
REGISTER = (
    Path(__file__).parents[3] / "shared" / "data" / "gias" / "edubase_england_2018-19_derived.csv"
)


def environment(settings: Settings) -> dict[str, str]:
    """What leads another process to the same store."""
    found = {**os.environ, "PARTNERMAP_DATA": str(settings.data)}
    if settings.neo4j_uri:
        found |= {
            "PARTNERMAP_NEO4J_URI": settings.neo4j_uri,
            "PARTNERMAP_NEO4J_USER": settings.neo4j_user,
            "PARTNERMAP_NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
        }
    return found


async def killed(settings: Settings, path: Path, published: date, batches: int) -> bool:
    """Whether an import was killed, with -9, while it made the batch after so many."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.imports.importer",
        "gias-establishments",
        str(path),
        published.isoformat(),
        env=environment(settings),
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    for _ in range(batches):
        if not await process.stdout.readline():
            return await process.wait() != 0
    await asyncio.sleep(0.02)
    if process.returncode is None:
        process.kill()
    return await process.wait() != 0


async def load(store: Store, path: Path, published: date) -> Report:
    return await run_import(store, "gias-establishments", path, published=published)


async def check_resumption(
    store: Store, settings: Settings, first: Path, second: Path, edition: Derived, kills: list[int]
) -> None:
    """Import `first`, then `second` with interruptions, and compare with doing so in one go."""
    await load(store, first, FIRST)
    await load(store, second, SECOND)
    expected = await graph_hash(store)
    await wipe(store)

    await load(store, first, FIRST)
    before = await ended(store)
    for batches in kills:
        assert await killed(settings, second, SECOND, batches)
    report = await load(store, second, SECOND)
    assert await graph_hash(store) == expected
    assert report.rejected == len(edition.corrupted)

    after = await ended(store)
    assert not (after - before) & edition.corrupted
    assert edition.dropped <= after

    older = await load(store, first, FIRST)
    assert (older.created, older.changed, older.ended) == (0, 0, 0)
    assert await graph_hash(store) == expected


async def ended(store: Store) -> set[str]:
    """The URNs of the schools that have ended."""
    rows = await store.read("MATCH (s:School) WHERE s.until < $open RETURN s.urn", open=OPEN)
    return {urn for (urn,) in rows}


async def wipe(store: Store) -> None:
    """Forget everything but the schema."""
    statement = "MATCH (n) WHERE NOT n:Meta WITH n LIMIT 5000 DETACH DELETE n RETURN count(n)"
    while (await store.write(lambda t: t.run(statement), deadline=120))[0][0]:
        pass


async def test_killed_and_resumed(store: Store, settings: Settings, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    rows = [school(f"10{n}", trust=str(7000 + n % 40)) for n in range(1000, 4200)]
    first.write_bytes(as_csv(rows))
    edition = derive(first.read_bytes(), drop=40, change=60, corrupt=20, seed=1)
    second.write_bytes(edition.content)
    await check_resumption(store, settings, first, second, edition, [1, 1, 2])


@pytest.mark.skipif(not REGISTER.exists(), reason=f"{REGISTER.name} is not in ../shared/data")
async def test_the_register_killed_and_resumed(
    store: Store, settings: Settings, engine: str, tmp_path: Path
) -> None:
    if engine != "embedded":
        pytest.skip("one engine is enough for the whole register; the short one runs on all")
    second = tmp_path / "second.csv"
    edition = derive(REGISTER.read_bytes(), drop=200, change=300, corrupt=50, seed=2)
    second.write_bytes(edition.content)
    await check_resumption(store, settings, REGISTER, second, edition, [1, 9, 12])


@pytest.mark.skipif(not REGISTER.exists(), reason=f"{REGISTER.name} is not in ../shared/data")
async def test_the_register(store: Store, engine: str) -> None:
    if engine == "neo4j-2026":
        pytest.skip("the whole register is imported on the embedded engine and on Neo4j 5")
    report = await load(store, REGISTER, FIRST)
    assert (report.rows, report.created) == (26_211, 26_211)
    version = await store.data_version()
    members = REGISTER.with_name("grouplinks_edubaseallacademiesandfree20190601.csv")
    report = await load(store, REGISTER, FIRST)
    assert (report.rows, report.unchanged) == (26_211, 26_211)
    assert await store.data_version() == version
    report = await run_import(store, "gias-memberships", members)
    assert (report.rows, report.created) == (14_621, 14_621)
    schools = "MATCH (s:School)-[:IN_TRUST]->(:Organisation {id: 'uid:5143'}) RETURN count(s)"
    assert await store.read(schools) == [[63]]
