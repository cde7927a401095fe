"""GeoJSON: by longitude and latitude or on the grid, with holes and parts, and what is no area."""

import json
from typing import Any

import pytest

from partnermap.errors import BadInputError
from partnermap.geojson import LARGEST, project, read_geojson, to_grid
from partnermap.polygon import Polygon

DEGREES = [[-1.0, 53.0], [-0.9, 53.0], [-0.9, 53.1], [-1.0, 53.1], [-1.0, 53.0]]
METRES: list[list[float]] = [
    [460_000, 340_000],
    [470_000, 340_000.4],
    [470_000, 350_000],
    [460_000, 340_000],
]
FAR = [[x + 100_000, y] for x, y in METRES]


def document(kind: str, coordinates: Any) -> str:
    """A geometry as GeoJSON."""
    return json.dumps({"type": kind, "coordinates": coordinates})


def test_the_projection_is_that_of_the_ordnance_survey() -> None:
    # The worked example of its guide: the water tower at Caister, on OSGB36.
    east, north = project(52 + 39 / 60 + 27.2531 / 3600, 1 + 43 / 60 + 4.5177 / 3600)
    assert (round(east, 3), round(north, 3)) == (651409.903, 313177.270)


@pytest.mark.parametrize(
    ("longitude", "latitude", "east", "north"),
    [
        (1 + 42 / 60 + 57.787 / 3600, 52 + 39 / 60 + 28.723 / 3600, 651_410, 313_177),
        (-0.124625, 51.500729, 530_268, 179_640),
    ],
)
def test_places_by_gps_are_right_to_about_five_metres(
    longitude: float, latitude: float, east: int, north: int
) -> None:
    x, y = to_grid(longitude, latitude)
    assert (x - east) ** 2 + (y - north) ** 2 <= 6**2


def test_degrees_become_metres() -> None:
    (line,) = read_geojson(document("Polygon", [DEGREES])).rings
    assert line == tuple(to_grid(x, y) for x, y in DEGREES[:4])


def test_metres_stay() -> None:
    assert read_geojson(document("Polygon", [METRES])) == Polygon.of(
        [[(460_000, 340_000), (470_000, 340_000), (470_000, 350_000)]]
    )


def test_parts_holes_features_and_collections() -> None:
    part = {"type": "Polygon", "coordinates": [METRES]}
    other = {"type": "MultiPolygon", "coordinates": [[FAR]]}
    whole = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {}, "geometry": part},
            {"type": "Feature", "properties": None, "geometry": None},
            {"type": "Feature", "geometry": {"type": "GeometryCollection", "geometries": [other]}},
        ],
    }
    assert read_geojson(json.dumps(whole)) == read_geojson(
        document("MultiPolygon", [[METRES], [FAR]])
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not GeoJSON"),
        ("[" * 100_000, "not GeoJSON"),
        (" " * (LARGEST + 1), "simplify"),
        ("[]", "RFC 7946"),
        ("{}", "RFC 7946"),
        ('{"type": "Polygon"}', "RFC 7946"),
        (document("Polygon", [[["a", 1]]]), "RFC 7946"),
        (document("Polygon", [[[1]]]), "RFC 7946"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 1], [1, 2], [2, 1]]]}', "RFC 7946"),
        (document("Polygon", [[[10**400, 1], [1, 2], [2, 1]]]), "RFC 7946"),
        (document("Point", [-1, 53]), "no Polygon"),
        (document("LineString", DEGREES), "no Polygon"),
        (document("Polygon", []), "no Polygon"),
        (document("Polygon", [[[y, x] for x, y in DEGREES]]), "longitude first"),
        (document("Polygon", [[[x * 10_000, y] for x, y in METRES]]), "British National Grid"),
        (document("Polygon", [DEGREES[:2]]), "three corners"),
    ],
)
def test_what_is_no_area_is_told(text: str, said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        read_geojson(text)
