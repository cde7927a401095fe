"""The web application: the API and the explorer on one Starlette application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

import orjson
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from partnermap import __version__
from partnermap.api.access import Door
from partnermap.api.downloads import Exports
from partnermap.api.execution import Answer, Api
from partnermap.api.graphiql import graphiql
from partnermap.api.guard import (
    GRAPHQL_JSON,
    RETRY_AFTER,
    RequestRefusedError,
    answer_type,
    failure,
    read_request,
    refusal,
)
from partnermap.api.query_folder import load
from partnermap.api.saved import UnansweredError, send
from partnermap.api.schema import build_schema, sdl
from partnermap.api.sockets import Sockets
from partnermap.api.uploads import take_file
from partnermap.errors import PartnermapError, StoreUnavailableError
from partnermap.explorer.desk import Desk
from partnermap.explorer.places.kept import Answers
from partnermap.explorer.places.picture_files import EXPORTS, PICTURES
from partnermap.explorer.report.house import House
from partnermap.explorer.report.routes import report_routes
from partnermap.explorer.routes import routes
from partnermap.explorer.visitors import admitted
from partnermap.exports.formats import FORMATS
from partnermap.imports.apart import Importer
from partnermap.runs.apart import Runner
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store


def create_app(
    settings: Settings | None = None, *, store: Store | None = None, local: bool = False
) -> Starlette:
    """The application over a store, or over the one the settings name, opened as it starts.

    With `local`, which is for an address that only this machine can reach, nobody has to sign in
    until somebody can: `api/access.py` says when.
    """
    settings = settings or Settings()
    schema = build_schema()
    folder = load(settings.queries, schema)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with nullcontext(store) if store else open_store(settings) as opened:
            runner = Runner(settings)
            app.state.api = api = Api(schema, opened, runner, folder)
            app.state.door = door = Door(settings, opened, local=local)
            app.state.exports = Exports(opened, FORMATS, PICTURES)
            app.state.sockets = Sockets(api, door, origins=settings.cors_origins)
            app.state.desk = desk = Desk(settings)
            app.state.frame_ancestors = settings.frame_ancestors
            app.state.importer = importer = Importer(settings)
            app.state.answers = Answers()
            try:
                yield
            finally:
                await api.close()
                await runner.close()
                await importer.close()
                await door.close()
                await desk.close()

    served = [
        Route("/graphql", _graphql, methods=["POST"]),
        Route("/graphql", _graphiql if settings.graphiql else _no_graphiql, methods=["GET"]),
        WebSocketRoute("/graphql", _subscriptions),
        Route("/import/{source}", _import, methods=["POST"]),
        *EXPORTS,
        Route("/export/{format}", _export),
        Route("/q/{name}", _saved),
        Route("/schema.graphql", _schema),
        Route("/healthz", _health),
        Route("/readyz", _ready),
        *report_routes(House.of(settings)),
        *routes(),
    ]
    return Starlette(routes=served, middleware=_for_others(settings), lifespan=lifespan)


def _for_others(settings: Settings) -> list[Middleware]:
    """What lets pages of other sites ask here, with a key or token and never with a cookie."""
    if not settings.cors_origins:
        return []
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
        expose_headers=["ETag", "Retry-After"],
    )
    return [cors]


async def _graphql(request: Request) -> Response:
    """One operation, read within bounds and answered as JSON."""
    door: Door = request.app.state.door
    try:
        access = await door.admit(request)
        asked = await read_request(request)
    except RequestRefusedError as error:
        return refusal(error)
    except PartnermapError as error:  # the store or the issuer could not be asked
        return failure(error)
    api: Api = request.app.state.api
    answer = await api.execute(asked.query, asked.variables, asked.operation_name, access=access)
    type_ = answer_type(request)
    unavailable = _unavailable(answer)
    headers = {"Retry-After": RETRY_AFTER} if unavailable else None
    rejected = not answer.ran and type_ == GRAPHQL_JSON
    status = 503 if unavailable else 400 if rejected else 200
    return Response(orjson.dumps(answer.body()), status, headers, type_)


async def _import(request: Request) -> Response:
    """A file to be imported: the id of its import, which `importProgress` follows."""
    door: Door = request.app.state.door
    try:
        access = await door.admit(request)
        return await take_file(request, access, request.app.state.importer)
    except RequestRefusedError as error:
        return refusal(error)
    except PartnermapError as error:
        return failure(error)


async def _export(request: Request) -> Response:
    """A network as a file."""
    exports: Exports = request.app.state.exports
    try:
        return await exports.send(request, await admitted(request))
    except RequestRefusedError as error:
        return refusal(error)
    except PartnermapError as error:
        return failure(error)


async def _saved(request: Request) -> Response:
    """The answer to a saved query."""
    try:
        return await send(request, await admitted(request), request.app.state.api)
    except RequestRefusedError as error:
        return refusal(error)
    except UnansweredError as error:
        unavailable = _unavailable(error.answer)
        headers = {"Retry-After": RETRY_AFTER} if unavailable else None
        return JSONResponse({"errors": error.answer.errors}, 503 if unavailable else 400, headers)
    except PartnermapError as error:
        return failure(error)


async def _subscriptions(websocket: WebSocket) -> None:
    """A connection on which subscriptions are asked for and answered."""
    sockets: Sockets = websocket.app.state.sockets
    await sockets.serve(websocket)


def _unavailable(answer: Answer) -> bool:
    """Whether nothing could be answered because the store is out of reach."""
    return not any((answer.data or {}).values()) and any(
        error.get("extensions", {}).get("code") == StoreUnavailableError.code
        for error in answer.errors
    )


async def _graphiql(_: Request) -> Response:
    return HTMLResponse(graphiql())


async def _no_graphiql(_: Request) -> Response:
    return refusal(RequestRefusedError("METHOD", "Send the operation in a POST."))


async def _schema(_: Request) -> Response:
    return PlainTextResponse(sdl())


async def _health(_: Request) -> Response:
    """That the process lives."""
    return JSONResponse({"status": "ok", "version": __version__})


async def _ready(request: Request) -> Response:
    """That the store answers, and at which data version."""
    api: Api = request.app.state.api
    try:
        return JSONResponse({"status": "ready", "dataVersion": await api.store.data_version()})
    except PartnermapError as error:
        body = {"status": "not ready", "reason": str(error)}
        return JSONResponse(body, 503, {"Retry-After": RETRY_AFTER})
