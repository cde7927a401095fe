"""The picture of a place as a file: from its page, from `GET /export/svg` or from a command."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from partnermap.api.downloads import about as headers_of
from partnermap.api.downloads import read_wanted, unchanged
from partnermap.api.execution import Api
from partnermap.api.guard import RequestRefusedError, failure, refusal
from partnermap.errors import PartnermapError
from partnermap.explorer.address import Choices
from partnermap.explorer.answered import data_of
from partnermap.explorer.pages import Show, Told, shown
from partnermap.explorer.picture import File, draw, to_png
from partnermap.explorer.places.picture import TAB, drawing_of, kept_of, past
from partnermap.explorer.places.tab import answers, asked, choices
from partnermap.explorer.rendering import query_text
from partnermap.explorer.visitors import admitted
from partnermap.exports.formats import Form
from partnermap.exports.making import Wanted
from partnermap.scope import Access

Ask = Callable[[str, Told], Awaitable[Told]]
"""Gives the data that answer a query with some variables."""


@dataclass(frozen=True, slots=True)
class Picture(Form):
    """A form in which a picture is taken home, and how it is made of an SVG text."""

    write: Callable[[str], bytes]


PICTURES: Final = {
    form.name: form
    for form in (
        Picture("svg", ".svg", "image/svg+xml", str.encode),
        Picture("png", ".png", "image/png", to_png),
    )
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture that is taken home."""

    content: bytes
    organisations: int
    data_version: int


async def take(wanted: Wanted[Picture], api: Api) -> Taken:
    """The picture that is wanted; an error of the API is raised as what it is."""

    async def ask(query: str, variables: Told) -> Told:
        return data_of(await api.execute(query, variables, access=wanted.access))

    chosen = Choices(wanted.scope, wanted.layer, wanted.as_of)
    return await _take(wanted.form, chosen, {}, ask)


async def _take(form: Picture, chosen: Choices, kept: Mapping[str, str], ask: Ask) -> Taken:
    data = await ask(query_text(TAB.name), {**asked(chosen), **past(chosen)})
    version = data["analysis"]["dataVersion"]
    day = f", as it stood on {chosen.as_of}" if chosen.as_of else ""
    drawing = drawing_of(chosen, kept, data)

    def write() -> bytes:
        return form.write(draw(drawing, File(f"partnermap, data version {version}{day}")))

    content = await asyncio.to_thread(write)
    return Taken(content, len(data["network"]["nodes"]), version)


def _from_page(form: Picture) -> Show:
    """What sends the picture as its page shows it, whatever was opened and chosen there."""

    async def show(request: Request, access: Access) -> Response:
        async def ask(query: str, variables: Told) -> Told:
            return await answers(request).of(request, query, variables, access)

        chosen = choices(request)
        taken = await _take(form, chosen, kept_of(request), ask)
        place = "".join(c if c.isalnum() else "-" for c in chosen.place)
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
        return _sent(form, taken, place + form.suffix, headers)

    return show


def _exported(form: Picture) -> Callable[[Request], Awaitable[Response]]:
    """What sends the picture to a program, as it sends a network in a format."""

    async def endpoint(request: Request) -> Response:
        api: Api = request.app.state.api
        try:
            wanted = read_wanted(request, form, await admitted(request), {})
            if known := unchanged(request, wanted.tag(await api.store.data_version())):
                return known
            taken = await take(wanted, api)
        except RequestRefusedError as error:
            return refusal(error)
        except PartnermapError as error:
            return failure(error)
        headers = headers_of(wanted.tag(taken.data_version))
        return _sent(form, taken, wanted.file_name, headers)

    return endpoint


def _sent(form: Picture, taken: Taken, name: str, headers: Mapping[str, str]) -> Response:
    own = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'",
    }
    return Response(taken.content, 200, {**headers, **own}, form.media_type)


FILES = tuple(
    Route(f"/place/{{place:path}}/picture{form.suffix}", shown(_from_page(form)), methods=["GET"])
    for form in PICTURES.values()
)
"""The picture as files, from its page."""
EXPORTS = tuple(
    Route(f"/export/{form.name}", _exported(form), methods=["GET"]) for form in PICTURES.values()
)
"""The picture as files, for programs."""
