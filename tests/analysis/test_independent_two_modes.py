"""Measures of two modes against igraph on the records themselves, on 200 random networks each.

Repairs and what a missing link would add are held to brute force beside their own tests.
"""

from collections.abc import Collection, Sequence
from itertools import combinations
from math import floor
from random import Random

import igraph
import networkx as nx
import pytest

from partnermap.analysis.gaps.missing import find_missing_links
from partnermap.analysis.measures.bottlenecks import find_bottlenecks
from partnermap.analysis.measures.cohesion import measure_cohesion
from partnermap.analysis.measures.fragmentation import fragmentation
from partnermap.analysis.measures.hubs import FEWEST, find_hubs
from partnermap.analysis.measures.keyplayers import find_departures, find_reach, reached_from
from partnermap.analysis.networks.network import graph, project
from partnermap.model.network import Network
from partnermap.vocabulary import Answer
from tests.analysis.by_igraph import records, theirs
from tests.analysis.named import random_network
from tests.analysis.patchwork import placed

EACH = pytest.mark.parametrize("seed", range(200))


def inside(recorded: Network) -> list[str]:
    return sorted(node.id for node in recorded.nodes if not node.outside)


@EACH
def test_projection(seed: int) -> None:
    drawn = graph(random_network(seed))
    organisations = [id_ for id_, data in drawn.nodes(data=True) if "outside" in data]
    expected = nx.bipartite.collaboration_weighted_projected_graph(drawn, organisations)
    found = project(drawn)
    assert {*found} == {*expected}
    assert found.size() == expected.size()
    for start, end, weight in expected.edges(data="weight"):
        assert found.edges[start, end]["weight"] == pytest.approx(weight)
        assert found.edges[start, end]["distance"] == pytest.approx(1 / weight)


@EACH
def test_cohesion(seed: int) -> None:
    recorded = random_network(seed)
    known, here = records(recorded), {*inside(recorded)}
    organisations = {node.id for node in recorded.nodes}
    parts = [{*known.vs[part]["name"]} & organisations for part in known.connected_components()]
    tied = [tuple(sorted(part & here)) for part in parts if part & here and len(part) > 1]
    found = measure_cohesion(graph(recorded))
    assert found.components == tuple(sorted(tied, key=lambda part: (-len(part), part)))
    heard = [n.id for n in recorded.nodes if n.id in here and n.answer is Answer.COMPLETE]
    alone = here - {id_ for part in tied for id_ in part}
    assert found.isolates == tuple(id_ for id_ in heard if id_ in alone)
    assert found.not_known == tuple(sorted(alone - {*heard}))
    pairs = [*combinations(heard, 2)]
    met = sum(not {*known.neighbors(a)}.isdisjoint(known.neighbors(b)) for a, b in pairs)
    assert found.density == (pytest.approx(met / len(pairs)) if pairs else None)


def stranded(known: igraph.Graph, before: Collection[int], here: Collection[str]) -> int:
    """How many of those that were joined before are outside the part that keeps most of them."""
    names = {*known.vs["name"]}
    joined = {*before} & names & {*here}
    parts = [joined.intersection(known.vs[part]["name"]) for part in known.connected_components()]
    return len(joined) - max(map(len, parts), default=0)


@EACH
def test_cut_points_and_bridges(seed: int) -> None:
    recorded = random_network(seed)
    known, here = records(recorded), inside(recorded)
    found = find_bottlenecks(graph(recorded))
    cuts, bridges = {}, {}
    for at in known.articulation_points():
        name, without = known.vs[at]["name"], known.copy()
        together = known.vs[known.subcomponent(at)]["name"]
        without.delete_vertices(at)
        cuts[name] = stranded(without, together, here)
    for tie in known.es[known.bridges()]:
        without = known.copy()
        together = known.vs[known.subcomponent(tie.source)]["name"]
        without.delete_edges(tie.index)
        bridges[tuple(sorted(known.vs[tie.tuple]["name"]))] = stranded(without, together, here)
    assert {cut.id: len(cut.stranding.organisations) for cut in found.cut_points} == {
        name: count for name, count in cuts.items() if count
    }
    assert {b.ends: len(b.stranding.organisations) for b in found.bridges} == {
        ends: count for ends, count in bridges.items() if count
    }


def quartile(ordered: Sequence[int], number: int) -> float:
    """A quartile, linearly between the two numbers nearest to its place."""
    place = number * (len(ordered) - 1) / 4
    low = floor(place)
    above = ordered[min(low + 1, len(ordered) - 1)]
    return ordered[low] + (place - low) * (above - ordered[low])


@EACH
def test_hubs(seed: int) -> None:
    recorded = random_network(seed)
    known = records(recorded)
    loads = {
        node.id: sum(known.degree(p) > 1 for p in known.neighbors(node.id))
        for node in recorded.nodes
    }
    heard = [n.id for n in recorded.nodes if not n.outside and n.answer is Answer.COMPLETE]
    found = find_hubs(graph(recorded))
    assert (found.loads, found.heard) == (loads, len(heard))
    if len(heard) < FEWEST:
        assert (found.median, found.threshold, found.overloaded) == (None, None, ())
        return
    held = sorted(loads[id_] for id_ in heard)
    first, median, third = (quartile(held, number) for number in (1, 2, 3))
    fence = third + 3 * max(third - first, 1)
    assert found.median == pytest.approx(median)
    assert found.threshold == pytest.approx(fence)
    assert {*found.overloaded} == {id_ for id_, load in loads.items() if load > fence}


def fallen_apart(recorded: Network, gone: Collection[str], *, by_distance: bool) -> float:
    """Fragmentation by igraph's distances: two in one partnership are two steps apart in it."""
    known = records(recorded)
    known.delete_vertices([*gone])
    left = [id_ for id_ in inside(recorded) if id_ not in gone]
    if len(left) < 2:
        return 1.0
    rows = known.distances(source=left, target=left)
    steps: list[float] = [far / 2 for at, row in enumerate(rows) for far in row[:at]]
    return 1 - sum((1 / far if by_distance else far < len(known.vs)) for far in steps) / len(steps)


@pytest.mark.parametrize("by_distance", [False, True])
@EACH
def test_fragmentation(seed: int, by_distance: bool) -> None:
    recorded, random = random_network(seed), Random(seed)
    ids = [node.id for node in recorded.nodes]
    gone = random.sample(ids, random.randint(0, len(ids) // 3))
    expected = fallen_apart(recorded, gone, by_distance=by_distance)
    found = fragmentation(graph(recorded), gone, by_distance=by_distance)
    assert found == pytest.approx(expected)


@EACH
def test_departures(seed: int) -> None:
    recorded = random_network(seed)
    scope, by_distance = inside(recorded)[:9], bool(seed % 2)
    found = find_departures(graph(recorded), 2, by_distance=by_distance, among=scope)
    sets = combinations(scope, min(2, len(scope)))
    values = [fallen_apart(recorded, gone, by_distance=by_distance) for gone in sets]
    assert found.optimum
    assert found.optimum.value == pytest.approx(max(values))
    assert found.greedy.value <= found.optimum.value + 1e-9


@EACH
def test_reach(seed: int) -> None:
    recorded = random_network(seed)
    known, scope, steps = records(recorded), inside(recorded), 1 + seed % 3
    around = [
        {*known.vs[near]["name"]} & {*scope} for near in known.neighborhood(scope, order=2 * steps)
    ]
    drawn = graph(recorded)
    found = find_reach(drawn, 2, steps)
    sets = combinations(range(len(scope)), min(2, len(scope)))
    most = max(len(set().union(*(around[at] for at in chosen))) for chosen in sets)
    assert found.best.value == pytest.approx(most / max(1, len(scope)))
    for id_, near in zip(scope, around, strict=True):
        assert reached_from(drawn, [id_], steps) == tuple(sorted(near))


@EACH
def test_missing_links(seed: int) -> None:
    recorded = random_network(seed)
    recorded = placed(recorded, {node.id: (0, 0) for node in recorded.nodes})
    links = find_missing_links(graph(recorded)).links
    partners = project(graph(recorded))
    known, at = theirs(partners), {id_: place for place, id_ in enumerate(sorted(partners))}
    likely = known.similarity_inverse_log_weighted()
    degree = known.degree()
    for link in links:
        one, other = (at[id_] for id_ in link.pair)
        common = {*known.neighbors(one)} & {*known.neighbors(other)}
        assert link.common == len(common)
        assert link.adamic_adar == pytest.approx(likely[one][other])
        assert link.resource_allocation == pytest.approx(sum(1 / degree[z] for z in common))
