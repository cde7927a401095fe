"""What is told to those who watch: changes of the data, and how far an import has come."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from partnermap.errors import RefusedError
from partnermap.settings import Settings
from partnermap.store import watch
from partnermap.store.bolt import Store, Transaction
from partnermap.store.progress import read_progress
from partnermap.vocabulary import ImportState, Station
from tests.api.dioceses import fill, put_ties
from tests.api.sockets import Client, Listener, listening
from tests.api.test_access import issued
from tests.engines import ROOT
from tests.imports.files import Publisher, as_csv, school
from tests.imports.test_resume import environment

CHANGED = "subscription ($scope: [Scope!]) { dataChanged(scope: $scope) { dataVersion } }"
PROGRESS = """subscription ($id: ID!) { importProgress(id: $id) {
    id source sourceName file published state done total counts { rows created rejected } } }"""


@pytest.fixture
async def listener(settings: Settings, store: Store) -> AsyncIterator[Listener]:
    async with listening(settings) as started:
        yield started


async def version(client: Client, id_: str) -> int:
    """The data version that is told next."""
    return int((await client.data(id_))["dataChanged"]["dataVersion"])


async def nothing(_: Transaction) -> None:
    """A change that changes nothing but the data version."""


async def test_a_change_is_told_to_all_and_of_several_the_newest(
    listener: Listener, store: Store
) -> None:
    async with listener.client() as one, listener.client() as other:
        for client in (one, other):
            await client.subscribe("1", CHANGED)
            assert await version(client, "1") == await store.data_version()
        for _ in range(20):
            await store.write(nothing)
        newest = await store.data_version()
        for client in (one, other):
            told = [await version(client, "1")]
            while told[-1] != newest:
                told.append(await version(client, "1"))
            assert len(told) < 20
            assert told == sorted(set(told))


async def test_one_read_serves_all_and_none_is_made_for_nobody(
    listener: Listener, store: Store, sent: list[str]
) -> None:
    def reads() -> int:
        return sum("m.version" in text for text in sent)

    began = time.monotonic()
    async with AsyncExitStack() as stack:
        for _ in range(5):
            client = await stack.enter_async_context(listener.client())
            for number in range(10):
                await client.subscribe(str(number), CHANGED)
        await asyncio.sleep(2)
        assert 0 < reads() <= (time.monotonic() - began) / watch.PAUSE + 2
    await asyncio.sleep(watch.PAUSE)
    before = reads()
    await asyncio.sleep(4 * watch.PAUSE)
    assert reads() == before


async def _hidden(transaction: Transaction) -> None:
    """Another school in a partnership that is for the first diocese alone."""
    await put_ties(transaction, [("urn:xqa2", "MEMBER_OF", "partnership:xqa-members")])


async def _grown(transaction: Transaction) -> None:
    await transaction.run("MATCH (s:School {id: 'urn:xqb1'}) SET s.pupils = 7")


async def _joined(transaction: Transaction) -> None:
    await put_ties(transaction, [("urn:xqb2", "MEMBER_OF", "partnership:xqb-members")])


TOLD = ((_hidden, {"all"}), (_grown, {"all", "mine"}), (_joined, {"all", "mine"}))
"""Changes, and which subscriptions of the second diocese are told of them."""


async def test_a_scope_is_told_of_what_its_viewer_may_see(listener: Listener, store: Store) -> None:
    await fill(store)
    _, secret = await issued(store, Station.READER, "diocese:xqb la:xqb")
    async with listener.client(secret) as client:
        await client.subscribe("mine", CHANGED, scope=["diocese:xqb"])
        await version(client, "mine")
        await client.subscribe("theirs", CHANGED, scope=["diocese:xqa"])
        await version(client, "theirs")
        await client.subscribe("all", CHANGED)
        await version(client, "all")
        for change, told in TOLD:
            await store.write(change)
            assert {(await client.hear())["id"] for _ in told} == told, change
            # Whatever else is told of the change has come before the answer to this.
            await asyncio.sleep(3 * watch.PAUSE)
            await client.send(type="ping")
            assert await client.hear() == {"type": "pong"}, change


async def test_a_scope_may_be_too_large_to_watch(
    listener: Listener, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(store)
    monkeypatch.setattr(watch, "MOST", 10)
    async with listener.client() as client:
        await client.subscribe("1", CHANGED, scope=["all"])
        assert await client.refusal("1") == "BAD_INPUT"
        await client.subscribe("1", CHANGED, scope=["org:urn:xqa2"])
        await version(client, "1")


async def importing(settings: Settings, path: Path) -> asyncio.subprocess.Process:
    """A process of its own that imports a file of schools."""
    arguments = ("gias-establishments", str(path), "2019-03-01")
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.imports.importer", *arguments,
        env=environment(settings), cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def written(process: asyncio.subprocess.Process, store: Store, batches: int) -> str:
    """The id of an import that has written so many batches."""
    assert process.stdout
    for _ in range(batches):
        assert await process.stdout.readline()
    return str((await store.read("MATCH (i:Import) RETURN i.id"))[0][0])


async def test_an_import_of_another_process_is_followed_to_its_end(
    listener: Listener, store: Store, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "schools.csv"
    path.write_bytes(as_csv([school(f"10{n}") for n in range(1000, 3500)] + [school("x")]))
    process = await importing(settings, path)
    id_ = await written(process, store, 1)
    steps: list[dict[str, Any]] = []
    async with listener.client() as client:
        await client.subscribe("1", PROGRESS, id=id_)
        while (message := await client.hear())["type"] == "next":
            steps.append(message["payload"]["data"]["importProgress"])
        assert message == {"type": "complete", "id": "1"}
    await process.communicate()
    *before, last = steps
    assert last | {"total": 0, "done": 0} == {
        "id": id_, "source": "gias-establishments", "file": "schools.csv",
        "sourceName": "Get Information about Schools: establishments",
        "published": "2019-03-01", "state": "COMPLETE", "done": 0, "total": 0,
        "counts": {"rows": 2501, "created": 2500, "rejected": 1},
    }  # fmt: skip
    assert last["done"] == last["total"] > 2500
    assert {step["state"] for step in before} <= {"RUNNING"}
    done = [step["done"] for step in steps]
    assert done == sorted(done)


async def test_a_killed_import_is_told_to_have_stopped(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "schools.csv"
    path.write_bytes(as_csv([school(f"10{n}") for n in range(1000, 4200)]))
    process = await importing(settings, path)
    id_ = await written(process, store, 2)
    alive = await read_progress(store, id_)
    process.kill()
    await process.communicate()
    dead = await read_progress(store, id_)
    assert alive and dead and dead.total
    assert (alive.state, dead.state) == (ImportState.RUNNING, ImportState.STOPPED)
    assert 1000 <= dead.done < dead.total
    assert not dead.counts


async def test_a_refused_import_says_so(store: Store, tmp_path: Path) -> None:
    publisher = Publisher(store, tmp_path)
    await publisher.schools("2019-03-01", *(school(f"1000{n}") for n in range(10, 30)))
    with pytest.raises(RefusedError):
        await publisher.schools("2019-06-01", school("100010"))
    rows = await store.read("MATCH (i:Import {published: '2019-06-01'}) RETURN i.id")
    progress = await read_progress(store, rows[0][0])
    assert progress
    assert (progress.state, progress.done, progress.total) == (ImportState.REFUSED, 0, None)


async def test_an_import_is_for_importers_to_follow(listener: Listener, store: Store) -> None:
    for station, code in ((Station.EDITOR, "REFUSED"), (Station.IMPORTER, "NOT_FOUND")):
        _, secret = await issued(store, station, "all")
        async with listener.client(secret) as client:
            await client.subscribe("1", PROGRESS, id="import:0")
            assert await client.refusal("1") == code
