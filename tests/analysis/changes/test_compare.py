"""What happened between two days: small stories told in words, and every change in one event."""

from collections import Counter

import pytest
from hypothesis import given, settings

from partnermap.analysis.changes.compare import compare
from partnermap.model.changes import Lifetime, Period, Spell
from partnermap.model.dates import Span, When
from partnermap.vocabulary import EventKind, Kind, TieKind
from tests.analysis.periods import (
    Known,
    follows,
    held,
    member,
    partnership,
    period,
    periods,
    replayed,
    there,
    tie,
    trust,
)


def told(known: Known, first: str = "2017-12-31", last: str = "2019-12-31") -> list[str]:
    """The sentences of what happened."""
    return [event.sentence for event in compare(period(known, first, last)).events]


def kinds(known: Known) -> list[EventKind]:
    return [event.kind for event in compare(period(known)).events]


OAK, ELM, FIR = trust("Oak Trust"), trust("Elm Trust"), trust("Fir Trust")
OAK_CLOSED = trust("Oak Trust", "/2019-08-31")


def passing(school: str, old: str = "Oak Trust", new: str = "Elm Trust") -> tuple[Spell, Spell]:
    """A school's ties when it goes from one trust to another in September 2019."""
    return tie(school, old, "2012/2019-08-31"), tie(school, new, "2019-09-01/")


def test_what_opens_and_closes() -> None:
    known: Known = [
        there("Ash", "1900/2018-07-20"),
        there("Yew", "2018-09-01/"),
        tie("Yew", "Oak Trust", "2018-09-01/"),
        OAK,
        there("Old", "2009/2017-12-30"),
        there("Always"),
    ]
    assert told(known) == [
        "Yew opened on 1 September 2018, as part of Oak Trust.",
        "Ash closed on 20 July 2018.",
    ]


def test_a_closing_takes_what_it_was_part_of_with_it() -> None:
    known: Known = [
        there("Ash", "/2018-08-31"),
        OAK,
        tie("Ash", "Oak Trust", "2012/2018-08-31"),
        partnership("Heads"),
        member("Ash", "Heads", "2015/2018-08-31"),
        there("Federation", "/2019-03", Kind.GROUP),
        tie("Elm", "Federation", "/2019-03", TieKind.IN_GROUP),
    ]
    assert told(known) == [
        "Ash closed on 31 August 2018.",
        "Federation closed in March 2019; Elm was part of it until then.",
    ]


def test_a_move_is_one_event_for_those_that_moved_together() -> None:
    known: Known = [OAK, ELM, *passing("Ash"), *passing("Yew"), tie("Bay", "Oak Trust")]
    assert told(known) == ["Ash and Yew moved from Oak Trust to Elm Trust on 1 September 2019."]
    (event,) = compare(period(known)).events
    assert event.about == ("ash", "yew", "oak-trust", "elm-trust")


def test_a_school_that_moved_twice_has_moved_twice() -> None:
    known: Known = [
        OAK,
        ELM,
        FIR,
        tie("Ash", "Oak Trust", "2012/2018-08-31"),
        tie("Ash", "Elm Trust", "2018-09-01/2019-03-31"),
        tie("Ash", "Fir Trust", "2019-04-01/"),
    ]
    assert told(known) == [
        "Ash moved from Oak Trust to Elm Trust on 1 September 2018.",
        "Ash moved from Elm Trust to Fir Trust on 1 April 2019.",
    ]


def test_a_move_through_a_gap_has_two_dates() -> None:
    known: Known = [
        OAK,
        ELM,
        tie("Ash", "Oak Trust", "2012/2018-05"),
        tie("Ash", "Elm Trust", "2019/"),
    ]
    assert told(known) == ["Ash left Oak Trust in May 2018 and joined Elm Trust in 2019."]


def test_who_left_for_a_trust_of_which_nobody_said_since_when_has_moved_there() -> None:
    """As an edition that names another trust than the one before it tells it."""
    known: Known = [
        OAK,
        ELM,
        tie("Ash", "Oak Trust", "/2018-09-01"),
        tie("Ash", "Elm Trust"),
        tie("Yew", "Oak Trust", "/2018-09-01"),
    ]
    assert told(known) == [
        "Ash moved from Oak Trust to Elm Trust on 1 September 2018.",
        "Yew left Oak Trust on 1 September 2018.",
    ]


def test_who_comes_back_has_left_and_joined() -> None:
    known: Known = [
        OAK,
        tie("Ash", "Oak Trust", "2012/2018-05"),
        tie("Ash", "Oak Trust", "2019-01/"),
    ]
    assert kinds(known) == [EventKind.JOINED, EventKind.LEFT]


def test_authorities_and_dioceses_are_told_in_their_own_words() -> None:
    north = there("North", "", Kind.LOCAL_AUTHORITY)
    south = there("South", "", Kind.LOCAL_AUTHORITY)
    known: Known = [
        north,
        south,
        tie("Ash", "North", "/2019-03-31", TieKind.IN_LA),
        tie("Ash", "South", "2019-04-01/", TieKind.IN_LA),
        tie("Yew", "South", "2019-05/", TieKind.IN_LA),
    ]
    assert told(known) == [
        "Ash passed from the local authority North to South on 1 April 2019.",
        "Yew came under the local authority South in May 2019.",
    ]


def test_trusts_merge_when_all_their_schools_are_in_one_other() -> None:
    known: Known = [OAK_CLOSED, ELM, *passing("Ash"), *passing("Yew")]
    assert told(known) == [
        "Oak Trust merged into Elm Trust, which took on its 2 schools, on 31 August 2019."
    ]
    two: Known = [*known, trust("Fir Trust", "/2019-08-31"), *passing("Bay", "Fir Trust")]
    assert told(two) == [
        "Fir Trust and Oak Trust merged into Elm Trust, which took on their 3 schools, "
        "on 31 August 2019."
    ]
    new = [*(of for of in two if of is not ELM), trust("Elm Trust", "2019-09-01/")]
    assert told(new) == [
        "Fir Trust and Oak Trust merged to form Elm Trust, which took on their 3 schools, "
        "on 31 August 2019."
    ]


def test_a_school_that_closed_does_not_stand_in_the_way_of_a_merger() -> None:
    gone: Known = [there("Bay", "/2018-05-31"), tie("Bay", "Oak Trust", "2012/2018-05-31")]
    known: Known = [OAK_CLOSED, ELM, *passing("Ash"), *gone]
    assert kinds(known) == [EventKind.MERGED, EventKind.CLOSED]


@pytest.mark.parametrize(
    "known",
    [
        [OAK, ELM, *passing("Ash")],  # it goes on, with no school
        [OAK_CLOSED, ELM, FIR, *passing("Ash"), *passing("Yew", new="Fir Trust")],
        [OAK_CLOSED, ELM, *passing("Ash"), tie("Yew", "Oak Trust", "2012/2019-08-31")],
        [OAK_CLOSED, ELM],
    ],
)
def test_trusts_that_have_not_merged(known: Known) -> None:
    assert EventKind.MERGED not in kinds(known)


def test_a_partnership_begins_and_ends_with_its_members() -> None:
    known: Known = [
        partnership("Heads", "2018-09-01/"),
        member("Ash", "Heads", "2018-09-01/"),
        member("Yew", "Heads", "2018-09/"),
        member("Bay", "Heads", "2019/"),
        member("Fig", "Heads", "2019/"),
        partnership("Songs", "2015/2019-07-19"),
        member("Ash", "Songs", "2015/2019-07-19"),
        member("Yew", "Songs", "2015/2018-07"),
    ]
    assert told(known) == [
        "The partnership “Heads” began on 1 September 2018, with Ash and Yew.",
        "The partnership “Songs” ended on 19 July 2019; Ash was in it to the last.",
        "Bay and Fig joined the partnership “Heads” in 2019.",
        "Yew left the partnership “Songs” in July 2018.",
    ]


def test_a_succession_is_followed_to_its_end() -> None:
    known: Known = [
        there("Ash", "/2018-08-31"),
        there("Ash Academy", "2018-09-01/2019-08-31"),
        there("Yew Academy", "2019-09-01/"),
        follows("Ash", "Ash Academy", "2018-09-01"),
        follows("Ash Academy", "Yew Academy"),
        OAK,
        tie("Ash Academy", "Oak Trust", "2018-09-01/2019-08-31"),
    ]
    assert told(known) == [
        "Ash Academy took the place of Ash on 1 September 2018, and then gave way to Yew Academy."
    ]


def test_several_may_give_way_to_one() -> None:
    known: Known = [
        there("Infants", "/2018-04-30"),
        there("Juniors", "/2018-04-30"),
        there("Primary", "2018-09-01/"),
        follows("Infants", "Primary"),
        follows("Juniors", "Primary"),
    ]
    assert told(known) == [
        "Primary took the place of Infants and Juniors, which closed on 30 April 2018, "
        "on 1 September 2018."
    ]


def test_a_fork_is_told_as_one() -> None:
    known: Known = [
        there("Ash", "/2018-08-31"),
        *(follows("Ash", heir, "2018-09") for heir in ("Upper", "Lower")),
    ]
    assert told(known) == [
        "More than one school took the place of Ash in September 2018: Lower and Upper."
    ]


def test_a_circle_of_successions_is_told_and_left_at_that() -> None:
    known: Known = [
        follows("Ash", "Yew", "2018"),
        follows("Yew", "Ash", "2018"),
        follows("Yew", "Bay", "2018"),
        follows("Fig", "Fig", "2018"),
    ]
    assert told(known) == [
        "Bay took the place of Yew in 2018.",
        "The records say that Ash and Yew have taken each other’s place; they need a look.",
        "The records say that Fig has taken its own place; they need a look.",
    ]


def test_a_date_says_how_far_it_is_known() -> None:
    known: Known = [
        there("Year", "2018/"),
        there("Month", "2018-06/"),
        there("Before", "2017-06/2018"),
        partnership("Heads"),
        member("Early", "Heads", "2018/"),
    ]
    both = "(perhaps {} 15 March 2018 or after 15 June 2018)"
    assert told(known, "2018-03-15", "2018-06-15") == [
        f"Year opened in 2018 {both.format('by')}.",
        "Month opened in June 2018 (perhaps after 15 June 2018).",
        f"Before closed in 2018 {both.format('before')}.",
        f"Early joined the partnership “Heads” in 2018 {both.format('by')}.",
    ]
    wider = compare(period(known, "2017-05-31", "2018-12-31")).events
    assert [event.may_lie_outside for event in wider] == [False, False, False, True, False]


def test_an_end_between_two_editions_says_so() -> None:
    ended = When("2018-03-01", "2018-06-01")
    school = Lifetime("ash", "Ash", Kind.SCHOOL, Span(None, ended))
    assert told([school]) == ["Ash closed between 1 March and 1 June 2018."]
    across = Lifetime("ash", "Ash", Kind.SCHOOL, Span(None, When("2017-10-01", "2018-02-01")))
    assert told([across]) == [
        "Ash closed between 1 October 2017 and 1 February 2018 (perhaps before 31 December 2017)."
    ]


def test_events_beyond_the_limit_are_counted() -> None:
    known: Known = [there(f"School {n}", "2018-09-01/") for n in range(5)]
    found = compare(period(known), 2)
    assert (len(found.events), found.counts, found.truncated) == (2, {EventKind.OPENED: 5}, True)
    assert not compare(period(known), 5).truncated


@given(periods())
@settings(deadline=None)
def test_the_events_lead_from_the_first_day_to_the_last(given_period: Period) -> None:
    events = compare(given_period).events
    assert replayed(given_period, events) == held(given_period, given_period.last)


@given(periods())
@settings(deadline=None)
def test_every_change_is_told_once_and_every_event_tells_one(given_period: Period) -> None:
    events = compare(given_period).events
    counts = Counter(change for event in events for change in event.changes)
    assert set(counts.values()) <= {1}
    # Of two successions of one school without dates, the first has told that it closed.
    undated = {EventKind.SUCCEEDED, EventKind.SPLIT, EventKind.CIRCULAR}
    assert all(event.changes or event.kind in undated for event in events)
    assert all(event.sentence.endswith(".") and event.about for event in events)


@given(periods())
@settings(deadline=None)
def test_the_order_of_the_record_does_not_matter(given_period: Period) -> None:
    turned = Period(
        given_period.scope,
        given_period.first,
        given_period.last,
        given_period.data_version,
        given_period.lifetimes[::-1],
        given_period.spells[::-1],
    )
    assert compare(turned).events == compare(given_period).events
