"""Positions in words: told where somebody stands out, and of nobody where nobody does."""

import pytest

from partnermap.analysis import analyse, study
from partnermap.analysis.findings import positions
from partnermap.analysis.measures.keyplayers import mean_reach
from partnermap.analysis.networks.network import graph
from partnermap.model.findings import Finding
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Kind, Layer
from tests.analysis import shapes
from tests.analysis.named import network


def found(recorded: Network, kind: str, layer: Layer = Layer.WORKING) -> list[Finding]:
    return [each for each in analyse(recorded, layer).findings if each.kind == kind]


def text(told: Finding) -> str:
    return f"{told.sentence} {told.consequence}"


def test_who_is_in_far_more_partnerships_than_most() -> None:
    (told,) = found(shapes.star(), "OVERLOADED")
    assert text(told) == (
        "Hub is in 10 partnerships; of those here that answered in full, half are in 1 or fewer. "
        "If it were overburdened, all 10 would feel it: ask which of them others could carry."
    )
    assert (told.about, told.measure.value) == (("Hub",), 10)
    assert told.measure.parameters["fence"] == 3


def test_of_who_was_not_heard_or_lies_outside_it_is_said_that_it_may_be_more() -> None:
    (silent,) = found(network(shapes.SPOKES, answers={"Hub": Answer.SILENT}), "OVERLOADED")
    assert silent.sentence.startswith("Hub is in at least 10 partnerships;")
    assert silent.silent_about == 1
    (outside,) = found(network(shapes.SPOKES, outside=["Hub"]), "OVERLOADED")
    assert outside.sentence.startswith("Hub, which lies outside, is in at least 10 partnerships;")


def test_who_is_in_none_is_counted_too() -> None:
    (told,) = found(network(shapes.SPOKES, alone=map(str, range(20))), "OVERLOADED")
    assert "half are in none." in told.sentence


def test_what_rests_on_a_denied_tie_is_said() -> None:
    (told,) = found(network(shapes.SPOKES, denials=[("a", "Hub")]), "OVERLOADED")
    assert told.disputed == 1
    assert told.consequence.endswith(
        "One side denies a tie that this rests on: ask both before acting on it."
    )


def test_where_nobody_was_heard_nobody_is_overloaded() -> None:
    assert found(network(shapes.SPOKES, answer=None), "OVERLOADED") == []


def test_through_whom_alone_two_sorts_meet() -> None:
    (told,) = found(shapes.two_sorts(), "JOINS_ALONE")
    assert text(told) == (
        "As far as is on record, community organisations and schools here meet only through Hope. "
        "If it were overburdened, the two would have little to do with each other: a second "
        "partnership between them would take some of the weight."
    )
    assert told.about == ("Hope",)


@pytest.mark.parametrize("more", [{"tea": "ad"}, {"tea": "axd"}, {"one": "ax", "two": "xd"}])
def test_a_second_way_is_enough(more: dict[str, str]) -> None:
    assert found(shapes.two_sorts(more), "JOINS_ALONE") == []


def test_of_sorts_that_were_not_heard_it_is_not_said() -> None:
    recorded = shapes.two_sorts()
    nodes = {node.id: node.kind for node in recorded.nodes}
    parts = {"Heads": [*"abc", "Hope"], "Cafe": [*"def", "Hope"]}
    for silent in ("de", "ab"):
        answers = dict.fromkeys(silent, Answer.SILENT)
        assert found(network(parts, kinds=nodes, answers=answers), "JOINS_ALONE") == []


def test_through_whom_alone_two_circles_meet() -> None:
    first = found(shapes.three_circles(), "JOINS_ALONE")[0]
    assert first.about == ("Ivy",)
    assert first.sentence == (
        "As far as is on record, the 7 organisations around a and the 6 around g meet only through "
        "Ivy."
    )
    assert first.measure.parameters["by"] == "CLUSTER"


def test_of_who_cuts_off_it_is_told_whom_and_no_more() -> None:
    recorded = shapes.three_circles()
    kept = {p.id: [m.organisation for m in recorded.memberships if m.partnership == p.id]
            for p in recorded.partnerships if p.id not in ("bm", "qh")}  # fmt: skip
    alone = network(kept)
    assert ("Ivy",) in [cut.about for cut in found(alone, "CUT_POINT")]
    assert found(alone, "JOINS_ALONE") == []


def test_who_stands_between_others_and_cuts_nobody_off() -> None:
    (told,) = found(shapes.two_towns(), "BETWEEN")
    assert text(told) == (
        "Where two other organisations reach each other from partner to partner, the closest way "
        "leads through Ivy in at least 36% of cases. If it were overburdened, nobody here would be "
        "cut off, but much of what passes between the others would have to find another way."
    )
    between = analyse(shapes.two_towns()).betweenness
    assert between and told.measure.value == between["Ivy"]


def test_of_a_large_scope_it_is_told_by_a_sample_and_how_far_that_may_be_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (exact,) = found(shapes.two_towns(), "BETWEEN")
    monkeypatch.setattr(study, "MOST_AT_ONCE", 10)
    (from_all,) = found(shapes.two_towns(), "BETWEEN")
    assert (from_all.sentence, from_all.measure.value) == (exact.sentence, exact.measure.value)
    for module in (study, positions):
        monkeypatch.setattr(module, "SAMPLES", 12)
    (told,) = found(shapes.two_towns(), "BETWEEN")
    assert told.sentence == (
        "Where two other organisations reach each other from partner to partner, the closest way "
        "leads through Ivy in about 39% of cases or more, judged by a sample: give or take 11 in "
        "100."
    )
    assert told.measure.parameters["samples"] == 12
    assert abs(told.measure.value - exact.measure.value) < 0.11


def test_of_a_large_scope_one_that_a_sample_leaves_in_doubt_is_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(positions, "_OFTEN", 0.35)
    assert found(shapes.two_towns(), "BETWEEN")
    monkeypatch.setattr(study, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(study, "SAMPLES", 12)
    assert found(shapes.two_towns(), "BETWEEN") == []


def test_who_has_no_tie_takes_nothing_from_who_stands_between() -> None:
    towns = shapes.two_towns()
    parts = {p.id: [m.organisation for m in towns.memberships if m.partnership == p.id]
             for p in towns.partnerships}  # fmt: skip
    (before,), (told,) = found(towns, "BETWEEN"), found(network(parts, alone="01234"), "BETWEEN")
    assert told.measure.value == pytest.approx(before.measure.value)


def test_nobody_stands_between_in_a_ring_or_as_a_centre() -> None:
    assert found(network(shapes.ring("abcdefghijkl")), "BETWEEN") == []
    assert found(shapes.star(), "BETWEEN") == []  # without it they fall apart, which is told


def test_which_three_reach_most() -> None:
    (told,) = found(shapes.trees(), "REACH_MOST")
    by_chance = mean_reach(graph(shapes.trees()), 3, 2)
    assert text(told) == (
        "X, Y and Z together reach all 39 organisations here through their partners and the "
        f"partners of these; any 3 picked at random would reach about {round(39 * by_chance)}. If "
        "word is to spread, start with them: no other 3 would reach more."
    )
    assert (told.about, len(told.affected), told.measure.value) == (("X", "Y", "Z"), 39, 1)


def test_where_any_three_reach_all_nobody_is_told_of() -> None:
    assert found(shapes.everybody(), "REACH_MOST") == []


@pytest.mark.parametrize("layer", [Layer.FORMAL, Layer.COMBINED])
def test_by_formal_ties_nobody_is_told_of(layer: Layer) -> None:
    recorded = network(
        formal=[(f"s{i}", "LA") for i in range(30)], kinds={"LA": Kind.LOCAL_AUTHORITY}
    )
    told = {finding.kind for finding in analyse(recorded, layer).findings}
    assert "CUT_POINT" in told
    assert not told & {"OVERLOADED", "BETWEEN", "JOINS_ALONE", "REACH_MOST", "THROUGH_ONE"}


def test_the_gravest_few_are_told() -> None:
    hubs = {f"{hub}{i}": [hub, f"s{i}"] for hub in "VWXYZ" for i in range(40)}
    recorded = network(hubs, alone=[f"t{i}" for i in range(60)])
    assert len(analyse(recorded).hubs.overloaded) == 5
    assert len(found(recorded, "OVERLOADED")) == 3
