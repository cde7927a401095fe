"""Brokerage roles: one of each, and every pair of partners looked at one by one."""

from collections import Counter
from random import Random

import networkx as nx
import pytest

from partnermap.analysis.measures.brokerage import Brokerage, brokerage
from tests.analysis.drawings import drawing, pairs, random_drawing, random_groups, renamed


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ("aaa", Brokerage(coordinator=1)),
        ("aba", Brokerage(consultant=1)),
        ("aab", Brokerage(gatekeeper=1)),
        ("baa", Brokerage(gatekeeper=1)),
        ("abc", Brokerage(liaison=1)),
        ("ab ", Brokerage(unplaced=1)),
        ("a a", Brokerage(unplaced=1)),
    ],
)
def test_one_broker_between_two(groups: str, expected: Brokerage) -> None:
    known = {str(at): group for at, group in enumerate(groups) if group != " "}
    found = brokerage(drawing(nx.path_graph(3)), known)
    assert found == {"0": Brokerage(), "1": expected, "2": Brokerage()}
    assert found["1"].total == 1


def test_two_who_are_tied_need_no_broker() -> None:
    found = brokerage(drawing(nx.complete_graph(4)), dict.fromkeys("0123", "a"))
    assert {*found.values()} == {Brokerage()}


def test_nobody_brokers_where_there_is_nobody() -> None:
    assert brokerage(nx.Graph(), {}) == {}
    assert brokerage(drawing(nx.empty_graph(1)), {"0": "a"}) == {"0": Brokerage()}


def one_by_one(drawn: nx.Graph, groups: dict[str, str], broker: str) -> Brokerage:
    roles: Counter[str] = Counter()
    for start, end in pairs(drawn):
        if not {start, end} <= {*drawn[broker]} or drawn.has_edge(start, end):
            continue
        if not groups.keys() >= {start, broker, end}:
            roles["unplaced"] += 1
            continue
        alike = groups[start] == groups[end]
        own = (groups[start] == groups[broker]) + (groups[end] == groups[broker])
        different = "consultant" if alike else "liaison"
        roles[{0: different, 1: "gatekeeper", 2: "coordinator"}[own]] += 1
    return Brokerage(**roles)


@pytest.mark.parametrize("seed", range(200))
def test_agrees_with_looking_at_every_pair(seed: int) -> None:
    drawn = random_drawing(seed, most=12)
    groups = random_groups(drawn, seed)
    found = brokerage(drawn, groups)
    assert list(found) == sorted(drawn)
    assert found == {broker: one_by_one(drawn, groups, broker) for broker in drawn}


@pytest.mark.parametrize("seed", range(50))
def test_other_names_change_nothing(seed: int) -> None:
    drawn = random_drawing(seed, most=20)
    groups = random_groups(drawn, seed)
    other, names = renamed(drawn, Random(seed))
    after = brokerage(other, {names[id_]: group for id_, group in groups.items()})
    assert brokerage(drawn, groups) == {id_: after[names[id_]] for id_ in drawn}
