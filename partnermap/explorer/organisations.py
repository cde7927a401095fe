"""The pages of one organisation and of one partnership: what is recorded, and who said so."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from starlette.requests import Request

from partnermap.errors import NotFoundError
from partnermap.explorer.address import read_day
from partnermap.explorer.pages import Page, Told, found
from partnermap.explorer.phrases import ANSWERS, ROLES, SEEN_BY, TIES
from partnermap.explorer.rendering import number, words
from partnermap.explorer.sources import Sources
from partnermap.vocabulary import Answer, Kind, Status, TieState

_PARTNERSHIP = "partnership:"
_PLACES = (Kind.DIOCESE, Kind.LOCAL_AUTHORITY, Kind.TRUST)
"""The kinds of organisation that have pages as places, the widest view of a school first."""


def _asked(request: Request) -> Told:
    """The id and the day that an address holds."""
    day = read_day(request.query_params, "as-of")
    return {"id": request.path_params["id"], "asOf": day.isoformat() if day else None}


def _ask_organisation(request: Request) -> Told:
    pages = request.query_params
    return {
        **_asked(request),
        "partnershipsAfter": pages.get("partnerships-after"),
        "partnersAfter": pages.get("partners-after"),
    }


def _tell_organisation(request: Request, data: Told) -> Told:
    node = _known(request, data["node"], "organisation")
    told_by = (revision["fact"] for revision in node["history"] if revision["fact"])
    rounds = _rounds(data["ever"]["asked"], read_day(request.query_params, "as-of"))
    return {
        **_told(request),
        "details": tuple(_details(node)),
        "where": tuple(_where(node["place"])),
        "views": _views(node),
        "scope": _scope(node),
        "is_place": Kind[node["kind"]] in _PLACES,
        "sources": Sources.of([*node["facts"], *told_by]),
        "ties": TIES,
        "answers": ANSWERS,
        "rounds": rounds,
        "answered": any(asked["answer"] == Answer.COMPLETE for asked in rounds),
        "unknown": _unknown(rounds),
    }


def _ask_partnership(request: Request) -> Told:
    asked = _asked(request)
    if not asked["id"].startswith(_PARTNERSHIP) or not asked["id"].isprintable():
        found(None, "partnership")
    return {
        **asked,
        "scope": [asked["id"]],
        "membersAfter": request.query_params.get("members-after"),
    }


def _tell_partnership(request: Request, data: Told) -> Told:
    node = _known(request, data["node"], "partnership")
    told_by = (revision["fact"] for revision in node["history"] if revision["fact"])
    return {
        **_told(request),
        "sources": Sources.of([*node["facts"], *told_by]),
        "disputes": tuple(_disputes(node["id"], data["network"])),
        "seen_by": SEEN_BY,
    }


def _told(request: Request) -> Told:
    """What both pages are told."""
    day = read_day(request.query_params, "as-of")
    return {"roles": ROLES, "as_of": day, "asked_for": request.path_params["id"]}


def _known(request: Request, node: Any, what: str) -> Any:
    """What has the id that was asked for; NotFoundError where that is nothing of the sort."""
    day = request.query_params.get("as-of")
    if node is None and day:
        raise NotFoundError(
            f"No {what} of that id is known to have been there on {day}, or you may not see it. "
            "Choose a later day, or leave the day out."
        )
    return found(node if node and "name" in node else None, what)


def _details(node: Told) -> Iterator[tuple[str, str | None]]:
    """What is recorded of an organisation of its kind; None for what should be known and is not."""
    match Kind[node["kind"]]:
        case Kind.SCHOOL:
            yield "Phase", words(node["phase"]) if node["phase"] else None
            yield "Type", node["type"]
            yield "Pupils", None if node["pupils"] is None else number(node["pupils"])
            if node["percentFsm"] is not None:
                yield "May have free school meals", f"{number(node['percentFsm'])}% of pupils"
            if None not in (node["lowAge"], node["highAge"]):
                yield "Ages", f"{node['lowAge']} to {node['highAge']}"
            yield "Religious character", node["religiousCharacter"]
            yield from _if_any("Admits", node["gender"])
            yield from _if_any("Admissions", node["admissions"])
        case Kind.TRUST:
            yield "Form", words(node["trustType"]) if node["trustType"] else None
            yield "Schools", number(node["schools"]["totalCount"])
        case Kind.LOCAL_AUTHORITY | Kind.DIOCESE:
            yield from _if_any("Church", node.get("denomination"))
            yield "Schools", number(node["schools"]["totalCount"])
        case Kind.COMMUNITY_ORGANISATION:
            yield "Works in", node["sector"]
        case Kind.GROUP:
            yield "Form", words(node["groupType"]) if node["groupType"] else None


def _if_any(label: str, value: str | None) -> Iterator[tuple[str, str]]:
    if value:
        yield label, value


def _where(place: Told) -> Iterator[str]:
    """An address, part by part, as far as it is known."""
    return (place[part] for part in ("street", "town", "postcode", "regionName") if place[part])


def _views(node: Told) -> tuple[Mapping[str, Any], ...]:
    """The organisations whose pages as places this one is on, itself apart."""
    whole = {tie["organisation"]["id"]: tie["organisation"] for tie in node["formalTies"]}
    return tuple(
        one
        for one in whole.values()
        if Kind[one["kind"]] in _PLACES and one["status"] != Status.CLOSED
    )


def _scope(node: Told) -> str:
    """The widest place that an organisation is usually asked about in."""
    if Kind[node["kind"]] in _PLACES:
        return str(node["id"])
    kinds = {Kind[one["kind"]]: str(one["id"]) for one in _views(node)}
    return next((kinds[kind] for kind in _PLACES if kind in kinds), f"org:{node['id']}")


def _rounds(asked: Sequence[Told], day: date | None) -> tuple[Told, ...]:
    """The rounds it was asked in by a day, what came back later included."""
    until = (day or date.max).isoformat()
    return tuple(
        one for one in asked if (one["round"]["opened"] or {"earliest": ""})["earliest"] <= until
    )


def _unknown(rounds: Sequence[Told]) -> str:
    """What a list without partners means, in words."""
    if any(asked["answer"] == Answer.COMPLETE for asked in rounds):
        return "It was asked, and says that it works with nobody in partnership."
    if rounds:
        return "It was asked and has not answered in full, so whether it has any is not known."
    return "It was never asked, so whether it has any is not known."


def _disputes(id_: str, network: Told) -> Iterator[tuple[str, str]]:
    """Who says that it does not work with whom, though both are recorded in a partnership."""
    names = {node["id"]: node["name"] for node in network["nodes"]}
    for edge in network["workingEdges"]:
        if edge["state"] == TieState.DISPUTED and id_ in edge["partnerships"]:
            ends = (edge["start"], edge["end"])
            for one in edge["deniedBy"]:
                other = ends[1] if one == ends[0] else ends[0]
                yield names.get(one, one), names.get(other, other)


PAGES = (
    Page("/organisation/{id:path}", "organisation", _ask_organisation, _tell_organisation),
    Page("/partnership/{id:path}", "partnership", _ask_partnership, _tell_partnership),
)
