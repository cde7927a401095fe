"""Cursors: what was given is read again, and everything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnermap.errors import BadInputError
from partnermap.store.paging import decode_cursor, encode_cursor

TEXT = st.text(st.characters(codec="utf-8"))
BY_PUPILS = ("pupilsOrder", "id")
BY_NAME = ("sortKey",)


@given(TEXT)
def test_a_place_by_name_comes_back(name: str) -> None:
    assert decode_cursor(encode_cursor([name]), BY_NAME) == [name]


@given(st.integers(-1, 1 << 40), TEXT)
def test_a_place_by_number_comes_back(pupils: int, id_: str) -> None:
    assert decode_cursor(encode_cursor([pupils, id_]), BY_PUPILS) == [pupils, id_]


@given(st.text())
def test_what_was_never_given_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="is no cursor of this list"):
        decode_cursor(text, BY_PUPILS)


@pytest.mark.parametrize(
    "place",
    [
        [],
        {},
        ["a"],
        ["a", "b"],
        [1, 2],
        [True, "a"],
        [1.0, "a"],
        [None, "a"],
        [1, "a", "b"],
        [10**30, "a"],
        [-(10**30), "a"],
    ],
)
def test_a_place_in_another_list_is_refused(place: list[object]) -> None:
    with pytest.raises(BadInputError):
        decode_cursor(encode_cursor(place), BY_PUPILS)


@pytest.mark.parametrize("text", ["WyJcdWQ4MDAiXQ", "WyAiYSJd", "WyJhIl0=", "é", "[" * 10_000])
def test_a_cursor_of_other_making_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        decode_cursor(text, BY_NAME)
