"""Of a sort no more is kept for owners than the most, and what is kept can still be changed."""

from typing import Any

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.scope import LOCAL
from partnermap.store.areas import AREAS
from partnermap.store.bolt import Store, Transaction
from partnermap.store.owned import MOST, Owned, Sort
from partnermap.store.saved_queries import QUERIES
from tests.api.changes import DIOCESE, fill, new_key

LINE = "400000/300000/410000/300000/410000/310000"
AREA = """mutation ($key: String!, $input: AreaInput!, $id: ID, $version: String) {
  result: saveArea(key: $key, input: $input, id: $id, version: $version) {
    kept: area { id version } errors { code message } } }"""
QUERY = """mutation ($key: String!, $input: SavedQueryInput!, $id: ID, $version: String) {
  result: saveQuery(key: $key, input: $input, id: $id, version: $version) {
    kept: query { id version } errors { code message } } }"""


@pytest.mark.parametrize(
    ("sort", "mutation", "content"),
    [(AREAS, AREA, {"polygon": LINE}), (QUERIES, QUERY, {"text": "{ dataVersion }"})],
)
async def test_there_is_a_most(
    store: Store, sort: Sort[Owned], mutation: str, content: dict[str, str]
) -> None:
    await fill(store)
    api = Api(build_schema(), store)

    async def save(name: str, **seen: str) -> Any:
        given = {"input": {"name": name, "owner": DIOCESE, **content}, "key": new_key(), **seen}
        answer = await api.execute(mutation, given, access=LOCAL)
        assert answer.data is not None, answer.errors
        return answer.data["result"]

    first = (await save("First"))["kept"]

    async def crowd(transaction: Transaction) -> None:
        await transaction.run(
            f"MATCH (n:{sort.label}) UNWIND range(2, $most) AS number "
            f"CREATE (m:{sort.label}) "
            "SET m = n {.*, id: n.id + number, short: n.short + number}",
            most=MOST,
        )

    await store.write(crowd)
    (error,) = (await save("Another"))["errors"]
    assert error["code"] == "CONFLICT"
    assert error["message"] == f"1,000 {sort.many} are kept, which is the most: remove one first."
    assert (await save("Changed", **first))["errors"] == []
