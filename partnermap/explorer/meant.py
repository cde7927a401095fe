"""Places by their names: from what a reader types to the place that is meant."""

from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from partnermap.errors import BadInputError
from partnermap.explorer.pages import answer
from partnermap.explorer.rendering import query_text
from partnermap.model.names import fold
from partnermap.scope import Access, Scope

_LONGEST: Final = 200


async def lead(request: Request, access: Access) -> Response | None:
    """The way to the address of the place whose name an address holds; None where it holds none.

    BadInputError where nothing is called so, or several are.
    """
    text = request.query_params.get("scope", "").strip()
    try:
        Scope.parse(*text.split(",") if text else ())
    except BadInputError:
        place = await _called(request, text, access)
        if place is None:
            raise
        asked = dict(request.query_params) | {"scope": place}
        return RedirectResponse(f"{request.url.path}?{urlencode(asked, safe=':')}", 303)
    return None


async def _called(request: Request, text: str, access: Access) -> str | None:
    """The id of the place that a name means; None where there is none of that name."""
    data = await answer(request, query_text("called_so"), {"text": text[:_LONGEST]}, access)
    found = {hit["organisation"]["id"]: hit["organisation"]["name"] for hit in data["search"]}
    same = [id_ for id_, name in found.items() if fold(name) == fold(text)]
    meant = same or [*found]
    if len(meant) > 1:
        shown = "; ".join(f"{found[id_]} ({id_})" for id_ in meant)
        raise BadInputError(f"“{text[:_LONGEST]}” may mean {shown}: type its id.")
    return meant[0] if meant else None
