"""Addresses: which place a page is about, which ties and which day, as its address says it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from urllib.parse import quote, urlencode

from partnermap.analysis.wording import listed
from partnermap.errors import BadInputError
from partnermap.scope import Scope
from partnermap.vocabulary import Kind, Layer

_BETWEEN_SCOPES = ","
_PLACES = {Kind.DIOCESE, Kind.LOCAL_AUTHORITY, Kind.TRUST}
LINKS = {
    Layer.WORKING: "Working partnerships",
    Layer.FORMAL: "Formal links",
    Layer.COMBINED: "Both together",
}
"""What a reader calls each layer."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader of a page about a place has chosen; the address holds all of it."""

    scope: Scope
    layer: Layer = Layer.WORKING
    as_of: date | None = None

    @classmethod
    def read(cls, scope: str, chosen: Mapping[str, str]) -> Self:
        """What an address says: `/place/diocese:ZZ01?layer=formal&as-of=2026-03-01`."""
        layer = chosen.get("layer") or Layer.WORKING
        try:
            known = Layer(layer.upper())
        except ValueError:
            words = ", ".join(each.lower() for each in Layer)
            raise BadInputError(f"{layer!r} is none of the links there are: {words}.") from None
        return cls(Scope.parse(*scope.split(_BETWEEN_SCOPES)), known, read_day(chosen, "as-of"))

    @property
    def place(self) -> str:
        """The place as it stands in an address."""
        return str(self.scope).replace(" ", _BETWEEN_SCOPES)

    @property
    def variables(self) -> dict[str, Any]:
        """The variables of a query about the place."""
        return {
            "scope": str(self.scope).split(),
            "layer": self.layer.value,
            "asOf": self.as_of.isoformat() if self.as_of else None,
        }

    def address(self, tab: str = "", **more: object) -> str:
        """The address of a page about the place, with all that was chosen."""
        path = f"/place/{quote(self.place, safe=':/,.~@')}" + (f"/{tab}" if tab else "")
        asked = dict(self.chosen) | more
        return f"{path}?{urlencode(asked)}" if asked else path

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """What was chosen that is not as it would be anyway, by its name in an address."""
        layer = (("layer", self.layer.lower()),) if self.layer is not Layer.WORKING else ()
        day = (("as-of", self.as_of.isoformat()),) if self.as_of else ()
        return layer + day

    def on(self, layer: Layer) -> Self:
        """The same with other ties."""
        return replace(self, layer=layer)

    def on_day(self, day: date | None) -> Self:
        """The same on another day; today without one."""
        return replace(self, as_of=day)


def read_day(chosen: Mapping[str, str], name: str) -> date | None:
    """The day that an address holds under a name; None where it holds none."""
    given = chosen.get(name)
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadInputError(f"{given!r} is not a day: write it as 2026-03-01.") from None


def called(scope: Scope, names: Iterable[str]) -> str:
    """What a scope is called: by the names of what it is made of, and the rest in words."""
    circles = (f"Within {c.km:g} km of {c.easting}, {c.northing}" for c in scope.circles)
    polygons = (
        f"Within a line of {sum(map(len, p.rings))} corners, one of them {p.rings[0][0][0]}, "
        f"{p.rings[0][0][1]}"
        for p in scope.polygons
        if not p.name
    )
    regions = (f"Region {code}" for code in scope.regions)
    everywhere = ["The whole country"] if scope.everywhere else []
    parts = [*names, *everywhere, *regions, *circles, *polygons]
    return listed(parts) if parts else str(scope)


def organisation_address(id_: str) -> str:
    """The address of the page about an organisation, a partnership or a goal, by its id."""
    if id_.startswith("goal:"):
        return f"/goals?{urlencode({'id': id_})}"
    kind = "partnership" if id_.startswith("partnership:") else "organisation"
    return f"/{kind}/{quote(id_, safe=':/')}"


def address_of_hit(kind: str, id_: str) -> str:
    """Where somebody wants to go who chose an organisation from what a search found."""
    return f"/place/{quote(id_, safe=':/')}" if Kind[kind] in _PLACES else organisation_address(id_)
