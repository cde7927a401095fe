"""Forms that bring a file along: its text stands among what was typed, under its field's name."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from partnermap.api.guard import RequestRefusedError
from partnermap.explorer.sending import check_typed, read_form
from partnermap.geojson import LARGEST

_MULTIPART: Final = "multipart/form-data"
_BOUNDARY = re.compile(r'boundary="?([^";\s]+)')
_MOST: Final = 4 * LARGEST + 256 * 1024
"""Bytes that are read: the largest text, of whatever characters, and what is typed beside it."""
_THROWN_AWAY: Final = 10 * _MOST
"""Bytes that are taken in all: a browser shows an answer only once it has sent everything."""
_SECONDS: Final = 60.0
_FIELDS: Final = 50


async def read_with_file(request: Request) -> FormData:
    """The fields of a form, and the text of the file that was chosen, if one was.

    Of what is too large the beginning is read, which whoever reads the text then refuses: so what
    was typed beside it is there to be shown again. RequestRefusedError for what is no form.
    """
    type_ = request.headers.get("content-type", "")
    boundary = _BOUNDARY.search(type_)
    if not type_.lower().startswith(_MULTIPART) or not boundary:
        return await read_form(request)
    parser = MultiPartParser(
        request.headers,
        _cut(request, boundary[1]),
        max_files=1,
        max_fields=_FIELDS,
        max_part_size=_MOST,
    )
    try:
        async with asyncio.timeout(_SECONDS):
            form = await parser.parse()
    except TimeoutError:
        text = "The file did not arrive within a minute: send it again."
        raise RequestRefusedError("TIMEOUT", text) from None
    except (MultiPartException, ClientDisconnect):
        text = "The form did not arrive whole: open it and send it again."
        raise RequestRefusedError("BODY", text) from None
    try:
        return FormData([(name, await _text(value)) for name, value in form.multi_items()])
    finally:
        await form.close()


async def _cut(request: Request, boundary: str) -> AsyncGenerator[bytes, None]:
    """The body as it arrives, brought to an end where it grows too large."""
    size = 0
    async with aclosing(request.stream()) as pieces:
        async for piece in pieces:
            before, size = size, size + len(piece)
            if before < _MOST:
                yield piece[: _MOST - before]
            if size >= _MOST > before:
                yield f"\r\n--{boundary}--\r\n".encode("latin-1")
            if size > _THROWN_AWAY:
                return


async def _text(value: str | UploadFile) -> str:
    if isinstance(value, str):
        check_typed(value)
        return value
    # What is no text becomes signs that no file of text has, and is found to be none.
    return (await value.read()).decode("utf-8-sig", errors="replace")[: LARGEST + 1]
