"""Polygons: what is one, how it is written, what lies in it."""

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.errors import BadInputError, NotFoundError
from partnermap.polygon import MOST_CORNERS, Corner, Polygon, bands
from partnermap.scope import Scope

SQUARE = [(400_000, 300_000), (410_000, 300_000), (410_000, 310_000), (400_000, 310_000)]
INNER = [(404_000, 304_000), (406_000, 304_000), (406_000, 306_000), (404_000, 306_000)]


def holds(polygon: Polygon, east: int, north: int) -> bool:
    """Whether a point lies in it, by the sides of its band as the store reads them."""
    cut = bands(polygon)
    if not (cut.west <= east <= cut.east and cut.south <= north <= cut.north):
        return False
    sides = cut.sides[(north - cut.south) // cut.height]
    crossed = [
        s for s in sides
        if s[1] <= north < s[1] + s[3] and (east - s[0]) * s[3] < (north - s[1]) * s[2]
    ]  # fmt: skip
    return len(crossed) % 2 == 1


def star(seed: int, corners: int) -> list[Corner]:
    """A line around a centre: whatever its corners are, it crosses itself nowhere."""
    random = Random(seed)
    radii = [random.uniform(2_000, 9_000) for _ in range(corners)]
    turns = [2 * math.pi * at / corners for at in range(corners)]
    return [
        (400_000 + round(r * math.cos(t)), 300_000 + round(r * math.sin(t)))
        for r, t in zip(radii, turns, strict=True)
    ]


def test_a_line_within_another_bounds_a_hole() -> None:
    whole, holed = Polygon.of([SQUARE]), Polygon.of([SQUARE, INNER])
    assert holds(whole, 405_000, 305_000)
    assert not holds(holed, 405_000, 305_000)
    assert holds(holed, 403_000, 305_000)
    assert not holds(holed, 399_999, 305_000)


def test_of_two_neighbours_a_point_between_is_in_one() -> None:
    east = [(x + 10_000, y) for x, y in SQUARE]
    north = [(x, y + 10_000) for x, y in SQUARE]
    for x, y in [(410_000, 305_000), (405_000, 310_000), (400_000, 310_000)]:
        assert sum(holds(Polygon.of([line]), x, y) for line in (SQUARE, east, north)) == 1


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32), st.integers(3, 60), st.lists(st.integers(-9_500, 9_500), min_size=2))
def test_bands_leave_no_side_out(seed: int, corners: int, off: list[int]) -> None:
    line = star(seed, corners)
    try:
        polygon = Polygon.of([line])
    except BadInputError:
        return
    sides = zip(line, line[1:] + line[:1], strict=True)
    east, north = 400_000 + off[0], 300_000 + off[1]
    crossed = [
        a for a, b in sides
        if (a[1] <= north) != (b[1] <= north)
        and (east - a[0]) * abs(b[1] - a[1])
        < (north - a[1]) * (b[0] - a[0]) * (1 if b[1] > a[1] else -1)
    ]  # fmt: skip
    assert holds(polygon, east, north) == (len(crossed) % 2 == 1)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32), st.integers(3, 60))
def test_what_is_written_is_read_again(seed: int, corners: int) -> None:
    line = star(seed, corners)
    try:
        scope = Scope(polygons=(Polygon.of([line]),))
    except BadInputError:
        return
    assert Scope.parse(str(scope)) == scope
    assert " " not in str(scope)
    assert "," not in str(scope)


@pytest.mark.parametrize(
    ("rings", "said"),
    [
        ([SQUARE[:2]], "three corners"),
        ([[(0, 0), (1, 1), (2, 2)]], "three corners"),
        ([], "three corners"),
        ([[SQUARE[0], SQUARE[1], SQUARE[3], (404_000, 312_000), SQUARE[2]]], "crosses itself"),
        ([[(0, 0), (9_000, 9_000), (9_000, 0), (0, 9_000)]], "crosses itself"),
        ([SQUARE, [(x + 5_000, y + 5_000) for x, y in SQUARE]], "crosses itself"),
        ([[(699_000, 0), (701_000, 0), (700_500, 900)]], "British National Grid"),
        ([star(1, MOST_CORNERS + 1)], "501 corners"),
        (
            [[(400_000 + (at % 2) * 9_000 + at, 300_000 + at * 9) for at in range(200)]
             + [(480_000, 300_900)]
             ],
            "crosses itself",
        ),
        (
            [[(400_000 + at * 20, 300_000 + (at % 2) * 9_000) for at in range(400)]
             + [(404_000, 290_000)]],
            "to and fro",
        ),
    ],
)  # fmt: skip
def test_what_bounds_nothing_is_refused(rings: list[list[Corner]], said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        Polygon.of(rings)


def test_a_corner_that_is_repeated_is_one() -> None:
    assert Polygon.of([[*SQUARE, SQUARE[0]]]) == Polygon.of([SQUARE])


def test_a_saved_area_must_be_looked_up() -> None:
    scope = Scope.parse("area:north-coast", "la:990")
    saved = Polygon(Polygon.of([SQUARE]).rings, "area:north-coast@diocese:ZZ01")
    drawn = scope.drawn({"area:north-coast": saved})
    assert str(drawn) == "la:990 area:north-coast@diocese:ZZ01"
    assert str(Scope.parse(*str(drawn).split())) == str(drawn)
    with pytest.raises(NotFoundError, match="north-coast"):
        scope.drawn({})


@pytest.mark.parametrize(
    "text", ["area:", "area:North Coast", "area:1/2", "area:1/2/3/4", "area:-"]
)
def test_what_is_no_area_is_no_scope(text: str) -> None:
    with pytest.raises(BadInputError):
        Scope.parse(text)
