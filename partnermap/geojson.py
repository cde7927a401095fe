"""GeoJSON: from the text of a file to the polygon it holds, on the British National Grid.

By RFC 7946 its positions are longitude and latitude of WGS 84; files on the grid itself are met
with as well, and told by their numbers, for no metre of the grid's land is a degree.
"""

import json
from collections.abc import Iterator
from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan
from typing import Any, Final

from partnermap.errors import BadInputError
from partnermap.polygon import Corner, Polygon

LARGEST: Final = 1_000_000
"""Characters of a file that is read."""
_MOST_DEGREES = 180
_AIRY, _WGS84 = (6377563.396, 6356256.909), (6378137.0, 6356752.314245)
"""Semi-axes, in metres."""


def read_geojson(text: str) -> Polygon:
    """The polygon of a GeoJSON text, holes and parts that lie apart included.

    BadInputError where it holds none, or one that cannot be used.
    """
    if len(text) > LARGEST:
        raise BadInputError(
            f"That is more than {LARGEST:,} characters: simplify the boundary first."
        )
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInputError("That is not GeoJSON: save the area as a .geojson file.") from None
    try:
        rings = [[_position(one) for one in ring] for ring in _rings(whole)]
    except (TypeError, ValueError, LookupError, ArithmeticError, RecursionError):
        raise BadInputError(
            "The GeoJSON is not as RFC 7946 has it: a Polygon has lists of positions, each two "
            "numbers."
        ) from None
    if not rings:
        raise BadInputError("The GeoJSON holds no Polygon or MultiPolygon: draw the area as one.")
    flat = [position for ring in rings for position in ring]
    if all(abs(x) <= _MOST_DEGREES and abs(y) <= _MOST_DEGREES for x, y in flat):
        if not all(-9 <= x <= 3 and 49 <= y <= 62 for x, y in flat):
            raise BadInputError(
                "The GeoJSON lies outside Great Britain: it gives longitude first, then latitude."
            )
        return Polygon.of([[to_grid(x, y) for x, y in ring] for ring in rings])
    return Polygon.of([[(round(x), round(y)) for x, y in ring] for ring in rings])


def read_area(text: str) -> Polygon:
    """The polygon that somebody wrote: as GeoJSON, or as corners the way a scope has them."""
    written = "".join(text.split()).removeprefix("area:")
    return Polygon.read(written) or read_geojson(text)


def to_grid(longitude: float, latitude: float) -> Corner:
    """Easting and northing of a place by GPS, right to about 5 m.

    A Helmert transformation from WGS 84 to OSGB36, then the National Grid's projection, as in
    Ordnance Survey, A guide to coordinate systems in Great Britain (2020), sections 6.6 and C.
    """
    x, y, z = _cartesian(radians(latitude), radians(longitude))
    scale, turns = 1 + 20.4894e-6, (radians(s / 3600) for s in (-0.1502, -0.2470, -0.8421))
    rx, ry, rz = turns
    moved = (
        -446.448 + x * scale - y * rz + z * ry,
        125.157 + x * rz + y * scale - z * rx,
        -542.060 - x * ry + y * rx + z * scale,
    )
    east, north = project(*_geodetic(*moved))
    return round(east), round(north)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Easting and northing of a latitude and longitude on OSGB36, in degrees."""
    a, b = _AIRY
    phi, east = radians(latitude), radians(longitude + 2)
    scale, square = 0.9996012717, 1 - b * b / (a * a)
    curve = 1 - square * sin(phi) ** 2
    nu, rho = a * scale / sqrt(curve), a * scale * (1 - square) / curve**1.5
    eta, t = nu / rho - 1, tan(phi) ** 2
    c = cos(phi)
    north = (
        _meridian(phi) * b * scale - 100_000
        + nu / 2 * sin(phi) * c * east**2
        + nu / 24 * sin(phi) * c**3 * (5 - t + 9 * eta) * east**4
        + nu / 720 * sin(phi) * c**5 * (61 - 58 * t + t * t) * east**6
    )  # fmt: skip
    across = (
        nu * c * east
        + nu / 6 * c**3 * (nu / rho - t) * east**3
        + nu / 120 * c**5 * (5 - 18 * t + t * t + 14 * eta - 58 * t * eta) * east**5
    )
    return 400_000 + across, north


def _meridian(phi: float) -> float:
    """The arc from 49° north to a latitude, in semi-minor axes of the Airy ellipsoid."""
    a, b = _AIRY
    n = (a - b) / (a + b)
    less, more = phi - radians(49), phi + radians(49)
    return (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
        - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
    )


def _cartesian(phi: float, east: float) -> tuple[float, float, float]:
    a, b = _WGS84
    square = 1 - b * b / (a * a)
    nu = a / sqrt(1 - square * sin(phi) ** 2)
    return nu * cos(phi) * cos(east), nu * cos(phi) * sin(east), (1 - square) * nu * sin(phi)


def _geodetic(x: float, y: float, z: float) -> tuple[float, float]:
    a, b = _AIRY
    square, p = 1 - b * b / (a * a), hypot(x, y)
    phi = atan2(z, p * (1 - square))
    for _ in range(5):  # each is a hundred times nearer; three would do
        phi = atan2(z + square * a / sqrt(1 - square * sin(phi) ** 2) * sin(phi), p)
    return degrees(phi), degrees(atan2(y, x))


def _rings(whole: Any) -> Iterator[list[Any]]:
    """Every closed line of a document, of whatever features and collections it is made."""
    match whole["type"]:
        case "FeatureCollection":
            for feature in whole["features"]:
                yield from _rings(feature)
        case "Feature":
            if whole["geometry"] is not None:
                yield from _rings(whole["geometry"])
        case "GeometryCollection":
            for geometry in whole["geometries"]:
                yield from _rings(geometry)
        case "Polygon":
            yield from whole["coordinates"]
        case "MultiPolygon":
            for polygon in whole["coordinates"]:
                yield from polygon


def _position(position: list[Any]) -> tuple[float, float]:
    x, y = float(position[0]), float(position[1])
    if not (abs(x) < 1e12 and abs(y) < 1e12):  # NaN is not, either
        raise ValueError("no position")
    return x, y
