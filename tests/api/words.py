"""What generated documents are filled in with: ids, codes, names, days, places and cursors."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from partnermap.api.execution import Api
from partnermap.errors import BadInputError
from partnermap.model.dates import BEGINNING, OPEN
from partnermap.scope import LOCAL, Scope
from tests.api.snapshot import Snapshot, Thing

_ASKING = {
    ("NAME", False): "{ organisations(first: 200) { edges { cursor } } }",
    ("OPENED", False): "{ organisations(first: 200, orderBy: OPENED) { edges { cursor } } }",
    ("STARTED", False): "{ partnerships(orderBy: STARTED) { edges { cursor } } }",
    ("PUPILS", False): "{ schools(first: 100, orderBy: PUPILS) { edges { cursor } } }",
    ("NAME", True): "{ trusts { nodes { schools { edges { cursor } } } } }",
    ("OPENED", True): """
        { partnerships { nodes { members(orderBy: OPENED) { edges { cursor } } } } }""",
    ("STARTED", True): """
        { schools { nodes { partnerships(orderBy: STARTED) { edges { cursor } } } } }""",
    ("PUPILS", True): "{ trusts { nodes { schools(orderBy: PUPILS) { edges { cursor } } } } }",
}
"""Where to find cursors of lists in each order; True for lists of ties."""
_CODES = ("region", "urn", "religiousCharacter", "uid", "code", "sector")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that mean something in the data, and some that do not."""

    ids: Sequence[str]
    """Of organisations, partnerships, rounds, goals and nothing."""
    identifiers: Sequence[str]
    codes: Mapping[str, Sequence[str]]
    """By the name of what a condition is about."""
    names: Sequence[str]
    pupils: Sequence[int]
    days: Sequence[str]
    due: Sequence[str]
    """Days by which goals are to be reached."""
    scopes: Sequence[str]
    cursors: Mapping[tuple[str, bool], Sequence[str]]
    """By what a list is ordered by, and whether it is a list of ties."""


async def gather(snapshot: Snapshot, api: Api) -> Words:
    """The words of some data, and the cursors that the API gives in it."""
    organisations = list(snapshot.things["Organisation"].values())
    partnerships = list(snapshot.things["Partnership"].values())
    goals = list(snapshot.things["Goal"].values())
    things = organisations + partnerships + goals
    ids = sorted(thing.id for thing in things) + sorted(snapshot.things["Round"])
    ids += snapshot.former
    codes = {name: [*_values(things, name), "nothing"] for name in _CODES}
    names = [part for name in _values(things, "name") for part in _parts(name)]
    return Words(
        ids=[*ids, "urn:1", "partnership:nothing"],
        identifiers=[*sorted(snapshot.things["Identifier"]), *ids[::10], "gss:nothing"],
        codes={**codes, "id": ids},
        names=names,
        pupils=[t.properties["pupils"] for t in organisations if "pupils" in t.properties],
        days=_days(things),
        due=[t.properties["due"] for t in goals if "due" in t.properties],
        scopes=_scopes(organisations, partnerships),
        cursors=await _cursors(api),
    )


def _values(things: Sequence[Thing], name: str) -> list[str]:
    return sorted({t.properties[name] for t in things if name in t.properties})


def _parts(name: str) -> list[str]:
    """A name, a word and a piece of it, written otherwise."""
    words = name.split()
    return [name, name.upper(), words[0], words[-1][:3].swapcase(), words[0].replace("e", "é")]


def _days(things: Sequence[Thing]) -> list[str]:
    """The days on which something begins or ends, and those beside them."""
    spans = [t.properties for t in things] + [tie.properties for t in things for tie in t.out]
    bounds = {
        span[name]
        for span in spans
        for name in ("since", "sinceBy", "until", "untilFrom")
        if name in span and span[name] not in (BEGINNING, OPEN)
    }
    known = [date.fromisoformat(day) for day in sorted(bounds)]
    return [(day + timedelta(days=by)).isoformat() for day in known for by in (-1, 0, 1)]


def _scopes(organisations: Sequence[Thing], partnerships: Sequence[Thing]) -> list[str]:
    """A scope of every sort, and of everything in the data that may be one."""
    prefixes = {"Trust": "trust", "LocalAuthority": "la", "Diocese": "diocese"}
    places = [
        f"{prefixes[t.label]}:{t.id.partition(':')[2]}"
        for t in organisations
        if t.label in prefixes
    ]
    located = [t.properties for t in organisations if "easting" in t.properties][::9]
    circles = [f"area:{p['easting']}/{p['northing']}/{km}" for p in located for km in (1, 7.5, 30)]
    # Organisations are corners of some: whether a corner lies within is to be agreed on, too.
    corners = [f"{p['easting']}/{p['northing']}" for p in located]
    polygons = [
        f"area:{'/'.join(three)}" for three in zip(corners, corners[3:], corners[7:], strict=False)
    ]
    polygons = [text for text in polygons if _is_scope(text)]
    polygons += ["area:590000/390000/660000/390000/660000/460000/590000/460000"
                 "~620000/420000/640000/420000/640000/440000/620000/440000"]  # fmt: skip
    regions = [f"region:{code}" for code in _values(organisations, "region")]
    some = ["la:999", "org:urn:909999"]
    some += [f"org:{t.id}" for t in organisations[::10]] + [t.id for t in partnerships[::3]]
    return ["all", "region:nowhere", "la:nowhere", *places, *circles, *polygons, *regions, *some]


def _is_scope(text: str) -> bool:
    """Whether three corners bound anything."""
    try:
        Scope.parse(text)
    except BadInputError:
        return False
    return True


async def _cursors(api: Api) -> dict[tuple[str, bool], list[str]]:
    """Cursors that the API gives."""
    found = {}
    for key, text in _ASKING.items():
        answer = await api.execute(text, access=LOCAL)
        assert not answer.errors, answer.errors
        found[key] = sorted(set(re.findall(r"'cursor': '([^']+)'", str(answer.data))))
    return found
