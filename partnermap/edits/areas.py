"""Areas saved by hand: a polygon under a name, which any scope may then name."""

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from partnermap.edits import owned
from partnermap.edits.once import Edit
from partnermap.edits.outcome import Outcome
from partnermap.edits.words import Check
from partnermap.errors import BadInputError
from partnermap.geojson import read_area
from partnermap.model.keys import digest
from partnermap.polygon import Polygon
from partnermap.store.areas import AREAS, Area
from partnermap.vocabulary import Visibility

NAME_LENGTH = 60
"""The most characters of a name, for addresses hold what it is made into."""


@dataclass(frozen=True)  # without slots, so that what its text is read as can be kept
class Drawing:
    """An area as it was written. `owner` is the id of the organisation whose it is."""

    name: str
    owner: str
    polygon: str
    """As GeoJSON, or as corners of the grid, as a scope has them."""
    visibility: Visibility = Visibility.PUBLIC

    @cached_property
    def outline(self) -> Polygon | BadInputError:
        """The polygon, or what is wrong with it."""
        try:
            return read_area(self.polygon)
        except BadInputError as error:
            return error

    @property
    def content(self) -> dict[str, Any]:
        """What is asked for, as the log keeps it: the polygon by its corners, however written."""
        read = isinstance(self.outline, Polygon)
        return asdict(self) | {"polygon": str(self.outline) if read else digest(self.polygon)}


async def save(edit: Edit, drawing: Drawing, id_: str | None, version: str | None) -> Outcome:
    """Keep an area; with the id of one, in place of it."""
    check = Check()
    name = owned.read_name(check, AREAS, drawing.name, drawing.visibility, NAME_LENGTH)
    polygon = drawing.outline
    if isinstance(polygon, BadInputError):
        check.wrong(str(polygon), "input", "polygon")
        polygon = Polygon(())
    check.passed()
    wanted = Area("", name, drawing.owner, drawing.visibility, "", "", polygon)
    return await owned.keep(edit, AREAS, wanted, id_, version)


async def remove(edit: Edit, id_: str, version: str) -> Outcome:
    """Keep an area no more."""
    return await owned.remove(edit, AREAS, id_, version)
