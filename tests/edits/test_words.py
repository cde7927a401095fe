"""What people write is read or refused with its place, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnermap.edits.outcome import NotMadeError
from partnermap.edits.words import FIRST_YEAR, LAST_YEAR, Check
from partnermap.errors import BadInputError
from partnermap.model.names import NAME_LENGTH
from partnermap.store.versions import FIELDS, changes_since, version_of

TEXTS = st.none() | st.text(max_size=30)
STATES = st.tuples(*(TEXTS | st.lists(st.text(max_size=5)) for _ in FIELDS))


@given(st.text(max_size=300))
def test_a_name_is_refused_or_fit_to_be_shown(text: str) -> None:
    check = Check()
    name = check.name(text, "name")
    if check.troubles:
        assert [trouble.path for trouble in check.troubles] == [("name",)]
        with pytest.raises(NotMadeError):
            check.passed()
    else:
        assert 0 < len(name) <= NAME_LENGTH
        assert name == " ".join(text.split())
        assert name.isprintable()


@given(st.text(max_size=12) | st.from_regex(r"\d{4}(-\d{2}(-\d{2})?)?", fullmatch=True))
def test_a_date_is_refused_or_lies_in_a_year_that_can_be_meant(text: str) -> None:
    check = Check()
    when = check.when(text, "on")
    assert (when is None) == bool(check.troubles)
    if when:
        assert FIRST_YEAR <= int(when.earliest[:4]) <= LAST_YEAR
        assert when.earliest <= when.latest


@given(STATES, STATES)
def test_a_version_tells_what_changed_and_nothing_else(
    seen: tuple[object, ...], now: tuple[object, ...]
) -> None:
    properties = {name: v for name, v in zip(FIELDS, now, strict=True) if v is not None}
    changes = changes_since(version_of(seen), properties, FIELDS)
    differ = [one != two for one, two in zip(seen, now, strict=True)]
    # What is empty and what is not stated are the same to a reader.
    assert len(changes) <= sum(differ)
    assert changes_since(version_of(now), properties, FIELDS) == []


@given(st.text(max_size=60))
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="not a version"):
        changes_since(text, {}, FIELDS)
