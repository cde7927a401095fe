"""Partnerships recorded, changed, joined, left and ended through the API, on each engine."""

from typing import Any

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.scope import LOCAL
from partnermap.store.bolt import Store
from tests.api.changes import CLOSED, A, B, C, D, change, codes, fill, partnership


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    await fill(shared_store)
    return Api(build_schema(), shared_store)


async def recorded(api: Api, name: str, *members: str, **more: Any) -> Any:
    result = await change(api, "recordPartnership", input=partnership(name, *members, **more))
    assert result["errors"] == []
    return result["record"]


def ids(record: Any) -> list[str]:
    return [node["id"] for node in record["members"]["nodes"]]


async def test_a_partnership_is_recorded_and_answered_as_it_is_stored(api: Api) -> None:
    before = await api.store.data_version()
    record = await recorded(
        api, "Reading  together", A, B,
        themes=["SEND", "FAITH"], started="2021-09", strength="COOPERATING",
    )  # fmt: skip
    assert (record["name"], record["themes"]) == ("Reading together", ["FAITH", "SEND"])
    assert record["strength"] == "COOPERATING"
    assert record["started"] == {"earliest": "2021-09-01", "latest": "2021-09-30"}
    assert ids(record) == [A, B]
    assert not any(edge["claimed"] for edge in record["members"]["edges"])
    assert await api.store.data_version() == before + 1


async def test_recorded_again_in_the_same_words_it_is_there(api: Api) -> None:
    first = await recorded(api, "Twice", A, B)
    again = await change(api, "recordPartnership", input=partnership(" TWICE ", A, B))
    assert codes(again) == [("DUPLICATE", ["input", "name"])]
    same = await change(api, "recordPartnership", input=partnership("Twice", A, B))
    assert (same["created"], same["errors"], same["record"]) == (False, [], first)


async def test_an_ended_partnership_keeps_its_history(api: Api) -> None:
    record = await recorded(api, "Brief", A, C)
    result = await change(
        api, "endPartnership", id=record["id"], on="2024-07", version=record["version"]
    )
    assert result["errors"] == []
    assert result["record"]["status"] == "ENDED"
    assert result["record"]["ended"] == {"earliest": "2024-07-01", "latest": "2024-07-31"}
    assert ids(result["record"]) == []
    query = """query ($id: ID!) { node(id: $id, asOf: "2024-01-01") { ... on Partnership {
      members { nodes { id } } } } }"""
    answer = await api.execute(query, {"id": record["id"]}, access=LOCAL)
    assert answer.data == {"node": {"members": {"nodes": [{"id": A}, {"id": C}]}}}


async def test_a_change_made_in_ignorance_of_another_is_refused_with_what_changed(
    api: Api,
) -> None:
    record = await recorded(api, "Old name", A, B)
    given = {"id": record["id"], "version": record["version"]}
    first = await change(
        api, "updatePartnership", **given, input={"name": "New name", "themes": ["COMMUNITY"]}
    )
    assert (first["errors"], first["record"]["name"]) == ([], "New name")
    stale = await change(api, "updatePartnership", **given, input={"name": "Third name"})
    assert codes(stale) == [("STALE", ["version"])]
    message = stale["errors"][0]["message"]
    assert "the name from Old name to New name" in message
    assert "the themes from nothing to COMMUNITY" in message
    stale = await change(api, "endPartnership", **given, on="2024")
    assert codes(stale) == [("STALE", ["version"])]


async def test_a_word_taken_back_is_gone(api: Api) -> None:
    record = await recorded(api, "Strong", A, B, strength="COLLABORATING", started="2020")
    result = await change(
        api, "updatePartnership", id=record["id"], version=record["version"],
        input={"strength": None, "started": None},
    )  # fmt: skip
    assert (result["record"]["strength"], result["record"]["started"]) == (None, None)


async def test_members_join_and_leave_and_join_again(api: Api) -> None:
    id_ = (await recorded(api, "Coming and going", A, B, started="2019"))["id"]
    joined = await change(
        api, "joinPartnership", id=id_, input={"organisation": C, "role": "LEAD", "joined": "2020"}
    )
    assert (joined["created"], ids(joined["record"])) == (True, [A, B, C])
    assert joined["record"]["members"]["edges"][2]["role"] == "LEAD"
    again = await change(api, "joinPartnership", id=id_, input={"organisation": C})
    assert (again["created"], again["errors"]) == (False, [])
    left = await change(api, "leavePartnership", id=id_, organisation=C, on="2021-07-31")
    assert ids(left["record"]) == [A, B]
    gone = await change(api, "leavePartnership", id=id_, organisation=C, on="2021-07-31")
    assert codes(gone) == [("CONFLICT", ["organisation"])]
    back = await change(api, "joinPartnership", id=id_, input={"organisation": C, "joined": "2023"})
    assert ids(back["record"]) == [A, B, C]
    await change(api, "leavePartnership", id=id_, organisation=C, on="2023-12-31")
    third = await change(api, "joinPartnership", id=id_, input={"organisation": C})
    assert third["record"]["members"]["edges"][2]["since"] == {"earliest": "2024-01-01"}
    query = """query ($id: ID!) { node(id: $id, asOf: "2020-06-01") { ... on Partnership {
      members { edges { node { id } since { earliest } until { latest } } } } } }"""
    answer = await api.execute(query, {"id": id_}, access=LOCAL)
    assert answer.data is not None
    then = answer.data["node"]["members"]["edges"][-1]
    assert then["node"] == {"id": C}
    assert then["until"] == {"latest": "2021-07-31"}


@pytest.mark.parametrize(
    ("changed", "code", "path"),
    [
        ({"members": []}, "INVALID", ["input", "members"]),
        ({"members": [{"organisation": A}] * 501}, "INVALID", ["input", "members"]),
        ({"members": [{"organisation": A}, {"organisation": A}]}, "INVALID",
         ["input", "members", "1"]),
        ({"kind": "BILATERAL", "members": [{"organisation": A}]}, "INVALID", ["input", "members"]),
        ({"members": [{"organisation": "partnership:x"}]}, "NOT_FOUND",
         ["input", "members", "0", "organisation"]),
        ({"name": "x" * 10_000}, "INVALID", ["input", "name"]),
        ({"name": " "}, "INVALID", ["input", "name"]),
        ({"name": "evil\u202ename"}, "INVALID", ["input", "name"]),
        ({"name": "zero\u200bwidth"}, "INVALID", ["input", "name"]),
        ({"name": "nul\x00"}, "INVALID", ["input", "name"]),
        ({"name": "half \ud800"}, "INVALID", ["input", "name"]),
        ({"localLabel": "\u2066"}, "INVALID", ["input", "localLabel"]),
        ({"started": "9999"}, "INVALID", ["input", "started"]),
        ({"started": "1799-12-31"}, "INVALID", ["input", "started"]),
        ({"started": "2021-02-30"}, "INVALID", ["input", "started"]),
        ({"started": "soon"}, "INVALID", ["input", "started"]),
        ({"started": "2021", "ended": "2020"}, "INVALID", ["input", "ended"]),
        ({"members": [{"organisation": A, "joined": "2021", "left": "2020"}]}, "INVALID",
         ["input", "members", "0", "left"]),
        ({"ended": "2020", "members": [{"organisation": A, "joined": "2021"}]}, "INVALID",
         ["input", "members", "0", "joined"]),
        ({"started": "2016", "members": [{"organisation": A}, {"organisation": CLOSED}]},
         "CONFLICT", ["input", "members", "1"]),
        ({"owner": "la:000"}, "NOT_FOUND", ["input", "owner"]),
    ],
)  # fmt: skip
async def test_what_cannot_be_recorded_is_told_with_its_place(
    api: Api, changed: dict[str, Any], code: str, path: list[str]
) -> None:
    before = await api.store.data_version()
    given = partnership("Bad", A, B) | changed
    result = await change(api, "recordPartnership", input=given)
    assert codes(result) == [(code, path)]
    assert result["record"] is None
    assert len(result["errors"][0]["message"]) < 200
    assert await api.store.data_version() == before


async def test_a_past_tie_with_a_school_closed_since_is_accepted(api: Api) -> None:
    record = await recorded(api, "In its day", A, CLOSED, started="2010", ended="2014")
    assert record["status"] == "ENDED"


async def test_a_version_that_is_none_is_told(api: Api) -> None:
    record = await recorded(api, "Versioned", A, B)
    for version in ("", "1", "é", record["version"][:-8]):
        result = await change(api, "endPartnership", id=record["id"], on="2024", version=version)
        assert codes(result) == [("INVALID", ["version"])]


async def test_what_was_said_can_be_taken_back_by_who_said_it(api: Api) -> None:
    record = await recorded(api, "Taken back", A, B, D)
    (key,) = record["members"]["edges"][2]["saidBy"]
    result = await change(api, "retract", fact=key)
    assert (result["errors"], result["record"]["id"]) == ([], record["id"])
    answer = await api.execute(
        "query ($id: ID!) { node(id: $id) { ... on Partnership { members { nodes { id } } } } }",
        {"id": record["id"]},
        access=LOCAL,
    )
    assert answer.data == {"node": {"members": {"nodes": [{"id": A}, {"id": B}]}}}
    assert codes(await change(api, "retract", fact=key)) == [("NOT_FOUND", ["fact"])]
    register = await change(api, "retract", fact=f"register/{A}")
    assert codes(register) == [("NOT_FOUND", ["fact"])]


async def test_the_log_says_why_a_statement_was_taken_back(api: Api) -> None:
    record = await recorded(api, "Taken back for a reason", A, B)
    (key,) = record["members"]["edges"][1]["saidBy"]
    blank = await change(api, "retract", fact=key, reason=" ")
    assert codes(blank) == [("INVALID", ["reason"])]
    result = await change(api, "retract", fact=key, reason="It never met.")
    assert result["errors"] == []
    text = "{ auditLog(first: 1) { nodes { action detail } } }"
    answer = await api.execute(text, {}, access=LOCAL)
    assert answer.data
    (entry,) = answer.data["auditLog"]["nodes"]
    assert (entry["action"], "It never met." in str(entry["detail"])) == ("edit.retract", True)


async def test_a_partnership_that_ended_goes_on_with_those_who_were_in_it(api: Api) -> None:
    record = await recorded(api, "Ended by mistake", A, B, C, started="2019")
    await change(api, "leavePartnership", id=record["id"], organisation=B, on="2021-07-31")
    ended = await change(
        api, "endPartnership", id=record["id"], version=record["version"], on="2024-08-31"
    )
    assert (ended["record"]["status"], ids(ended["record"])) == ("ENDED", [])
    given = {"id": record["id"], "version": ended["record"]["version"]}
    reopened = await change(api, "reopenPartnership", **given)
    assert reopened["errors"] == []
    assert (reopened["record"]["status"], reopened["record"]["ended"]) == ("ACTIVE", None)
    assert reopened["record"]["started"] == record["started"]
    assert ids(reopened["record"]) == [A, C]
    version = await api.store.data_version()
    again = await change(
        api, "reopenPartnership", id=record["id"], version=reopened["record"]["version"]
    )
    assert (again["errors"], again["record"]) == ([], reopened["record"])
    assert await api.store.data_version() == version
    assert codes(await change(api, "reopenPartnership", **given)) == [("STALE", ["version"])]
