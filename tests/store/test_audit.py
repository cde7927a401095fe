"""The audit log: nothing is added to it that did not happen, nothing is altered unseen."""

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from partnermap.imports.run import run_import
from partnermap.sample import files
from partnermap.store import audit
from partnermap.store.bolt import Store, Transaction


async def note(store: Store, action: str) -> None:
    async def work(transaction: Transaction) -> None:
        await audit.record(transaction, "someone", action, ["urn:1"], {"b": 2, "a": "é"})

    await store.write(work, changes_data=False)


async def do(store: Store, statement: str) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(statement)

    await store.write(work, changes_data=False)


async def test_an_empty_log_is_whole(store: Store) -> None:
    assert await audit.verify(store) == audit.Verdict(0, audit.GENESIS)
    assert await audit.newest(store, 10) == []


async def test_each_entry_holds_the_hash_of_the_one_before(store: Store) -> None:
    for number in range(1, 13):
        await note(store, f"action.{number}")
    newest = await audit.newest(store, 5)
    assert [entry.number for entry in newest] == [12, 11, 10, 9, 8]
    assert [entry.number for entry in await audit.newest(store, 5, before=3)] == [2, 1]
    for later, earlier in pairwise(newest):
        assert later.previous == earlier.hash == earlier.seal()
    assert audit.detail(newest[0]) == {"a": "é", "b": 2}
    assert await audit.verify(store) == audit.Verdict(12, newest[0].hash)
    assert await store.data_version() == 0


async def test_writers_at_once_add_to_one_chain(store: Store) -> None:
    await asyncio.gather(*(note(store, f"action.{n}") for n in range(24)))
    assert (await audit.verify(store)).broken is None
    entries = await audit.newest(store, 100)
    assert {entry.action for entry in entries} == {f"action.{n}" for n in range(24)}


async def test_a_change_that_fails_leaves_no_entry(store: Store) -> None:
    async def work(transaction: Transaction) -> None:
        await audit.record(transaction, "someone", "action", [], {})
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        await store.write(work)
    assert await audit.length(store) == 0


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("MATCH (e:Audit {number: 3}) SET e.subject = 'someone else'", 3),
        ("MATCH (e:Audit {number: 3}) SET e.detail = '{}'", 3),
        ("MATCH (e:Audit {number: 3}) SET e.about = []", 3),
        ("MATCH (e:Audit {number: 3}) DELETE e", 3),
        ("MATCH (e:Audit {number: 5}) DELETE e", 5),
        ("MATCH (e:Audit) DELETE e", 1),
        ("MATCH (e:Audit {number: 3}) SET e.previous = e.hash", 3),
        ("MATCH (h:AuditHead) SET h.hash = 'another'", 5),
        ("MATCH (h:AuditHead) SET h.number = 6", 6),
    ],
)
async def test_what_was_altered_is_found(store: Store, tampering: str, broken: int) -> None:
    for number in range(1, 6):
        await note(store, f"action.{number}")
    await do(store, tampering)
    assert (await audit.verify(store)).broken == broken


async def test_an_import_is_told_of_as_it_begins_and_as_it_ends(
    store: Store, tmp_path: Path
) -> None:
    source, path, published = files()[0]
    await run_import(store, source, path, published=published, by="key:1")
    end, begin = await audit.newest(store, 10)
    assert (begin.subject, begin.action, begin.about[0]) == ("key:1", "import.begin", source)
    assert audit.detail(begin)["file"] == path.name
    assert (end.subject, end.action) == ("key:1", "import.complete")
    assert audit.detail(end)["rejected"] == 0
    assert (await audit.verify(store)).broken is None
