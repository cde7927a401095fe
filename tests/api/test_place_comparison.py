"""Places side by side, as a front end asks for them: what each shows is what it shows alone."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from partnermap import sample
from partnermap.api import place_queries
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL, PUBLIC, Access
from partnermap.store.bolt import Store

COMPARE = """query (
  $kind: PlaceKind!, $scope: [Scope!]!, $measures: [PlaceMeasure!], $asOf: Date, $seed: Int! = 0
) {
  comparePlaces(kind: $kind, scope: $scope, measures: $measures, asOf: $asOf, seed: $seed) {
    scope kind asOf dataVersion seed nulls
    places {
      id name organisations heard alone notKnown sentence
      measures { measure value setAgainst among below equal percentile }
    }
  }
}"""
ALONE = """query ($scope: [Scope!]!) {
  analysis(scope: $scope) { organisations heard density isolates notKnown }
}"""


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> AsyncIterator[Api]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield Api(build_schema(), shared_store)


async def compared(api: Api, kind: str, *scope: str, access: Access = LOCAL, **more: Any) -> Any:
    given = {"kind": kind, "scope": [*scope], **more}
    answer = await api.execute(COMPARE, given, access=access)
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return answer.data["comparePlaces"]


@pytest.mark.parametrize("kind", ["LA", "DIOCESE", "TRUST"])
async def test_each_place_shows_what_it_shows_alone(api: Api, kind: str) -> None:
    found = await compared(api, kind, "all", measures=["DENSITY"])
    assert (found["scope"], found["kind"], found["asOf"], found["seed"]) == ("all", kind, None, 0)
    assert found["dataVersion"] == await api.store.data_version()
    assert found["nulls"] == 100
    assert found["places"]
    for place in found["places"]:
        scope = place["id"].replace("uid:", "trust:")
        answer = await api.execute(ALONE, {"scope": [scope]}, access=LOCAL)
        assert answer.data is not None
        alone = answer.data["analysis"]
        assert place["organisations"] == alone["organisations"]
        assert place["heard"] == alone["heard"]
        assert place["alone"] == len(alone["isolates"])
        assert place["notKnown"] == len(alone["notKnown"])
        assert place["measures"][0]["value"] == alone["density"]


async def test_a_value_is_told_with_what_it_is_set_against(api: Api) -> None:
    found = await compared(api, "LA", "all")
    (brinmouth,) = (place for place in found["places"] if place["name"] == "Brinmouth")
    by_measure = {one["measure"]: one for one in brinmouth["measures"]}
    assert [*by_measure] == [
        "DENSITY",
        "CENTRALISATION",
        "CLUSTERING",
        "WITHIN_TRUSTS",
        "ACROSS_KINDS",
        "ACROSS_PHASES",
    ]
    assert by_measure["DENSITY"]["setAgainst"] == "PLACES"
    assert by_measure["DENSITY"]["among"] == 1
    within = by_measure["WITHIN_TRUSTS"]
    assert (within["setAgainst"], within["among"], within["percentile"]) == ("CHANCE", 100, 100)
    assert "within their own trust more often than by chance" in brinmouth["sentence"]


async def test_where_nobody_was_heard_nothing_is_known_and_nothing_is_zero(api: Api) -> None:
    trusts = (await compared(api, "TRUST", "all"))["places"]
    silent = [place for place in trusts if place["heard"] == 0]
    assert silent
    for place in silent:
        assert "not known how they work together" in place["sentence"]
        assert {one["value"] for one in place["measures"]} == {None}
        assert {one["percentile"] for one in place["measures"]} == {None}


async def test_the_same_seed_gives_the_same_answer(api: Api) -> None:
    first, again, other = [await compared(api, "LA", "all", seed=seed) for seed in (1, 1, 2)]
    assert first == again
    assert other != first
    values = [
        [(one["measure"], one["value"]) for place in found["places"] for one in place["measures"]]
        for found in (first, other)
    ]
    assert values[0] == values[1]


async def test_of_a_place_beyond_the_scope_there_is_the_part_within_it(api: Api) -> None:
    whole, part = [
        {place["id"]: place for place in (await compared(api, "LA", scope))["places"]}
        for scope in ("all", sample.SCOPE)
    ]
    assert part.keys() <= whole.keys()
    assert all(0 < part[id_]["organisations"] < whole[id_]["organisations"] for id_ in part)


async def test_a_day_may_be_asked_about(api: Api) -> None:
    now, then = [await compared(api, "LA", "all", asOf=day) for day in (None, "2015-01-01")]
    assert then["asOf"] == "2015-01-01"
    assert [p["organisations"] for p in then["places"]] != [
        p["organisations"] for p in now["places"]
    ]


async def test_many_places_are_read_as_one_is(api: Api, sent: list[str]) -> None:
    places = [place["id"] for place in (await compared(api, "LA", "all"))["places"]]
    assert len(places) > 1
    sent.clear()
    await compared(api, "LA", *places)
    of_many = len(sent)
    sent.clear()
    await compared(api, "LA", places[0])
    assert 0 < of_many == len(sent)


async def test_too_many_for_one_request_are_refused_to_all_but_administrators(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place_queries, "MAX_ORGANISATIONS", 20)
    given = {"kind": "LA", "scope": ["all"]}
    (error,) = (await api.execute(COMPARE, given, access=PUBLIC)).errors
    assert error["extensions"]["code"] == "REFUSED"
    assert "organisations, and 20 is the most" in error["message"]
    assert "ask for fewer places" in error["message"]
    whole = (await compared(api, "TRUST", "all"))["places"]
    assert sum(place["organisations"] for place in whole) > 20
    one = whole[0]["id"].replace("uid:", "trust:")
    (alone,) = (await compared(api, "TRUST", one, access=PUBLIC))["places"]
    assert alone["id"] == whole[0]["id"]
