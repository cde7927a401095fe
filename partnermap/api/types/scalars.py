"""Scalars of our own."""

from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from partnermap.scope import Scope

ScopeScalar = NewType("ScopeScalar", Scope)
JsonScalar = NewType("JsonScalar", object)

SCALARS: dict[object, ScalarDefinition] = {
    ScopeScalar: strawberry.scalar(
        name="Scope",
        description="A part of the map: `diocese:CE32`, `la:892`, `trust:5143`, "
        "`region:E12000004`, `org:ID`, `partnership:ID`, `area:EASTING/NORTHING/KM` for a circle, "
        "`area:E/N/E/N/E/N` for what lies within three corners or more (`~` before the line of a "
        "hole or of another part), `area:NAME` for a saved area, or `all`.",
        serialize=str,
        parse_value=Scope.parse,
    ),
    JsonScalar: strawberry.scalar(name="JSON", description="Any JSON value.", serialize=dict),
}
