"""Dates of any precision, and the spans between them: from when until when something held."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from partnermap.vocabulary import Precision

BEGINNING = "0001-01-01"
"""The stored start of what began on an unknown day; it sorts before every date."""
OPEN = "9999-12-31"
"""The stored end of what has not ended; it sorts after every date."""
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class When:
    """A date as exactly as it is known: the earliest and the latest day it may be, inclusive."""

    earliest: str
    latest: str

    @classmethod
    def on(cls, day: date) -> Self:
        """A date known to the day."""
        return cls(day.isoformat(), day.isoformat())

    @classmethod
    def parse(cls, text: str) -> Self:
        """A date written `2021`, `2021-09` or `2021-09-01`; anything else raises ValueError."""
        match = _WRITTEN.match(text)
        if match is None:
            raise ValueError(f"{text!r} is not a year, a month (2021-09) or a day (2021-09-01)")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101 - the pattern has matched its first group
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or monthrange(year, last_month)[1])
        return cls(first.isoformat(), last.isoformat())

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        if self.earliest == BEGINNING:
            return Precision.UNKNOWN
        if self.earliest == self.latest:
            return Precision.DAY
        first, last = date.fromisoformat(self.earliest), date.fromisoformat(self.latest)
        if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
            return Precision.BETWEEN
        if (first.year, first.month) == (last.year, last.month):
            return Precision.MONTH
        whole_year = first.year == last.year and (first.month, last.month) == (1, 12)
        return Precision.YEAR if whole_year else Precision.BETWEEN


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when something held. `None` is a start not known, or an end not come."""

    start: When | None = None
    end: When | None = None

    def properties(self) -> dict[str, str | None]:
        """The span as stored: `since` and `until` bound what may have held."""
        start, end = self.start, self.end
        return {
            "since": start.earliest if start else BEGINNING,
            "sinceBy": start.latest if start and start.latest != start.earliest else None,
            "until": end.latest if end else OPEN,
            "untilFrom": end.earliest if end and end.latest != end.earliest else None,
        }

    @property
    def bounds(self) -> tuple[str, str]:
        """The first and the last day on which it may have held."""
        return (
            self.start.earliest if self.start else BEGINNING,
            self.end.latest if self.end else OPEN,
        )

    def may_hold(self, day: str) -> bool:
        """Whether it may have held on a day."""
        first, last = self.bounds
        return first <= day <= last

    @classmethod
    def stored(cls, since: str, since_by: str | None, until: str, until_from: str | None) -> Self:
        """The span that `properties` wrote."""
        start = None if since == BEGINNING else When(since, since_by or since)
        end = None if until == OPEN else When(until_from or until, until)
        return cls(start, end)


ALWAYS: Span = Span()
"""The span of what began on an unknown day and has not ended."""
