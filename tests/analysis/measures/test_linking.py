"""Sole brokers: against what is left without each, on random networks."""

from itertools import combinations

import networkx as nx
import pytest

from partnermap.analysis.measures.linking import SoleBroker, sole_brokers
from tests.analysis.drawings import random_drawing, random_groups


def met(drawn: nx.Graph, groups: dict[str, str], one: str, other: str) -> bool:
    """Whether somebody of one group is tied to the other, or has a partner who is of neither."""
    first = [id_ for id_ in drawn if groups.get(id_) == one]
    second = {id_ for id_ in drawn if groups.get(id_) == other}
    return any(
        partner in second
        or (groups.get(partner) not in (one, other) and not second.isdisjoint(drawn[partner]))
        for id_ in first
        for partner in drawn[id_]
    )


def by_removal(drawn: nx.Graph, groups: dict[str, str]) -> set[SoleBroker]:
    found = set()
    for one, other in combinations(sorted({*groups.values()}), 2):
        if not met(drawn, groups, one, other):
            continue
        for id_ in drawn:
            left = drawn.copy()
            left.remove_node(id_)
            among = {groups.get(partner) for partner in drawn[id_]}
            if {one, other} <= among and not met(left, groups, one, other):
                found.add(SoleBroker(id_, (one, other)))
    return found


@pytest.mark.parametrize("seed", range(200))
def test_without_it_they_would_not_meet(seed: int) -> None:
    drawn = random_drawing(seed, most=12)
    groups = random_groups(drawn, seed)
    found = sole_brokers(drawn, groups)
    assert len(found) == len({*found})
    assert {*found} == by_removal(drawn, groups)


def test_a_second_way_round_leaves_none() -> None:
    path = nx.path_graph(["ash", "elm", "hope", "clinic", "oak"])
    groups = {"ash": "school", "elm": "school", "clinic": "health", "oak": "health"}
    assert sole_brokers(path, groups) == (SoleBroker("hope", ("health", "school")),)
    path.add_edges_from([("elm", "yew"), ("yew", "clinic")])
    assert sole_brokers(path, groups) == ()
