"""Saved areas, and what they are saved with."""

import datetime
from typing import Self

import strawberry

from partnermap.api.types.changes import Result
from partnermap.api.types.fields import stored
from partnermap.store.areas import Area
from partnermap.vocabulary import Visibility


@strawberry.type(description="A polygon that is kept under a name, and is a scope by that.")
class SavedArea:
    """A polygon that is kept under a name."""

    id: strawberry.ID = stored(
        "The scope that it is: `area:WORDS@OWNER`. `area:WORDS` will do where that is plain."
    )
    name: str = stored("What it is called.")
    owner: strawberry.ID = stored("The id of the organisation whose it is.")
    owner_name: str | None = stored("That organisation's name; null where you may not see it.")
    visibility: Visibility = stored("Who may see it, and ask about what lies in it.")
    polygon: str = stored("The same scope without the name: `area:E/N/E/N/E/N`.")
    corners: int = stored("How many corners it has.")
    saved: datetime.datetime = stored("When it was saved as it is.")
    own: bool = stored("Whether its owner lies in your part of the map.")
    version: str = stored("What to send back with a change, to tell what you have seen.")

    @classmethod
    def of(cls, area: Area) -> Self:
        """The area as it is told."""
        return cls(
            id=strawberry.ID(area.id),
            name=area.name,
            owner=strawberry.ID(area.owner),
            owner_name=area.owner_name,
            visibility=area.visibility,
            polygon=f"area:{area.polygon}",
            corners=sum(map(len, area.polygon.rings)),
            saved=datetime.datetime.fromisoformat(area.at),
            own=area.own,
            version=area.version,
        )


@strawberry.input(description="An area to be saved.")
class AreaInput:
    """An area to be saved."""

    name: str = strawberry.field(description="Its name; at most 60 characters.")
    owner: strawberry.ID = strawberry.field(
        description="The id of the organisation whose it is, in your part of the map."
    )
    polygon: str = strawberry.field(
        description="GeoJSON, by longitude and latitude or on the British National Grid, or the "
        "corners on the grid as a scope has them: `E/N/E/N/E/N`. At most 500 corners; a line "
        "within another bounds a hole."
    )
    visibility: Visibility = strawberry.field(
        default=Visibility.PUBLIC, description="Who may see it; an area has no `MEMBERS`."
    )


@strawberry.type(description="What came of a change to an area.")
class AreaResult(Result):
    """What came of a change to an area."""

    area: SavedArea | None = strawberry.field(
        default=None, description="The area as it is now; null on errors, or once it is removed."
    )
