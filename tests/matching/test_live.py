"""The index of a store: made once for a state of the names, and never behind its callers."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from partnermap import sample
from partnermap.imports.run import run_import
from partnermap.matching.live import Names
from partnermap.model.dates import BEGINNING, OPEN
from partnermap.model.names import sort_key
from partnermap.store.bolt import Store, Transaction
from partnermap.store.names import read_names
from partnermap.vocabulary import Kind


@pytest.fixture(scope="module")
async def filled(shared_store: Store) -> AsyncIterator[Store]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield shared_store


async def add(store: Store, id_: str, name: str) -> None:
    properties = {
        "id": id_, "name": name, "folded": name.casefold(), "sortKey": sort_key(name, id_),
        "kind": "CommunityOrganisation", "since": BEGINNING, "until": OPEN,
    }  # fmt: skip

    async def work(transaction: Transaction) -> None:
        await transaction.run(
            "UNWIND $rows AS row CREATE (n:Organisation:CommunityOrganisation) SET n = row",
            rows=[properties],
        )

    await store.write(work)


async def touch(store: Store) -> None:
    async def nothing(_: Transaction) -> None:
        return None

    await store.write(nothing)


async def test_every_organisation_is_read_with_what_tells_it_apart(filled: Store) -> None:
    names = {named.id: named for named in await read_names(filled)}
    school = names["urn:900001"]
    assert (school.name, school.kind) == (
        "Brinmouth St Botolph's Church of England Primary Academy",
        Kind.SCHOOL,
    )
    assert (school.la, school.open, school.phase) == ("la:991", True, "PRIMARY")
    assert school.town
    assert any(code.startswith("company:") for code in names["uid:90001"].codes)
    closed = [named.name for named in names.values() if not named.open]
    assert any(name.startswith("Ulverscote") for name in closed)
    assert {named.kind for named in names.values()} >= {Kind.TRUST, Kind.LOCAL_AUTHORITY}


async def test_callers_share_one_index(filled: Store) -> None:
    names = Names(filled)
    found = await asyncio.gather(*(names.index() for _ in range(20)))
    assert all(index is found[0] for index in found)
    assert names.made == 1


async def test_a_new_name_is_found_by_the_next_search(filled: Store) -> None:
    names = Names(filled)
    assert not (await names.index()).search("zanzibar")
    await add(filled, "org:zanzibar", "Friends of Zanzibar")
    assert [hit.named.id for hit in (await names.index()).search("zanzibar")] == ["org:zanzibar"]
    assert names.made == 2


async def test_a_change_that_touches_no_name_makes_no_index(filled: Store) -> None:
    names = Names(filled)
    before = await names.index()
    await touch(filled)
    assert await names.index() is before
    assert names.made == 1


async def test_one_who_gives_up_does_not_stop_the_others(filled: Store) -> None:
    names = Names(filled)
    impatient: asyncio.Task[Any] = asyncio.create_task(names.index())
    patient = asyncio.create_task(names.index())
    await asyncio.sleep(0.005)
    impatient.cancel()
    assert (await patient).search("brinmouth")
    assert names.made == 1
