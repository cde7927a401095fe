"""Forms about saved areas, and the list of them."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired

from partnermap.edits.areas import NAME_LENGTH
from partnermap.explorer.fields import Sheet, name, stripped, whom
from partnermap.explorer.owned import Removal, as_kept, its_version, removed, replaced, seen_by
from partnermap.explorer.tasks import Task

_LIST = "/manage/areas"
_POLYGON = (
    "Draw it in any mapping program, save it as GeoJSON, open the file as text and paste all of "
    "it here. Or type its corners in metres east and north, one after the other: "
    "629000/432000/640000/432000/635000/441000. At most 500 corners."
)


class Drawing(Sheet):
    """An area that is being saved."""

    name = name("What the area is called", longest=NAME_LENGTH)
    owner = whom("Who keeps it?")
    visibility = seen_by()
    polygon = TextAreaField(
        "Its outline",
        [InputRequired("The outline is missing: paste the file, or type the corners.")],
        filters=[stripped],
        description=_POLYGON,
        render_kw={"rows": 8, "spellcheck": "false"},
    )


class Redrawing(Drawing):
    """An area that is replaced."""

    version = HiddenField()


def _drawn(sheet: Drawing) -> dict[str, Any]:
    return {
        "name": sheet.name.data,
        "owner": sheet.owner.meant,
        "visibility": sheet.visibility.data,
        "polygon": sheet.polygon.data,
    }


def _as_saved(record: Mapping[str, Any]) -> dict[str, Any]:
    return as_kept(record) | {"polygon": record["polygon"].removeprefix("area:")}


_ABOUT = "area"

TASKS = (
    Task(
        "/manage/area", "save_area", "Save an area", "Save it", Drawing,
        lambda sheet, _: {"input": _drawn(sheet)}, "The area is saved.", _LIST,
        hint="A part of the map that no register knows, such as a deanery. Once saved, it is a "
        "place like any other.",
    ),
    Task(
        "/manage/area/{id}/redraw", "save_area", "Change an area", "Save", Redrawing,
        replaced(_drawn), "The area is saved.", _LIST, _ABOUT, _as_saved,
    ),
    Task(
        "/manage/area/{id}/remove", "remove_area", "Remove an area", "Remove it", Removal,
        removed, "The area is removed.", _LIST, _ABOUT, its_version,
        hint="Addresses that name it lead nowhere then. No organisation or partnership changes.",
    ),
)  # fmt: skip
"""The forms."""
