"""Files that are asked for: GET /export/FORMAT, and the headers that every such answer has."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Send
from starlette.types import Scope as Asgi

from partnermap.api.guard import RequestRefusedError
from partnermap.api.queries import MAX_LIMIT
from partnermap.errors import BadInputError, RefusedError, StoreUnavailableError
from partnermap.exports.contents import Contents
from partnermap.exports.formats import Format, format_named
from partnermap.exports.making import F, Wanted, make
from partnermap.scope import Access, Scope
from partnermap.store.areas import draw
from partnermap.store.bolt import Store
from partnermap.store.redirects import Redirects
from partnermap.vocabulary import Layer, Station

_OPTIONS = ("scope", "layer", "as-of")
_AT_ONCE = 2
"""How many files are made at once: each takes a processor for as long as it is made."""
_PATIENCE = 2.0
"""Seconds for which somebody waits for their turn."""


class Exports:
    """Makes the files that are asked for over HTTP, in one of some formats, a few at once.

    `elsewhere` are the names of those that another room makes.
    """

    def __init__(
        self, store: Store, formats: Mapping[str, Format], elsewhere: Iterable[str] = ()
    ) -> None:
        self._store = store
        self._formats = formats
        self._elsewhere = tuple(elsewhere)
        self._redirects = Redirects(store)
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def send(self, request: Request, access: Access) -> Response:
        """The file that a request asks for, or that whoever asks has it already.

        Raises RequestRefusedError where it is more than the public may have at once, and what
        `make` raises.
        """
        redirects = await self._redirects.current()
        form = format_named(request.path_params["format"], self._formats, self._elsewhere)
        wanted = read_wanted(request, form, access.followed(redirects), redirects)
        scope = await draw(self._store, wanted.scope, wanted.access, redirects)
        wanted = replace(wanted, scope=scope)
        if known := unchanged(request, wanted.tag(await self._store.data_version())):
            return known
        async with self._turn():
            folder = TemporaryDirectory(prefix="partnermap-")
            path = Path(folder.name) / wanted.file_name
            try:
                contents = await self._make(wanted, path)
            except BaseException:
                folder.cleanup()
                raise
        headers = about(wanted.tag(contents.about.data_version))
        return _Once(folder, path, headers=headers, media_type=wanted.form.media_type)

    async def _make(self, wanted: Wanted[Format], path: Path) -> Contents:
        access = wanted.access
        if access.everything or access.station is not Station.PUBLIC:
            return await make(self._store, wanted, path)
        try:
            return await make(self._store, wanted, path, limit=MAX_LIMIT)
        except RefusedError as error:
            raise RequestRefusedError("FORBIDDEN", f"{error} Or sign in.") from error

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._turns.acquire()
        except TimeoutError:
            raise StoreUnavailableError("Others are being served a file: ask again.") from None
        try:
            yield
        finally:
            self._turns.release()


class _Once(FileResponse):
    """A file that is gone once it is sent, or cannot be."""

    def __init__(
        self,
        folder: "TemporaryDirectory[str]",
        path: Path,
        headers: dict[str, str],
        media_type: str,
    ) -> None:
        super().__init__(path, headers=headers, media_type=media_type, filename=path.name)
        self._folder = folder

    async def __call__(self, scope: Asgi, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._folder.cleanup()


def about(tag: str) -> dict[str, str]:
    """The headers of a file that is told from others by a tag."""
    return {
        "ETag": f'"{tag}"',
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization",
        "X-Content-Type-Options": "nosniff",
    }


def unchanged(request: Request, tag: str) -> Response | None:
    """The answer to somebody who has the file of that tag already; None where they do not."""
    had = request.headers.get("if-none-match", "").split(",")
    known = {each.strip().removeprefix("W/") for each in had}
    return Response(None, 304, about(tag)) if known & {f'"{tag}"', "*"} else None


def read_wanted(
    request: Request, form: F, access: Access, redirects: Mapping[str, str]
) -> Wanted[F]:
    """What a request asks for; BadInputError where that cannot be meant."""
    given = request.query_params
    if unknown := given.keys() - {*_OPTIONS}:
        raise BadInputError(f"{min(unknown)!r} is no option; there are {', '.join(_OPTIONS)}.")
    scopes = given.getlist("scope")
    if not scopes:
        raise BadInputError("Say of which place: `?scope=diocese:CE32`, or more than one.")
    layer = given.get("layer", Layer.WORKING.value).upper()
    if layer not in {*Layer}:
        raise BadInputError(f"`layer` is one of {', '.join(Layer).lower()}.")
    try:
        as_of = date.fromisoformat(given["as-of"]) if "as-of" in given else None
    except ValueError:
        raise BadInputError("`as-of` is a day, such as 2026-03-01.") from None
    scope = Scope.parse(*scopes).followed(redirects)
    return Wanted(scope, Layer(layer), as_of, access, form)
