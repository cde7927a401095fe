"""Periods as they are read: what they hold is what lies between the days that `asOf` tells of."""

from collections.abc import AsyncIterator

import pytest

from partnermap import sample
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL, Access, Scope
from partnermap.store.bolt import Store
from tests.store.comparing import changed, compared, held


@pytest.fixture(scope="module")
async def filled(shared_store: Store) -> AsyncIterator[Store]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield shared_store


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("1990-01-01", "2026-03-01"),
        ("2018-01-01", "2018-12-31"),
        ("2019-08-31", "2019-09-01"),
        ("2022-06-15", "2024-02-29"),
    ],
)
async def test_what_changed_leads_from_one_day_to_the_other(
    filled: Store, first: str, last: str
) -> None:
    found = await compared(filled, first, last)
    then = await held(filled, first) | changed(found, began=True)
    assert found.events
    assert then - changed(found, began=False) == await held(filled, last)


async def test_a_scope_has_its_part_of_what_happened_everywhere(filled: Store) -> None:
    days = "2017-01-01", "2026-03-01"
    everywhere = await compared(filled, *days)
    changes = {change for event in everywhere.events for change in event.changes}
    for text in (sample.SCOPE, "la:992", "trust:90001", "org:charity:9900001"):
        found = await compared(filled, *days, Scope.parse(text))
        assert {change for event in found.events for change in event.changes} <= changes
        assert 0 < len(found.events) < len(everywhere.events)


async def test_who_was_in_the_scope_on_any_day_of_it_is_told_of(filled: Store) -> None:
    """Marrowick was in the diocese until it closed, and is not in it on the last day."""
    found = await compared(filled, "2023-01-01", "2024-12-31", Scope.parse(sample.SCOPE))
    sentences = [event.sentence for event in found.events]
    marrowick = "Marrowick Church of England Primary School"
    assert f"{marrowick} closed on 31 August 2023." in sentences
    assert (
        "The partnership “Cawderby and Marrowick” ended on 31 August 2023; Cawderby Church of "
        f"England Primary School and {marrowick} were in it to the last."
    ) in sentences
    assert any("“Governors of Vale and Moor” ended in July 2023" in told for told in sentences)


async def test_nobody_is_told_of_a_partnership_that_they_may_not_see(filled: Store) -> None:
    days = "2017-01-01", "2026-03-01"
    hidden = "“Coastline Listening” began"  # for those who are signed in
    everything, public = [
        [event.sentence for event in (await compared(filled, *days, access=access)).events]
        for access in (LOCAL, Access())
    ]
    assert any(hidden in sentence for sentence in everything)
    assert not any("Coastline Listening" in sentence for sentence in public)
