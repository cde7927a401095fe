"""Short names: what tells them apart, and no more than there is room for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.explorer.picture.words import LONGEST, cut, fitted, shortened, shortest, width


def short(*names: str) -> list[str]:
    return list(shortened({str(at): name for at, name in enumerate(names)}).values())


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Ashby Church of England Primary School"], ["Ashby"]),
        (["Ashby Church of England School", "Ashby High School"], ["Ashby CE", "Ashby High"]),
        (["The Ashby Academy", "Elmer Schools Trust"], ["Ashby", "Elmer"]),
        (["Primary School"], ["Primary"]),
        (["Same School", "Same School"], ["Same", "Same"]),
        (["  "], ["?"]),
        (
            ["University of Northern Ashby School of Education and Childhood"],
            ["University of Northern Ashby…"],
        ),
    ],
)
def test_a_name_is_shortened_to_what_tells_it_apart(names: list[str], expected: list[str]) -> None:
    assert short(*names) == expected


def test_a_town_is_left_out_where_nobody_else_is_called_the_rest() -> None:
    names = {"a": "Ashby St Mary's", "b": "Ashby Bridge", "c": "Ashby Mill", "d": "Elm St Mary's"}
    assert shortest(names, names.values()) == {
        "a": "Ashby St Mary's",
        "b": "Bridge",
        "c": "Mill",
        "d": "Elm St Mary's",
    }


@settings(max_examples=40)
@given(st.lists(st.text(max_size=80), max_size=8, unique=True))
def test_no_label_is_longer_than_there_is_room_for(names: list[str]) -> None:
    assert all(0 < len(name) <= LONGEST for name in short(*names))


@given(st.text(max_size=60), st.floats(30, 300))
def test_what_is_fitted_fits(text: str, room: float) -> None:
    fit = fitted(text, 12, room)
    assert fit == text or width(fit, 12) <= room
    assert fit == text or fit.endswith("…")


def test_a_text_is_cut_at_the_end_of_a_word() -> None:
    assert cut("one two three", 9) == "one two…"
    assert cut("onetwothree", 9) == "onetwoth…"
