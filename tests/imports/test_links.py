"""The register's links: successions told from either end, their ends missing, forks and circles."""

from pathlib import Path
from typing import Any

import pytest

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.imports import links
from partnermap.imports.facts import first_missing
from partnermap.imports.table import read_bytes, read_table
from partnermap.model.dates import Span, When
from partnermap.model.facts import SUCCEEDED_BY, Tie
from partnermap.scope import LOCAL, Scope
from partnermap.store.bolt import Store
from partnermap.store.reads import read_network
from partnermap.store.writes import graph_hash
from partnermap.vocabulary import Layer
from tests.imports.files import OPEN, UNKNOWN, Publisher, link, school, table, ties

REGISTER = (
    Path(__file__).parents[3] / "shared" / "data" / "gias" / "links_edubasealldata20240717.csv"
)
SCHOOLS = REGISTER.with_name("edubase_england_2018-19_derived.csv")

OLD, NEW = "urn:100001", "urn:100002"


@pytest.fixture
def publisher(store: Store, tmp_path: Path) -> Publisher:
    return Publisher(store, tmp_path)


def test_both_ends_tell_one_tie() -> None:
    edition = links.parse(
        table(
            link("100001", "100002", "Successor - merged", "31-08-2012"),
            link("100002", "100001", "Predecessor", ""),
        )
    )
    told, blank = edition.rows
    assert (told.key, blank.key) == ("100001/100002", "100002/100001")
    day = Span(When("2012-08-31", "2012-08-31"))
    assert told.ties == (Tie(SUCCEEDED_BY, OLD, NEW, day, {"how": "MERGED"}),)
    assert blank.ties == (Tie(SUCCEEDED_BY, OLD, NEW),)


def test_the_day_that_stands_for_none() -> None:
    (fact,) = links.parse(table(link("100001", "100002", "Successor", "01-01-1900"))).rows
    assert fact.ties[0].span == Span()


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (("100001", "100001", "Successor"), "LinkURN", "a school cannot take over from itself"),
        (("100001", "100002", "Result of Amalgamation"), "LinkType", "which of the two schools"),
        (("100001", "100002", "Sixth Form Centre Link"), "LinkType", "which of the two schools"),
        (("100001", "100002", "Successor - adopted"), "LinkType", "no kind of succession"),
        (("100001", "100002", ""), "LinkType", "must not be empty"),
        (("100001", "l00002", "Successor"), "LinkURN", "not a URN"),
        (("100001", "100002", "Successor", "31-02-2012"), "LinkEstablishedDate", "no such day"),
    ],
)
def test_what_is_no_succession_is_rejected(row: tuple[str, ...], column: str, reason: str) -> None:
    edition = links.parse(table(link(*row)))
    (rejected,) = edition.rejected
    (problem,) = rejected.problems
    assert (edition.rows, problem.column) == ((), column)
    assert reason in problem.reason
    assert rejected.key[0] == "100001"


async def test_one_tie_of_two_facts_on_the_later_day(store: Store, publisher: Publisher) -> None:
    await publisher.schools("2019-03-01", school("100001"), school("100002"))
    report = await publisher.links(
        "2019-03-01",
        link("100001", "100002", "Successor", "31-08-2012"),
        link("100002", "100001", "Predecessor - merged", "01-09-2012"),
    )
    assert (report.rows, report.created, report.pending) == (2, 2, 0)
    assert await ties(store, SUCCEEDED_BY) == {(OLD, NEW, "2012-09-01", OPEN)}
    told = await store.read(f"MATCH ()-[r:{SUCCEEDED_BY}]->() RETURN r.saidBy, r.how")
    both = ["gias-links/100001/100002", "gias-links/100002/100001"]
    assert told == [[both, "MERGED"]]


async def test_ends_that_are_missing_are_waited_for(store: Store, publisher: Publisher) -> None:
    rows = [
        link("100001", "100002", "Successor", "31-08-2012"),
        link("100002", "100001", "Predecessor", "01-09-2012"),
    ]
    report = await publisher.links("2019-03-01", *rows)
    assert (report.created, report.pending) == (0, 2)
    await publisher.schools("2019-03-01", school("100002"))
    assert await ties(store, SUCCEEDED_BY) == set()
    await publisher.schools("2019-06-01", school("100001"), school("100002"))
    assert await ties(store, SUCCEEDED_BY) == {(OLD, NEW, "2012-09-01", OPEN)}
    graph = await graph_hash(store)
    report = await publisher.links("2019-03-01", *rows)
    assert (report.created, report.unchanged) == (0, 2)
    assert await graph_hash(store) == graph


async def test_forks_and_circles_are_kept_as_they_are(store: Store, publisher: Publisher) -> None:
    await publisher.schools("2019-03-01", *(school(f"10000{n}") for n in range(1, 4)))
    await publisher.links(
        "2019-03-01",
        link("100001", "100002", "Successor - Split School"),
        link("100001", "100003", "Successor - Split School"),
        link("100003", "100001", "Successor"),
    )
    assert await ties(store, SUCCEEDED_BY) == {
        (OLD, NEW, UNKNOWN, OPEN),
        (OLD, "urn:100003", UNKNOWN, OPEN),
        ("urn:100003", OLD, UNKNOWN, OPEN),
    }


async def test_a_corrected_day_moves_the_tie_and_a_withdrawn_one_ends_it(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001"), school("100002"))
    await publisher.links("2019-03-01", link("100001", "100002", "Successor", "31-08-2012"))
    await publisher.links("2019-06-01", link("100001", "100002", "Successor", "31-08-2013"))
    assert await ties(store, SUCCEEDED_BY) == {(OLD, NEW, "2013-08-31", OPEN)}
    other = link("100005", "100006", "Successor")
    await publisher.links("2019-09-01", other, force=True)
    assert await ties(store, SUCCEEDED_BY) == {(OLD, NEW, "2013-08-31", "2019-06-01..2019-09-01")}
    again = link("100001", "100002", "Successor", "")
    await publisher.links("2019-12-01", other, again)
    # It did not happen anew when it was told again.
    assert await ties(store, SUCCEEDED_BY) == {(OLD, NEW, "2013-08-31", OPEN)}


async def test_what_had_happened_by_a_day(store: Store, publisher: Publisher) -> None:
    await publisher.schools(
        "2019-03-01",
        school("100001", opened="01-09-2000", closed="31-08-2012", status="Closed"),
        school("100002", opened="01-09-2012"),
    )
    await publisher.links(
        "2019-03-01", link("100002", "100001", "Predecessor - amalgamated", "01-09-2012")
    )
    api = Api(build_schema(), store)

    async def told(day: str, identifier: str, field: str) -> Any:
        text = f"""query Q($day: Date) {{
            organisation(identifier: "{identifier}", asOf: $day) {{
                {field} {{ organisation {{ id status }} how since {{ earliest }} until {{ latest }}
                    mayHaveHeld }} formalTies {{ kind }} }} }}"""
        answer = await api.execute(text, {"day": day}, access=LOCAL)
        assert answer.data is not None, answer.errors
        assert [tie["kind"] for tie in answer.data["organisation"]["formalTies"]] == ["IN_LA"]
        return answer.data["organisation"][field]

    (before,) = await told("2020-01-01", NEW, "predecessors")
    assert before == {
        "organisation": {"id": OLD, "status": "CLOSED"},
        "how": "AMALGAMATED",
        "since": {"earliest": "2012-09-01"},
        "until": None,
        "mayHaveHeld": False,
    }
    assert await told("2010-01-01", OLD, "successors") == []


async def test_a_succession_is_no_tie_of_a_network(store: Store, publisher: Publisher) -> None:
    await publisher.schools("2019-03-01", school("100001"), school("100002", la="202"))
    await publisher.links("2019-03-01", link("100001", "100002", "Successor"))
    network = await read_network(store, Scope.parse("la:201"), Layer.COMBINED, None, LOCAL)
    assert {edge.kind for edge in network.formal} == {"IN_LA"}
    assert {node.id for node in network.nodes} == {OLD, "la:201"}


@pytest.mark.skipif(not REGISTER.exists(), reason=f"{REGISTER.name} is not in ../shared/data")
def test_the_whole_register_is_read() -> None:
    edition = links.parse(read_table(REGISTER.name, read_bytes(REGISTER)))
    assert len(edition.rows) + len(edition.rejected) == 32_825
    pairs = {(tie.start, tie.end) for fact in edition.rows for tie in fact.ties}
    both_ways = {pair for pair in pairs if pair[::-1] in pairs}
    assert (len(edition.rejected), len(pairs), len(both_ways)) == (349, 16_363, 24)
    schools = read_table(SCHOOLS.name, read_bytes(SCHOOLS))
    urn = schools.header.index("URN")
    there = {f"urn:{row.cells[urn]}" for row in schools.rows()}
    pending = [fact for fact in edition.rows if first_missing(fact, there)]
    # With 226 of those rejected, 28,542 rows of the file lack an end on this register.
    assert len(pending) == 28_316
