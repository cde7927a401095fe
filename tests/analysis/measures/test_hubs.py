"""Hubs: who holds far more than most of those heard, whatever is not known of the others."""

from random import Random

import pytest

from partnermap.analysis.measures.hubs import far_out, find_hubs
from partnermap.analysis.networks.network import graph
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Layer
from tests.analysis.named import network, random_network

EACH_WITH_HUB = {f"{school}+hub": [school, "hub"] for school in "abcdefghij"}


def test_who_holds_far_more_than_the_others_is_overloaded() -> None:
    found = find_hubs(graph(network(EACH_WITH_HUB)))
    assert (found.loads["hub"], found.loads["a"]) == (10, 1)
    assert (found.heard, found.median, found.threshold) == (11, 1, 4)
    assert found.overloaded == ("hub",)


def test_one_large_partnership_loads_nobody() -> None:
    found = find_hubs(graph(network({"heads": "abcdefghij"})))
    assert {*found.loads.values()} == {1}
    assert found.overloaded == ()


def test_a_partnership_that_nobody_else_is_in_is_no_load() -> None:
    alone = {f"plan {i}": ["a"] for i in range(9)}
    found = find_hubs(graph(network({**alone, "heads": "abcdefghij"})))
    assert found.loads["a"] == 1


def test_the_threshold_is_of_those_heard_and_holds_for_all() -> None:
    silent = dict.fromkeys([*"abc", "hub"], Answer.SILENT)
    found = find_hubs(graph(network(EACH_WITH_HUB, alone="klm", answers=silent)))
    assert found.heard == 10
    assert found.overloaded == ("hub",)  # it holds at least what others say of it


def test_an_outside_partner_can_be_overloaded() -> None:
    found = find_hubs(graph(network(EACH_WITH_HUB, outside=["hub"])))
    assert (found.heard, found.overloaded) == (10, ("hub",))


def test_of_few_it_cannot_be_told() -> None:
    few = {name: members for name, members in EACH_WITH_HUB.items() if members[0] < "g"}
    found = find_hubs(graph(network(few)))
    assert (found.heard, found.median, found.threshold, found.overloaded) == (7, None, None, ())


def test_formal_ties_count_on_their_layer_without_an_answer() -> None:
    formal = [(school, "hub") for school in "abcdefghij"]
    recorded = network(formal=formal, answer=None)
    found = find_hubs(graph(recorded, Layer.FORMAL))
    assert (found.heard, found.overloaded) == (11, ("hub",))
    assert find_hubs(graph(recorded)).threshold is None


@pytest.mark.parametrize("seed", range(50))
def test_who_is_over_holds_more_than_nearly_all(seed: int) -> None:
    recorded: Network = random_network(seed)
    found = find_hubs(graph(recorded))
    held = sorted(found.loads.values())
    for id_ in found.overloaded:
        assert found.threshold is not None and found.loads[id_] > found.threshold
        assert held.count(found.loads[id_]) < len(held) / 2


@pytest.mark.parametrize("seed", range(50))
def test_the_fence_moves_with_the_unit(seed: int) -> None:
    random = Random(seed)
    numbers = [random.randint(0, 20) for _ in range(random.randint(8, 40))]
    fence = far_out(numbers)
    assert fence is not None and fence >= sorted(numbers)[len(numbers) // 2]
    assert far_out([2 * number + 5 for number in numbers]) == 2 * fence + 5
    assert far_out(random.sample(numbers, len(numbers))) == fence
