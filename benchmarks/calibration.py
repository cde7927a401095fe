"""Whether what is said with about 90% confidence holds so often, and what a hundred worlds cost."""

import time
from collections.abc import Iterator
from itertools import islice

from benchmarks.report import Bound, Figure
from partnermap.analysis.confidence.worlds import resample
from partnermap.analysis.measures.bottlenecks import find_bottlenecks
from partnermap.analysis.measures.centrality import betweenness
from partnermap.analysis.networks.network import graph, project
from tests.analysis.areas import MATCHING, MISSPECIFIED, Recipe, make_area
from tests.analysis.calibration import area_sayings, calibrate

_AREAS = 243
"""Each size goes with each share unheard and each share named nine times."""
_WORLDS = 100
_DIOCESE = Recipe(size=300, busy=1.8)
"""About 300 organisations and 1,500 working ties."""


def calibration(pairs: int) -> Iterator[Figure]:
    """What is said of areas of two sorts, each area once: more runs would say the same."""
    for kind, recipe in (("the model's", MATCHING), ("other", MISSPECIFIED)):
        said = (area_sayings(seed, recipe, _WORLDS) for seed in range(_AREAS))
        for name, found in calibrate(said).items():
            what = f"{kind} areas, {found.areas} times at {found.stated:.1%}, {name}: held, off by"
            off = abs(found.held - found.stated)
            yield Figure(what, f"share ({found.held:.1%})", (off,), Bound(found.band))
    yield _speed(pairs)


def _speed(pairs: int) -> Figure:
    """A hundred worlds of a diocese, with the cut-points and the betweenness of each."""
    seconds = []
    for seed in range(pairs):
        record = make_area(seed, _DIOCESE).record
        start = time.perf_counter()
        for world in islice(resample(record), _WORLDS):
            drawn = graph(world)
            find_bottlenecks(drawn)
            betweenness(project(drawn))
        seconds.append(time.perf_counter() - start)
    what = f"{_WORLDS} worlds of a diocese: cut-points, betweenness"
    return Figure(what, "seconds", tuple(seconds), Bound(3.0))
