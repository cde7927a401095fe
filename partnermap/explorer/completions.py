"""Completions: what somebody may mean who is still typing a name."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from partnermap.api.access import SignInError
from partnermap.errors import PartnermapError
from partnermap.explorer.address import address_of_hit
from partnermap.explorer.pages import answer
from partnermap.explorer.rendering import query_text, words
from partnermap.explorer.visitors import admitted

_FEWEST, _MOST = 2, 8
"""Letters from which on something is suggested, and suggestions."""
_HEADERS = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}


async def complete(request: Request) -> Response:
    """The best of what the search page would list, each with its address, as JSON."""
    text = request.query_params.get("q", "").strip()[:200]
    if len(text) < _FEWEST:
        return JSONResponse([], headers=_HEADERS)
    try:
        access = await admitted(request)
        data = await answer(request, query_text("search"), {"text": text}, access)
    except PartnermapError as error:
        status = 401 if isinstance(error, SignInError) else 503
        return JSONResponse({"error": str(error)}, status, _HEADERS)
    return JSONResponse(
        [_told(hit["organisation"]) for hit in data["search"][:_MOST]], 200, _HEADERS
    )


def _told(organisation: dict[str, Any]) -> dict[str, str]:
    authority = organisation.get("localAuthority")
    return {
        "name": organisation["name"],
        "note": words(organisation["kind"]) + (f", {authority['name']}" if authority else ""),
        "address": address_of_hit(organisation["kind"], organisation["id"]),
    }


ROUTES = (Route("/search/completions", complete, methods=["GET"]),)
