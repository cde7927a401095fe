"""Mending one weak point: by hand, and against every set of pairs on small networks."""

from itertools import combinations

import networkx as nx
import pytest

from partnermap.analysis.measures.bottlenecks import find_bottlenecks
from partnermap.analysis.mending.limits import FAR, Limits
from partnermap.analysis.mending.one_loss import find_mend
from partnermap.analysis.mending.repairs import repaired
from partnermap.analysis.networks.network import graph, insiders
from tests.analysis.mending.test_repairs import Pair, small
from tests.analysis.named import network


def parted(drawn: nx.Graph, removed: tuple[str, ...], ties: tuple[Pair, ...]) -> int:
    """How many parts with organisations of the scope are left of what was one component."""
    around = nx.node_connected_component(drawn, removed[0])
    left = repaired(drawn, ties)
    if len(removed) == 2:
        left.remove_edge(*removed)
    else:
        left.remove_nodes_from(removed)
    inside = {*insiders(drawn)} & around
    return sum(not inside.isdisjoint(part) for part in nx.connected_components(left))


def lengths(drawn: nx.Graph, limits: Limits) -> dict[Pair, int]:
    options = limits.options(drawn)
    return {(a, b): metres for a in options for b, metres in options[a].items() if a < b}


@pytest.mark.parametrize("km", [None, 6])
@pytest.mark.parametrize("seed", range(60))
def test_it_is_the_fewest_and_the_shortest_that_outlast_the_loss(seed: int, km: int | None) -> None:
    drawn, limits = small(seed), Limits(km=km)
    known = lengths(drawn, limits)
    weak = find_bottlenecks(drawn)
    losses = [(cut.id,) for cut in weak.cut_points] + [bridge.ends for bridge in weak.bridges]
    for removed in losses:
        found = find_mend(drawn, removed, limits)
        ties = tuple(tie.ends for tie in found.ties)
        gone = {*removed} if len(removed) == 1 else set()
        pairs = [pair for pair in known if gone.isdisjoint(pair)]
        best = min(
            (parted(drawn, removed, some), many, sum(known[pair] for pair in some))
            for many in range(min(found.needed, len(pairs)) + 1)
            for some in combinations(pairs, many)
        )
        assert (parted(drawn, removed, ties), len(ties), sum(known[pair] for pair in ties)) == best
        assert found.whole is (best[0] <= 1)
        assert all((tie.metres is None) is (known[tie.ends] == FAR) for tie in found.ties)


def test_where_nothing_is_parted_nothing_is_needed() -> None:
    found = find_mend(graph(network({"heads": "abc", "sports": "abc"})), ["heads"])
    assert (found.ties, found.needed, found.whole) == ((), 0, True)
