"""How things were described before: by editions in any order, and by people."""

import itertools
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.scope import LOCAL
from partnermap.store.bolt import Store
from partnermap.store.writes import graph_hash
from tests.api.changes import change
from tests.imports.files import Publisher, member, school

DAYS = ("2019-03-01", "2020-03-01", "2021-03-01")
NAMES = {
    "100001": ("Ash", "Birch", "Cedar"),
    "100002": ("Ash", "Ash", "Birch"),
    "100003": ("Ash", "Birch", "Birch"),
    "100004": ("Ash", "Birch", "Ash"),  # of which the first is not read last but one
    "100005": ("Ash", "Ash", "Ash"),
}
"""What each school is called in the three editions."""


@pytest.fixture
def publisher(store: Store, tmp_path: Path) -> Publisher:
    return Publisher(store, tmp_path)


async def asked(store: Store, text: str) -> Any:
    answer = await Api(build_schema(), store).execute(text, access=LOCAL)
    assert not answer.errors
    return answer.data


async def names_on(store: Store, day: str) -> dict[str, str]:
    found = await asked(store, f'{{ schools(asOf: "{day}") {{ nodes {{ urn name }} }} }}')
    return {node["urn"]: node["name"] for node in found["schools"]["nodes"]}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_editions_in_any_order_tell_the_names_of_each_day(
    store: Store, engine: str, publisher: Publisher, order: tuple[int, ...]
) -> None:
    if engine != "embedded" and order != (2, 0, 1):
        pytest.skip("one order is enough on the other engines")
    for edition in order:
        rows = [school(urn, name=names[edition]) for urn, names in NAMES.items()]
        await publisher.schools(DAYS[edition], *rows, force=True)
    for edition, day in enumerate(DAYS):
        wanted = {urn: names[edition] for urn, names in NAMES.items()}
        if order[-1] == 1 and edition == 0:
            # A row that two editions word alike is one fact of the later day: what turns up
            # in between counts from the beginning.
            wanted["100004"] = "Birch"
        assert await names_on(store, day) == wanted, f"on {day}, imported in the order {order}"
    first = await names_on(store, DAYS[0])
    assert await names_on(store, "2018-01-01") == first
    assert await names_on(store, "2020-02-29") == first


async def test_a_repeated_import_leaves_history_alone(store: Store, publisher: Publisher) -> None:
    for edition in (0, 1, 1, 2, 2):
        rows = [school(urn, name=names[edition]) for urn, names in NAMES.items()]
        await publisher.schools(DAYS[edition], *rows)
        once = await graph_hash(store)
        await publisher.schools(DAYS[edition], *rows)
        assert await graph_hash(store) == once


async def test_a_row_that_was_spared_and_is_said_again_is_unchanged(
    store: Store, publisher: Publisher
) -> None:
    """Its newest wording is older than the edition in between, which is no history to it."""
    others = [school(f"1001{n}") for n in range(10, 40)]
    await publisher.schools("2019-03-01", school("100001", name="Ash"), *others)
    await publisher.schools("2020-03-01", school("100001", name="Birch"), *others)
    await publisher.schools("2022-03-01", school("100001", opened="soon"), *others)
    again = await publisher.schools("2021-03-01", school("100001", name="Birch"), *others)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 31)


async def test_each_field_tells_what_it_was_and_which_row_changed_it(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001", pupils="200", town="Alderton"))
    await publisher.schools("2020-03-01", school("100001", pupils="210", town=""))
    found = await asked(
        store,
        """{ node(id: "urn:100001") { ... on School { pupils history {
            since { earliest } until changes { field before after }
            fact { key published source { id } } } } } }""",
    )
    assert found["node"] == {
        "pupils": 210,
        "history": [
            {
                "since": None,
                "until": "2020-02-29",
                "changes": [
                    {"field": "pupils", "before": "200", "after": "210"},
                    {"field": "town", "before": "Alderton", "after": None},
                ],
                "fact": {
                    "key": "gias-establishments/100001",
                    "published": "2020-03-01",
                    "source": {"id": "gias-establishments"},
                },
            }
        ],
    }


async def test_a_school_that_has_closed_since_was_open_then(
    store: Store, publisher: Publisher
) -> None:
    rows = [school("100001", closed="31-08-2019", status="Closed"), school("100002")]
    await publisher.schools("2020-03-01", *rows)
    text = '{ schools(asOf: "%s", where: {status: {in: [%s]}}) { nodes { urn status } } }'
    then = await asked(store, text % ("2019-08-31", "OPEN"))
    assert [node["urn"] for node in then["schools"]["nodes"]] == ["100001", "100002"]
    assert {node["status"] for node in then["schools"]["nodes"]} == {"OPEN"}
    later = await asked(store, text % ("2019-09-01", "CLOSED"))
    assert later["schools"]["nodes"] == []


async def test_a_correction_of_the_same_day_leaves_no_trace(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001", name="Ahs"))
    await publisher.schools("2019-03-01", school("100001", name="Ash"))
    assert await names_on(store, "2018-01-01") == {"100001": "Ash"}


async def test_what_a_person_sets_right_counts_from_the_day_they_do(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001"), school("100002"))
    await publisher.partnerships("2019-03-01", *(member(f"urn:{urn}") for urn in (100001, 100002)))
    text = "{ partnerships { nodes { id name version history { until changes { field } } } } }"
    ((held,),) = [found["nodes"] for found in (await asked(store, text)).values()]
    assert held["history"] == []
    result = await change(
        Api(build_schema(), store),
        "updatePartnership",
        id=held["id"],
        version=held["version"],
        input={"name": "Reading and Writing"},
    )
    assert result["errors"] == []
    ((now,),) = [found["nodes"] for found in (await asked(store, text)).values()]
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    assert now["name"] == "Reading and Writing"
    assert now["history"] == [{"until": yesterday, "changes": [{"field": "name"}]}]
    then = await asked(store, f'{{ partnerships(asOf: "{yesterday}") {{ nodes {{ name }} }} }}')
    assert then["partnerships"]["nodes"] == [{"name": "Reading Together"}]


async def test_a_merger_leaves_no_history_of_the_other_behind(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001", name="Ash"), school("100002"))
    await publisher.schools("2020-03-01", school("100001", name="Birch"), school("100002"))
    before = await graph_hash(store)
    api = Api(build_schema(), store)
    merged = await change(api, "mergeOrganisations", keep="urn:100002", other="urn:100001")
    assert merged["errors"] == []
    assert await store.values("MATCH (v:Version) WHERE NOT (v)<-[:WAS]-() RETURN v.name") == []
    undone = await change(api, "undoMerge", other="urn:100001")
    assert undone["errors"] == []
    assert await graph_hash(store) == before
