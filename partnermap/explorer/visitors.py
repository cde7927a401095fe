"""Visitors: what whoever opens a page may see, by the key or token that the browser keeps."""

from typing import Final, Literal
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from partnermap.api.access import Door
from partnermap.scope import Access
from partnermap.vocabulary import Station

COOKIE = "partnermap"
"""Holds the key or token somebody signed in with; no script can read it."""
_HOME: Final = "/"
_SAME_SITE: Final[Literal["lax"]] = "lax"


async def admitted(request: Request) -> Access:
    """What the sender of a request may see and do; SignInError where that is nothing."""
    door: Door = request.app.state.door
    kept = request.cookies.get(COOKIE)
    beside = [f"Bearer {kept}"] if kept and "authorization" not in request.headers else []
    return await door.admit(request, beside)


def may_record(access: Access) -> bool:
    """Whether forms are offered to a visitor."""
    return access.station in (Station.EDITOR, Station.ADMINISTRATOR)


def may_run(access: Access) -> bool:
    """Whether a visitor is offered to have something large worked out."""
    return access.station.includes(Station.EDITOR)


def keep(
    request: Request, response: Response, name: str, value: str, seconds: int | None = None
) -> None:
    """Have the browser keep a cookie; without a time, until it is closed.

    No script reads it, and no other site's page has it sent but by a link.
    """
    response.set_cookie(
        name,
        value,
        seconds,
        path=_HOME,
        secure=_encrypted(request),
        httponly=True,
        samesite=_SAME_SITE,
    )


def forget(request: Request, response: Response, *names: str) -> None:
    """Have the browser forget those of these cookies that it sent."""
    for name in names:
        if name in request.cookies:
            response.delete_cookie(
                name, _HOME, secure=_encrypted(request), httponly=True, samesite=_SAME_SITE
            )


def own_address(request: Request) -> str:
    """Where the browser reaches the program, without a slash at its end."""
    told: str | None = request.app.state.desk.address
    return (told or f"{request.url.scheme}://{request.url.netloc}").rstrip("/")


def _encrypted(request: Request) -> bool:
    """Whether the browser came by https, as the address says, or the browser itself.

    Behind a proxy that ends the encryption only these two know of it.
    """
    given = (own_address(request), request.headers.get("origin", ""))
    return any(urlsplit(address).scheme == "https" for address in given)
