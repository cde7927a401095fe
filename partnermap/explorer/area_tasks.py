"""Forms about saved areas, and the list of them."""

from collections.abc import Mapping
from typing import Any

from wtforms import FileField, HiddenField, TextAreaField
from wtforms.validators import ValidationError

from partnermap.edits.areas import NAME_LENGTH
from partnermap.errors import BadInputError
from partnermap.explorer.fields import Sheet, name, stripped, whom
from partnermap.explorer.owned import Removal, as_kept, its_version, removed, replaced, seen_by
from partnermap.explorer.tasks import Link, Task
from partnermap.geojson import LARGEST, read_area

_LIST = Link("/manage/areas", "Saved areas")
_POLYGON = (
    "Draw it in any mapping program, save it as GeoJSON, open the file as text and paste all of "
    "it here. Or type its corners in metres east and north, one after the other: "
    "629000/432000/640000/432000/635000/441000. At most 500 corners."
)
_FILE = (
    "Instead of pasting it, choose the GeoJSON file itself, as your mapping program saved it; at "
    f"most {LARGEST:,} characters. Its outline is taken in place of what stands above."
)


class Drawing(Sheet):
    """An area that is being saved."""

    name = name("What the area is called", longest=NAME_LENGTH)
    owner = whom("Who keeps it?")
    visibility = seen_by()
    polygon = TextAreaField(
        "Its outline",
        filters=[stripped],
        description=_POLYGON,
        render_kw={"rows": 8, "spellcheck": "false"},
    )
    file = FileField(
        "Its outline as a file",
        description=_FILE,
        render_kw={"accept": ".geojson,.json,application/geo+json,application/json"},
    )
    takes_file = True

    def process(self, formdata: Any = None, *args: Any, **more: Any) -> None:
        """Read what was typed; the outline of a file stands where it would have been typed.

        No browser keeps a file that was chosen: so nothing of it is lost if the form comes back.
        """
        super().process(formdata, *args, **more)
        if self.file.data:
            try:
                self.polygon.data = str(read_area(self.file.data))
            except BadInputError as error:
                self.file.process_errors = [str(error)]

    def validate_polygon(self, field: TextAreaField) -> None:
        """That there is an outline, or a file that may hold one."""
        if not field.data and not self.file.data:
            raise ValidationError(
                "The outline is missing: paste it, type its corners, or choose its file."
            )


class Redrawing(Drawing):
    """An area that is replaced."""

    version = HiddenField()
    # Of a file that is too large all that comes after it is lost.
    first = ("version",)


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
        lambda sheet, _: {"input": _drawn(sheet)}, "The area is saved.", _LIST.address,
        hint="A part of the map that no register knows, such as a deanery. Once saved, it is a "
        "place like any other.",
    ),
    Task(
        "/manage/area/{id}/redraw", "save_area", "Change an area", "Save", Redrawing,
        replaced(_drawn), "The area is saved.", _LIST.address, _ABOUT, _as_saved, listed=_LIST,
    ),
    Task(
        "/manage/area/{id}/remove", "remove_area", "Remove an area", "Remove it", Removal,
        removed, "The area is removed.", _LIST.address, _ABOUT, its_version, listed=_LIST,
        hint="Addresses that name it lead nowhere then. No organisation or partnership changes.",
    ),
)  # fmt: skip
"""The forms."""
