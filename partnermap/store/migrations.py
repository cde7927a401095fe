"""Brings a database to the newest schema; refuses one that is not ours, or newer than we are."""

import asyncio
import random

from partnermap.errors import RefusedError, StoreError
from partnermap.store.bolt import Engine, Store, Transaction
from partnermap.store.statements import Migration, migrations

_TRIES = 40
_SCHEMA = "MATCH (m:Meta {key: 'partnermap'}) RETURN m.schema"
_FOUND = """
OPTIONAL MATCH (m:Meta {key: 'partnermap'})
RETURN m.schema, COUNT { MATCH (n) WHERE NOT n:Meta }
"""
_RECORD = """
MERGE (m:Meta {key: 'partnermap'})
ON CREATE SET m.version = 0
SET m.schema = CASE WHEN coalesce(m.schema, 0) < $number THEN $number ELSE m.schema END
"""


async def migrate(store: Store) -> None:
    """Apply every migration the database has not had; many programs may do so at once."""
    schema = await _schema(store)
    newest = migrations()[-1].number
    if schema > newest:
        raise RefusedError(
            f"This database was written by a newer partnermap (its schema is {schema}, this "
            f"program knows {newest}); install the newer version to open it."
        )
    for migration in migrations():
        if migration.number > schema:
            await _apply(store, migration)


async def _schema(store: Store) -> int:
    """The number of the last migration the database has had; 0 for an empty one."""
    for (schema,) in await store.read(_SCHEMA):
        return int(schema)
    # Looks at every node, so only where our mark was missing; it may have come meanwhile.
    ((found, others),) = await store.read(_FOUND)
    if found is not None:
        return int(found)
    if others:
        raise RefusedError(
            f"This database holds {others} nodes that partnermap did not write; nothing was "
            "changed. Name an empty database with PARTNERMAP_NEO4J_DATABASE or PARTNERMAP_DATA."
        )
    return 0


async def _apply(store: Store, migration: Migration) -> None:
    if store.engine is Engine.EMBEDDED or not migration.embedded_only:
        for statement in migration.statements:
            await _until_done(store, statement)

    async def record(transaction: Transaction) -> None:
        await transaction.run(_RECORD, number=migration.number)

    await store.write(record, changes_data=False)


async def _until_done(store: Store, statement: str) -> None:
    """Run a statement that is idempotent but may collide with the same one run elsewhere."""
    for tries_left in reversed(range(_TRIES)):
        try:
            await store.schema(statement)
        except StoreError:
            if not tries_left:
                raise
            await asyncio.sleep(random.uniform(0.01, 0.25))  # noqa: S311
        else:
            return
