"""Who works with whom? The picture, the table that says the same, and both as files."""

import asyncio
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from partnermap.errors import NotFoundError
from partnermap.explorer.address import Choices, organisation_address
from partnermap.explorer.pages import Told, shown
from partnermap.explorer.picture import (
    By,
    Drawing,
    File,
    Page,
    Row,
    draw,
    draw_legend,
    of_answer,
    opened,
    rows,
    to_png,
)
from partnermap.explorer.picture.plan import parted
from partnermap.explorer.places.parts import one_of, part
from partnermap.explorer.places.tab import Tab, about, answers, asked, choices
from partnermap.explorer.rendering import query_text
from partnermap.scope import Access

ROWS = 100
"""So many rows of the table are shown at once."""
_GROUPED = {By.CLUSTER: "who works together most", By.TRUST: "trust", By.LA: "local authority"}
_PLACED = {"": "by who works with whom", "map": "by where they are"}
GROUPS = "~"
"""Stands between the groups that were opened, the outermost first."""


def _ask(request: Request, _access: Access) -> Told:
    chosen = choices(request)
    return {"past": chosen.as_of is not None}


def _kept(request: Request) -> dict[str, str]:
    """What was chosen of the picture itself."""
    asked = request.query_params
    kept = {
        "by": one_of([*By], asked, "by"),
        "places": one_of([*_PLACED], asked, "places"),
        "group": asked.get("group", ""),
    }
    return {name: value for name, value in kept.items() if value}


def _drawing(request: Request, chosen: Choices, data: Told) -> Drawing:
    """What is drawn: the place, or the group of it that was opened."""
    kept = _kept(request)
    drawing = of_answer(
        data,
        title=f"Who works with whom: {about(chosen, data)['name']}",
        layer=chosen.layer,
        by=By(kept.get("by", By.CLUSTER)),
        beside=[{"network": data["today"]}] if "today" in data else [],
        on_map=kept.get("places") == "map",
    )
    for group in filter(None, kept.get("group", "").split(GROUPS)):
        if group not in {each.id for each in parted(drawing)}:
            raise NotFoundError(
                "There is no such group any more: the data have changed since the picture was "
                f"drawn. Open the groups again from {chosen.address('picture')}."
            )
        drawing = opened(drawing, group)
    return drawing


@dataclass(frozen=True, slots=True)
class _Shown:
    """A drawing as a page shows it."""

    svg: Markup
    legend: Markup
    groups: tuple[tuple[str, int, str], ...]
    """The name, the size and the address of each group that opens."""
    rows: tuple[Row, ...]


@lru_cache(maxsize=16)
def _shown(drawing: Drawing, chosen: Choices, kept: tuple[tuple[str, str], ...]) -> _Shown:
    """A drawing as a page shows it: laid out once, for whoever is answered the same."""

    def group_address(path: tuple[str, ...]) -> str:
        return chosen.address(TAB.path, **dict(kept) | {"group": GROUPS.join(path)})

    manner = Page(organisation_address, organisation_address, group_address)
    groups = tuple(
        (group.name, len(group.members), group_address((*drawing.opened, group.id)))
        for group in parted(drawing)
    )
    svg = Markup(draw(drawing, manner))  # noqa: S704 - written by us, every text in it escaped
    legend = Markup(draw_legend(drawing))  # noqa: S704
    return _Shown(svg, legend, groups, tuple(rows(drawing)))


def _tell(request: Request, data: Told) -> Told:
    chosen, kept = choices(request), _kept(request)
    drawing = _drawing(request, chosen, data)
    found = _shown(drawing, chosen, tuple(kept.items()))
    return {
        "drawing": drawing,
        "shown": found,
        "part": part(found.rows, request.query_params, ROWS),
        "kept": kept,
        "ways": (("by", "Grouped by", _GROUPED), ("places", "Arranged", _PLACED)),
    }


async def _svg(request: Request, access: Access) -> Response:
    return _file(request, await _as_file(request, access), "image/svg+xml", "svg")


async def _png(request: Request, access: Access) -> Response:
    picture = await asyncio.to_thread(to_png, await _as_file(request, access))
    return _file(request, picture, "image/png", "png")


async def _as_file(request: Request, access: Access) -> str:
    """The picture of a place as an SVG text that stands by itself."""
    chosen = choices(request)
    variables = asked(chosen) | dict(_ask(request, access))
    data = await answers(request).of(request, query_text(TAB.name), variables, access)
    day = f", as it stood on {chosen.as_of}" if chosen.as_of else ""
    sources = f"partnermap, data version {data['analysis']['dataVersion']}{day}"
    drawing = _drawing(request, chosen, data)
    return await asyncio.to_thread(draw, drawing, File(sources))


def _file(request: Request, content: str | bytes, type_: str, ending: str) -> Response:
    name = "".join(c if c.isalnum() else "-" for c in choices(request).place)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{ending}"',
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    return Response(content, media_type=type_, headers=headers)


TAB = Tab("picture", "picture", "Picture", "Who works with whom?", _tell, _ask)
FILES = (
    Route("/place/{place:path}/picture.svg", shown(_svg), methods=["GET"]),
    Route("/place/{place:path}/picture.png", shown(_png), methods=["GET"]),
)
"""The picture as files."""
