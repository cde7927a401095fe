"""The commands as a newcomer and a script meet them: what they print and what they change."""

import csv
import io
import json
from pathlib import Path

import pytest

from partnermap.sample import SCOPE, Edition, files
from tests.cli.terminal import PUBLISHED, Terminal

JARGON = ("betweenness", "articulation", "component", "centrality", "node", "MATCH", "Cypher")


def test_the_demo_names_who_is_alone_and_whose_leaving_cuts_off_whom(demo: str) -> None:
    findings = [line for line in demo.splitlines() if line[:1].isdigit()]
    (alone,) = [line for line in findings if "work in partnership with no one else" in line]
    assert "Cawderby Church of England Primary School" in alone
    (cut,) = [line for line in findings if "Saltmarrow Youth Trust" in line and " left, " in line]
    assert "Saltmarrow Bishop Osric's Church of England School" in cut
    assert "would be cut off" in cut


def test_the_demo_shows_a_few_findings_in_plain_words_and_where_the_rest_is(
    demo: str, terminal: Terminal
) -> None:
    assert demo.count("\n8. ") == 1
    assert "\n9. " not in demo
    command = f"PARTNERMAP_DATA={terminal.data} partnermap analyse --scope {SCOPE}"
    assert command in demo
    assert [word for word in JARGON if word in demo] == []


def test_status_says_what_is_there(terminal: Terminal) -> None:
    told = terminal.answers("status", "--format", "json")
    assert told["store"] == str(terminal.data)
    assert told["engine"] == "embedded"
    assert told["counts"]["School"] == 90
    assert told["counts"]["Trust"] == 11
    said = terminal.says("status")
    assert f"embedded store at {terminal.data}, data version {told['dataVersion']}\n" in said
    assert "      90 School\n" in said


def test_stop_stops_the_store_which_starts_again_when_needed(terminal: Terminal) -> None:
    assert terminal.says("stop") == "Stopped.\n"
    assert terminal.says("stop") == "It was not running.\n"
    assert terminal.version() > 0


def test_a_query_is_answered_as_json(terminal: Terminal, tmp_path: Path) -> None:
    # Of the 59 schools of the diocese, three have closed.
    asked = "query Q($scope: [Scope!]) { schools(scope: $scope, first: 1) { totalCount } }"
    variables = json.dumps({"scope": [SCOPE]})
    answer = terminal.answers("query", "-", "--variables", variables, stdin=asked)
    assert answer["data"] == {"schools": {"totalCount": 56}}
    file = tmp_path / "question.graphql"
    file.write_text(asked)
    assert terminal.answers("query", file, "--variables", variables) == answer


def test_a_query_that_cannot_be_answered_says_why_and_fails(terminal: Terminal) -> None:
    done = terminal.run("query", "-", stdin="{ colour }")
    assert done.returncode == 1
    (error,) = json.loads(done.stdout)["errors"]
    assert "colour" in error["message"]
    assert "JSON" in terminal.refuses("query", "-", "--variables", "{")
    assert "No such file" in terminal.refuses("query", "nowhere.graphql")


def test_an_analysis_says_in_words_what_it_says_in_json(terminal: Terminal) -> None:
    told = terminal.answers("analyse", "--scope", SCOPE, "--format", "json")
    said = terminal.says("analyse", "--scope", SCOPE, "--format", "table")
    assert [line.split(". ", 1)[1] for line in said.splitlines() if line[:1].isdigit()] == [
        finding["sentence"] for finding in told["findings"]
    ]
    assert told["scope"] == SCOPE
    assert told["layer"] == "WORKING"


def test_a_name_may_stand_for_a_code(terminal: Terminal) -> None:
    by_code = terminal.says("analyse", "--scope", SCOPE, "--layer", "formal")
    by_name = terminal.says("analyse", "--scope", "diocese of aldermere", "--layer", "FORMAL")
    assert by_name == by_code


def test_a_name_of_several_lists_them_and_an_unknown_one_is_said_to_be(terminal: Terminal) -> None:
    choices = terminal.refuses("analyse", "--scope", "trust:church")
    assert "Tideline Church Academies Trust (trust:90003)" in choices
    assert "Wennow and Quill Church Schools Trust (trust:90004)" in choices
    assert "'Atlantis'" in terminal.refuses("analyse", "--scope", "Atlantis")
    assert "diocese:CE32" in terminal.refuses("analyse", "--scope", "la:")


def test_an_import_counts_what_it_did_and_done_again_changes_nothing(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "harvest.csv"
    file.write_text(
        "row,partnership,kind,organisation,name,la\n"
        "member,Harvest Lunches,project,la:992,,\n"
        "member,Harvest Lunches,project,charity:9900099,Harvest Table,992\n"
        "member,Harvest Lunches,project,urn:999999,A school yet to come,\n"
    )
    command = ("import", "partnerships", file, *PUBLISHED, "--owner", "la:992", "--format", "json")
    before = terminal.version()
    would = terminal.answers(*command, "--dry-run")
    assert terminal.version() == before
    done = terminal.answers(*command)
    counted = {
        "rows": 3, "created": 2, "changed": 0, "unchanged": 0,
        "rejected": 0, "pending": 1, "ended": 0,
    }  # fmt: skip
    assert counted.items() <= done.items()
    assert would == done | {"dry_run": True}
    after = terminal.version()
    assert after > before
    again = terminal.answers(*command)
    assert (counted | {"created": 0, "unchanged": 2}).items() <= again.items()
    assert terminal.version() == after


@pytest.mark.parametrize("edition", files(), ids=lambda edition: edition.source)
def test_the_sample_imported_again_is_unchanged(terminal: Terminal, edition: Edition) -> None:
    before = terminal.version()
    counts = {"gias-establishments": 90, "gias-memberships": 48, "partnerships": 306, "goals": 13}
    rows = counts[edition.source]
    said = terminal.says("import", edition.source, edition.path, *PUBLISHED)
    assert said == f"{edition.path.name}: {rows} rows: {rows} unchanged.\n"
    assert terminal.version() == before


def test_how_sure_it_is_is_said_with_each_finding(terminal: Terminal) -> None:
    command = ("analyse", "--scope", SCOPE, "--confidence", "--runs", "4")
    told = terminal.answers(*command, "--format", "json")
    assert told["confidence"]["worlds"] == 4
    assert told["confidence"]["silent_about"] == 22
    sure = [f["confidence"]["sentence"] for f in told["findings"] if f["confidence"]]
    assert len(sure) > 10
    said = terminal.says(*command).splitlines()
    assert [line.strip() for line in said if "4 runs that" in line] == sure
    assert said[-1] == told["confidence"]["sentence"]
    sheet = csv.DictReader(io.StringIO(terminal.says(*command, "--format", "csv")))
    assert [row["How sure"] for row in sheet if row["How sure"]] == sure
    assert terminal.answers("analyse", "--scope", SCOPE, "--format", "json")["confidence"] is None


def test_formal_links_have_no_confidence_and_it_is_said(terminal: Terminal) -> None:
    said = terminal.says("analyse", "--scope", SCOPE, "--layer", "formal", "--confidence")
    assert said.endswith("nothing about them is left open to check.\n")


def test_a_query_does_not_wait_for_what_goes_on_in_the_background(terminal: Terminal) -> None:
    asked = f'{{ analysis(scope: ["{SCOPE}"], runs: 200) {{ confidence {{ state }} }} }}'
    done = terminal.run("query", "-", stdin=asked)
    assert json.loads(done.stdout)["data"] == {"analysis": {"confidence": {"state": "CHECKING"}}}
    assert (done.returncode, done.stderr) == (0, "")
