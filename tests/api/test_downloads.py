"""Exports over HTTP: files, what tells that they have changed, and who may have which."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import networkx as nx
import pytest
from python_calamine import CalamineWorkbook

from partnermap.api import downloads
from partnermap.exports.formats import FORMATS
from partnermap.scope import Scope
from partnermap.settings import Settings
from partnermap.store import keys
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from partnermap.vocabulary import Station
from tests.api.dioceses import MARKS, fill, may_know, scope_of, told
from tests.test_app import INTERNALS, serving

SOON = datetime.now(UTC).date() + timedelta(days=2)
OURS = "/export/json?scope=diocese:xqa&scope=la:xqa&layer=combined"


@pytest.fixture(scope="module")
async def store(own: Settings) -> AsyncIterator[Store]:
    """Three dioceses that may not see of each other what is their own."""
    async with open_store(own) as opened:
        await fill(opened)
        yield opened


@pytest.fixture(scope="module")
async def client(own: Settings, store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A client that is signed in as somebody who sees everything."""
    async with serving(own) as ready:
        ready.headers["Authorization"] = await signed_in(store, Station.ADMINISTRATOR, "all")
        yield ready


async def signed_in(store: Store, station: Station, *scope: str) -> str:
    wanted = keys.Wanted(f"{station} {scope}", station, Scope.parse(*scope), SOON)
    return f"Bearer {(await keys.issue(store, wanted, 'local'))[1]}"


@pytest.mark.parametrize("form", FORMATS)
async def test_a_file_of_each_format_is_sent(client: httpx.AsyncClient, form: str) -> None:
    answer = await client.get(f"/export/{form}", params={"scope": "diocese:xqa"})
    assert answer.status_code == 200, answer.text
    format_ = FORMATS[form]
    assert answer.headers["content-type"] == format_.media_type
    name = f"partnermap-diocese-xqa-working-{date.today()}{format_.suffix}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["vary"] == "Authorization"
    match form:
        case "graphml":
            assert "urn:xqa0" in nx.read_graphml(io.BytesIO(answer.content))
        case "gexf":
            assert "urn:xqa0" in nx.read_gexf(io.BytesIO(answer.content))
        case "csv":
            assert "nodes.csv" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        case "xlsx":
            book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
            assert book.sheet_names[1] == "Findings"
        case _:
            assert "urn:xqa0" in answer.text
            assert answer.json()


async def test_it_is_sent_again_only_when_the_data_or_the_question_change(
    client: httpx.AsyncClient, store: Store
) -> None:
    first = await client.get(OURS)
    tag = first.headers["etag"]
    for sent in (tag, f'"other", W/{tag}', "*"):
        same = await client.get(OURS, headers={"If-None-Match": sent})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    for other in (f"{OURS}&as-of=2020-01-01", OURS.replace("json", "graphml", 1),
                  OURS.replace("combined", "formal")):  # fmt: skip
        answer = await client.get(other, headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert answer.headers["etag"] != tag
    reader = await signed_in(store, Station.READER, "la:xqa")
    seen = await client.get(OURS, headers={"If-None-Match": tag, "Authorization": reader})
    assert seen.status_code == 200

    async def change(transaction: Any) -> None:
        await transaction.run("MATCH (o:Organisation {id: 'urn:xqa0'}) SET o.pupils = 4321")

    await store.write(change)
    changed = await client.get(OURS, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
    assert "4321" in changed.text


@pytest.mark.parametrize("mark", [*MARKS, None])
async def test_nobody_is_sent_what_they_may_not_see(
    own: Settings, store: Store, mark: str | None
) -> None:
    headers = {}
    if mark:
        scope = str(scope_of(mark)).split()
        headers = {"Authorization": await signed_in(store, Station.READER, *scope)}
    async with serving(own.model_copy(update={"public_reading": True})) as client:
        answer = await client.get("/export/json?scope=all&layer=combined", headers=headers)
        assert answer.status_code == 200, answer.text
        network = json.loads(answer.content)
        for tie in network["edges"]:
            del tie["id"], tie["key"]  # which are made of what is told beside
        words = told(network)
        assert words
        assert words <= may_know(mark)
        for form in ("graphml", "gexf", "jsonld"):
            text = (await client.get(f"/export/{form}?scope=all", headers=headers)).text
            for other in {*MARKS} - {mark}:
                assert f"{other}-own" not in text


_ENDED = """
MATCH (o:Organisation) WHERE o.id IN ['urn:xqb0', 'urn:xqb1'] WITH collect(o) AS members
CREATE (p:Partnership {
  id: 'partnership:xqb-ended', name: 'xqb-ended', folded: 'xqb-ended', sortKey: 'xqb-ended',
  kind: 'CLUSTER', visibility: 'OWNER', owner: 'diocese:xqb',
  since: '2015-01-01', until: '2020-07-31'
})
FOREACH (o IN members | CREATE (o)-[:MEMBER_OF {
  role: 'MEMBER', since: '2015-01-01', until: '2020-07-31', saidBy: []
}]->(p))
"""


async def test_what_has_ended_is_told_in_gexf_to_whoever_may_see_it(
    own: Settings, store: Store
) -> None:
    async def end(transaction: Any) -> None:
        await transaction.run(_ENDED)

    await store.write(end)
    async with serving(own.model_copy(update={"public_reading": True})) as client:
        for mark, told_of in ((None, False), ("xqa", False), ("xqb", True)):
            headers = {}
            if mark:
                scope = str(scope_of(mark)).split()
                headers["Authorization"] = await signed_in(store, Station.READER, *scope)
            answer = await client.get("/export/gexf?scope=all", headers=headers)
            assert answer.status_code == 200
            assert ("xqb-ended" in answer.text) == told_of, mark
            before = await client.get("/export/gexf?scope=all&as-of=2014-12-31", headers=headers)
            assert "xqb-ended" not in before.text


async def test_the_public_is_not_sent_a_whole_country(
    own: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "MAX_LIMIT", 5)
    async with serving(own.model_copy(update={"public_reading": True})) as client:
        refused = await client.get("/export/graphml?scope=all")
        assert refused.status_code == 403
        (error,) = refused.json()["errors"]
        assert error["extensions"] == {"code": "FORBIDDEN"}
        assert "smaller place" in error["message"]
        reader = await signed_in(store, Station.READER, "all")
        headers = {"Authorization": reader}
        sent = await client.get("/export/graphml?scope=all", headers=headers)
        assert sent.status_code == 200


async def test_nobody_is_let_in_without_signing_in(own: Settings, store: Store) -> None:
    await signed_in(store, Station.READER, "la:xqa")
    async with serving(own) as client:
        answer = await client.get(OURS)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer ")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        (
            "/export/pdf?scope=all",
            404,
            "graphml, gexf, csv, xlsx, json, jsonld, svg, png",
        ),
        ("/export/json", 400, "scope=diocese:CE32"),
        ("/export/json?scope=Atlantis:1", 400, "is not a scope"),
        ("/export/json?scope=la:000", 404, "la:000"),
        ("/export/json?scope=all&layer=both", 400, "formal, working, combined"),
        ("/export/json?scope=all&as-of=soon", 400, "2026-03-01"),
        ("/export/json?scope=all&asof=2020-01-01", 400, "'asof' is no option"),
    ],
)
async def test_what_cannot_be_meant_is_told(
    client: httpx.AsyncClient, address: str, status: int, words: str
) -> None:
    answer = await client.get(address)
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert words in error["message"]
    assert [word for word in INTERNALS if word in answer.text] == []


def left_in(folder: Path) -> list[Path]:
    return [*folder.iterdir()]


async def test_nothing_is_left_of_what_was_sent(
    client: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert (await client.get(OURS)).status_code == 200
    assert (await client.get("/export/json?scope=la:000")).status_code == 404
    assert left_in(tmp_path) == []
