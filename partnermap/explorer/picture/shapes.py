"""A shape for each kind of organisation, and how everything in a picture looks."""

from typing import Final

from partnermap.vocabulary import Kind

KINDS: Final = {
    Kind.SCHOOL: ("school", "School"),
    Kind.TRUST: ("trust", "Trust"),
    Kind.LOCAL_AUTHORITY: ("authority", "Local authority"),
    Kind.DIOCESE: ("diocese", "Diocese"),
    Kind.COMMUNITY_ORGANISATION: ("community", "Community organisation"),
    Kind.GROUP: ("group-kind", "Other group"),
}
"""Of each kind: its class, and what it is called."""

_INK, _GREY, _PAPER, _DANGER = "#0b0c0c", "#505a5f", "#ffffff", "#b10e1e"
_FONT = "Source Sans Pro, Segoe UI, Helvetica Neue, Arial, sans-serif"
_TEXT = {"font-family": _FONT, "fill": _INK}
_HALO = {
    "paint-order": "stroke",
    "stroke": _PAPER,
    "stroke-width": "3.5",
    "stroke-linejoin": "round",
}
_LINE = {"fill": "none", "stroke": "#6f777b"}

LOOKS: Final[dict[str, dict[str, str]]] = {
    "paper": {"fill": _PAPER},
    "mark": {"stroke": _INK, "stroke-width": "1.5", "stroke-linejoin": "round"},
    "school": {"fill": "#1d70b8"},
    "trust": {"fill": "#d55e00"},
    "authority": {"fill": "#12436d"},
    "diocese": {"fill": "#3d3d3d"},
    "community": {"fill": "#ffd24d"},
    "group-kind": {"fill": "#bbccee"},
    "knot": {"fill": _INK, "stroke": _PAPER},
    "small": {"stroke-width": "0.75"},
    "unheard": {"fill": _PAPER, "stroke": _GREY, "stroke-dasharray": "2.5 2"},
    "ring": {"fill": "none", "stroke": _INK, "stroke-width": "1.5"},
    "ground": {"fill": "#f3f2f1", "stroke": "#b1b4b6"},
    "tie": {**_LINE, "stroke-width": "1"},
    "near": {"stroke-width": "1.75"},
    "close": {"stroke-width": "2.5"},
    "formal": {"stroke-width": "1", "stroke-dasharray": "5 3"},
    "doubtful": {"stroke-dasharray": "1.5 3"},
    "bridge": {"stroke": _DANGER, "stroke-width": "3"},
    "link": {**_LINE, "stroke-linecap": "round"},
    "link-1": {"stroke-width": "1"},
    "link-2": {"stroke-width": "2"},
    "link-3": {"stroke-width": "3.5"},
    "link-4": {"stroke-width": "5.5"},
    "label": {**_TEXT, **_HALO, "font-size": "12"},
    "strong": {"font-weight": "600"},
    "quiet": {"fill": _GREY},
    "note-small": {**_TEXT, "font-size": "12"},
    "note": {**_TEXT, "font-size": "13"},
    "heading": {**_TEXT, "font-size": "15", "font-weight": "600"},
    "title": {**_TEXT, "font-size": "20", "font-weight": "600"},
    "rule": {"fill": "none", "stroke": "#b1b4b6"},
}
"""Of each class the attributes that a file has for it; the stylesheet has the same for a page."""


def outline(kind: Kind | None, x: float, y: float, r: float) -> str:
    """The shape of a kind around a point as path data; of a partnership (None) a dot.

    All shapes of a radius cover about the same ground.
    """
    if kind is None:
        r *= 0.55
    start = {
        None: (-r, 0.0),
        Kind.SCHOOL: (-r, 0.0),
        Kind.TRUST: (-0.88 * r, -0.88 * r),
        Kind.LOCAL_AUTHORITY: (0.0, -1.12 * r),
        Kind.DIOCESE: (-0.42 * r, -1.15 * r),
        Kind.COMMUNITY_ORGANISATION: (0.0, -1.2 * r),
        Kind.GROUP: (0.0, -1.25 * r),
    }[kind]
    return f"M{number(x + start[0])} {number(y + start[1])}{_rest(kind, r)}z"


def circle(x: float, y: float, r: float) -> str:
    """A circle around a point as path data."""
    return f"M{number(x - r)} {number(y)}{_rest(None, r)}z"


def _rest(kind: Kind | None, r: float) -> str:
    """The shape from its first point on, relative to it."""
    if kind in (None, Kind.SCHOOL):
        d = number(2 * r)
        return f"a{number(r)} {number(r)} 0 1 0 {d} 0a{number(r)} {number(r)} 0 1 0 -{d} 0"
    return "l" + " ".join(
        f"{number(dx * r)} {number(dy * r)}"
        for dx, dy in {
            Kind.TRUST: ((1.76, 0), (0, 1.76), (-1.76, 0)),
            Kind.LOCAL_AUTHORITY: ((1.07, 0.77), (-0.41, 1.25), (-1.32, 0), (-0.41, -1.25)),
            Kind.DIOCESE: (
                *((0.84, 0), (0, 0.73), (0.73, 0), (0, 0.84), (-0.73, 0), (0, 0.73)),
                *((-0.84, 0), (0, -0.73), (-0.73, 0), (0, -0.84), (0.73, 0)),
            ),
            Kind.COMMUNITY_ORGANISATION: ((1.16, 2.0), (-2.32, 0)),
            Kind.GROUP: ((1.25, 1.25), (-1.25, 1.25), (-1.25, -1.25)),
        }[kind or Kind.SCHOOL]
    )


def number(value: float) -> str:
    """A number to a tenth, as short as it can be written."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
