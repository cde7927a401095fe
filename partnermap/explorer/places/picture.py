"""Who works with whom? The picture, and the table that says the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from starlette.requests import Request

from partnermap.errors import NotFoundError
from partnermap.explorer.address import Choices, organisation_address
from partnermap.explorer.pages import Told
from partnermap.explorer.picture import (
    By,
    Drawing,
    Page,
    Row,
    draw,
    draw_legend,
    of_answer,
    opened,
    rows,
)
from partnermap.explorer.picture.plan import parted
from partnermap.explorer.places.parts import one_of, part
from partnermap.explorer.places.tab import Tab, about, choices
from partnermap.scope import Access

ROWS = 100
"""So many rows of the table are shown at once."""
_GROUPED = {By.CLUSTER: "who works together most", By.TRUST: "trust", By.LA: "local authority"}
_PLACED = {"": "by who works with whom", "map": "by where they are"}
GROUPS = "~"
"""Stands between the groups that were opened, the outermost first."""


def _ask(request: Request, _access: Access) -> Told:
    return past(choices(request))


def past(chosen: Choices) -> Told:
    """The variable of the query that says whether it is about a day of the past."""
    return {"past": chosen.as_of is not None}


def kept_of(request: Request) -> dict[str, str]:
    """What was chosen of the picture itself."""
    asked = request.query_params
    kept = {
        "by": one_of([*By], asked, "by"),
        "places": one_of([*_PLACED], asked, "places"),
        "group": asked.get("group", ""),
    }
    return {name: value for name, value in kept.items() if value}


def drawing_of(chosen: Choices, kept: Mapping[str, str], data: Told) -> Drawing:
    """What is drawn: the place, or the group of it that was opened."""
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
    chosen, kept = choices(request), kept_of(request)
    drawing = drawing_of(chosen, kept, data)
    found = _shown(drawing, chosen, tuple(kept.items()))
    return {
        "drawing": drawing,
        "shown": found,
        "part": part(found.rows, request.query_params, ROWS),
        "kept": kept,
        "ways": (("by", "Grouped by", _GROUPED), ("places", "Arranged", _PLACED)),
    }


TAB = Tab("picture", "picture", "Picture", "Who works with whom?", _tell, _ask)
