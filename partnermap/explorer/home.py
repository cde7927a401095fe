"""The first page, and the search that leads from it."""

from starlette.requests import Request

from partnermap.explorer.pages import Page, Told


def _all(_request: Request) -> Told:
    return {}


def _text(request: Request) -> Told:
    return {"text": request.query_params.get("q", "")[:200]}


def _searched(request: Request, _data: Told) -> Told:
    return {"search": _text(request)["text"]}


PAGES = (Page("/", "home", _all), Page("/search", "search", _text, _searched))
