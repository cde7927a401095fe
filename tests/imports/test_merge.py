"""The graph as a fold of facts, without a store."""

from collections.abc import Iterable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from partnermap.imports.facts import Said, decode, encode
from partnermap.imports.folding import spells
from partnermap.imports.merge import merge
from partnermap.model.dates import OPEN, Span, When
from partnermap.model.facts import Fact, Thing, Tie

RANKS = {"register": 3, "members": 3, "file": 4}
UNKNOWN = "0001-01-01"


def when(text: str | None) -> When | None:
    return When.parse(text) if text else None


def in_trust(
    source: str,
    since: str | None = None,
    until: str | None = None,
    *,
    published: str = "2019-01-01",
    past: bool = False,
    row: str = "100001",
) -> tuple[Said, Tie]:
    tie = Tie("IN_TRUST", "urn:100001", "uid:7001", Span(when(since), when(until)))
    return said(source, ties=(tie,), published=published, past=past, row=row), tie


def said(
    source: str,
    things: tuple[Thing, ...] = (),
    ties: tuple[Tie, ...] = (),
    published: str = "2019-01-01",
    past: bool = False,
    row: str = "100001",
) -> Said:
    fact = Fact(row, 2, things, ties)
    return Said(f"{source}/{row}", source, published, "import:1", "hash", fact, "", past)


def spans(claims: Iterable[tuple[Said, Tie]]) -> list[tuple[str, str, list[str]]]:
    found: list[Any] = [
        (p["since"], p["until"], p["saidBy"]) for p in spells(list(claims), RANKS).values()
    ]
    return sorted(found)


def test_two_sources_saying_one_tie_refine_it() -> None:
    assert spans([in_trust("register"), in_trust("members", "2013-09-01")]) == [
        ("2013-09-01", OPEN, ["members/100001", "register/100001"])
    ]


def test_a_narrower_date_wins_within_a_wider_one() -> None:
    assert spans([in_trust("register", "2013"), in_trust("file", "2013-09-01")]) == [
        ("2013-09-01", OPEN, ["file/100001", "register/100001"])
    ]


def test_dates_that_differ_follow_the_more_trusted_and_then_the_newer_source() -> None:
    older = in_trust("register", "2013-09-01")
    newer = in_trust("members", "2014-09-01", published="2020-01-01")
    trusted = in_trust("file", "2015-09-01", published="2021-01-01")
    assert spans([older, newer, trusted])[0][0] == "2014-09-01"


def test_a_tie_that_ended_and_began_again_is_two() -> None:
    first = in_trust("members", "2010-09-01", "2013-08-31", row="100001/7001/2010-09-01")
    second = in_trust("members", "2015-09-01", row="100001/7001/2015-09-01")
    assert [span[:2] for span in spans([first, second])] == [
        ("2010-09-01", "2013-08-31"),
        ("2015-09-01", OPEN),
    ]


def test_history_is_kept_beside_what_holds() -> None:
    past = in_trust("register", "2010-09-01", "2013-08-31", past=True, row="100001@2013-01-01")
    now = in_trust("register", "2015-09-01")
    assert len(spans([past, now])) == 2


def test_history_gives_way_to_a_tie_still_claimed_but_tells_when_it_began() -> None:
    past = in_trust("members", "2010-09-01", "2019", past=True)
    now = in_trust("register")
    assert spans([past, now]) == [("2010-09-01", OPEN, ["register/100001"])]


def test_silence_never_overrides() -> None:
    full = said("register", (Thing("urn:1", "School", {"name": "A", "town": "B"}),))
    newer = said("file", (Thing("urn:1", "School", {"name": "C"}),), published="2030-01-01")
    changes = merge(["urn:1"], [], [full, newer], RANKS, {})
    ((_, properties),) = changes.new["School"]
    assert (properties["name"], properties["town"]) == ("A", "B")
    assert properties["sortKey"] == "a urn:1"


def test_only_differences_are_written() -> None:
    before = said("register", (Thing("urn:1", "School", {"name": "A", "town": "B", "type": "x"}),))
    after = said("register", (Thing("urn:1", "School", {"name": "A", "type": "y"}),))
    changes = merge(["urn:1"], [before], [after], RANKS, {"urn:1": "School"})
    assert changes.altered == {"Organisation": [("urn:1", {"type": "y", "town": None})]}
    assert not merge(["urn:1"], [after], [after], RANKS, {"urn:1": "School"})


def test_what_something_is_stays_settled() -> None:
    group = said("register", (Thing("uid:1", "Group", {"name": "A"}),))
    changes = merge(["uid:1"], [], [group], RANKS, {"uid:1": "Trust"})
    assert changes.altered["Organisation"][0][1]["kind"] == "Trust"


days = st.none() | st.sampled_from(["2010", "2012-09", "2013-09-01", "2015", "2018-03"])
claims = st.lists(
    st.builds(
        in_trust,
        st.sampled_from(list(RANKS)),
        days,
        days,
        published=st.sampled_from(["2015-01-01", "2019-01-01"]),
        past=st.booleans(),
        row=st.sampled_from(["1", "2", "3"]),
    ),
    unique_by=lambda claim: claim[0].key,
)


@given(claims, st.randoms())
def test_the_order_of_facts_does_not_matter(some: list[tuple[Said, Tie]], shuffler: Any) -> None:
    shuffled = list(some)
    shuffler.shuffle(shuffled)
    assert spells(some, RANKS) == spells(shuffled, RANKS)


@given(claims)
def test_every_claim_still_made_is_in_one_spell(some: list[tuple[Said, Tie]]) -> None:
    said_by = [key for _, _, keys in spans(some) for key in keys]
    live = {claim.key for claim, _ in some if not claim.past}
    assert live <= set(said_by)
    assert len(said_by) == len(set(said_by))


@given(claims)
def test_facts_are_read_as_they_were_written(some: list[tuple[Said, Tie]]) -> None:
    for claim, _ in some:
        assert decode(claim.fact.key, 2, encode(claim.fact)) == claim.fact
