"""How the time of each measure grows with the country: 1, 4 and 16 times as many of everything."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from math import log
from statistics import linear_regression
from time import process_time
from typing import TypeVar

import networkx as nx

from benchmarks import areas
from benchmarks.catalogue import MEASURES, Catalogue
from benchmarks.report import Bound, Figure
from partnermap.analysis import heavy
from partnermap.analysis.bottlenecks import find_bottlenecks
from partnermap.analysis.centrality import estimate_betweenness
from partnermap.analysis.clusters import find_many_clusters
from partnermap.analysis.holes import constraint, effective_size
from partnermap.analysis.network import graph, project
from partnermap.vocabulary import Layer

T = TypeVar("T")

_TIMES = (1, 4, 16)
_SLOPE = Bound(1.15)
_QUADRATIC = {"betweenness", "key players, reaching"}
"""Exact betweenness, and sets of whom each of all reaches: no runs for a whole country."""


def growth(pairs: int) -> Iterator[Figure]:
    """The slope of the logarithm of processor time on that of size; one run of each size.

    However many pairs are asked for: the largest takes minutes.
    """
    heavy.load()
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for times in _TIMES:
        nation = areas.nation(times)
        combined = Catalogue(areas.working_together(nation))
        for name, measure in MEASURES.items():
            if name not in _QUADRATIC:
                taken[f"working layer: {name}"].append(_seconds(measure, combined))
        drawn = graph(nation, Layer.COMBINED)
        projected = project(drawn)
        taken["combined layer: cut-points and bridges"].append(_seconds(find_bottlenecks, drawn))
        for name, of_all in _ON_THE_WHOLE.items():
            taken[f"combined layer: {name}"].append(_seconds(of_all, projected))
    sizes = [log(times) for times in _TIMES]
    for name, seconds in taken.items():
        slope = linear_regression(sizes, [log(each) for each in seconds]).slope
        yield Figure(f"growth to 16 times, {name}", "slope", (slope,), _SLOPE)


_ON_THE_WHOLE: dict[str, Callable[[nx.Graph], object]] = {
    "clusters": find_many_clusters,
    "constraint": constraint,
    "effective size": effective_size,
    "betweenness from 256 samples": estimate_betweenness,
}


def _seconds(measure: Callable[[T], object], of: T) -> float:
    start = process_time()
    measure(of)
    return process_time() - start
