"""Who should meet, and what a tie would add: by hand, and against adding the tie."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from math import log
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.analysis.gaps.gains import Gain, Gains
from partnermap.analysis.gaps.missing import MissingLink, MissingLinks, find_missing_links, ranked
from partnermap.analysis.measures.bottlenecks import find_bottlenecks
from partnermap.analysis.networks.hearing import Standing, standing
from partnermap.analysis.networks.network import Mode, graph, insiders, project
from partnermap.errors import BadInputError
from partnermap.model.network import Network
from partnermap.near import Near
from partnermap.vocabulary import Answer, Layer
from tests.analysis.named import network, random_network
from tests.analysis.patchwork import placed, random_places
from tests.analysis.test_invariance import renamed


def close(recorded: Network) -> Network:
    """The network with everybody in one place."""
    return placed(recorded, {node.id: (0, 0) for node in recorded.nodes})


def links(recorded: Network, steps: int = 2) -> MissingLinks:
    return find_missing_links(graph(close(recorded), Layer.COMBINED), steps=steps)


def test_who_has_partners_in_common() -> None:
    found = links(network({"one": "ab", "two": "bc", "three": "ad", "four": "dc", "five": "be"}))
    (ac,) = (link for link in found.links if link.pair == ("a", "c"))
    assert ac.common == 2
    assert ac.adamic_adar == pytest.approx(1 / log(3) + 1 / log(2))
    assert ac.resource_allocation == pytest.approx(1 / 3 + 1 / 2)


def test_each_column_ranks_by_itself() -> None:
    recorded = placed(
        network({"heads": "abc", "sports": "cd", "support": "be"}),
        dict.fromkeys("abcde", (0, 0)),
        themes={"support": ["SEND"], "sports": ["FAITH"], "heads": ["FAITH"]},
        providers=[("e", "support")],
    )
    found = find_missing_links(graph(recorded), steps=1).links
    assert [link.reach for link in found] == [1] * len(found)
    first = {gain: ranked(found, gain)[0] for gain in Gain}
    # Without the heads' network b and e, c and d and a alone are three parts.
    assert first[Gain.RESILIENCE].pair == ("b", "d")
    assert first[Gain.RESILIENCE].resilience == ("b", "c", "d", "e")
    assert first[Gain.NEED].need == ("SEND",)
    assert {link.pair for link in found if link.need} == {("a", "e"), ("c", "e"), ("d", "e")}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Answer.COMPLETE, Answer.COMPLETE, Standing.APART),
        (Answer.COMPLETE, Answer.SILENT, Standing.APART),
        (Answer.COMPLETE, Answer.PARTIAL, Standing.APART),
        (Answer.COMPLETE, None, Standing.UNKNOWN),  # it was on no list, so nobody left it out
        (Answer.SILENT, Answer.PARTIAL, Standing.UNKNOWN),
        (None, None, Standing.UNKNOWN),
    ],
)
def test_unknown_is_never_missing(
    one: Answer | None, other: Answer | None, expected: Standing
) -> None:
    recorded = network(alone="ab", answers={"a": one, "b": other})
    found = links(recorded)
    assert standing(graph(recorded), "a", "b") is expected
    assert standing(graph(recorded), "b", "a") is expected
    assert len(found.links) == (expected is Standing.APART)
    assert len(found.unknown) == (expected is Standing.UNKNOWN)
    assert found.silent_about == sum(answer is not Answer.COMPLETE for answer in (one, other))


def test_a_tie_that_one_denies_is_a_tie() -> None:
    found = links(network({"heads": "ab"}, denials=[("a", "b")]))
    assert (found.links, found.unknown) == ((), ())
    assert [pair[:2] for pair in found.disputed] == [("a", "b")]


def test_what_is_denied_is_missing_whoever_was_heard() -> None:
    assert links(network(alone="ab", answer=None, denials=[("a", "b")])).links


def test_a_formal_tie_is_no_partnership() -> None:
    recorded = network(formal=[("a", "b")])
    drawn = graph(replace(close(recorded), formal=recorded.formal), Layer.COMBINED)
    assert [link.pair for link in find_missing_links(drawn).links] == [("a", "b")]


def test_far_apart_is_not_missing() -> None:
    recorded = placed(network(alone="abc"), {"a": (0, 0), "b": (3000, 0)})
    found = find_missing_links(graph(recorded), Near(km=2))
    assert (found.links, found.unknown, found.unplaced) == ((), (), ("c",))


def test_a_tie_between_two_components_saves_nobody() -> None:
    found = links(network({"one": "ab", "two": "cd"})).links
    assert {link.resilience for link in found} == {()}
    assert {link.reach for link in found} == {3}  # the two, and each with the other's partner


def test_of_two_equal_parts_either_may_be_called_stranded() -> None:
    (link,) = links(network({"heads": "ab", "sports": "bc"})).links
    assert (link.pair, link.resilience) == (("a", "c"), ("a", "c"))  # without b


def test_a_ring_is_closed() -> None:
    path = {name: name for name in ("ab", "bc", "cd", "de")}
    found = {link.pair: link.resilience for link in links(network(path)).links}
    assert found["a", "e"] == ("a", "b", "d", "e")  # c is in the part that stays, whoever goes
    assert found["a", "c"] == ("a", "b")  # ab and b strand a; bc strands a and b


def test_what_an_organisation_lacks_is_known_only_if_it_was_heard() -> None:
    recorded = placed(
        network({"support": "ab"}, alone="cd", answers={"d": Answer.SILENT}),
        dict.fromkeys("abcd", (0, 0)),
        themes={"support": ["SEND"]},
        providers=[("a", "support")],
    )
    gains = Gains(graph(recorded))
    assert gains.themes("a", "c") == ("SEND",)
    assert gains.themes("a", "d") == gains.themes("b", "c") == ()


def with_tie(drawn: nx.Graph, one: str, other: str) -> nx.Graph:
    tied = drawn.copy()
    tied.add_node("new", mode=Mode.PARTNERSHIP, size=2, themes=())
    tied.add_edges_from([(one, "new"), (other, "new")])
    return tied


def within(drawn: nx.Graph, steps: int) -> set[tuple[str, str]]:
    lengths = dict(nx.all_pairs_shortest_path_length(project(drawn), cutoff=steps))
    return {pair for pair in combinations(insiders(drawn), 2) if pair[1] in lengths[pair[0]]}


def stranded(drawn: nx.Graph) -> Counter[str]:
    """By departure, how many it strands."""
    cuts = find_bottlenecks(drawn).cut_points
    return Counter({cut.id: len(cut.stranding.organisations) for cut in cuts})


def saved(drawn: nx.Graph, one: str, other: str) -> set[str]:
    """Whom one departure after another cuts off from the larger of the parts that a tie joins."""
    if not nx.has_path(drawn, one, other):
        return set()
    found: set[str] = set()
    before, after = stranded(drawn), stranded(with_tie(drawn, one, other))
    for gone in nx.node_connected_component(drawn, one) - {one, other}:
        left = drawn.subgraph(drawn.nodes - {gone})
        parts = [
            {*insiders(drawn)} & part
            for part in nx.connected_components(left)
            if part <= nx.node_connected_component(drawn, gone)
        ]
        first, second = (next(p for p in parts if end in p) for end in (one, other))
        largest = max(map(len, parts))
        if first != second and largest in (len(first), len(second)):
            least = min(len(first), len(second))
            found.update(*(part for part in (first, second) if len(part) == least))
            assert before[gone] - after[gone] == least
    return found


@pytest.mark.parametrize("seed", range(200))
def test_agrees_with_adding_the_tie(seed: int) -> None:
    drawn = graph(random_network(seed))
    steps = 1 + seed % 3
    gains, before = Gains(drawn, steps), within(drawn, steps)
    for one, other in combinations(insiders(drawn)[:7], 2):
        if standing(drawn, one, other) is not Standing.TOGETHER:
            gained = within(with_tie(drawn, one, other), steps) - before
            assert gains.reach(one, other) == gains.reach(other, one) == len(gained)
            assert set(gains.unstranded(one, other)) == saved(drawn, one, other)


@given(seed=st.integers(0, 10_000), shuffle=st.randoms())
@settings(deadline=None, max_examples=50)
def test_relabelling_changes_only_names(seed: int, shuffle: Random) -> None:
    recorded = random_places(seed)
    ids = [*(node.id for node in recorded.nodes), *(p.id for p in recorded.partnerships)]
    new = [f"n{i:03}" for i in range(len(ids))]
    shuffle.shuffle(new)
    names = dict(zip(ids, new, strict=True))
    before = find_missing_links(graph(recorded)).links
    after = {link.pair: link for link in find_missing_links(graph(renamed(recorded, names))).links}
    assert len(before) == len(after)
    for link in before:
        one, other = sorted(names[end] for end in link.pair)
        saves = tuple(sorted(names[id_] for id_ in link.resilience))
        same = replace(link, pair=(one, other), resilience=saves)
        assert rounded(same) == rounded(after[one, other])


def rounded(link: MissingLink) -> MissingLink:
    """A link without what depends on the order in which its sums are added up."""
    return replace(
        link,
        adamic_adar=round(link.adamic_adar, 9),
        resource_allocation=round(link.resource_allocation, 9),
    )


@pytest.mark.parametrize("seed", range(40))
def test_every_near_pair_is_in_one_list(seed: int) -> None:
    recorded = random_places(seed)
    drawn = graph(recorded, Layer.COMBINED)
    found = find_missing_links(drawn)
    for link in found.links:
        assert standing(graph(recorded), *link.pair) is Standing.APART
        assert link.metres <= 5000
    listed = [*(link.pair for link in found.links), *(pair[:2] for pair in found.unknown)]
    assert len(listed) == len({*listed})


@pytest.mark.parametrize("seed", range(20))
def test_where_nobody_was_asked_nothing_is_missing(seed: int) -> None:
    found = find_missing_links(graph(random_places(seed, answers=[None])))
    assert found.links == ()


def test_nobody_and_one_alone() -> None:
    assert links(network()) == MissingLinks((), (), (), 0, (), ())
    assert links(network(alone="a")).links == ()


def test_within_reach_is_a_step_at_least() -> None:
    with pytest.raises(BadInputError, match="1 or more"):
        links(network(alone="ab"), steps=0)
