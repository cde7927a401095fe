"""Organisations and partnerships one by one, with a line for each tie."""

from partnermap.explorer.picture import layout
from partnermap.explorer.picture.drawing import Drawing, Tie
from partnermap.explorer.picture.labels import Box, Taken, Text, Wanted, placed
from partnermap.explorer.picture.scene import (
    MARGIN,
    NO_ENDS,
    RADIUS,
    WIDTH,
    Line,
    Mark,
    Scene,
    Words,
    unheard,
)
from partnermap.explorer.picture.shapes import KINDS, circle, number, outline
from partnermap.explorer.picture.spacing import Point
from partnermap.explorer.picture.words import cut as cut_off
from partnermap.explorer.picture.words import shortened, shortest
from partnermap.vocabulary import Kind, Layer

_RINGS = (RADIUS + 4.0, RADIUS + 7.0)
_DOT = 8.0


def one_by_one(drawing: Drawing) -> Scene:
    """The scene of what is tied, each organisation and larger partnership by itself."""
    places = (layout.on_map if drawing.on_map else layout.by_ties)(drawing)
    at = {id_: (x + MARGIN, y + MARGIN) for id_, (x, y) in places.items()}
    marks = _labelled(drawing, _marks(drawing, at))
    lines = [_line(tie, at) for tie in drawing.shown]
    lines.sort(key=lambda line: "bridge" in line.look)  # the gravest on top
    low = max(y for _, y in at.values()) + 2 * MARGIN
    if drawing.on_map and (units := layout.scale(drawing)):
        bar, said = _bar(units, low + 8)
        return Scene(low + 24, (*lines, bar), marks, (said,))
    return Scene(low, tuple(lines), marks)


def _bar(units: float, y: float) -> tuple[Line, Text]:
    """The scale of a map: a line of so many kilometres."""
    km = next((km for km in (1, 2, 5, 10, 20, 50, 100) if km * 1_000 * units > 60), 200)
    end = MARGIN + km * 1_000 * units
    d = f"M{number(MARGIN)} {number(y - 4)}v8M{number(end)} {number(y - 4)}v8"
    line = Line(f"{d}M{number(MARGIN)} {number(y)}H{number(end)}", "tie", NO_ENDS)
    said = f"{km} km; north is up; neighbours are moved apart so that each can be seen"
    return line, Text(end + 8, y + 4, said, "note-small quiet")


def look_of(tie: Tie) -> str:
    """The classes of a tie's line."""
    if tie.layer is Layer.FORMAL:
        return "tie formal doubtful" if tie.doubtful else "tie formal"
    look = "tie close" if tie.weight >= 1 else "tie near" if tie.weight >= 0.25 else "tie"
    return look + (" bridge" if tie.bridge else "") + (" doubtful" if tie.doubtful else "")


def _line(tie: Tie, at: dict[str, Point]) -> Line:
    (x, y), (to_x, to_y) = at[tie.start], at[tie.end]
    d = f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}"
    return Line(d, look_of(tie), (tie.start, tie.end))


def _marks(drawing: Drawing, at: dict[str, Point]) -> list[Mark]:
    words, marks = Words(drawing), []
    for partnership in sorted(drawing.partnerships, key=lambda p: p.id):
        if partnership.id in drawing.tied:
            x, y = at[partnership.id]
            size = sum(partnership.id == tie.end for tie in drawing.shown)
            said = f"{partnership.name}: partnership of {size} shown here"
            said += "; others would be cut off without it" if partnership.id in drawing.weak else ""
            shapes = _rings(partnership.id in drawing.weak, x, y, -3.0)
            shapes += (("mark knot", outline(None, x, y, _DOT)),)
            marks.append(Mark(partnership.id, "partnership", x, y, _DOT / 2, said, shapes))
    for organisation in drawing.connected:
        x, y = at[organisation.id]
        look = f"mark {KINDS[organisation.kind][0]}"
        look += " unheard" if unheard(organisation, drawing.layer) else ""
        r = RADIUS * (0.72 if organisation.outside else 1.0)
        shapes = _rings(organisation.id in drawing.weak, x, y, 0.0)
        shapes += ((look, outline(organisation.kind, x, y, r)),)
        said = words.of(organisation)
        marks.append(Mark(organisation.id, "organisation", x, y, r, said, shapes))
    return marks


def _rings(cut: bool, x: float, y: float, less: float) -> tuple[tuple[str, str], ...]:
    """The double ring around what others hang on."""
    if not cut:
        return ()
    ground = (("paper", circle(x, y, _RINGS[1] + less)),)
    return ground + tuple(("ring", circle(x, y, r + less)) for r in _RINGS)


def _labelled(drawing: Drawing, marks: list[Mark]) -> tuple[Mark, ...]:
    """The marks with their labels: whoever others hang on first, then who works with most."""
    short = shortened({o.id: o.name for o in drawing.connected})
    schools = {o.id: short[o.id] for o in drawing.connected if o.kind is Kind.SCHOOL}
    shorter = short | shortest(schools, short.values())
    names = {p.id: cut_off(p.name) for p in drawing.partnerships if p.id in drawing.tied}
    short, shorter = short | names, shorter | names
    outside = {o.id for o in drawing.organisations if o.outside}
    count = dict.fromkeys(short, 0)
    for tie in drawing.shown:
        for end in (tie.start, tie.end):
            count[end] += 1
    taken, wanted = Taken(), []
    for mark in marks:
        needed = mark.id in drawing.weak
        ring = _RINGS[1] - (3.0 if mark.of == "partnership" else 0.0)
        r = ring if needed else mark.r
        taken.take(Box(mark.x - r, mark.y - r, mark.x + r, mark.y + r))
        rank = count[mark.id] + 1_000 * needed - 2.5 * (mark.id in outside)
        rank -= 500 * (mark.of == "partnership")
        texts = (short[mark.id], shorter[mark.id])
        look = "label quiet" if mark.of == "partnership" else "label"
        wanted.append(Wanted(mark.x, mark.y, r, texts, rank, mark.id, look, needed))
    low = max(mark.y for mark in marks) + 2 * MARGIN
    found = placed(wanted, taken, Box(2, 2, WIDTH - 2, low))
    return tuple(
        Mark(m.id, m.of, m.x, m.y, m.r, m.title, m.shapes, (found[m.id],) if m.id in found else ())
        for m in marks
    )
