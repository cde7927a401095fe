"""Signing in, by a key or with an account, and signing out."""

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from partnermap.api.access import Door, SignInError
from partnermap.api.guard import RequestRefusedError
from partnermap.errors import NotFoundError, PartnermapError, RefusedError
from partnermap.explorer.accounts import MINUTES, Accounts
from partnermap.explorer.marks import Mark, check_site
from partnermap.explorer.pages import html, problem
from partnermap.explorer.sending import DRAFT, read_form
from partnermap.explorer.visitors import COOKIE, forget, keep, own_address
from partnermap.model.names import unseen
from partnermap.scope import Access

JOURNEY = "partnermap-account"
"""Holds what must be the same when somebody is back from signing in elsewhere."""
_BACK = "/sign-in/back"
_LONGEST = 3800
"""Characters of a key or token that a browser keeps: it forgets a cookie of more than 4,096."""


def own_path(given: object) -> str:
    """A path of ours to go on to; the first page for whatever leads elsewhere."""
    if not isinstance(given, str) or len(given) > 2000 or unseen(given) or "\\" in given:
        return "/"
    parts = urlsplit(given)
    ours = (
        given.startswith("/") and not given.startswith("//") and not (parts.scheme or parts.netloc)
    )
    return given if ours and not parts.path.startswith("/sign-") else "/"


async def _page(request: Request) -> Response:
    """The page on which one signs in; whoever is there already may do so as somebody else."""
    return _form(request, own_path(request.query_params.get("next")))


async def _by_key(request: Request) -> Response:
    try:
        form = await _sent(request)
        next_ = own_path(form.get("next"))
        # A key is often pasted with the line break after it.
        key = str(form.get("key", "")).strip()
        if await _opening(request, [key]):
            return _signed_in(request, key, next_)
        wrong = "This key opens nothing here: it may have ended, been withdrawn, or been cut off."
        return _form(request, next_, wrong if key else "Paste your key here.")
    except PartnermapError as error:
        return problem(request, Access(), error)


async def _to_account(request: Request) -> Response:
    """Off to the issuer's own page."""
    try:
        next_ = own_path(request.query_params.get("next"))
        address, journey = await _accounts(request).begin(_back(request), next_)
    except PartnermapError as error:
        return problem(request, Access(), error)
    response = RedirectResponse(address, 303)
    keep(request, response, JOURNEY, journey, MINUTES * 60)
    return response


async def _from_account(request: Request) -> Response:
    """Back from the issuer's page."""
    try:
        tokens, next_ = await _accounts(request).end(
            _back(request), request.cookies.get(JOURNEY, ""), request.query_params
        )
        token = await _opening(request, tokens)
        if not token:
            raise RefusedError(
                "You are signed in with your account, but it opens nothing here: ask an "
                "administrator to say in your account what you may do, or for a key."
            )
        response = _signed_in(request, token, next_)
    except PartnermapError as error:
        response = problem(request, Access(), error)
    forget(request, response, JOURNEY)
    return response


async def _out(request: Request) -> Response:
    try:
        await _sent(request)
    except PartnermapError as error:
        return problem(request, Access(), error)
    if ticket := request.cookies.get(DRAFT):
        request.app.state.desk.drafts.drop(ticket)
    response = RedirectResponse("/sign-in", 303)
    forget(request, response, COOKIE, DRAFT)
    return response


async def _sent(request: Request) -> FormData:
    """A form of ours that needs nobody to be signed in."""
    surely_ours = check_site(request)
    form = await read_form(request)
    if not surely_ours and not Mark(request).fits(form):
        raise RequestRefusedError(
            "FORBIDDEN", "This form was not handed to this browser: open the page again."
        )
    return form


async def _opening(request: Request, tokens: Iterable[str]) -> str | None:
    """The first of some keys or tokens that opens the door."""
    door: Door = request.app.state.door
    for token in tokens:
        if 0 < len(token) <= _LONGEST and token.isascii() and token.isprintable():
            try:
                await door.admit(request, [f"Bearer {token}"])
            except SignInError:
                continue
            return token
    return None


def _signed_in(request: Request, token: str, next_: str) -> Response:
    response = RedirectResponse(next_, 303)
    keep(request, response, COOKIE, token)
    return response


def _form(request: Request, next_: str, wrong: str = "") -> Response:
    account = f"/sign-in/account?next={quote(next_, safe='')}"
    return html(
        request,
        Access(),
        "sign_in.html",
        400 if wrong else 200,
        next=next_,
        wrong=wrong,
        account=account if request.app.state.desk.accounts else None,
        caught=DRAFT in request.cookies,
        ended=COOKIE in request.cookies,
    )


def _accounts(request: Request) -> Accounts:
    accounts: Accounts | None = request.app.state.desk.accounts
    if accounts is None:
        raise NotFoundError("Nobody signs in here with an account: use a key.")
    return accounts


def _back(request: Request) -> str:
    return own_address(request) + _BACK


ROUTES = (
    Route("/sign-in", _page, methods=["GET"]),
    Route("/sign-in", _by_key, methods=["POST"]),
    Route("/sign-in/account", _to_account, methods=["GET"]),
    Route(_BACK, _from_account, methods=["GET"]),
    Route("/sign-out", _out, methods=["POST"]),
)
