"""Who may change what: every mutation under every right that falls short of it."""

from typing import Any

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.vocabulary import Station
from tests.api.changes import (
    ARGUMENTS,
    DIOCESE,
    EDITOR,
    LA,
    OTHER_DIOCESE,
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

READERS = [
    Access(),
    Access(station=Station.READER, subject="reader", within=Scope.parse(DIOCESE)),
    Access(station=Station.IMPORTER, subject="importer", within=Scope.parse(DIOCESE)),
    Access(station=Station.READER, subject="reads all", everything=True),
]
ASKED: dict[str, dict[str, Any]] = {
    "recordPartnership": {"input": partnership("Theirs", C, D)},
    "updatePartnership": {"id": "", "version": "", "input": {"name": "Ours"}},
    "endPartnership": {"id": "", "on": "2024", "version": ""},
    "joinPartnership": {"id": "", "input": {"organisation": A}},
    "leavePartnership": {"id": "", "organisation": C, "on": "2024"},
    "confirmMembership": {"id": "", "organisation": C},
    "reportAbsent": {"by": C, "with": D},
    "retract": {"fact": ""},
    "addOrganisation": {"input": {"name": "Ours", "diocese": OTHER_DIOCESE}},
    "mergeOrganisations": {"keep": C, "other": D},
    "undoMerge": {"other": "org:merged"},
    "reopenPartnership": {"id": "", "version": ""},
    "openRound": {"input": {"name": "Theirs", "scope": [OTHER_DIOCESE]}},
    "resolveMatch": {"input": {"id": f"survey:theirs:{C}/partner/x", "nobody": True}},
    "setGoal": {"input": {"name": "Theirs", "owner": C}},
    "pursueGoal": {"goal": "", "partnership": ""},
    "recordMilestone": {"goal": "", "input": {"name": "Theirs"}},
    "recordObservation": {"measure": "", "input": {"day": "2024-01-01", "value": 1.0}},
}


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    await fill(shared_store)
    return Api(build_schema(), shared_store)


@pytest.fixture(scope="module")
async def hidden(api: Api) -> Any:
    """A partnership of the other diocese that only its members may see."""
    given = partnership("Theirs alone", C, D, visibility="MEMBERS")
    return (await change(api, "recordPartnership", STRANGER, input=given))["record"]


def test_every_change_is_tried() -> None:
    mutation = build_schema().mutation_type
    assert mutation is not None
    assert set(ASKED) == set(ARGUMENTS) <= set(mutation.fields)


@pytest.mark.parametrize("access", READERS, ids=lambda access: access.subject or "public")
@pytest.mark.parametrize("name", ASKED)
async def test_who_may_not_edit_changes_nothing(api: Api, access: Access, name: str) -> None:
    before = await api.store.data_version()
    result = await change(api, name, access, **ASKED[name])
    assert codes(result) == [("DENIED", [])]
    assert await api.store.data_version() == before


@pytest.mark.parametrize("name", ASKED)
async def test_an_editor_changes_nothing_of_another_diocese(
    api: Api, hidden: Any, name: str
) -> None:
    given = dict(ASKED[name])
    of_hidden = {"id": hidden["id"], "version": hidden["version"]}
    given |= {key: value for key, value in of_hidden.items() if key in given}
    if name == "retract":
        given["fact"] = hidden["members"]["edges"][0]["saidBy"][0]
    before = await api.store.data_version()
    result = await change(api, name, EDITOR, **given)
    (error,) = result["errors"]
    # What an editor may not see is not there for them.
    mine = ("recordPartnership", "reportAbsent", "addOrganisation", "openRound", "setGoal")
    seen = name in mine
    assert error["code"] == ("DENIED" if seen else "NOT_FOUND")
    assert hidden["name"] not in error["message"]
    assert result["record"] is None
    assert await api.store.data_version() == before


async def test_what_is_public_may_be_seen_and_not_changed(api: Api) -> None:
    record = (await change(api, "recordPartnership", STRANGER, input=partnership("Open", C, D)))[
        "record"
    ]
    given = {"id": record["id"], "version": record["version"]}
    ended = await change(api, "endPartnership", EDITOR, on="2024", **given)
    assert codes(ended) == [("DENIED", ["id"])]
    left = await change(api, "leavePartnership", EDITOR, id=record["id"], organisation=C, on="2024")
    assert codes(left) == [("DENIED", ["organisation"])]


async def test_an_editor_takes_back_that_a_partnership_of_theirs_ended(api: Api) -> None:
    given = partnership("Ended too soon", A, C)
    record = (await change(api, "recordPartnership", EDITOR, input=given))["record"]
    left = {"id": record["id"], "version": record["version"], "on": "2024-08-31"}
    ended = (await change(api, "endPartnership", EDITOR, **left))["record"]
    again = {"id": ended["id"], "version": ended["version"]}
    reopened = await change(api, "reopenPartnership", EDITOR, **again)
    assert (reopened["errors"], reopened["record"]["status"]) == ([], "ACTIVE")
    theirs = partnership("Ended by them", C, D, ended="2024")
    other = (await change(api, "recordPartnership", STRANGER, input=theirs))["record"]
    refused = await change(
        api, "reopenPartnership", EDITOR, id=other["id"], version=other["version"]
    )
    assert codes(refused) == [("DENIED", ["id"])]


async def test_one_that_ended_stays_with_those_who_were_in_it_to_the_last(api: Api) -> None:
    name = "Among us until it ended"
    given = partnership(name, A, B, C, visibility="MEMBERS")
    record = (await change(api, "recordPartnership", EDITOR, input=given))["record"]
    left = {"id": record["id"], "organisation": B, "on": "2023-08-31"}
    record = (await change(api, "leavePartnership", EDITOR, **left))["record"]
    viewers = [None, *(Scope.parse(f"org:{id_}") for id_ in (A, B, C, D))]

    async def seen(day: str | None = None) -> list[bool]:
        """Whether the public sees it, and whoever may see one of the four."""
        query = """query ($name: String!, $day: Date) {
          partnerships(where: { name: { contains: $name } }, asOf: $day) { totalCount } }"""
        found = []
        for within in viewers:
            access = Access(within=within, station=Station.READER, subject="reader")
            answer = await api.execute(query, {"name": name, "day": day}, access=access)
            assert answer.data is not None, answer.errors
            found.append(answer.data["partnerships"]["totalCount"] == 1)
        return found

    before = await seen()
    assert before == [False, True, False, True, False]
    over = {"id": record["id"], "version": record["version"], "on": "2024-08-31"}
    ended = await change(api, "endPartnership", EDITOR, **over)
    assert (ended["errors"], ended["record"]["name"]) == ([], name)
    assert await seen() == before
    assert await seen("2024-01-01") == before
    again = {"id": record["id"], "version": ended["record"]["version"]}
    reopened = await change(api, "reopenPartnership", EDITOR, **again)
    assert reopened["errors"] == []
    assert reopened["record"]["status"] == "ACTIVE"
    assert await seen() == before


async def test_members_of_others_are_claimed_until_their_side_confirms(api: Api) -> None:
    given = partnership("Across the border", A, C)
    record = (await change(api, "recordPartnership", EDITOR, input=given))["record"]
    query = """query ($id: ID!) { node(id: $id) { ... on Partnership {
      members { edges { claimed node { id } } } } } }"""

    async def claimed() -> Any:
        answer = await api.execute(
            query, {"id": record["id"]}, access=Access(True, station=Station.READER)
        )
        assert answer.data is not None
        edges = answer.data["node"]["members"]["edges"]
        return {edge["node"]["id"]: edge["claimed"] for edge in edges}

    assert await claimed() == {A: False, C: True}
    mine = await change(api, "confirmMembership", EDITOR, id=record["id"], organisation=C)
    assert codes(mine) == [("DENIED", ["organisation"])]
    theirs = await change(api, "confirmMembership", STRANGER, id=record["id"], organisation=C)
    assert theirs["errors"] == []
    assert await claimed() == {A: False, C: False}


async def test_an_editor_keeps_records_for_organisations_of_theirs(api: Api) -> None:
    other = await change(
        api, "recordPartnership", EDITOR, input=partnership("Kept", A, B, owner=OTHER_DIOCESE)
    )
    assert codes(other) == [("DENIED", ["input", "owner"])]
    own = await change(
        api, "recordPartnership", EDITOR, input=partnership("Kept", A, B, owner=DIOCESE)
    )
    assert own["created"]


async def test_an_editor_adds_organisations_where_they_edit(api: Api) -> None:
    result = await change(
        api, "addOrganisation", EDITOR, input={"name": "Own hall", "diocese": DIOCESE}
    )
    assert (result["created"], result["record"]["name"]) == (True, "Own hall")
    for given in ({}, {"localAuthority": LA}):
        result = await change(api, "addOrganisation", EDITOR, input={"name": "Far hall", **given})
        assert codes(result) == [("DENIED", ["input"])]
