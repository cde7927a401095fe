"""Repairs in a terminal: in words, as JSON and as a spreadsheet, and the same as the query says."""

import csv

import pytest

from partnermap.sample import SCOPE
from tests.cli.terminal import Terminal

WITHIN = ("--scope", SCOPE, "--km", "5")


def test_it_says_in_words_what_it_says_as_data(terminal: Terminal) -> None:
    told = terminal.answers("repairs", *WITHIN, "--format", "json")
    said = terminal.says("repairs", *WITHIN)
    assert said.startswith(f"{told['sentence']}\n{told['consequence']}\n")
    sentences = [repair["sentence"] for repair in told["repairs"]]
    assert len(sentences) == told["totalCount"] > 0
    assert said.splitlines()[3::2] == [
        f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1)
    ]
    rows = list(csv.DictReader(terminal.says("repairs", *WITHIN, "--format", "csv").splitlines()))
    assert [row["sentence"] for row in rows] == sentences
    assert [[row["one"], row["other"]] for row in rows] == [r["ends"] for r in told["repairs"]]
    assert [float(row["km"]) for row in rows] == [repair["km"] for repair in told["repairs"]]


def test_the_query_says_the_same(terminal: Terminal) -> None:
    told = terminal.answers("repairs", *WITHIN, "--most", "1", "--format", "json")
    query = f"""{{ repairs(scope: ["{SCOPE}"], limits: {{km: 5, most: 1}}) {{
      scope asOf dataVersion organisations silentAbout sentence consequence totalCount
      atLeast impossible fewest cheapest km
      before {{ organisations pupils uncounted }} after {{ organisations pupils uncounted }}
      repairs {{ ends km saves {{ organisations pupils uncounted }} sentence }} }} }}"""
    assert terminal.answers("query", "-", stdin=query)["data"]["repairs"] == told


def test_whom_they_leave_out(terminal: Terminal) -> None:
    first = terminal.answers("repairs", *WITHIN, "--format", "json")["repairs"][0]["ends"]
    limits = ("--without", first[0], "--kind", "school")
    told = terminal.answers("repairs", *WITHIN, *limits, "--format", "json")
    assert all(first[0] not in repair["ends"] for repair in told["repairs"])
    assert all(id_.startswith("urn:") for repair in told["repairs"] for id_ in repair["ends"])


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (("--km", "-1"), "The limit km is a number from 0; -1 was given."),
        (("--most", "-1"), "The limit most is a number from 0; -1 was given."),
        (("--without", "urn:1"), "urn:1 is no organisation of this scope"),
    ],
)
def test_limits_that_cannot_be_meant(
    terminal: Terminal, limits: tuple[str, ...], words: str
) -> None:
    assert words in terminal.refuses("repairs", "--scope", SCOPE, *limits)


def test_limits_that_leave_nothing_are_answered(terminal: Terminal) -> None:
    said = terminal.says("repairs", "--scope", SCOPE, "--most", "0")
    assert said.startswith("No new partnership within these limits mends anything: ")
