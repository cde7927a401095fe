"""The pages about a place: each answers one question a board may ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from partnermap.explorer.address import Choices
from partnermap.explorer.pages import Page, Told, found
from partnermap.scope import Scope
from partnermap.vocabulary import Kind

_KINDS = {
    Kind.DIOCESE: "Diocese",
    Kind.LOCAL_AUTHORITY: "Local authority",
    Kind.TRUST: "Trust",
    Kind.GROUP: "Group",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the pages about a place."""

    path: str
    name: str
    title: str
    question: str


TABS = (Tab("", "summary", "Summary", "What should the board know?"),)


def choices(request: Request) -> Choices:
    """What the address of a page about a place says."""
    return Choices.read(request.path_params["place"], request.query_params)


def ask(request: Request) -> Told:
    """The variables of a query about a place."""
    chosen = choices(request)
    return chosen.variables | {"ids": list(chosen.scope.places)}


def tell(request: Request, data: Told, tab: Tab) -> dict[str, Any]:
    """What every page about a place is told: its name, its tabs, who is who."""
    chosen = choices(request)
    known = [found(node, "place") for node in data["nodes"]]
    kinds = {_KINDS.get(Kind[node["kind"]], "Organisation") for node in known}
    return {
        "choices": chosen,
        "name": ", ".join(node["name"] for node in known) or in_words(chosen.scope),
        "place_kind": ", ".join(sorted(kinds)) or "Place",
        "tab": tab,
        "tabs": TABS,
        "names": names(data),
    }


def names(data: Told) -> Mapping[str, str]:
    """By id, the names of all that the network of an answer holds."""
    network = data.get("network") or {"nodes": (), "partnerships": ()}
    return {each["id"]: each["name"] for each in (*network["nodes"], *network["partnerships"])}


def in_words(scope: Scope) -> str:
    """A scope that has no name of its own, in words."""
    if scope.everywhere:
        return "The whole country"
    circles = [f"within {c.km:g} km of {c.easting}, {c.northing}" for c in scope.circles]
    regions = [f"region {code}" for code in scope.regions]
    return ", ".join([*regions, *circles]) or str(scope)


def _page(tab: Tab) -> Page:
    path = "/place/{place:path}" + (f"/{tab.path}" if tab.path else "")
    return Page(path, tab.name, ask, lambda request, data: tell(request, data, tab))


# The first tab has the shortest address, which would take all the others for places.
PAGES = tuple(_page(tab) for tab in sorted(TABS, key=lambda tab: not tab.path))
