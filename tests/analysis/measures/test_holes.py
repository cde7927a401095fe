"""Constraint and effective size: bounds that can be seen, and networkx's own sums."""

from random import Random

import networkx as nx
import pytest

from partnermap.analysis.measures.holes import constraint, effective_size
from tests.analysis.drawings import drawing, random_drawing, renamed


def test_an_isolate_has_neither() -> None:
    lonely = drawing(nx.empty_graph(2))
    assert constraint(lonely) == effective_size(lonely) == {"0": None, "1": None}
    assert constraint(nx.Graph()) == effective_size(nx.Graph()) == {}


def test_a_star_is_free_and_its_rays_are_bound() -> None:
    star = drawing(nx.star_graph(4))
    assert constraint(star) == {"0": 0.25, "1": 1, "2": 1, "3": 1, "4": 1}
    assert effective_size(star) == {"0": 4, "1": 1, "2": 1, "3": 1, "4": 1}


@pytest.mark.parametrize("seed", range(200))
def test_agrees_with_networkx(seed: int) -> None:
    drawn = random_drawing(seed)
    ids = [id_ for id_ in sorted(drawn) if drawn.degree(id_)]
    # Given a list of nodes it sums by definition; without one it wants SciPy.
    theirs = nx.constraint(drawn, ids, weight="weight"), nx.effective_size(drawn, ids, "weight")
    for mine, expected in zip((constraint(drawn), effective_size(drawn)), theirs, strict=True):
        assert list(mine) == sorted(drawn)
        assert {id_: mine[id_] for id_ in ids} == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(50))
def test_other_names_change_nothing(seed: int) -> None:
    drawn = random_drawing(seed, most=20)
    other, names = renamed(drawn, Random(seed))
    for measure in (constraint, effective_size):
        after = measure(other)
        assert measure(drawn) == {id_: after[names[id_]] for id_ in drawn}
