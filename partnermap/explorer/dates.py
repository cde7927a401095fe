"""Dates as a reader says them, as exactly as they are known."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from partnermap.analysis.wording import on_day
from partnermap.vocabulary import Precision

Dated = Mapping[str, Any]
"""A date as the API answers it: `earliest`, `latest` and `precision`."""


def day(then: date | str) -> str:
    """A day: `2026-03-01`, or a moment of it, is `1 March 2026`."""
    return on_day(str(then)[:10])


def year_before(day: date) -> date:
    """The same day a year earlier; of 29 February, the 28th. There is no year before the first."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=max(day.year - 1, date.min.year), day=28 if leap else day.day)


def when(dated: Dated | None) -> str:
    """A date that may be known by its month or year alone; of none, `not known`."""
    if dated is None or dated["precision"] == Precision.UNKNOWN:
        return "not known"
    earliest = date.fromisoformat(dated["earliest"])
    match dated["precision"]:
        case Precision.MONTH:
            return f"{earliest:%B %Y}"
        case Precision.YEAR:
            return f"{earliest.year}"
        case Precision.BETWEEN:
            return f"between {day(dated['earliest'])} and {day(dated['latest'])}"
    return day(dated["earliest"])


def span(tie: Mapping[str, Any]) -> str:
    """From when until when something held, from its `since` and `until`."""
    since, until = tie["since"], tie["until"]
    begins = None if since is None or since["precision"] == Precision.UNKNOWN else when(since)
    if until is None:
        return f"since {begins}" if begins else "since when is not known"
    return f"{begins} to {when(until)}" if begins else f"until {when(until)}"
