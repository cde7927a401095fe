"""Networks, findings and versions as a front end asks for them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from partnermap import sample
from partnermap.api.execution import Answer, Api
from partnermap.api.schema import build_schema
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL, Access
from partnermap.store.bolt import Store


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> AsyncIterator[Api]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield Api(build_schema(), shared_store)


async def data(api: Api, query: str, access: Access = LOCAL, **variables: Any) -> Any:
    answer = await api.execute(query, variables, access=access)
    assert not answer.errors, answer.errors
    return answer.data


async def refused(api: Api, query: str) -> tuple[str, str]:
    answer: Answer = await api.execute(query, access=LOCAL)
    (error,) = answer.errors
    return error.get("extensions", {}).get("code", ""), error["message"]


ANALYSIS = """query ($scope: [Scope!]!, $layer: Layer!) {
  analysis(scope: $scope, layer: $layer) {
    scope layer organisations heard density isolates notKnown
    cutPoints { id stranding { organisations pupils } }
    bridges { ends }
    findings { id kind about affected sentence consequence silentAbout dataVersion
      measure { name value parameters reference } }
  }
}"""


async def test_the_findings_of_the_sample_name_what_was_planted(api: Api) -> None:
    found = (await data(api, ANALYSIS, scope=[sample.SCOPE], layer="WORKING"))["analysis"]
    names = {
        node["id"]: node["name"]
        for node in (await data(api, "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on"
        " Organisation { name } } }", ids=found["isolates"]))["nodes"]
    }  # fmt: skip
    assert len(names) == 3
    assert any("Cawderby" in name for name in names.values())
    youth = next(c for c in found["cutPoints"] if c["id"] == "charity:9900001")
    assert (len(youth["stranding"]["organisations"]), youth["stranding"]["pupils"]) == (7, 1715)
    assert found["bridges"]
    kinds = [finding["kind"] for finding in found["findings"]]
    assert {"JOINED_UP", "ON_THEIR_OWN", "NOT_KNOWN", "CUT_POINT", "CUT_PARTNERSHIP"} <= set(kinds)
    for finding in found["findings"]:
        assert finding["measure"]["reference"]
        assert finding["measure"]["parameters"]["scope"] == sample.SCOPE


async def test_nobody_asked_is_nobody_alone(api: Api) -> None:
    scope = ["org:la:992"]
    found = (await data(api, ANALYSIS, scope=scope, layer="WORKING"))["analysis"]
    assert found["heard"] == 0
    assert found["isolates"] == []
    assert found["density"] is None
    assert found["notKnown"] == ["la:992"]
    assert any("not known" in finding["sentence"] for finding in found["findings"])


async def test_layers_are_never_mixed(api: Api) -> None:
    query = """query ($layer: Layer!) { network(scope: ["la:990"], layer: $layer) {
      layer formalEdges { kind start end } workingEdges { start end weight partnerships }
      memberships { organisation partnership role } partnerships { id } nodes { id outside } } }"""
    working = (await data(api, query, layer="WORKING"))["network"]
    formal = (await data(api, query, layer="FORMAL"))["network"]
    both = (await data(api, query, layer="COMBINED"))["network"]
    assert working["formalEdges"] == [] and working["workingEdges"]
    assert formal["workingEdges"] == formal["memberships"] == [] and formal["formalEdges"]
    # Those that the formal ties add may work together too.
    assert all(edge in both["workingEdges"] for edge in working["workingEdges"])
    nodes = {node["id"] for node in both["nodes"]}
    assert all({e["start"], e["end"]} <= nodes for e in both["formalEdges"])
    for edge in both["workingEdges"]:
        members = {m["organisation"] for m in both["memberships"]}
        assert {edge["start"], edge["end"]} <= members
        assert 0 < edge["weight"] <= len(edge["partnerships"])


async def test_a_finding_keeps_its_id_and_says_under_which_access(api: Api) -> None:
    first, again = [
        (await data(api, ANALYSIS, scope=[sample.SCOPE], layer="WORKING"))["analysis"]
        for _ in range(2)
    ]
    public = await data(api, ANALYSIS, Access(), scope=[sample.SCOPE], layer="WORKING")
    assert first == again
    ids = {finding["id"] for finding in first["findings"]}
    assert not ids & {finding["id"] for finding in public["analysis"]["findings"]}


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ('{ network(scope: ["all"], hops: 9) { scope } }', "BAD_INPUT", "0 to 3"),
        ('{ network(scope: ["all"], limit: 0) { scope } }', "BAD_INPUT", "1 to 5000"),
        ('{ schools(after: "nonsense") { totalCount nodes { id } } }', "BAD_INPUT", "cursor"),
        ("{ schools(first: 5, last: 5) { nodes { id } } }", "BAD_INPUT", "not both"),
        ("{ schools(first: -1) { nodes { id } } }", "BAD_INPUT", "0 to 1000"),
        ("{ schools(first: 1001) { nodes { id } } }", "PAGE", "1,000"),
        ('{ schools(scope: ["moon:1"]) { totalCount } }', "BAD_INPUT", "diocese:CE32"),
        ('{ schools(asOf: "yesterday") { totalCount } }', "", "Date"),
    ],
)
async def test_what_cannot_be_asked_is_told_with_what_can(
    api: Api, query: str, code: str, words: str
) -> None:
    found, message = await refused(api, query)
    assert words in message
    assert found == code


async def test_the_answer_tells_its_cost_and_its_version(api: Api) -> None:
    answer = await api.execute("{ dataVersion schools(first: 10) { nodes { id } } }", access=LOCAL)
    assert answer.data is not None
    assert answer.data["dataVersion"] == await api.store.data_version()
    assert answer.body()["extensions"]["cost"] == answer.cost > 10
