"""How the time of each measure grows with the country: 1, 4 and 16 times as many of everything."""

import gc
from collections.abc import Callable, Iterator
from math import log
from statistics import linear_regression
from time import process_time

import networkx as nx

from benchmarks import areas, catalogue
from benchmarks.report import Bound, Figure
from partnermap.analysis.measures import heavy
from partnermap.analysis.measures.bottlenecks import find_bottlenecks
from partnermap.analysis.measures.centrality import estimate_betweenness
from partnermap.analysis.measures.clusters import find_many_clusters
from partnermap.analysis.measures.holes import constraint, effective_size
from partnermap.analysis.networks.network import graph, project
from partnermap.model.network import Network
from partnermap.vocabulary import Layer

TIMES = {1: 5, 4: 2, 16: 1}
"""How many times the country, and how many runs of each."""
_SLOPE = Bound(1.15)
_QUADRATIC = {"betweenness", "reach"}
"""Exact betweenness, and sets of whom each of all reaches: no runs for a whole country."""


def growth(pairs: int) -> Iterator[Figure]:
    """The slope of the logarithm of processor time on that of size.

    However many pairs are asked for, the largest is run once, for it takes minutes, and of the
    others the best of a few runs counts. Python's collector of garbage is off, as `timeit` has it.
    """
    heavy.load()
    sizes = [log(times) for times in TIMES]
    best = [_best(times, runs) for times, runs in TIMES.items()]
    for name in best[0]:
        slope = linear_regression(sizes, [log(each[name]) for each in best]).slope
        yield Figure(f"growth to 16 times, {name}", "slope", (slope,), _SLOPE)


def _best(times: float, runs: int) -> dict[str, float]:
    """The least that each measure took on a country of so many times the size."""
    nation = areas.nation(times)
    gc.disable()
    try:
        every = [_seconds(nation) for _ in range(runs)]
    finally:
        gc.enable()
    return {name: min(each[name] for each in every) for name in every[0]}


def _seconds(nation: Network) -> dict[str, float]:
    working = catalogue.seconds(areas.working_together(nation), _QUADRATIC)
    taken = {f"working layer: {name}": seconds for name, seconds in working.items()}
    drawn = graph(nation, Layer.COMBINED)
    projected = project(drawn)
    for name, measure in _COMBINED.items():
        start = process_time()
        measure(drawn if measure is find_bottlenecks else projected)
        taken[f"combined layer: {name}"] = process_time() - start
    return taken


_COMBINED: dict[str, Callable[[nx.Graph], object]] = {
    "cut-points and bridges": find_bottlenecks,
    "clusters": find_many_clusters,
    "constraint": constraint,
    "effective size": effective_size,
    "betweenness from 256 samples": estimate_betweenness,
}
