"""The application over HTTP: answers, refusals, statuses, and a store that is gone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from partnermap.api.guard import GRAPHQL_JSON
from partnermap.api.schema import sdl
from partnermap.app import create_app
from partnermap.imports.run import run_import
from partnermap.sample import files
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.opening import open_store

ON_A_DAY = "query Q($day: Date) { schools(asOf: $day) { totalCount } }"
IN_A_PLACE = "query Q($place: [Scope!]) { schools(scope: $place) { totalCount } }"
INTERNALS = ("Traceback", "File ", "Error(", "neo4j", "MATCH", "arcadedb", "127.0.0.1", "bolt:")


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the running application."""
    app = create_app(settings, local=True)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60) as client,
    ):
        yield client


async def ask(client: httpx.AsyncClient, query: str, **more: Any) -> httpx.Response:
    """The response to an operation, from a client that takes GraphQL's own media type."""
    return await client.post(
        "/graphql", json={"query": query} | more, headers={"Accept": GRAPHQL_JSON}
    )


@pytest.fixture(scope="module")
async def client(own: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application on the sample's schools."""
    register = files()[0]
    async with open_store(own) as store:
        await run_import(store, register.source, register.path, published=register.published)
    async with serving(own) as ready:
        yield ready


async def test_a_question_is_answered(client: httpx.AsyncClient) -> None:
    query = "query Q($of: String!) { organisation(identifier: $of) { name ... on School { urn } } }"
    answer = await ask(client, query, variables={"of": "urn:900046"}, operationName="Q")
    assert answer.status_code == 200
    assert answer.json()["data"] == {
        "organisation": {"name": "Cawderby Church of England Primary School", "urn": "900046"}
    }
    assert answer.json()["extensions"]["cost"] > 0


@pytest.mark.parametrize(
    ("accepted", "type_", "rejected"),
    [
        ("application/json", "application/json", 200),
        (GRAPHQL_JSON, GRAPHQL_JSON, 400),
        (f"{GRAPHQL_JSON}, application/json;q=0.9", GRAPHQL_JSON, 400),
        ("*/*", "application/json", 200),
    ],
)
async def test_the_media_type_asked_for_decides_the_status_of_a_rejected_document(
    client: httpx.AsyncClient, accepted: str, type_: str, rejected: int
) -> None:
    for query, status in (("{ dataVersion }", 200), ("{ colour }", rejected), ("{", rejected)):
        answer = await client.post("/graphql", json={"query": query}, headers={"Accept": accepted})
        assert (answer.status_code, answer.headers["content-type"]) == (status, type_)
        assert ("data" in answer.json()) is (query == "{ dataVersion }")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"query": "query Q($of: ID!) { node(id: $of) { id } }"}, "$of"),
        ({"query": "{ dataVersion }", "operationName": "Q"}, "'Q'"),
        ({"query": "query A { dataVersion } query B { dataVersion }"}, "operation name"),
        ({"query": ON_A_DAY, "variables": {"day": "soon"}}, "soon"),
        ({"query": IN_A_PLACE, "variables": {"place": "Atlantis:1"}}, "is not a scope"),
    ],
)
async def test_what_is_wrong_with_variables_or_the_name_is_said_before_anything_runs(
    client: httpx.AsyncClient, sent: dict[str, Any], said: str
) -> None:
    answer = await ask(client, **sent)
    assert answer.status_code == 400
    assert "data" not in answer.json()
    (error,) = answer.json()["errors"]
    assert said in error["message"]


async def test_an_error_has_a_code_and_shows_nothing_of_the_inside(
    client: httpx.AsyncClient,
) -> None:
    asked = {
        "{ network(scope: [], hops: 9) { scope } }": "BAD_INPUT",
        '{ schools(after: "nonsense") { totalCount } }': "BAD_INPUT",
        "{ schools(first: 100000) { nodes { name } } }": "PAGE",
    }
    for query, code in asked.items():
        answer = await ask(client, query)
        (error,) = answer.json()["errors"]
        assert error["extensions"] == {"code": code}
        assert [word for word in INTERNALS if word in answer.text] == []


async def test_one_field_may_fail_and_leave_the_others(client: httpx.AsyncClient) -> None:
    answer = await ask(client, '{ dataVersion organisation(identifier: "urn:900046") { id } '
        'bad: node(id: "nobody") { id } }')  # fmt: skip
    assert answer.status_code == 200
    assert answer.json()["data"]["organisation"] == {"id": "urn:900046"}
    assert answer.json()["data"]["bad"] is None


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"content": b"{}", "headers": {"content-type": "text/plain"}}, 415, "MEDIA_TYPE"),
        ({"data": {"query": "{ dataVersion }"}}, 415, "MEDIA_TYPE"),
        ({"json": [{"query": "{ dataVersion }"}]}, 400, "BODY"),
        ({"json": {"query": ""}}, 400, "BODY"),
        ({"json": {"query": "{ a }" + " " * 300_000}}, 413, "TOO_LARGE"),
    ],
)
async def test_a_request_of_the_wrong_form_is_refused(
    client: httpx.AsyncClient, given: dict[str, Any], status: int, code: str
) -> None:
    answer = await client.post("/graphql", **given)
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": code}


async def test_a_get_runs_nothing(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphql", params={"query": "{ dataVersion }"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert "data" not in answer.json()
    assert (await client.put("/graphql", json={"query": "{ dataVersion }"})).status_code == 405


async def test_a_browser_gets_graphiql_where_that_is_set(own: Settings) -> None:
    async with serving(own.model_copy(update={"graphiql": True})) as client:
        answer = await client.get("/graphql", params={"query": "{ dataVersion }"})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert "graphiql" in answer.text.lower()
        assert (await ask(client, "{ dataVersion }")).status_code == 200


async def test_the_schema_is_published(client: httpx.AsyncClient) -> None:
    answer = await client.get("/schema.graphql")
    assert answer.text == sdl()
    assert answer.headers["content-type"].startswith("text/plain")


async def test_the_first_page_names_the_doors(client: httpx.AsyncClient) -> None:
    text = (await client.get("/")).text
    for door in ("/graphql", "/export/", "/q/", "/schema.graphql", "/healthz", "/readyz"):
        assert door in text
    assert (await client.get("/elsewhere")).status_code == 404


async def test_it_says_that_it_lives_and_that_its_store_answers(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json()["status"] == "ok"
    ready = await client.get("/readyz")
    version = (await ask(client, "{ dataVersion }")).json()["data"]["dataVersion"]
    assert ready.status_code == 200
    assert ready.json() == {"status": "ready", "dataVersion": version}


async def test_without_its_store_it_lives_and_asks_to_be_tried_again(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", neo4j_uri=None, deadline=5)
    try:
        async with serving(settings) as client:
            assert (await ask(client, "{ dataVersion }")).status_code == 200
            assert embedded.stop(settings.data)
            for query in ("{ dataVersion }", "{ schools { totalCount } }"):
                answer = await ask(client, query)
                assert answer.status_code == 503
                assert int(answer.headers["retry-after"]) > 0
                (error,) = answer.json()["errors"]
                assert error["extensions"] == {"code": "UNAVAILABLE"}
                assert [word for word in INTERNALS if word in answer.text] == []
            assert (await client.get("/readyz")).status_code == 503
            assert (await client.get("/healthz")).status_code == 200
    finally:
        embedded.stop(settings.data)
