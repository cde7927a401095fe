"""A sample address, or several, of every page of the explorer on the demo's data."""

from starlette.routing import Route

from partnermap.explorer.routes import routes
from partnermap.sample import SCOPE

SAMPLES: dict[str, tuple[str, ...]] = {
    "/": ("/",),
    "/search": ("/search?q=Ash", "/search?q=nobody-of-this-name", "/search"),
    "/place/{place:path}": (
        f"/place/{SCOPE}",
        f"/place/{SCOPE}?layer=formal&as-of=2026-03-01",
        "/place/nowhere",
    ),
    "/query": (
        "/query?example=board&run=1",
        "/query?example=none",
        "/query?query=mutation&variables=%7B&run=1",
    ),
}
"""By the path of a route, where it leads; the first is a page at its fullest."""
FILES = frozenset({"/search/completions"})
"""Paths of routes that give a file or an answer for a program, not a page."""


def paths() -> list[str]:
    """The paths of all routes that a browser opens."""
    return [
        route.path
        for route in routes()
        if isinstance(route, Route) and "GET" in (route.methods or ()) and route.path not in FILES
    ]


def addresses() -> list[str]:
    """Every sample address of every page."""
    return [address for path in paths() for address in SAMPLES.get(path, ())]
