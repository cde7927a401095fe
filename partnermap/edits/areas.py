"""Areas saved by hand: a polygon under a name, which any scope may then name."""

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from partnermap.edits.once import Edit
from partnermap.edits.outcome import Code, Outcome, Trouble, refused
from partnermap.edits.rights import check_own, is_free, not_found
from partnermap.edits.words import Check
from partnermap.errors import BadInputError
from partnermap.geojson import read_area
from partnermap.model.keys import digest
from partnermap.model.names import fold
from partnermap.polygon import Polygon
from partnermap.store import areas
from partnermap.store.areas import Area
from partnermap.store.versions import OF_AREA, changes_since
from partnermap.vocabulary import Visibility

NAME_LENGTH = 60
"""The most characters of a name, for addresses hold what it is made into."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An area as it was written. `owner` is the id of the organisation whose it is."""

    name: str
    owner: str
    polygon: str
    """As GeoJSON, or as corners of the grid, as a scope has them."""
    visibility: Visibility = Visibility.PUBLIC

    @property
    def content(self) -> dict[str, Any]:
        """What is asked for, as the log keeps it: the polygon by its corners, however written."""
        try:
            polygon = str(read_area(self.polygon))
        except BadInputError:
            polygon = digest(self.polygon)
        return asdict(self) | {"polygon": polygon}


async def save(edit: Edit, drawing: Drawing, id_: str | None, version: str | None) -> Outcome:
    """Keep an area; with the id of one, in place of it."""
    name, polygon = _read(drawing)
    parties = await edit.parties([drawing.owner])
    if drawing.owner not in parties:
        raise not_found("organisation", drawing.owner, "input", "owner")
    owner = parties[drawing.owner]
    check_own(edit.access, owner, "input", "owner")
    named = id_ or f"area:{_words_of(name)}@{owner.id}"
    known = await (_changeable(edit, id_, version) if id_ else _known(edit, named))
    if known and edit.redirects.get(known.owner, known.owner) != owner.id:
        message = "An area stays with its owner; save one of its own for another."
        raise refused(Code.CONFLICT, message, "input", "owner")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kept = Area(named, name, owner.id, drawing.visibility, polygon, edit.access.subject, now)
    if known and known.told == kept.told:
        return Outcome(named)
    if known and not id_:
        message = (
            "This organisation has an area of this name already; change that one by its id and "
            "version, or give this another name."
        )
        return Outcome(named, troubles=(Trouble(Code.DUPLICATE, message, ("input", "name")),))
    if not known and await areas.count_areas(edit.transaction.run) >= areas.MOST:
        raise refused(
            Code.CONFLICT, f"{areas.MOST:,} areas are kept, which is the most: remove one first."
        )
    await areas.put_area(edit.transaction.later, kept)
    edit.changed = True
    return Outcome(named, created=known is None)


async def remove(edit: Edit, id_: str, version: str) -> Outcome:
    """Keep an area no more."""
    await _changeable(edit, id_, version)
    await areas.drop_area(edit.transaction.later, id_)
    edit.changed = True
    return Outcome(id_)


def _read(drawing: Drawing) -> tuple[str, Polygon]:
    """The name and the polygon, found to be in order."""
    check = Check()
    name = check.name(drawing.name, "input", "name", longest=NAME_LENGTH)
    if name and not _words_of(name):
        check.wrong("It needs a letter from a to z or a digit.", "input", "name")
    if drawing.visibility is Visibility.MEMBERS:
        check.wrong(
            "An area has no members: it is for all, for those who sign in, or for its owner.",
            "input",
            "visibility",
        )
    polygon = Polygon(())
    try:
        polygon = read_area(drawing.polygon)
    except BadInputError as error:
        check.wrong(str(error), "input", "polygon")
    check.passed()
    return name, polygon


def _words_of(name: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", fold(name)))


async def _known(edit: Edit, id_: str) -> Area | None:
    """The area of that id, if the editor may see it."""
    found = await areas.read_areas(edit.transaction.run, edit.access, edit.redirects, [id_])
    return next((area for area in found if area.id == id_), None)


async def _changeable(edit: Edit, id_: str, version: str | None) -> Area:
    """The area, if the editor may change it and has seen it as it is."""
    held = await _known(edit, id_)
    if held is None:
        raise not_found("area", id_, "id")
    if not is_free(edit.access) and not held.own:
        raise refused(
            Code.DENIED, "The owner of this area does not lie in your part of the map.", "id"
        )
    try:
        changes = changes_since(version or "", held.told, OF_AREA)
    except BadInputError as error:
        raise refused(Code.INVALID, str(error), "version") from None
    if changes:
        who = f", by {held.by} on {held.at[:10]}"
        message = f"It was changed since you read it{who}: {'; '.join(changes)}. Read it again."
        raise refused(Code.STALE, message, "version")
    return held
