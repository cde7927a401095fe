"""Subscriptions over WebSocket: the graphql-transport-ws protocol, within bounds.

https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md says what the messages are. They are
spoken here, not by Strawberry's handler, for that one would answer past this program's limits and
door, and a message that is a list ends it.

A connection that breaks the protocol, or whose sender may not be here any more, is closed with one
of `CLOSED` and a sentence. Only subscriptions are taken: what a query or a change may be asked
with, and how often, is settled in one place, for POST.
"""

import asyncio
from collections.abc import Collection, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from partnermap.api.access import Door, SignInError
from partnermap.api.execution import Api
from partnermap.api.guard import (
    BOUNDS,
    GraphQLRequest,
    RequestRefusedError,
    parse_json,
    read_operation,
)
from partnermap.errors import PartnermapError
from partnermap.scope import Access

PROTOCOL = "graphql-transport-ws"
CLOSED = {
    "UNAVAILABLE": 1013,
    "MESSAGE": 4400,
    "UNINITIALISED": 4401,
    "FORBIDDEN": 4403,
    "PROTOCOL": 4406,
    "SILENT": 4408,
    "REUSED": 4409,
    "INITIALISED": 4429,
}
"""The codes with which a connection is closed, by what was wrong."""
_LONGEST_REASON = 120
"""Bytes of the sentence that a close frame has room for."""


@dataclass(frozen=True, slots=True)
class SocketBounds:
    """The most of everything, and how long it may take; a message is bounded like a body."""

    connections: int = 100
    """At once, in one process."""
    subscriptions: int = 10
    """At once, on one connection."""
    init: float = 10.0
    """Seconds until a client has said who it is."""
    send: float = 10.0
    """Seconds in which a client must take a message."""
    check: float = 0.5
    """Seconds after which it is looked again whether whoever is here may be."""


SOCKET_BOUNDS = SocketBounds()


class _ClosedError(Exception):
    """Ends a connection."""

    def __init__(self, why: str, reason: str) -> None:
        super().__init__(reason)
        self.code = CLOSED[why]
        self.reason = reason.encode()[:_LONGEST_REASON].decode(errors="ignore")


class Sockets:
    """The open connections of a process."""

    def __init__(
        self,
        api: Api,
        door: Door,
        bounds: SocketBounds = SOCKET_BOUNDS,
        origins: Collection[str] = (),
    ) -> None:
        self._api = api
        self._door = door
        self._origins = origins
        """Other sites whose pages may connect."""
        self._bounds = bounds
        self._open = 0

    async def serve(self, websocket: WebSocket) -> None:
        """Speak with one client until either side has had enough."""
        if not self._may_connect(websocket):
            text = "Connect from a page of this site, or from a program."
            await websocket.send_denial_response(PlainTextResponse(text, 403))
        elif self._open >= self._bounds.connections:
            text = "Too many are connected here: try again later."
            response = PlainTextResponse(text, 503, {"Retry-After": "5"})
            await websocket.send_denial_response(response)
        else:
            self._open += 1
            try:
                await _Connection(websocket, self._api, self._door, self._bounds).run()
            finally:
                self._open -= 1

    def _may_connect(self, websocket: WebSocket) -> bool:
        """Whether no page of a strange site asks: browsers let any connect, and name its origin."""
        host = websocket.headers.get("host", "").lower()
        origins = [origin.lower() for origin in websocket.headers.getlist("origin")]
        return all(o in self._origins or o.partition("://")[2] == host for o in origins)


class _Connection:
    """One client, from the handshake to the end."""

    def __init__(self, websocket: WebSocket, api: Api, door: Door, bounds: SocketBounds) -> None:
        self._websocket = websocket
        self._api = api
        self._door = door
        self._bounds = bounds
        self._access: Access | None = None
        self._given: tuple[str, ...] = ()
        """Authorizations that came in `connection_init`."""
        self._running: dict[str, asyncio.Task[None]] = {}
        self._tasks = asyncio.TaskGroup()

    async def run(self) -> None:
        """Speak until the connection ends; whatever was started for it has ended then."""
        try:
            await self._converse()
        except* _ClosedError as group:
            await self._close(next(e for e in group.exceptions if isinstance(e, _ClosedError)))
        except* WebSocketDisconnect:
            pass

    async def _converse(self) -> None:
        if PROTOCOL not in self._websocket.scope["subprotocols"]:
            await self._websocket.accept()
            raise _ClosedError("PROTOCOL", f"Ask for the subprotocol {PROTOCOL}.")
        await self._websocket.accept(PROTOCOL)
        async with self._tasks:
            self._tasks.create_task(self._hurry())
            while True:
                await self._hear(await self._receive())

    async def _hurry(self) -> None:
        """End the connection if its client does not say in time who it is."""
        await asyncio.sleep(self._bounds.init)
        if self._access is None:
            raise _ClosedError("SILENT", "Send connection_init at once.")

    async def _hear(self, message: object) -> None:
        match message:
            case {"type": "ping"}:
                await self._send({"type": "pong"})
            case {"type": "pong"}:
                pass
            case {"type": "connection_init", **more} if self._access is None:
                await self._init(more.get("payload"))
            case {"type": "connection_init"}:
                raise _ClosedError("INITIALISED", "Send connection_init once.")
            case {"type": "subscribe", "id": str(id_), "payload": dict(payload)}:
                await self._subscribe(id_, payload)
            case {"type": "complete", "id": str(id_)}:
                if task := self._running.pop(id_, None):
                    task.cancel()
            case _:
                raise _ClosedError("MESSAGE", "This is no message of graphql-transport-ws.")

    async def _init(self, payload: object) -> None:
        if not isinstance(payload, dict | None):
            raise _ClosedError("MESSAGE", "The payload of connection_init must be an object.")
        named = [v for k, v in (payload or {}).items() if k.lower() == "authorization"]
        if not all(isinstance(value, str) for value in named):
            raise _ClosedError("MESSAGE", "The authorization must be text.")
        self._given = tuple(named)
        self._access = await self._admitted('Sign in: {"authorization": "Bearer …"} as payload.')
        self._tasks.create_task(self._keep_checking())
        await self._send({"type": "connection_ack"})

    async def _keep_checking(self) -> None:
        while True:
            await asyncio.sleep(self._bounds.check)
            await self._admitted("Your key or token has ended, or was withdrawn: sign in anew.")

    async def _admitted(self, otherwise: str) -> Access:
        try:
            return await self._door.admit(self._websocket, self._given)
        except SignInError:
            raise _ClosedError("FORBIDDEN", otherwise) from None
        except PartnermapError:  # the store or the issuer could not be asked
            text = "Nobody can be let in at the moment: try again later."
            raise _ClosedError("UNAVAILABLE", text) from None

    async def _subscribe(self, id_: str, payload: Mapping[str, Any]) -> None:
        if self._access is None:
            raise _ClosedError("UNINITIALISED", "Send connection_init first.")
        if id_ in self._running:
            raise _ClosedError("REUSED", f"Subscriber for {id_} already exists")
        try:
            asked = read_operation(payload)
        except RequestRefusedError as error:
            return await self._refuse(id_, error.code, str(error))
        if len(self._running) >= self._bounds.subscriptions:
            most = f"A connection has at most {self._bounds.subscriptions} subscriptions"
            return await self._refuse(id_, "SUBSCRIPTIONS", f"{most}: complete one first.")
        task = self._tasks.create_task(self._tell(id_, asked, self._access))
        self._running[id_] = task
        return None

    async def _refuse(self, id_: str, code: str, text: str) -> None:
        error = {"message": text, "extensions": {"code": code}}
        await self._send({"type": "error", "id": id_, "payload": [error]})

    async def _tell(self, id_: str, asked: GraphQLRequest, access: Access) -> None:
        """Send what is subscribed to; the id is free again before the last message goes out."""
        answers = self._api.watch(asked.query, asked.variables, asked.operation_name, access=access)
        async with aclosing(answers):
            async for answer in answers:
                if not answer.ran:
                    del self._running[id_]
                    await self._send({"type": "error", "id": id_, "payload": answer.errors})
                    return
                await self._send({"type": "next", "id": id_, "payload": answer.body()})
        del self._running[id_]
        await self._send({"type": "complete", "id": id_})

    async def _receive(self) -> object:
        event = await self._websocket.receive()
        if event["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(event.get("code", 1005))
        text = event.get("text")
        if text is None or len(text) > BOUNDS.bytes:
            most = f"text of at most {BOUNDS.bytes // 1024} KiB"
            raise _ClosedError("MESSAGE", f"Send messages as {most}.")
        try:
            return parse_json(text)
        except RequestRefusedError as error:
            raise _ClosedError("MESSAGE", str(error)) from None

    async def _send(self, message: Mapping[str, object]) -> None:
        try:
            async with asyncio.timeout(self._bounds.send):
                await self._websocket.send_text(orjson.dumps(message).decode())
        except TimeoutError:
            raise WebSocketDisconnect(1006) from None

    async def _close(self, closed: _ClosedError) -> None:
        try:
            async with asyncio.timeout(self._bounds.send):
                await self._websocket.close(closed.code, closed.reason)
        except (TimeoutError, RuntimeError, WebSocketDisconnect):
            pass  # it is gone already
