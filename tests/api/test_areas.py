"""Saved areas: made, named in scopes, seen by whom they are for, replaced and removed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.errors import BadInputError, NotFoundError
from partnermap.scope import LOCAL, PUBLIC, Access, Scope
from partnermap.store.bolt import Store, Transaction
from partnermap.store.keys import Wanted
from partnermap.store.places import find_scope
from partnermap.vocabulary import Station
from tests.api.changes import DIOCESE, EDITOR, STRANGER, A, B, C, fill

WEST = "400000/300000/410000/300000/410000/310000/400000/310000"
BOTH = "400000/300000/430000/300000/430000/310000/400000/310000"
HOLED = f"{BOTH}~419000/304000/421000/304000/421000/306000/419000/306000"
READER = Access(within=EDITOR.within, station=Station.READER, subject="reader")
AREAS = """query ($ids: [ID!]) { areas(ids: $ids) {
  id name owner ownerName visibility polygon corners own version } }"""
SAVE = """mutation ($key: String!, $input: AreaInput!, $id: ID, $version: String) {
  result: saveArea(key: $key, input: $input, id: $id, version: $version) {
    created area { id name visibility polygon version } errors { code message path } } }"""
REMOVE = """mutation ($key: String!, $id: ID!, $version: String!) {
  result: removeArea(key: $key, id: $id, version: $version) {
    created area { id } errors { code message path } } }"""
IN = "query ($scope: [Scope!]!) { schools(scope: $scope) { totalCount nodes { id } } }"


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    await fill(shared_store)
    await shared_store.write(_place)
    return Api(build_schema(), shared_store)


async def _place(transaction: Transaction) -> None:
    """The schools a step apart, from west to east."""
    for id_, easting in ((A, 405_000), (B, 415_000), (C, 420_000)):
        await transaction.run(
            "MATCH (s:Organisation {id: $id}) SET s.easting = $east, s.northing = 305000",
            id=id_,
            east=easting,
        )


@pytest.fixture
def key(request: pytest.FixtureRequest) -> str:
    return f"key of {request.node.name}"[:90]


async def run(api: Api, text: str, access: Access = LOCAL, **given: Any) -> Any:
    answer = await api.execute(text, given, access=access)
    assert answer.data is not None, answer.errors
    return answer.data.get("result", answer.data)


def codes(result: Any) -> list[str]:
    """Why a change was not made."""
    return [error["code"] for error in result["errors"]]


async def save(api: Api, key: str, access: Access = LOCAL, **more: Any) -> Any:
    about = {name: more.pop(name) for name in ("id", "version") if name in more}
    given = {"name": "North", "owner": DIOCESE, "polygon": WEST} | more
    return await run(api, SAVE, access, key=key, input=given, **about)


async def inside(api: Api, *scope: str, access: Access = LOCAL) -> set[str]:
    found = (await run(api, IN, access, scope=scope))["schools"]
    assert found["totalCount"] == len(found["nodes"])
    return {node["id"] for node in found["nodes"]}


async def told(api: Api, scope: str, access: Access) -> list[tuple[str, str]]:
    """The code and the words with which a scope is refused."""
    answer = await api.execute(IN, {"scope": [scope]}, access=access)
    return [(e["extensions"]["code"], e["message"].replace(scope, "…")) for e in answer.errors]


async def test_an_area_is_a_scope_by_its_name(api: Api, key: str) -> None:
    before = await api.store.data_version()
    result = await save(api, key, name=" The  North Coast")
    assert result["errors"] == []
    assert result["created"]
    assert result["area"]["id"] == f"area:the-north-coast@{DIOCESE}"
    assert result["area"]["polygon"] == f"area:{WEST}"
    assert await api.store.data_version() == before + 1
    for scope in ("area:the-north-coast", f"area:the-north-coast@{DIOCESE}", f"area:{WEST}"):
        assert await inside(api, scope) == {A}
    assert await inside(api, "area:the-north-coast", f"area:{HOLED}") == {A, B}
    (one,) = (await run(api, AREAS, ids=[f"area:the-north-coast@{DIOCESE}"]))["areas"]
    assert (one["owner"], one["corners"], one["own"]) == (DIOCESE, 4, True)


async def test_networks_and_findings_take_it_and_name_it(api: Api, key: str) -> None:
    name = (await save(api, key, name="Findings", polygon=HOLED))["area"]["id"]
    text = """query ($scope: [Scope!]!) {
      network(scope: $scope) { nodes { id outside } }
      analysis(scope: $scope) { organisations findings { id } }
      search(text: "school", scope: $scope) { organisation { id } } }"""
    found = await run(api, text, scope=["area:findings"])
    assert {n["id"] for n in found["network"]["nodes"] if not n["outside"]} >= {A, B}
    assert C not in {n["id"] for n in found["network"]["nodes"] if not n["outside"]}
    assert found["analysis"]["organisations"] == len(
        [n for n in found["network"]["nodes"] if not n["outside"]]
    )
    for finding in found["analysis"]["findings"][:2]:
        again = await run(api, "query ($id: ID!) { finding(id: $id) { id } }", id=finding["id"])
        assert again["finding"]["id"] == finding["id"]
    assert str(await find_scope(api.store, ["area:findings"])) == name


async def test_the_same_words_are_the_same_area(api: Api, key: str) -> None:
    first = await save(api, f"{key} 1", name="Twice")
    version = await api.store.data_version()
    again = await save(api, f"{key} 1", name="Twice")
    other = await save(api, f"{key} 2", name="TWICE".capitalize())
    assert (first["created"], again["created"], other["created"]) == (True, True, False)
    assert again["area"] == other["area"] == first["area"]
    assert await api.store.data_version() == version
    assert codes(await save(api, f"{key} 3", name="twice", polygon=BOTH)) == ["DUPLICATE"]
    assert codes(await save(api, f"{key} 1", name="Another")) == ["KEY_REUSED"]


async def test_it_is_replaced_by_its_version_alone(api: Api, key: str) -> None:
    area = (await save(api, f"{key} 1", name="Redrawn"))["area"]
    seen = {"id": area["id"], "version": area["version"]}
    now = (await save(api, f"{key} 2", name="Moved", polygon=BOTH, **seen))["area"]
    assert (now["id"], now["name"]) == (area["id"], "Moved")
    assert await inside(api, area["id"]) == {A, B, C}
    stale = await save(api, f"{key} 3", name="Mine", **seen)
    assert codes(stale) == ["STALE"]
    assert "the name from Redrawn to Moved" in stale["errors"][0]["message"]
    assert codes(await save(api, f"{key} 4", **seen | {"version": "?"})) == ["INVALID"]
    assert codes(await save(api, f"{key} 5", **seen | {"id": "area:none@x:y"})) == ["NOT_FOUND"]
    moved = await save(api, f"{key} 6", owner=A, id=now["id"], version=now["version"])
    assert codes(moved) == ["CONFLICT"]


async def test_it_is_removed(api: Api, key: str) -> None:
    area = (await save(api, f"{key} 1", name="Gone"))["area"]
    gone = await run(api, REMOVE, key=f"{key} 2", id=area["id"], version=area["version"])
    assert (gone["area"], gone["errors"]) == (None, [])
    assert (await run(api, AREAS, ids=[area["id"]]))["areas"] == []
    ((code, message),) = await told(api, "area:gone", LOCAL)
    assert code == "NOT_FOUND"
    assert "no saved area" in message


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"name": " "}, ["input", "name"]),
        ({"name": "?!"}, ["input", "name"]),
        ({"name": "x" * 61}, ["input", "name"]),
        ({"visibility": "MEMBERS"}, ["input", "visibility"]),
        ({"polygon": "400000/300000/10"}, ["input", "polygon"]),
        ({"polygon": "{}"}, ["input", "polygon"]),
        ({"polygon": "0/0/9/9/9/0/0/9"}, ["input", "polygon"]),
    ],
)
async def test_what_cannot_be_meant_is_told_with_its_place(
    api: Api, key: str, given: dict[str, Any], path: list[str]
) -> None:
    result = await save(api, key, **given)
    assert [(e["code"], e["path"]) for e in result["errors"]] == [("INVALID", path)]


async def test_who_may_see_it_may_use_it_and_nobody_else_learns_of_it(api: Api, key: str) -> None:
    for visibility in ("PUBLIC", "SIGNED_IN", "OWNER"):
        given = {"name": f"for {visibility}", "visibility": visibility, "polygon": BOTH}
        assert (await save(api, f"{key} {visibility}", EDITOR, **given))["errors"] == []
    shown = {"PUBLIC"}, {"PUBLIC", "SIGNED_IN"}, {"PUBLIC", "SIGNED_IN", "OWNER"}
    for access, seen in zip((PUBLIC, STRANGER, READER), shown, strict=True):
        listed = {area["name"] for area in (await run(api, AREAS, access))["areas"]}
        for visibility in ("PUBLIC", "SIGNED_IN", "OWNER"):
            scope = f"area:for-{visibility.lower().replace('_', '-')}@{DIOCESE}"
            assert (f"for {visibility}" in listed) == (visibility in seen)
            if visibility in seen:
                assert await told(api, scope, access) == []
            else:
                assert await told(api, scope, access) == await told(
                    api, f"area:none@{DIOCESE}", access
                )
                assert (await run(api, AREAS, access, ids=[scope]))["areas"] == []


async def test_who_may_change_it(api: Api, key: str) -> None:
    area = (await save(api, f"{key} 1", EDITOR, name="Ours"))["area"]
    seen = {"id": area["id"], "version": area["version"]}
    assert codes(await save(api, f"{key} 2", READER, name="Theirs")) == ["DENIED"]
    assert codes(await save(api, f"{key} 3", STRANGER, name="Theirs")) == ["DENIED"]
    assert codes(await run(api, REMOVE, STRANGER, key=f"{key} 4", **seen)) == ["DENIED"]
    hidden = (await save(api, f"{key} 5", EDITOR, name="Hid", visibility="OWNER"))["area"]
    seen = {"id": hidden["id"], "version": hidden["version"]}
    assert codes(await run(api, REMOVE, STRANGER, key=f"{key} 6", **seen)) == ["NOT_FOUND"]


async def test_a_short_name_of_several_is_answered_with_those_that_are_seen(
    api: Api, key: str
) -> None:
    await save(api, f"{key} 1", name="Shared words", visibility="OWNER")
    await save(api, f"{key} 2", name="Shared words", owner=A)
    ((code, message),) = await told(api, "area:shared-words", LOCAL)
    assert code == "BAD_INPUT"
    assert f"(…@{A})" in message
    assert f"(…@{DIOCESE})" in message
    assert await told(api, "area:shared-words", PUBLIC) == []


async def test_no_key_opens_what_others_may_redraw(api: Api, key: str) -> None:
    await save(api, key, name="For a key")
    today = date.today()
    for scope in (
        Scope.parse("area:for-a-key"), await find_scope(api.store, ["area:for-a-key"]),
    ):  # fmt: skip
        with pytest.raises(BadInputError, match="saved area"):
            Wanted("a program", Station.READER, scope, today)
    Wanted("a program", Station.READER, Scope.parse(f"area:{WEST}"), today)


async def test_areas_of_files_and_names_on_the_command_line(api: Api, tmp_path: Path) -> None:
    file = tmp_path / "North of here.GeoJSON"
    file.write_text(
        '\ufeff{"type": "Polygon", "coordinates": '
        "[[[400000, 300000], [410000, 300000], [410000, 310000], [400000, 300000]]]}"
    )
    found = await find_scope(api.store, [f"area:{file}", "la:981"])
    assert str(found) == "la:981 area:400000/300000/410000/300000/410000/310000"
    with pytest.raises(BadInputError, match=r"none\.geojson cannot be read"):
        await find_scope(api.store, [f"area:{tmp_path / 'none.geojson'}"])
    file.write_text("{}")
    with pytest.raises(BadInputError, match=r"North of here\.GeoJSON: The GeoJSON"):
        await find_scope(api.store, [f"area:{file}"])
    with pytest.raises(NotFoundError, match="no-such"):
        await find_scope(api.store, ["area:no-such"])
