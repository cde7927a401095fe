"""Saved queries asked by their addresses: for Excel to refresh, and for whoever has no more.

`GET /q/NAME` asks one of the folder's; `GET /q/WORDS@OWNER` one that somebody saved, and `/q/WORDS`
does where that is plain: none of the folder's is called so, and one alone of those that the viewer
may see. After either `.csv` or `.xlsx` asks for a table. All is as whoever asks may see it.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from starlette.requests import Request
from starlette.responses import Response

from partnermap import __version__
from partnermap.api.downloads import about, unchanged
from partnermap.api.execution import Answer, Api
from partnermap.api.query_texts import Ready
from partnermap.errors import BadInputError, NotFoundError
from partnermap.exports.formats import FORMATS
from partnermap.exports.sheets import Table, to_csv, write_xlsx
from partnermap.model.keys import digest
from partnermap.scope import Access
from partnermap.store.owned import meant
from partnermap.store.saved_queries import PREFIX, QUERIES

_MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": FORMATS["xlsx"].media_type,
}


class UnansweredError(Exception):
    """A saved query was not answered, or not in full."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.errors)
        self.answer = answer


async def send(request: Request, access: Access, api: Api) -> Response:
    """The answer to a saved query under a viewer's access, as its name's ending asks for it.

    Raises UnansweredError where it is not answered in full.
    """
    name, _, form = request.path_params["name"].partition(".")
    form = form or "json"
    saved = await _find(name, access, api) if form in _MEDIA_TYPES else None
    if saved is None:
        raise NotFoundError(
            f"There is no saved query {name!r} as {form} that you may see: `savedQueries` and "
            f"/manage/queries list those that you may. Each is there as {', '.join(_MEDIA_TYPES)}."
        )
    answer = await api.execute(saved.text, saved.given(request.query_params), access=access)
    if answer.errors or answer.data is None:
        raise UnansweredError(answer)
    # By what it says: not all that can be asked is counted by the data version.
    body = orjson.dumps({"data": answer.data})
    tag = digest(body.decode(), form, __version__)
    if known := unchanged(request, tag):
        return known
    if form != "json":
        table = saved.layout.table(saved.name, answer.data)
        body = await asyncio.to_thread(_WRITERS[form], table)
    file = f'attachment; filename="{saved.name}.{form}"'
    headers = about(tag) | {"Content-Disposition": file}
    return Response(body, headers=headers, media_type=_MEDIA_TYPES[form])


async def _find(name: str, access: Access, api: Api) -> Ready | None:
    """The saved query of that name; None where there is none, or none for this viewer."""
    if name in api.texts.folder:
        return api.texts.folder[name]
    context = await api.context(access)
    id_ = PREFIX + name.removeprefix(PREFIX)
    seen = await QUERIES.read(api.store.read, context.access, context.redirects, [id_])
    found = meant(id_, seen)
    if found is None:
        return None
    try:
        return api.texts.read(found.short.removeprefix(PREFIX), found.text)
    except BadInputError as error:  # what it asks for is there no more
        raise BadInputError(f"{found.name} has to be saved anew. {error}") from error


def _csv(table: Table) -> bytes:
    return to_csv(table).encode("utf-8-sig")


def _xlsx(table: Table) -> bytes:
    with TemporaryDirectory(prefix="partnermap-") as folder:
        path = Path(folder) / "answer.xlsx"
        write_xlsx([table], path)
        return path.read_bytes()


_WRITERS = {"csv": _csv, "xlsx": _xlsx}
