"""Suggestions: told where they are worth it, of what is known alone, each sort of gain apart."""

from itertools import combinations

import pytest

from partnermap.analysis import analyse, study
from partnermap.analysis.measures.fragmentation import fragmentation
from partnermap.analysis.networks.network import graph
from partnermap.model.findings import Finding
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Layer
from tests.analysis.findings.test_findings import DISAGREES, JARGON
from tests.analysis.named import network
from tests.analysis.patchwork import placed, random_places


def found(recorded: Network, kind: str, layer: Layer = Layer.WORKING) -> list[Finding]:
    return [each for each in analyse(recorded, layer).findings if each.kind == kind]


def near(recorded: Network, **more: tuple[int, int]) -> Network:
    """The network with everybody in one place but some."""
    return placed(recorded, {node.id: more.get(node.id, (0, 0)) for node in recorded.nodes})


def ring(*leaves: str) -> Network:
    """Three who know each other, each with leaves of their own."""
    ties = {"ab": "ab", "bc": "bc", "ca": "ca"}
    return network(ties | {leaf: leaf for leaf in leaves})


def test_the_three_whose_leaving_parts_most() -> None:
    recorded = ring("ad", "ae", "bf", "bg", "ch", "ci")
    (told,) = found(recorded, "HURT_MOST")
    assert told.about == ("a", "b", "c")
    assert told.measure.value == fragmentation(graph(recorded), "abc") == 1.0
    assert told.sentence == (
        "If a, b and c all left, 100% of the pairs that stay could not reach each other by working "
        "partnerships."
    )
    assert told.consequence.startswith("No other 3 would leave the rest less joined:")


def test_who_lose_nobody_are_not_told_of() -> None:
    assert found(network({"heads": "abcdefghi"}), "HURT_MOST") == []
    assert (
        found(network({"heads": "abc"}, formal=[("a", "d"), ("b", "d")]), "HURT_MOST", Layer.FORMAL)
        == []
    )


def test_who_would_gain_most_of_each_sort_should_meet() -> None:
    recorded = placed(
        network({"heads": "abc", "sports": "cd", "support": "be"}),
        dict.fromkeys("abcde", (0, 0)) | {"d": (0, 1_240), "e": (1_240, 0)},
        themes={"support": ["EARLY_YEARS"], "sports": ["FAITH"], "heads": ["FAITH"]},
        providers=[("e", "support")],
    )
    told = found(recorded, "SHOULD_MEET")
    assert [each.measure.parameters["by"] for each in told] == ["RESILIENCE", "NEED"]
    saves, provides = told
    assert saves.about == ("b", "d")
    assert saves.sentence == "b and d are 1.2 km apart and do not work together."
    assert "d" in saves.affected
    assert saves.measure.value == len(saves.affected)
    assert provides.about == ("a", "e")
    assert provides.consequence == (
        "One of them provides for early years, on which the other works with nobody. If they did, "
        "a departure that would cut off both of them today would no longer do so."
    )


def test_who_share_a_place_are_not_told_how_far_apart_they_are() -> None:
    told = found(near(network({"heads": "abc", "sports": "cd"})), "SHOULD_MEET")
    assert told[0].sentence == "a and d are in the same place and do not work together."


def test_nobody_is_told_to_meet_of_whom_it_is_not_known() -> None:
    ties = {"heads": "abc", "sports": "cd"}
    answered = near(network(ties))
    assert found(answered, "SHOULD_MEET")
    silent = near(network(ties, answer=Answer.SILENT))
    assert found(silent, "SHOULD_MEET") == []


def test_who_are_far_apart_are_not_told_to_meet() -> None:
    far = near(network({"heads": "abc", "sports": "cd"}), d=(100_000, 0))
    assert found(far, "SHOULD_MEET") == []


def test_of_too_many_nothing_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = near(ring("ad", "ae", "bf", "bg", "ch", "ci"))
    assert found(recorded, "HURT_MOST")
    monkeypatch.setattr(study, "MOST_AT_ONCE", len(recorded.nodes) - 1)
    assert found(recorded, "HURT_MOST") == []


@pytest.mark.parametrize("seed", range(20))
def test_they_read_well_and_name_pairs_that_are_apart(seed: int) -> None:
    recorded = random_places(seed)
    shared = {
        pair
        for p in recorded.partnerships
        for pair in combinations(
            sorted(m.organisation for m in recorded.memberships if m.partnership == p.id), 2
        )
    }
    for told in found(recorded, "SHOULD_MEET") + found(recorded, "HURT_MOST"):
        text = f"{told.sentence} {told.consequence}"
        assert not JARGON.search(text)
        assert not DISAGREES.search(text)
        assert told.kind != "SHOULD_MEET" or told.about not in shared
