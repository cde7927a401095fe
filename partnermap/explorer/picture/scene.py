"""What is on a picture, placed: lines, marks and texts, ready to be written."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final, Literal

from partnermap.explorer.picture.drawing import Drawing, Organisation
from partnermap.explorer.picture.labels import Text
from partnermap.explorer.picture.shapes import KINDS, number
from partnermap.vocabulary import Answer, Kind, Layer

WIDTH: Final = 900.0
"""The width of every picture, in its own units; a page shows it at as many pixels or more."""
MARGIN: Final = 16.0
RADIUS: Final = 7.0
"""The radius of a shape that stands for one organisation."""


NO_ENDS: Final = ("", "")
"""The ends of a line that ties nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, as path data, between the ids of its ends."""

    d: str
    look: str
    ends: tuple[str, str]
    title: str = ""


def rule(y: float) -> Line:
    """A line across the picture that parts what is above it from what is below."""
    return Line(f"M{number(MARGIN)} {number(y)}H{number(WIDTH - MARGIN)}", "rule", NO_ENDS)


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape, or the shapes of a group, that can be followed to a page of its own."""

    id: str
    of: Literal["organisation", "partnership", "group"]
    x: float
    y: float
    r: float
    title: str
    """What it is in words; whoever hears the picture hears these."""
    shapes: tuple[tuple[str, str], ...]
    """The look and the path data of each shape."""
    labels: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture, from its top: everything lies between 0 and its width and height."""

    height: float
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    texts: tuple[Text, ...] = ()
    groups: int = 0
    """How many groups it is drawn in; 0 where everything is drawn by itself."""
    width: float = WIDTH


class Words:
    """What is said of each organisation and partnership of a drawing."""

    def __init__(self, drawing: Drawing) -> None:
        self._layer = drawing.layer
        self._weak = drawing.weak
        self.partners = partners(drawing)

    def of(self, organisation: Organisation) -> str:
        """An organisation in words: its name, what it is, and what is known of it."""
        known = [f"{organisation.name}: {KINDS[organisation.kind][1].lower()}"]
        if organisation.outside:
            known[0] += " outside"
        if count := len(self.partners.get(organisation.id, ())):
            tied = "tied to" if self._layer is Layer.FORMAL else "works with"
            known.append(f"{tied} {count}")
        if not organisation.outside and self._layer is not Layer.FORMAL:
            known.append(answered(organisation))
        if organisation.id in self._weak:
            known.append("others would be cut off without it")
        return "; ".join(filter(None, known))


_ASKED = frozenset((Kind.SCHOOL, Kind.TRUST, Kind.COMMUNITY_ORGANISATION))
"""The kinds that surveys go to."""


def answered(organisation: Organisation) -> str:
    """What is known of whether an organisation was heard; nothing where it answered in full."""
    if organisation.kind not in _ASKED and organisation.answer is None:
        return ""
    return {
        None: "not asked yet",
        Answer.SILENT: "asked, no answer yet",
        Answer.PARTIAL: "answered in part",
        Answer.COMPLETE: "",
    }[organisation.answer]


def unheard(organisation: Organisation, layer: Layer) -> bool:
    """Whether it is drawn hollow: it is one to ask, and has not said with whom it works."""
    asked = organisation.kind in _ASKED and not organisation.outside
    return layer is not Layer.FORMAL and asked and not organisation.heard


def partners(drawing: Drawing) -> dict[str, frozenset[str]]:
    """Whom each organisation is tied to by what is shown, directly or in a partnership."""
    larger = {partnership.id for partnership in drawing.partnerships}
    members, found = defaultdict(set), defaultdict(set)
    for tie in drawing.shown:
        if tie.end in larger:
            members[tie.end].add(tie.start)
        else:
            found[tie.start].add(tie.end)
            found[tie.end].add(tie.start)
    for who in members.values():
        for one in who:
            found[one] |= who - {one}
    return {id_: frozenset(who) for id_, who in found.items()}
