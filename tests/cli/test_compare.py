"""What happened between two days, in a terminal: in words, as JSON and as a spreadsheet."""

import csv

from partnermap.sample import SCOPE
from tests.cli.terminal import Terminal

DAYS = ("--scope", SCOPE, "--from", "2023-01-01", "--to", "2023-12-31")


def test_it_says_in_words_what_it_says_as_data(terminal: Terminal) -> None:
    told = terminal.answers("compare", *DAYS, "--format", "json")
    sentences = [event["sentence"] for event in told["events"]]
    said = terminal.says("compare", *DAYS)
    assert [line.strip() for line in said.splitlines() if line.startswith("  ")] == sentences
    rows = list(csv.DictReader(terminal.says("compare", *DAYS, "--format", "csv").splitlines()))
    assert [row["sentence"] for row in rows] == sentences
    assert [row["about"].split() for row in rows] == [event["about"] for event in told["events"]]
    assert told["counts"]["CLOSED"] == 1


def test_the_query_says_the_same(terminal: Terminal) -> None:
    told = terminal.answers("compare", *DAYS, "--format", "json")
    query = f"""{{ compare(scope: ["{SCOPE}"], from: "2023-01-01", to: "2023-12-31") {{
      events {{ kind day {{ earliest latest precision }} about sentence mayLieOutside }} }} }}"""
    answer = terminal.answers("query", "-", stdin=query)
    assert answer["data"]["compare"]["events"] == told["events"]


def test_what_was_left_out_is_counted(terminal: Terminal) -> None:
    total = len(terminal.answers("compare", *DAYS, "--format", "json")["events"])
    said = terminal.says("compare", *DAYS, "--limit", "2")
    assert said.endswith(f"And {total - 2} more, which a higher --limit shows.\n")


def test_days_that_are_no_period_are_refused(terminal: Terminal) -> None:
    turned = ("--scope", SCOPE, "--from", "2024-01-01", "--to", "2023-01-01")
    assert "2024-01-01 is after 2023-01-01" in terminal.refuses("compare", *turned)
    same = ("--scope", SCOPE, "--from", "2024-01-01", "--to", "2024-01-01")
    assert "Nothing is recorded to have changed" in terminal.says("compare", *same)
