"""What is said of organisations that were merged, without a store."""

from partnermap.imports.facts import Said
from partnermap.imports.merge import merge
from partnermap.imports.redirects import followed, redirected
from partnermap.model.facts import Fact, Thing, Tie

KEPT, GONE = "charity:1000001", "charity:1000002"
KIND = "CommunityOrganisation"
RANKS = {"file": 4}


def said(row: str, *things: Thing, ties: tuple[Tie, ...] = ()) -> Said:
    fact = Fact(row, 2, things, ties)
    return Said(f"file/{row}", "file", "2024-01-01", "import:1", "hash", fact, "")


FACTS = [
    said("1", Thing(KEPT, KIND, {"name": "Hub"})),
    said("0", Thing(GONE, KIND, {"name": "A hub", "sector": "Food"}, identifiers=("company:1",))),
    said("2", ties=(Tie("IN_LA", GONE, "la:990"), Tie("ABSENT", KEPT, GONE))),
]


def test_redirects_lead_to_where_the_last_merger_led() -> None:
    assert followed({"a": "b", "b": "c", "d": "c"}) == {"a": "c", "b": "c", "d": "c"}


def test_without_mergers_the_facts_are_as_they_were() -> None:
    assert redirected(FACTS, {}) is FACTS


def test_what_was_said_of_the_one_merged_fills_gaps_and_overrides_nothing() -> None:
    now = redirected(FACTS, {GONE: KEPT})
    changes = merge([KEPT, GONE], FACTS, now, RANKS, {KEPT: KIND, GONE: KIND})
    assert changes.altered == {"Organisation": [(KEPT, {"sector": "Food"})]}
    assert changes.identifiers == [(KEPT, "company:1")]
    assert [(tie[0], tie[1]) for tie in changes.ties["IN_LA"]] == [(KEPT, "la:990")]
    assert {cut[0] for cut in changes.cut["IN_LA"]} == {GONE}
    # What the two said of each other is said of nobody now.
    assert changes.cut["ABSENT"] == [(KEPT, GONE, "0001-01-01")]
    assert "ABSENT" not in changes.ties


def test_undone_the_graph_is_as_it_was() -> None:
    now = redirected(FACTS, {GONE: KEPT})
    changes = merge([KEPT, GONE], now, FACTS, RANKS, {KEPT: KIND})
    assert changes.altered == {"Organisation": [(KEPT, {"sector": None})]}
    ((id_, properties),) = changes.new[KIND]
    assert (id_, properties["name"]) == (GONE, "A hub")
    assert (GONE, "la:990") in [(tie[0], tie[1]) for tie in changes.ties["IN_LA"]]
