"""What must not matter to an analysis: the order of the records, and what things are called."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.analysis import Analysis, analyse
from partnermap.analysis.changes.succession import Line, follow
from partnermap.analysis.gaps.nearness import find_near
from partnermap.analysis.gaps.pursuit import find_pursuit
from partnermap.analysis.measures.bottlenecks import Stranding
from partnermap.analysis.measures.hubs import find_hubs
from partnermap.analysis.measures.linking import sole_brokers
from partnermap.analysis.measures.overlap import multiplexity
from partnermap.analysis.networks.groups import by_attribute, by_whole
from partnermap.analysis.networks.needs import find_themes
from partnermap.analysis.networks.network import graph, project
from partnermap.analysis.supposing.whatif import Beginning, Leaving, suppose
from partnermap.model.network import GoalNode, Network
from partnermap.near import Match, Near
from partnermap.vocabulary import Layer, TieKind
from tests.analysis.named import random_network, told
from tests.analysis.patchwork import random_places


def new_names(recorded: Network, shuffle: Random) -> dict[str, str]:
    """Another name for each organisation and partnership, in an order of its own."""
    ids = [*(node.id for node in recorded.nodes), *(p.id for p in recorded.partnerships)]
    new = [f"n{i:03}" for i in range(len(ids))]
    shuffle.shuffle(new)
    return dict(zip(ids, new, strict=True))


def renamed(recorded: Network, names: dict[str, str]) -> Network:
    return replace(
        recorded,
        nodes=tuple(replace(n, id=names[n.id], name=names[n.id]) for n in recorded.nodes),
        formal=tuple(replace(e, start=names[e.start], end=names[e.end]) for e in recorded.formal),
        partnerships=tuple(replace(p, id=names[p.id]) for p in recorded.partnerships),
        memberships=tuple(
            replace(m, organisation=names[m.organisation], partnership=names[m.partnership])
            for m in recorded.memberships
        ),
    )


def values(found: Analysis, names: dict[str, str]) -> object:
    """Every number of an analysis, with each thing under its first name."""
    first = {new: old for old, new in names.items()}
    joined = found.cohesion
    return (
        (joined.organisations, joined.heard, joined.density),
        {frozenset(first[i] for i in component) for component in joined.components},
        {first[i] for i in joined.isolates},
        {first[i] for i in joined.not_known},
        {first[c.id]: (c.mode, *numbers(c.stranding)) for c in found.bottlenecks.cut_points},
        {
            frozenset(first[i] for i in b.ends): numbers(b.stranding)
            for b in found.bottlenecks.bridges
        },
        sorted((f.kind, f.measure.value, f.silent_about) for f in found.findings),
    )


def numbers(stranding: Stranding) -> tuple[int, ...]:
    return len(stranding.organisations), stranding.pupils, stranding.uncounted, stranding.kept


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), layer=st.sampled_from(Layer), shuffle=st.randoms())
def test_relabelling_changes_no_value(seed: int, layer: Layer, shuffle: Random) -> None:
    recorded = random_network(seed)
    names = new_names(recorded, shuffle)
    before, after = analyse(recorded, layer), analyse(renamed(recorded, names), layer)
    assert values(before, {i: i for i in names}) == values(after, names)


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_records_does_not_matter(seed: int, layer: Layer) -> None:
    recorded = random_network(seed)
    random = Random(seed)
    shuffled = replace(
        recorded,
        nodes=tuple(random.sample(recorded.nodes, len(recorded.nodes))),
        formal=tuple(random.sample(recorded.formal, len(recorded.formal))),
        partnerships=tuple(random.sample(recorded.partnerships, len(recorded.partnerships))),
        memberships=tuple(random.sample(recorded.memberships, len(recorded.memberships))),
    )
    assert told(analyse(shuffled, layer)) == told(analyse(recorded, layer))


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 10_000), shuffle=st.randoms())
def test_relabelling_changes_only_names(seed: int, shuffle: Random) -> None:
    """Of what is told of organisations by id: each is told the same under its other name."""
    recorded = random_places(seed)
    names = new_names(recorded, shuffle)
    other = renamed(recorded, names)
    drawn, redrawn = graph(recorded, Layer.COMBINED), graph(other, Layer.COMBINED)

    def again(*ids: str) -> tuple[str, ...]:
        return tuple(sorted(names[id_] for id_ in ids))

    for near in (Near(), Near(km=9, phase=Match.OTHER, la=Match.SAME)):
        before, after = find_near(drawn, near), find_near(redrawn, near)
        assert {(*again(*p[:2]), p.metres) for p in before.pairs} == {*after.pairs}
        assert again(*before.unplaced) == after.unplaced
        assert again(*before.unclassed) == after.unclassed
    for kind in (TieKind.IN_LA, TieKind.IN_TRUST):
        whole = by_whole(drawn, kind).items()
        assert {names[id_]: names[of] for id_, of in whole} == by_whole(redrawn, kind)
    themes, rethemed = find_themes(graph(recorded)), find_themes(graph(other))
    assert {names[i]: on for i, on in themes.worked_on.items()} == rethemed.worked_on
    assert {names[i]: on for i, on in themes.provided.items()} == rethemed.provided
    ties = multiplexity(project(drawn)).ties.items()
    assert {again(*ends): count for ends, count in ties} == multiplexity(project(redrawn)).ties
    hubs, rehubs = find_hubs(drawn), find_hubs(redrawn)
    assert {names[id_]: load for id_, load in hubs.loads.items()} == rehubs.loads
    assert (hubs.heard, hubs.median, hubs.threshold) == (
        rehubs.heard,
        rehubs.median,
        rehubs.threshold,
    )
    assert again(*hubs.overloaded) == tuple(sorted(rehubs.overloaded))
    brokers, rebrokers = (
        sole_brokers(project(each), by_attribute(each, "phase")) for each in (drawn, redrawn)
    )
    assert {(names[b.id], b.groups) for b in brokers} == {(b.id, b.groups) for b in rebrokers}
    goal = GoalNode("goal", "Reading")
    aimless, again_aimless = (
        [p.id for p in find_pursuit(replace(known, goals=(goal,))).aimless]
        for known in (recorded, other)
    )
    assert again(*aimless) == tuple(sorted(again_aimless))


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), shuffle=st.randoms())
def test_relabelling_changes_no_value_of_a_what_if(seed: int, shuffle: Random) -> None:
    recorded = random_network(seed)
    names = new_names(recorded, shuffle)
    gone, *rest = shuffle.sample([node.id for node in recorded.nodes], 3)
    first = suppose(recorded, [Leaving(gone), Beginning("Reading", tuple(rest))])
    second = suppose(
        renamed(recorded, names),
        [Leaving(names[gone]), Beginning("Reading", tuple(names[id_] for id_ in rest))],
    )
    names[Beginning("Reading", ()).id] = Beginning("Reading", ()).id
    before = values(analyse(first), {id_: id_ for id_ in names})
    assert before == values(analyse(second), names)


@settings(deadline=None)
@given(
    st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))),
    st.permutations("uvwxyz"),
)
def test_relabelling_changes_no_succession(pairs: set[tuple[str, str]], new: list[str]) -> None:
    names = dict(zip("abcdef", new, strict=True))

    def said(lines: tuple[Line, ...], called: dict[str, str]) -> set[object]:
        return {
            (line.kind, *(frozenset(called[i] for i in ids) for ids in (line.before, line.after)))
            for line in lines
        }

    other = follow((names[old], names[heir]) for old, heir in pairs)
    assert said(follow(pairs), names) == said(other, {new: new for new in names.values()})
