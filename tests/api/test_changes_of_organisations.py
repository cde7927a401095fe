"""Organisations added by hand, merged and told apart again, and ties reported absent."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL, Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.places import find_scope
from partnermap.store.writes import graph_hash
from partnermap.vocabulary import Station
from tests.api.changes import DIOCESE, LA, A, B, C, change, codes, fill, partnership


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    await fill(shared_store)
    return Api(build_schema(), shared_store)


async def added(api: Api, name: str, **more: Any) -> str:
    result = await change(api, "addOrganisation", input={"name": name, **more})
    assert (result["created"], result["errors"]) == (True, [])
    assert result["record"]["name"] == name
    return str(result["record"]["id"])


async def absent(api: Api, by: str, other: str) -> Any:
    given: dict[str, Any] = {"by": by, "with": other, "on": "2024"}
    return await change(api, "reportAbsent", **given)


async def found(api: Api, identifier: str) -> Any:
    query = """query ($id: ID!, $code: String!) {
      node(id: $id) { id }
      organisation(identifier: $code) { id name partnerships { nodes { name } } } }"""
    answer = await api.execute(query, {"id": identifier, "code": identifier}, access=LOCAL)
    assert not answer.errors, answer.errors
    return answer.data


async def test_a_number_is_the_id_and_its_form_is_checked(api: Api) -> None:
    assert await added(api, "Food bank", charityNumber="1234567") == "charity:1234567"
    id_ = await added(api, "Two numbers", charityNumber="7654321", companyNumber="1234")
    data = await found(api, "company:00001234")
    assert data["organisation"]["id"] == id_ == "charity:7654321"
    for name, number in (("charityNumber", "12"), ("companyNumber", "no number")):
        result = await change(api, "addOrganisation", input={"name": "X", name: number})
        assert codes(result) == [("INVALID", ["input", name])]


async def test_those_it_may_be_are_offered_first(api: Api) -> None:
    first = await added(api, "Youth Club", localAuthority=LA, postcode="ZZ1 1ZZ")
    alike = {"name": "youth  CLUB", "localAuthority": LA}
    offered = await change(api, "addOrganisation", input=alike)
    assert codes(offered) == [("DUPLICATE", ["input"])]
    assert (offered["candidates"], offered["record"]) == ([first], None)
    near = await change(api, "addOrganisation", input={"name": "Youth Club", "postcode": "zz1 1zz"})
    assert near["candidates"] == [first]
    await added(api, "Youth Club", diocese=DIOCESE, postcode="QQ9 9QQ")
    other = await change(api, "addOrganisation", input=alike, evenSo=True)
    assert other["created"]
    assert other["record"]["id"] != first


async def test_a_number_stands_for_one_organisation_whatever_is_said(api: Api) -> None:
    await added(api, "Numbered", charityNumber="2345678")
    again = await change(
        api, "addOrganisation", input={"name": "Other", "charityNumber": "2345678"}, evenSo=True
    )
    assert codes(again) == [("DUPLICATE", ["input"])]
    assert again["candidates"] == ["charity:2345678"]


async def test_a_place_that_is_none_is_told(api: Api) -> None:
    for name, id_ in (("localAuthority", DIOCESE), ("diocese", "diocese:XX99")):
        result = await change(api, "addOrganisation", input={"name": "Nowhere", name: id_})
        assert codes(result) == [("NOT_FOUND", ["input", name])]


async def test_a_merger_keeps_both_histories_and_can_be_undone(api: Api) -> None:
    keep = await added(api, "Hub", charityNumber="3456789", localAuthority=LA)
    other = await added(api, "The Hub", companyNumber="09999999", sector="Food", diocese=DIOCESE)
    for name, member in (("Kept's", keep), ("Other's", other)):
        await change(api, "recordPartnership", input=partnership(name, A, member))

    merged = await change(api, "mergeOrganisations", keep=keep, other=other)
    assert (merged["errors"], merged["record"]["id"]) == ([], keep)
    assert merged["record"]["name"] == "Hub"
    assert len(merged["record"]["partnerships"]["nodes"]) == 2
    for identifier in (keep, other):
        data = await found(api, identifier)
        assert data["node"] == {"id": keep}
        assert data["organisation"]["id"] == keep
        names = [node["name"] for node in data["organisation"]["partnerships"]["nodes"]]
        assert names == ["Kept's", "Other's"]
    record = await change(api, "recordPartnership", input=partnership("By its old id", B, other))
    assert [node["id"] for node in record["record"]["members"]["nodes"]] == [keep, B]
    assert codes(await change(api, "mergeOrganisations", keep=other, other=keep)) == [
        ("CONFLICT", ["keep"])
    ]

    await change(
        api, "endPartnership", id=record["record"]["id"], on="2024",
        version=record["record"]["version"],
    )  # fmt: skip
    undone = await change(api, "undoMerge", other=other)
    assert (undone["errors"], undone["record"]["id"]) == ([], other)
    assert undone["record"]["name"] == "The Hub"
    data = await found(api, other)
    assert data["node"] == {"id": other}
    assert data["organisation"]["partnerships"]["nodes"] == [{"name": "Other's"}]
    assert codes(await change(api, "undoMerge", other=other)) == [("NOT_FOUND", ["other"])]


async def test_merging_and_undoing_leaves_the_graph_as_it_was(api: Api) -> None:
    one, two, three = [await added(api, f"Chain {n}") for n in range(3)]
    for n, member in enumerate((one, two, three)):
        given = partnership(f"Link {n}", C, member, started="2020")
        await change(api, "recordPartnership", input=given)
    await absent(api, one, three)
    before = await graph_hash(api.store)
    assert (await change(api, "mergeOrganisations", keep=two, other=one))["errors"] == []
    assert (await change(api, "mergeOrganisations", keep=three, other=two))["errors"] == []
    data = await found(api, one)
    assert (data["node"], data["organisation"]["id"]) == ({"id": three}, three)
    assert len(data["organisation"]["partnerships"]["nodes"]) == 3
    assert (await change(api, "undoMerge", other=two))["errors"] == []
    assert (await found(api, one))["node"] == {"id": two}
    assert (await change(api, "undoMerge", other=one))["errors"] == []
    assert await graph_hash(api.store) == before


async def test_a_file_that_names_a_merged_organisation_speaks_of_the_one_kept(
    api: Api, tmp_path: Path
) -> None:
    keep = await added(api, "Pantry", charityNumber="4567890")
    other = await added(api, "Pantry of old", charityNumber="4567891")
    await change(api, "mergeOrganisations", keep=keep, other=other)
    file = tmp_path / "partnerships.csv"
    file.write_text(
        "row,partnership,kind,organisation,name\n"
        f"member,From a file,network,{other},Pantry of yore\n"
        f"member,From a file,network,{A},\n",
        encoding="utf-8",
    )
    for created in (2, 0):
        report = await run_import(api.store, "partnerships", file, published=date(2024, 1, 1))
        assert (report.created, report.pending, report.rejected) == (created, 0, 0)
    data = await found(api, other)
    assert (data["organisation"]["id"], data["organisation"]["name"]) == (keep, "Pantry")
    assert data["organisation"]["partnerships"]["nodes"] == [{"name": "From a file"}]
    assert (await change(api, "undoMerge", other=other))["errors"] == []
    assert (await found(api, keep))["organisation"]["partnerships"]["nodes"] == []
    data = await found(api, other)
    assert data["organisation"]["partnerships"]["nodes"] == [{"name": "From a file"}]


async def test_mergers_that_make_no_sense_are_refused(api: Api) -> None:
    one, two = await added(api, "Sense"), await added(api, "Nonsense")
    assert codes(await change(api, "mergeOrganisations", keep=one, other=one)) == [
        ("INVALID", ["other"])
    ]
    assert codes(await change(api, "mergeOrganisations", keep=A, other=one)) == [
        ("CONFLICT", ["other"])
    ]
    assert codes(await change(api, "mergeOrganisations", keep=one, other="org:none")) == [
        ("NOT_FOUND", ["other"])
    ]
    await change(api, "mergeOrganisations", keep=one, other=two)
    assert codes(await change(api, "mergeOrganisations", keep=two, other=one)) == [
        ("CONFLICT", ["keep"])
    ]


async def test_each_side_says_for_itself_that_there_is_no_tie(api: Api) -> None:
    query = (
        "query ($id: ID!) { node(id: $id) { ... on School { absences { saidBy since { earliest }"
    )
    query += " organisation { id } } } } }"
    for by, other in ((A, B), (B, A)):
        result = await absent(api, by, other)
        assert (result["errors"], result["created"]) == ([], True)
    for id_, other in ((A, B), (B, A)):
        answer = await api.execute(query, {"id": id_}, access=LOCAL)
        assert answer.data == {
            "node": {
                "absences": [
                    {
                        "saidBy": [f"edits:{A}/absent/{B}", f"edits:{B}/absent/{A}"],
                        "since": {"earliest": "2024-01-01"},
                        "organisation": {"id": other},
                    }
                ]
            }
        }
    taken = await change(api, "retract", fact=f"edits:{A}/absent/{B}")
    assert taken["errors"] == []
    answer = await api.execute(query, {"id": A}, access=LOCAL)
    assert answer.data is not None
    assert answer.data["node"]["absences"][0]["saidBy"] == [f"edits:{B}/absent/{A}"]
    assert codes(await absent(api, A, A)) == [("INVALID", ["with"])]


async def test_whatever_names_a_merged_organisation_means_what_it_is_now(api: Api) -> None:
    keep = await added(api, "Meant", charityNumber="5678123", localAuthority=LA)
    other = await added(api, "Named", companyNumber="08888888")
    await change(api, "recordPartnership", input=partnership("Of the merged", A, other))
    await change(api, "mergeOrganisations", keep=keep, other=other)
    query = """query ($id: String!, $ids: [ID!]!, $scope: [Scope!]!) {
      where: organisations(where: {and: [{id: {in: [$id]}}]}) { nodes { id } }
      not: organisations(where: {id: {notIn: [$id]}}, scope: $scope) { totalCount }
      scope: organisations(scope: $scope) { nodes { id } }
      nodes(ids: $ids) { id }
      organisation(identifier: $id) { id }
      search(text: "Meant", scope: $scope) { organisation { id } }
      network(scope: $scope) { nodes { id outside } }
      partnerships(where: {members: {some: {id: {in: [$id]}}}}) { nodes { name } } }"""
    given = {"id": other, "ids": [other], "scope": [f"org:{other}"]}
    answer = await api.execute(query, given, access=LOCAL)
    assert not answer.errors, answer.errors
    assert answer.data == {
        "where": {"nodes": [{"id": keep}]},
        "not": {"totalCount": 0},
        "scope": {"nodes": [{"id": keep}]},
        "nodes": [{"id": keep}],
        "organisation": {"id": keep},
        "search": [{"organisation": {"id": keep}}],
        "network": {"nodes": [{"id": keep, "outside": False}, {"id": A, "outside": True}]},
        "partnerships": {"nodes": [{"name": "Of the merged"}]},
    }
    # So does whoever was let in for the organisation that is no more.
    viewer = Access(within=Scope.parse(f"org:{other}"), station=Station.READER, subject="theirs")
    seen = await api.execute("{ organisations { nodes { id } } }", access=viewer)
    assert seen.data == {"organisations": {"nodes": [{"id": keep}]}}
    assert await find_scope(api.store, [f"org:{other}"]) == Scope.parse(f"org:{keep}")
    await change(api, "undoMerge", other=other)
    undone = await api.execute(query, given, access=LOCAL)
    assert undone.data is not None
    assert undone.data["where"] == {"nodes": [{"id": other}]}
