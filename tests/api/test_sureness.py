"""How sure findings are, asked for until it is there: in the background, for one viewer."""

import asyncio
import time
from collections.abc import AsyncIterator
from multiprocessing import active_children
from typing import Any

import pytest

from partnermap import sample
from partnermap.analysis import analyse
from partnermap.analysis.confidence.sureness import check
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL, Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.places import find_scope
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer, Station
from tests.api.changes import change, partnership

ASKED = """query ($scope: [Scope!]!, $layer: Layer! = WORKING, $view: View! = ORGANISATIONS,
    $seed: Int! = 0, $runs: Int) {
  analysis(scope: $scope, layer: $layer, view: $view, seed: $seed, runs: $runs) {
    dataVersion
    confidence { state worlds seed silentAbout sentence
      rankings { name first entries(first: 500) { about times } } }
    findings { kind about confidence { share worlds sentence } }
  }
}"""
_WAIT = 240.0
RUNS = 3


@pytest.fixture(scope="module")
async def filled(shared_store: Store) -> Store:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    return shared_store


@pytest.fixture
async def api(filled: Store) -> AsyncIterator[Api]:
    opened = Api(build_schema(), filled)
    yield opened
    await opened.close()
    assert active_children() == []


async def ask(api: Api, access: Access = LOCAL, /, **variables: Any) -> dict[str, Any]:
    asked = {"scope": [sample.SCOPE], "runs": RUNS} | variables
    answer = await api.execute(ASKED, asked, access=access)
    assert not answer.errors, answer.errors
    assert answer.data is not None
    found: dict[str, Any] = answer.data["analysis"]
    return found


async def checked(api: Api, access: Access = LOCAL, /, **variables: Any) -> dict[str, Any]:
    """The answer once it is ready; until then nothing is said of how sure anything is."""
    end = time.monotonic() + _WAIT
    while (found := await ask(api, access, **variables))["confidence"]["state"] != "READY":
        assert found["confidence"]["state"] == "CHECKING"
        assert found["confidence"]["rankings"] == []
        assert {finding["confidence"] for finding in found["findings"]} == {None}
        assert time.monotonic() < end
        await asyncio.sleep(0.1)
    return found


@pytest.mark.parametrize("layer", [Layer.WORKING, Layer.COMBINED])
async def test_it_is_being_checked_and_then_says_what_python_says(api: Api, layer: Layer) -> None:
    asked = {"layer": layer.value, "seed": 5}
    assert (await ask(api, **asked))["confidence"]["state"] == "CHECKING"
    told = await checked(api, **asked)
    scope = await find_scope(api.store, [sample.SCOPE])
    study = analyse(await read_network(api.store, scope, Layer.COMBINED, None, LOCAL), layer, 5)
    sureness = check(study, RUNS)
    assert told["confidence"] == {
        "state": "READY",
        "worlds": RUNS,
        "seed": 5,
        "silentAbout": sureness.silent_about,
        "sentence": sureness.sentence,
        "rankings": [
            {
                "name": ranking.name,
                "first": ranking.first,
                "entries": [{"about": [*e.about], "times": e.times} for e in ranking.entries],
            }
            for ranking in sureness.rankings
        ],
    }
    assert told["findings"] == [
        {
            "kind": finding.kind,
            "about": [*finding.about],
            "confidence": finding.confidence
            and {
                "share": finding.confidence.share,
                "worlds": RUNS,
                "sentence": finding.confidence.sentence,
            },
        }
        for finding in study.findings_with(sureness)
    ]
    assert await ask(api, **asked) == told


async def test_nothing_is_checked_that_nobody_asks_for(api: Api) -> None:
    told = await ask(api, runs=None)
    assert told["confidence"] is None
    assert {finding["confidence"] for finding in told["findings"]} == {None}
    assert active_children() == []


async def test_what_counts_with_its_trust_is_not_checked_and_it_says_why(api: Api) -> None:
    told = (await ask(api, view="TRUSTS"))["confidence"]
    assert (told["state"], told["rankings"]) == ("NONE", [])
    assert "organisations alone" in told["sentence"]


async def test_formal_links_are_not_checked_and_it_says_why(api: Api) -> None:
    told = (await ask(api, layer="FORMAL"))["confidence"]
    assert (told["state"], told["worlds"], told["silentAbout"]) == ("NONE", 0, 0)
    assert "left open to check" in told["sentence"]
    assert active_children() == []


@pytest.mark.parametrize("runs", [0, -1, 201])
async def test_runs_have_bounds(api: Api, runs: int) -> None:
    answer = await api.execute(ASKED, {"scope": ["all"], "runs": runs}, access=LOCAL)
    (error,) = answer.errors
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert "1 to 200" in error["message"]


async def test_runs_are_counted_in_the_cost_before_anything_runs(api: Api) -> None:
    plain, more = [
        (await api.execute(ASKED, {"scope": [sample.SCOPE], "runs": runs}, access=LOCAL)).cost
        for runs in (None, 2)
    ]
    assert more - plain == 1000
    answer = await api.execute(ASKED, {"scope": ["all"], "runs": 10**6}, access=Access())
    assert not answer.ran
    assert [error["extensions"]["code"] for error in answer.errors] == ["COST"]


async def test_one_is_checked_at_a_time_and_of_many_some_are_put_off(api: Api) -> None:
    states = [
        (await ask(api, seed=seed, runs=200))["confidence"]["state"] for seed in range(10, 22)
    ]
    assert states == ["CHECKING"] * 8 + ["BUSY"] * 4
    assert len(active_children()) == 1
    assert (await ask(api, seed=10, runs=200))["confidence"]["state"] == "CHECKING"


def named(told: dict[str, Any]) -> set[str]:
    """Whom the rankings of an answer name."""
    entries = [e for ranking in told["confidence"]["rankings"] for e in ranking["entries"]]
    return {id_ for entry in entries for id_ in entry["about"]}


@pytest.mark.parametrize("within", ["la:990", "la:991"])
async def test_a_viewer_is_told_of_none_that_the_viewer_may_not_see(api: Api, within: str) -> None:
    access = Access(within=Scope.parse(within), station=Station.READER)
    told, everything = await checked(api, access), await checked(api)
    seen = await api.execute(
        "query ($scope: [Scope!]!) { network(scope: $scope) { nodes { id } partnerships { id } } }",
        {"scope": [sample.SCOPE]},
        access=access,
    )
    assert seen.data is not None
    known = {each["id"] for some in seen.data["network"].values() for each in some}
    assert named(told) <= known
    assert named(everything) - known
    assert told["confidence"]["silentAbout"] < everything["confidence"]["silentAbout"]


async def test_when_the_data_change_it_is_checked_anew(api: Api) -> None:
    before = await checked(api)
    ids = [finding["about"] for finding in before["findings"] if finding["kind"] == "ON_THEIR_OWN"]
    made = await change(api, "recordPartnership", input=partnership("Two alone", *ids[0][:2]))
    assert made["created"]
    assert (await ask(api))["confidence"]["state"] == "CHECKING"
    after = await checked(api)
    assert after["dataVersion"] > before["dataVersion"]
    assert after["confidence"] != before["confidence"]
