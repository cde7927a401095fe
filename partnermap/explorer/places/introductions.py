"""Who should meet?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request

from partnermap.analysis.wording import counted, distance, listed, topic
from partnermap.errors import BadInputError
from partnermap.explorer.pages import Told
from partnermap.explorer.places.parts import MOST, one_of
from partnermap.explorer.places.tab import Tab, names
from partnermap.near import NEARBY, Match
from partnermap.scope import Access

_FEW = 3
"""So many of each sense are told at first."""
Row = dict[str, Any]
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense in which somebody should meet somebody."""

    word: str
    """What it is called in an address and in the query."""
    title: str
    row: Callable[[Node, Mapping[str, str]], Row]
    """What is told of one of its list."""


def _link(node: Node, named: Mapping[str, str]) -> Row:
    one, other = (named.get(id_, id_) for id_ in node["pair"])
    said = f"{one} and {other} are {distance(node['metres'])} apart and do not work together."
    if node["common"]:
        said += f" {counted(node['common'], 'organisation works', 'organisations work')} with both."
    return {"sentence": said, "about": node["pair"], "gains": _gains(node)}


def _neighbours(node: Node, _named: Mapping[str, str]) -> Row:
    link = node["link"]
    return {"sentence": node["sentence"], "about": link["pair"], "gains": _gains(link)}


def _told(*about: str) -> Callable[[Node, Mapping[str, str]], Row]:
    """A row of what already has a sentence, and is about what some of its fields say."""

    def row(node: Node, _named: Mapping[str, str]) -> Row:
        ids = [node[field] for field in about if node[field]]
        return {"sentence": node["sentence"], "about": ids, "gains": []}

    return row


def _groups(node: Node, named: Mapping[str, str]) -> Row:
    pairs = [" and ".join(named.get(id_, id_) for id_ in link["pair"]) for link in node["links"]]
    first = [f"To begin with, {pairs[0]} could meet"] if pairs else []
    about = node["links"][0]["pair"] if pairs else []
    return {"sentence": node["sentence"], "about": about, "gains": first}


def _gains(link: Node) -> list[str]:
    """What a tie would add, in words."""
    return [*_added(link)] or ["They are near; going by what is on record, it would add no more"]


def _added(link: Node) -> Iterator[str]:
    if topics := [topic(theme) for theme in link["need"]]:
        yield f"One provides {listed(topics)}, and the other has nobody for it"
    if kept := len(link["resilience"]):
        now = counted(kept, "organisation that hangs", "organisations that hang")
        yield f"It would keep {now} by one thread today from being cut off"
    if link["reach"]:
        more = counted(link["reach"], "more pair", "more pairs")
        yield f"{more} of organisations would work together or share a partner"


SENSES: Final = (
    Sense("meet", "Who would gain most by meeting", _link),
    Sense("alone", "Who is on their own", _told("organisation")),
    Sense("close", "Neighbours who have something in common", _neighbours),
    Sense("border", "Neighbours with a boundary between them", _neighbours),
    Sense("sectors", "Schools without a community partner", _told("school", "nearest")),
    Sense("phases", "Primaries apart from their nearest secondary", _told("primary", "secondary")),
    Sense("needs", "Needs that nobody meets, or one alone", _told("place", "provider")),
    Sense("groups", "Groups that lie close and hardly meet", _groups),
)
BY: Final = {
    "reach": "brings most others together",
    "resilience": "makes the whole safest",
    "need": "brings help where it is lacking",
}
"""By its word in an address: what a new tie is to do."""
LINES: Final = {"": "does not matter", "same": "the same", "other": "different"}
"""By its word in an address: whether the two are to be of the same trust, or must not be."""
_RULES: Final = {"la": "Local authority", "trust": "Trust"}


def _ask(request: Request, _access: Access) -> Told:
    chosen = _sense(request)
    near: dict[str, Any] = {"km": _km(request)}
    for rule in _RULES:
        if word := one_of([*LINES], request.query_params, rule):
            near[rule] = Match[word.upper()].value
    return {
        "near": near,
        "by": (_by(request)).upper(),
        "first": MOST if chosen else _FEW,
        "after": (request.query_params.get("after") or None) if chosen else None,
        **{sense.word: chosen in ("", sense.word) for sense in SENSES},
    }


def _sense(request: Request) -> str:
    return one_of([sense.word for sense in SENSES], request.query_params, "sense")


def _by(request: Request) -> str:
    return one_of([*BY], request.query_params, "by") or "reach"


def _km(request: Request) -> float:
    given = request.query_params.get("km") or f"{NEARBY.km:g}"
    try:
        km = float(given)
    except ValueError:
        km = 0.0
    if not 0.1 <= km <= 100:
        raise BadInputError(f"{given!r} is no distance: write kilometres from 0.1 to 100.")
    return km


def _tell(request: Request, data: Told) -> Told:
    named = names(data)
    analysis = data["analysis"]
    lists = {**analysis["gaps"], "meet": analysis.get("missingLinks")}
    groups = [
        (sense, lists[sense.word], [sense.row(node, named) for node in lists[sense.word]["nodes"]])
        for sense in SENSES
        if lists.get(sense.word)
    ]
    asked = request.query_params
    kept = {name: asked[name] for name in ("sense", "by", "km", *_RULES) if asked.get(name)}
    return {
        "chosen": _sense(request),
        "groups": groups,
        "few": _FEW,
        "kept": kept,
        "km": _km(request),
        "by": _by(request),
        "ways": BY,
        "lines": LINES,
        "rules": _RULES,
    }


TAB = Tab("introductions", "introductions", "Introductions", "Who should meet?", _tell, _ask)
