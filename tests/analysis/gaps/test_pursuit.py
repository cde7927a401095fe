"""Goals and partnerships that lack each other, on small networks."""

from dataclasses import replace

import pytest

from partnermap.analysis import analyse
from partnermap.analysis.gaps.pursuit import find_pursuit
from partnermap.model.network import GoalNode, Network
from partnermap.vocabulary import Layer
from tests.analysis.findings.test_findings import DISAGREES, JARGON, told
from tests.analysis.named import network

HERE = network({"heads": "ab", "choir": "bc", "afar": "xy"}, outside="xy")


def with_goals(*goals: GoalNode, pursuing: str = "") -> Network:
    return replace(HERE, goals=goals, pursuing=frozenset(pursuing.split()))


PURSUED, LOST = GoalNode("g1", "Reading", ("heads",)), GoalNode("g2", "Singing")


def test_where_no_goal_is_recorded_nothing_lacks_one() -> None:
    found = find_pursuit(HERE)
    assert (found.unpursued, found.aimless) == ((), ())


def test_what_lacks_a_goal_or_a_partnership_of_the_scope() -> None:
    found = find_pursuit(with_goals(PURSUED, LOST, pursuing="heads"))
    assert found.unpursued == (LOST,)
    assert [partnership.id for partnership in found.aimless] == ["choir"]


def test_a_goal_of_elsewhere_is_one() -> None:
    assert find_pursuit(with_goals(LOST, pursuing="heads choir")).aimless == ()


def test_one_is_told_of_in_the_singular_and_many_in_the_plural() -> None:
    one = with_goals(PURSUED, LOST, pursuing="heads")
    assert told(one, "GOALS_NOT_PURSUED") == (
        "No partnership is recorded to pursue the goal “Singing”.",
        "Nobody is known to work towards it: ask who does, or who will.",
    )
    assert told(one, "WITHOUT_A_GOAL") == (
        "The partnership “choir” is recorded to pursue no goal.",
        "What it is to achieve is not on record; ask it, or agree on a goal.",
    )
    many = with_goals(LOST, replace(LOST, id="g3", name="Dancing"))
    assert told(many, "GOALS_NOT_PURSUED")[0] == (
        "No partnership is recorded to pursue the goals “Singing” and “Dancing”."
    )
    assert told(many, "WITHOUT_A_GOAL") == (
        "The partnerships “choir” and “heads” are recorded to pursue no goal.",
        "What they are to achieve is not on record; ask them, or agree on a goal.",
    )


@pytest.mark.parametrize("layer", Layer)
def test_the_sentences_read_well_whatever_the_layer(layer: Layer) -> None:
    found = analyse(with_goals(PURSUED, LOST, pursuing="heads"), layer).findings
    text = " ".join(f"{f.sentence} {f.consequence}" for f in found if "GOAL" in f.kind)
    assert not JARGON.search(text)
    assert not DISAGREES.search(text)
