"""Patterns in words: told where they stand out against a threshold or chance, else not at all."""

import re
from dataclasses import replace
from random import Random

import pytest

from partnermap.analysis import analyse, study
from partnermap.analysis.findings import patterns, positions
from partnermap.analysis.findings.telling import Teller
from partnermap.model.findings import Finding
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Kind
from tests.analysis import shapes
from tests.analysis.findings.test_findings import DISAGREES, JARGON
from tests.analysis.findings.test_positions import found, text
from tests.analysis.named import network
from tests.analysis.test_invariance import new_names, renamed

WORDS = re.compile(
    r"centrali|cluster|modular|broker|\bcore\b|periph|assortat|mixing|multiplex|\bE-I\b"
    r"|deviation|[{}_]",
    re.IGNORECASE,
)


def test_all_runs_through_one() -> None:
    (told,) = found(shapes.star(), "THROUGH_ONE")
    assert text(told) == (
        "Hub works with all 10 others here that work with anyone; nobody else is known to work "
        "with more than 1. If it were overburdened, most of what is done together here would feel "
        "it, and few could step in."
    )
    assert (told.about, told.measure.value) == (("Hub",), 1)
    assert found(network(shapes.SPOKES, outside=["Hub"]), "THROUGH_ONE")[0].sentence.startswith(
        "Hub, which lies outside, works with all 10 others"
    )


def test_two_of_whom_each_has_many_are_not_one() -> None:
    both = shapes.SPOKES | {f"{school}+Two": [school, "Two"] for school in "abcdefghij"}
    assert analyse(network(both)).centralisation > 0.5  # type: ignore[operator]
    assert found(network(both), "THROUGH_ONE") == []
    assert found(shapes.everybody(), "THROUGH_ONE") == []


def test_an_inner_circle() -> None:
    (told,) = found(shapes.circle(), "INNER_CIRCLE")
    assert text(told) == (
        "As far as is on record, A, B and C form an inner circle: all 12 others here that work "
        "with anyone work with it, and none of them with one another. What the others learn from "
        "one another comes through this circle: if it were overburdened, they would hear little of "
        "each other."
    )
    assert (told.about, told.measure.value) == (("A", "B", "C"), 1)


def test_who_has_no_tie_is_no_fringe() -> None:
    recorded = network(shapes.ring("abcdef"), alone=map(str, range(30)))
    assert found(recorded, "INNER_CIRCLE") == []


def test_no_circle_where_all_are_alike() -> None:
    for recorded in (shapes.everybody(), network(shapes.ring("abcdefghijkl")), shapes.star()):
        assert found(recorded, "INNER_CIRCLE") == []


def test_circles_that_are_the_trusts() -> None:
    (told,) = found(shapes.trusts(), "CLUSTERS")
    assert text(told) == (
        "As far as is on record, the 3 groups that work mostly among themselves are nearly the "
        "same as the trusts. What is learnt in one of the trusts stays there, unless somebody "
        "carries it across."
    )
    assert told.measure.value >= 0.65
    assert found(shapes.trusts(apart=False), "CLUSTERS") == []


def test_who_work_with_their_own_kind() -> None:
    (told,) = found(shapes.trusts(), "OWN_KIND")
    assert text(told) == (
        "Among those that answered in full, 18 of the 19 pairs that work together are of the same "
        "trust; if that did not matter, about 5 would be. What is learnt in one trust hardly "
        "reaches another: a few partnerships across would change that."
    )
    assert told.measure.parameters["by"] == "TRUST"
    assert told.measure.value == pytest.approx((1 - 18) / 19)
    assert found(shapes.trusts(apart=False), "OWN_KIND") == []


def test_who_have_no_other_kind_to_work_with_are_not_told_of() -> None:
    assert found(shapes.everybody(), "OWN_KIND") == []


def test_sorts_that_never_meet() -> None:
    (told,) = found(shapes.strangers(), "NEVER_MEET")
    assert text(told) == (
        "Among those that answered in full, none of the 8 community organisations works with any "
        "of the 8 schools; if it did not matter which they are, about 9 pairs of them would. What "
        "the one learns reaches the other only through others: a first partnership between them "
        "would open a way."
    )


def test_phases_that_never_meet() -> None:
    (told,) = found(shapes.phases(), "NEVER_MEET")
    assert (
        "none of the 8 primary schools works with any of the 8 secondary schools" in told.sentence
    )


@pytest.mark.parametrize("silent", ["ijk", "ijklmnop", "abcdefgh", "abc"])
def test_that_they_never_meet_is_said_only_where_both_were_heard(silent: str) -> None:
    answers = dict.fromkeys(silent, Answer.SILENT)
    assert found(shapes.strangers(answers=answers), "NEVER_MEET") == []


def test_one_tie_is_a_meeting() -> None:
    assert found(shapes.strangers({"tea": "ai"}), "NEVER_MEET") == []


def test_who_work_with_nobody_are_told_of_elsewhere() -> None:
    kinds = dict.fromkeys(map(str, range(20)), Kind.COMMUNITY_ORGANISATION)
    recorded = network(shapes.ring("abcdefgh"), alone=map(str, range(20)), kinds=kinds)
    assert found(recorded, "ON_THEIR_OWN")
    assert found(recorded, "NEVER_MEET") == []


def test_most_work_together_in_several() -> None:
    (told,) = found(shapes.ALL["in several"], "IN_SEVERAL")
    assert text(told) == (
        "Of the 20 pairs known to work together here, 10 do so in more than one partnership. If "
        "one of their partnerships ended, these would still have another to meet in."
    )


def test_most_work_together_in_one_alone() -> None:
    (told,) = found(shapes.ALL["in one"], "IN_ONE")
    assert text(told) == (
        "Of the 17 pairs known to work together here, 15 do so in “Heads” alone. If it ended, "
        "these 15 would no longer work together directly."
    )
    assert told.about == ("Heads",)
    assert found(network({"Heads": "abcdef"}), "IN_ONE") == []  # there is no other
    thrice = network(dict.fromkeys(("Heads", "Sports", "Choir"), "abcdef"))
    assert found(thrice, "IN_ONE") == []
    assert found(thrice, "IN_SEVERAL")


def test_where_nobody_is_there_is_no_pattern() -> None:
    for recorded in (network(), network(alone="a"), network(alone="abcdefghijkl"), network(
        {"Heads": "abc"}, answer=None)):  # fmt: skip
        assert [*patterns.tell(Teller(analyse(recorded)))] == []
        assert [*positions.tell(Teller(analyse(recorded)))] == []


def ours(recorded: Network) -> list[Finding]:
    teller = Teller(analyse(recorded))
    return [*positions.tell(teller), *patterns.tell(teller)]


@pytest.mark.parametrize("name", shapes.ALL)
def test_they_read_well(name: str) -> None:
    recorded = shapes.ALL[name]
    every_third = {n.id: Answer.SILENT for n in recorded.nodes[::3]}
    partly = replace(
        recorded,
        nodes=tuple(replace(n, answer=every_third.get(n.id, n.answer)) for n in recorded.nodes),
    )
    for told in (*ours(recorded), *ours(partly)):
        for words in (told.sentence, told.consequence):
            assert words.endswith(".")
            assert not JARGON.search(words) and not WORDS.search(words), words
            assert not DISAGREES.search(words), words


@pytest.mark.parametrize("name", shapes.ALL)
def test_another_name_changes_no_value(name: str) -> None:
    recorded = shapes.ALL[name]
    values = sorted((told.kind, round(told.measure.value, 9)) for told in ours(recorded))
    for seed in range(3):
        other = renamed(recorded, new_names(recorded, Random(seed)))
        assert sorted((t.kind, round(t.measure.value, 9)) for t in ours(other)) == values


def test_no_line_is_true_of_every_place() -> None:
    told = [{finding.kind for finding in ours(recorded)} for recorded in shapes.ALL.values()]
    kinds = set().union(*told)
    assert len(kinds) == 11
    assert not set.intersection(*told)
    assert set() in told


def test_the_id_is_of_the_question_and_the_answer_keeps_its_seed() -> None:
    for recorded in shapes.ALL.values():
        told = analyse(recorded).findings
        assert len({finding.id for finding in told}) == len(told)
    assert {finding.seed for finding in analyse(shapes.trusts(), seed=5).findings} == {5}


def test_the_whole_of_a_nation_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "MOST_AT_ONCE", 10)
    assert found(shapes.star(), "THROUGH_ONE") == []
