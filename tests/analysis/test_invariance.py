"""What must not matter to an analysis: the order of the records, and what things are called."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnermap.analysis import Analysis, analyse
from partnermap.analysis.bottlenecks import Stranding
from partnermap.model import Network
from partnermap.vocabulary import Layer

from .networks import random_network, told


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
