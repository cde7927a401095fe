"""Scopes as people write them, and the networks read for them."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from partnermap import sample
from partnermap.analysis.networks.layers import only
from partnermap.errors import BadInputError, NotFoundError
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL, Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.places import find_scope
from partnermap.store.reads import read_network
from partnermap.vocabulary import Kind, Layer


@pytest.fixture(scope="module")
async def loaded(shared_store: Store) -> AsyncIterator[Store]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield shared_store


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("diocese:ZZ01", "diocese:ZZ01"),
        ("diocese:Diocese of Aldermere", "diocese:ZZ01"),
        ("Diocese of ALDERMERE", "diocese:ZZ01"),
        ("la:990", "la:990"),
        ("la:thornmere", "la:990"),
        ("trust:90001", "trust:90001"),
        ("trust:tarrow vale", "trust:90005"),
        ("org:urn:900001", "org:urn:900001"),
        ("area:620000/420000/5", "area:620000/420000/5"),
        ("all", "all"),
    ],
)
async def test_a_place_is_found_by_code_or_name(loaded: Store, written: str, found: str) -> None:
    scope = await find_scope(loaded, [written])
    if written.startswith("trust:tarrow"):
        assert [p.partition(":")[0] for p in scope.places] == ["uid"]
    else:
        assert str(scope) == found


async def test_a_name_of_several_is_answered_with_the_choices(loaded: Store) -> None:
    with pytest.raises(BadInputError, match=r"may be any of these: .*urn:9000"):
        await find_scope(loaded, ["primary"])


async def test_a_name_of_nobody_is_told(loaded: Store) -> None:
    with pytest.raises(NotFoundError, match="Atlantis"):
        await find_scope(loaded, ["Atlantis"])


async def test_several_places_are_a_union(loaded: Store) -> None:
    both = await find_scope(loaded, ["la:990", "la:991"])
    first, second, union = [
        {n.id for n in (await read_network(loaded, s, Layer.FORMAL, None, LOCAL)).nodes}
        for s in (Scope.parse("la:990"), Scope.parse("la:991"), both)
    ]
    assert union == first | second


async def test_layers_are_read_apart(loaded: Store) -> None:
    scope = Scope.parse(sample.SCOPE)
    working = await read_network(loaded, scope, Layer.WORKING, None, LOCAL)
    formal = await read_network(loaded, scope, Layer.FORMAL, None, LOCAL)
    combined = await read_network(loaded, scope, Layer.COMBINED, None, LOCAL)
    assert working.memberships and not working.formal
    assert formal.formal and not formal.memberships and not formal.partnerships
    assert combined.memberships == working.memberships
    assert set(formal.formal) <= set(combined.formal)


async def test_partners_outside_the_scope_are_there_and_flagged(loaded: Store) -> None:
    scope = Scope.parse(sample.SCOPE)
    network = await read_network(loaded, scope, Layer.WORKING, None, LOCAL)
    outside = {n.id for n in network.nodes if n.outside}
    assert any(n.kind is Kind.COMMUNITY_ORGANISATION for n in network.nodes if n.id in outside)
    assert not any(n.answer for n in network.nodes if n.outside)
    alone = await read_network(loaded, scope, Layer.WORKING, None, LOCAL, hops=0)
    assert {n.id for n in alone.nodes} == {n.id for n in network.nodes} - outside


async def test_what_ended_is_there_on_its_day_and_gone_today(loaded: Store) -> None:
    scope = Scope.parse("all")
    now = await read_network(loaded, scope, Layer.WORKING, None, LOCAL)
    then = await read_network(loaded, scope, Layer.WORKING, date(2018, 1, 1), LOCAL)
    assert {p.id for p in then.partnerships} - {p.id for p in now.partnerships}


async def test_the_public_does_not_see_what_is_for_members(loaded: Store) -> None:
    scope = Scope.parse("all")
    everything = await read_network(loaded, scope, Layer.WORKING, None, LOCAL)
    public = await read_network(loaded, scope, Layer.WORKING, None, Access())
    hidden = {p.id for p in everything.partnerships} - {p.id for p in public.partnerships}
    assert len(hidden) == 3
    assert not {m.partnership for m in public.memberships} & hidden
    assert public.access != everything.access


async def test_a_network_is_cut_to_its_limit_and_says_so(loaded: Store) -> None:
    network = await read_network(loaded, Scope.parse("all"), Layer.COMBINED, None, LOCAL, limit=10)
    assert network.truncated
    assert len(network.nodes) == 10
    known = {n.id for n in network.nodes}
    assert all({e.start, e.end} <= known for e in network.formal)


async def test_nowhere_is_empty(loaded: Store) -> None:
    network = await read_network(loaded, Scope(), Layer.COMBINED, None, LOCAL)
    assert not network.nodes
    assert not network.formal
    assert not network.memberships


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("written", ["diocese:ZZ01", "la:991", "trust:90001"])
async def test_a_layer_of_a_network_of_both_is_what_is_read_for_it(
    loaded: Store, written: str, layer: Layer
) -> None:
    scope = Scope.parse(written)
    both = await read_network(loaded, scope, Layer.COMBINED, None, LOCAL)
    assert only(both, layer) == await read_network(loaded, scope, layer, None, LOCAL)
