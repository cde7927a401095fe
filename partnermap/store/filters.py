"""What a `where` argument means: its form becomes a condition, its values become parameters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from partnermap.model.names import fold
from partnermap.selection import Request
from partnermap.store.entries import Hop, Many
from partnermap.store.predicates import existed, visible
from partnermap.store.shape import SHAPES, STATUS, STATUS_THEN
from partnermap.store.text import Text, described, held

Path = tuple[Any, ...]
"""Where a value stands in a request: the slot of its field's arguments, then keys and indices."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on one property, by operator. `{x}` is the property, `{v}` the value given.

    In `expression`, and in `then` for a day, `{n}` and `{w}` are what they are in `SHAPES`.
    """

    expression: str
    operators: Mapping[str, str]
    prepare: Callable[[Any], Any] = lambda value: value
    then: str | None = None


def _plain(value: Any) -> Any:
    """A value as the store holds it: enums by their value."""
    if isinstance(value, Enum):
        return value.value
    return [_plain(v) for v in value] if isinstance(value, list) else value


def _folded(value: Any) -> Any:
    return [fold(v) for v in value] if isinstance(value, list) else fold(value)


_AMONG = {"in": "{x} IN {v}", "notIn": "NOT coalesce({x} IN {v}, false)"}
_TEXT = {"contains": "{x} CONTAINS {v}", "startsWith": "{x} STARTS WITH {v}", "in": "{x} IN {v}"}
_RANGE = {"gte": "{x} >= {v}", "lte": "{x} <= {v}"}


def _among(name: str) -> Filter:
    return Filter(f"{{w}}.{name}", _AMONG, _plain)


_ID = Filter("{n}.id", _AMONG, _plain)
_NAME = Filter("{w}.folded", _TEXT, _folded)
_THEME = Filter("{w}.themes", {"in": "size([t IN {x} WHERE t IN {v}]) > 0"}, _plain)
_ORGANISATION: dict[str, Filter] = {
    "id": _ID,
    "name": _NAME,
    "status": Filter(STATUS, _AMONG, _plain, STATUS_THEN),
    "region": _among("region"),
}
FILTERS: dict[str, dict[str, Filter]] = {
    "Organisation": {**_ORGANISATION, "kind": Filter("{n}.kind", _AMONG, _plain)},
    "School": {
        **_ORGANISATION,
        "urn": _among("urn"),
        "phase": _among("phase"),
        "religiousCharacter": _among("religiousCharacter"),
        "pupils": Filter("{w}.pupils", _RANGE),
    },
    "Trust": {**_ORGANISATION, "uid": _among("uid"), "trustType": _among("trustType")},
    "LocalAuthority": {**_ORGANISATION, "code": _among("code")},
    "Diocese": {**_ORGANISATION, "code": _among("code")},
    "CommunityOrganisation": {**_ORGANISATION, "sector": _among("sector")},
    "Group": {**_ORGANISATION, "uid": _among("uid"), "groupType": _among("groupType")},
    "Partnership": {
        "id": _ID,
        "name": _NAME,
        "kind": _among("kind"),
        "theme": _THEME,
        "strength": _among("strength"),
    },
    "Round": {"id": _ID, "name": _NAME},
    "Goal": {
        "id": _ID,
        "name": _NAME,
        "theme": _THEME,
        "due": Filter("{n}.due", _RANGE, date.isoformat),
    },
}
"""For each type, the properties that `where` can ask about; its ties are in `SHAPES`."""


def condition(text: Text, type_: str, variable: str, where: Mapping[str, Any], path: Path) -> str:
    """The condition that `where`, found at `path` in every request of this form, puts on a node."""
    parts = [
        _one(text, type_, variable, name, given, (*path, name)) for name, given in where.items()
    ]
    return " AND ".join(parts) or "true"


def _one(text: Text, type_: str, variable: str, name: str, given: Any, path: Path) -> str:
    hop = SHAPES[type_].get(name)
    if isinstance(hop, Hop) and hop.many is Many.ONE:
        if given is None:
            return "NOT " + _exists(text, hop, variable, {}, path)
        return _exists(text, hop, variable, given, path)
    if given is None:
        return "true"
    if name in ("and", "or"):
        parts = [condition(text, type_, variable, w, (*path, i)) for i, w in enumerate(given)]
        empty = "true" if name == "and" else "false"
        return "(" + (f" {name.upper()} ".join(f"({p})" for p in parts) or empty) + ")"
    if name == "not":
        # What is not known to be true is false: so that `not` is the complement.
        return f"NOT coalesce({condition(text, type_, variable, given, path)}, false)"
    if name in FILTERS[type_]:
        return _property(text, FILTERS[type_][name], type_, variable, given, path)
    assert isinstance(hop, Hop)  # noqa: S101 - the schema offers properties and ties only
    some = [_exists(text, hop, variable, w, (*path, "some")) for w in _given(given, "some")]
    none = [
        "NOT " + _exists(text, hop, variable, w, (*path, "none")) for w in _given(given, "none")
    ]
    return " AND ".join((*some, *none)) or "true"


def _given(filters: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return [filters[name]] if filters.get(name) is not None else []


def _property(
    text: Text, filter_: Filter, type_: str, variable: str, given: Mapping[str, Any], path: Path
) -> str:
    expression = described(text, type_, variable, filter_.expression, filter_.then)
    parts = []
    for operator, value in given.items():
        if value is None:
            continue
        parameter = text.parameter(_getter((*path, operator), filter_.prepare))
        parts.append(filter_.operators[operator].format(x=expression, v=parameter))
    return " AND ".join(parts) or "true"


def _getter(path: Path, prepare: Callable[[Any], Any]) -> Callable[[Request], Any]:
    slot, *steps = path

    def get(request: Request) -> Any:
        value: Any = request.arguments[slot]
        for step in steps:
            value = value[step]
        return prepare(value)

    return get


def _exists(text: Text, hop: Hop, variable: str, where: Mapping[str, Any], path: Path) -> str:
    pattern, names, conditions = hop_match(text, hop, variable)
    if where:
        conditions.append(condition(text, hop.target, names["m"], where, path))
    return f"EXISTS {{ MATCH {pattern} WHERE {' AND '.join(conditions) or 'true'} }}"


def hop_match(text: Text, hop: Hop, variable: str) -> tuple[str, dict[str, str], list[str]]:
    """A hop's pattern, the variables in it, and the conditions every hop is under."""
    letters = {"r": "r", "q": "r", "m": "n", "p": "n"}
    names = {"n": variable} | {key: text.variable(letter) for key, letter in letters.items()}
    conditions: list[str] = []
    if hop.dated:
        conditions.append(held(text, names["r"]))
    if hop.between:
        conditions += [held(text, names["q"]), f"{names['m']}.id <> {variable}.id"]
        conditions += on_node(text, hop.between, names["p"])
    conditions += on_node(text, hop.target, names["m"], ever=hop.ever)
    return hop.pattern.format(**names), names, conditions


def on_node(text: Text, label: str, variable: str, *, ever: bool = False) -> list[str]:
    """The conditions that any node is under, wherever it is met.

    With `ever` it need not have existed on the day asked about.
    """
    there = None if ever else existed(text, label, variable)
    both = (there, visible(text, label, variable))
    return [c for c in both if c is not None]
