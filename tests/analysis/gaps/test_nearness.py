"""Who is near enough to whom, against looking at every pair."""

from itertools import combinations
from math import hypot, inf, nan

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.analysis.gaps.nearness import find_near
from partnermap.analysis.networks.network import graph
from partnermap.errors import BadInputError
from partnermap.model.network import Network
from partnermap.near import Match, Near
from partnermap.vocabulary import Kind, Layer, TieKind
from tests.analysis.named import network
from tests.analysis.patchwork import placed, random_places


def drawn(recorded: Network) -> nx.Graph:
    return graph(recorded, Layer.COMBINED)


def pairs(recorded: Network, near: Near) -> list[str]:
    return ["".join(pair[:2]) for pair in find_near(drawn(recorded), near).pairs]


LINE = {"a": (0, 0), "b": (3000, 0), "c": (3000, 4000), "d": (3000, 4001)}


def test_the_distance_itself_is_near_enough() -> None:
    assert pairs(placed(network(alone="abcd"), LINE), Near(km=5)) == ["ab", "ac", "bc", "bd", "cd"]


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000)), max_size=30),
    st.floats(0.01, 3),
)
def test_every_pair_within_the_distance_is_found_once(
    points: list[tuple[int, int]], km: float
) -> None:
    at = {f"o{number:02}": point for number, point in enumerate(points)}
    found = find_near(drawn(placed(network(alone=at), at)), Near(km=km)).pairs
    expected = [
        (one, other, hypot(at[one][0] - at[other][0], at[one][1] - at[other][1]))
        for one, other in combinations(at, 2)
    ]
    assert [*found] == [pair for pair in expected if pair[2] <= km * 1000]


def test_who_has_no_position_is_in_no_pair() -> None:
    found = find_near(drawn(placed(network(alone="abc"), {"a": (0, 0), "b": (1, 0)})))
    assert [pair[:2] for pair in found.pairs] == [("a", "b")]
    assert (found.unplaced, found.unclassed) == (("c",), ())


def test_partners_outside_are_in_no_pair() -> None:
    recorded = placed(network({"heads": "abx"}, outside="x"), dict.fromkeys("abx", (0, 0)))
    assert pairs(recorded, Near()) == ["ab"]


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        (Match.ANY, ["ac", "ah", "ap", "as", "ch", "cp", "cs", "hp", "hs", "ps"]),
        # The charity c has no phase to go by; the all-through school a shares both others'.
        (Match.SAME, ["ac", "ap", "as", "cp", "cs"]),
        (Match.OTHER, ["ac", "cp", "cs", "ps"]),
    ],
)
def test_phases_of_two_schools(match: Match, expected: list[str]) -> None:
    phases = {"p": "PRIMARY", "s": "SECONDARY", "a": "ALL_THROUGH", "h": "NOT_APPLICABLE"}
    charity = network(alone="acphs", kinds={"c": Kind.COMMUNITY_ORGANISATION})
    recorded = placed(charity, dict.fromkeys("acphs", (0, 0)), phases=phases)
    found = find_near(drawn(recorded), Near(phase=match))
    assert ["".join(pair[:2]) for pair in found.pairs] == expected
    assert found.unclassed == (() if match is Match.ANY else ("h",))


@pytest.mark.parametrize("kind", [TieKind.IN_LA, TieKind.IN_DIOCESE, TieKind.IN_TRUST])
def test_areas_and_trusts(kind: TieKind) -> None:
    belongs = [("a", kind, "w1"), ("b", kind, "w1"), ("c", kind, "w2")]
    recorded = placed(network(alone="abcd"), dict.fromkeys("abcd", (0, 0)), belongs=belongs)
    option = kind.removeprefix("IN_").lower()
    same = find_near(drawn(recorded), Near(**{option: Match.SAME}))  # type: ignore[arg-type]
    other = find_near(drawn(recorded), Near(**{option: Match.OTHER}))  # type: ignore[arg-type]
    assert [pair[:2] for pair in same.pairs] == [("a", "b")]
    assert [pair[:2] for pair in other.pairs] == [("a", "c"), ("b", "c")]
    assert same.unclassed == other.unclassed == ("d",)


def test_a_trust_has_no_phase_and_no_place_to_go_by() -> None:
    belongs = [("a", TieKind.IN_LA, "la:1")]
    recorded = placed(network(alone="a"), {"a": (0, 0), "la:1": (0, 0)}, belongs=belongs)
    assert find_near(drawn(recorded), Near(la=Match.SAME)).pairs == ()


@pytest.mark.parametrize("seed", range(20))
def test_everybody_is_placed_or_counted(seed: int) -> None:
    near = Near(phase=Match.OTHER, la=Match.SAME, trust=Match.OTHER)
    found = find_near(drawn(random_places(seed)), near)
    paired = {id_ for pair in found.pairs for id_ in pair[:2]}
    assert paired.isdisjoint(found.unplaced)
    assert paired.isdisjoint(found.unclassed)
    assert set(found.unplaced).isdisjoint(found.unclassed)


@pytest.mark.parametrize("km", [0, -1, inf, nan])
def test_a_distance_is_more_than_nothing(km: float) -> None:
    with pytest.raises(BadInputError, match="kilometres"):
        Near(km=km)


def test_nobody_is_near_nobody() -> None:
    assert find_near(drawn(network())).pairs == ()
