"""Worlds that a network may be a record of: what is kept, what is drawn, and how often."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice
from math import sqrt
from random import Random

import pytest

from partnermap.analysis import analyse
from partnermap.analysis.confidence.redrawing import UNRECORDED
from partnermap.analysis.confidence.worlds import DOUBT, Doubt, resample, tally
from partnermap.analysis.networks.network import Mode, graph, project
from partnermap.errors import BadInputError
from partnermap.model.network import Network, PartnershipNode
from partnermap.vocabulary import Answer, Kind, PartnershipKind
from tests.analysis.named import network, random_network
from tests.analysis.patchwork import placed

CERTAIN = Doubt(dropped=0)


def worlds(recorded: Network, many: int, seed: int = 0, doubt: Doubt = DOUBT) -> list[Network]:
    return list(islice(resample(recorded, seed, doubt), many))


def area(seed: int, size: int = 120, unheard: float = 0.3, *, named: bool = False) -> Network:
    """Schools of two phases and charities, of which some were never asked.

    Who was not asked lost all its memberships, whatever it had, unless those heard name it: so who
    was heard is like who was not. A primary works with 1.5 partnerships on average, a secondary
    with 3, a charity with 0.5.
    """
    random = Random(seed)
    ids = [f"o{number:03}" for number in range(size)]
    sorts = {id_: random.choice(["PRIMARY", "SECONDARY", ""]) for id_ in ids}
    most = {"PRIMARY": 3, "SECONDARY": 6, "": 1}
    names = [f"p{number:02}" for number in range(size // 4)]
    silent = {id_ for id_ in ids if random.random() < unheard}
    members: dict[str, list[str]] = {name: [] for name in names}
    for id_ in ids:
        for name in random.sample(names, random.randint(0, most[sorts[id_]])):
            if named or id_ not in silent:
                members[name].append(id_)
    recorded = network(
        members,
        alone=ids,
        answers=dict.fromkeys(silent),
        kinds={id_: Kind.COMMUNITY_ORGANISATION for id_ in ids if not sorts[id_]},
    )
    at = {id_: (random.randint(0, 20_000), random.randint(0, 20_000)) for id_ in ids}
    return placed(recorded, at, phases={id_: sort for id_, sort in sorts.items() if sort})


def rates(recorded: Network, ids: Iterable[str]) -> list[int]:
    many = Counter(m.organisation for m in recorded.memberships)
    return [many[id_] for id_ in ids]


@pytest.mark.parametrize("seed", range(10))
def test_one_seed_gives_one_sequence_and_its_beginning(seed: int) -> None:
    recorded = random_network(seed)
    assert worlds(recorded, 6, seed) == worlds(recorded, 6, seed)
    assert worlds(recorded, 6, seed)[:3] == worlds(recorded, 3, seed)
    assert worlds(recorded, 6, seed)[2:] == worlds(recorded, 4, seed + 2)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_records_does_not_matter(seed: int) -> None:
    recorded, random = random_network(seed), Random(seed)
    shuffled = replace(
        recorded,
        nodes=tuple(random.sample(recorded.nodes, len(recorded.nodes))),
        partnerships=tuple(random.sample(recorded.partnerships, len(recorded.partnerships))),
        memberships=tuple(random.sample(recorded.memberships, len(recorded.memberships))),
    )
    for one, other in zip(worlds(recorded, 3), worlds(shuffled, 3), strict=True):
        assert {*one.memberships} == {*other.memberships}


@pytest.mark.parametrize("seed", range(20))
def test_where_all_is_known_every_world_is_the_record(seed: int) -> None:
    recorded = random_network(seed, answers=[Answer.COMPLETE])
    assert worlds(recorded, 3, doubt=CERTAIN) == [recorded] * 3


@pytest.mark.parametrize("seed", range(20))
def test_what_is_recorded_and_believed_is_in_every_world(seed: int) -> None:
    recorded = random_network(seed)
    for world in worlds(recorded, 3, doubt=CERTAIN):
        assert {*recorded.memberships} <= {*world.memberships}
        assert {*recorded.partnerships} <= {*world.partnerships}
        inside = {node.id for node in recorded.nodes if not node.outside}
        added = {*world.memberships} - {*recorded.memberships}
        heard = {n.id for n in recorded.nodes if n.answer is Answer.COMPLETE and not n.outside}
        assert {m.organisation for m in added if m.partnership[0] == "p"} <= inside - heard


@pytest.mark.parametrize("seed", range(20))
def test_in_a_world_everybody_was_heard(seed: int) -> None:
    (world,) = worlds(random_network(seed), 1)
    assert {node.answer for node in world.nodes if not node.outside} == {Answer.COMPLETE}
    assert not analyse(world).cohesion.not_known
    assert all(len(graph(world).adj[p.id]) > 1 for p in world.partnerships if p.id[:6] == "drawn:")


@pytest.mark.parametrize("seed", range(4))
def test_those_not_heard_have_ties_as_those_of_their_kind_have(seed: int) -> None:
    recorded, runs = area(seed), 40
    drawn = worlds(recorded, runs, doubt=CERTAIN)
    for kind, phase in {(node.kind, node.phase) for node in recorded.nodes}:
        alike = [node for node in recorded.nodes if (node.kind, node.phase) == (kind, phase)]
        heard = rates(recorded, [node.id for node in alike if node.answer])
        silent = [node.id for node in alike if not node.answer]
        assert min(len(heard), len(silent)) >= 5
        given = [rate for world in drawn for rate in rates(world, silent)]
        for at_least in (1, 2, 3):
            share = sum(rate >= at_least for rate in heard) / len(heard)
            band = 5 * sqrt(share * (1 - share) * len(given))
            assert abs(sum(rate >= at_least for rate in given) - share * len(given)) <= band


def test_those_whom_their_partners_name_lack_little() -> None:
    before = more = 0
    for recorded in (area(seed, named=True) for seed in range(8)):
        silent = [node.id for node in recorded.nodes if not node.answer]
        before += sum(rates(recorded, silent)) * 5
        more += sum(sum(rates(world, silent)) for world in worlds(recorded, 5, doubt=CERTAIN))
    assert before <= more < 1.15 * before


def test_a_share_of_what_is_recorded_is_left_out() -> None:
    recorded = area(1, unheard=0)
    dropped = [
        len(recorded.memberships) - len(world.memberships)
        for world in worlds(recorded, 50, doubt=Doubt(dropped=0.2))
    ]
    tried = 50 * len(recorded.memberships)
    assert abs(sum(dropped) - 0.2 * tried) < 5 * sqrt(0.2 * 0.8 * tried)
    assert worlds(recorded, 1, doubt=Doubt(dropped=1))[0].memberships == ()


def test_a_disputed_tie_holds_in_some_worlds_and_then_whole() -> None:
    recorded = network({"one": "ab", "two": "bcd"}, denials=[("a", "b"), ("b", "c")])
    found = worlds(recorded, 400, doubt=Doubt(dropped=0, disputed=0.25))
    held = [("a", "b") in project(graph(world)).edges for world in found]
    assert abs(sum(held) - 100) < 5 * sqrt(400 * 0.25 * 0.75)
    for world, holds in zip(found, held, strict=True):
        # That b denies c alone leaves both in the partnership, for d's sake.
        assert len(world.memberships) == (5 if holds else 3)
        assert len(world.denials) == (2 if holds else 1)


def test_a_counted_size_follows_its_members() -> None:
    recorded = network({"heads": "abcde"}, alone="xyz", answers=dict.fromkeys("xyz"))
    sized = replace(recorded, partnerships=(PartnershipNode("heads", "", "NETWORK", size=9),))
    for world in worlds(sized, 20, doubt=Doubt(dropped=0.3)):
        for partnership in world.partnerships:
            members = sum(m.partnership == partnership.id for m in world.memberships)
            assert partnership.size == members + (4 if partnership.id == "heads" else 0)


def bilateral(recorded: Network) -> Network:
    return replace(
        recorded,
        partnerships=tuple(
            replace(p, kind=PartnershipKind.BILATERAL) for p in recorded.partnerships
        ),
    )


def star(answer: Answer | None) -> Network:
    """Nine schools, each with one tie to one provider; a tenth was not heard."""
    ties = {f"p{number}": [f"s{number}", "hub"] for number in range(9)}
    answers = {"new": answer}
    recorded = network(ties, alone=["new"], answers=answers, kinds={"hub": Kind.GROUP})
    return bilateral(recorded)


def test_a_partnership_of_two_stays_one_of_two() -> None:
    for world in worlds(star(None), 20, doubt=CERTAIN):
        drawn = graph(world)
        assert {len(drawn.adj[p.id]) for p in world.partnerships} == {2}
        (tie,) = (m.partnership for m in world.memberships if m.organisation == "new")
        assert tie.startswith(UNRECORDED)
        assert "hub" in drawn.adj[tie]


def test_who_left_another_out_is_not_tied_to_it() -> None:
    # All but the new one answered in full, and it was on the list: so it has no tie.
    for world in worlds(star(Answer.SILENT), 20, doubt=CERTAIN):
        assert not [m for m in world.memberships if m.organisation == "new"]


def test_some_partnerships_nobody_has_told_of() -> None:
    recorded = network({f"p{n}": [f"a{n}", f"b{n}"] for n in range(6)}, answer=None)
    heard = {f"{side}0": Answer.COMPLETE for side in "ab"}
    recorded = replace(
        recorded,
        nodes=tuple(replace(node, answer=heard.get(node.id)) for node in recorded.nodes),
        memberships=tuple(m for m in recorded.memberships if m.organisation in heard),
    )
    found = [p.id for world in worlds(recorded, 50) for p in world.partnerships]
    assert any(id_.startswith(UNRECORDED) for id_ in found)


def test_the_near_and_the_like_are_drawn_more_often() -> None:
    members = {"near": ["a1", "a2"], "far": ["b1", "b2"], "other": ["c1", "c2"]}
    phases = {id_: "SECONDARY" if id_[0] == "c" else "PRIMARY" for id_ in chain(*members.values())}
    at = {"a": (0, 0), "b": (30_000, 0), "c": (0, 0)}
    recorded = placed(
        network({**members, "again": ["a1", "b1"]}, alone=["new"], answers={"new": None}),
        {"new": (100, 0), **{id_: (at[id_[0]][0] + int(id_[1]) * 900, 0) for id_ in phases}},
        phases={**phases, "new": "PRIMARY"},
    )
    times = Counter(
        m.partnership
        for world in worlds(recorded, 300, doubt=CERTAIN)
        for m in world.memberships
        if m.organisation == "new"
    )
    assert times["near"] > 2 * times["far"]
    assert times["near"] > 2 * times["other"]


def test_where_nobody_was_heard_nothing_is_drawn() -> None:
    recorded = network({"heads": "ab"}, alone="cd", answer=None)
    for world in worlds(recorded, 3, doubt=CERTAIN):
        assert (world.memberships, world.partnerships) == (
            recorded.memberships,
            recorded.partnerships,
        )


def test_an_outside_partner_is_given_nothing() -> None:
    recorded = network({"heads": "abcdx"}, outside="xy", alone="y", answers={"x": None, "y": None})
    for world in worlds(recorded, 5, doubt=CERTAIN):
        assert rates(world, "xy") == [1, 0]
        assert [node.answer for node in world.nodes if node.outside] == [None, None]


def test_nobody() -> None:
    assert worlds(network(), 2) == [network()] * 2


def test_how_often_each_comes_first() -> None:
    rankings = iter(["abc", "bad", "cab", "dac"])
    found = tally(worlds(network(), 4), lambda _: next(rankings), first=2)
    assert found.times == {"a": 4, "b": 2, "c": 1, "d": 1}
    assert list(found.times) == ["a", "b", "c", "d"]
    assert (found.worlds, found.share("a"), found.share("b"), found.share("z")) == (4, 1, 0.5, 0)
    assert tally([], lambda _: "ab").share("a") is None


def test_a_ranking_that_cannot_change_is_certain() -> None:
    recorded = network({"one": "ab", "two": "bc", "three": "bd"})

    def first(world: Network) -> list[str]:
        cuts = analyse(world).bottlenecks.cut_points
        return [cut.id for cut in cuts if cut.mode is Mode.ORGANISATION]

    assert tally(worlds(recorded, 10, doubt=CERTAIN), first, first=1).share("b") == 1


@pytest.mark.parametrize("wrong", [{"dropped": -0.1}, {"dropped": 1.1}, {"disputed": 2}])
def test_a_share_is_between_none_and_all(wrong: dict[str, float]) -> None:
    with pytest.raises(BadInputError, match="from 0 to 1"):
        Doubt(**wrong)
