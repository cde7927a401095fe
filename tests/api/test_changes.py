"""Partnerships recorded, changed and ended through the API, on each engine."""

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.scope import LOCAL
from partnermap.store.bolt import Store
from tests.api.changes import A, B, C, change, fill, partnership


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    await fill(shared_store)
    return Api(build_schema(), shared_store)


async def test_a_partnership_is_recorded_and_answered_as_it_is_stored(api: Api) -> None:
    before = await api.store.data_version()
    given = partnership("Reading  together", A, B, themes=["SEND", "FAITH"], started="2021-09")
    result = await change(api, "recordPartnership", input=given)
    record = result["record"]
    assert (result["created"], result["errors"]) == (True, [])
    assert (record["name"], record["themes"]) == ("Reading together", ["FAITH", "SEND"])
    assert record["started"] == {"earliest": "2021-09-01", "latest": "2021-09-30"}
    assert [node["id"] for node in record["members"]["nodes"]] == [A, B]
    assert await api.store.data_version() == before + 1


async def test_an_ended_partnership_keeps_its_history(api: Api) -> None:
    record = (await change(api, "recordPartnership", input=partnership("Brief", A, C)))["record"]
    result = await change(
        api, "endPartnership", id=record["id"], on="2024-07", version=record["version"]
    )
    assert result["errors"] == []
    assert result["record"]["status"] == "ENDED"
    assert result["record"]["ended"] == {"earliest": "2024-07-01", "latest": "2024-07-31"}
    assert result["record"]["members"]["nodes"] == []
    query = """query ($id: ID!) { node(id: $id, asOf: "2024-01-01") { ... on Partnership {
      members { nodes { id } } } } }"""
    answer = await api.execute(query, {"id": record["id"]}, access=LOCAL)
    assert answer.data == {"node": {"members": {"nodes": [{"id": A}, {"id": C}]}}}
