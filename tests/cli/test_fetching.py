"""Fetching the register from the command line: from a server to a report in one go."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.cli.terminal import Terminal
from tests.imports.files import as_csv, group, link, membership, school
from tests.imports.publisher import Shelf, serving

FETCH = ("fetch", "gias", "--date", "2026-03-01")
FILES = {
    "/edubasealldata20260301.csv": as_csv([school("100001"), school("100002", trust="7001")]),
    "/allgroupsdata20260301.csv": as_csv([group("7001"), group("8001", type="Federation")]),
    "/alllinksdata20260301.csv": as_csv([membership("100002", "7001")]),
    "/links_edubasealldata20260301.csv": as_csv(
        [
            link("100001", "100002", "Successor", "31-08-2012"),
            link("100001", "100003", "Successor"),
            link("100001", "100002", "Closure"),
        ]
    ),
}


@pytest.fixture(scope="module")
def empty(newcomer: Terminal) -> Terminal:
    """A terminal on a store of its own."""
    return replace(newcomer, data=newcomer.home / ".partnermap-fetched")


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with serving(Shelf(dict(FILES))) as opened:
        yield opened


def test_the_register_is_fetched_and_imported(empty: Terminal, shelf: Shelf) -> None:
    address = {"PARTNERMAP_GIAS_ADDRESS": f"{shelf.address}/{{file}}"}
    shelf.wrong["/alllinksdata20260301.csv"] = [503, "cut 100"]
    done = empty.run(*FETCH, "--format", "json", **address)
    # One row of the links is no succession.
    assert (done.returncode, done.stderr) == (3, "")
    counted = [
        (r["source"], r["rows"], r["created"], r["pending"], r["rejected"])
        for r in json.loads(done.stdout)
    ]
    assert counted == [
        ("gias-groups", 2, 2, 0, 0),
        ("gias-establishments", 2, 2, 0, 0),
        ("gias-memberships", 1, 1, 0, 0),
        ("gias-links", 3, 1, 1, 1),
    ]
    asked = len(shelf.asked)
    again = empty.run(*FETCH, "--only", "gias-groups", **address)
    assert again.stdout == "allgroupsdata20260301.csv: 2 rows: 2 unchanged.\n"
    assert (again.returncode, len(shelf.asked)) == (0, asked)


def test_without_an_address_nothing_is_asked_for(empty: Terminal) -> None:
    assert "set PARTNERMAP_GIAS_ADDRESS" in empty.refuses(*FETCH)


def test_an_error_page_is_refused_in_a_sentence(empty: Terminal, shelf: Shelf) -> None:
    shelf.files["/allgroupsdata20260401.csv"] = b"<html><body>Try again later</body></html>"
    said = empty.refuses(
        "fetch", "gias", "--date", "2026-04-01",
        PARTNERMAP_GIAS_ADDRESS=f"{shelf.address}/{{file}}",
    )  # fmt: skip
    assert said.startswith("allgroupsdata20260401.csv is a web page")
