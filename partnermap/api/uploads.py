"""Files that are sent to be imported: POST /import/SOURCE with the file as the body.

No GraphQL upload, for that is a form of many parts, which pages of other sites may send without
asking first and which would need a parser of its own before the guard. A body of CSV they may not
send. The options stand in the address; sent again, the same file is the same import.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.requests import Request
from starlette.responses import JSONResponse

from partnermap.api.guard import RequestRefusedError, receive
from partnermap.errors import BadInputError
from partnermap.imports.apart import Importer, Wanted
from partnermap.scope import Access
from partnermap.vocabulary import Station

MEDIA_TYPES = ("text/csv", "application/octet-stream")
_NAME = re.compile(r"\w[\w .()+-]{0,119}\Z")
_FLAGS = {"true": True, "false": False}
_OPTIONS = ("file", "published", "owner", "dryRun", "force")


@dataclass(frozen=True, slots=True)
class FileBounds:
    """The most that one file may hold, and how long it may take to arrive."""

    bytes: int = 100 * 1024 * 1024
    seconds: float = 300.0


FILE_BOUNDS = FileBounds()


async def take_file(
    request: Request, access: Access, importer: Importer, bounds: FileBounds = FILE_BOUNDS
) -> JSONResponse:
    """Begin the import of the file that a request brings; of a trial, the report.

    Raises RequestRefusedError for a request that cannot be one, and what `run_import` raises.
    """
    check_importer(access)
    _check_type(request)
    await importer.check_idle()
    with TemporaryDirectory(prefix="partnermap-") as folder:
        wanted = _wanted(request, access.subject, Path(folder))
        with wanted.path.open("wb") as file:
            await receive(request, file.write, bounds.bytes, bounds.seconds)
        begun = await importer.begin(wanted)
    if isinstance(begun, str):
        return JSONResponse({"import": begun}, 202)
    return JSONResponse({"report": begun.as_json()})


def check_importer(access: Access) -> None:
    """RequestRefusedError for whoever may not import."""
    everywhere = access.everything or bool(access.within and access.within.everywhere)
    if not access.station.includes(Station.IMPORTER) or not everywhere:
        raise RequestRefusedError(
            "FORBIDDEN",
            "Importing is for importers whose scope is all, for a file may be about any place: "
            "sign in with a key or an account that is one.",
        )


def _check_type(request: Request) -> None:
    type_ = request.headers.get("content-type", "").lower().partition(";")[0].strip()
    encoding = request.headers.get("content-encoding", "identity")
    if type_ not in MEDIA_TYPES or encoding != "identity":
        raise RequestRefusedError(
            "MEDIA_TYPE", "Send the file as it is, with the header `Content-Type: text/csv`."
        )


def _wanted(request: Request, by: str, folder: Path) -> Wanted:
    given = request.query_params
    if unknown := given.keys() - {*_OPTIONS}:
        raise BadInputError(f"{min(unknown)!r} is no option; there are {', '.join(_OPTIONS)}.")
    name = check_name(given.get("file", "upload.csv"))
    try:
        published = date.fromisoformat(given["published"]) if "published" in given else None
    except ValueError:
        raise BadInputError("`published` is a day, such as 2026-03-01.") from None
    return Wanted(
        request.path_params["source"],
        folder / name,
        by,
        published,
        given.get("owner"),
        dry_run=_flag(given, "dryRun"),
        force=_flag(given, "force"),
    )


def check_name(name: str) -> str:
    """The name of a file, if it is one that says nothing of folders."""
    if not _NAME.match(name):
        raise BadInputError("`file` is the file's name: letters, digits, spaces and . _ - + ( ).")
    return name


def _flag(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "false")
    if value not in _FLAGS:
        raise BadInputError(f"`{name}` is true or false.")
    return _FLAGS[value]
