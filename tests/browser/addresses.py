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
        f"/place/{SCOPE}?for=safer",
        "/place/nowhere",
        "/place/area:1000/1000/5",
    ),
    "/place/{place:path}/picture": (
        f"/place/{SCOPE}/picture",
        f"/place/{SCOPE}/picture?layer=combined&by=trust&places=map",
        f"/place/{SCOPE}/picture?layer=formal&as-of=1850-01-01",
    ),
    "/place/{place:path}/weak-points": (
        f"/place/{SCOPE}/weak-points?mend=1&km=20",
        f"/place/{SCOPE}/weak-points?sort=between",
    ),
    "/place/{place:path}/introductions": (
        f"/place/{SCOPE}/introductions",
        f"/place/{SCOPE}/introductions?sense=border&km=2&by=need",
    ),
    "/place/{place:path}/changes": (
        f"/place/{SCOPE}/changes?from=2010-01-01",
        f"/place/{SCOPE}/changes?from=1850-01-01&to=1850-12-31",
    ),
    "/place/{place:path}/not-known": (
        f"/place/{SCOPE}/not-known",
        f"/place/{SCOPE}/not-known?reply=again",
    ),
    "/embed/{place:path}": (f"/embed/{SCOPE}", "/embed/nowhere"),
    "/query": (
        "/query?example=board&run=1",
        "/query?example=none",
        "/query?query=mutation&variables=%7B&run=1",
    ),
}
"""By the path of a route, where it leads; the first is a page at its fullest."""
FILES = frozenset(
    {"/search/completions", "/place/{place:path}/picture.svg", "/place/{place:path}/picture.png"}
)
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
