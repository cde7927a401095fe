"""What all pages about a place have: its name, its tabs, what was chosen, and what is missing."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from partnermap.explorer.address import Choices, called
from partnermap.explorer.pages import AnswerError, Told, found, html, no_detour, show, shown
from partnermap.explorer.places.kept import Answers
from partnermap.explorer.rendering import query_text
from partnermap.runs import NotThereError
from partnermap.scope import Access
from partnermap.vocabulary import Kind

_KINDS = {
    Kind.DIOCESE.name: "Diocese",
    Kind.LOCAL_AUTHORITY.name: "Local authority",
    Kind.TRUST.name: "Trust",
    Kind.GROUP.name: "Group",
}


def _no_variables(_request: Request, _access: Access) -> Told:
    return {}


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the pages about a place: its query and its template go by its name."""

    path: str
    name: str
    title: str
    question: str
    tell: Callable[[Request, Told], Told]
    """What its template is told beside what all are, from the answer alone."""
    ask: Callable[[Request, Access], Told] = _no_variables
    """The variables of its query beside those of all; BadInputError for what makes no sense."""
    begin: Callable[[Request, Access], Awaitable[Response | None]] = no_detour
    """Where to send somebody whose address does not say all; None where it does."""


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A tab as a page, with the tabs beside it."""

    tab: Tab
    tabs: tuple[Tab, ...]

    def route(self) -> Route:
        """Its place in the application."""
        path = "/place/{place:path}" + (f"/{self.tab.path}" if self.tab.path else "")
        return Route(path, shown(self._show), methods=["GET"], name=self.tab.name)

    async def _show(self, request: Request, access: Access) -> Response:
        if (elsewhere := await self.tab.begin(request, access)) is not None:
            return elsewhere
        chosen = choices(request)
        variables = asked(chosen) | dict(self.tab.ask(request, access))
        query = query_text(self.tab.name)
        try:
            data = await answers(request).of(request, query, variables, access)
        except AnswerError as error:
            if error.code != NotThereError.code:
                raise
            return await _too_large(request, access, chosen)
        told: dict[str, Any] = {
            "tab": self.tab,
            "tabs": self.tabs,
            "choices": chosen,
            "missing": missing(chosen, data),
            "names": names(data),
            "kept": {},
            **about(chosen, data),
            # A picture takes its time, which other requests are not to wait for.
            **await asyncio.to_thread(self.tab.tell, request, data),
        }
        behind = {"query": query, "variables": variables}
        return html(request, access, f"{self.tab.name}.html", data=data, behind=behind, **told)


def answers(request: Request) -> Answers:
    """The answers about places that the application keeps."""
    kept: Answers = request.app.state.answers
    return kept


def choices(request: Request) -> Choices:
    """What the address of a page about a place says."""
    return Choices.read(request.path_params["place"], request.query_params)


def asked(chosen: Choices) -> dict[str, Any]:
    """The variables that every query about a place has."""
    ids, areas = list(chosen.scope.named), list(chosen.scope.saved)
    return chosen.variables | {"ids": ids, "areas": areas}


def called_here(chosen: Choices, data: Told) -> str:
    """What a place is called, by the names of those parts of it that the viewer may see."""
    known = [node for node in data["nodes"] if node and "name" in node]
    return called(chosen.scope, [each["name"] for each in (*known, *data["areas"])])


def about(chosen: Choices, data: Told) -> dict[str, str]:
    """What a place is called, and what sort of place it is."""
    named = (node if node and "name" in node else None for node in data["nodes"])
    known = [found(node, "place") for node in named]
    kinds = {_KINDS.get(node.get("kind", ""), "Organisation") for node in known}
    kinds |= {"Saved area" for _ in data["areas"]}
    return {"name": called_here(chosen, data), "place_kind": ", ".join(sorted(kinds)) or "Place"}


def names(data: Told) -> Mapping[str, str]:
    """By id, the names of all that the network of an answer holds."""
    network = data.get("network") or {}
    lists = (network.get("nodes", ()), network.get("partnerships", ()))
    return {each["id"]: each["name"] for each_list in lists for each in each_list}


def missing(chosen: Choices, data: Told) -> str:
    """Why there is little to be said of a place, if so: a word that `missing.html` explains."""
    analysis = data.get("analysis")
    if analysis is None:
        return ""
    if analysis["organisations"] == 0:
        return "nothing-then" if chosen.as_of else "nothing"
    if analysis["components"]:
        return ""
    if chosen.as_of:
        return "no-links-then"
    return "nobody-asked" if analysis["heard"] == 0 else ""


async def _too_large(request: Request, access: Access, chosen: Choices) -> Response:
    """The page of a place that is too large to look at: the smaller ones that it is made of."""

    def tell(data: Told) -> Told:
        return {"choices": chosen, **about(chosen, data)}

    return await show(request, access, "large", asked(chosen), tell)
