"""What-ifs: what each change leaves, what it refuses, and that undone it was never there."""

from dataclasses import replace
from random import Random

import networkx as nx
import pytest

from partnermap.analysis import analyse
from partnermap.analysis.networks.network import graph
from partnermap.analysis.supposing.consequences import Snapshot
from partnermap.analysis.supposing.whatif import (
    Beginning,
    Ending,
    Leaving,
    Merging,
    Moving,
    Supposed,
    suppose,
)
from partnermap.errors import BadInputError
from partnermap.model.network import FormalEdge, GoalNode, Membership, Network
from partnermap.vocabulary import Kind, Layer, Role, TieKind
from tests.analysis.named import network, random_network, told

KINDS = {"s": Kind.TRUST, "t": Kind.TRUST}


def in_trusts(recorded: Network) -> Network:
    """Schools a and b in trust t, c in s, who share the partnership p with both trusts."""
    ties = [("a", "t"), ("b", "t"), ("c", "s")]
    formal = tuple(FormalEdge(TieKind.IN_TRUST, *tie) for tie in ties)
    return replace(recorded, formal=formal)


PLACE = in_trusts(network({"p": "abcst", "q": "at"}, alone="d", kinds=KINDS))


def ties(recorded: Network) -> set[tuple[str, str]]:
    return {(edge.start, edge.end) for edge in recorded.formal}


def members(recorded: Network) -> set[tuple[str, str]]:
    return {(part.organisation, part.partnership) for part in recorded.memberships}


def test_who_leaves_takes_every_tie_along() -> None:
    after = suppose(PLACE, [Leaving("t")])
    assert "t" not in {node.id for node in after.nodes}
    assert ties(after) == {("c", "s")}
    assert members(after) == {("a", "p"), ("b", "p"), ("c", "p"), ("s", "p"), ("a", "q")}


def test_a_partnership_of_one_joins_nobody() -> None:
    after = suppose(network({"p": "ab"}), [Leaving("b")])
    assert analyse(after).cohesion.isolates == ("a",)


def test_who_leaves_is_no_longer_counted_where_members_lie_outside() -> None:
    recorded = network({"p": "ab", "q": "b"})
    sized = replace(recorded, partnerships=tuple(replace(p, size=9) for p in recorded.partnerships))
    after = suppose(sized, [Leaving("a")])
    assert [(p.id, p.size) for p in after.partnerships] == [("p", 8), ("q", 9)]


def test_a_trust_merges_with_its_schools_and_partnerships() -> None:
    after = suppose(PLACE, [Merging("t", "s")])
    assert ties(after) == {("a", "s"), ("b", "s"), ("c", "s")}
    assert members(after) == {(o, "p") for o in "abcs"} | {("a", "q"), ("s", "q")}


def test_what_both_trusts_have_is_had_once() -> None:
    joined = replace(
        PLACE,
        formal=(*PLACE.formal, FormalEdge(TieKind.IN_TRUST, "a", "s")),
        memberships=(*PLACE.memberships, Membership("t", "p", Role.LEAD)),
        partnerships=tuple(replace(p, size=5) for p in PLACE.partnerships),
    )
    after = suppose(joined, [Merging("t", "s")])
    assert [e.start for e in after.formal] == ["a", "b", "c"]
    roles = [part.role for part in after.memberships if part.organisation == "s"]
    assert sorted(roles) == [Role.LEAD, Role.MEMBER, Role.MEMBER]
    assert {p.id: p.size for p in after.partnerships} == {"p": 4, "q": 5}


def test_a_school_moves_and_leaves_its_other_wholes_alone() -> None:
    la = FormalEdge(TieKind.IN_LA, "a", "d")
    after = suppose(replace(PLACE, formal=(la, *PLACE.formal)), [Moving("a", "s")])
    assert ties(after) == {("a", "d"), ("a", "s"), ("b", "t"), ("c", "s")}
    assert ties(suppose(PLACE, [Moving("a", None)])) == {("b", "t"), ("c", "s")}


def test_a_partnership_ends_with_its_goals_and_its_denials() -> None:
    recorded = replace(
        network({"p": "abc", "q": "ab"}, denials=[("a", "b"), ("a", "c")]),
        goals=(GoalNode("goal:1", "Reading", ("p", "q")),),
        pursuing=frozenset("pq"),
    )
    after = suppose(recorded, [Ending("p")])
    assert after.goals == (GoalNode("goal:1", "Reading", ("q",)),)
    assert after.pursuing == {"q"}
    assert [(denial.by, denial.about) for denial in after.denials] == [("a", "b")]


def test_a_denial_between_trusts_falls_when_they_merge() -> None:
    denied = network({"p": "ast"}, kinds=KINDS, denials=[("s", "t"), ("a", "t"), ("a", "s")])
    after = suppose(denied, [Merging("t", "s")])
    assert [(denial.by, denial.about) for denial in after.denials] == [("a", "s")]


def test_several_changes_happen_one_after_another() -> None:
    new = Beginning("Reading", ("a", "d"))
    after = suppose(PLACE, [Moving("c", "t"), Merging("t", "s"), new, Ending("q"), Leaving("b")])
    assert ties(after) == {("a", "s"), ("c", "s")}
    assert members(after) == {(o, "p") for o in "acs"} | {("a", new.id), ("d", new.id)}


READING = Beginning("Reading", ("a", "b"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([Leaving("x")], "Change 1 of 1: x is no organisation of this network"),
        ([Leaving("a"), Moving("a", "s")], "Change 2 of 2: a is no organisation of this network"),
        ([Merging("a", "s")], r"a \(a\) is not a trust"),
        ([Merging("s", "s")], "cannot merge into itself"),
        ([Moving("s", "t")], r"s \(s\) is not a school"),
        ([Moving("a", "b")], r"b \(b\) is not a trust"),
        ([Beginning("Reading", ("a", "x"))], "x is no organisation"),
        ([Beginning("Reading", ("a", "a"))], "“Reading” needs two members"),
        ([READING, READING], "Change 2 of 2: “Reading” has begun already"),
        ([Ending("x")], "x is no partnership of this network"),
    ],
)
def test_what_cannot_be_is_refused_in_words(changes: list[Supposed], said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        suppose(PLACE, changes)


def test_nothing_supposed_changes_nothing() -> None:
    assert suppose(PLACE, []) is PLACE


@pytest.mark.parametrize("seed", range(50))
def test_undone_gives_what_was(seed: int) -> None:
    random = Random(seed)
    recorded = random_network(seed)
    schools = [node.id for node in recorded.nodes if node.kind is Kind.SCHOOL]
    trusts = [node.id for node in recorded.nodes if node.kind is Kind.TRUST]
    begins = Beginning("Reading", tuple(random.sample([n.id for n in recorded.nodes], 3)))
    there: list[Supposed] = [begins]
    back: list[Supposed] = [Ending(begins.id)]
    if schools and trusts:
        move = Moving(random.choice(schools), random.choice(trusts))
        there, back = [*there, move], [Moving(move.school, None), *back]
    undone = suppose(recorded, [*there, *back])
    for layer in Layer:
        assert nx.utils.graphs_equal(graph(undone, layer), graph(recorded, layer))
        assert told(analyse(undone, layer)) == told(analyse(recorded, layer))


@pytest.mark.parametrize("seed", range(50))
def test_who_leaves_is_gone_from_the_graph_and_nothing_else_is(seed: int) -> None:
    recorded = random_network(seed)
    gone = Random(seed).choice([node.id for node in recorded.nodes])
    expected = graph(recorded, Layer.COMBINED)
    expected.remove_node(gone)
    assert nx.utils.graphs_equal(
        graph(suppose(recorded, [Leaving(gone)]), Layer.COMBINED), expected
    )


@pytest.mark.parametrize("layer", [Layer.WORKING, Layer.COMBINED])
@pytest.mark.parametrize("seed", range(10))
def test_findings_after_are_those_of_what_was_so_recorded(seed: int, layer: Layer) -> None:
    """Whatever was worked out before, and in whatever order the changes left the records."""
    recorded, random = random_network(seed), Random(seed)
    before = analyse(recorded, layer)
    told_before, needs = before.findings, Snapshot.of(before).needs
    gone = random.choice(recorded.nodes).id
    after = suppose(recorded, [Ending(random.choice(recorded.partnerships).id), Leaving(gone)])
    told_after = analyse(after, layer).findings
    anew = replace(
        after,
        nodes=after.nodes[::-1],
        formal=after.formal[::-1],
        partnerships=after.partnerships[::-1],
        memberships=after.memberships[::-1],
    )
    assert analyse(anew, layer).findings == told_after
    assert not any(gone in finding.about for finding in told_after)
    untouched = analyse(recorded, layer)
    assert (untouched.findings, Snapshot.of(untouched).needs) == (told_before, needs)
