"""Saved areas: polygons that owners keep under names, and which one a scope means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from partnermap.polygon import Polygon
from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.owned import Owned, Sort, meant
from partnermap.store.versions import OF_AREA
from partnermap.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Area(Owned):
    """A polygon that is kept under a name; its id is the scope that it is."""

    TOLD: ClassVar[Mapping[str, str]] = OF_AREA

    polygon: Polygon

    @property
    def content(self) -> dict[str, str]:
        """Its polygon as a scope has it."""
        return {"polygon": str(self.polygon)}


def _area(
    id_: str, name: str, owner: str, visibility: Visibility, by: str, at: str, polygon: str
) -> Area:
    rings = Polygon.stored(polygon).rings
    return Area(id_, name, owner, visibility, by, at, Polygon(rings, id_))


AREAS = Sort("area", "areas", "area:", "Area", _area)
"""The areas."""


async def draw(store: Store, scope: Scope, access: Access, redirects: Mapping[str, str]) -> Scope:
    """The same scope with the polygons of its saved areas.

    NotFoundError for one that there is not, or not for this viewer; BadInputError with the choices
    where a short name is that of several.
    """
    if not scope.areas:
        return scope
    seen = await AREAS.read(store.read, access, redirects, scope.areas)
    areas = {name: meant(name, seen) for name in scope.areas}
    return scope.drawn({name: area.polygon for name, area in areas.items() if area})
