"""The door over HTTP: who is let in, as whom, and what everybody else is told."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from partnermap.api import access
from partnermap.app import create_app
from partnermap.scope import Scope
from partnermap.settings import Settings
from partnermap.store import keys
from partnermap.store.bolt import Store
from partnermap.vocabulary import Station
from tests.api.issuer import AUDIENCE, Issuer, running

SOON = datetime.now(UTC).date() + timedelta(days=2)
VIEWER = "{ viewer { subject station scope expires } }"
INTERNALS = ("Traceback", "File ", "Error(", "neo4j", "MATCH", "jwt", "Signature", "127.0.0.1")


@asynccontextmanager
async def serving(
    settings: Settings, *, local: bool = False, host: str = "map.test"
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application, which only this machine may be able to reach."""
    app = create_app(settings, local=local)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=f"http://{host}", timeout=60) as client,
    ):
        yield client


async def ask(
    client: httpx.AsyncClient, token: str | None = None, query: str = VIEWER, **variables: Any
) -> httpx.Response:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    body = {"query": query, "variables": variables}
    return await client.post("/graphql", json=body, headers=headers)


async def viewer(client: httpx.AsyncClient, token: str | None = None) -> Any:
    return (await ask(client, token)).json()["data"]["viewer"]


def assert_refused(answer: httpx.Response, *, invalid: bool) -> None:
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer ")
    assert ("invalid_token" in answer.headers["www-authenticate"]) is invalid
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "UNAUTHENTICATED"}
    assert "data" not in answer.json()
    assert [word for word in INTERNALS if word in answer.text] == []


async def issued(
    store: Store, station: Station = Station.READER, scope: str = "la:990"
) -> tuple[str, str]:
    """The id and the secret of a new key."""
    key, secret = await keys.issue(
        store, keys.Wanted("test", station, Scope.parse(scope), SOON), "local"
    )
    assert secret is not None
    return key.id, secret


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing about keys is remembered from one request to the next."""
    monkeypatch.setattr(access, "KEPT", 0.0)


async def test_nobody_is_let_in_by_default(settings: Settings, store: Store) -> None:
    async with serving(settings) as client:
        assert_refused(await ask(client), invalid=False)
    async with serving(settings, host="localhost") as client:
        assert_refused(await ask(client), invalid=False)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
async def test_on_this_machine_its_user_may_do_everything(
    settings: Settings, store: Store, host: str
) -> None:
    async with serving(settings, local=True, host=host) as client:
        assert await viewer(client) == {
            "subject": "local", "station": "ADMINISTRATOR", "scope": "all", "expires": None,
        }  # fmt: skip


@pytest.mark.parametrize("host", ["map.test", "10.0.0.1", "localhost.map.test"])
async def test_a_page_that_leads_its_own_name_here_is_not_local(
    settings: Settings, store: Store, host: str
) -> None:
    async with serving(settings, local=True, host=host) as client:
        assert_refused(await ask(client), invalid=False)


async def test_from_the_first_key_on_everyone_signs_in(
    settings: Settings, store: Store, at_once: None
) -> None:
    async with serving(settings, local=True, host="localhost") as client:
        assert (await ask(client)).status_code == 200
        id_, secret = await issued(store)
        assert_refused(await ask(client), invalid=False)
        assert (await viewer(client, secret))["subject"] == id_
        await keys.revoke(store, id_, "local")
        assert_refused(await ask(client), invalid=False)


async def test_a_key_lets_in_with_what_it_was_issued_for(settings: Settings, store: Store) -> None:
    async with serving(settings) as client:
        id_, secret = await issued(store, Station.EDITOR, "diocese:CE32")
        after = f"{SOON + timedelta(days=1)}T00:00:00+00:00"
        assert await viewer(client, secret) == {
            "subject": id_, "station": "EDITOR", "scope": "diocese:CE32", "expires": after,
        }  # fmt: skip


async def test_a_key_that_is_withdrawn_opens_nothing(
    settings: Settings, store: Store, at_once: None
) -> None:
    id_, secret = await issued(store)
    async with serving(settings) as client:
        assert (await ask(client, secret)).status_code == 200
        await keys.revoke(store, id_, "local")
        assert_refused(await ask(client, secret), invalid=True)


async def test_a_key_that_has_ended_opens_nothing(settings: Settings, store: Store) -> None:
    id_, secret = await issued(store)

    async def age(transaction: Any) -> None:
        await transaction.run("MATCH (k:Key {id: $id}) SET k.expires = '2020-01-01'", id=id_)

    await store.write(age, changes_data=False)
    async with serving(settings) as client:
        assert_refused(await ask(client, secret), invalid=True)


@pytest.mark.parametrize("public", [False, True], ids=["closed", "public reading"])
@pytest.mark.parametrize(
    "headers",
    [
        [("Authorization", "Bearer pmk_0123456789abcdef_" + "a" * 43)],
        [("Authorization", "Bearer nonsense")],
        [("Authorization", "Bearer a.b.c")],
        [("Authorization", "Bearer ")],
        [("Authorization", "Basic bG9jYWw6bG9jYWw=")],
        [("Authorization", "Bearer " + "x" * 100_000)],
        [("Authorization", "Bearer \N{SNOWMAN}".encode())],
        [("Authorization", "")],
        [("Authorization", "Bearer a"), ("Authorization", "Bearer b")],
    ],
    ids=lambda headers: str(headers[0][1])[:24],
)
async def test_what_does_not_hold_is_refused_whatever_else_is_open(
    settings: Settings, store: Store, headers: list[tuple[str, Any]], public: bool
) -> None:
    settings = settings.model_copy(update={"public_reading": public})
    async with serving(settings, local=True, host="localhost") as client:
        answer = await client.post("/graphql", json={"query": VIEWER}, headers=headers)
        invalid = "invalid_token" in answer.headers["www-authenticate"]
        assert_refused(answer, invalid=invalid)


async def test_the_secret_of_one_key_does_not_open_another(
    settings: Settings, store: Store
) -> None:
    (_, one), (id_, other) = await issued(store), await issued(store, Station.ADMINISTRATOR, "all")
    mixed = f"pmk_{id_.removeprefix('key:')}_{one.split('_', 2)[2]}"
    assert keys.key_id(mixed) == keys.key_id(other)
    async with serving(settings) as client:
        assert_refused(await ask(client, mixed), invalid=True)


async def test_with_public_reading_nobody_is_local_and_anyone_may_read(
    settings: Settings, store: Store
) -> None:
    settings = settings.model_copy(update={"public_reading": True})
    async with serving(settings, local=True, host="localhost") as client:
        assert await viewer(client) == {
            "subject": "", "station": "PUBLIC", "scope": "nowhere", "expires": None,
        }  # fmt: skip
        refused = (await ask(client, query="{ keys { id } }")).json()
        assert refused["data"] is None
        assert refused["errors"][0]["extensions"] == {"code": "REFUSED"}
        assert "administrators" in refused["errors"][0]["message"]


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with running() as started:
        yield started


async def test_a_token_of_the_issuer_lets_in(
    settings: Settings, store: Store, issuer: Issuer
) -> None:
    update = {"oidc_issuer": issuer.address, "oidc_audience": AUDIENCE}
    async with serving(settings.model_copy(update=update), local=True, host="localhost") as client:
        assert (await viewer(client, issuer.sign()))["subject"] == "oidc:ada"
        assert_refused(await ask(client), invalid=False)
        assert_refused(await ask(client, issuer.sign(exp=1)), invalid=True)
        assert_refused(await ask(client, issuer.sign(aud="another")), invalid=True)
        _, secret = await issued(store)
        assert (await ask(client, secret)).status_code == 200


async def test_an_issuer_that_is_away_is_said_to_be(
    settings: Settings, store: Store, issuer: Issuer
) -> None:
    update = {"oidc_issuer": "http://127.0.0.1:9", "oidc_audience": AUDIENCE}
    async with serving(settings.model_copy(update=update)) as client:
        answer = await ask(client, issuer.sign())
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}


ISSUE = """mutation ($key: String!, $input: KeyInput!) {
  issueKey(key: $key, input: $input) {
    secret key { id name station scope expires revoked } errors { code message path } } }"""
REVOKE = "mutation ($id: ID!) { revokeKey(id: $id) { key { revoked } errors { code path } } }"
KEYS = """{
  keys { id name revoked } auditLog(first: 2) { totalCount nodes { action subject about } } }"""


async def test_an_administrator_issues_and_withdraws_keys(
    settings: Settings, store: Store, at_once: None
) -> None:
    admin_id, admin = await issued(store, Station.ADMINISTRATOR, "all")
    wanted = {"name": "site", "station": "READER", "scope": ["la:990"], "expires": str(SOON)}
    async with serving(settings) as client:
        answer = await ask(client, admin, ISSUE, input=wanted, key="1")
        made = answer.json()["data"]["issueKey"]
        assert made["errors"] == []
        assert made["key"] | {"id": ""} == wanted | {"id": "", "scope": "la:990", "revoked": None}
        assert (await viewer(client, made["secret"]))["scope"] == "la:990"
        again = (await ask(client, admin, ISSUE, input=wanted, key="1")).json()["data"]["issueKey"]
        assert (again["key"], again["secret"]) == (made["key"], None)
        other = wanted | {"name": "other"}
        refused = (await ask(client, admin, ISSUE, input=other, key="1")).json()["data"]["issueKey"]
        assert refused["key"] is None
        problem = refused["errors"][0]
        assert (problem["code"], problem["path"]) == ("KEY_REUSED", ["key"])
        gone = (await ask(client, admin, REVOKE, id=made["key"]["id"])).json()["data"]["revokeKey"]
        assert gone["key"]["revoked"]
        assert_refused(await ask(client, made["secret"]), invalid=True)
        told = (await ask(client, admin, KEYS)).json()["data"]
        assert {key["id"] for key in told["keys"]} == {admin_id, made["key"]["id"]}
        assert told["auditLog"] == {"totalCount": 3, "nodes": [
            {"action": "key.revoke", "subject": admin_id, "about": [made["key"]["id"]]},
            {"action": "key.issue", "subject": admin_id, "about": [made["key"]["id"]]},
        ]}  # fmt: skip


async def test_what_is_wrong_with_a_wanted_key_is_told(settings: Settings, store: Store) -> None:
    _, admin = await issued(store, Station.ADMINISTRATOR, "all")
    wanted = {"name": " ", "station": "READER", "scope": ["all"], "expires": str(SOON)}
    async with serving(settings) as client:
        answer = await ask(client, admin, ISSUE, input=wanted, key="1")
        made = answer.json()["data"]["issueKey"]
        assert (made["key"], made["secret"]) == (None, None)
        assert [(e["code"], e["path"]) for e in made["errors"]] == [("INVALID", ["input"])]
        unknown = await ask(client, admin, REVOKE, id="key:0")
        errors = unknown.json()["data"]["revokeKey"]["errors"]
        assert errors == [{"code": "NOT_FOUND", "path": ["id"]}]


async def test_the_log_is_read_page_by_page(settings: Settings, store: Store) -> None:
    _, admin = await issued(store, Station.ADMINISTRATOR, "all")
    for _ in range(4):
        await issued(store)
    text = """query ($after: String) { auditLog(first: 2, after: $after) {
        totalCount edges { cursor node { number } } pageInfo { hasNextPage endCursor } } }"""
    met: list[int] = []
    async with serving(settings) as client:
        after, more = None, True
        while more:
            page = (await ask(client, admin, text, after=after)).json()["data"]["auditLog"]
            met += [edge["node"]["number"] for edge in page["edges"]]
            after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        refused = await ask(client, admin, text, after="nonsense")
    assert met == [5, 4, 3, 2, 1]
    assert refused.json()["errors"][0]["extensions"] == {"code": "BAD_INPUT"}
