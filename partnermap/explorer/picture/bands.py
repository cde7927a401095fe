"""Below the network: those of whom nothing is known, and those on their own."""

from collections.abc import Sequence

from partnermap.explorer.picture.drawing import Drawing, Organisation
from partnermap.explorer.picture.labels import SIZE, Text
from partnermap.explorer.picture.scene import (
    MARGIN,
    RADIUS,
    WIDTH,
    Line,
    Mark,
    Scene,
    Words,
    rule,
)
from partnermap.explorer.picture.shapes import KINDS, outline
from partnermap.explorer.picture.words import fitted, shortened
from partnermap.vocabulary import Layer

_COLUMNS = 4
_ROW = 26.0
_NAMED = 100
"""Up to so many of a band are named; of more than that, all are drawn and the table names them."""
_DRAWN = 400
"""Up to so many of a band are drawn."""


def bands(drawing: Drawing, top: float) -> Scene:
    """The bands of a drawing that have anyone in them, from a height down."""
    many = (len(drawing.unknown), len(drawing.alone))
    if drawing.layer is Layer.FORMAL:
        named = [(f"No formal tie on record: {sum(many)}", drawing.unknown + drawing.alone, False)]
    else:
        named = [
            (f"Not known: {many[0]} not asked, or with no full answer yet", drawing.unknown, True),
            (f"On their own: {many[1]} answered, and work with nobody here", drawing.alone, False),
        ]
    lines: list[Line] = []
    marks: list[Mark] = []
    texts: list[Text] = []
    words = Words(drawing)
    for heading, who, hollow in named:
        if who:
            if top > 0:
                lines.append(rule(top + 8))
            texts.append(Text(MARGIN, top + 34, heading, "heading", size=15))
            top = _fill(who, hollow, top + 60, words, marks, texts)
    return Scene(top, tuple(lines), tuple(marks), tuple(texts))


def _fill(
    who: Sequence[Organisation],
    hollow: bool,
    top: float,
    words: Words,
    marks: list[Mark],
    texts: list[Text],
) -> float:
    """Draw those of a band in rows; the height at which it ends."""
    named, drawn = len(who) <= _NAMED, who[:_DRAWN]
    across = _COLUMNS if named else int((WIDTH - 2 * MARGIN) // _ROW)
    step = (WIDTH - 2 * MARGIN) / across
    short = shortened({o.id: o.name for o in who}) if named else {}
    for at, organisation in enumerate(drawn):
        x, y = MARGIN + RADIUS + 2 + at % across * step, top + at // across * _ROW
        look = f"mark {KINDS[organisation.kind][0]}" + (" unheard" if hollow else "")
        labels: tuple[Text, ...] = ()
        if named:
            name = fitted(short[organisation.id], SIZE, step - 3 * RADIUS - 10)
            labels = (Text(x + RADIUS + 6, y + 0.35 * SIZE, name),)
        shapes = ((look, outline(organisation.kind, x, y, RADIUS)),)
        said = words.of(organisation)
        marks.append(Mark(organisation.id, "organisation", x, y, RADIUS, said, shapes, labels))
    low = top + (-(-len(drawn) // across) - 1) * _ROW
    if not named:
        more = len(who) - len(drawn)
        said = f"And {more:,} more; the table names them all." if more else "The table names them."
        low += _ROW
        texts.append(Text(MARGIN, low + 4, said, "note quiet", size=13))
    return low + 20
