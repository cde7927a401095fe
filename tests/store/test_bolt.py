"""The store: what is committed, what is counted, and what a caller is told when it goes wrong."""

import asyncio
import socket

import pytest
from pydantic import SecretStr

from partnermap.errors import BadInputError, StoreError, StoreUnavailableError
from partnermap.settings import Settings
from partnermap.store.bolt import Engine, Rows, Store, Transaction, connected
from partnermap.store.opening import open_store


async def test_a_write_is_counted_and_a_note_is_not(store: Store) -> None:
    before = await store.data_version()

    async def work(transaction: Transaction) -> None:
        await transaction.run("MERGE (s:Source {id: $id})", id="one")

    await store.write(work)
    await store.write(work, changes_data=False)
    assert await store.data_version() == before + 1


async def test_a_write_that_fails_leaves_nothing(store: Store) -> None:
    before = await store.data_version()

    async def work(transaction: Transaction) -> None:
        await transaction.run("CREATE (s:Source {id: $id})", id="half")
        await transaction.run("RETURN nonsense")

    with pytest.raises(StoreError):
        await store.write(work)
    assert await store.read("MATCH (s:Source) RETURN count(s)") == [[0]]
    assert await store.data_version() == before


async def test_what_is_left_for_later_is_run_in_order_before_what_comes_next(
    store: Store,
) -> None:
    async def work(transaction: Transaction) -> Rows:
        await transaction.later("UNWIND $ids AS id CREATE (s:Source {id: id})", ids=["a", "b"])
        await transaction.later("MATCH (s:Source) WHERE s.id IN $ids SET s.rank = 1", ids=["a"])
        found = await transaction.run(
            "MATCH (s:Source) WHERE s.id IN $ids RETURN s.id, s.rank ORDER BY s.id", ids=["a", "b"]
        )
        await transaction.later("MATCH (s:Source {id: $id}) SET s.rank = s.rank + 1", id="a")
        await transaction.later("UNWIND $ids AS id MERGE (s:Source {id: id})", ids=["b", "c"])
        return found

    assert await store.write(work) == [["a", 1], ["b", None]]
    found = await store.read("MATCH (s:Source) RETURN s.id, s.rank ORDER BY s.id")
    assert found == [["a", 2], ["b", None], ["c", None]]
    assert await store.data_version() == 1


async def test_what_is_left_for_later_and_fails_leaves_nothing(store: Store) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.later("CREATE (s:Source {id: $id})", id="half")
        await transaction.later("UNWIND $ids AS id CREATE (s:Source {id: id})", ids=["a", "half"])

    with pytest.raises(StoreError):
        await store.write(work, deadline=1)
    assert await store.read("MATCH (s:Source) RETURN count(s)") == [[0]]
    assert await store.data_version() == 0


async def test_writers_at_once_lose_nothing(store: Store) -> None:
    before = await store.data_version()

    async def writer(number: int) -> None:
        async def work(transaction: Transaction) -> None:
            await transaction.run("MERGE (s:Source {id: $id})", id=f"source-{number % 4}")

        await store.write(work)

    await asyncio.gather(*(writer(n) for n in range(16)))
    assert await store.data_version() == before + 16
    assert await store.read("MATCH (s:Source) RETURN count(s)") == [[4]]


async def test_stores_of_their_own_that_race_for_a_key_make_it_once(settings: Settings) -> None:
    async def merge(number: int) -> None:
        async def work(transaction: Transaction) -> None:
            await transaction.run("MERGE (s:Source {id: 'raced'}) SET s.name = $name", name=number)

        async with open_store(settings) as own:
            for _ in range(5):
                await own.write(work)

    await asyncio.gather(*(merge(n) for n in range(4)))
    async with open_store(settings) as store:
        assert await store.read("MATCH (s:Source {id: 'raced'}) RETURN count(s)") == [[1]]
        assert await store.data_version() == 20


async def test_a_caller_is_answered_at_its_deadline_and_the_pool_is_whole(store: Store) -> None:
    slow = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b RETURN sum(a * b % 7)"
    with pytest.raises(StoreUnavailableError, match=r"within 0\.2 seconds"):
        await store.read(slow, deadline=0.2)
    answers = await asyncio.gather(*(store.read("RETURN $x", x=n) for n in range(64)))
    assert [row[0][0] for row in answers] == list(range(64))


async def test_parameters_are_values_never_text(store: Store) -> None:
    hostile = "'}) DETACH DELETE n //\u0060`$p"
    assert await store.read("RETURN $value AS v", value=hostile) == [[hostile]]


def _neo4j(**changes: object) -> Settings:
    settings = Settings(
        neo4j_uri="bolt://127.0.0.1:7687", neo4j_password=SecretStr("x"), deadline=3.0
    )
    return settings.model_copy(update=changes)


async def test_a_wrong_password_is_told(settings: Settings) -> None:
    if settings.neo4j_uri is None:
        async with open_store(settings):
            return  # the embedded engine's password is our own affair: it opened
    wrong = settings.model_copy(update={"neo4j_password": SecretStr("wrong")})
    with pytest.raises(StoreError, match="PARTNERMAP_NEO4J_PASSWORD"):
        async with open_store(wrong):
            pass


async def test_a_store_that_is_down_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    settings = _neo4j(neo4j_uri=f"bolt://127.0.0.1:{port}")
    with pytest.raises(StoreUnavailableError):
        async with connected(settings, Engine.NEO4J):
            pass


async def test_a_server_that_accepts_and_says_nothing_ends_at_the_deadline() -> None:
    server = await asyncio.start_server(lambda *_: asyncio.sleep(30), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    settings = _neo4j(neo4j_uri=f"bolt://127.0.0.1:{port}", deadline=0.5)
    with pytest.raises(StoreUnavailableError):
        async with connected(settings, Engine.NEO4J):
            pass
    server.close()


@pytest.mark.parametrize("uri", ["http://localhost", "localhost:7687", "bollt://x", ""])
async def test_an_address_that_is_none_is_told(uri: str) -> None:
    with pytest.raises(BadInputError, match="PARTNERMAP_NEO4J_URI"):
        async with connected(_neo4j(neo4j_uri=uri), Engine.NEO4J):
            pass
