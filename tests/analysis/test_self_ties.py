"""A tie of an organisation to itself is no tie, whatever is measured."""

from dataclasses import replace

import pytest

from partnermap.analysis import analyse
from partnermap.analysis.measures.cohesion import measure_cohesion
from partnermap.analysis.measures.hubs import find_hubs
from partnermap.analysis.networks.network import graph
from partnermap.model.network import Denial, FormalEdge
from partnermap.vocabulary import TieKind
from tests.analysis.drawings import random_drawing, random_groups
from tests.analysis.named import network, random_network, told
from tests.analysis.test_bad_input import MEASURED, combined
from tests.analysis.test_same_answers import MEASURES


@pytest.mark.parametrize("name", MEASURES)
def test_a_tie_to_itself_is_no_tie(name: str) -> None:
    for seed in range(20):
        drawn = random_drawing(seed, most=12)
        groups = random_groups(drawn, seed)
        expected = MEASURES[name](drawn, groups)
        for id_ in sorted(drawn)[::2]:
            drawn.add_edge(id_, id_, weight=2.0, distance=0.5, partnerships=("own",))
        # How many partners one has is counted by whoever asks for their correlation.
        if name != "degree correlation":
            assert MEASURES[name](drawn, groups) == expected


@pytest.mark.parametrize("name", ["bottlenecks", "repairs", "fragmentation", "missing links"])
def test_a_tie_to_itself_is_no_tie_in_two_modes(name: str) -> None:
    for seed in range(20):
        recorded = random_network(seed)
        ids = [node.id for node in recorded.nodes][::2]
        selves = replace(
            recorded,
            formal=(*recorded.formal, *(FormalEdge(TieKind.IN_LA, i, i) for i in ids)),
            memberships=(*recorded.memberships, *recorded.memberships[::2]),
            denials=tuple(Denial(i, i) for i in ids),
        )
        assert MEASURED[name].measure(selves) == MEASURED[name].measure(recorded)
        assert measure_cohesion(graph(selves)) == measure_cohesion(graph(recorded))
        assert told(analyse(selves)) == told(analyse(recorded))


def test_a_tie_to_itself_is_no_load() -> None:
    drawn = combined(network({"p": "abc", "q": "ab"}))
    loads = find_hubs(drawn).loads
    drawn.add_edge("a", "a", kinds=(TieKind.IN_LA,), may_have_held=False)
    assert find_hubs(drawn).loads == loads
