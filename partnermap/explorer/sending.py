"""Forms as they are sent: read within bounds, from our own pages alone, and never lost."""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from partnermap.api.access import SignInError
from partnermap.api.guard import RequestRefusedError, receive
from partnermap.errors import BadInputError, PartnermapError
from partnermap.explorer.drafts import KEPT, Draft
from partnermap.explorer.marks import MARK, Mark, check_site
from partnermap.explorer.pages import here, problem
from partnermap.explorer.visitors import admitted, forget, keep
from partnermap.scope import Access

DRAFT = "partnermap-draft"
"""The ticket of the form that an expired sign-in caught."""
_MOST = 256 * 1024
_SECONDS = 10.0
_FIELDS = 3000
"""Fields of a form; the largest, a partnership of 500 members, has five for each."""


async def read_form(request: Request) -> FormData:
    """The fields of a form; RequestRefusedError for what is none."""
    type_ = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if type_ != "application/x-www-form-urlencoded":
        raise RequestRefusedError("MEDIA_TYPE", "This address takes the form on its page alone.")
    body = bytearray()
    await receive(request, body.extend, _MOST, _SECONDS)
    try:
        typed = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS
        )
    except ValueError:
        raise BadInputError("The form did not arrive as text: open it and send it again.") from None
    for pair in typed:
        check_typed(*pair)
    return FormData([*typed])


def check_typed(*texts: str) -> None:
    """BadInputError for texts that hold what nobody can type."""
    if any("\0" in text for text in texts):
        raise BadInputError("A form may not hold NUL: type it again without.")


Take = Callable[[Request, Access, FormData], Awaitable[Response]]
Read = Callable[[Request], Awaitable[FormData]]


def taken(take: Take, read: Read = read_form) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for a form that a page of ours sends, on behalf of whoever is let in.

    Where the sign-in has expired, what was typed is kept, and the form shown again after it.
    """

    async def endpoint(request: Request) -> Response:
        access = Access()
        try:
            surely_ours = check_site(request)
            form = await read(request)
            fits = Mark(request).fits(form)
            if not fits and not surely_ours:
                raise RequestRefusedError(
                    "FORBIDDEN",
                    "This form was not handed to this browser, and nothing was done. Open the "
                    "form again and send it from there.",
                )
            try:
                access = await admitted(request)
            except SignInError:
                return _kept(request, form, f"/sign-in?next={quote(here(request), safe='')}")
            if not fits:
                return _kept(request, form, here(request))
            response = await take(request, access, form)
        except PartnermapError as error:
            return problem(request, access, error)
        if response.status_code == 303 and (ticket := request.cookies.get(DRAFT)):
            request.app.state.desk.drafts.drop(ticket)
            forget(request, response, DRAFT)
        return response

    return endpoint


def draft(request: Request) -> FormData | None:
    """What was typed into the form at this address when it could not be taken."""
    ticket = request.cookies.get(DRAFT)
    found = request.app.state.desk.drafts.find(ticket, here(request)) if ticket else None
    return FormData([*found.typed]) if found else None


def _kept(request: Request, form: FormData, next_: str) -> Response:
    typed = [(name, str(value)) for name, value in form.multi_items() if name != MARK]
    response = RedirectResponse(next_, 303)
    ticket = request.app.state.desk.drafts.keep(Draft(here(request), typed))
    keep(request, response, DRAFT, ticket, KEPT)
    return response
