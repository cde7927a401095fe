"""How one organisation is joined to another: read from both ends, on each layer and day."""

from collections.abc import AsyncIterator
from itertools import combinations
from typing import Any

import networkx as nx
import pytest

from partnermap import sample
from partnermap.analysis.networks.network import graph, project
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.errors import RefusedError
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL, PUBLIC, Scope
from partnermap.store import ways
from partnermap.store.bolt import Store
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer

PATH = """query ($from: ID!, $to: ID!, $layer: Layer! = WORKING, $asOf: Date) {
  path(from: $from, to: $to, layer: $layer, asOf: $asOf) {
    organisations { id name }
    steps { start end partnerships { id name } formalEdges { kind start end } state }
    silentAbout sentence dataVersion
  }
}"""
TRUST, SCHOOL, DYKERBY = "charity:9900001", "urn:900065", "urn:900082"
TARROWDALE = "urn:900071"


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> AsyncIterator[Api]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield Api(build_schema(), shared_store)


async def way(api: Api, start: str, end: str, **more: Any) -> Any:
    answer = await api.execute(PATH, {"from": start, "to": end, **more}, access=LOCAL)
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return answer.data["path"]


async def test_a_way_is_told_with_the_partnerships_along_it(api: Api) -> None:
    found = await way(api, SCHOOL, DYKERBY)
    assert found["sentence"] == (
        "Netherquill Church of England All-Through School works in “Netherquill and Wexmoor St "
        "Aldwin's” with Wexmoor St Aldwin's Church of England School, which works in “Wexmoor "
        "Rural Schools” with Wexmoor St Anne's Church of England Primary Academy, which works in "
        "“Fen Edge Transition Cluster” with Dykerby Church of England Primary Academy."
    )
    assert [node["id"] for node in found["organisations"]] == [
        found["steps"][0]["start"], *(step["end"] for step in found["steps"])
    ]  # fmt: skip
    assert {step["state"] for step in found["steps"]} == {"RECORDED"}
    assert (found["silentAbout"], found["dataVersion"]) == (0, await api.store.data_version())


async def test_a_formal_way_runs_up_to_what_both_belong_to(api: Api) -> None:
    found = await way(api, SCHOOL, DYKERBY, layer="FORMAL")
    assert found["sentence"] == (
        "Netherquill Church of England All-Through School belongs to Diocese of Aldermere, which "
        "holds Dykerby Church of England Primary Academy."
    )
    assert [edge["start"] for step in found["steps"] for edge in step["formalEdges"]] == [
        SCHOOL, DYKERBY
    ]  # fmt: skip


async def test_where_no_way_is_known_it_is_told_whether_there_may_be_one(api: Api) -> None:
    found = await way(api, SCHOOL, TARROWDALE)
    assert (found["organisations"], found["steps"]) == (None, None)
    assert found["silentAbout"] > 0
    assert found["sentence"].startswith("It is not known whether working partnerships join ")
    # A project joined the vale and the moor until 2023.
    joined = await way(api, SCHOOL, TARROWDALE, asOf="2022-01-01")
    assert "“Governors of Vale and Moor”" in joined["sentence"]


async def test_who_is_not_known_is_on_no_way(api: Api) -> None:
    assert await way(api, SCHOOL, "urn:1") is None
    answer = await api.execute(PATH, {"from": SCHOOL, "to": SCHOOL}, access=LOCAL)
    assert answer.errors[0]["message"] == "from and to are one organisation; name two."


async def test_a_partnership_out_of_sight_is_no_step(api: Api) -> None:
    ((name, *ends),) = await api.store.read(
        "MATCH (a:Organisation)-[r:MEMBER_OF]->(p:Partnership)<-[q:MEMBER_OF]-(b:Organisation) "
        "WHERE p.visibility = 'SIGNED_IN' AND a.id < b.id AND r.until >= '2026' "
        "AND q.until >= '2026' RETURN p.name, a.id, b.id ORDER BY a.id, b.id LIMIT 1"
    )
    assert name in (await way(api, *ends))["sentence"]
    given = {"from": ends[0], "to": ends[1]}
    answer = await api.execute(PATH, given, access=PUBLIC)
    assert answer.data is not None
    assert name not in answer.data["path"]["sentence"]


@pytest.mark.parametrize("layer", Layer)
async def test_ways_are_as_short_as_in_the_whole_network(api: Api, layer: Layer) -> None:
    whole = await read_network(api.store, Scope.parse("all"), layer, None, LOCAL, hops=0)
    projected = project(graph(whole, layer))
    far = dict(nx.all_pairs_shortest_path_length(projected))
    for one, other in [*combinations(sorted(projected), 2)][::499]:
        found = await way(api, one, other, layer=layer.value)
        steps = None if found["steps"] is None else len(found["steps"])
        assert steps == far[one].get(other)


async def test_a_search_that_looks_at_too_much_is_given_up(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "MOST", 20)
    with pytest.raises(RefusedError, match="within the nearest 20 ties"):
        await ways.read_ways(api.store, (SCHOOL, TRUST), Layer.WORKING, None, LOCAL)
