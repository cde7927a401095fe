"""Positions and patterns through the API: the numbers that the measures give, lists kept short."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from partnermap import sample
from partnermap.analysis import Analysis
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.commands.asking import analysis_of
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL
from partnermap.store.bolt import Store
from partnermap.vocabulary import Grouping, Layer

QUERY = """query ($scope: [Scope!]!, $layer: Layer!, $first: Int!, $by: Grouping!) {
  analysis(scope: $scope, layer: $layer) {
    summary { organisations ties density components isolates degreeCentralisation coreFit
      modularity degreeAssortativity multiplexity multiplex }
    brokers(first: $first, by: $by) { id partners betweenness constraint effectiveSize
      coordinator consultant gatekeeper liaison unplaced }
    hubs(first: $first) { heard median threshold overloaded { id load } }
    keyPlayers {
      departures { before gap sets best { organisations value } optimum { value } }
      reach { before gap sets greedy { value } best { organisations value } optimum { value } } }
    core(first: $first) { fit size members numbers { id number } }
    communities(first: $first) { modularity seed count clusters agreement { by adjustedRand } }
    mixing(first: $first, by: $by) { by assortativity expected unplaced
      overall { external internal index } groups { group external internal index }
      matrix { groups ties pairs } }
    overlap(by: $by) { pairs working formal both unplaced formalAmongWorking formalByChance
      workingAmongFormal workingByChance }
  }
}"""


@pytest.fixture(scope="module")
async def store(shared_store: Store) -> AsyncIterator[Store]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield shared_store


@pytest.fixture(scope="module")
async def api(store: Store) -> Api:
    return Api(build_schema(), store)


async def asked(api: Api, **variables: Any) -> Any:
    given = {"scope": [sample.SCOPE], "layer": "WORKING", "first": 1000, "by": "TRUST"}
    answer = await api.execute(QUERY, given | variables, access=LOCAL)
    assert not answer.errors, answer.errors
    assert answer.data
    return answer.data["analysis"]


@pytest.fixture(scope="module")
async def study(store: Store) -> Analysis:
    return await analysis_of(store, [sample.SCOPE], Layer.WORKING, None)


async def test_positions_are_what_the_measures_give(api: Api, study: Analysis) -> None:
    found = await asked(api)
    brokers = {broker.pop("id"): broker for broker in found["brokers"]}
    assert study.betweenness
    assert brokers.keys() == study.betweenness.keys()
    order = [broker["betweenness"] for broker in brokers.values()]
    assert order == sorted(order, reverse=True)
    for id_, broker in brokers.items():
        roles = study.brokerage[Grouping.TRUST][id_]
        assert broker == {
            "partners": study.projected.degree[id_],
            "betweenness": study.betweenness[id_],
            "constraint": study.constraint[id_],
            "effectiveSize": study.effective_size[id_],
            "coordinator": roles.coordinator,
            "consultant": roles.consultant,
            "gatekeeper": roles.gatekeeper,
            "liaison": roles.liaison,
            "unplaced": roles.unplaced,
        }
    assert found["hubs"]["threshold"] == study.hubs.threshold
    assert [hub["id"] for hub in found["hubs"]["overloaded"]] == [*study.hubs.overloaded]
    assert study.core
    assert (found["core"]["fit"], found["core"]["members"]) == (
        study.core.fit,
        [*study.core.members],
    )
    assert {n["id"]: n["number"] for n in found["core"]["numbers"]} == study.core_numbers


async def test_key_players_say_how_far_from_the_best_they_may_be(api: Api, study: Analysis) -> None:
    found = (await asked(api))["keyPlayers"]
    for kind, players in (("departures", study.departures), ("reach", study.reach)):
        told = found[kind]
        assert told["best"] == {
            "organisations": [*players.best.organisations],
            "value": players.best.value,
        }
        assert (told["gap"], told["sets"]) == (players.gap, players.sets)
    assert (
        found["reach"]["optimum"]["value"] - found["reach"]["greedy"]["value"]
        == (found["reach"]["gap"])
    )
    assert found["departures"]["optimum"] is found["departures"]["gap"] is None


async def test_patterns_are_what_the_measures_give(api: Api, study: Analysis) -> None:
    found = await asked(api, by="PLACE")
    leaning, overlap = study.leanings[Grouping.PLACE], study.overlap[Grouping.PLACE]
    mixing = found["mixing"]
    assert mixing["overall"] == {
        "external": leaning.overall.external,
        "internal": leaning.overall.internal,
        "index": leaning.overall.index,
    }
    assert (mixing["expected"], mixing["unplaced"]) == (leaning.expected, leaning.unplaced)
    assert mixing["assortativity"] == study.assortativity[Grouping.PLACE]
    assert {g["group"]: g["index"] for g in mixing["groups"]} == {
        group: of.index for group, of in leaning.groups.items()
    }
    met = {tuple(m["groups"]): (m["ties"], m["pairs"]) for m in mixing["matrix"]}
    assert met == {pair: (of.ties, of.pairs) for pair, of in study.mixing[Grouping.PLACE].items()}
    assert found["overlap"]["both"] == overlap.both
    assert found["overlap"]["formalByChance"] == overlap.formal_by_chance
    communities = found["communities"]
    assert communities["clusters"] == [[*cluster] for cluster in study.clusters.members]
    assert {a["by"]: a["adjustedRand"] for a in communities["agreement"]} == {
        by: study.agreement[by] for by in Grouping
    }
    assert found["summary"] == {
        "organisations": len(study.projected),
        "ties": study.projected.size(),
        "density": study.cohesion.density,
        "components": len(study.cohesion.components),
        "isolates": 3,
        "degreeCentralisation": study.centralisation,
        "coreFit": study.core and study.core.fit,
        "modularity": study.clusters.modularity,
        "degreeAssortativity": study.degree_assortativity,
        "multiplexity": study.multiplexity.mean,
        "multiplex": study.multiplexity.several,
    }


async def test_lists_are_as_long_as_was_asked(api: Api) -> None:
    found, all_ = await asked(api, first=2, by="PLACE"), await asked(api, by="PLACE")
    assert found["brokers"] == all_["brokers"][:2]
    assert found["core"]["members"] == all_["core"]["members"][:2]
    assert found["core"]["numbers"] == all_["core"]["numbers"][:2]
    assert found["communities"]["clusters"] == all_["communities"]["clusters"][:2]
    assert found["mixing"]["groups"] == all_["mixing"]["groups"][:2]
    assert found["mixing"]["matrix"] == all_["mixing"]["matrix"][:2]
    assert (found["core"]["size"], found["communities"]["count"]) == (
        all_["core"]["size"],
        all_["communities"]["count"],
    )


@pytest.mark.parametrize(("first", "code"), [(0, "BAD_INPUT"), (-1, "BAD_INPUT"), (1001, "PAGE")])
async def test_a_list_of_no_length_is_refused(api: Api, first: int, code: str) -> None:
    query = f'{{ analysis(scope: ["la:990"]) {{ hubs(first: {first}) {{ median }} }} }}'
    answer = await api.execute(query, access=LOCAL)
    assert [error["extensions"]["code"] for error in answer.errors] == [code]


@pytest.mark.parametrize("layer", Layer)
async def test_of_a_place_without_anybody_there_is_nothing_to_tell(api: Api, layer: Layer) -> None:
    found = await asked(api, scope=["org:la:992"], layer=layer.value)
    assert found["hubs"]["overloaded"] == []
    assert found["keyPlayers"]["departures"]["before"] == 1
    assert found["mixing"]["overall"]["index"] is None


async def test_every_layer_has_its_own_numbers(api: Api) -> None:
    ties = {layer: (await asked(api, layer=layer.value))["summary"]["ties"] for layer in Layer}
    assert ties[Layer.COMBINED] > max(ties[Layer.WORKING], ties[Layer.FORMAL]) > 0
    formal = await asked(api, layer="FORMAL", by="DIOCESE")
    assert formal["overlap"]["working"] == 0
    assert formal["mixing"]["overall"]["internal"] > 0
