"""Gaps, missing links, coverage and repairs, as a front end asks for them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from partnermap import sample
from partnermap.analysis import Analysis, analyse, terms
from partnermap.analysis.gaps.alone import Gaps
from partnermap.analysis.gaps.gains import Gain
from partnermap.analysis.gaps.missing import ranked
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.api.types import gap_lists
from partnermap.imports.run import run_import
from partnermap.scope import LOCAL, PUBLIC, Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer

LIST = "totalCount unknown silentAbout pageInfo { hasNextPage endCursor }"
LINK = "{ pair metres common adamicAdar resourceAllocation reach resilience need }"
GAPS = f"""query ($scope: [Scope!]!, $near: NearInput, $first: Int! = 1000, $after: String) {{
  analysis(scope: $scope, near: $near) {{
    gaps {{
      alone(first: $first) {{ {LIST} nodes {{ reason sentence organisation pupils }} }}
      close(first: $first, after: $after) {{
        {LIST} nodes {{ reason sentence by link {LINK} }}
      }}
      border(first: $first) {{ {LIST} nodes {{ reason sentence by link {{ pair }} }} }}
      sectors(first: $first) {{
        {LIST} nodes {{ reason sentence school near nearest metres pupils }}
      }}
      phases(first: $first) {{ {LIST} nodes {{ reason sentence primary secondary metres pupils }} }}
      needs(first: $first) {{
        {LIST}
        nodes {{ reason sentence place theme provider schools disadvantaged uncounted silentAbout }}
      }}
      groups(first: 50) {{ {LIST} nodes {{ reason sentence groups partnership }} }}
    }}
  }}
}}"""
MISSING = f"""query ($scope: [Scope!]!, $by: Gain!) {{
  analysis(scope: $scope) {{
    missingLinks(by: $by, first: 20) {{ {LIST} nodes {LINK} }}
    coverage(first: 100) {{
      {LIST} nodes {{ place theme providers served reliesOn heard silentAbout }}
    }}
  }}
}}"""
REPAIRS = """query ($scope: [Scope!]!, $limits: RepairLimits, $first: Int! = 1000) {
  repairs(scope: $scope, limits: $limits) {
    scope organisations silentAbout dataVersion sentence consequence totalCount
    atLeast impossible fewest cheapest km
    before { organisations pupils uncounted } after { organisations }
    repairs(first: $first) { ends km sentence saves { organisations pupils uncounted } }
    remaining(first: $first) { id stranding { organisations } }
  }
}"""


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> AsyncIterator[Api]:
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    yield Api(build_schema(), shared_store)


@pytest.fixture(scope="module")
async def study(api: Api) -> Analysis:
    scope = Scope.parse(sample.SCOPE)
    return analyse(await read_network(api.store, scope, Layer.COMBINED, None, LOCAL))


async def asked(api: Api, text: str, **given: Any) -> Any:
    answer = await api.execute(text, {"scope": [sample.SCOPE], **given}, access=LOCAL)
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return answer.data


async def refused(api: Api, text: str, access: Access = LOCAL, **given: Any) -> str:
    answer = await api.execute(text, {"scope": [sample.SCOPE], **given}, access=access)
    (error,) = answer.errors
    message: str = error["message"]
    return message


async def test_the_lists_are_what_the_study_finds(api: Api, study: Analysis) -> None:
    gaps = (await asked(api, GAPS))["analysis"]["gaps"]
    found: dict[str, Gaps[Any]] = {
        "alone": study.alone, "close": study.close_gaps, "border": study.border_gaps,
        "sectors": study.sector_gaps, "phases": study.phase_gaps, "needs": study.need_gaps,
        "groups": study.holes,
    }  # fmt: skip
    for name, expected in found.items():
        told = gaps[name]
        assert told["totalCount"] == len(told["nodes"]) == len(expected.gaps)
        assert (told["unknown"], told["silentAbout"]) == (expected.unknown, expected.silent_about)
        assert [node["reason"] for node in told["nodes"]] == [gap.reason for gap in expected.gaps]
        assert all(node["sentence"].endswith(".") for node in told["nodes"])
    assert [gap["organisation"] for gap in gaps["alone"]["nodes"]] == [
        gap.organisation for gap in study.alone.gaps
    ]
    assert [tuple(gap["link"]["pair"]) for gap in gaps["close"]["nodes"]] == [
        gap.link.pair for gap in study.close_gaps.gaps
    ]
    assert [(g["place"], g["theme"], g["provider"]) for g in gaps["needs"]["nodes"]] == [
        (gap.place, gap.theme, gap.provider) for gap in study.need_gaps.gaps
    ]


async def test_a_list_is_walked_page_by_page(api: Api) -> None:
    whole = (await asked(api, GAPS))["analysis"]["gaps"]["close"]
    nodes: list[Any] = []
    after = None
    while True:
        page = (await asked(api, GAPS, first=40, after=after))["analysis"]["gaps"]["close"]
        nodes += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert nodes == whole["nodes"]
    assert len(nodes) == whole["totalCount"] > 40


async def test_near_is_what_was_asked_for(api: Api) -> None:
    close = (await asked(api, GAPS))["analysis"]["gaps"]["close"]
    nearer = (await asked(api, GAPS, near={"km": 1}))["analysis"]["gaps"]["close"]
    assert 0 < nearer["totalCount"] < close["totalCount"]
    assert all(gap["link"]["metres"] <= 1000 for gap in nearer["nodes"])
    trusts = await asked(api, GAPS, near={"km": 5, "trust": "OTHER"})
    assert trusts["analysis"]["gaps"]["close"]["totalCount"] < close["totalCount"]


@pytest.mark.parametrize("by", list(Gain))
async def test_missing_links_by_what_is_gained(api: Api, study: Analysis, by: Gain) -> None:
    told = (await asked(api, MISSING, by=by.value))["analysis"]["missingLinks"]
    expected = ranked(study.missing_links.links, by)
    assert told["totalCount"] == len(expected)
    assert told["unknown"] == len(study.missing_links.unknown)
    assert [tuple(link["pair"]) for link in told["nodes"]] == [k.pair for k in expected[:20]]
    assert told["nodes"][0]["metres"] == expected[0].metres


async def test_coverage_says_who_provides_where(api: Api, study: Analysis) -> None:
    told = (await asked(api, MISSING, by="REACH"))["analysis"]["coverage"]
    assert [(c["place"], c["theme"], c["providers"]) for c in told["nodes"]] == [
        (covered.place, covered.theme, [*covered.providers]) for covered in study.coverage
    ]
    assert told["silentAbout"] == study.need_gaps.silent_about
    assert any(node["reliesOn"] for node in told["nodes"])


async def test_repairs_within_limits(api: Api) -> None:
    told = (await asked(api, REPAIRS, limits={"km": 5, "kinds": ["SCHOOL"], "most": 1}))["repairs"]
    assert told["totalCount"] == len(told["repairs"]) > 0
    assert all(repair["km"] <= 5 for repair in told["repairs"])
    ends = [id_ for repair in told["repairs"] for id_ in repair["ends"]]
    assert len(ends) == len({*ends})
    assert told["impossible"] is True
    assert told["remaining"]
    assert told["consequence"].startswith("No set within these limits mends everything")
    without = await asked(api, REPAIRS, limits={"km": 5, "without": ends[:1]})
    assert ends[0] not in {
        id_ for repair in without["repairs"]["repairs"] for id_ in repair["ends"]
    }
    apart = {"one": told["repairs"][0]["ends"][1], "other": told["repairs"][0]["ends"][0]}
    other = (await asked(api, REPAIRS, limits={"km": 5, "apart": [apart]}))["repairs"]["repairs"]
    assert told["repairs"][0]["ends"] not in [repair["ends"] for repair in other]


async def test_all_repairs_leave_nobody_exposed(api: Api, study: Analysis) -> None:
    told = (await asked(api, REPAIRS))["repairs"]
    assert told["after"]["organisations"] == told["remaining"] == []
    assert [tuple(repair["ends"]) for repair in told["repairs"]] == [
        repair.ends for repair in study.repairs.repairs
    ]
    assert told["before"]["organisations"] == [*study.repairs.before.organisations]
    assert told["totalCount"] >= told["atLeast"]
    first = (await asked(api, REPAIRS, first=2))["repairs"]
    assert first["repairs"] == told["repairs"][:2]
    assert first["totalCount"] == told["totalCount"]


async def test_an_empty_scope_is_said_to_be_empty(api: Api) -> None:
    told = (await asked(api, REPAIRS, scope=["org:urn:1"]))["repairs"]
    assert told["sentence"] == "No organisation is recorded here."
    gaps = (await asked(api, GAPS, scope=["org:urn:1"]))["analysis"]["gaps"]
    assert {gaps[name]["totalCount"] for name in gaps} == {0}


@pytest.mark.parametrize(
    ("text", "given", "words"),
    [
        (REPAIRS, {"limits": {"km": -1}}, "km is a number from 0; -1"),
        (REPAIRS, {"limits": {"kinds": []}}, "Name the kinds"),
        (REPAIRS, {"limits": {"without": ["urn:1"]}}, "urn:1 is no organisation of this scope"),
        (REPAIRS, {"first": 1001}, "1,001"),
        (GAPS, {"near": {"km": 0}}, "above 0"),
        (GAPS, {"near": {"km": 26}}, "up to 25 km"),
        (GAPS, {"after": "nowhere"}, "no cursor of this list"),
    ],
)
async def test_what_cannot_be_meant_is_told(
    api: Api, text: str, given: dict[str, Any], words: str
) -> None:
    assert words in await refused(api, text, **given)


async def test_too_many_at_once_are_refused(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "MOST", 10)
    monkeypatch.setattr(gap_lists, "MOST_AT_ONCE", 10)
    assert "at most 10 organisations" in await refused(api, REPAIRS)
    text = "query ($scope: [Scope!]!) { analysis(scope: $scope) { missingLinks { totalCount } } }"
    assert "at most 10 organisations" in await refused(api, text)


async def test_repairs_are_for_those_who_have_signed_in(api: Api) -> None:
    assert "signed in" in await refused(api, REPAIRS, PUBLIC)
