"""Numbers that depend on ties: every small graph, and what remains to the ids."""

from random import Random

import networkx as nx
import pytest

from partnermap.analysis.networks.ordering import numbered
from tests.analysis.drawings import drawing, random_drawing, renamed

ATLAS = nx.graph_atlas_g()
"""Every graph of up to seven; those of seven begin at 209."""

Look = tuple[tuple[int, int, float], ...]


def look(drawn: nx.Graph) -> Look:
    """The ties of a graph under its numbers."""
    found, ids = numbered(drawn)
    assert sorted(ids) == sorted(drawn)
    assert list(found) == list(range(len(drawn)))
    return tuple(found.edges(data="weight"))


def looks(drawn: nx.Graph) -> set[Look]:
    """The ties under its numbers, whatever it is called."""
    return {look(drawn), *(look(renamed(drawn, Random(seed))[0]) for seed in range(4))}


def test_the_numbers_keep_the_ties() -> None:
    drawn = random_drawing(3)
    found, ids = numbered(drawn)
    named = nx.relabel_nodes(found, dict(enumerate(ids)))
    assert {frozenset(tie) for tie in named.edges} == {frozenset(tie) for tie in drawn.edges}


def test_nobody_and_one() -> None:
    assert look(nx.Graph()) == look(drawing(nx.empty_graph(1))) == ()


def test_every_graph_of_up_to_six_looks_the_same_under_any_names() -> None:
    assert [named for named in ATLAS[:209] if len(looks(drawing(named))) > 1] == []


def test_of_those_of_seven_two_do_not() -> None:
    found = [named for named in ATLAS[209:] if len(looks(drawing(named))) > 1]
    # A triangle beside a square, and all the ties that those lack.
    assert [nx.degree_histogram(named) for named in found] == [[0, 0, 7], [0, 0, 0, 0, 7]]


@pytest.mark.parametrize("seed", range(100))
def test_networks_look_the_same_under_any_names(seed: int) -> None:
    assert len(looks(random_drawing(seed, most=25))) == 1


@pytest.mark.parametrize("copies", [2, 5])
def test_mirror_images_take_each_others_place(copies: int) -> None:
    kites = nx.disjoint_union_all([nx.krackhardt_kite_graph()] * copies)
    assert len(looks(drawing(kites))) == 1


def test_weights_that_differ_in_the_last_digit_are_equal() -> None:
    drawn = drawing(nx.path_graph(3))
    drawn.edges["0", "1"]["weight"] = 0.1 + 0.2
    drawn.edges["1", "2"]["weight"] = 0.3
    assert len(looks(drawn)) == 1
