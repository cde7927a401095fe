"""What ends, when it ended, and what an older edition adds."""

from pathlib import Path

import pytest

from partnermap.store.bolt import Store
from partnermap.store.writes import graph_hash
from tests.imports.files import OPEN, UNKNOWN, Publisher, membership, properties, school, ties

MANY = [school(f"1001{n}") for n in range(10, 60)]
"""Enough other schools that the end of a few is no great loss."""


@pytest.fixture
def publisher(store: Store, tmp_path: Path) -> Publisher:
    return Publisher(store, tmp_path)


async def test_a_school_that_is_dropped_ends_between_the_editions(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001", trust="7001"), *MANY)
    report = await publisher.schools("2019-06-01", *MANY)
    assert report.ended == 1
    found = await properties(store, "urn:100001")
    assert (found["untilFrom"], found["until"]) == ("2019-03-01", "2019-06-01")
    assert (found["status"], found["name"]) == ("CLOSED", "School 100001")
    assert await ties(store, "IN_TRUST") == {
        ("urn:100001", "uid:7001", UNKNOWN, "2019-03-01..2019-06-01")
    }


async def test_a_school_that_comes_back_is_open_again(store: Store, publisher: Publisher) -> None:
    await publisher.schools("2019-03-01", school("100001", trust="7001"), *MANY)
    await publisher.schools("2019-06-01", *MANY)
    await publisher.schools("2019-09-01", school("100001", trust="7001"), *MANY)
    found = await properties(store, "urn:100001")
    assert (found["until"], found["status"]) == (OPEN, "OPEN")
    assert "untilFrom" not in found
    assert await ties(store, "IN_TRUST") == {
        ("urn:100001", "uid:7001", UNKNOWN, "2019-03-01..2019-06-01"),
        ("urn:100001", "uid:7001", "2019-06-02..2019-09-01", OPEN),
    }


async def test_a_school_that_moves_leaves_one_trust_and_joins_another(
    store: Store, publisher: Publisher
) -> None:
    others = [school(f"1002{n}", trust="7001") for n in range(10, 30)]
    await publisher.schools("2019-03-01", school("100001", trust="7001"), *others)
    report = await publisher.schools("2019-06-01", school("100001", trust="7002"), *others)
    assert (report.changed, report.ended) == (1, 0)
    assert {tie for tie in await ties(store, "IN_TRUST") if tie[0] == "urn:100001"} == {
        ("urn:100001", "uid:7001", UNKNOWN, "2019-03-01..2019-06-01"),
        ("urn:100001", "uid:7002", UNKNOWN, OPEN),
    }
    again = await graph_hash(store)
    await publisher.schools("2019-09-01", school("100001", trust="7002"), *others)
    assert await graph_hash(store) == again


async def test_a_tie_ends_when_nobody_says_it_any_more(store: Store, publisher: Publisher) -> None:
    await publisher.schools("2019-03-01", school("100001", trust="7001"), *MANY)
    await publisher.memberships("2019-04-01", membership("100001", "7001"))
    await publisher.schools("2019-06-01", school("100001"), *MANY, force=True)
    assert await ties(store, "IN_TRUST") == {("urn:100001", "uid:7001", "2013-09-01", OPEN)}
    await publisher.memberships("2019-07-01", membership("100110", "7001"), force=True)
    assert ("urn:100001", "uid:7001", "2013-09-01", "2019-04-01..2019-07-01") in await ties(
        store, "IN_TRUST"
    )


async def test_rejected_rows_are_spared(store: Store, publisher: Publisher) -> None:
    await publisher.schools("2019-03-01", school("100001", trust="7001"), school("100002"), *MANY)
    report = await publisher.schools(
        "2019-06-01",
        school("100001", opened="soon"),  # its key can be read
        school("1OOOO2", name="School 100002"),  # its name can
        *MANY,
    )
    assert (report.rejected, report.ended, report.warnings) == (2, 0, ())
    for id_ in ("urn:100001", "urn:100002", "uid:7001"):
        assert (await properties(store, id_))["until"] == OPEN


async def test_nothing_ends_when_a_rejected_row_may_be_anything(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001"), school("100002"), *MANY)
    report = await publisher.schools("2019-06-01", school("?", name="Unheard of"), *MANY)
    assert (report.rejected, report.ended) == (1, 0)
    assert "Nothing was ended" in report.warnings[0]
    assert (await properties(store, "urn:100001"))["until"] == OPEN


async def test_memberships_are_spared_by_the_half_of_the_key_that_is_left(
    store: Store, publisher: Publisher
) -> None:
    schools = [school(f"1000{n}") for n in range(10, 50)]
    rows = [membership(row["URN"], str(7000 + n // 2)) for n, row in enumerate(schools)]
    await publisher.schools("2019-03-01", *schools)
    await publisher.memberships("2019-03-01", *rows)
    corrupt = [membership("?", "7000"), membership("100012", "?")]
    report = await publisher.memberships("2019-06-01", *corrupt, *rows[4:])
    # Both schools of 7000 are spared, 100012 is, and 100013 was dropped.
    assert (report.rejected, report.ended) == (2, 1)
    ended = {tie[0] for tie in await ties(store, "IN_TRUST") if tie[3] != OPEN}
    assert ended == {"urn:100013"}


async def test_an_older_edition_ends_and_overwrites_nothing(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001", trust="7002", town="New"), *MANY)
    before = await properties(store, "urn:100001")
    report = await publisher.schools(
        "2017-03-01", school("100001", trust="7001", town="Old"), school("100002"), MANY[0]
    )
    assert (report.created, report.unchanged, report.ended) == (2, 1, 0)
    assert await properties(store, "urn:100001") == before
    assert await ties(store, "IN_TRUST") == {
        ("urn:100001", "uid:7001", UNKNOWN, "2017-03-01..2019-03-01"),
        ("urn:100001", "uid:7002", UNKNOWN, OPEN),
    }
    gone = await properties(store, "urn:100002")
    assert (gone["untilFrom"], gone["until"]) == ("2017-03-01", "2019-03-01")
    assert gone["status"] == "CLOSED"
    graph, version = await graph_hash(store), await store.data_version()
    report = await publisher.schools(
        "2017-03-01", school("100001", trust="7001", town="Old"), school("100002"), MANY[0]
    )
    assert (report.created, report.unchanged) == (0, 3)
    assert (await graph_hash(store), await store.data_version()) == (graph, version)


async def test_the_edition_before_the_last_adds_nothing(store: Store, publisher: Publisher) -> None:
    first = [school("100001", trust="7001"), school("100002"), *MANY]
    await publisher.schools("2019-03-01", *first)
    await publisher.schools("2019-06-01", school("100002", town="Elsewhere"), *MANY)
    graph = await graph_hash(store)
    report = await publisher.schools("2019-03-01", *first)
    assert (report.created, report.changed, report.ended) == (0, 0, 0)
    assert await graph_hash(store) == graph
