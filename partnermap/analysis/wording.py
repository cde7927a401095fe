"""Grammar for findings: lists of names, one and many, numbers as a reader would write them."""

from collections.abc import Sequence
from datetime import date

from partnermap.model.dates import When
from partnermap.vocabulary import Kind, Phase, Precision, Theme


def one_or_many(count: int, one: str, many: str) -> str:
    """The word or phrase that agrees with a count."""
    return one if count == 1 else many


def number(count: int) -> str:
    """A whole number with its thousands marked, `1,240`."""
    return f"{count:,}"


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun, `1 pupil` or `1,240 pupils`."""
    return f"{number(count)} {one_or_many(count, one, many)}"


def percent(share: float) -> str:
    """A share as whole per cent that never rounds something to nothing or to everything."""
    if 0 < share < 0.01:
        return "fewer than 1%"
    if 0.99 < share < 1:
        return "more than 99%"
    return f"{share:.0%}"


def listed(words: Sequence[str]) -> str:
    """Up to four words in full, `A, B and C`; of a longer list three, `A, B, C and 3 others`."""
    shown = list(words) if len(words) <= 4 else [*words[:3], f"{number(len(words) - 3)} others"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def distance(metres: float) -> str:
    """A distance as it is told, `800 metres` or `1.2 km`; to ten metres, or to a tenth."""
    near = round(metres, -1)
    return f"{number(int(near))} metres" if near < 1000 else f"{metres / 1000:.1f} km"


def topic(theme: str) -> str:
    """A theme within a sentence, `early years` or `SEND`."""
    return theme if theme == Theme.SEND else theme.replace("_", " ").lower()


def on_day(day: str) -> str:
    """An ISO day as it is read out, `1 September 2019`."""
    known = date.fromisoformat(day)
    return f"{known.day} {known:%B} {known.year}"


def when(day: When | None) -> str:
    """A date with its preposition, as exactly as it is known: `in 2017`, `on 1 May 2018`."""
    if day is None or day.precision is Precision.UNKNOWN:
        return "on a day that is not known"
    first, last = date.fromisoformat(day.earliest), date.fromisoformat(day.latest)
    match day.precision:
        case Precision.DAY:
            return f"on {on_day(day.earliest)}"
        case Precision.MONTH:
            return f"in {first:%B} {first.year}"
        case Precision.YEAR:
            return f"in {first.year}"
    start = f"{first.day} {first:%B}" if first.year == last.year else on_day(day.earliest)
    return f"between {start} and {on_day(day.latest)}"


_MANY: dict[str, str] = {
    Kind.SCHOOL: "schools",
    Kind.TRUST: "trusts",
    Kind.LOCAL_AUTHORITY: "local authorities",
    Kind.DIOCESE: "dioceses",
    Kind.COMMUNITY_ORGANISATION: "community organisations",
    Kind.GROUP: "school groups",
    Phase.NURSERY: "nursery schools",
    Phase.PRIMARY: "primary schools",
    Phase.MIDDLE_DEEMED_PRIMARY: "middle schools that count as primary",
    Phase.SECONDARY: "secondary schools",
    Phase.MIDDLE_DEEMED_SECONDARY: "middle schools that count as secondary",
    Phase.ALL_THROUGH: "all-through schools",
    Phase.SIXTEEN_PLUS: "sixth forms and colleges",
}


def many(sort: str) -> str:
    """What several of one kind or phase are called: `trusts`, `primary schools`."""
    return _MANY[sort]


def out_of(some: int, all_: int) -> str:
    """How many of some are so, `3 of the 4` or `all 4`; the noun follows."""
    return f"all {number(all_)}" if some == all_ else f"{number(some)} of the {number(all_)}"
