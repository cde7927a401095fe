"""Cells to values: one small function for each way the publishers write something.

Each takes the text of a cell and returns its value, or None where the cell says nothing; it
raises ValueError with a reason, fit to follow "because", where the text cannot be meant.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from partnermap.model.dates import When

T = TypeVar("T")
Convert = Callable[[str], T | None]

NULL_WORDS = frozenset(
    {"", "..", "na", "n/a", "ne", "np", "supp", "suppmat", "z", "x"}
    | {"not applicable", "does not apply", "not recorded"}
)
"""What publishers write for nothing, in lower case. `None` is not among them: it is a religious
character, and the name of a group."""

_DAY_FIRST = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})\Z", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}\S*)?\Z", re.ASCII)
_PART_OF_DATE = re.compile(r"\d{4}(-\d{2})?\Z", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}(?:\.0+)?\Z", re.ASCII)
_DECIMAL = re.compile(r"\d{1,9}(?:\.\d{1,12})?\s*%?\Z", re.ASCII)
_MEANS_UNKNOWN = {date(1900, 1, 1), date(1902, 1, 1)}
_FIRST_YEAR, _LAST_YEAR = 1000, 2199


def name(text: str) -> str | None:
    """A name, its spaces made single; whatever it says, it is a name."""
    return " ".join(text.split()) or None


def words(text: str) -> str | None:
    """Plain words, or None for a word that means nothing."""
    value = " ".join(text.split())
    return None if value.lower() in NULL_WORDS else value


def filled(convert: Convert[T]) -> Callable[[str], T]:
    """`convert`, for a column that must say something in every row."""

    def required(text: str) -> T:
        value = convert(text)
        if value is None:
            raise ValueError("it must not be empty")
        return value

    return required


def whole(text: str) -> int | None:
    """A whole number of at most nine digits."""
    value = text.strip()
    if value.lower() in NULL_WORDS:
        return None
    if not _WHOLE.match(value):
        raise ValueError("it is not a whole number")
    return int(value.split(".")[0])


def decimal(text: str) -> float | None:
    """A number, which may have a decimal part and a percent sign."""
    value = text.strip()
    if value.lower() in NULL_WORDS:
        return None
    if not _DECIMAL.match(value):
        raise ValueError("it is not a number")
    return float(value.rstrip("% "))


def grid(text: str) -> int | None:
    """Metres on the British National Grid, where 0 means unknown."""
    return whole(text) or None


def day(text: str) -> When | None:
    """A date known to the day: `01-09-2013`, `01/09/2013`, `2013-09-01` or an ISO date and time.

    1 January of 1900 and of 1902 are the register's words for an unknown date.
    """
    value = text.strip()
    if value.lower() in NULL_WORDS:
        return None
    if match := _DAY_FIRST.match(value):
        parts = (int(match[4]), int(match[3]), int(match[1]))
    elif match := _YEAR_FIRST.match(value):
        parts = (int(match[1]), int(match[2]), int(match[3]))
    else:
        raise ValueError("it is not a date such as 01-09-2013")
    _check_year(parts[0])
    try:
        known = date(*parts)
    except ValueError:
        raise ValueError("there is no such day") from None
    return None if known in _MEANS_UNKNOWN else When.on(known)


def moment(text: str) -> When | None:
    """A date known to the day, the month (`2021-09`) or the year (`2021`)."""
    value = text.strip()
    if not _PART_OF_DATE.match(value):
        try:
            return day(value)
        except ValueError as error:
            raise ValueError(f"{error}, a month such as 2013-09 or a year") from None
    _check_year(int(value[:4]))
    try:
        return When.parse(value)
    except ValueError:
        raise ValueError("there is no such month") from None


def _check_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"the year {year} cannot be meant")


def code(
    pattern: str, what: str, *, pad: int = 0, nothing: frozenset[str] = frozenset()
) -> Convert[str]:
    """A reader of codes of one form: upper case, with the leading zeros that got lost.

    `what` ends the sentence "it is not …"; `nothing` are the codes that stand for none.
    """
    form = re.compile(rf"(?:{pattern})\Z", re.ASCII)

    def convert(text: str) -> str | None:
        value = text.strip().upper()
        if value.lower() in NULL_WORDS:
            return None
        if value.isdigit():
            value = value.zfill(pad)
        if value in nothing:
            return None
        if not form.match(value):
            raise ValueError(f"it is not {what}")
        return value

    return convert


def one_of(choices: Mapping[str, T], what: str) -> Convert[T]:
    """A reader of a closed list; `choices` maps the publishers' words, in lower case, to ours."""

    def convert(text: str) -> T | None:
        value = " ".join(text.split()).lower()
        if value in choices:
            return choices[value]
        if value in NULL_WORDS:
            return None
        raise ValueError(f"it is not {what} ({', '.join(sorted(choices))})")

    return convert


urn = code(r"\d{5,7}", "a URN, which has six digits")
uid = code(r"\d{1,7}", "a group's UID, which is a number")
la_code = code(
    r"\d{3}", "a local authority's code, which has three digits", pad=3, nothing=frozenset({"000"})
)
diocese_code = code(
    r"[A-Z]{2}\d{2}", "a diocese's code such as CE32", pad=4, nothing=frozenset({"0000"})
)
company_number = code(
    r"\d{8}|[A-Z]{2}\d{6}|[A-Z]\d{7}",
    "a company number, which has eight characters",
    pad=8,
    nothing=frozenset({"00000000"}),
)
ukprn = code(r"\d{8}", "a UKPRN, which has eight digits")
gss_code = code(r"[A-Z]\d{8}", "a GSS code such as E09000001")
establishment_number = code(r"\d{4}", "an establishment number, which has four digits", pad=4)
