"""Periods for tests: by hand from a few words, or at random."""

from collections.abc import Iterable

from hypothesis import strategies as st

from partnermap.analysis.changes.untold import PARTNERSHIP
from partnermap.model.changes import Event, Lifetime, Period, Spell
from partnermap.model.dates import Span, When
from partnermap.vocabulary import Kind, TieKind

Known = Iterable[Lifetime | Spell]


def span(dates: str) -> Span:
    """A span written `2017-09/2019-08-31`: each side a year, a month, a day or nothing."""
    start, _, end = dates.partition("/")
    return Span(When.parse(start) if start else None, When.parse(end) if end else None)


def there(name: str, dates: str = "", kind: str = Kind.SCHOOL) -> Lifetime:
    """An organisation or partnership whose id is its name without spaces, in small letters."""
    return Lifetime(name.lower().replace(" ", "-"), name, kind, span(dates))


def trust(name: str, dates: str = "") -> Lifetime:
    return there(name, dates, Kind.TRUST)


def partnership(name: str, dates: str = "") -> Lifetime:
    return there(name, dates, PARTNERSHIP)


def tie(start: str, end: str, dates: str = "", kind: str = TieKind.IN_TRUST) -> Spell:
    """A tie between two that are given by their names."""
    part, whole = (name.lower().replace(" ", "-") for name in (start, end))
    return Spell(kind, part, whole, span(dates))


def member(start: str, end: str, dates: str = "") -> Spell:
    return tie(start, end, dates, "MEMBER_OF")


def follows(old: str, new: str, dates: str = "") -> Spell:
    return tie(old, new, dates, "SUCCEEDED_BY")


def period(known: Known, first: str = "2017-12-31", last: str = "2019-12-31") -> Period:
    """All that is known, as a period; whoever is only named in a tie is an open school."""
    things = {of.id: of for of in known if isinstance(of, Lifetime)}
    ties = [of for of in known if isinstance(of, Spell)]
    for id_ in (id_ for spell in ties for id_ in (spell.start, spell.end)):
        things.setdefault(id_, Lifetime(id_, id_.replace("-", " ").title(), Kind.SCHOOL))
    return Period("all", first, last, 1, tuple(things.values()), tuple(ties))


def held(period: Period, day: str) -> set[Lifetime | Spell]:
    """What may have held on a day: what `asOf` gives of it."""
    everything: Known = (*period.lifetimes, *period.spells)
    return {of for of in everything if of.span.may_hold(day)}


def replayed(period: Period, events: Iterable[Event]) -> set[Lifetime | Spell]:
    """What held on the first day, with what began and without what is certain to have ended."""
    changes = [change for event in events for change in event.changes]
    found = held(period, period.first) | {change.of for change in changes if change.began}
    return found - {
        change.of
        for change in changes
        if not change.began and change.day and change.day.latest < period.last
    }


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A span of the years 2016 to 2021, each side unknown or known to the year, month or day."""
    first, last = sorted((draw(_DATES), draw(_DATES)), key=lambda when: when.earliest)
    start, end = draw(st.sampled_from([(first, last), (first, None), (None, last), (None, None)]))
    return Span(start, first if end and end.latest < first.latest else end)


_DATES = st.sampled_from(
    [
        When.parse(f"{year}{rest}")
        for year in range(2016, 2022)
        for rest in ("", "-03", "-09", "-01-01", "-03-15", "-08-31", "-09-01", "-12-31")
    ]
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A few schools, trusts, groups and partnerships with ties at random, and two days."""
    places = {"t": Kind.TRUST, "g": Kind.GROUP, "p": PARTNERSHIP, "s": Kind.SCHOOL}
    wholes = {"t": TieKind.IN_TRUST, "g": TieKind.IN_GROUP, "p": "MEMBER_OF", "s": "SUCCEEDED_BY"}
    known: dict[object, Lifetime | Spell] = {}
    for letter, kind in places.items():
        for number in range(4):
            id_ = f"{letter}{number}"
            known[id_] = Lifetime(id_, id_.upper(), kind, draw(spans()))
    ends = st.sampled_from([f"{letter}{number}" for letter in "ttgps" for number in range(4)])
    ties = st.tuples(st.integers(0, 3), ends, spans())
    for start, end, dates in draw(st.lists(ties, max_size=12)):
        whole = Span(dates.start) if end[0] == "s" else dates
        spell = Spell(wholes[end[0]], f"s{start}", end, whole)
        known[spell.kind, spell.start, spell.end, whole.bounds[0]] = spell
    first, last = sorted((draw(_DATES).earliest, draw(_DATES).earliest))
    return period(known.values(), first, last)
