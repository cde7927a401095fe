"""Where there is nothing to measure: a true answer or None, no exception, no zero that misleads.

Measures of one mode take the ties of those that were heard, as their documentation says.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import networkx as nx
import pytest

from partnermap.analysis import analyse
from partnermap.analysis.gaps.alone import Gaps, find_alone
from partnermap.analysis.gaps.cluster_gaps import find_holes
from partnermap.analysis.gaps.crossings import find_phase_gaps, find_sector_gaps
from partnermap.analysis.gaps.missing import find_missing_links
from partnermap.analysis.gaps.nearness import find_near
from partnermap.analysis.gaps.neighbours import find_border_gaps, find_close_gaps
from partnermap.analysis.gaps.provision import find_need_gaps
from partnermap.analysis.gaps.pursuit import Pursuit, find_pursuit
from partnermap.analysis.measures.bottlenecks import Bottlenecks, find_bottlenecks
from partnermap.analysis.measures.brokerage import Brokerage, brokerage
from partnermap.analysis.measures.centrality import (
    betweenness,
    degree_centralisation,
    estimate_betweenness,
)
from partnermap.analysis.measures.clusters import adjusted_rand, find_clusters
from partnermap.analysis.measures.cohesion import measure_cohesion
from partnermap.analysis.measures.core import core_numbers, find_core
from partnermap.analysis.measures.fragmentation import fragmentation
from partnermap.analysis.measures.holes import constraint, effective_size
from partnermap.analysis.measures.hubs import find_hubs
from partnermap.analysis.measures.keyplayers import find_departures, find_reach
from partnermap.analysis.measures.linking import sole_brokers
from partnermap.analysis.measures.mixing import (
    Meeting,
    assortativity,
    leanings,
    mixing_matrix,
    value_assortativity,
)
from partnermap.analysis.measures.overlap import Multiplexity, multiplexity, overlap
from partnermap.analysis.mending.limits import Limits
from partnermap.analysis.mending.repairs import find_repairs
from partnermap.analysis.networks.groups import by_attribute, by_whole
from partnermap.analysis.networks.hearing import is_heard
from partnermap.analysis.networks.network import graph, insiders, project
from partnermap.analysis.networks.views import rolled_up
from partnermap.analysis.supposing.whatif import suppose
from partnermap.model.network import Network
from partnermap.vocabulary import Layer, TieKind, View
from tests.analysis.named import network, pairs
from tests.analysis.patchwork import placed

HERE = dict.fromkeys("abc", (0, 0))
NETWORKS = {
    "nobody": network(),
    "one": placed(network(alone="a"), HERE),
    "apart": placed(network(alone="abc"), HERE),
    "unknown": placed(network(alone="abc", answer=None), HERE),
    "elsewhere": network({"p": "xy"}, outside="xy"),
}
"""Nobody; one organisation; three that work with nobody; three of whom nobody was asked; a scope
that holds nobody, with partners outside."""


def combined(recorded: Network) -> nx.Graph:
    return graph(recorded, Layer.COMBINED)


def heard(recorded: Network) -> nx.Graph:
    """The ties of those of the scope that answered in full."""
    drawn = combined(recorded)
    return project(drawn).subgraph(i for i in insiders(drawn) if is_heard(drawn, i))


def kinds(drawn: nx.Graph) -> Mapping[str, str]:
    return by_attribute(drawn, "kind")


class Answers(NamedTuple):
    """What a measure says of nobody, of one, of three apart, and of three unknown."""

    measure: Callable[[Network], object]
    nobody: object
    one: object
    apart: object
    unknown: object


def of_heard(
    measure: Callable[[nx.Graph], object], nobody: object, one: object, apart: object
) -> Answers:
    """Of a measure of one mode: of whom nobody was asked, nobody was heard."""
    return Answers(lambda recorded: measure(heard(recorded)), nobody, one, apart, nobody)


def of_graph(measure: Callable[[nx.Graph], object], *answers: object) -> Answers:
    nobody, one, apart, unknown = answers
    return Answers(lambda recorded: measure(combined(recorded)), nobody, one, apart, unknown)


def gaps(find: Callable[[nx.Graph], Gaps[Any]], *counts: tuple[int, int, int]) -> Answers:
    """How many gaps there are, are unknown, and the list is silent about."""

    def count(drawn: nx.Graph) -> object:
        found = find(drawn)
        return len(found.gaps), found.unknown, found.silent_about

    return of_graph(count, *counts)


def links(drawn: nx.Graph) -> object:
    found = find_missing_links(drawn)
    return len(found.links), len(found.unknown), found.silent_about


def leaning(drawn: nx.Graph) -> object:
    found = leanings(drawn, kinds(drawn))
    return found.overall.index, {id_: one.index for id_, one in found.organisations.items()}


def shares(drawn: nx.Graph) -> object:
    found = overlap(drawn, kinds(drawn))
    return found.formal_among_working, found.working_among_formal


def holes(drawn: nx.Graph) -> Gaps[Any]:
    return find_holes(drawn, find_missing_links(drawn), ["a", "b", "c"])


def exposed(drawn: nx.Graph) -> object:
    found = find_repairs(drawn)
    return found.repairs, found.before.organisations, found.at_least, found.impossible


NONE = dict.fromkeys("abc")
NOTHING = Bottlenecks((), ())
MEASURED = {
    "degree centralisation": of_heard(degree_centralisation, None, None, 0.0),
    "betweenness": of_heard(betweenness, None, None, dict.fromkeys("abc", 0.0)),
    "estimated betweenness": of_heard(
        lambda drawn: (found := estimate_betweenness(drawn)) and found.shares,
        *(None, None, dict.fromkeys("abc", 0.0)),
    ),
    "constraint": of_heard(constraint, {}, {"a": None}, NONE),
    "effective size": of_heard(effective_size, {}, {"a": None}, NONE),
    "brokerage": of_heard(
        lambda drawn: brokerage(drawn, kinds(drawn)),
        {},
        {"a": Brokerage()},
        dict.fromkeys("abc", Brokerage()),
    ),
    "leanings": of_heard(leaning, (None, {}), (None, {"a": None}), (None, NONE)),
    "sole brokers": of_heard(lambda drawn: sole_brokers(drawn, kinds(drawn)), (), (), ()),
    "mixing": of_heard(
        lambda drawn: mixing_matrix(drawn, kinds(drawn)),
        {},
        {("School", "School"): Meeting(ties=0, pairs=0)},
        {("School", "School"): Meeting(ties=0, pairs=3)},
    ),
    "assortativity": of_heard(lambda drawn: assortativity(drawn, kinds(drawn)), None, None, None),
    "assortativity by degree": of_heard(
        lambda drawn: value_assortativity(drawn, dict(drawn.degree)), None, None, None
    ),
    "core numbers": of_heard(core_numbers, {}, {"a": 0}, dict.fromkeys("abc", 0)),
    "core": of_heard(find_core, None, None, None),
    "modularity": of_heard(lambda drawn: find_clusters(drawn).modularity, None, None, None),
    "agreement with groups": of_heard(
        lambda drawn: adjusted_rand(find_clusters(drawn).groups, kinds(drawn)), None, None, None
    ),
    "multiplexity": of_heard(multiplexity, *[Multiplexity({}, None, None)] * 3),
    "overlap": of_heard(shares, (None, None), (None, None), (None, 0.0)),
    "density": Answers(lambda r: measure_cohesion(graph(r)).density, None, None, 0.0, None),
    "isolates": Answers(
        lambda r: measure_cohesion(graph(r)).isolates, (), ("a",), ("a", "b", "c"), ()
    ),
    "wholes": of_graph(lambda drawn: by_whole(drawn, TieKind.IN_LA), {}, {}, {}, {}),
    "bottlenecks": of_graph(find_bottlenecks, *[NOTHING] * 4),
    "hubs": of_graph(lambda drawn: find_hubs(drawn).overloaded, (), (), (), ()),
    "overload": of_graph(lambda drawn: find_hubs(drawn).threshold, None, None, None, None),
    "repairs": of_graph(exposed, *[((), (), 0, False)] * 4),
    "fragmentation": of_graph(fragmentation, 1.0, 1.0, 1.0, 1.0),
    "departures": of_graph(
        lambda drawn: find_departures(drawn, 2).best.organisations,
        *((), ("a",), ("a", "b"), ("a", "b")),
    ),
    "reach": of_graph(lambda drawn: find_reach(drawn, 1, 2).best.value, 0.0, 1.0, 1 / 3, 1 / 3),
    "near": of_graph(lambda drawn: len(find_near(drawn).pairs), 0, 0, 3, 3),
    "missing links": of_graph(links, (0, 0, 0), (0, 0, 0), (3, 0, 0), (0, 3, 3)),
    "alone": gaps(find_alone, (0, 0, 0), (1, 0, 0), (3, 0, 0), (0, 3, 3)),
    "holes": gaps(holes, (0, 0, 0), (0, 0, 0), (3, 0, 0), (0, 3, 3)),
    "close": gaps(
        lambda drawn: find_close_gaps(drawn, find_missing_links(drawn)),
        *((0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 3)),
    ),
    "border": gaps(
        lambda drawn: find_border_gaps(drawn, find_missing_links(drawn)),
        *((0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 3)),
    ),
    "sectors": gaps(
        lambda drawn: find_sector_gaps(drawn, {"x": "youth"}),
        *((0, 0, 0), (1, 0, 0), (3, 0, 0), (0, 3, 3)),
    ),
    "phases": gaps(find_phase_gaps, (0, 0, 0), (0, 0, 1), (0, 0, 3), (0, 0, 3)),
    "needs": gaps(
        lambda drawn: find_need_gaps(drawn, themes=["SEND"]),
        *((0, 0, 0), (0, 0, 1), (0, 0, 3), (0, 0, 3)),
    ),
    "goals": Answers(find_pursuit, *[Pursuit()] * 4),
    "by trust": Answers(
        lambda r: len(rolled_up(replace(r, layer=Layer.COMBINED), View.TRUSTS).nodes), 0, 1, 3, 3
    ),
    "what-if": Answers(lambda r: suppose(r, []) == r, True, True, True, True),
    "findings": Answers(
        lambda r: [str(found.kind) for found in analyse(r).findings],
        ["JOINED_UP"],
        ["JOINED_UP", "ON_THEIR_OWN"],
        ["JOINED_UP", "PAIRS_JOINED", "ON_THEIR_OWN", "SHOULD_MEET"],
        ["JOINED_UP", "NOT_KNOWN"],
    ),
}


@pytest.mark.parametrize("which", ["nobody", "one", "apart", "unknown"])
@pytest.mark.parametrize("name", MEASURED)
def test_where_there_is_nothing_to_measure(name: str, which: str) -> None:
    answers = MEASURED[name]
    assert answers.measure(NETWORKS[which]) == getattr(answers, which)


@pytest.mark.parametrize("name", ["bottlenecks", "repairs", "fragmentation", "density", "isolates"])
def test_of_a_scope_that_holds_nobody_partners_outside_say_nothing(name: str) -> None:
    answers = MEASURED[name]
    elsewhere = network({"p": "xy", "q": "yz"}, outside="xyz")
    assert answers.measure(elsewhere) == answers.nobody


# Limits that contradict each other, or everything

STRICT = {
    "nobody": Limits(each=0),
    "nowhere": Limits(km=0),
    "no phases": Limits(phases=frozenset()),
    "no two": Limits(allows=lambda _one, _other: False),
    "all forbidden": Limits(forbidden=frozenset({("0", "1"), ("2", "0"), ("1", "2")})),
    "all at once": Limits(km=0, phases=frozenset(), allows=lambda *_: False, each=0),
}


@pytest.mark.parametrize("name", STRICT)
def test_no_repairs_within_the_limits_is_an_answer(name: str) -> None:
    drawn = graph(pairs(nx.path_graph(3)))
    for at, id_ in enumerate("012"):
        drawn.nodes[id_].update(phase="PRIMARY", easting=1000 * at, northing=0)
    found = find_repairs(drawn, STRICT[name])
    assert (found.repairs, found.impossible) == ((), True)
    assert (found.before, found.remaining) == (found.after, find_bottlenecks(drawn))
    assert found.before.organisations


@pytest.mark.parametrize("limits", STRICT.values(), ids=STRICT)
@pytest.mark.parametrize("which", NETWORKS)
def test_where_nothing_is_to_repair_no_limits_stand_in_the_way(which: str, limits: Limits) -> None:
    found = find_repairs(combined(NETWORKS[which]), limits)
    assert (found.repairs, found.impossible) == ((), False)
