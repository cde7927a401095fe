"""Search as a front end asks for it: ranked, selected in one statement, and under the access."""

import json
from typing import Any

import pytest

from partnermap.api import search
from partnermap.api.execution import Api
from partnermap.scope import LOCAL, Access, Scope
from tests.api.conftest import World

SEARCH = """query ($text: String!, $kinds: [Kind!], $scope: [Scope!], $first: Int! = 10) {
  search(text: $text, kinds: $kinds, scope: $scope, first: $first) {
    score reason organisation { id name kind } } }"""
THORNMERE = Access(within=Scope.parse("la:990"))


async def found(api: Api, text: str, access: Access = LOCAL, **variables: Any) -> Any:
    answer = await api.execute(SEARCH, {"text": text, **variables}, access=access)
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return answer.data["search"]


def names(hits: Any) -> list[str]:
    return [hit["organisation"]["name"] for hit in hits]


def ids(hits: Any) -> list[str]:
    return [hit["organisation"]["id"] for hit in hits]


async def test_hits_come_ranked_each_with_its_reason(world: World) -> None:
    hits = await found(world.api, "st botolfs brinmouth")
    assert ids(hits)[0] == "urn:900001"
    scores = [hit["score"] for hit in hits]
    assert max(scores) <= 1
    assert all(hit["reason"] for hit in hits)
    by_code = await found(world.api, "URN 900001")
    assert (ids(by_code)[0], by_code[0]["score"]) == ("urn:900001", 1)


async def test_only_the_kinds_and_places_asked_for_are_found(world: World) -> None:
    anywhere = names(await found(world.api, "st aldwins"))
    assert {name.split()[0] for name in anywhere[:2]} == {"Brinmouth", "Wexmoor"}
    there = names(await found(world.api, "st aldwins", scope=["la:990"]))
    assert there[0].startswith("Wexmoor")
    assert not any(name.startswith("Brinmouth") for name in there)
    trusts = await found(world.api, "brinmouth", kinds=["TRUST"])
    assert {hit["organisation"]["kind"] for hit in trusts} == {"TRUST"}
    assert await found(world.api, "brinmouth", kinds=[]) != []
    assert await found(world.api, "brinmouth", scope=[]) == []


async def test_what_a_viewer_may_not_see_is_not_found(world: World) -> None:
    everyone = "{ organisations(first: 1000) { nodes { id name } } }"
    lists = []
    for access in (LOCAL, THORNMERE):
        answer = await world.api.execute(everyone, access=access)
        assert answer.data is not None
        lists.append(answer.data["organisations"]["nodes"])
    seen = {node["id"] for node in lists[1]}
    assert len(seen) < len(lists[0])
    for node in lists[0]:
        if node["id"] not in seen:
            for text in (node["name"], node["id"]):
                assert set(ids(await found(world.api, text, THORNMERE))) <= seen


@pytest.mark.parametrize("access", [LOCAL, THORNMERE])
async def test_a_scope_is_filled_though_the_best_lie_outside(
    world: World, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ids(await found(world.api, "primary school", access, scope=["la:990"], first=5))
    monkeypatch.setattr(search, "_LOOKED_UP", 2)
    again = ids(await found(world.api, "primary school", access, scope=["la:990"], first=5))
    assert again == whole
    assert len(whole) == 5


async def test_the_selection_is_answered_as_nodes_answer_it(world: World) -> None:
    fields = """{ __typename one: name ...F ... on School { urn trust { name } }
      ... on Trust { schools(first: 3) { totalCount nodes { id } } } }"""
    fragment = "fragment F on Organisation { kind id place { town } }"
    for text in ("brinmouth", "st annes", "trust", "zephyr", "diocese"):
        asked = f"query ($t: String!) {{ search(text: $t) {{ a: score organisation {fields} }} }}"
        answer = await world.api.execute(f"{asked} {fragment}", {"t": text}, access=LOCAL)
        assert not answer.errors and answer.data is not None
        hits = [hit["organisation"] for hit in answer.data["search"]]
        assert hits
        nodes = f"{{ nodes(ids: $ids) {{ ... on Organisation {fields} }} }} {fragment}"
        same = await world.api.execute(
            f"query ($ids: [ID!]!) {nodes}", {"ids": [h["id"] for h in hits]}, access=LOCAL
        )
        assert not same.errors and same.data is not None
        assert json.dumps(hits) == json.dumps(same.data["nodes"])


async def test_a_search_is_two_short_trips(world: World, sent: list[str]) -> None:
    await found(world.api, "brinmouth")
    sent.clear()
    await found(world.api, "wexmoor")
    assert len(sent) == 2  # is the index of today, and what of the hits may be seen


@pytest.mark.parametrize("first", [0, -1, 51])
async def test_a_search_is_bounded(world: World, first: int) -> None:
    answer = await world.api.execute(SEARCH, {"text": "a", "first": first}, access=LOCAL)
    (error,) = answer.errors
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert "1 to 50" in error["message"]


async def test_a_search_costs_what_its_hits_hold(world: World) -> None:
    few, many = [
        await world.api.execute(SEARCH, {"text": "a", "first": first}, access=LOCAL)
        for first in (1, 50)
    ]
    assert many.cost > 40 * few.cost / 2


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "\ud800", "\u202e", "a" * 10_000, "*:* OR (x~2)", "' OR 1=1 //", "{}", "\\u0060"],
)
async def test_hostile_text_is_only_text(world: World, text: str) -> None:
    assert isinstance(await found(world.api, text), list)
