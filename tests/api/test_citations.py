"""Findings by their ids: asked again, cited, and told how they have changed since."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnermap.analysis.findings.identity import finding_id, question_of
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.errors import BadInputError
from partnermap.question import Question
from partnermap.scope import LOCAL, PUBLIC, Access, Scope
from partnermap.store.bolt import Store
from partnermap.vocabulary import Layer, Station, View
from tests.api.changes import DIOCESE, EDITOR, STRANGER, A, B, C, D, change, fill, partnership

TOLD = "id kind sentence consequence about affected silentAbout dataVersion measure { value }"
ANALYSIS = f"""query ($layer: Layer!) {{ analysis(scope: ["la:981"], layer: $layer) {{
  findings {{ {TOLD} }} }} }}"""
FINDING = f"""query ($id: ID!) {{ finding(id: $id) {{ id changes finding {{ {TOLD} }}
  citation {{ id by reproduced finding {{ {TOLD} }} }} }} }}"""
CITE = f"""mutation ($id: ID!) {{ cite(id: $id) {{ errors {{ code message path }}
  citation {{ id by at reproduced finding {{ {TOLD} }} }} }} }}"""


@pytest.fixture(scope="module")
async def api(shared_store: Store) -> Api:
    await fill(shared_store)
    api = Api(build_schema(), shared_store)
    for name, members in (("Ring", (A, B, C)), ("Spur", (C, D))):
        made = await change(api, "recordPartnership", input=partnership(name, *members))
        assert made["errors"] == []
    return api


async def ask(api: Api, text: str, access: Access = LOCAL, **variables: Any) -> Any:
    answer = await api.execute(text, variables, access=access)
    assert not answer.errors
    (found,) = (answer.data or {}).values()
    return found


async def findings(api: Api, layer: Layer = Layer.WORKING) -> dict[str, Any]:
    found = await ask(api, ANALYSIS, layer=layer)
    return {finding["id"]: finding for finding in found["findings"]}


@pytest.mark.parametrize("layer", Layer)
async def test_every_finding_is_found_again_by_its_id(api: Api, layer: Layer) -> None:
    told = await findings(api, layer)
    assert told
    for id_, finding in told.items():
        again = await ask(api, FINDING, id=id_)
        assert again == {"id": id_, "finding": finding, "changes": [], "citation": None}


async def test_a_citation_says_what_was_told_and_what_has_changed_since(api: Api) -> None:
    told = await findings(api)
    (cut,) = (id_ for id_, finding in told.items() if finding["about"] == [C])
    made = await ask(api, CITE, id=cut)
    version = await api.store.data_version()
    cited = made["citation"]
    assert (cited["id"], cited["finding"]) == (f"{cut}@{version}", told[cut])
    assert (cited["by"], cited["reproduced"], made["errors"]) == ("local", True, [])
    at_once = await ask(api, FINDING, id=cited["id"])
    assert (at_once["changes"], at_once["citation"]["finding"]) == ([], told[cut])

    mended = await change(api, "recordPartnership", input=partnership("Mend", B, D))
    assert mended["errors"] == []
    later = await ask(api, FINDING, id=cited["id"])
    assert later["finding"] is None
    assert later["changes"] == [
        "It no longer holds: the same question finds nothing of the kind now."
    ]
    assert later["citation"]["finding"] == told[cut]
    assert later["citation"]["reproduced"]

    (whole,) = (id_ for id_, finding in told.items() if finding["kind"] == "JOINED_UP")
    before = (await ask(api, CITE, id=whole))["citation"]
    assert (await ask(api, CITE, id=whole))["citation"] == before
    ended = await change(
        api, "endPartnership", id=mended["record"]["id"], on="2024",
        version=mended["record"]["version"],
    )  # fmt: skip
    assert ended["errors"] == []
    assert (await ask(api, FINDING, id=cut))["finding"]["sentence"] == told[cut]["sentence"]


async def test_a_citation_is_for_those_who_see_what_it_used(api: Api) -> None:
    (id_, *_) = await findings(api)
    cited = (await ask(api, CITE, id=id_))["citation"]["id"]
    assert await ask(api, FINDING, EDITOR, id=cited) is None
    assert await ask(api, FINDING, PUBLIC, id=cited) is None
    own = f'query {{ analysis(scope: ["{DIOCESE}"]) {{ findings {{ id }} }} }}'
    (theirs, *_) = (await ask(api, own, EDITOR))["findings"]
    kept = (await ask(api, CITE, EDITOR, **theirs))["citation"]["id"]
    colleague = Access(within=EDITOR.within, station=Station.READER, subject="other")
    for viewer in (EDITOR, colleague, LOCAL):
        assert (await ask(api, FINDING, viewer, id=kept))["citation"]["id"] == kept
    assert await ask(api, FINDING, STRANGER, id=kept) is None


async def test_what_is_no_finding_is_told_and_nothing_is_kept(api: Api) -> None:
    nothing = finding_id("NONE", {"scope": DIOCESE, "layer": "WORKING", "asOf": None}, 0)
    assert (await ask(api, FINDING, id=nothing))["finding"] is None
    assert (await ask(api, CITE, id=nothing))["errors"][0]["code"] == "NOT_FOUND"
    assert (await ask(api, CITE, id="finding:0"))["errors"][0]["code"] == "INVALID"
    answer = await api.execute(FINDING, {"id": "urn:1"}, access=LOCAL)
    assert answer.errors[0]["extensions"]["code"] == "BAD_INPUT"
    refused = await api.execute(CITE, {"id": nothing}, access=PUBLIC)
    assert refused.errors[0]["extensions"]["code"] == "REFUSED"


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_whatever_stands_in_an_id_is_read_or_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="is not the id of a finding"):
        question_of(f"finding:{text}", PUBLIC)


@given(
    st.sampled_from(["all", "la:981", "diocese:ZZ01 trust:5", "area:1/2/3.5"]),
    st.sampled_from(Layer),
    st.dates() | st.none(),
    st.integers(0, 10**6),
    st.sampled_from(View),
)
def test_an_id_holds_its_question(
    scope: str, layer: Layer, day: Any, seed: int, view: View
) -> None:
    as_of = day.isoformat() if day else None
    asked = {"scope": scope, "layer": layer.value, "asOf": as_of, "view": view.value}
    id_ = finding_id("ANY", asked, seed)
    question = Question(Scope.parse(*scope.split()), layer, day, PUBLIC, seed, view)
    assert question_of(id_, PUBLIC) == question
