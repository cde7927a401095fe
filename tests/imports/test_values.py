"""Cells to values."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnermap.imports import values
from partnermap.model.dates import When


@pytest.mark.parametrize(
    "text", ["01-09-2013", "01/09/2013", "1/9/2013", "2013-09-01", "2013-09-01T00:00:00Z"]
)
def test_reads_a_day_however_it_is_written(text: str) -> None:
    assert values.day(text) == When("2013-09-01", "2013-09-01")


@pytest.mark.parametrize("text", ["", " ", "01-01-1900", "01/01/1902", "Not applicable", ".."])
def test_an_unknown_date_is_none(text: str) -> None:
    assert values.day(text) is None


@pytest.mark.parametrize(
    "text", ["31-02-2013", "2013", "01-09/2013", "soon", "01-09-9999", "01-09-0000", "13-13-2013"]
)
def test_what_is_no_day_is_a_problem(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        values.day(text)


def test_a_moment_may_be_a_month_or_a_year() -> None:
    assert values.moment("2013-02") == When("2013-02-01", "2013-02-28")
    assert values.moment("2013") == When("2013-01-01", "2013-12-31")
    assert values.moment("03/02/2013") == When("2013-02-03", "2013-02-03")


@given(st.dates(min_value=datetime.date(1903, 1, 1), max_value=datetime.date(2199, 12, 31)))
def test_every_day_is_read_back(day: datetime.date) -> None:
    for form in ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"):
        assert values.day(day.strftime(form)) == When.on(day)


@pytest.mark.parametrize("text", ["Not applicable", "SUPP", "na", " z ", "..", "\xa0", "NP"])
def test_null_words_say_nothing(text: str) -> None:
    assert values.whole(text) is None
    assert values.words(text) is None


def test_none_is_a_word_like_any_other() -> None:
    assert values.words("None") == "None"
    assert values.name("None") == "None"


def test_spaces_of_every_kind_become_single() -> None:
    assert values.name("St\xa0John’s  School\xa0") == "St John’s School"


def test_reads_numbers() -> None:
    assert values.whole("0276") == 276
    assert values.decimal("11.2%") == 11.2
    assert values.grid("0") is None
    for text in ("12x", "-1", "1e9", "²", "1234567890"):
        with pytest.raises(ValueError, match="not a whole number"):
            values.whole(text)


def test_codes_get_their_zeros_back() -> None:
    assert values.la_code("2") == "002"
    assert values.company_number("7318714") == "07318714"
    assert values.company_number("sc123456") == "SC123456"
    assert values.diocese_code("0000") is None
    assert values.la_code("000") is None


@pytest.mark.parametrize("text", ["abc", "12", "12345678", "10O001"])
def test_a_urn_is_a_number(text: str) -> None:
    with pytest.raises(ValueError, match="URN"):
        values.urn(text)
