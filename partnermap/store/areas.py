"""Saved areas: polygons kept under names, and who may see which.

An area is seen by all, by those who have signed in, or by those alone in whose part of the map its
owner lies. Of equal access equal areas are seen, as of everything else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from partnermap.errors import BadInputError
from partnermap.model.keys import digest
from partnermap.model.names import fold
from partnermap.polygon import Polygon
from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.predicates import in_scope, visible
from partnermap.store.statements import statement
from partnermap.store.text import Text
from partnermap.store.versions import OF_AREA, version_of
from partnermap.store.writes import Put, Run
from partnermap.vocabulary import Visibility

MOST = 1_000
"""The most areas that are kept."""


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon that is kept under a name."""

    id: str
    """The scope that it is, in full: `area:WORDS-OF-ITS-FIRST-NAME@OWNER`."""
    name: str
    owner: str
    """The id of the organisation whose it is."""
    visibility: Visibility
    polygon: Polygon
    by: str
    """Who saved it as it is."""
    at: str
    """When, in UTC."""
    owner_name: str | None = None
    """None where the viewer may not see the owner."""
    own: bool = False
    """Whether its owner lies where the viewer may edit."""

    @property
    def told(self) -> dict[str, str]:
        """What of it a person can change, the polygon by a short name of its own."""
        return {
            "name": self.name,
            "visibility": self.visibility.value,
            "polygon": digest(str(self.polygon), length=6),
        }

    @property
    def version(self) -> str:
        """What tells whether it has changed since somebody read it."""
        told = self.told
        return version_of([told[name] for name in OF_AREA])


async def read_areas(
    run: Run, access: Access, redirects: Mapping[str, str], names: Iterable[str] | None = None
) -> list[Area]:
    """The areas that a viewer may see, by name; with `names` those of these ids or beginnings.

    One statement reads them, and another whose they are, if there are any.
    """
    asked = None if names is None else sorted(names)
    rows = await run(statement("areas"), names=asked)
    owners = await _owners(run, access, {redirects.get(row[2], row[2]) for row in rows})
    found = [_area(row, owners.get(redirects.get(row[2], row[2]))) for row in rows]
    seen = [area for area in found if _may_see(access, area)]
    return sorted(seen, key=lambda area: (fold(area.name), area.id))


async def draw(store: Store, scope: Scope, access: Access, redirects: Mapping[str, str]) -> Scope:
    """The same scope with the polygons of its saved areas.

    NotFoundError for one that there is not, or not for this viewer; BadInputError with the choices
    where a short name is that of several.
    """
    if not scope.areas:
        return scope
    areas = await read_areas(store.read, access, redirects, scope.areas)
    saved: dict[str, Polygon] = {}
    for name in scope.areas:
        meant = [area for area in areas if name in (area.id, _short(area.id))]
        if len(meant) > 1:
            choices = "; ".join(f"{area.name} ({area.id})" for area in meant)
            raise BadInputError(f"{name!r} may be any of these: {choices}. Name one.")
        if meant:
            saved[name] = meant[0].polygon
    return scope.drawn(saved)


async def put_area(put: Put, area: Area) -> None:
    """Keep an area, in place of what was kept under its id."""
    kept = {
        "id": area.id, "short": _short(area.id), "name": area.name, "owner": area.owner,
        "visibility": area.visibility.value, "polygon": str(area.polygon), "by": area.by,
        "at": area.at,
    }  # fmt: skip
    await put(statement("put_area"), id=area.id, area=kept)


async def drop_area(put: Put, id_: str) -> None:
    """Keep an area no more."""
    await put(statement("drop_area"), id=id_)


async def count_areas(run: Run) -> int:
    """How many are kept."""
    return int((await run("MATCH (a:Area) RETURN count(a)"))[0][0])


def _short(id_: str) -> str:
    """An area as it may be written where no other that is seen is called so."""
    return id_.partition("@")[0]


def _area(row: list[Any], owner: tuple[str | None, bool] | None) -> Area:
    id_, name, owner_id, visibility, text, by, at = row
    polygon = Polygon(Polygon.stored(text).rings, id_)
    return Area(
        id_, name, owner_id, Visibility(visibility), polygon, by, at, *(owner or (None, False))
    )


def _may_see(access: Access, area: Area) -> bool:
    if access.everything or area.visibility is Visibility.PUBLIC:
        return True
    if access.within is None:
        return False
    return area.visibility is Visibility.SIGNED_IN or area.own


async def _owners(
    run: Run, access: Access, ids: Iterable[str]
) -> dict[str, tuple[str | None, bool]]:
    """The name of each owner, where the viewer may see it, and whether it lies in their part."""
    asked = sorted(ids)
    if not asked:
        return {}
    text = Text(as_of=False, access=access, arguments=())
    seen = visible(text, "Organisation", "o") or "true"
    inside = "true" if access.everything else "false"
    if access.within is not None:
        inside = in_scope(text, "Organisation", "o", access.within, lambda r: r.access.within)
    rows = await run(
        f"MATCH (o:Organisation) WHERE o.id IN $ids RETURN [o.id, o.name, {seen}, {inside}]",
        ids=asked,
        **text.values(),
    )
    return {id_: (name if shown else None, bool(own)) for ((id_, name, shown, own),) in rows}
