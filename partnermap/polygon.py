"""Polygons on the British National Grid: how they are written, and which lines make one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from partnermap.errors import BadInputError

Corner = tuple[int, int]
Ring = tuple[Corner, ...]
Side = tuple[int, int, int, int]
"""Its lower end's easting and northing, and how far east and north of that the upper end lies."""

MOST_CORNERS: Final = 500
"""Of so many each organisation is still looked up in about a dozen sides, in a database."""
_WIDEST, _HIGHEST = 700_000, 1_300_000
"""The British National Grid, in metres."""
_MOST_BANDS = 256
_JAGGED = 16
_BETWEEN_RINGS = "~"
_RING = r"\d{1,7}/\d{1,7}(?:/\d{1,7}/\d{1,7}){2,}"
_WRITTEN = re.compile(rf"{_RING}(?:{_BETWEEN_RINGS}{_RING})*\Z")


@dataclass(frozen=True, slots=True)
class Bands:
    """A polygon cut into bands of equal height, so that a point is looked up among few sides."""

    west: int
    south: int
    east: int
    north: int
    height: int
    sides: tuple[tuple[Side, ...], ...]
    """Of each band, from the south, the sides that reach into it; none runs due east."""


@dataclass(frozen=True, slots=True, order=True)
class Polygon:
    """What lies within an odd number of closed lines: a line within another bounds a hole.

    Corners are whole metres of easting and northing. A point on a line is on the side of it that
    lies to the north or east, so that of two neighbours it is in one.
    """

    rings: tuple[Ring, ...]
    name: str = ""
    """The id that it is saved under, if it is."""

    @classmethod
    def of(cls, rings: Iterable[Sequence[Corner]]) -> "Polygon":
        """The polygon within these lines; BadInputError where they bound none."""
        found = tuple(filter(None, (_ring(ring) for ring in rings)))
        if not found:
            raise BadInputError("A polygon has at least three corners that are not in one line.")
        polygon = cls(found)
        corners = sum(map(len, found))
        if corners > MOST_CORNERS:
            raise BadInputError(
                f"The polygon has {corners:,} corners, and {MOST_CORNERS} is the most: simplify "
                "it first, or take a generalised edition of the boundary."
            )
        for east, north in (corner for ring in found for corner in ring):
            if not (0 <= east <= _WIDEST and 0 <= north <= _HIGHEST):
                raise BadInputError(
                    f"{east}/{north} does not lie on the British National Grid, which runs to "
                    f"{_WIDEST} m east and {_HIGHEST} m north."
                )
        # First, for it bounds the work that follows.
        if sum(map(len, bands(polygon).sides)) > _JAGGED * len(bands(polygon).sides) + corners:
            raise BadInputError("The polygon's line runs to and fro too often: simplify it first.")
        if crossing := _crossing(found):
            raise BadInputError(
                f"The polygon's line crosses itself near {crossing[0]}/{crossing[1]}: let it go "
                "round the area once."
            )
        return polygon

    @classmethod
    def read(cls, text: str) -> "Polygon | None":
        """The polygon that `str` would write so; None where the text has another form.

        BadInputError where the lines bound none.
        """
        return _read(text) if _WRITTEN.match(text) else None

    @classmethod
    def stored(cls, text: str) -> "Polygon":
        """The polygon that was written so by `str`, when it was found to be in order."""
        return _stored(text)

    def __str__(self) -> str:
        """The lines, as a scope has them."""
        return _BETWEEN_RINGS.join(
            "/".join(f"{east}/{north}" for east, north in ring) for ring in self.rings
        )


@lru_cache(maxsize=256)
def bands(polygon: Polygon) -> Bands:
    """The bands of a polygon: at most as many as it has corners, so that its text stays small."""
    corners = [corner for ring in polygon.rings for corner in ring]
    west, south = (min(corner[at] for corner in corners) for at in (0, 1))
    east, north = (max(corner[at] for corner in corners) for at in (0, 1))
    many = min(_MOST_BANDS, len(corners))
    height = (north - south) // many + 1
    cut: list[list[Side]] = [[] for _ in range((north - south) // height + 1)]
    for start, end in _sides(polygon.rings):
        (x, y), (far, top) = sorted((start, end), key=lambda corner: corner[1])
        if top > y:
            for at in range((y - south) // height, (top - 1 - south) // height + 1):
                cut[at].append((x, y, far - x, top - y))
    return Bands(west, south, east, north, height, tuple(map(tuple, cut)))


@lru_cache(maxsize=64)
def _read(text: str) -> Polygon:
    return Polygon.of(_lines(text))


@lru_cache(maxsize=256)
def _stored(text: str) -> Polygon:
    return Polygon(_lines(text))


def _lines(text: str) -> tuple[Ring, ...]:
    numbers = ([int(number) for number in line.split("/")] for line in text.split(_BETWEEN_RINGS))
    return tuple(tuple(zip(line[::2], line[1::2], strict=False)) for line in numbers)


def _ring(corners: Sequence[Corner]) -> Ring:
    """A line without corners that are followed by the same; empty where it bounds nothing."""
    following = [*corners[1:], *corners[:1]]
    line = [here for here, after in zip(corners, following, strict=True) if here != after]
    return tuple(line) if any(_turn(line[0], line[1], corner) for corner in line[2:]) else ()


def _sides(rings: Iterable[Ring]) -> list[tuple[Corner, Corner]]:
    return [side for ring in rings for side in zip(ring, (*ring[1:], *ring[:1]), strict=True)]


def _crossing(rings: Iterable[Ring]) -> Corner | None:
    """An end of a side that crosses another, if one does; to touch is not to cross."""
    sides = sorted(map(sorted, _sides(rings)))
    for at, (a, b) in enumerate(sides):
        for c, d in sides[at + 1 :]:
            if c[0] > b[0]:
                break
            if _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0:
                return c
    return None


def _turn(a: Corner, b: Corner, c: Corner) -> int:
    """Positive where c lies left of the way from a to b, negative where it lies right of it."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
