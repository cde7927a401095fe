"""What-ifs over GraphQL: what would change in words and in numbers, and what is refused."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from partnermap import sample
from partnermap.api.execution import Answer, Api
from partnermap.api.schema import build_schema
from partnermap.imports.run import run_import
from partnermap.model.names import fold
from partnermap.scope import LOCAL
from partnermap.store.bolt import Store

WHAT_IF = """query ($changes: [SupposedInput!]!, $layer: Layer! = WORKING) {
  whatIf(scope: ["diocese:ZZ01"], layer: $layer, changes: $changes) {
    effects { kind sentence about }
    findingsGone { id kind about } findingsNew { id kind about }
    before { organisations density components cutPoints { id } findings { id sentence } }
    after { organisations density components cutPoints { id } findings { id sentence } }
  }
  analysis(scope: ["diocese:ZZ01"], layer: $layer) {
    organisations density components cutPoints { id } findings { id sentence }
  }
}"""


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> AsyncIterator[Api]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield Api(build_schema(), shared_store)


@pytest.fixture(scope="module")
async def ids(api: Api) -> dict[str, str]:
    """The ids of organisations and partnerships, by name."""
    rows = await api.store.read(
        "MATCH (o:Organisation) RETURN o.name AS name, o.id AS id UNION ALL "
        "MATCH (p:Partnership) RETURN p.name AS name, p.id AS id"
    )
    return {fold(name): id_ for name, id_ in rows}


async def ask(api: Api, *changes: Any, **more: Any) -> Answer:
    return await api.execute(WHAT_IF, {"changes": list(changes), **more}, access=LOCAL)


async def supposed(api: Api, *changes: Any, **more: Any) -> Any:
    answer = await ask(api, *changes, **more)
    assert not answer.errors, answer.errors
    assert answer.data is not None
    # What is there before is what an analysis tells.
    assert answer.data["whatIf"]["before"] == answer.data["analysis"]
    return answer.data["whatIf"]


async def test_who_would_be_cut_off_is_told_first(api: Api, ids: dict[str, str]) -> None:
    trust = ids["saltmarrow youth trust"]
    found = await supposed(api, {"leave": trust})
    first = found["effects"][0]
    assert first["kind"] == "CUT_OFF"
    assert first["sentence"].startswith(
        "If Saltmarrow Youth Trust left, 7 organisations with 1,715 pupils ("
    )
    assert first["sentence"].endswith(
        ") would be cut off from the 38 others here that would stay joined; today they are joined "
        "to them."
    )
    assert len(first["about"]) == 7
    assert {id_ for part in found["before"]["components"] for id_ in part} >= {*first["about"]}
    assert found["effects"][-1]["kind"] == "UNCHANGED"


async def test_findings_that_come_and_go_are_told(api: Api, ids: dict[str, str]) -> None:
    cluster = ids["fen edge transition cluster"]
    found = await supposed(api, {"end": cluster})
    assert (["CUT_PARTNERSHIP"], [[cluster]]) == (
        [f["kind"] for f in found["findingsGone"] if f["about"] == [cluster]],
        [f["about"] for f in found["findingsGone"] if f["about"] == [cluster]],
    )
    before, after = ({f["id"] for f in found[when]["findings"]} for when in ("before", "after"))
    assert {f["id"] for f in found["findingsGone"]} == before - after
    assert {f["id"] for f in found["findingsNew"]} == after - before


async def test_each_change_can_be_supposed_and_several_at_once(
    api: Api, ids: dict[str, str]
) -> None:
    alone, school = (
        ids["cawderby church of england primary school"],
        ids["netherquill church of england all-through school"],
    )
    moor, tideline = ids["kestrel moor academies trust"], ids["tideline church academies trust"]
    found = await supposed(
        api,
        {"move": {"school": school, "trust": moor}},
        {"merge": {"trust": tideline, "into": moor}},
        {"begin": {"members": [alone, school], "name": "Reading", "themes": ["CURRICULUM"]}},
        {"end": ids["fen edge transition cluster"]},
    )
    sentence = found["effects"][0]["sentence"]
    assert sentence.startswith(
        "If Netherquill Church of England All-Through School moved to Kestrel Moor Academies "
        "Trust, Tideline Church Academies Trust became part of Kestrel Moor Academies Trust, "
    )
    assert "began the partnership “Reading” and the partnership “Fen Edge" in sentence
    assert "JOINED" in {effect["kind"] for effect in found["effects"]}


async def test_a_trust_that_merges_changes_the_formal_layer_alone(
    api: Api, ids: dict[str, str]
) -> None:
    school = ids["netherquill church of england all-through school"]
    move = {"move": {"school": school, "trust": ids["kestrel moor academies trust"]}}
    (working,) = (await supposed(api, move))["effects"]
    assert working["sentence"].startswith(
        "If Netherquill Church of England All-Through School moved to Kestrel Moor Academies "
        "Trust, nothing would change in who is joined to whom, "
    )
    assert len((await supposed(api, move, layer="FORMAL"))["effects"]) > 1


async def test_nothing_supposed_changes_nothing(api: Api) -> None:
    found = await supposed(api)
    (only,) = found["effects"]
    assert (only["kind"], found["findingsGone"], found["findingsNew"]) == ("UNCHANGED", [], [])
    assert found["after"] == found["before"]


async def test_nothing_is_recorded(api: Api, ids: dict[str, str]) -> None:
    version = await api.store.data_version()
    before = (await supposed(api))["before"]
    await supposed(api, {"leave": ids["saltmarrow youth trust"]})
    assert (await supposed(api))["before"] == before
    assert await api.store.data_version() == version


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([{"leave": "urn:1"}], "Change 1 of 1: urn:1 is no organisation of this network"),
        ([{"end": "partnership:1"}], "partnership:1 is no partnership of this network"),
        ([{"leave": "diocese:ZZ01"}, {"leave": "diocese:ZZ01"}], "Change 2 of 2: diocese:ZZ01"),
        ([{"move": {"school": "diocese:ZZ01"}}], "is not a school; name a school."),
        ([{"begin": {"members": ["diocese:ZZ01"]}}], "needs two members or more"),
        ([{"begin": {"members": [], "name": "x" * 201}}], "200 characters"),
        ([{"leave": "urn:1"}] * 21, "takes 20 changes at most; 21 were given"),
        ([{}], "exactly one field must be specified"),
        ([{"leave": "urn:1", "end": "urn:1"}], "exactly one field must be specified"),
        ([{"leave": None}], "exactly one field must be specified"),
    ],
)
async def test_what_cannot_be_supposed_is_told(api: Api, changes: list[Any], words: str) -> None:
    (error,) = (await ask(api, *changes)).errors
    assert words in error["message"]
