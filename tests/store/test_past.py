"""The past as it is read: of any day of it, what was read on that day."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from partnermap import sample
from partnermap.imports.run import run_import
from partnermap.model.network import Network
from partnermap.scope import LOCAL, Scope
from partnermap.store.bolt import Store
from partnermap.store.past import read_past
from partnermap.store.reads import TooManyError, read_network
from partnermap.vocabulary import Layer

LAST = date(2026, 3, 1)
MARROWICK = "urn:900054"
"""A school of the diocese that closed on 31 August 2023."""


@pytest.fixture(scope="module")
async def filled(shared_store: Store) -> AsyncIterator[Store]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield shared_store


def ties(network: Network, day: str) -> set[object]:
    """The ties of a network that may have held on a day; whether they did is of its own day."""
    known = there(network, day)
    formal = {
        replace(tie, may_have_held=False)
        for tie in network.formal
        if {tie.start, tie.end} <= known and tie.span.may_hold(day)
    }
    parts = {
        replace(part, may_have_held=False)
        for part in network.memberships
        if part.organisation in known and part.span.may_hold(day)
    }
    return {*formal, *parts}


def there(network: Network, day: str) -> set[str]:
    """The ids of the organisations of a network that were open on a day."""
    return {node.id for node in network.nodes if node.span.may_hold(day)}


@pytest.mark.parametrize("day", ["2012-06-01", "2018-07-31", "2019-09-01", "2023-08-31"])
async def test_of_everywhere_it_holds_what_held_on_any_day(filled: Store, day: str) -> None:
    everywhere = Scope(everywhere=True)
    past = await read_past(filled, everywhere, LAST, LOCAL, limit=1_000)
    then = await read_network(filled, everywhere, Layer.COMBINED, date.fromisoformat(day), LOCAL)
    assert ties(past, day) == ties(then, day) != set()
    assert there(past, day) == {node.id for node in then.nodes}


async def test_of_a_place_it_holds_who_was_there_and_with_whom(filled: Store) -> None:
    scope = Scope.parse(sample.SCOPE)
    past = await read_past(filled, scope, LAST, LOCAL, limit=1_000)
    for day in ("2018-07-31", "2023-08-31", LAST.isoformat()):
        then = await read_network(filled, scope, Layer.COMBINED, date.fromisoformat(day), LOCAL)
        assert ties(then, day) <= ties(past, day)
        assert {node.id for node in then.nodes} <= there(past, day)
    (marrowick,) = (node for node in past.nodes if node.id == MARROWICK)
    assert marrowick.span.bounds[1] == "2023-08-31"
    assert not marrowick.outside
    assert not [m for m in past.memberships if m.may_have_held and m.organisation == MARROWICK]
    now = await read_network(filled, scope, Layer.COMBINED, LAST, LOCAL)
    assert MARROWICK not in {node.id for node in now.nodes}
    held = {(m.organisation, m.partnership, m.span): m.may_have_held for m in now.memberships}
    same = {(m.organisation, m.partnership, m.span): m.may_have_held for m in past.memberships}
    assert held.items() <= same.items()


async def test_what_began_after_the_last_day_is_not_in_it(filled: Store) -> None:
    day = date(2018, 12, 31)
    past = await read_past(filled, Scope.parse(sample.SCOPE), day, LOCAL, limit=1_000)
    spans = {
        *(each.span for each in past.nodes),
        *(each.span for each in past.partnerships),
        *(each.span for each in past.formal),
        *(each.span for each in past.memberships),
    }
    assert len(spans) > 1
    assert {span.bounds[0] <= day.isoformat() for span in spans} == {True}


async def test_more_than_may_be_read_is_refused(filled: Store) -> None:
    with pytest.raises(TooManyError, match="fewer places"):
        await read_past(filled, Scope.parse(sample.SCOPE), LAST, LOCAL, limit=50)
