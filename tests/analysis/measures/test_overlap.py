"""How many partnerships are behind a tie, and how far working ties follow formal ones."""

from itertools import permutations
from random import Random

import networkx as nx
import pytest

from partnermap.analysis.measures.overlap import Multiplexity, Overlap, multiplexity, overlap
from partnermap.analysis.networks.network import graph, project
from partnermap.vocabulary import Layer
from tests.analysis.drawings import drawing, pairs, random_drawing, random_groups, renamed
from tests.analysis.named import network, random_network

RECORDED = network(
    {"heads": "abc", "sports": "ab", "arts": "ab", "one": "d"}, formal=[("a", "d"), ("a", "b")]
)


def test_partnerships_behind_a_tie_are_counted() -> None:
    found = multiplexity(project(graph(RECORDED)))
    assert found.ties == {("a", "b"): 3, ("a", "c"): 1, ("b", "c"): 1}
    assert found.mean == pytest.approx(5 / 3)
    assert found.several == pytest.approx(1 / 3)


def test_a_formal_tie_is_no_partnership() -> None:
    combined = project(graph(RECORDED, Layer.COMBINED))
    assert multiplexity(combined) == multiplexity(project(graph(RECORDED)))
    assert overlap(combined, {"a": "t", "d": "t"}) == Overlap(1, 0, 1, 0, unplaced=3)


def test_no_ties_have_no_mean() -> None:
    for drawn in (nx.Graph(), drawing(nx.empty_graph(2))):
        assert multiplexity(drawn) == Multiplexity({}, None, None)


@pytest.mark.parametrize("seed", range(200))
def test_partnerships_agree_with_the_records(seed: int) -> None:
    recorded = random_network(seed)
    found = multiplexity(project(graph(recorded))).ties
    members: dict[str, set[str]] = {p.id: set() for p in recorded.partnerships}
    for membership in recorded.memberships:
        members[membership.partnership].add(membership.organisation)
    for pair in pairs(project(graph(recorded))):
        assert found.get(pair, 0) == sum(part >= {*pair} for part in members.values())


def test_shares_are_set_against_chance() -> None:
    trusts = dict(zip("0123", "ttuu", strict=True))
    found = overlap(drawing(nx.path_graph(4)), trusts)
    assert found == Overlap(pairs=6, working=3, formal=2, both=2, unplaced=0)
    assert found.formal_among_working == pytest.approx(2 / 3)
    assert found.formal_by_chance == pytest.approx(1 / 3)
    assert found.working_among_formal == 1
    assert found.working_by_chance == 0.5


def test_of_no_pairs_there_is_no_share() -> None:
    found = overlap(nx.Graph(), {})
    assert found == Overlap(0, 0, 0, 0, 0)
    assert found.formal_among_working is found.formal_by_chance is None
    assert found.working_among_formal is found.working_by_chance is None


@pytest.mark.parametrize("seed", range(200))
def test_agrees_with_looking_at_every_pair(seed: int) -> None:
    drawn = random_drawing(seed)
    wholes = random_groups(drawn, seed)
    placed = [pair for pair in pairs(drawn) if wholes.keys() >= {*pair}]
    working = {pair for pair in placed if drawn.has_edge(*pair)}
    formal = {(start, end) for start, end in placed if wholes[start] == wholes[end]}
    assert overlap(drawn, wholes) == Overlap(
        pairs=len(placed),
        working=len(working),
        formal=len(formal),
        both=len(working & formal),
        unplaced=drawn.size() - len(working),
    )


@pytest.mark.parametrize("seed", range(20))
def test_chance_is_the_mean_over_all_ways_to_deal_out_the_organisations(seed: int) -> None:
    drawn = random_drawing(seed, most=6)
    wholes = ["t", "t", "u", "u", "u", "v"][: len(drawn)]
    dealt = [
        overlap(drawn, dict(zip(sorted(drawn), order, strict=True)))
        for order in permutations(wholes)
    ]
    for share, chance in [
        ("formal_among_working", "formal_by_chance"),
        ("working_among_formal", "working_by_chance"),
    ]:
        shares = [value for found in dealt if (value := getattr(found, share)) is not None]
        if shares:
            assert sum(shares) / len(shares) == pytest.approx(getattr(dealt[0], chance))


@pytest.mark.parametrize("seed", range(50))
def test_other_names_change_nothing(seed: int) -> None:
    drawn = random_drawing(seed, most=20)
    wholes = random_groups(drawn, seed)
    other, names = renamed(drawn, Random(seed))
    after = multiplexity(other)
    assert (multiplexity(drawn).mean, multiplexity(drawn).several) == (after.mean, after.several)
    assert list(after.ties) == sorted(after.ties)
    assert overlap(drawn, wholes) == overlap(other, {names[i]: w for i, w in wholes.items()})
