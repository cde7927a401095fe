"""The door to the store: finds or starts the engine, connects, migrates."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.bolt import Engine, Store, connected
from partnermap.store.migrations import migrate


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """A store ready for use: the Neo4j that `settings` name, or else the embedded engine."""
    engine = Engine.NEO4J
    if settings.neo4j_uri is None:
        engine = Engine.EMBEDDED
        address = await asyncio.to_thread(embedded.start_or_find, settings.data)
        settings = settings.model_copy(
            update={
                "neo4j_uri": f"bolt://{address.host}:{address.port}",
                "neo4j_user": address.user,
                "neo4j_password": SecretStr(address.password),
            }
        )
    async with connected(settings, engine) as store:
        await migrate(store)
        yield store
