"""A real server of the application, and a client that speaks graphql-transport-ws to it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from partnermap.api.sockets import PROTOCOL, SocketBounds, Sockets
from partnermap.app import create_app
from partnermap.settings import Settings

PATIENCE = 60.0
"""Seconds after which a test that waits in vain fails."""


@dataclass(frozen=True)
class Listener:
    """A server at a port of this machine."""

    port: int

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql"

    @asynccontextmanager
    async def raw(
        self, *, protocol: str | None = PROTOCOL, **options: Any
    ) -> AsyncIterator["Client"]:
        """A connection on which nothing was said yet."""
        asked = [Subprotocol(protocol)] if protocol else None
        address = f"ws://127.0.0.1:{self.port}/graphql"
        async with connect(address, subprotocols=asked, **options) as socket:
            yield Client(socket)

    @asynccontextmanager
    async def client(self, token: str | None = None) -> AsyncIterator["Client"]:
        """A connection whose client was let in."""
        async with self.raw() as client:
            await client.init(token)
            yield client


class Client:
    """One client of the server."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def init(self, token: str | None = None) -> None:
        payload = {"authorization": f"Bearer {token}"} if token else {}
        await self.send(type="connection_init", payload=payload)
        assert await self.hear() == {"type": "connection_ack"}

    async def send(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def subscribe(self, id_: str, query: str, **variables: Any) -> None:
        payload = {"query": query, "variables": variables}
        await self.send(type="subscribe", id=id_, payload=payload)

    async def hear(self) -> Any:
        """The next message."""
        async with asyncio.timeout(PATIENCE):
            return json.loads(await self.socket.recv())

    async def data(self, id_: str) -> Any:
        """The data of the next message, which is about what was subscribed to under that id."""
        message = await self.hear()
        assert (message["type"], message["id"]) == ("next", id_), message
        assert "errors" not in message["payload"]
        return message["payload"]["data"]

    async def refusal(self, id_: str) -> str:
        """The code of the one error that ends a subscription."""
        message = await self.hear()
        assert (message["type"], message["id"]) == ("error", id_), message
        (error,) = message["payload"]
        return str(error.get("extensions", {}).get("code", error["message"]))

    async def closed(self) -> tuple[int, str]:
        """With which code and words the server closes, whatever it says before."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    await self.socket.recv()
        except ConnectionClosed as closed:
            assert closed.rcvd is not None
            return closed.rcvd.code, closed.rcvd.reason


@asynccontextmanager
async def listening(
    settings: Settings, *, local: bool = True, bounds: SocketBounds | None = None
) -> AsyncIterator[Listener]:
    """A server of the application, with bounds of its own where they are given."""
    app = create_app(settings, local=local)
    config = uvicorn.Config(app, "127.0.0.1", 0, log_level="warning", lifespan="on")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        while not server.started:
            assert not serving.done()
            await asyncio.sleep(0.01)
        if bounds:
            app.state.sockets = Sockets(app.state.api, app.state.door, bounds)
        yield Listener(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        await serving
