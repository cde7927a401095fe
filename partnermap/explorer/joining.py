"""The page that shows how one organisation is joined to another, step by step."""

import re
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from partnermap.explorer.address import Choices
from partnermap.explorer.pages import Page, Told
from partnermap.explorer.phrases import TIES

_ID = re.compile(r"[a-z]+:[^\s,]{1,100}\Z")
_ENDS = ("from", "to")


def _choices(request: Request) -> Choices:
    """The links and the day; a way leads wherever it leads, so there is no place."""
    return Choices.read("all", request.query_params)


def _typed(request: Request) -> dict[str, str]:
    return {end: request.query_params.get(end, "").strip()[:200] for end in _ENDS}


def _ask(request: Request) -> Told:
    typed = _typed(request)
    chosen = _choices(request).variables
    ids = {end: text for end, text in typed.items() if _ID.match(text)}
    return {
        "from": typed["from"],
        "to": typed["to"],
        "ends": list(dict.fromkeys(ids.values())),
        "layer": chosen["layer"],
        "asOf": chosen["asOf"],
        "both": len(set(ids.values())) == len(_ENDS),
        **{f"{end}Text": typed[end] for end in _ENDS},
        **{f"{end}Open": bool(typed[end]) and end not in ids for end in _ENDS},
    }


def _tell(request: Request, data: Told) -> Told:
    typed, choices = _typed(request), _choices(request)
    names = {node["id"]: node["name"] for node in data["nodes"] if node and "name" in node}
    path = data.get("path")
    if path and path["organisations"]:
        names |= {one["id"]: one["name"] for one in path["organisations"]}
    ids = {text for text in typed.values() if _ID.match(text)}

    def address(**more: str) -> str:
        return "/path?" + urlencode(typed | dict(choices.chosen) | more, safe=":")

    doubts: dict[str, Any] = {end: data[end] for end in _ENDS if data.get(end) is not None}
    return {
        "chosen": choices,
        "typed": typed,
        "names": names,
        "ties": TIES,
        "doubts": doubts,
        "unknown": sorted(ids - set(names)),
        "same": bool(typed["from"]) and typed["from"] == typed["to"],
        "with_choice": address,
    }


PAGES = (Page("/path", "path", _ask, _tell),)
