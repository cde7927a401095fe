"""Saved queries through the API: made, listed to whom they are for, replaced and removed."""

from typing import Any

import pytest

from partnermap.api.execution import Api
from partnermap.api.query_folder import load
from partnermap.api.schema import build_schema
from partnermap.scope import LOCAL, PUBLIC, Access
from partnermap.store.bolt import Store
from tests.api.changes import DIOCESE, EDITOR, STRANGER, A, fill
from tests.api.test_areas import READER, codes, run

TEXT = "query ($first: Int = 2) { schools(first: $first) { nodes { name } } }"
COUNT = "{ schools { totalCount } }"
FIELDS = "id name address text owner ownerName visibility saved own version"
LIST = f"{{ savedQueries {{ {FIELDS} }} }}"
ONE = f"query ($id: ID!) {{ savedQuery(id: $id) {{ {FIELDS} }} }}"
SAVE = """mutation ($key: String!, $input: SavedQueryInput!, $id: ID, $version: String) {
  result: saveQuery(key: $key, input: $input, id: $id, version: $version) {
    created query { id name address text visibility version }
    errors { code message path } } }"""
REMOVE = """mutation ($key: String!, $id: ID!, $version: String!) {
  result: removeQuery(key: $key, id: $id, version: $version) {
    created query { id } errors { code message path } } }"""
ALIASES = " ".join(f"a{n}: name" for n in range(60))
LONG = "# " + "x" * 16_000 + "\n{ dataVersion }"


@pytest.fixture(scope="module")
async def api(shared_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Api:
    folder = tmp_path_factory.mktemp("queries")
    (folder / "all-schools.graphql").write_text(COUNT, encoding="utf-8")
    await fill(shared_store)
    schema = build_schema()
    return Api(schema, shared_store, folder=load(folder, schema))


@pytest.fixture
def key(request: pytest.FixtureRequest) -> str:
    return f"key of {request.node.name}"[:90]


async def save(api: Api, key: str, access: Access = LOCAL, **more: Any) -> Any:
    about = {name: more.pop(name) for name in ("id", "version") if name in more}
    given = {"name": "North", "owner": DIOCESE, "text": TEXT} | more
    return await run(api, SAVE, access, key=key, input=given, **about)


async def listed(api: Api, access: Access = LOCAL) -> dict[str, Any]:
    """What is listed to a viewer, by id."""
    return {one["id"]: one for one in (await run(api, LIST, access))["savedQueries"]}


async def test_a_query_is_kept_and_has_an_address(api: Api, key: str) -> None:
    before = await api.store.data_version()
    result = await save(api, key, name=" Schools  of the Coast", text=f"  {TEXT}\r\n")
    assert (result["errors"], result["created"]) == ([], True)
    saved = result["query"]
    assert saved["id"] == f"query:schools-of-the-coast@{DIOCESE}"
    assert saved["address"] == f"/q/schools-of-the-coast@{DIOCESE}"
    assert (saved["name"], saved["text"]) == ("Schools of the Coast", TEXT)
    one = (await run(api, ONE, id=saved["id"]))["savedQuery"]
    assert saved.items() <= one.items()
    assert (one["owner"], one["ownerName"], one["own"]) == (DIOCESE, "Diocese of Zed", True)
    assert (await listed(api))[saved["id"]] == one
    # What was worked out from the data is as true as before.
    assert await api.store.data_version() == before


async def test_those_of_the_folder_are_listed_and_their_names_are_taken(api: Api, key: str) -> None:
    for access in (LOCAL, PUBLIC):
        one = (await listed(api, access))["query:all-schools"]
        assert (await run(api, ONE, access, id=one["id"]))["savedQuery"] == one
        assert (one["name"], one["address"]) == ("all-schools", "/q/all-schools")
        assert (one["text"], one["visibility"], one["own"]) == (COUNT, "PUBLIC", False)
        assert [one[name] for name in ("owner", "ownerName", "saved", "version")] == [None] * 4
    taken = await save(api, key, name="All Schools!")
    assert [(e["code"], e["path"]) for e in taken["errors"]] == [("CONFLICT", ["input", "name"])]
    for change in (
        save(api, f"{key} 2", id="query:all-schools", version="?"),
        run(api, REMOVE, key=f"{key} 3", id="query:all-schools", version="?"),
    ):
        assert codes(await change) == ["NOT_FOUND"]


async def test_the_same_words_are_the_same_query(api: Api, key: str) -> None:
    first = await save(api, f"{key} 1", name="Twice")
    again = await save(api, f"{key} 1", name="Twice")
    other = await save(api, f"{key} 2", name="Twice", text=f"{TEXT}\n")
    assert (first["created"], again["created"], other["created"]) == (True, True, False)
    assert again["query"] == other["query"] == first["query"]
    assert codes(await save(api, f"{key} 3", name="twice", text=COUNT)) == ["DUPLICATE"]
    assert codes(await save(api, f"{key} 1", name="Another")) == ["KEY_REUSED"]
    assert (await save(api, f"{key} 4", name="Twice", owner=A))["created"]


async def test_it_is_replaced_by_its_version_alone(api: Api, key: str) -> None:
    query = (await save(api, f"{key} 1", name="Reworded"))["query"]
    seen = {"id": query["id"], "version": query["version"]}
    now = (await save(api, f"{key} 2", name="Moved", text=COUNT, **seen))["query"]
    assert (now["id"], now["address"]) == (query["id"], query["address"])
    assert (now["name"], now["text"]) == ("Moved", COUNT)
    stale = await save(api, f"{key} 3", name="Mine", **seen)
    assert codes(stale) == ["STALE"]
    assert "the name from Reworded to Moved; the text" in stale["errors"][0]["message"]
    assert codes(await save(api, f"{key} 4", **seen | {"version": "?"})) == ["INVALID"]
    assert codes(await save(api, f"{key} 5", **seen | {"id": "query:none@x:y"})) == ["NOT_FOUND"]
    moved = await save(api, f"{key} 6", owner=A, id=now["id"], version=now["version"])
    assert codes(moved) == ["CONFLICT"]


async def test_it_is_removed(api: Api, key: str) -> None:
    query = (await save(api, f"{key} 1", name="Gone"))["query"]
    gone = await run(api, REMOVE, key=f"{key} 2", id=query["id"], version=query["version"])
    assert (gone["query"], gone["errors"]) == (None, [])
    assert (await run(api, ONE, id=query["id"]))["savedQuery"] is None
    assert query["id"] not in await listed(api)


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"name": " "}, "name", "must not be empty"),
        ({"name": "?!"}, "name", "a letter"),
        ({"name": "x" * 32}, "name", "31 is the most"),
        ({"name": "ﬃ" * 12}, "name", "31 letters"),
        ({"visibility": "MEMBERS"}, "visibility", "A saved query has no members"),
        ({"text": ""}, "text", "cannot be asked"),
        ({"text": "{\n  schools {"}, "text", "line 2, column 12: Syntax Error"),
        ({"text": "{ colour }"}, "text", "Cannot query field 'colour'"),
        ({"text": LONG}, "text", "16,000 is the most: shorten it"),
        ({"text": "{ schools(first: 100000) { nodes { name } } }"}, "text", "ask for less"),
        ({"text": f"{{ schools {{ nodes {{ {ALIASES} }} }} }}"}, "text", "aliases"),
        ({"text": "query A { dataVersion } query B { dataVersion }"}, "text", "one query"),
        ({"text": "fragment f on School { name }"}, "text", "f"),
        ({"text": 'mutation { revokeKey(id: "key:1") { key { id } } }'}, "text", "one query"),
        ({"text": "subscription { dataChanged(scope: []) { dataVersion } }"}, "text", ""),
    ],
)
async def test_what_cannot_be_kept_is_told_with_its_place(
    api: Api, key: str, given: dict[str, Any], field: str, says: str
) -> None:
    (error,) = (await save(api, key, **given))["errors"]
    assert (error["code"], error["path"]) == ("INVALID", ["input", field])
    assert says in error["message"]


async def test_who_may_see_it_is_told_of_it_and_nobody_else(api: Api, key: str) -> None:
    shown = {
        "PUBLIC": (PUBLIC, STRANGER, READER),
        "SIGNED_IN": (STRANGER, READER),
        "OWNER": (READER,),
    }
    for visibility, seers in shown.items():
        given = {"name": f"for {visibility}", "visibility": visibility}
        saved = await save(api, f"{key} {visibility}", EDITOR, **given)
        id_ = saved["query"]["id"]
        for access in (PUBLIC, STRANGER, READER):
            assert (id_ in await listed(api, access)) == (access in seers)
            one = (await run(api, ONE, access, id=id_))["savedQuery"]
            assert (one is not None) == (access in seers)


async def test_who_may_change_it(api: Api, key: str) -> None:
    query = (await save(api, f"{key} 1", EDITOR, name="Ours"))["query"]
    seen = {"id": query["id"], "version": query["version"]}
    assert codes(await save(api, f"{key} 2", READER, name="Theirs")) == ["DENIED"]
    assert codes(await save(api, f"{key} 3", STRANGER, name="Theirs")) == ["DENIED"]
    assert codes(await run(api, REMOVE, STRANGER, key=f"{key} 4", **seen)) == ["DENIED"]
    hidden = (await save(api, f"{key} 5", EDITOR, name="Hid", visibility="OWNER"))["query"]
    seen = {"id": hidden["id"], "version": hidden["version"]}
    assert codes(await run(api, REMOVE, STRANGER, key=f"{key} 6", **seen)) == ["NOT_FOUND"]
