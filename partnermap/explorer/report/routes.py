"""The addresses of board reports: GET /report/FORM?scope=… as a page, or as a file to be kept."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import date

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from partnermap.api.execution import Api
from partnermap.api.guard import RequestRefusedError, failure, refusal
from partnermap.api.sureness import MOST_RUNS
from partnermap.errors import BadInputError, NotFoundError, PartnermapError
from partnermap.explorer.report.content import Wanted, ask, told
from partnermap.explorer.report.forms import FORMS, Form
from partnermap.explorer.report.house import House
from partnermap.explorer.report.record import Report
from partnermap.explorer.visitors import admitted
from partnermap.scope import Scope
from partnermap.vocabulary import Layer

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
}
_OPTIONS = ("scope", "layer", "as-of", "since", "runs")


def report_routes(house: House) -> list[BaseRoute]:
    """The routes of reports in the name and the words of a house."""
    return [Route("/report/{form}", _endpoint(house), methods=["GET"])]


def _endpoint(house: House) -> Callable[[Request], Awaitable[Response]]:
    turn = asyncio.Lock()

    async def endpoint(request: Request) -> Response:
        api: Api = request.app.state.api
        try:
            access = await admitted(request)
            form = _form(request.path_params["form"])
            wanted = read_wanted(request.query_params)
            data = await ask(api, wanted, access)
            # To draw and to set takes a processor, of which other requests are to have a share.
            async with turn:
                report = await asyncio.to_thread(told, data, wanted, house)
                content = await asyncio.to_thread(form.write, report)
        except RequestRefusedError as error:
            return refusal(error)
        except PartnermapError as error:
            return failure(error)
        headers = _HEADERS | _named(form, request.path_params["form"], wanted, report)
        return Response(content, 200, headers, form.media_type)

    return endpoint


def read_wanted(given: QueryParams) -> Wanted:
    """What the options of an address ask for; BadInputError for what cannot be meant."""
    if unknown := given.keys() - {*_OPTIONS}:
        raise BadInputError(f"{min(unknown)!r} is no option; there are {', '.join(_OPTIONS)}.")
    scopes = [scope for text in given.getlist("scope") for scope in re.split("[ ,]+", text)]
    if not any(scopes):
        raise BadInputError("Say which place it is about, such as ?scope=diocese:CE32.")
    layer = given.get("layer", Layer.WORKING).upper()
    if layer not in [*Layer]:
        names = ", ".join(each.lower() for each in Layer)
        raise BadInputError(f"{layer.lower()!r} is no layer; there are {names}.")
    runs = given.get("runs")
    if runs is not None and not (re.fullmatch("[0-9]{1,3}", runs) and 1 <= int(runs) <= MOST_RUNS):
        raise BadInputError(f"`runs` is a number from 1 to {MOST_RUNS}.")
    return Wanted(
        Scope.parse(*filter(None, scopes)),
        Layer(layer),
        _day(given, "as-of"),
        _day(given, "since"),
        int(runs) if runs is not None else None,
    )


def _day(given: QueryParams, name: str) -> date | None:
    if name not in given:
        return None
    try:
        return date.fromisoformat(given[name])
    except ValueError:
        raise BadInputError(f"`{name}` is a day, such as 2026-03-01.") from None


def _form(name: str) -> Form:
    if name not in FORMS:
        raise NotFoundError(f"There is no report as {name!r}; there are {', '.join(FORMS)}.")
    return FORMS[name]


def _named(form: Form, end: str, wanted: Wanted, report: Report) -> dict[str, str]:
    """The header that names a file which is to be kept."""
    if not form.kept:
        return {}
    place = re.sub("[^A-Za-z0-9]+", "-", str(wanted.scope)).strip("-")[:60]
    name = f"report-{place}-{report.day}.{end}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
