"""The analysis of a diocese and of the country: how long it takes, and beside other libraries.

Times are of the processor: it runs on one thread and waits for nothing, so that they are what it
takes where nothing else runs. Only of what is shared out among processors it is the time that goes
by. What others do is timed on the same graph in their own form, ours from networkx's; a figure
without a bound is there for comparison.
"""

import resource
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from multiprocessing import get_context
from random import Random
from time import perf_counter, process_time

import igraph
import networkit
import networkx as nx

from benchmarks import areas, catalogue
from benchmarks.report import Bound, Figure
from partnermap.analysis.confidence.sureness import sum_up
from partnermap.analysis.confidence.worlds import resample
from partnermap.analysis.measures import heavy
from partnermap.analysis.measures.bottlenecks import find_bottlenecks
from partnermap.analysis.measures.centrality import betweenness, estimate_betweenness
from partnermap.analysis.measures.clusters import find_many_clusters
from partnermap.analysis.measures.holes import constraint, effective_size
from partnermap.analysis.mending.repairs import find_repairs
from partnermap.analysis.networks.network import graph, project
from partnermap.analysis.study import Study
from partnermap.runs.worlds import Worlds
from partnermap.vocabulary import Layer

Action = Callable[[], object]

_WORLDS = 100
_SAMPLES = 256
_SOME = 100
"""Of so many organisations the effective size is asked of networkx."""
_DIOCESE = "a diocese of 300 organisations, 1,500 pairs working together"
_WORKING = "the country's working layer"
_COMBINED = "the country's combined layer"


def analysis(pairs: int) -> Iterator[Figure]:
    """A diocese, in a process that has done each once; nothing is kept from one to the next."""
    heavy.load()
    network = areas.diocese()
    drawn = graph(network)
    projected = project(drawn)
    worlds = [*islice(resample(network), _WORLDS)]

    def in_all_worlds() -> None:
        for world in worlds:
            there = graph(world)
            find_bottlenecks(there)
            betweenness(project(there))

    yield _figure(_DIOCESE, lambda: catalogue.seconds(network), pairs, Bound(600))
    name = f"cut-points and betweenness of it in {_WORLDS} worlds"
    yield _figure(name, in_all_worlds, pairs, Bound(3_000))
    study = Study(network)
    name = f"{_WORLDS} worlds of it drawn and looked at, on all processors"
    yield Figure(name, "ms", tuple(_looked_at(study) for _ in range(pairs)), None)
    yield _figure("the fewest repairs of it", lambda: find_repairs(drawn), min(pairs, 3))
    others = Others(projected)
    yield from _beside(
        "betweenness of it",
        lambda: betweenness(projected),
        {
            "networkx": lambda: nx.betweenness_centrality(projected, weight="distance"),
            "igraph": lambda: others.igraph.betweenness(weights="distance"),
            "NetworKit": lambda: networkit.centrality.Betweenness(others.far).run(),
        },
        pairs,
    )


def _looked_at(study: Study) -> float:
    """The milliseconds until all worlds are heard of, from before the processes start."""
    start = perf_counter()
    worlds = Worlds(study)
    sum_up(study, islice(worlds.shown(), _WORLDS))
    taken = 1000 * (perf_counter() - start)
    worlds.close()
    return taken


def analysis_national(pairs: int) -> Iterator[Figure]:
    """The country; where a peer takes minutes both are run once."""
    heavy.load()
    nation = areas.nation()
    working = areas.working_together(nation)
    few = min(pairs, 3)
    yield _figure(
        f"the whole catalogue on {_WORKING}", lambda: catalogue.seconds(working), few, Bound(15_000)
    )
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        runs = [pool.apply(_combined) for _ in range(few)]
    name = f"cuts, clusters, constraint, size, betweenness of {_COMBINED}"
    yield Figure(name, "ms", tuple(taken for taken, _ in runs), Bound(10_000))
    yield Figure("memory of that process", "MB", tuple(most for _, most in runs), Bound(1_000))

    drawn = graph(nation, Layer.COMBINED)
    projected = project(drawn)
    yield from _beside_on_the_whole(drawn, projected, few)


def _combined() -> tuple[float, float]:
    """How many milliseconds the heavy measures of the combined layer take, and how much memory."""
    heavy.load()
    drawn = graph(areas.nation(), Layer.COMBINED)
    projected = project(drawn)
    start = process_time()
    find_bottlenecks(drawn)
    find_many_clusters(projected)
    constraint(projected)
    effective_size(projected)
    estimate_betweenness(projected, _SAMPLES)
    taken = 1000 * (process_time() - start)
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _beside_on_the_whole(drawn: nx.Graph, projected: nx.Graph, few: int) -> Iterator[Figure]:
    others, in_two_modes = Others(projected), Others(drawn)
    yield from _beside(
        f"cut-points, bridges, whom they strand, {_COMBINED}",
        lambda: find_bottlenecks(drawn),
        {
            "networkx, strands nobody": lambda: (
                [*nx.articulation_points(drawn)],
                [*nx.bridges(drawn)],
            ),
            "igraph, strands nobody": lambda: (
                in_two_modes.igraph.articulation_points(),
                in_two_modes.igraph.bridges(),
            ),
        },
        few,
    )
    yield from _beside(
        f"clusters, {_COMBINED}",
        lambda: find_many_clusters(projected),
        {
            "networkx, Louvain": lambda: nx.community.louvain_communities(projected, seed=1),
            "igraph, Leiden": lambda: others.igraph.community_leiden("modularity", "weight"),
            "NetworKit, Leiden": lambda: networkit.community.ParallelLeiden(others.strong).run(),
        },
        few,
    )
    yield from _beside(
        f"constraint, {_COMBINED}",
        lambda: constraint(projected),
        {"igraph": lambda: others.igraph.constraint(weights="weight")},
        few,
    )
    # Of all at once networkx makes a matrix with a cell for each pair; one by one takes an hour.
    some = Random(1).sample([*projected], _SOME)
    yield from _beside(
        f"effective size, {_COMBINED}",
        lambda: effective_size(projected),
        {f"networkx for {_SOME} of them": lambda: nx.effective_size(projected, some, "weight")},
        1,
    )
    sample = f"betweenness from {_SAMPLES} samples"
    yield from _beside(
        f"{sample}, {_COMBINED}",
        lambda: estimate_betweenness(projected, _SAMPLES),
        {
            "NetworKit, no error": lambda: networkit.centrality.EstimateBetweenness(
                others.far, _SAMPLES
            ).run(),
        },
        few,
    )


class Others:
    """A graph in the forms of the other libraries, which are given one thread as ours is."""

    def __init__(self, drawn: nx.Graph) -> None:
        networkit.setNumberOfThreads(1)
        numbers = nx.convert_node_labels_to_integers(nx.create_empty_copy(drawn, with_data=False))
        names = [*drawn]
        place = dict(zip(names, numbers, strict=True))
        for start, end, tie in drawn.edges(data=True):
            weight, distance = tie.get("weight", 1.0), tie.get("distance", 1.0)
            numbers.add_edge(place[start], place[end], weight=weight, distance=distance)
        self.igraph = igraph.Graph.from_networkx(numbers)
        self.far = networkit.nxadapter.nx2nk(numbers, weightAttr="distance")
        self.strong = networkit.nxadapter.nx2nk(numbers, weightAttr="weight")


def _figure(name: str, action: Action, runs: int, bound: Bound | None = None) -> Figure:
    action()
    return Figure(name, "ms", tuple(_milliseconds(action) for _ in range(runs)), bound)


def _beside(name: str, ours: Action, peers: Mapping[str, Action], runs: int) -> Iterator[Figure]:
    """Ours in turn with each of the others."""
    for peer, theirs in peers.items():
        pairs = [(_milliseconds(ours), _milliseconds(theirs)) for _ in range(runs)]
        mine, other = zip(*pairs, strict=True)
        yield Figure(f"{name}, beside {peer}", "ms", mine, None, other)


def _milliseconds(action: Action) -> float:
    start = process_time()
    action()
    return 1000 * (process_time() - start)
