"""What happened between two days, as a front end and a terminal ask for it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from partnermap import sample
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL
from partnermap.store.bolt import Store

COMPARE = """query ($scope: [Scope!]!, $from: Date!, $to: Date, $limit: Int! = 1000) {
  compare(scope: $scope, from: $from, to: $to, limit: $limit) {
    scope from to dataVersion truncated counts { kind count }
    events { kind day { earliest latest precision } about sentence mayLieOutside }
  }
}"""


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> AsyncIterator[Api]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield Api(build_schema(), shared_store)


async def compared(api: Api, first: str, last: str, **more: Any) -> Any:
    given = {"scope": [sample.SCOPE], "from": first, "to": last, **more}
    answer = await api.execute(COMPARE, given, access=LOCAL)
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return answer.data["compare"]


async def test_an_event_is_told_in_words_and_as_data(api: Api) -> None:
    found = await compared(api, "2023-01-01", "2023-12-31")
    assert (found["scope"], found["from"], found["to"]) == (
        sample.SCOPE,
        "2023-01-01",
        "2023-12-31",
    )
    assert found["dataVersion"] == await api.store.data_version()
    closed = next(event for event in found["events"] if event["kind"] == "CLOSED")
    assert closed["sentence"].endswith("closed on 31 August 2023.")
    day = {"earliest": "2023-08-31", "latest": "2023-08-31", "precision": "DAY"}
    assert closed["day"] == day
    assert closed["mayLieOutside"] is False
    (about,) = closed["about"]
    named = await api.execute(
        "query ($id: ID!) { node(id: $id) { ... on School { name status } } }",
        {"id": about},
        access=LOCAL,
    )
    assert named.data == {
        "node": {"name": "Marrowick Church of England Primary School", "status": "CLOSED"}
    }


async def test_a_date_known_by_its_month_says_so(api: Api) -> None:
    events = (await compared(api, "2023-07-15", "2023-12-31"))["events"]
    ended = next(event for event in events if "Governors of Vale and Moor" in event["sentence"])
    assert ended["day"]["precision"] == "MONTH"
    assert "in July 2023" in ended["sentence"]
    assert ended["sentence"].endswith("(perhaps before 15 July 2023).")
    assert ended["mayLieOutside"] is True


async def test_what_is_beyond_the_limit_is_counted(api: Api) -> None:
    whole = await compared(api, "2018-01-01", "2026-03-01")
    part = await compared(api, "2018-01-01", "2026-03-01", limit=3)
    assert part["events"] == whole["events"][:3]
    assert part["counts"] == whole["counts"]
    assert (part["truncated"], whole["truncated"]) == (True, False)
    assert sum(one["count"] for one in whole["counts"]) == len(whole["events"])


async def test_between_a_day_and_itself_nothing_happened(api: Api) -> None:
    found = await compared(api, "2019-09-01", "2019-09-01")
    assert (found["events"], found["counts"]) == ([], [])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"from": "2024-01-01", "to": "2023-01-01"}, "earlier day as `from`"),
        ({"from": "2024-01-01", "limit": 0}, "1 to 5000"),
        ({"from": "2024"}, "Date"),
    ],
)
async def test_what_cannot_be_compared_is_told_with_what_can(
    api: Api, given: dict[str, Any], words: str
) -> None:
    answer = await api.execute(COMPARE, {"scope": [sample.SCOPE], **given}, access=LOCAL)
    (error,) = answer.errors
    assert words in error["message"]
