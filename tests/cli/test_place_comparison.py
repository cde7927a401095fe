"""Places side by side in a terminal: in words, as JSON and as a spreadsheet."""

import csv

from partnermap.sample import SCOPE
from tests.cli.terminal import Terminal

ASKED = ("compare-places", "--kind", "la", "--scope", "all")


def test_it_says_in_words_what_it_says_as_data(terminal: Terminal) -> None:
    places = terminal.answers(*ASKED, "--format", "json")["places"]
    said = terminal.says(*ASKED)
    for place in places:
        assert f"{place['name']}: {place['sentence']}\n" in said
    assert "density" not in said.lower()
    assert "centrali" not in said.lower()
    assert "one in 25" in said.splitlines()[-1]
    rows = list(csv.DictReader(terminal.says(*ASKED, "--format", "csv").splitlines()))
    assert [(row["id"], row["measure"], row["value"]) for row in rows] == [
        (place["id"], one["measure"], "" if one["value"] is None else str(one["value"]))
        for place in places
        for one in place["measures"]
    ]


def test_the_query_says_the_same(terminal: Terminal) -> None:
    told = terminal.answers(
        "compare-places", "--kind", "trust", "--scope", SCOPE, "--seed", "4",
        "--as-of", "2024-06-01", "--measure", "density", "--measure", "modularity",
        "--format", "json",
    )  # fmt: skip
    query = f"""{{ comparePlaces(kind: TRUST, scope: ["{SCOPE}"], seed: 4, asOf: "2024-06-01",
      measures: [DENSITY, MODULARITY]) {{
        scope kind asOf dataVersion seed nulls places {{
          id name organisations heard alone notKnown sentence
          measures {{ measure value setAgainst among below equal percentile }} }} }} }}"""
    assert terminal.answers("query", "-", stdin=query)["data"]["comparePlaces"] == told


def test_where_there_is_no_such_place_it_says_so(terminal: Terminal) -> None:
    nowhere = ("--scope", "area:1/1/1")
    assert "No such place" in terminal.says("compare-places", "--kind", "diocese", *nowhere)


def test_a_kind_that_is_none_is_wrong_usage(terminal: Terminal) -> None:
    done = terminal.run("compare-places", "--kind", "planet", "--scope", "all")
    assert done.returncode == 2
    assert "planet" in done.stderr
