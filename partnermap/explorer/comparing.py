"""Compare: whether places are unusual, given their size."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request

from partnermap.errors import BadInputError
from partnermap.explorer.address import read_day
from partnermap.explorer.meant import lead
from partnermap.explorer.pages import Page, Told
from partnermap.explorer.rendering import number
from partnermap.model.names import fold
from partnermap.scope import Scope
from partnermap.vocabulary import PlaceKind, PlaceMeasure, Yardstick

_KINDS: Final = {
    PlaceKind.LA: "Local authorities",
    PlaceKind.DIOCESE: "Dioceses",
    PlaceKind.TRUST: "Trusts",
}
_MEASURES: Final = {
    PlaceMeasure.DENSITY: ("Joined up", "the share of pairs that work together directly"),
    PlaceMeasure.CENTRALISATION: (
        "Hangs on one",
        "how far the links run through one organisation, from 0 to 1, which is a star",
    ),
    PlaceMeasure.CLUSTERING: (
        "In circles",
        "the share of pairs of partners of one that are partners of each other",
    ),
    PlaceMeasure.WITHIN_TRUSTS: ("Within trusts", "the share of links within one trust"),
    PlaceMeasure.WITHIN_AUTHORITIES: (
        "Within authorities",
        "the share of links within one local authority",
    ),
    PlaceMeasure.ACROSS_KINDS: (
        "Across kinds",
        "from -1, where schools work with schools alone and so on, to 1, where none does",
    ),
    PlaceMeasure.ACROSS_PHASES: (
        "Across phases",
        "from -1, where schools work with schools of their own phase alone, to 1, where none does",
    ),
}
"""What a reader calls what places are compared by, and what that is."""
_SHARES: Final = {
    PlaceMeasure.DENSITY,
    PlaceMeasure.CLUSTERING,
    PlaceMeasure.WITHIN_TRUSTS,
    PlaceMeasure.WITHIN_AUTHORITIES,
}
"""The measures that are shares, and read best in per cent."""
_DOWN = "-"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table, which an address may sort it by."""

    name: str
    title: str
    of: Callable[[Told], Any]
    """What it is sorted by; None where that is not known."""


_COUNTS: Final = (
    Column("name", "Place", lambda place: fold(place["name"])),
    Column("organisations", "Organisations", lambda place: place["organisations"]),
    Column("heard", "Answered in full", lambda place: place["heard"]),
    Column("alone", "Work alone", lambda place: place["alone"]),
    Column("not-known", "Not known", lambda place: place["notKnown"]),
)


def _ask(request: Request) -> Told:
    chosen = request.query_params
    kind = (chosen.get("kind") or PlaceKind.LA).upper()
    if kind not in _KINDS:
        words = ", ".join(each.lower() for each in PlaceKind)
        raise BadInputError(f"{kind.lower()[:60]!r} is not a kind of place: choose from {words}.")
    day = read_day(chosen, "as-of")
    scope = chosen.get("scope", "").strip()
    return {
        "kind": kind,
        "scope": str(Scope.parse(*scope.split(","))).split() if scope else [],
        "asOf": day.isoformat() if day else None,
        "comparing": bool(scope),
    }


def _tell(request: Request, data: Told) -> Told:
    asked = _ask(request)
    compared = data.get("comparePlaces") or {"places": ()}
    measured = _measured(compared["places"])
    columns = (*_COUNTS, *measured)
    sort = request.query_params.get("sort", "name")
    by = next((each for each in columns if each.name == sort.removeprefix(_DOWN)), columns[0])
    down = sort.startswith(_DOWN)
    return {
        "kinds": {kind.lower(): words for kind, words in _KINDS.items()},
        "kind": asked["kind"].lower(),
        "scope": request.query_params.get("scope", ""),
        "as_of": request.query_params.get("as-of", ""),
        "meanings": [
            words
            for measure, words in _MEASURES.items()
            if _name(measure) in {c.name for c in measured}
        ],
        "heads": tuple(_head(request, column, by, down=down) for column in columns),
        "places": tuple(
            {"record": place, "cells": tuple(_cell(place, column) for column in measured)}
            for place in _sorted(compared["places"], by, down=down)
        ),
    }


def _measured(places: list[Told]) -> tuple[Column, ...]:
    """The columns of what was measured, in the order in which it is told."""
    told = dict.fromkeys(one["measure"] for place in places for one in place["measures"])
    return tuple(
        Column(_name(name), _MEASURES[PlaceMeasure(name)][0], _value_of(name)) for name in told
    )


def _name(measure: str) -> str:
    """A measure as it stands in an address."""
    return measure.lower().replace("_", "-")


def _value_of(measure: str) -> Callable[[Told], Any]:
    def value(place: Told) -> Any:
        return next((m["value"] for m in place["measures"] if m["measure"] == measure), None)

    return value


def _sorted(places: list[Told], by: Column, *, down: bool) -> list[Told]:
    """The places by a column, those of which it is not known last."""
    known = [place for place in places if by.of(place) is not None]
    rest = [place for place in places if by.of(place) is None]
    return [*sorted(known, key=by.of, reverse=down), *rest]


def _head(request: Request, column: Column, by: Column, *, down: bool) -> Mapping[str, str]:
    """The head of a column, with the address that sorts by it, or the other way round."""
    here = column.name == by.name
    # Of numbers the largest are looked for first.
    first = "" if column.name == "name" else _DOWN
    turned = (_DOWN if not down else "") if here else first
    kept = {name: value for name, value in request.query_params.items() if name != "sort"}
    return {
        "title": column.title,
        "address": "/compare?" + urlencode(kept | {"sort": turned + column.name}, safe=":,"),
        "sorted": ("descending" if down else "ascending") if here else "none",
        "number": "" if column.name == "name" else "number",
    }


def _cell(place: Told, column: Column) -> Mapping[str, str]:
    """A value, and in words how it lies among what it is set against."""
    value = column.of(place)
    if value is None:
        return {"value": "not known", "rank": ""}
    (measured,) = (one for one in place["measures"] if _name(one["measure"]) == column.name)
    share = PlaceMeasure(measured["measure"]) in _SHARES
    return {
        "value": f"{value:.0%}" if share else number(round(value, 2)),
        "rank": _rank(measured),
    }


def _rank(measured: Told) -> str:
    """How a value lies among what it is set against: `more than 3 of 9 of its size`."""
    among = measured["among"]
    if among is None:
        return ""
    if measured["setAgainst"] == Yardstick.PLACES:
        if not among:
            return "no other place here is of about its size"
        return f"more than {measured['below']} of {among} of about its size"
    return f"more than {measured['below']} of {among} drawn by chance"


PAGES = (Page("/compare", "compare", _ask, _tell, lead),)
