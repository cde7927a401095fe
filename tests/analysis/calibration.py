"""Whether what is said with about 90% confidence holds about nine times in ten.

Of each of many made-up areas the worlds that its record may come from are drawn, and something is
said that is so in at least 85 and less than 95 of a hundred of them. Then it is asked of the truth.
`python -m benchmarks calibration` does that at length.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import sqrt
from random import Random
from statistics import fmean
from typing import NamedTuple

import networkx as nx

from partnermap.analysis.confidence.worlds import resample
from partnermap.analysis.measures.bottlenecks import find_bottlenecks
from partnermap.analysis.measures.centrality import betweenness
from partnermap.analysis.networks.network import Mode, graph, insiders, project
from partnermap.model.network import Network
from tests.analysis.areas import Recipe, make_area

LEAST, MOST = 0.85, 0.95
"""The stated confidences that are looked at: from the one to below the other."""
SIZES = (30, 45, 60)
UNHEARD = (0.1, 0.2, 0.4)
NAMED = (0.3, 0.6, 0.9)
"""What areas differ in: each of these goes with each of the others in turn."""
_FIRST = 3
_NORMAL_99 = 2.576


@dataclass(frozen=True, slots=True)
class View:
    """What is said of a network, be it a world or the truth."""

    cut_points: tuple[str, ...]
    """The organisations that strand somebody, those that strand most first."""
    between: tuple[str, ...]
    """The organisations that lie on shortest paths, those on most of them first."""
    largest: frozenset[str]
    """The organisations of the largest part."""
    parts: int
    """How many parts there are; who works with nobody is one."""
    alone: int
    """How many work with nobody."""
    ties: int
    """How many pairs work together."""


def view(network: Network) -> View:
    """What is so in a network in which all is known."""
    drawn = graph(network)
    inside, partners = {*insiders(drawn)}, project(drawn)
    parts = [frozenset(part & inside) for part in nx.connected_components(drawn)]
    parts = [part for part in parts if part]
    paths = {id_: share for id_, share in (betweenness(partners) or {}).items() if share}
    cut_points = find_bottlenecks(drawn).cut_points
    return View(
        cut_points=tuple(cut.id for cut in cut_points if cut.mode is Mode.ORGANISATION),
        between=tuple(sorted(paths, key=lambda id_: (-paths[id_], id_))),
        largest=max(parts, key=lambda part: (len(part), sorted(part)), default=frozenset()),
        parts=len(parts),
        alone=sum(len(part) == 1 for part in parts),
        ties=partners.number_of_edges(),
    )


class Said(NamedTuple):
    """Something said of an area."""

    stated: float
    """In which share of the worlds it is so."""
    holds: bool
    """Whether it is so in truth."""


_Sayings = Callable[[Sequence[View], View], Iterator[Said]]


def _is(those: Callable[[View], Iterable[str]]) -> _Sayings:
    """Of each organisation that it is one of those."""

    def say(worlds: Sequence[View], truth: View) -> Iterator[Said]:
        times = Counter(id_ for world in worlds for id_ in those(world))
        true = {*those(truth)}
        for id_, many in sorted(times.items()):
            yield Said(many / len(worlds), id_ in true)

    return say


def _is_not(those: Callable[[View], Iterable[str]]) -> _Sayings:
    """Of each organisation that it is none of those."""

    def say(worlds: Sequence[View], truth: View) -> Iterator[Said]:
        return (Said(1 - said.stated, not said.holds) for said in _is(those)(worlds, truth))

    return say


def _between(number: Callable[[View], int]) -> _Sayings:
    """That a number is not among the least or most that worlds have, so many on either side."""

    def say(worlds: Sequence[View], truth: View) -> Iterator[Said]:
        numbers = sorted(number(world) for world in worlds)
        ends = {(numbers[at], numbers[-1 - at]) for at in range(len(numbers) // 4)}
        for least, most in sorted(ends):
            stated = fmean(least <= each <= most for each in numbers)
            yield Said(stated, least <= number(truth) <= most)

    return say


def _strand_most(view: View) -> Iterable[str]:
    return view.cut_points[:_FIRST]


def _most_between(view: View) -> Iterable[str]:
    return view.between[:_FIRST]


SAYINGS: dict[str, _Sayings] = {
    "is among the three that strand most": _is(_strand_most),
    "is not among the three that strand most": _is_not(_strand_most),
    "is among the three most between others": _is(_most_between),
    "is not among the three most between others": _is_not(_most_between),
    "would strand somebody": _is(lambda view: view.cut_points),
    "would strand nobody": _is_not(lambda view: view.cut_points),
    "is joined to the largest part": _is(lambda view: view.largest),
    "is not joined to the largest part": _is_not(lambda view: view.largest),
    "how many parts there are": _between(lambda view: view.parts),
    "how many work with nobody": _between(lambda view: view.alone),
    "how many pairs work together": _between(lambda view: view.ties),
}
RANKINGS = (*SAYINGS,)[:4]
"""Those that the product says of its rankings."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often what was said of many areas, one thing of each, holds."""

    areas: int
    stated: float
    held: float

    @property
    def band(self) -> float:
        """How far what held may be from what was stated, by chance, in 99 of 100 trials."""
        return _NORMAL_99 * sqrt(self.stated * (1 - self.stated) / self.areas)

    @property
    def within(self) -> bool:
        """Whether it is as near as chance allows."""
        return abs(self.held - self.stated) <= self.band


def area_sayings(seed: int, recipe: Recipe, worlds: int) -> dict[str, Said]:
    """What is said of one area, by what it is about: one of those that are about as sure.

    An area of which nothing is about as sure says nothing.
    """
    varied = replace(
        recipe,
        size=SIZES[seed % 3],
        unheard=UNHEARD[seed // 3 % 3],
        named=NAMED[seed // 9 % 3],
        listed=NAMED[seed // 9 % 3],
    )
    area, random = make_area(seed, varied), Random(seed)
    views = [view(world) for world in islice(resample(area.record, seed * worlds), worlds)]
    truth = view(area.truth)
    found = {}
    for name, say in SAYINGS.items():
        sure = [said for said in say(views, truth) if LEAST <= said.stated < MOST]
        if sure:
            found[name] = random.choice(sure)
    return found


def calibrate(said: Iterable[dict[str, Said]]) -> dict[str, Calibration]:
    """How often what was said of many areas holds, by what it is about."""
    by_name: dict[str, list[Said]] = {name: [] for name in SAYINGS}
    for area in said:
        for name, one in area.items():
            by_name[name].append(one)
    return {
        name: Calibration(
            len(those), fmean(one.stated for one in those), fmean(one.holds for one in those)
        )
        for name, those in by_name.items()
        if those
    }
