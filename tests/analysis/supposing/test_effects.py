"""What comes of a what-if: who is parted, who stays joined, and that undone there is nothing."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import networkx as nx
import pytest

from partnermap.analysis import analyse
from partnermap.analysis.networks.network import insiders
from partnermap.analysis.supposing.consequences import (
    Consequences,
    Provision,
    Snapshot,
    compare_studies,
)
from partnermap.analysis.supposing.effects import MOST_TOLD, Effect, EffectKind, tell_effects
from partnermap.analysis.supposing.whatif import (
    Beginning,
    Ending,
    Leaving,
    Merging,
    Moving,
    Supposed,
    suppose,
)
from partnermap.model.network import Membership, Network
from partnermap.vocabulary import Answer, Kind, Layer, Role
from tests.analysis.named import network, random_network

SAME = (
    "nothing would change in who is joined to whom, in who is on their own, in whose leaving would "
    "cut others off, in how many pairs of those that answered in full work together directly or in "
    "who provides for what."
)


def snapshot(recorded: Network, layer: Layer = Layer.WORKING) -> Snapshot:
    return Snapshot.of(analyse(recorded, layer))


def effects(
    recorded: Network, *changes: Supposed, layer: Layer = Layer.WORKING
) -> tuple[Effect, ...]:
    after = suppose(recorded, changes)
    return tell_effects(snapshot(recorded, layer), snapshot(after, layer), changes)


def compared(recorded: Network, *changes: Supposed) -> Consequences:
    return compare_studies(snapshot(recorded), snapshot(suppose(recorded, changes)))


def said(recorded: Network, *changes: Supposed, layer: Layer = Layer.WORKING) -> list[str]:
    return [effect.sentence for effect in effects(recorded, *changes, layer=layer)]


def providing(
    partnerships: dict[str, str], providers: Sequence[tuple[str, str]], **more: object
) -> Network:
    """Schools of the authority `la`, who share partnerships on the theme of their name."""
    lies = {(id_, "la") for members in partnerships.values() for id_ in members}
    recorded = network(
        partnerships,
        formal=lies,
        outside=["la"],
        kinds={"la": Kind.LOCAL_AUTHORITY},
        **more,  # type: ignore[arg-type]
    )
    parts = tuple(
        replace(part, role=Role.PROVIDER)
        if (part.organisation, part.partnership) in providers
        else part
        for part in recorded.memberships
    )
    themed = tuple(replace(p, themes=(p.id.partition(" ")[0],)) for p in recorded.partnerships)
    return replace(recorded, memberships=parts, partnerships=themed)


def test_the_first_sentence_says_what_is_supposed_and_the_gravest_of_it() -> None:
    hub = network({"p": "abc", "q": "cde"}, pupils={"a": 1000, "b": 715})
    first, *others = effects(hub, Leaving("c"))
    assert first.kind is EffectKind.CUT_OFF
    assert first.about == ("d", "e")
    assert first.sentence == (
        "If c left, d and e would be cut off from a and b; today they are joined to them."
    )
    assert [effect.kind for effect in others] == [
        EffectKind.GROUPS,
        EffectKind.DEPENDENCE,
        EffectKind.DENSITY,
        EffectKind.UNCHANGED,
    ]


def test_of_many_the_largest_are_named_and_all_are_counted() -> None:
    hub = network({"p": "abcdx", "q": "xefghij"}, pupils={"a": 1000, "c": 700, "d": 14, "b": None})
    assert said(hub, Leaving("x"))[0] == (
        "If x left, 4 organisations with at least 1,714 pupils (a, c, d and b) would be cut off "
        "from the 6 others here that would stay joined; today they are joined to them."
    )


def test_one_is_told_as_one() -> None:
    assert said(network({"p": "ab", "q": "bcd"}, pupils={"a": 1}), Ending("p"))[:2] == [
        "If the partnership “p” ended, a (1 pupil) would be cut off from b, c and d; today it is "
        "joined to them.",
        "A would be on its own, with no working partnership on record.",
    ]


def test_those_that_fall_apart_altogether_are_told_together() -> None:
    assert said(network({"p": "ab"}), Ending("p"))[:3] == [
        "If the partnership “p” ended, a and b would no longer be joined to each other.",
        "A and b would be on their own, with no working partnership on record.",
        "No two organisations here would be joined by working partnerships.",
    ]
    assert said(network({"p": "abc"}), Ending("p"))[0] == (
        "If the partnership “p” ended, a, b and c would no longer be joined to one another."
    )


def test_who_was_not_heard_is_not_said_to_be_on_its_own() -> None:
    silent = network({"p": "ab", "q": "bcd"}, answers={"a": Answer.SILENT})
    assert said(silent, Ending("p"))[1] == (
        "A would have no working partnership on record, and it has not answered in full: others "
        "may not be on record."
    )


def test_who_would_be_joined_is_told_with_to_how_many() -> None:
    apart = network({"p": "abcd"}, alone="ef", pupils={"e": 90})
    assert said(apart, Beginning("", ("a", "e")))[0] == (
        "If e and a began a partnership, e (90 pupils) would be joined to 4 others here; today it "
        "is not."
    )
    assert said(apart, Beginning("Reading", ("e", "f")))[0] == (
        "If e and f began the partnership “Reading”, e and f would be joined to each other; today "
        "they are not."
    )


def test_a_tie_with_a_partner_outside_is_company_too() -> None:
    near = network({"p": "ab"}, alone="cx", outside="x")
    assert said(near, Beginning("", ("c", "x")))[0] == (
        "If c and x began a partnership, c would no longer be on its own."
    )


def test_whom_others_would_depend_on_is_told_of_those_who_stay_joined() -> None:
    ring = network({"p": "ab", "q": "bc", "r": "cd", "s": "da"})
    told = [effect for effect in effects(ring, Ending("s")) if effect.kind is EffectKind.DEPENDENCE]
    assert [effect.sentence for effect in told] == [
        "If the partnership “s” ended, c and d would depend on the partnership “q” to be joined to "
        "the rest; today they do not.",
        "A would depend on b and the partnership “p” to be joined to the rest; today it does not.",
        "D would depend on c and the partnership “r” to be joined to the rest; today it does not.",
    ]
    back = effects(suppose(ring, [Ending("s")]), Beginning("", ("a", "d")))
    assert back[0].sentence.startswith("If a and d began a partnership, c and d would no longer")


def test_of_many_that_others_would_depend_on_the_rest_is_counted() -> None:
    names = "abcdefgh"
    ring = network({x + y: x + y for x, y in zip(names, names[1:] + "a", strict=True)})
    told = [e.sentence for e in effects(ring, Ending("ha")) if e.kind is EffectKind.DEPENDENCE]
    assert len(told) == MOST_TOLD + 1
    assert told[-1] == "The same kind of change would come to those that depend on 8 more."


def test_a_need_that_loses_its_only_provider_is_told() -> None:
    place = providing({"SEND": "abx", "FAITH": "aby"}, [("x", "SEND")])
    assert said(place, Leaving("x"))[0] == (
        "If x left, nobody on record would provide for SEND in la; today x alone does."
    )


def test_who_would_provide_is_told_by_place_with_all_themes_alike() -> None:
    place = providing(
        {"SEND": "abx", "FAITH": "abx", "FAITH too": "ay", "COMMUNITY": "abz"},
        [("x", "SEND"), ("x", "FAITH"), ("y", "FAITH too"), ("z", "COMMUNITY")],
    )
    told = {e.sentence for e in effects(place, Leaving("x")) if e.kind is EffectKind.PROVISION}
    assert {sentence.removeprefix("If x left, ").lower() for sentence in told} == {
        "nobody on record would provide for send in la; today x alone does.",
        "y alone would provide for faith in la; today x and y do.",
    }
    without, with_it = snapshot(suppose(place, [Leaving("x")])), snapshot(place)
    assert compare_studies(without, with_it).provision == (
        Provision("la", "FAITH", ("y",), ("x", "y")),
        Provision("la", "SEND", (), ("x",)),
    )
    gained = {effect.sentence for effect in tell_effects(without, with_it, [])}
    assert "X would provide for SEND in la; today nobody on record does." in gained
    assert "Faith would no longer rest on y alone in la: x would provide for it too." in gained


def test_a_partnership_that_begins_has_no_provider() -> None:
    place = providing({"SEND": "abx"}, [("x", "SEND")])
    assert compared(place, Beginning("SEND", ("a", "b"))).provision == ()


def test_where_nothing_would_change_that_is_said() -> None:
    trusts = network({"p": "abt"}, kinds={"t": Kind.TRUST})
    assert said(trusts, Moving("a", "t")) == [f"If a moved to t, {SAME}"]
    assert said(trusts) == [f"N{SAME[1:]}"]


def test_many_changes_are_counted_and_few_are_named() -> None:
    trusts = network({"p": "abst", "q": "cd"}, kinds={"s": Kind.TRUST, "t": Kind.TRUST})
    changes: list[Supposed] = [Merging("s", "t"), Moving("a", None), Ending("p"), Leaving("d")]
    assert said(trusts, *changes)[0].startswith(
        "If s became part of t, a left its trust, the partnership “p” ended and d left, "
    )
    assert said(trusts, *changes, Ending("q"))[0].startswith("If all 5 of these happened, ")


def test_on_the_formal_layer_links_are_told_of() -> None:
    linked = network(formal=[("a", "t"), ("b", "t"), ("c", "t")], kinds={"t": Kind.TRUST})
    assert said(linked, Leaving("t"), layer=Layer.FORMAL)[:2] == [
        "If t left, a, b and c would no longer be joined to one another.",
        "A, b and c would be on their own, with no formal link on record.",
    ]


def some_changes(recorded: Network, random: Random) -> list[Supposed]:
    names = [node.id for node in recorded.nodes]
    trusts = [node.id for node in recorded.nodes if node.kind is Kind.TRUST]
    choices: list[Supposed] = [Leaving(random.choice(names)), Beginning("", (names[0], names[-1]))]
    if len(trusts) > 1:
        choices.append(Merging(*random.sample(trusts, 2)))
    if recorded.partnerships:
        choices.append(Ending(random.choice(recorded.partnerships).id))
    return [random.choice(choices)]


@pytest.mark.parametrize("seed", range(60))
def test_parted_are_those_that_no_way_joins_any_more(seed: int) -> None:
    recorded = random_network(seed)
    changes = some_changes(recorded, Random(seed))
    before, after = snapshot(recorded), snapshot(suppose(recorded, changes))
    found = compare_studies(before, after)
    stay = sorted({*insiders(before.drawn)} & {*insiders(after.drawn)})
    for partings, then, now in (
        (found.cut_off, before.drawn, after.drawn),
        (found.joined, after.drawn, before.drawn),
    ):
        apart = {
            pair
            for pair in combinations(stay, 2)
            if nx.has_path(then, *pair) and not nx.has_path(now, *pair)
        }
        for one, other in apart:
            (together,) = (p for p in partings if {one, other} <= {*p.organisations, *p.rest})
            assert {one, other}.intersection(together.organisations)
        assert {id_ for p in partings for id_ in (*p.organisations, *p.rest)} == {
            id_ for pair in apart for id_ in pair
        }
        for parting in partings:
            assert all(nx.has_path(now, parting.rest[0], id_) for id_ in parting.rest)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_told_backwards_is_the_same_exchanged(seed: int) -> None:
    recorded = random_network(seed)
    after = suppose(recorded, some_changes(recorded, Random(seed)))
    there = compare_studies(snapshot(recorded), snapshot(after))
    back = compare_studies(snapshot(after), snapshot(recorded))
    assert (there.cut_off, there.joined) == (back.joined, back.cut_off)
    assert (there.groups, there.density) == (back.groups[::-1], back.density[::-1])
    assert {(d.id, d.before, d.after) for d in there.dependences} == {
        (d.id, d.after, d.before) for d in back.dependences
    }
    assert {(p.place, p.theme, p.before) for p in there.provision} == {
        (p.place, p.theme, p.after) for p in back.provision
    }


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("seed", range(20))
def test_undone_there_is_nothing_to_tell(seed: int, layer: Layer) -> None:
    recorded = random_network(seed)
    random = Random(seed)
    begins = Beginning("", tuple(random.sample([node.id for node in recorded.nodes], 3)))
    ended = recorded.partnerships[0]
    changes: list[Supposed] = [begins, Ending(begins.id)]
    (only,) = effects(recorded, *changes, layer=layer)
    assert only.kind is EffectKind.UNCHANGED
    # And what is taken away and put back by hand is as it was.
    parts = [m for m in recorded.memberships if m.partnership == ended.id]
    gone = suppose(recorded, [Ending(ended.id)])
    memberships = sorted(
        (*gone.memberships, *parts), key=lambda m: (m.organisation, m.partnership, str(m.span))
    )
    back = replace(
        gone,
        partnerships=tuple(sorted((*gone.partnerships, ended), key=lambda p: p.id)),
        memberships=tuple(memberships),
    )
    (only,) = tell_effects(snapshot(recorded, layer), snapshot(back, layer), [])
    assert only.kind is EffectKind.UNCHANGED


def test_who_joined_by_hand_counts_like_who_was_recorded() -> None:
    """What begins in a what-if weighs as what is recorded does."""
    recorded = network({"p": "ab"}, alone="c")
    supposed = suppose(recorded, [Beginning("q", ("b", "c"))])
    (new,) = (p for p in supposed.partnerships if p.id != "p")
    by_hand = network({"p": "ab", new.id: "bc"})
    parts = {*by_hand.memberships} - {Membership("a", "p"), Membership("b", "p")}
    assert parts == {m for m in supposed.memberships if m.partnership == new.id}
    assert snapshot(supposed).cohesion == snapshot(by_hand).cohesion
