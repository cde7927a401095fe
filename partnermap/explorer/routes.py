"""All the addresses of the explorer."""

from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from partnermap.explorer import (
    analyses,
    asking,
    comparing,
    completions,
    embed,
    finding_again,
    goals,
    home,
    joining,
    managing,
    organisations,
    places,
    resolving,
    signing_in,
    trying,
    uploading,
)

_STATIC: Final = str(files("partnermap.explorer") / "static")


def _icon(_request: Request) -> FileResponse:
    """The sign of the site, where browsers look for it that were handed no page of ours."""
    headers = {"Cache-Control": "public, max-age=86400"}
    return FileResponse(f"{_STATIC}/icon.svg", media_type="image/svg+xml", headers=headers)


def routes() -> list[BaseRoute]:
    """The pages, and the files they are shown with."""
    pages = (
        *home.PAGES,
        *organisations.PAGES,
        *joining.PAGES,
        *goals.PAGES,
        *comparing.PAGES,
        *finding_again.PAGES,
    )
    return [
        Mount("/static", StaticFiles(directory=_STATIC)),
        Route("/favicon.ico", _icon, methods=["GET"]),
        *signing_in.ROUTES,
        *resolving.ROUTES,
        *uploading.ROUTES,
        *analyses.ROUTES,
        *managing.routes(),
        *places.FILES,
        *(page.route() for page in places.PAGES),
        *(page.route() for page in pages),
        *trying.ROUTES,
        *completions.ROUTES,
        *asking.ROUTES,
        *embed.ROUTES,
    ]
