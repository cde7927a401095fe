"""Each change made once: asked again, asked by many at once, and cut off while it is confirmed."""

import asyncio
from typing import Any

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.scope import LOCAL
from partnermap.store import audit
from partnermap.store.bolt import Store
from tests.api.changes import A, B, C, D, change, codes, fill, partnership
from tests.engines import Server
from tests.proxy import cut_at_commit

RECORD = """mutation ($key: String!, $input: PartnershipInput!) {
  recordPartnership(key: $key, input: $input) { created record { id } errors { code } } }"""


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    await fill(shared_store)
    return Api(build_schema(), shared_store)


async def test_the_same_asked_again_is_answered_the_same_and_changes_nothing(api: Api) -> None:
    given = partnership("Asked twice", A, B)
    first = await change(api, "recordPartnership", key="asked-twice", input=given)
    version = await api.store.data_version()
    again = await change(api, "recordPartnership", key="asked-twice", input=given)
    assert again == first
    assert await api.store.data_version() == version


async def test_an_answer_that_refused_is_given_again_too(api: Api) -> None:
    given = partnership("Of nobody known", "urn:999999")
    first = await change(api, "recordPartnership", key="refused-twice", input=given)
    assert codes(first) == [("NOT_FOUND", ["input", "members", "0", "organisation"])]
    assert await change(api, "recordPartnership", key="refused-twice", input=given) == first


async def test_a_key_is_of_one_change(api: Api) -> None:
    key = "used-before"
    await change(api, "recordPartnership", key=key, input=partnership("One", A, B))
    other = await change(api, "recordPartnership", key=key, input=partnership("Two", A, B))
    assert codes(other) == [("KEY_REUSED", ["key"])]
    assert other["record"] is None


@pytest.mark.parametrize("key", ["short", "x" * 101])
async def test_a_key_has_a_fit_length(api: Api, key: str) -> None:
    result = await change(api, "recordPartnership", key=key, input=partnership("Keyed", A, B))
    assert codes(result) == [("INVALID", ["key"])]


async def test_of_32_writers_of_one_partnership_one_makes_it_and_all_see_it(api: Api) -> None:
    given = partnership("Wanted by all", A, B, C, D)
    results = await asyncio.gather(
        *(change(api, "recordPartnership", input=given) for _ in range(32))
    )
    assert [result["errors"] for result in results] == [[]] * 32
    assert sum(result["created"] for result in results) == 1
    assert len({result["record"]["id"] for result in results}) == 1
    assert results[0]["record"]["members"]["nodes"] == [{"id": id_} for id_ in (A, B, C, D)]


async def test_of_32_different_writes_at_once_none_is_lost(api: Api) -> None:
    before = await api.store.data_version()
    results = await asyncio.gather(
        *(
            change(api, "recordPartnership", input=partnership(f"Number {n}", A, B))
            for n in range(32)
        )
    )
    assert all(result["created"] for result in results)
    found = await api.execute(
        '{ partnerships(where: {name: {startsWith: "number "}}) { totalCount } }', access=LOCAL
    )
    assert found.data == {"partnerships": {"totalCount": 32}}
    assert await api.store.data_version() == before + 32


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_change_that_was_cut_off_at_its_confirmation_can_be_asked_again(
    api: Api, server: Server, arrives: bool
) -> None:
    variables: dict[str, Any] = {
        "key": f"cut-{arrives}-off",
        "input": partnership(f"Cut off {arrives}", A, B),
    }
    before = await api.store.data_version()
    async with cut_at_commit(server, arrives=arrives) as store:
        cut = await Api(build_schema(), store).execute(RECORD, variables, access=LOCAL)
    assert [error["extensions"]["code"] for error in cut.errors] == ["UNAVAILABLE"]
    assert "not made twice" in cut.errors[0]["message"]
    assert await api.store.data_version() == before + arrives
    result = await change(api, "recordPartnership", **variables)
    assert result["created"]
    assert await api.store.data_version() == before + 1


async def test_a_change_is_in_the_log_once(api: Api) -> None:
    given = partnership("Told in the log", A, B)
    for _ in range(2):
        result = await change(api, "recordPartnership", key="logged-once", input=given)
    told = [e for e in await audit.newest(api.store, 10) if "Told in the log" in e.detail]
    assert [(e.action, e.subject, e.about) for e in told] == [
        ("edit.recordPartnership", LOCAL.subject, (result["record"]["id"],))
    ]
    assert (await audit.verify(api.store)).broken is None
