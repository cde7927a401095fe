"""The WebSocket: what it takes, what it closes on, and when it ends."""

import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from partnermap.api import access
from partnermap.api.sockets import SOCKET_BOUNDS, SocketBounds
from partnermap.settings import Settings
from partnermap.store import keys
from partnermap.store.bolt import Store
from tests.api.issuer import AUDIENCE, Issuer, running
from tests.api.sockets import Listener, listening
from tests.api.test_access import issued

CHANGED = "subscription { dataChanged { dataVersion } }"
FAST = SocketBounds(connections=4, init=0.5)


@pytest.fixture
async def listener(settings: Settings, store: Store) -> AsyncIterator[Listener]:
    async with listening(settings, bounds=FAST) as started:
        yield started


async def alive(listener: Listener) -> None:
    """That the server goes on answering."""
    async with listener.client() as client:
        await client.subscribe("1", CHANGED)
        assert "dataChanged" in await client.data("1")


MALFORMED = [
    "[]", "1", "null", '"x"', "", "{", "[{}]", "{}", '{"type": 1}', '{"type": "hello"}',
    '{"type": "subscribe"}', '{"type": "subscribe", "id": "1"}',
    '{"type": "subscribe", "id": ["1"], "payload": {"query": "{ dataVersion }"}}',
    '{"type": "subscribe", "id": "1", "payload": []}',
    '{"type": "complete"}', '{"type": "complete", "id": {}}',
    '{"type": "ping", "x": ' + "[" * 100_000, '{"type": "ping", "x": ' + "9" * 5000 + "}",
    '{"type": "ping", "x": "\\u0000"}', '{"type": "ping", "x": "\\ud800"}',
    '{"type": "ping", "x": "' + "x" * 300_000 + '"}', b'{"type": "ping"}',
]  # fmt: skip


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: str(text)[:40])
async def test_a_message_that_is_none_closes_the_connection(
    listener: Listener, text: str | bytes
) -> None:
    for init in (False, True):
        async with listener.raw() as client:
            if init:
                await client.init()
            await client.socket.send(text)
            code, reason = await client.closed()
            assert (code, reason != "") == (4400, True)
    await alive(listener)


@pytest.mark.parametrize("payload", [[], "Bearer", 1, {"authorization": 1}])
async def test_an_odd_payload_of_the_init_closes_the_connection(
    listener: Listener, payload: Any
) -> None:
    async with listener.raw() as client:
        await client.send(type="connection_init", payload=payload)
        assert (await client.closed())[0] == 4400


async def test_who_does_not_say_who_they_are_gets_nothing(listener: Listener) -> None:
    async with listener.raw() as client:
        await client.subscribe("1", CHANGED)
        assert (await client.closed())[0] == 4401
    async with listener.raw() as silent:
        await silent.send(type="ping")
        assert await silent.hear() == {"type": "pong"}
        assert (await silent.closed())[0] == 4408
    assert SOCKET_BOUNDS.init == 10.0


async def test_who_they_are_is_said_once(listener: Listener) -> None:
    async with listener.client() as client:
        await client.send(type="connection_init")
        assert (await client.closed())[0] == 4429


async def test_an_id_serves_one_subscription_at_a_time(listener: Listener) -> None:
    async with listener.client() as client:
        await client.subscribe("1", CHANGED)
        await client.data("1")
        await client.send(type="complete", id="1")
        await client.send(type="complete", id="unknown")
        await client.subscribe("1", CHANGED)
        await client.data("1")
        await client.subscribe("1", CHANGED)
        assert await client.closed() == (4409, "Subscriber for 1 already exists")


async def test_a_connection_has_ten_subscriptions(listener: Listener) -> None:
    async with listener.client() as client:
        for number in range(105):
            await client.subscribe(str(number), CHANGED)
        heard = [await client.hear() for _ in range(105)]
        told = {m["id"] for m in heard if m["type"] == "next"}
        refused = {m["id"]: m["payload"][0] for m in heard if m["type"] == "error"}
        assert told == {str(number) for number in range(10)}
        assert len(refused) == 95
        assert {e["extensions"]["code"] for e in refused.values()} == {"SUBSCRIPTIONS"}
        await client.send(type="complete", id="3")
        await client.subscribe("again", CHANGED)
        await client.data("again")


async def test_a_process_has_so_many_connections(listener: Listener) -> None:
    async with listener.raw() as one, listener.raw(), listener.raw(), listener.raw():
        with pytest.raises(InvalidStatus) as refused:
            async with listener.raw():
                pass
        assert refused.value.response.status_code == 503
        await one.closed()
    await alive(listener)


@pytest.mark.parametrize("origin", ["https://elsewhere.test", "null", "http://127.0.0.1:1", "["])
async def test_a_page_of_another_site_is_not_let_in(listener: Listener, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with listener.raw(origin=origin):
            pass
    assert refused.value.response.status_code == 403


async def test_a_page_of_this_site_is_let_in(listener: Listener) -> None:
    async with listener.raw(origin=f"http://127.0.0.1:{listener.port}") as client:
        await client.init()


@pytest.mark.parametrize("protocol", ["graphql-ws", None])
async def test_the_one_protocol_is_spoken(listener: Listener, protocol: str | None) -> None:
    async with listener.raw(protocol=protocol) as client:
        assert client.socket.subprotocol is None
        assert (await client.closed())[0] == 4406


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("{ dataVersion }", "OPERATION"),
        ('mutation { revokeKey(id: "key:0") { secret } }', "OPERATION"),
        ("subscription {", "Syntax Error"),
        ("subscription { colour }", "Cannot query field"),
        ("subscription { dataChanged { dataVersion } importProgress(id: 1) { id } }", "one"),
        (f"subscription {{ dataChanged {{ {'dataVersion ' * 1001} }} }}", "SELECTIONS"),
        (
            "subscription { dataChanged { "
            + " ".join(f"a{n}: dataVersion" for n in range(51))
            + " } }",
            "ALIASES",
        ),
        ('subscription { dataChanged(scope: ["nowhere:1"]) { dataVersion } }', "BAD_INPUT"),
        ('subscription { importProgress(id: "import:0") { state } }', "NOT_FOUND"),
        ("subscription { __typename }", "introspection"),
        ("subscription { dataChanged @skip(if: true) { dataVersion } }", "@skip"),
        (
            "subscription ($x: Boolean!) { dataChanged @include(if: $x) { dataVersion } }",
            "@include",
        ),
        ("subscription ($x: Int!) { dataChanged { dataVersion } }", "$x"),
        (
            "subscription A { dataChanged { dataVersion } } query B { dataVersion }",
            "operation name",
        ),
        ("  ", "BODY"),
    ],
)
async def test_what_cannot_be_subscribed_to_is_refused_and_nothing_else_is(
    listener: Listener, query: str, said: str
) -> None:
    async with listener.client() as client:
        await client.subscribe("1", query)
        assert said in await client.refusal("1")
        await client.subscribe("1", CHANGED)
        await client.data("1")


async def test_a_subscription_is_refused_in_a_post(listener: Listener) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(listener.http, json={"query": CHANGED})
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "OPERATION"}
    assert "graphql-transport-ws" in error["message"]


async def test_a_key_lets_in_by_the_header_or_by_the_first_message(
    listener: Listener, store: Store
) -> None:
    _, secret = await issued(store)
    header = {"Authorization": f"Bearer {secret}"}
    async with listener.raw(additional_headers=header) as client:
        await client.init()
        await client.subscribe("1", CHANGED)
        await client.data("1")
    async with listener.client(secret) as client:
        await client.subscribe("1", CHANGED)
        await client.data("1")
    for given in ({}, {"Authorization": "Bearer pmk_x"}, {"authorization": ""}):
        async with listener.raw() as client:
            await client.send(type="connection_init", payload=given)
            assert (await client.closed())[0] == 4403
    async with listener.raw(additional_headers=header) as twice:
        await twice.send(type="connection_init", payload=header)
        assert (await twice.closed())[0] == 4403


async def test_it_ends_when_the_key_is_withdrawn(listener: Listener, store: Store) -> None:
    id_, secret = await issued(store)
    async with listener.client(secret) as client:
        await client.subscribe("1", CHANGED)
        await client.data("1")
        await keys.revoke(store, id_, "local")
        code, reason = await client.closed()
        assert (code, "sign in anew" in reason) == (4403, True)
    assert access.KEPT + SOCKET_BOUNDS.check < 2  # seconds that it may take


async def test_who_did_not_sign_in_is_sent_away_once_somebody_can(
    listener: Listener, store: Store
) -> None:
    async with listener.client() as client:
        await client.subscribe("1", CHANGED)
        await client.data("1")
        await issued(store)
        assert (await client.closed())[0] == 4403


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with running() as started:
        yield started


async def test_it_ends_when_the_token_does(
    settings: Settings, store: Store, issuer: Issuer
) -> None:
    update = {"oidc_issuer": issuer.address, "oidc_audience": AUDIENCE}
    async with listening(settings.model_copy(update=update)) as listener:
        ends = int(time.time()) + 3
        async with listener.client(issuer.sign(exp=ends)) as client:
            await client.subscribe("1", CHANGED)
            await client.data("1")
            assert (await client.closed())[0] == 4403
        assert time.time() >= ends


async def test_nothing_is_told_of_the_inside(listener: Listener) -> None:
    async with listener.client() as client:
        await client.subscribe("1", 'subscription { importProgress(id: "x") { id } }')
        told = json.dumps(await client.hear())
    assert [word for word in ("Traceback", "File ", "neo4j", "MATCH") if word in told] == []
