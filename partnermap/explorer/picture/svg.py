"""A picture as SVG: for a page, with links and classes, or for a file, with colours of its own."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from partnermap.explorer.picture.drawing import Drawing
from partnermap.explorer.picture.labels import Text
from partnermap.explorer.picture.legend import legend
from partnermap.explorer.picture.plan import described, parted, plan
from partnermap.explorer.picture.scene import MARGIN, Line, Mark, Scene
from partnermap.explorer.picture.shapes import LOOKS, number

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold (XML 1.0, 2.2)."""


@dataclass(frozen=True, slots=True)
class Page:
    """For a page: how it looks is the stylesheet's, and each thing is a link.

    Each callable takes an id and gives an address; a group's takes the ids of all groups opened on
    the way to it, the outermost first.
    """

    organisation: Callable[[str], str]
    partnership: Callable[[str], str]
    group: Callable[[tuple[str, ...]], str]
    name: str = "picture"
    """What ids within the picture begin with; two pictures of a page need two."""


@dataclass(frozen=True, slots=True)
class File:
    """For a file: it carries its colours, its legend, its title, and where it is from."""

    sources: str = ""
    """The line below it: sources, licence, date and data version."""


def draw(drawing: Drawing, manner: Page | File) -> str:
    """A drawing as SVG text: the same drawing in the same manner gives the same text."""
    scene = plan(drawing)
    if isinstance(manner, File):
        return _file(drawing, scene, manner)
    name = manner.name
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" data-picture="" role="group" '
        f'viewBox="0 0 {number(scene.width)} {number(scene.height)}" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-about">'
        f'<title id="{name}-title">{_text(drawing.title)}</title>'
        f'<desc id="{name}-about">{_text(described(drawing, scene))}</desc>'
    )
    return head + "".join(_page(scene, drawing, manner)) + "</svg>\n"


def draw_legend(drawing: Drawing, name: str = "legend") -> str:
    """The legend of a drawing as SVG text for a page."""
    scene = legend(drawing, bool(parted(drawing)))
    lines = [f'<path class="{line.look}" d="{line.d}"/>' for line in scene.lines]
    marks = [_shapes(mark) for mark in scene.marks]
    said = ". ".join(text.text for text in scene.texts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" '
        f'viewBox="0 0 {number(scene.width)} {number(scene.height)}" '
        f'aria-labelledby="{name}-title"><title id="{name}-title">{_text(f"Legend: {said}")}'
        f"</title>{''.join([*lines, *marks, *map(_written, scene.texts)])}</svg>\n"
    )


def _page(scene: Scene, drawing: Drawing, manner: Page) -> Iterator[str]:
    index = {mark.id: str(at) for at, mark in enumerate(scene.marks)}
    yield '<g class="ties">'
    for line in scene.lines:
        ends = " ".join(index[end] for end in line.ends if end in index)
        data = f' data-ends="{ends}"' if ends else ""
        title = f"<title>{_text(line.title)}</title></path>" if line.title else ""
        yield f'<path class="{line.look}" d="{line.d}"{data}' + (f">{title}" if title else "/>")
    yield "</g>"
    address: dict[str, Callable[[str], str]] = {
        "organisation": manner.organisation,
        "partnership": manner.partnership,
        "group": lambda id_: manner.group((*drawing.opened, id_)),
    }
    for at, mark in enumerate(scene.marks):
        yield (
            f'<a href="{_text(address[mark.of](mark.id))}" class="{mark.of}" data-n="{at}" '
            f'data-at="{number(mark.x)} {number(mark.y)}"><title>{_text(mark.title)}</title>'
            f"{_halo(mark)}{_shapes(mark)}{''.join(map(_written, mark.labels))}</a>"
        )
    yield from map(_written, scene.texts)


def _halo(mark: Mark) -> str:
    """What the stylesheet shows behind a mark that has the focus."""
    x, y, r = number(mark.x), number(mark.y), number(mark.r + 6)
    return f'<circle class="halo" cx="{x}" cy="{y}" r="{r}"/>'


def _shapes(mark: Mark) -> str:
    return "".join(f'<path class="{look}" d="{d}"/>' for look, d in mark.shapes)


def _written(text: Text) -> str:
    look = text.look if text.anchor == "start" else f"{text.look} {text.anchor}"
    at = f'x="{number(text.x)}" y="{number(text.y)}"'
    return f'<text class="{look}" {at}>{_text(text.text)}</text>'


def _file(drawing: Drawing, scene: Scene, manner: File) -> str:
    """The picture between its title and its legend, with literal colours."""
    top = 48.0
    key = legend(drawing, scene.groups > 0, top + scene.height) if scene.marks else None
    low = key.height if key else top + scene.height
    high = low + (34 if manner.sources else 12)
    source = Text(MARGIN, low + 18, manner.sources, "note-small quiet")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{number(scene.width)}" '
        f'height="{number(high)}" viewBox="0 0 {number(scene.width)} {number(high)}" '
        f'aria-labelledby="title about"><title id="title">{_text(drawing.title)}</title>'
        f'<desc id="about">{_text(described(drawing, scene))}</desc>',
        _path("paper", f"M0 0H{number(scene.width)}V{number(high)}H0z"),
        _literal(Text(MARGIN, 34, drawing.title, "title", size=20)),
        f'<g transform="translate(0 {number(top)})">',
        *_literals(scene.lines, scene.marks, scene.texts),
        "</g>",
        *(_literals(key.lines, key.marks, key.texts) if key else ()),
        _literal(source) if manner.sources else "",
        "</svg>\n",
    ]
    return "".join(parts)


def _literals(lines: Iterable[Line], marks: Iterable[Mark], texts: Iterable[Text]) -> Iterator[str]:
    marks = tuple(marks)
    for line in lines:
        yield _path(line.look, line.d)
    for mark in marks:
        shapes = "".join(_path(look, d) for look, d in mark.shapes)
        yield f"<g><title>{_text(mark.title)}</title>{shapes}</g>"
    for mark in marks:
        yield from map(_literal, mark.labels)
    yield from map(_literal, texts)


def _path(look: str, d: str) -> str:
    return f'<path d="{d}"{_attributes(look)}/>'


def _literal(text: Text) -> str:
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    return (
        f'<text x="{number(text.x)}" y="{number(text.y)}"{anchor}{_attributes(text.look)}>'
        f"{_text(text.text)}</text>"
    )


def _attributes(look: str) -> str:
    merged: dict[str, str] = {}
    for word in look.split():
        merged |= LOOKS[word]
    return "".join(f' {name}="{value}"' for name, value in merged.items())


def _text(text: str) -> str:
    """A text as XML holds it: nothing in it is markup."""
    return escape(_UNWRITABLE.sub("\ufffd", text), quote=True)
