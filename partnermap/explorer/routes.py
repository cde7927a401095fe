"""All the addresses of the explorer."""

from importlib.resources import files

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from partnermap.explorer import (
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


def routes() -> list[BaseRoute]:
    """The pages, and the files they are shown with."""
    static = StaticFiles(directory=str(files("partnermap.explorer") / "static"))
    pages = (
        *home.PAGES,
        *organisations.PAGES,
        *joining.PAGES,
        *goals.PAGES,
        *comparing.PAGES,
        *finding_again.PAGES,
    )
    return [
        Mount("/static", static),
        *signing_in.ROUTES,
        *resolving.ROUTES,
        *uploading.ROUTES,
        *managing.routes(),
        *places.FILES,
        *(page.route() for page in places.PAGES),
        *(page.route() for page in pages),
        *trying.ROUTES,
        *completions.ROUTES,
        *asking.ROUTES,
        *embed.ROUTES,
    ]
