"""A sample address, or several, of every page of the explorer on the demo's data."""

from typing import Any

import httpx
from starlette.routing import Route

from partnermap.explorer.routes import routes
from partnermap.sample import SCOPE

_QUERY = """
query Samples($scope: [Scope!]!) {
  goals(first: 1) { nodes { id } }
  partnerships(first: 1, where: { name: { startsWith: "Fen Edge" } }) { nodes { id } }
  rounds(first: 1) { nodes { id } }
  imports(first: 1) { id }
  analysis(scope: $scope) { findings { id } }
}
"""
_AREA = """
mutation Area($owner: ID!) {
  saveArea(key: "an area of the samples", input: {
    name: "City and coast", owner: $owner
    polygon: "620000/422000/645000/422000/645000/445000/620000/445000"
  }) { area { id } }
}
"""
_SAVED = """
mutation Saved($owner: ID!) {
  saveQuery(key: "a query of the samples", input: {
    name: "Small schools", owner: $owner
    text: "query ($first: Int = 5) { schools(first: $first) { nodes { name pupils } } }"
  }) { query { id } }
}
"""

_RUN = """
mutation Run($scope: [Scope!]!) { runAnalysis(scope: $scope, seed: 1) { run { id } } }
"""

_ORGANISATION = "/manage/organisation/charity:9900001"

SAMPLES: dict[str, tuple[str, ...]] = {
    "/": ("/",),
    "/search": ("/search?q=Ash", "/search?q=nobody-of-this-name", "/search"),
    "/place/{place:path}": (
        f"/place/{SCOPE}",
        f"/place/{SCOPE}?layer=formal&as-of=2026-03-01",
        f"/place/{SCOPE}?for=safer",
        "/place/nowhere",
        "/place/area:1000/1000/5",
        "/place/{area}",
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
    "/organisation/{id:path}": (
        "/organisation/charity:9900001",
        "/organisation/urn:900046",
        "/organisation/urn:1",
    ),
    "/partnership/{id:path}": ("/partnership/{partnership}",),
    "/path": ("/path?from=urn:900046&to=charity:9900001&layer=combined", "/path"),
    "/try/{place:path}": (f"/try/{SCOPE}?without=charity:9900001", f"/try/{SCOPE}"),
    "/goals": (f"/goals?scope={SCOPE}", "/goals?scope=la:000"),
    "/compare": (f"/compare?kind=la&scope={SCOPE}", "/compare"),
    "/finding/{id:path}": ("/finding/{finding}",),
    "/sign-in": ("/sign-in",),
    "/manage": ("/manage",),
    "/manage/pending": ("/manage/pending",),
    "/manage/import": ("/manage/import",),
    "/manage/import/{id}": ("/manage/import/{import}",),
    "/manage/absence": ("/manage/absence",),
    "/manage/round/{id}": ("/manage/round/{round}",),
    "/manage/partnership": ("/manage/partnership",),
    "/manage/partnership/{id}": ("/manage/partnership/{partnership}",),
    **{
        f"/manage/partnership/{{id}}/{task}": (f"/manage/partnership/{{partnership}}/{task}",)
        for task in ("correct", "end", "reopen", "join", "leave", "confirm")
    },
    **{
        f"/manage/{of}/{{id}}/retract": (f"/manage/{of}/{{{of}}}/retract",)
        for of in ("partnership", "goal")
    },
    "/manage/round": (f"/manage/round?scope={SCOPE}",),
    "/manage/organisation": ("/manage/organisation",),
    "/manage/organisation/{id}": (f"{_ORGANISATION}", "/manage/organisation/urn:1"),
    "/manage/organisation/{id}/same": (
        f"{_ORGANISATION}/same?q=Brinmouth",
        f"{_ORGANISATION}/same",
    ),
    "/manage/organisation/{id}/same/{other}": (f"{_ORGANISATION}/same/charity:9900002",),
    "/manage/organisation/{id}/apart": (f"{_ORGANISATION}/apart",),
    "/manage/organisation/{id}/retract": (f"{_ORGANISATION}/retract",),
    "/manage/cite/{id:path}": ("/manage/cite/{finding}",),
    "/manage/goal": ("/manage/goal",),
    "/manage/goal/{id}": ("/manage/goal/{goal}",),
    **{
        f"/manage/goal/{{id}}/{task}": (f"/manage/goal/{{goal}}/{task}",)
        for task in ("correct", "pursue", "milestone", "observe")
    },
    "/manage/analyses": ("/manage/analyses",),
    "/manage/analysis": ("/manage/analysis",),
    "/manage/analysis/{id}/cancel": ("/manage/analysis/{run}/cancel",),
    "/manage/areas": ("/manage/areas",),
    "/manage/area": ("/manage/area",),
    "/manage/area/{id}/redraw": ("/manage/area/{area}/redraw",),
    "/manage/area/{id}/remove": ("/manage/area/{area}/remove",),
    "/manage/queries": ("/manage/queries",),
    "/manage/query": ("/manage/query?text=%7B%20dataVersion%20%7D",),
    "/manage/query/{id}/replace": ("/manage/query/{query}/replace",),
    "/manage/query/{id}/remove": ("/manage/query/{query}/remove",),
    "/embed/{place:path}": (f"/embed/{SCOPE}", "/embed/nowhere"),
    "/query": (
        "/query?example=board&run=1",
        "/query?example=none",
        "/query?query=mutation&variables=%7B&run=1",
        "/query?saved={query}",
    ),
}
"""By the path of a route, where it leads; the first is a page at its fullest.

`{goal}` and the like stand for the id of one that the demo has.
"""
FILES = frozenset(
    {
        "/favicon.ico",
        "/search/completions",
        "/place/{place:path}/picture.svg",
        "/place/{place:path}/picture.png",
        "/manage/round/{id}/chase.csv",
        "/sign-in/account",
        "/sign-in/back",
    }
)
"""Paths of routes that give a file, an answer for a program or a way elsewhere, not a page."""


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


def known_ids(site: str) -> dict[str, str]:
    """By what stands for it in a sample address, the id of one that the demo has, or has now."""
    data = _answer(site, _QUERY, scope=[SCOPE])
    return {
        "area": _answer(site, _AREA, owner=SCOPE)["saveArea"]["area"]["id"],
        "query": _answer(site, _SAVED, owner=SCOPE)["saveQuery"]["query"]["id"],
        "run": _answer(site, _RUN, scope=[SCOPE])["runAnalysis"]["run"]["id"],
        "goal": data["goals"]["nodes"][0]["id"],
        "partnership": data["partnerships"]["nodes"][0]["id"],
        "round": data["rounds"]["nodes"][0]["id"],
        "import": data["imports"][0]["id"],
        "finding": data["analysis"]["findings"][0]["id"],
    }


def _answer(site: str, query: str, **variables: Any) -> dict[str, Any]:
    asked = {"query": query, "variables": variables}
    answer = httpx.post(f"{site}/graphql", json=asked, timeout=60)
    data: dict[str, Any] = answer.json()["data"]
    return data
