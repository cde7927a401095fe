"""The words of a report: the API's own, the gravest first, and true of little and of nothing."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from partnermap.api.execution import Api
from partnermap.errors import BadInputError, NotFoundError
from partnermap.explorer.report.content import MOST_CHANGES, QUERY, Wanted, ask, runs_done, told
from partnermap.explorer.report.goals import MOST as MOST_GOALS
from partnermap.explorer.report.house import House
from partnermap.explorer.report.pdf import PAGES, to_pdf
from partnermap.explorer.report.points import MOST
from partnermap.explorer.report.record import Report
from partnermap.imports.run import run_import
from partnermap.sample import PUBLISHED, SCOPE
from partnermap.scope import LOCAL, PUBLIC, Scope
from partnermap.vocabulary import Layer
from tests.explorer.report.conftest import WANTED

BEFORE = date(1850, 1, 1)


async def tell(api: Api, wanted: Wanted) -> Report:
    return told(await ask(api, wanted, LOCAL), wanted, House())


async def answers(api: Api, query: str, **variables: Any) -> dict[str, Any]:
    """The data that answer a query, of the sample on the day of its files."""
    given = {"scope": [SCOPE], "day": PUBLISHED.isoformat()} | variables
    answer = await api.execute(query, given, access=LOCAL)
    assert answer.errors == []
    assert answer.data is not None
    return answer.data


async def test_findings_are_told_in_the_words_of_the_api(api: Api, report: Report) -> None:
    query = """query ($scope: [Scope!]!, $day: Date) { analysis(scope: $scope, asOf: $day) {
      dataVersion findings { id kind sentence consequence } } }"""
    analysis = (await answers(api, query))["analysis"]
    said = {f"{f['id']}@{analysis['dataVersion']}": f for f in analysis["findings"]}
    assert len(report.points) == MOST
    for point in report.points:
        finding = said[point.id]
        assert point.sentence == finding["sentence"]
        assert point.consequence in finding["consequence"]
        rest = finding["consequence"].removeprefix(point.consequence).strip()
        assert point.repair == rest if rest else point.repair
        assert point.sureness
    kinds = [said[point.id]["kind"] for point in report.points]
    assert len({*kinds}) == MOST
    assert kinds[0].startswith("CUT_")
    weak = next(f for f in analysis["findings"] if f["kind"].startswith("CUT_"))
    assert report.points[0].sentence == weak["sentence"]


async def test_every_finding_can_be_asked_for_again(api: Api, report: Report) -> None:
    for point in report.points:
        id_, _, _ = point.id.rpartition("@")
        query = "query ($id: ID!) { finding(id: $id) { finding { sentence } } }"
        found = await answers(api, query, id=id_)
        assert found["finding"]["finding"]["sentence"] == point.sentence


async def test_what_changed_is_what_the_api_compares(api: Api, report: Report) -> None:
    query = """query ($scope: [Scope!]!, $from: Date!, $day: Date) {
      compare(scope: $scope, from: $from, to: $day) { counts { count } events { sentence } } }"""
    compared = (await answers(api, query, **{"from": "2025-03-01"}))["compare"]
    sentences = [event["sentence"] for event in compared["events"]]
    assert list(report.changes) == sentences[:MOST_CHANGES]
    assert len(report.changes) + report.other_changes == len(sentences) > 0
    assert report.changed.startswith("Between 1 March 2025 and 1 March 2026 ")


def test_goals_are_told_with_whether_they_move(report: Report) -> None:
    told_ = {goal.name: (goal.status, goal.movement, goal.due) for goal in report.goals}
    assert told_["Every pupil in school, every day"] == (
        "on course",
        "Sessions attended: from 92.1% to 94.2% on 19 December 2025; the aim is 95%.",
        "31 July 2027",
    )
    assert told_["A warm meal on every day of the holidays"] == (
        "not known",
        "Nothing is measured for it.",
        "30 September 2027",
    )
    statuses = [goal.status for goal in report.goals]
    assert statuses == sorted(statuses, key=["behind", "not known", "on course"].index)
    assert report.aims[0].startswith("4 goals are recorded: 1 is behind, ")


async def test_what_is_not_known_counts_everybody_once(api: Api, report: Report) -> None:
    query = """query ($scope: [Scope!]!, $day: Date) {
      network(scope: $scope, asOf: $day) { nodes { outside answer } } }"""
    nodes = (await answers(api, query))["network"]["nodes"]
    heard = [node["answer"] for node in nodes if not node["outside"]]
    assert report.unknown[0] == (
        f"Of the {len(heard)} organisations here {heard.count('COMPLETE')} answered in full, "
        f"{heard.count('PARTIAL')} answered in part, {heard.count('SILENT')} did not answer, "
        f"{heard.count(None)} were not asked."
    )


def test_every_source_is_told_with_its_licence(report: Report) -> None:
    register = next(s for s in report.sources if s.name.endswith("establishments"))
    assert register.publisher == "Department for Education"
    assert register.licence == "Open Government Licence v3.0"
    assert register.edition == "1 March 2026"
    assert "version 4 of the data" in report.terms[0]


async def test_whoever_has_not_signed_in_is_told_that_some_is_left_out(api: Api) -> None:
    said = told(await ask(api, WANTED, PUBLIC), WANTED, House())
    assert said.terms[-1].startswith("Made from what is public: ")


async def test_the_wait_for_how_sure_it_is_ends(api: Api) -> None:
    wanted = Wanted(Scope.parse("trust:90003"), as_of=PUBLISHED, runs=3)
    while await runs_done(api, wanted, LOCAL) is not None:
        pass
    said = await tell(api, wanted)
    assert any(text.startswith("Checked in 3 runs") for text in said.unknown)


async def test_formal_links_are_told_without_partnerships_to_begin(api: Api) -> None:
    said = await tell(api, Wanted(Scope.parse(SCOPE), Layer.FORMAL, PUBLISHED))
    assert "formal links" in said.about
    assert not any("asked" in text for text in said.unknown)
    assert not any("new partnership" in text for text in said.summary)


async def test_where_nothing_is_on_record_each_part_says_so(api: Api) -> None:
    said = await tell(api, Wanted(Scope.parse("area:400000/300000/5"), as_of=PUBLISHED))
    assert said.title == "Within 5 km of 400000, 300000: who works with whom"
    assert said.summary == (
        "No organisation is recorded here. Check the scope, or import what covers it.",
    )
    assert said.points == ()
    assert said.no_points == "Nothing that needs attention was found in what is on record."
    between = "Between 1 March 2025 and 1 March 2026"
    assert said.changed == f"{between} nothing changed that is on record."
    assert said.goals == ()
    assert said.sources == ()
    none = "No goal is recorded here. Agree on one, with something to measure it by."
    assert said.aims == (none,)
    assert said.unknown == ("Nothing is recorded of this place, so nothing is known of it.",)
    assert said.left_out == dict.fromkeys(("points", "changes", "goals", "sources"), "")


async def test_where_nobody_was_asked_that_is_said_first(api: Api) -> None:
    said = await tell(api, Wanted(Scope.parse(SCOPE), as_of=BEFORE))
    assert said.unknown[0].startswith("Nobody here has been asked with whom they work: ")
    assert said.points == ()


async def test_a_place_of_one_is_told_in_the_singular(api: Api) -> None:
    said = await tell(api, Wanted(Scope.parse("org:charity:9900020"), as_of=PUBLISHED))
    assert said.title == "Fen Edge Befrienders: who works with whom"
    assert said.summary[0].startswith("Only one organisation is recorded here.")
    assert said.unknown[0] == "The one organisation here has answered in full."
    assert said.aims[0] == "1 goal is recorded."


@pytest.mark.parametrize("scope", ["diocese:XX99", "org:urn:1", "partnership:nothing"])
async def test_an_unknown_place_is_told_as_such(api: Api, scope: str) -> None:
    with pytest.raises(NotFoundError, match="Nothing here has the id"):
        await tell(api, Wanted(Scope.parse(scope)))


async def test_changes_from_a_day_after_the_last_are_refused(api: Api) -> None:
    with pytest.raises(BadInputError, match="is after"):
        await ask(api, Wanted(Scope.parse(SCOPE), as_of=PUBLISHED, since=date(2026, 3, 2)), LOCAL)


async def test_the_query_is_documented_and_within_what_anybody_may_ask(api: Api) -> None:
    assert QUERY.startswith("# All that the board report says")
    answer = await api.execute(QUERY, WANTED.variables(LOCAL), access=LOCAL)
    assert answer.errors == []
    assert 0 < answer.cost < 250_000


async def test_of_forty_goals_it_says_how_many_are_left_out(api: Api, tmp_path: Path) -> None:
    rows = [f'"Goal {at}: {"a very long aim " * 12}",la:991,2027-07' for at in range(40)]
    file = tmp_path / "goals.csv"
    file.write_text("\n".join(["goal,owner,due", *rows]) + "\n", encoding="utf-8")
    await run_import(api.store, "goals", file, published=PUBLISHED, owner="la:991")
    said = await tell(api, Wanted(Scope.parse("la:991")))
    total = len(said.goals) + said.other_goals
    assert len(said.goals) == MOST_GOALS
    assert total >= 40
    assert said.left_out["goals"] == f"{total - MOST_GOALS} more goals are left out here."
    assert said.aims[0].startswith(f"{total} goals are recorded: ")
    assert len(PdfReader(io.BytesIO(to_pdf(said))).pages) == PAGES
