"""Planted truth: what is planted in fifty areas is found; where all is known, nothing else is."""

import pytest

from partnermap.analysis.networks.hearing import unheard
from partnermap.analysis.networks.network import graph
from tests.analysis.areas import Recipe, make_area
from tests.analysis.planted import QUESTIONS, Seen, scores
from tests.analysis.planting import AREAS, SIZE, UNHEARD, plant


@pytest.mark.parametrize("seed", range(AREAS))
def test_what_is_planted_is_found_and_nothing_invented(seed: int) -> None:
    for question, score in zip(QUESTIONS, scores(plant(seed)), strict=True):
        found = (score.found, score.found_on_record)
        assert found == (score.planted, score.planted), question.name
        assert (score.invented, score.missed) == (0, 0), question.name
        if question.beyond_doubt:
            assert score.belied == 0, question.name


@pytest.mark.parametrize("seed", range(AREAS))
def test_those_not_heard_are_told_as_such(seed: int) -> None:
    planted = plant(seed)
    share = UNHEARD[seed % len(UNHEARD)]
    assert unheard(graph(planted.area.record)) == planted.unheard
    assert len(planted.unheard) == round(share * SIZE)
    assert unheard(graph(planted.area.truth)) == ()


@pytest.mark.parametrize("seed", range(0, AREAS, 5))
def test_who_is_told_to_be_alone_works_at_most_with_some_that_were_never_asked(seed: int) -> None:
    area = plant(seed).area
    (alone,) = (question for question in QUESTIONS if question.name == "on their own")
    answers = {node.id: node.answer for node in area.record.nodes}
    partners = Seen(area.truth).facts.partners
    for organisation in alone.told(Seen(area.record)):
        assert isinstance(organisation, str)
        assert {answers[other] for other in partners[organisation]} <= {None}


def test_an_area_is_the_same_for_the_same_seed() -> None:
    assert make_area(3) == make_area(3)
    assert make_area(3) != make_area(4)


@pytest.mark.parametrize("broken", [False, True])
def test_a_record_without_errors_holds_nothing_that_is_not_so(broken: bool) -> None:
    area = make_area(1, Recipe(wrong=0, denied=0, broken=broken))
    assert {*area.record.memberships} < {*area.truth.memberships}
    assert area.record.denials == ()
