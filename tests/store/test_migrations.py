"""Databases are brought to the newest schema once, and only our own."""

import asyncio
import os
import subprocess
import sys

import pytest

from partnermap.errors import RefusedError
from partnermap.settings import Settings
from partnermap.store.bolt import Store, Transaction
from partnermap.store.migrations import migrate
from partnermap.store.opening import open_store
from partnermap.store.statements import migrations

_OPEN = """
import asyncio
from partnermap.settings import Settings
from partnermap.store.opening import open_store

async def main():
    async with open_store(Settings()) as store:
        print(await store.data_version())

asyncio.run(main())
"""


async def _set(store: Store, statement: str) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(statement)

    await store.write(work, changes_data=False)


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [m.number for m in migrations()] == list(range(1, len(migrations()) + 1))


async def test_a_database_has_every_migration_once_opened(store: Store) -> None:
    newest = migrations()[-1].number
    assert await store.read("MATCH (m:Meta) RETURN m.schema") == [[newest]]
    constraints = {row[0] for row in await store.read("SHOW CONSTRAINTS YIELD name RETURN name")}
    assert {"organisation_id", "partnership_id", "fact_key", "meta_key"} <= constraints


async def test_a_newer_database_is_refused_in_one_sentence(settings: Settings) -> None:
    async with open_store(settings) as store:
        await _set(store, "MATCH (m:Meta) SET m.schema = 9999")
        try:
            with pytest.raises(RefusedError, match="newer partnermap"):
                await migrate(store)
        finally:
            await _set(store, f"MATCH (m:Meta) SET m.schema = {migrations()[-1].number}")


async def test_a_database_of_others_is_refused_and_left_alone(settings: Settings) -> None:
    async with open_store(settings) as store:
        await _set(store, "MATCH (m:Meta) DELETE m")
        await _set(store, "CREATE (:Film {title: 'Brief Encounter'})")
        try:
            with pytest.raises(RefusedError, match="did not write"):
                await migrate(store)
            assert await store.read("MATCH (m:Meta) RETURN count(m)") == [[0]]
            assert await store.read("MATCH (f:Film) RETURN f.title") == [["Brief Encounter"]]
        finally:
            await _set(store, "MATCH (f:Film) DELETE f")
            await migrate(store)


async def test_sixteen_programs_may_start_together(settings: Settings) -> None:
    async with open_store(settings) as store:
        await _set(store, "MATCH (m:Meta) DELETE m")
    environment = os.environ | {"PARTNERMAP_DATA": str(settings.data)}
    if settings.neo4j_uri:
        environment |= {
            "PARTNERMAP_NEO4J_URI": settings.neo4j_uri,
            "PARTNERMAP_NEO4J_USER": settings.neo4j_user,
            "PARTNERMAP_NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
        }
    programs = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", _OPEN, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        for _ in range(16)
    ]  # fmt: skip
    said = [(await program.communicate())[0].decode().strip() for program in programs]
    assert [program.returncode for program in programs] == [0] * 16, said
    assert said == ["0"] * 16
    async with open_store(settings) as store:
        newest = migrations()[-1].number
        assert await store.read("MATCH (m:Meta) RETURN m.schema, m.version") == [[newest, 0]]
