"""Files sent from a page, handed to the importer that `POST /import/{source}` hands them to."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message
from wtforms import BooleanField, FileField, SelectField

from partnermap.api.access import SignInError
from partnermap.api.guard import RequestRefusedError
from partnermap.api.uploads import FILE_BOUNDS, check_importer, check_name
from partnermap.errors import PartnermapError
from partnermap.explorer.fields import Fault, Sheet, blame, day, offered, text
from partnermap.explorer.marks import Mark, check_site
from partnermap.explorer.pages import answer, found, html, problem, shown
from partnermap.explorer.rendering import query_text
from partnermap.explorer.visitors import admitted
from partnermap.imports.apart import Importer, Wanted
from partnermap.imports.report import Report
from partnermap.imports.sources import SOURCES
from partnermap.scope import Access

_PATH = "/manage/import"
_FORM = 64 * 1024
"""Bytes of a form beside its file."""
_SECONDS_BETWEEN = 3
"""After which the page of a running import shows itself anew."""
_PIECE = 1024 * 1024


class Upload(Sheet):
    """A file to be imported."""

    source = SelectField(
        "What is it?",
        choices=offered([("", "Choose"), *((each.id, each.name) for each in SOURCES.values())]),
    )
    file = FileField("The file", description="CSV as it was published; at most 100 MB.")
    published = day(
        "When was it published?", "Needed unless the register put the day into the file's name."
    )
    owner = text(
        "Who keeps it, if it is a list of your own?",
        "The id of an organisation, such as diocese:CE32. So one list never ends what another "
        "says.",
    )
    trial = BooleanField(
        "Only try it: say what would become of its rows, and change nothing", default=True
    )
    force = BooleanField("Import it though it would end more than a tenth of what is recorded")


def may_import(access: Access) -> bool:
    """Whether a viewer is offered to send files."""
    try:
        check_importer(access)
    except RequestRefusedError:
        return False
    return True


async def _show(request: Request, access: Access) -> Response:
    check_importer(access)
    return _page(request, access, Upload(None))


async def _take(request: Request) -> Response:
    """Begin the import of a file that the form brings."""
    access = Access()
    try:
        surely_ours = check_site(request)
        access = await _admitted(request)
        check_importer(access)
        async with _bounded(request).form(max_files=1, max_fields=20, max_part_size=_FORM) as form:
            if not surely_ours and not Mark(request).fits(form):
                raise RequestRefusedError(
                    "FORBIDDEN", "This form was not handed to this browser: open it again."
                )
            return await _begun(request, access, form)
    except (MultiPartException, ClientDisconnect):
        error = RequestRefusedError("BODY", "The file did not arrive whole: send it again.")
        return problem(request, access, error)
    except PartnermapError as error:
        return problem(request, access, error)


async def _admitted(request: Request) -> Access:
    try:
        return await admitted(request)
    except SignInError:
        raise RequestRefusedError(
            "UNAUTHENTICATED",
            "Your sign-in has ended. Sign in, choose the file again and send it: nothing of it "
            "was imported.",
        ) from None


async def _begun(request: Request, access: Access, form: FormData) -> Response:
    sheet = Upload(FormData([(n, v) for n, v in form.multi_items() if isinstance(v, str)]))
    sheet.validate()
    file = form.get("file")
    if not sheet.source.data:
        blame(sheet.source, "Choose what the file is.")
    if not isinstance(file, UploadFile) or not file.filename:
        blame(sheet.file, "Choose a file.")
        return _page(request, access, sheet, 400)
    if sheet.faults():
        blame(sheet.file, "Choose the file again: a browser does not keep it.")
        return _page(request, access, sheet, 400)
    try:
        begun = await _hand_on(request.app.state.importer, sheet, file, access.subject)
    except PartnermapError as error:
        blame(sheet.file, str(error))
        return _page(request, access, sheet, 400)
    if isinstance(begun, Report):
        return html(request, access, "import_trial.html", report=begun)
    return RedirectResponse(f"{_PATH}/{begun}", 303)


async def _hand_on(importer: Importer, sheet: Upload, file: UploadFile, by: str) -> str | Report:
    """The id of the import, or the report of a trial; raises what `run_import` raises."""
    await importer.check_idle()
    with TemporaryDirectory(prefix="partnermap-") as folder:
        path = Path(folder) / check_name(file.filename or "")
        with path.open("wb") as copy:
            while piece := await file.read(_PIECE):
                copy.write(piece)
        return await importer.begin(
            Wanted(
                sheet.source.data,
                path,
                by,
                sheet.published.data,
                sheet.owner.data,
                dry_run=sheet.trial.data,
                force=sheet.force.data,
            )
        )


def _bounded(request: Request) -> Request:
    """The same request, whose body ends where it grows too large; what follows is thrown away.

    A browser shows an answer only once it has sent its whole file.
    """
    size = 0

    async def receive() -> Message:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size <= FILE_BOUNDS.bytes + _FORM:
            return message
        while message.get("more_body") and size < 10 * FILE_BOUNDS.bytes:
            message = await request.receive()
            size += len(message.get("body", b""))
        raise RequestRefusedError(
            "TOO_LARGE",
            f"The file is larger than {FILE_BOUNDS.bytes // (1024 * 1024)} MB, the most that can "
            "be sent here. Send it in parts, or have an administrator import it with `partnermap "
            "import`.",
        )

    return Request(request.scope, receive)


def _page(request: Request, access: Access, sheet: Upload, status: int = 200) -> Response:
    sheet.keyed()
    faults: list[Fault] = sheet.faults()
    return html(request, access, "import.html", status, sheet=sheet, faults=faults)


async def _progress(request: Request, access: Access) -> Response:
    """How far an import has come: shown anew by itself until it has ended, if that is wanted."""
    variables: dict[str, Any] = {"id": request.path_params["id"]}
    query = query_text("manage_import")
    data = await answer(request, query, variables, access)
    one = found(next(iter(data["imports"]), None), "import")
    still = "still" in request.query_params
    goes_on = one["state"] == "RUNNING" and not still
    response = html(
        request,
        access,
        "manage_import.html",
        one=one,
        still=still,
        address=request.url.path,
        behind={"query": query, "variables": variables},
    )
    if goes_on:
        response.headers["Refresh"] = str(_SECONDS_BETWEEN)
    return response


ROUTES = (
    Route(_PATH, shown(_show), methods=["GET"]),
    Route(_PATH, _take, methods=["POST"]),
    Route(f"{_PATH}/{{id}}", shown(_progress), methods=["GET"]),
)
