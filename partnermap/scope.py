"""Scopes: which part of the country a question is about, and how that is written."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_

from partnermap.errors import BadInputError, NotFoundError
from partnermap.polygon import Polygon
from partnermap.vocabulary import Station

_PLACE = {"diocese": "diocese", "la": "la", "trust": "uid", "uid": "uid"}
_HELP = (
    "write a scope as diocese:CE32, la:892, trust:5143, region:E12000004, org:ID, "
    "partnership:ID, area:EASTING/NORTHING/KM, area:NAME of a saved area, or all"
)
_CIRCLE = re.compile(r"(\d{1,7})/(\d{1,7})/(\d{1,3}(?:\.\d+)?)\Z")
_SAVED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:@\w+:[\w.:-]{1,80})?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Circle:
    """A disc on the British National Grid: centre in metres, radius in kilometres."""

    easting: int
    northing: int
    km: float


@dataclass(frozen=True, slots=True)
class Scope:
    """A union of places. An empty scope is nowhere; `everywhere` is the whole map."""

    everywhere: bool = False
    places: tuple[str, ...] = ()
    """Ids of LAs, dioceses and trusts; each stands for itself and what belongs to it."""
    regions: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    partnerships: tuple[str, ...] = ()
    circles: tuple[Circle, ...] = ()
    polygons: tuple[Polygon, ...] = ()
    areas: tuple[str, ...] = ()
    """Names of saved areas; `drawn` puts their polygons in place of them."""

    @classmethod
    def parse(cls, *texts: str) -> "Scope":
        """The union of scopes as written on a command line or in an address."""
        return union(cls._one(text.strip()) for text in texts)

    @classmethod
    def _one(cls, text: str) -> "Scope":
        kind, _, code = text.partition(":")
        if text == "all":
            return cls(everywhere=True)
        if code and kind in _PLACE:
            return cls(places=(f"{_PLACE[kind]}:{code}",))
        if code and kind == "region":
            return cls(regions=(code,))
        if code and kind == "org":
            return cls(organisations=(code if ":" in code else text,))
        if code and kind == "partnership":
            return cls(partnerships=(text,))
        if kind == "area" and (match := _CIRCLE.match(code)):
            return cls(circles=(Circle(int(match[1]), int(match[2]), float(match[3])),))
        if kind == "area" and (polygon := Polygon.read(code)):
            return cls(polygons=(polygon,))
        if kind == "area" and _SAVED.match(code):
            return cls(areas=(text,))
        raise BadInputError(f"{text!r} is not a scope: {_HELP}.")

    def __or__(self, other: "Scope") -> "Scope":
        """Both scopes together, without repeats and in a fixed order."""
        return Scope(
            self.everywhere or other.everywhere,
            tuple(sorted({*self.places, *other.places})),
            tuple(sorted({*self.regions, *other.regions})),
            tuple(sorted({*self.organisations, *other.organisations})),
            tuple(sorted({*self.partnerships, *other.partnerships})),
            tuple(sorted({*self.circles, *other.circles})),
            tuple(sorted({*self.polygons, *other.polygons})),
            tuple(sorted({*self.areas, *other.areas})),
        )

    def drawn(self, saved: Mapping[str, Polygon]) -> "Scope":
        """The same scope with the polygons of its areas, by the names they are called here.

        NotFoundError for a name that is not among them.
        """
        for name in self.areas:
            if name not in saved:
                raise NotFoundError(
                    f"There is no saved area {name!r}, or you may not see it; `areas` lists those "
                    "that you may."
                )
        polygons = {*self.polygons, *(saved[name] for name in self.areas)}
        return replace(self, polygons=tuple(sorted(polygons)), areas=())

    def followed(self, redirects: Mapping[str, str]) -> "Scope":
        """The same scope, with what its organisations have become since they were merged."""

        def now(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(sorted({redirects.get(id_, id_) for id_ in ids}))

        if not redirects:
            return self
        return replace(self, places=now(self.places), organisations=now(self.organisations))

    @property
    def saved(self) -> tuple[str, ...]:
        """The saved areas that are a part of it, as they are called here."""
        return (*self.areas, *(polygon.name for polygon in self.polygons if polygon.name))

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of those parts that have a record, and with it a name."""
        return (*self.places, *self.organisations, *self.partnerships)

    @property
    def shape(self) -> str:
        """What a compiled plan depends on: which sorts of place, how many circles and polygons."""
        sorts = (self.places, self.regions, self.organisations, self.partnerships)
        marks = "".join("1" if s else "0" for s in (self.everywhere, *sorts))
        return f"{marks}{len(self.circles)}.{len(self.polygons)}"

    def __str__(self) -> str:
        """The scope as it would be written, in a fixed order."""
        if self.everywhere:
            return "all"
        words = [p.replace("uid:", "trust:", 1) for p in self.places]
        words += [f"region:{code}" for code in self.regions]
        words += [o if o.startswith("org:") else f"org:{o}" for o in self.organisations]
        words += self.partnerships
        words += [f"area:{c.easting}/{c.northing}/{c.km:g}" for c in self.circles]
        words += [polygon.name or f"area:{polygon}" for polygon in self.polygons]
        words += self.areas
        return " ".join(words) or "nowhere"


def union(scopes: Iterable[Scope]) -> Scope:
    """All the scopes together; of none, nowhere."""
    return reduce(or_, scopes, Scope())


@dataclass(frozen=True, slots=True)
class Access:
    """What a viewer may see.

    Organisations and formal ties are public registers; what a viewer's access limits is the
    partnerships, and with `within` the organisations too.
    """

    everything: bool = False
    """An administrator, or the one local viewer of a program without sign-in."""
    within: Scope | None = None
    """When set, only this part of the map is visible, and partnerships with a member in it."""
    station: Station = Station.PUBLIC
    """What the viewer may do; an editor may do it `within` only."""
    subject: str = ""
    """Who the viewer is: what edits are attributed to."""
    expires: datetime | None = None
    """When the key or token that the viewer signed in with ends; None where there is none."""

    def followed(self, redirects: Mapping[str, str]) -> "Access":
        """The same access, where mergers have been followed."""
        if not redirects or self.within is None:
            return self
        return replace(self, within=self.within.followed(redirects))

    @property
    def shape(self) -> str:
        """What a compiled plan depends on: the form of the access, not its places."""
        if self.everything:
            return "everything"
        if self.within is None:
            return "public"
        return f"within:{self.within.shape}"

    @property
    def sees(self) -> str:
        """What the viewer may see, as a text: of equal texts the answers are equal."""
        return f"{self.shape}/{self.within}" if self.within else self.shape


LOCAL = Access(everything=True, station=Station.ADMINISTRATOR, subject="local")
"""Whoever uses the program on their own machine, where nobody has to sign in."""
PUBLIC = Access()
"""Whoever has not signed in, where public reading is on."""
