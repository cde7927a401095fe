"""All the addresses of the explorer."""

from importlib.resources import files

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from partnermap.explorer import asking, completions, home, organisations, places


def routes() -> list[BaseRoute]:
    """The pages, and the files they are shown with."""
    static = StaticFiles(directory=str(files("partnermap.explorer") / "static"))
    pages = (*home.PAGES, *places.PAGES, *organisations.PAGES)
    return [
        Mount("/static", static),
        *places.FILES,
        *(page.route() for page in pages),
        *completions.ROUTES,
        *asking.ROUTES,
    ]
