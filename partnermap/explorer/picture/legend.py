"""What the shapes and lines of a picture mean: only of what is on it."""

from partnermap.explorer.picture.drawing import Drawing
from partnermap.explorer.picture.labels import SIZE, Text
from partnermap.explorer.picture.scene import (
    MARGIN,
    NO_ENDS,
    RADIUS,
    WIDTH,
    Line,
    Mark,
    Scene,
    rule,
    unheard,
)
from partnermap.explorer.picture.shapes import KINDS, circle, number, outline
from partnermap.explorer.picture.words import width
from partnermap.vocabulary import Layer

_ROW = 24.0
_SIGN = 34.0
_GAP = 22.0


def legend(drawing: Drawing, grouped: bool, top: float = 0.0) -> Scene:
    """The legend of a picture as rows of signs with their meanings, from a height down."""
    lines: list[Line] = []
    marks: list[Mark] = []
    texts: list[Text] = []
    x, y = MARGIN, top + 22
    if top:
        lines.append(rule(top))
    for is_line, look, meaning in _entries(drawing, grouped):
        wide = _SIGN + width(meaning, SIZE)
        if x > MARGIN and x + wide > WIDTH - MARGIN:
            x, y = MARGIN, y + _ROW
        if is_line:
            lines.append(Line(f"M{number(x)} {number(y)}h26", look, NO_ENDS))
        else:
            shapes = _sign(look, x + 13, y)
            marks.append(Mark("", "organisation", x + 13, y, RADIUS, meaning, shapes))
        texts.append(Text(x + _SIGN, y + 0.35 * SIZE, meaning, "note-small"))
        x += wide + _GAP
    return Scene(y + 16, tuple(lines), tuple(marks), tuple(texts))


def _sign(look: str, x: float, y: float) -> tuple[tuple[str, str], ...]:
    if look == "cut":
        rings = tuple(("ring", circle(x, y, r)) for r in (RADIUS + 0.5, RADIUS + 3.5))
        return (*rings, ("mark school", circle(x, y, RADIUS - 3)))
    if look == "outside":
        return (("mark school", circle(x, y, RADIUS * 0.72)),)
    if look == "partnership":
        return (("mark knot", outline(None, x, y, 8)),)
    kind = next((k for k, (cls, _) in KINDS.items() if cls in look.split()), None)
    return ((look, outline(kind, x, y, RADIUS) if kind else circle(x, y, RADIUS)),)


def _entries(drawing: Drawing, grouped: bool) -> list[tuple[bool, str, str]]:
    """Each entry: whether it is a line, its look, and what it means."""
    seen = [*drawing.connected, *drawing.unknown, *drawing.alone]
    kinds = {organisation.kind for organisation in seen}
    found = [(False, f"mark {look}", name) for kind, (look, name) in KINDS.items() if kind in kinds]
    if any(unheard(organisation, drawing.layer) for organisation in seen):
        found.append((False, "mark unheard", "Hollow: not asked, or no full answer yet"))
    cut = (False, "cut", "Double ring: others would be cut off without it")
    if grouped:
        found += [cut] * any(o.id in drawing.weak for o in drawing.connected)
        return [*found, (True, "link link-2", "Linked groups: the thicker, the more ties")]
    if any(o.outside for o in drawing.connected):
        found.append((False, "outside", "Smaller: lies outside"))
    working = [tie for tie in drawing.shown if tie.layer is Layer.WORKING]
    if any(p.id in drawing.tied for p in drawing.partnerships):
        found.append((False, "partnership", "Partnership of three or more"))
    if working:
        found.append((True, "tie near", "Works together: the thicker, the closer"))
    if len(working) < len(drawing.shown):
        found.append((True, "tie formal", "Formal tie, to a trust or authority"))
    if any(tie.doubtful for tie in drawing.shown):
        found.append((True, "tie near doubtful", "In doubt: denied, or dates unsure"))
    if any(tie.bridge for tie in working):
        found.append((True, "tie bridge", "Others would be cut off without this tie"))
    if drawing.weak:
        found.append(cut)
    return found
