"""Goals set, pursued, measured and observed through the API, on each engine."""

from typing import Any

import pytest

from partnermap.analysis import analyse
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.scope import LOCAL, PUBLIC, Access, Scope
from partnermap.store import writes
from partnermap.store.bolt import Store
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer
from tests.api.changes import (
    DIOCESE,
    EDITOR,
    STRANGER,
    A,
    B,
    C,
    D,
    change,
    codes,
    fill,
    partnership,
)

DUE, ON_THE_WAY = "2026-07-31", "2024-10-01"
GOALS = """query ($id: ID!, $day: Date) { node(id: $id, asOf: $day) { ... on Goal {
  status milestones { status measures { status latest { value } observations { value } } } } } }"""
FACTS = """query ($id: ID!) { node(id: $id) { ... on Goal { facts { key } milestones { measures {
  observations { facts { key source { id } } } } } } } }"""


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    await fill(shared_store)
    return Api(build_schema(), shared_store)


async def made(api: Api, name: str, access: Access = LOCAL, **given: Any) -> Any:
    """The record of a change that nothing stood in the way of."""
    result = await change(api, name, access, **given)
    assert result["errors"] == []
    return result["record"]


async def goal(api: Api, name: str, **more: Any) -> Any:
    given = {"name": name, "owner": DIOCESE, "started": "2023-08-01", "due": DUE} | more
    return await made(api, "setGoal", input=given)


def attendance(**more: Any) -> dict[str, Any]:
    """A milestone that is reached at 96% of pupils here, from 93%."""
    measure = {"name": "Pupils here", "unit": "%", "baseline": 93.0, "target": 96.0}
    return {"name": "At 96%", "due": DUE, "measures": [measure | more]}


async def measured(api: Api, name: str) -> tuple[str, str]:
    """A goal with a milestone: its id, and that of the one measure."""
    id_ = (await goal(api, name))["id"]
    record = await made(api, "recordMilestone", goal=id_, input=attendance())
    return id_, record["milestones"][0]["measures"][0]["id"]


async def observed(api: Api, measure: str, day: str, value: float, **more: Any) -> Any:
    given = {"day": day, "value": value} | more
    return await made(api, "recordObservation", measure=measure, input=given)


async def asked(api: Api, id_: str, day: str | None = None) -> Any:
    answer = await api.execute(GOALS, {"id": id_, "day": day}, access=LOCAL)
    assert answer.data is not None, answer.errors
    return answer.data["node"]


async def facts(api: Api, id_: str) -> tuple[list[Any], list[Any]]:
    """What says a goal, and what says the newest observation of its one measure."""
    answer = await api.execute(FACTS, {"id": id_}, access=LOCAL)
    assert answer.data is not None, answer.errors
    node = answer.data["node"]
    return node["facts"], node["milestones"][0]["measures"][0]["observations"][0]["facts"]


async def test_a_goal_is_recorded_and_answered_as_it_is_stored(api: Api) -> None:
    before = await api.store.data_version()
    record = await goal(
        api, " Every child  in school", description="No day lost.", themes=["SEND", "ATTENDANCE"],
        due="2026-07", ended="2027",
    )  # fmt: skip
    assert (record["name"], record["description"]) == ("Every child in school", "No day lost.")
    assert (record["themes"], record["due"]) == (["ATTENDANCE", "SEND"], DUE)
    assert record["owner"] == {"id": DIOCESE}
    assert (record["status"], record["milestones"]) == ("UNKNOWN", [])
    assert await api.store.data_version() == before + 1
    query = "query ($id: String!) { organisation(identifier: $id) { goals { nodes { id } } } }"
    answer = await api.execute(query, {"id": DIOCESE}, access=LOCAL)
    assert answer.data is not None
    assert {"id": record["id"]} in answer.data["organisation"]["goals"]["nodes"]


async def test_set_again_in_the_same_words_it_is_there(api: Api) -> None:
    record = await goal(api, "Twice")
    version = await api.store.data_version()
    assert await goal(api, "Twice") == record
    assert await api.store.data_version() == version
    given = {"name": "TWICE", "owner": DIOCESE}
    assert codes(await change(api, "setGoal", input=given)) == [("DUPLICATE", ["input", "name"])]


async def test_a_goal_is_changed_by_whoever_has_seen_it(api: Api) -> None:
    record = await goal(api, "Before", description="First.")
    given = {"id": record["id"], "version": record["version"]}
    changed = await made(
        api, "setGoal", **given, input={"name": "After", "owner": DIOCESE, "due": "2027-07-31"}
    )
    assert (changed["id"], changed["name"], changed["due"]) == (record["id"], "After", "2027-07-31")
    assert (changed["description"], changed["started"]) == (None, None)
    stale = await change(api, "setGoal", **given, input={"name": "Third", "owner": DIOCESE})
    assert codes(stale) == [("STALE", ["version"])]
    assert "the name from Before to After" in stale["errors"][0]["message"]
    unseen = await change(api, "setGoal", id=record["id"], input={"name": "X", "owner": DIOCESE})
    assert codes(unseen) == [("INVALID", ["version"])]
    now = {"id": record["id"], "version": changed["version"]}
    moved = await change(api, "setGoal", **now, input={"name": "After", "owner": A})
    assert codes(moved) == [("CONFLICT", ["input", "owner"])]


async def test_a_partnership_pursues_a_goal_ceases_to_and_does_so_again(api: Api) -> None:
    id_ = (await goal(api, "Pursued"))["id"]
    record = await made(api, "recordPartnership", input=partnership("Pursuers", A, B))
    both = {"goal": id_, "partnership": record["id"]}
    found = await made(api, "pursueGoal", **both, since="2023-09")
    assert found["partnerships"]["nodes"] == [{"id": record["id"]}]
    again = await change(api, "pursueGoal", **both, since="2023-09")
    assert (again["created"], again["record"]) == (False, found)
    ended = await made(api, "pursueGoal", **both, until="2024-07-31")
    assert ended["partnerships"]["nodes"] == []
    query = """query ($id: ID!, $day: Date) { node(id: $id, asOf: $day) { ... on Partnership {
      goals { edges { node { id } since { earliest } until { latest } } } } } }"""
    on = {"id": record["id"], "day": "2024-01-01"}
    answer = await api.execute(query, on, access=LOCAL)
    edge = {"node": {"id": id_}, "since": {"earliest": "2023-09-01"}}
    until = {"until": {"latest": "2024-07-31"}}
    assert answer.data == {"node": {"goals": {"edges": [edge | until]}}}
    back = await made(api, "pursueGoal", **both)
    assert back["partnerships"]["edges"][0]["since"] == {"earliest": "2024-08-01"}
    answer = await api.execute(query, on, access=LOCAL)
    assert answer.data == {"node": {"goals": {"edges": [edge | until]}}}
    (key,) = back["partnerships"]["edges"][0]["saidBy"]
    taken = await change(api, "retract", fact=key)
    assert (taken["errors"], taken["record"]) == ([], {"id": id_})
    answer = await api.execute(query, {"id": record["id"], "day": None}, access=LOCAL)
    assert answer.data == {"node": {"goals": {"edges": []}}}


async def test_a_milestone_is_changed_by_its_version_and_keeps_what_was_observed(api: Api) -> None:
    id_, measure = await measured(api, "Measured")
    await observed(api, measure, ON_THE_WAY, 94.0)
    same = await change(api, "recordMilestone", goal=id_, input=attendance())
    assert (same["created"], same["errors"]) == (False, [])
    other = await change(api, "recordMilestone", goal=id_, input=attendance(target=97.0))
    assert codes(other) == [("DUPLICATE", ["input", "name"])]
    (milestone,) = same["record"]["milestones"]
    given = {"goal": id_, "version": milestone["version"]}
    (changed,) = (await made(api, "recordMilestone", **given, input=attendance(target=97.0)))[
        "milestones"
    ]
    assert changed["measures"][0]["target"] == 97.0
    assert changed["measures"][0]["latest"] == {"day": ON_THE_WAY, "value": 94.0}
    stale = await change(api, "recordMilestone", **given, input=attendance(target=98.0))
    assert codes(stale) == [("STALE", ["version"])]
    assert "the measures from Pupils here % 93.0 96.0" in stale["errors"][0]["message"]
    without = {"goal": id_, "version": changed["version"]}
    empty = {"name": "At 96%", "due": DUE}
    left = await made(api, "recordMilestone", **without, input=empty)
    assert left["milestones"][0]["measures"] == []


async def test_where_it_stands_follows_from_what_was_observed_by_the_day(api: Api) -> None:
    id_, measure = await measured(api, "Followed")
    await observed(api, measure, "2024-02-01", 93.6)
    record = await observed(api, measure, ON_THE_WAY, 93.7, note="A hard winter.")
    (milestone,) = record["milestones"]
    newest, oldest = milestone["measures"][0]["observations"]
    assert (newest["value"], newest["note"], oldest["value"]) == (93.7, "A hard winter.", 93.6)
    _, (said,) = await facts(api, id_)
    assert said["source"] == {"id": f"edits:{DIOCESE}"}
    stood = {
        day: await asked(api, id_, day)
        for day in ("2023-12-31", "2024-03-01", "2025-01-01", DUE, "2026-08-01")
    }
    assert [found["status"] for found in stood.values()] == [
        "UNKNOWN", "ON_TRACK", "AT_RISK", "AT_RISK", "MISSED",
    ]  # fmt: skip
    assert stood["2024-03-01"]["milestones"] == [
        {"status": "ON_TRACK", "measures": [{
            "status": "ON_TRACK", "latest": {"value": 93.6}, "observations": [{"value": 93.6}],
        }]}
    ]  # fmt: skip
    await observed(api, measure, "2025-01-01", 96.0)
    assert (await asked(api, id_, "2025-02-01"))["status"] == "MET"
    assert (await asked(api, id_, "2025-02-01"))["milestones"][0]["status"] == "MET"


async def test_another_value_of_a_day_is_put_in_place_of_it_on_purpose_alone(api: Api) -> None:
    id_, measure = await measured(api, "Corrected")
    await observed(api, measure, ON_THE_WAY, 0.0)
    wrong: dict[str, Any] = {"measure": measure, "input": {"day": ON_THE_WAY, "value": 95.0}}
    assert codes(await change(api, "recordObservation", **wrong)) == [
        ("DUPLICATE", ["input", "day"])
    ]
    record = await made(api, "recordObservation", **wrong, instead=True)
    (observation,) = record["milestones"][0]["measures"][0]["observations"]
    assert observation["value"] == 95.0
    described, (fact,) = await facts(api, id_)
    taken = await change(api, "retract", fact=fact["key"])
    assert (taken["errors"], taken["record"]) == ([], {"id": id_})
    assert (await asked(api, id_))["milestones"][0]["measures"][0]["latest"] is None
    again = await observed(api, measure, ON_THE_WAY, 94.5)
    assert again["milestones"][0]["measures"][0]["latest"]["value"] == 94.5
    refused = await change(api, "retract", fact=described[0]["key"])
    assert codes(refused) == [("CONFLICT", ["fact"])]


LONG = "x" * 1001
MEASURE = {"name": "n", "target": 1.0}


@pytest.mark.parametrize(
    ("name", "given", "code", "path"),
    [
        ("setGoal", {"name": " "}, "INVALID", ["name"]),
        ("setGoal", {"owner": "urn:999999"}, "NOT_FOUND", ["owner"]),
        ("setGoal", {"description": LONG}, "INVALID", ["description"]),
        ("setGoal", {"due": "soon"}, "INVALID", ["due"]),
        ("setGoal", {"due": "9999"}, "INVALID", ["due"]),
        ("setGoal", {"started": "2024", "due": "2023-12-31"}, "INVALID", ["due"]),
        ("setGoal", {"started": "2024", "ended": "2023"}, "INVALID", ["ended"]),
        ("recordMilestone", {"name": "\u2066"}, "INVALID", ["name"]),
        ("recordMilestone", {"due": "2023-07-31"}, "INVALID", ["due"]),
        ("recordMilestone", {"measures": [MEASURE] * 21}, "INVALID", ["measures"]),
        ("recordMilestone", {"measures": [MEASURE, MEASURE | {"name": " N "}]}, "INVALID",
         ["measures", "1", "name"]),
        ("recordMilestone", {"measures": [MEASURE | {"baseline": 2.0}]}, "INVALID",
         ["measures", "0", "target"]),
        ("recordMilestone", {"measures": [MEASURE | {"baseline": 0.0, "direction": "DECREASE"}]},
         "INVALID", ["measures", "0", "target"]),
        ("recordMilestone", {"measures": [MEASURE | {"target": 1e13}]}, "INVALID",
         ["measures", "0", "target"]),
        ("recordMilestone", {"measures": [MEASURE | {"unit": "x" * 41}]}, "INVALID",
         ["measures", "0", "unit"]),
        ("recordObservation", {"day": "2024-10"}, "INVALID", ["day"]),
        ("recordObservation", {"day": "2199-01-01"}, "INVALID", ["day"]),
        ("recordObservation", {"value": -1e300}, "INVALID", ["value"]),
        ("recordObservation", {"note": "zero\u200bwidth"}, "INVALID", ["note"]),
    ],
)  # fmt: skip
async def test_what_cannot_be_recorded_is_told_with_its_place(
    api: Api, name: str, given: dict[str, Any], code: str, path: list[str]
) -> None:
    id_, measure = await measured(api, "Tried")
    usual: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "setGoal": ({}, {"name": "Bad", "owner": DIOCESE}),
        "recordMilestone": ({"goal": id_}, {"name": "Bad"}),
        "recordObservation": ({"measure": measure}, {"day": ON_THE_WAY, "value": 1.0}),
    }
    of, content = usual[name]
    before = await api.store.data_version()
    result = await change(api, name, **of, input=content | given)
    assert codes(result) == [(code, ["input", *path])]
    assert result["record"] is None
    assert await api.store.data_version() == before


@pytest.mark.parametrize(
    ("name", "given", "path"),
    [
        ("recordMilestone", {"goal": DIOCESE, "input": {"name": "x"}}, "goal"),
        ("recordObservation", {"measure": A, "input": {"day": ON_THE_WAY, "value": 1.0}},
         "measure"),
        ("pursueGoal", {"goal": A, "partnership": "partnership:0"}, "goal"),
    ],
)  # fmt: skip
async def test_what_is_no_goal_is_not_found(
    api: Api, name: str, given: dict[str, Any], path: str
) -> None:
    assert codes(await change(api, name, **given)) == [("NOT_FOUND", [path])]


async def test_who_may_change_and_who_may_see_a_goal(api: Api) -> None:
    given = {"name": "Among us", "owner": DIOCESE, "visibility": "MEMBERS"}
    record = await made(api, "setGoal", EDITOR, input=given)
    id_, name = record["id"], record["name"]
    after = await made(api, "recordMilestone", EDITOR, goal=id_, input=attendance())
    measure = after["milestones"][0]["measures"][0]["id"]
    observation = {"measure": measure, "input": {"day": ON_THE_WAY, "value": 94.0}}
    theirs = await change(api, "recordObservation", STRANGER, **observation)
    assert codes(theirs) == [("NOT_FOUND", ["measure"])]
    shared = partnership("With the neighbours", C, D, visibility="MEMBERS")
    partners = (await made(api, "recordPartnership", STRANGER, input=shared))["id"]
    hidden = await change(api, "pursueGoal", STRANGER, goal=id_, partnership=partners)
    assert codes(hidden) == [("NOT_FOUND", ["goal"])]
    await made(api, "pursueGoal", goal=id_, partnership=partners)
    # Now that they pursue it they see it, and say what they observe; it stays its owner's.
    seen = await made(api, "recordObservation", STRANGER, **observation)
    assert seen["name"] == name
    denied = await change(api, "recordMilestone", STRANGER, goal=id_, input={"name": "More"})
    assert codes(denied) == [("DENIED", ["goal"])]
    version = {"id": id_, "version": record["version"]}
    taken = await change(api, "setGoal", STRANGER, **version, input=given | {"owner": C})
    assert codes(taken) == [("DENIED", ["id"])]
    query = """{ goals { nodes { id } } partnerships { nodes { facts { key } } }
      organisations(first: 10) { nodes { goals(first: 20) { nodes { id } } facts { key }
        partnerships(first: 9) { nodes { goals(first: 9) { nodes { id } } } } } } }"""
    whole = await api.execute(query, access=LOCAL)
    assert id_ in str(whole.data)
    public = await api.execute(query, access=PUBLIC)
    assert id_ not in str(public.data)
    ids = {"ids": [id_]}
    by_id = await api.execute("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids,
                              access=PUBLIC)  # fmt: skip
    assert by_id.data == {"nodes": [None]}


async def test_goals_are_filtered_and_found_by_place(api: Api) -> None:
    first = await goal(api, "Sorted 1", owner=A, themes=["FAITH"], due="2025-01-01")
    second = await goal(api, "Sorted 2", owner=C, due="2025-06-30", started="2024")
    pursuer = await made(api, "recordPartnership", input=partnership("Sorters", D))
    await made(api, "pursueGoal", goal=second["id"], partnership=pursuer["id"])

    async def found(arguments: str) -> list[str]:
        text = f"{{ goals({arguments}) {{ nodes {{ name }} }} }}"
        answer = await api.execute(text, access=LOCAL)
        assert answer.data is not None, answer.errors
        return [node["name"] for node in answer.data["goals"]["nodes"]]

    one, both, two = [first["name"]], [first["name"], second["name"]], [second["name"]]
    named = 'name: {startsWith: "sorted"}'
    assert await found(f"where: {{{named}}}") == both
    assert await found(f"where: {{{named}}}, orderBy: STARTED_DESC") == both[::-1]
    assert await found(f"where: {{{named}, theme: {{in: [FAITH]}}}}") == one
    assert await found(f'where: {{{named}, due: {{gte: "2025-01-02"}}}}') == two
    assert await found(f'where: {{{named}, owner: {{id: {{in: ["{A}"]}}}}}}') == one
    assert await found(f"where: {{{named}, partnerships: {{none: {{}}}}}}") == one
    assert await found(f'where: {{{named}}}, scope: ["{DIOCESE}"]') == one
    assert await found(f'where: {{{named}}}, scope: ["org:{D}"]') == two
    assert await found(f'where: {{{named}}}, asOf: "2023-12-31"') == one


async def test_a_goal_goes_with_its_owner_into_another_record(api: Api) -> None:
    hubs = [(await made(api, "addOrganisation", input={"name": f"Hub {n}"}))["id"] for n in (1, 2)]
    record = await goal(api, "Of the hub", owner=hubs[1])
    await made(api, "mergeOrganisations", keep=hubs[0], other=hubs[1])
    query = "query ($id: ID!) { node(id: $id) { ... on Goal { owner { id } } } }"
    answer = await api.execute(query, {"id": record["id"]}, access=LOCAL)
    assert answer.data == {"node": {"owner": {"id": hubs[0]}}}
    await made(api, "undoMerge", other=hubs[1])
    answer = await api.execute(query, {"id": record["id"]}, access=LOCAL)
    assert answer.data == {"node": {"owner": {"id": hubs[1]}}}


async def test_what_lacks_a_goal_and_what_goal_lacks_a_partnership_is_found(api: Api) -> None:
    place = Scope.parse(f"org:{B}")
    alone = await made(api, "recordPartnership", input=partnership("Without an aim", B))

    async def told() -> dict[str, tuple[str, ...]]:
        network = await read_network(api.store, place, Layer.WORKING, None, LOCAL)
        found = analyse(network).findings
        return {f.kind: f.about for f in found if "GOAL" in f.kind}

    assert await told() == {}
    record = await goal(api, "Nobody's yet", owner=B, due="2199-12-31")
    lacking = await told()
    assert lacking["GOALS_NOT_PURSUED"] == (record["id"],)
    assert alone["id"] in lacking["WITHOUT_A_GOAL"]
    await made(api, "pursueGoal", goal=record["id"], partnership=alone["id"])
    after = await told()
    assert "GOALS_NOT_PURSUED" not in after
    assert alone["id"] not in after.get("WITHOUT_A_GOAL", ())


async def test_goals_are_part_of_what_tells_two_graphs_apart(api: Api) -> None:
    before = await writes.graph_hash(api.store)
    _, measure = await measured(api, "Counted")
    with_goal = await writes.graph_hash(api.store)
    await observed(api, measure, ON_THE_WAY, 94.0)
    assert len({before, with_goal, await writes.graph_hash(api.store)}) == 3
