"""Pages: an address, the one query behind it, and the template that shows the answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from partnermap.api.access import SignInError
from partnermap.api.execution import Api
from partnermap.api.guard import STATUS
from partnermap.errors import NotFoundError, PartnermapError
from partnermap.explorer.marks import Mark
from partnermap.explorer.rendering import query_text, render
from partnermap.explorer.visitors import COOKIE, admitted, may_record, may_run
from partnermap.scope import Access

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
"""Nothing but our own files is loaded, and no script or style that stands in a page is run."""
_STATUS = STATUS | {"BAD_INPUT": 400, "REFUSED": 403, "NOT_FOUND": 404, "UNAVAILABLE": 503}
"""The HTTP status of a page that says what went wrong, by the code of the error."""

Told = Mapping[str, Any]


class AnswerError(PartnermapError):
    """The query behind a page was not answered; `code` says why, as the API says it."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def _nothing_more(_request: Request, _data: Told) -> Told:
    return {}


async def no_detour(_request: Request, _access: Access) -> Response | None:
    """Nowhere else: the address says all that there is to know."""
    return None


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its query is `queries/NAME.graphql`, its template `templates/NAME.html`."""

    path: str
    name: str
    ask: Callable[[Request], Told]
    """The variables of the query; BadInputError for an address that says nothing."""
    tell: Callable[[Request, Told], Told] = _nothing_more
    """What the template is told beside the answer, from the answer alone."""
    begin: Callable[[Request, Access], Awaitable[Response | None]] = no_detour
    """Where to send somebody whose address does not say all; None where it does."""

    def route(self) -> Route:
        """Its place in the application."""
        return Route(self.path, shown(self._show), methods=["GET"], name=self.name)

    async def _show(self, request: Request, access: Access) -> Response:
        if (elsewhere := await self.begin(request, access)) is not None:
            return elsewhere
        variables = self.ask(request)
        return await show(
            request, access, self.name, variables, lambda data: self.tell(request, data)
        )


async def show(
    request: Request,
    access: Access,
    name: str,
    variables: Told,
    tell: Callable[[Told], Told] = lambda _data: {},
) -> Response:
    """The page of that name, of the answer to its query and what that comes to."""
    query = query_text(name)
    data = await answer(request, query, variables, access)
    behind = {"query": query, "variables": variables}
    return html(request, access, f"{name}.html", data=data, behind=behind, **tell(data))


Show = Callable[[Request, Access], Awaitable[Response]]


def shown(show: Show) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for what is shown to whom the door lets in; whatever fails is a page, too."""

    async def endpoint(request: Request) -> Response:
        access = Access()
        try:
            access = await admitted(request)
            return await show(request, access)
        except SignInError:
            next_ = quote(here(request), safe="")
            return RedirectResponse(f"/sign-in?next={next_}", 303, _HEADERS)
        except PartnermapError as error:
            return problem(request, access, error)

    return endpoint


def problem(request: Request, access: Access, error: PartnermapError) -> Response:
    """The page that says what went wrong and what to do next."""
    status = _STATUS.get(error.code, 500)
    return html(request, access, "problem.html", status, message=str(error), status=status)


async def answer(request: Request, query: str, variables: Told, access: Access) -> Told:
    """The data that answers a page's query; AnswerError says what stood in the way."""
    api: Api = request.app.state.api
    answered = await api.execute(query, variables, access=access)
    if answered.errors:
        (first, *_) = answered.errors
        raise AnswerError(first["message"], first.get("extensions", {}).get("code", ""))
    return answered.data or {}


def html(
    request: Request, access: Access, template: str, status_code: int = 200, **told: Any
) -> Response:
    """A page as a response, with the headers that every page has."""
    mark = Mark(request)
    words: dict[str, Any] = {
        "behind": None,
        "choices": None,
        "search": "",
        "here": request.url.path,
    }
    words |= {"mark": mark, "by_cookie": COOKIE in request.cookies}
    words |= {"may_record": may_record(access), "may_run": may_run(access)}
    response = HTMLResponse(
        render(template, access=access, **(words | told)), status_code, _HEADERS
    )
    mark.keep(response)
    return response


def here(request: Request) -> str:
    """The address of a request within the site."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def found(value: Any, what: str) -> Any:
    """What an answer holds, or NotFoundError where it holds nothing of that sort under an id."""
    if value is None or value.keys() == {"id"}:
        raise NotFoundError(
            f"There is no {what} of that id, or you may not see it. Search for its name instead."
        )
    return value
