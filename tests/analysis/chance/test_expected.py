"""Chance: means and deviations against every way to deal the groups out."""

from itertools import permutations
from math import isclose
from random import Random
from statistics import fmean, pstdev

import networkx as nx
import pytest

from partnermap.analysis.chance.expected import Chance, Dealing
from partnermap.analysis.measures.mixing import leanings
from tests.analysis.drawings import random_drawing, random_groups, renamed


def counted(drawn: nx.Graph, groups: dict[str, str], pair: tuple[str, str]) -> int:
    return sum(sorted(groups.get(id_, "") for id_ in ends) == sorted(pair) for ends in drawn.edges)


def dealt(groups: dict[str, str]) -> list[dict[str, str]]:
    """The groups in every order."""
    return [dict(zip(groups, order, strict=True)) for order in permutations(groups.values())]


def agrees(told: Chance, counts: list[int]) -> bool:
    return isclose(told.mean, fmean(counts), abs_tol=1e-9) and isclose(
        told.deviation, pstdev(counts), abs_tol=1e-6
    )


@pytest.mark.parametrize("seed", range(200))
def test_it_is_the_mean_and_the_deviation_over_every_dealing(seed: int) -> None:
    drawn = random_drawing(seed, most=5 + seed % 20 // 19)
    groups = {id_: group for id_, group in random_groups(drawn, seed).items() if id_ in drawn}
    told, every = Dealing(drawn, groups), dealt(groups)
    within = [sum(counted(drawn, one, (g, g)) for g in {*groups.values()}) for one in every]
    assert agrees(told.within(), within)
    for pair in (("blue", "red"), ("green", "red"), ("blue", "green")):
        assert agrees(told.between(*pair), [counted(drawn, one, pair) for one in every])


@pytest.mark.parametrize("seed", range(40))
def test_the_mean_is_what_the_leanings_expect(seed: int) -> None:
    drawn = random_drawing(seed, most=20)
    groups = random_groups(drawn, seed)
    found, told = leanings(drawn, groups), Dealing(drawn, groups).within()
    ties = found.overall.external + found.overall.internal
    if found.expected is not None:
        assert isclose(told.mean, ties * (1 - found.expected) / 2, abs_tol=1e-9)


def test_renaming_changes_nothing() -> None:
    drawn = random_drawing(3, most=20)
    groups = random_groups(drawn, 3)
    fresh, names = renamed(drawn, Random(3))
    moved = {names[id_]: group for id_, group in groups.items()}
    assert Dealing(drawn, groups).within() == Dealing(fresh, moved).within()


def test_where_nothing_varies_nothing_surprises() -> None:
    alike = Dealing(nx.complete_graph("abcd"), dict.fromkeys("abcd", "school")).within()
    assert (alike.mean, alike.deviation, alike.surprise(6)) == (6, 0, 0)
    nobody = Dealing(nx.Graph(), {}).within()
    assert (nobody.mean, nobody.deviation) == (0, 0)
