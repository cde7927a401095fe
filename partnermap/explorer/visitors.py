"""Visitors: what whoever opens a page may see, by the key or token that the browser keeps."""

from starlette.requests import Request

from partnermap.api.access import Door
from partnermap.scope import Access

COOKIE = "partnermap"
"""Holds the key or token somebody signed in with; no script can read it."""


async def admitted(request: Request) -> Access:
    """What the sender of a request may see and do; SignInError where that is nothing."""
    door: Door = request.app.state.door
    kept = request.cookies.get(COOKIE)
    beside = [f"Bearer {kept}"] if kept and "authorization" not in request.headers else []
    return await door.admit(request, beside)
