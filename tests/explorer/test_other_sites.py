"""What pages of other sites may do here: ask where they are named, and frame one picture."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx
import pytest
from pydantic import ValidationError

from partnermap.app import create_app
from partnermap.explorer.visitors import COOKIE
from partnermap.sample import SCOPE
from partnermap.settings import Settings

FRIEND, STRANGER = "https://www.example.org", "https://elsewhere.test"
QUESTION = {"query": "{ dataVersion }"}


@asynccontextmanager
async def served(sample: Settings, **set_: object) -> AsyncIterator[httpx.AsyncClient]:
    """The application on the sample with some settings of its own."""
    app = create_app(sample.model_copy(update=set_), local=True)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost", timeout=60
        ) as client,
    ):
        yield client


def preflight(origin: str) -> Mapping[str, str]:
    return {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }


async def test_pages_of_named_sites_may_ask_and_bring_no_cookie(
    pages: httpx.AsyncClient, sample: Settings
) -> None:
    async with served(sample, cors_origins=(FRIEND,)) as client:
        asked = await client.options("/graphql", headers=preflight(FRIEND))
        answer = await client.post("/graphql", json=QUESTION, headers={"Origin": FRIEND})
        refused = await client.options("/graphql", headers=preflight(STRANGER))
        other = await client.post("/graphql", json=QUESTION, headers={"Origin": STRANGER})
    assert asked.status_code == 200
    assert answer.headers["access-control-allow-origin"] == FRIEND
    assert refused.status_code == 400
    for response in (refused, other):
        assert "access-control-allow-origin" not in response.headers
    for response in (asked, answer):
        assert "access-control-allow-credentials" not in response.headers


async def test_nobody_is_named_unless_somebody_is_set(pages: httpx.AsyncClient) -> None:
    answer = await pages.post("/graphql", json=QUESTION, headers={"Origin": FRIEND})
    assert "access-control-allow-origin" not in answer.headers
    framed = await pages.get(f"/embed/{SCOPE}")
    assert "frame-ancestors 'none'" in framed.headers["content-security-policy"]


@pytest.mark.parametrize("wrong", ["*", "https://a.test/path", "a.test", "https://a.test;script"])
def test_a_site_is_named_by_its_origin(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    for name in ("PARTNERMAP_CORS_ORIGINS", "PARTNERMAP_FRAME_ANCESTORS"):
        monkeypatch.setenv(name, f"{FRIEND}, {STRANGER}:8443")
        assert (FRIEND, f"{STRANGER}:8443") in (
            Settings().cors_origins,
            Settings().frame_ancestors,
        )
        monkeypatch.setenv(name, wrong)
        with pytest.raises(ValidationError, match="is not an origin such as"):
            Settings()
        monkeypatch.delenv(name)


async def test_a_picture_may_be_framed_by_named_sites_and_runs_nothing(
    pages: httpx.AsyncClient, sample: Settings
) -> None:
    async with served(sample, frame_ancestors=(FRIEND, STRANGER)) as client:
        framed = await client.get(f"/embed/{SCOPE}")
        other = await client.get(f"/place/{SCOPE}")
    policy = framed.headers["content-security-policy"]
    assert framed.status_code == 200
    assert f"frame-ancestors {FRIEND} {STRANGER}" in policy
    assert "script-src" not in policy
    assert "<script" not in framed.text
    assert "<svg" in framed.text
    assert "Diocese of Aldermere" in framed.text
    assert "frame-ancestors 'none'" in other.headers["content-security-policy"]


async def test_a_picture_shows_what_is_public_whoever_looks(
    pages: httpx.AsyncClient, sample: Settings
) -> None:
    """The local viewer sees the names of partnerships for those who sign in, and no frame does."""
    query = "{ partnerships(first: 200) { nodes { name visibility } } }"
    answer = (await pages.post("/graphql", json={"query": query})).json()
    nodes = answer["data"]["partnerships"]["nodes"]
    hidden = {node["name"] for node in nodes if node["visibility"] != "PUBLIC"}
    framed = await pages.get(f"/embed/{SCOPE}", headers={"Cookie": f"{COOKIE}=anything"})
    assert framed.status_code == 200
    assert [name for name in hidden if name in framed.text] == []


@pytest.mark.parametrize(
    ("place", "set_", "status", "says"),
    [
        ("nowhere", {}, 404, "is not a scope"),
        (SCOPE, {"oidc_issuer": FRIEND, "oidc_audience": "us"}, 403, "PARTNERMAP_PUBLIC_READING"),
    ],
)
async def test_a_frame_without_a_picture_says_why(
    pages: httpx.AsyncClient,
    sample: Settings,
    place: str,
    set_: dict[str, str],
    status: int,
    says: str,
) -> None:
    async with served(sample, **set_) as client:
        framed = await client.get(f"/embed/{place}")
    assert framed.status_code == status
    assert says in framed.text
