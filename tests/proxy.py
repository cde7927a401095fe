"""A connection that breaks at the worst moment: a proxy on Bolt that cuts at COMMIT."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from partnermap.settings import Settings
from partnermap.store.bolt import Engine, Store, connected
from tests.engines import Server

_COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The message as Bolt sends it: a chunk of two bytes, and the end of the message."""

_MOST = 65_536


@asynccontextmanager
async def cut_at_commit(server: Server, *, arrives: bool) -> AsyncIterator[Store]:
    """A store whose connections break when a change is to be confirmed.

    With `arrives` the engine is told to commit, and its word never comes back; without, it is not
    even told.
    """
    address = urlsplit(server.uri)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        near, far = await asyncio.open_connection(address.hostname, address.port)
        committing = asyncio.Event()

        async def forth() -> None:
            while data := await reader.read(_MOST):
                if _COMMIT in data:
                    committing.set()
                    if not arrives:
                        return
                far.write(data)

        async def back() -> None:
            # The engine's word that it has committed is heard here, and kept.
            while (data := await near.read(_MOST)) and not committing.is_set():
                writer.write(data)

        tasks = [asyncio.create_task(pump()) for pump in (forth, back)]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        writer.close()
        far.close()

    proxy = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = proxy.sockets[0].getsockname()[1]
    embedded = server.settings.neo4j_uri is None
    settings = Settings(
        neo4j_uri=f"bolt://127.0.0.1:{port}",
        neo4j_user=server.user,
        neo4j_password=server.password,
    )
    engine = Engine.EMBEDDED if embedded else Engine.NEO4J
    async with proxy, connected(settings, engine) as store:
        yield store
