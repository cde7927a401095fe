"""Imports into a store: what is created, changed, pending and refused, and what it costs."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from partnermap.errors import BadInputError, RefusedError
from partnermap.imports.run import run_import
from partnermap.store.bolt import Store
from partnermap.store.ledger import Importing, leased
from partnermap.store.writes import graph_hash
from tests.imports.files import (
    OPEN,
    UNKNOWN,
    Publisher,
    as_csv,
    asked,
    member,
    membership,
    properties,
    school,
    ties,
)


@pytest.fixture
def publisher(store: Store, tmp_path: Path) -> Publisher:
    return Publisher(store, tmp_path)


async def test_schools_their_wholes_and_their_ties(store: Store, publisher: Publisher) -> None:
    report = await publisher.schools(
        "2019-03-01", school("100001", trust="7001"), school("100002", diocese="CE32")
    )
    assert (report.rows, report.created) == (2, 2)
    assert await ties(store, "IN_TRUST") == {("urn:100001", "uid:7001", UNKNOWN, OPEN)}
    assert await ties(store, "IN_DIOCESE") == {("urn:100002", "diocese:CE32", UNKNOWN, OPEN)}
    assert len(await ties(store, "IN_LA")) == 2
    assert (await properties(store, "urn:100001"))["sortKey"] == "school 100001 urn:100001"
    assert (await properties(store, "uid:7001"))["trustType"] == "MULTI_ACADEMY"


async def test_a_repeated_import_changes_nothing(store: Store, publisher: Publisher) -> None:
    rows = [school("100001", trust="7001"), school("100002")]
    await publisher.schools("2019-03-01", *rows)
    version, graph = await store.data_version(), await graph_hash(store)
    report = await publisher.schools("2019-03-01", *rows)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)
    report = await publisher.schools("2019-06-01", *rows)
    assert (report.unchanged, report.ended) == (2, 0)
    assert (await store.data_version(), await graph_hash(store)) == (version, graph)


async def test_a_changed_row_changes_what_it_says(store: Store, publisher: Publisher) -> None:
    rows = [school(f"1000{n}") for n in range(10, 30)]
    await publisher.schools("2019-03-01", *rows)
    rows[0] = school("100010", name="Birch School", town="")
    report = await publisher.schools("2019-06-01", *rows)
    assert (report.changed, report.unchanged) == (1, 19)
    found = await properties(store, "urn:100010")
    assert (found["name"], found["folded"]) == ("Birch School", "birch school")
    assert "town" not in found


async def test_two_files_say_one_tie(store: Store, publisher: Publisher) -> None:
    await publisher.schools("2019-03-01", school("100001", trust="7001"))
    await publisher.memberships("2019-06-01", membership("100001", "7001"))
    assert await ties(store, "IN_TRUST") == {("urn:100001", "uid:7001", "2013-09-01", OPEN)}
    assert (await properties(store, "uid:7001"))["companyNumber"] == "01234567"
    said_by = await store.read("MATCH ()-[r:IN_TRUST]->() RETURN r.saidBy")
    assert said_by == [[["gias-establishments/100001", "gias-memberships/100001/7001"]]]


async def test_the_order_of_files_does_not_matter(store: Store, publisher: Publisher) -> None:
    async def everything(order: list[int]) -> str:
        await store.write(lambda t: t.run("MATCH (n) WHERE NOT n:Meta DETACH DELETE n"))
        files = [
            ("gias-establishments", [school("100001", trust="7001"), school("100002")]),
            ("gias-memberships", [membership("100001", "7001"), membership("100002", "7001")]),
            ("partnerships", [member("urn:100001"), member("charity:123456", name="A", la="201")]),
        ]
        for source, rows in (files[n] for n in order):
            await publisher.publish(source, "2019-03-01", *rows)
        return await graph_hash(store)

    assert await everything([0, 1, 2]) == await everything([2, 1, 0]) == await everything([1, 2, 0])


async def test_a_tie_waits_for_its_other_end(store: Store, publisher: Publisher) -> None:
    rows = [membership("100001", "7001"), membership("100002", "7001")]
    await publisher.schools("2019-03-01", school("100001"))
    report = await publisher.memberships("2019-03-01", *rows)
    assert (report.created, report.pending) == (1, 1)
    report = await publisher.memberships("2019-03-01", *rows)
    assert (report.unchanged, report.pending) == (1, 1)
    await publisher.schools("2019-06-01", school("100001"), school("100002"))
    assert {tie[0] for tie in await ties(store, "IN_TRUST")} == {"urn:100001", "urn:100002"}
    report = await publisher.memberships("2019-03-01", *rows)
    assert (report.unchanged, report.pending) == (2, 0)


async def test_a_row_may_wait_for_several(store: Store, publisher: Publisher) -> None:
    row = member("", name="Food Bank", la="201")
    assert (await publisher.partnerships("2019-03-01", row)).pending == 1
    assert len(await ties(store, "MEMBER_OF")) == 1
    moved = member("", name="Food Bank", la="202", joined="2019-09")
    assert (await publisher.partnerships("2019-04-01", moved, force=True)).pending == 1
    await publisher.schools("2019-03-01", school("100001", la="202"))
    assert {(tie[1], tie[2]) for tie in await ties(store, "MEMBER_OF")} == {
        (tie[1], "2019-09-01..2019-09-30") for tie in await ties(store, "MEMBER_OF")
    }
    assert "la:202" in {tie[1] for tie in await ties(store, "IN_LA")}


async def test_partnerships_and_who_was_asked(store: Store, publisher: Publisher) -> None:
    await publisher.schools("2019-03-01", school("100001"), school("100002"))
    report = await publisher.partnerships(
        "2019-04-01",
        member("urn:100001", role="lead"),
        member("charity:123456", name="Food Bank", la="201"),
        asked("urn:100002", "silent"),
    )
    assert report.created == 3
    assert {tie[0] for tie in await ties(store, "MEMBER_OF")} == {"urn:100001", "charity:123456"}
    answers = await store.read("MATCH (o)-[a:ASKED]->(r:Round) RETURN o.id, a.answer, r.name")
    assert answers == [["urn:100002", "SILENT", "Spring 2026"]]


async def test_the_file_of_one_owner_never_ends_what_another_says(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001"), school("100002"))
    await publisher.partnerships("2019-04-01", member("urn:100001"), owner="diocese:CE32")
    report = await publisher.partnerships("2019-05-01", member("urn:100002"), owner="diocese:CE23")
    assert (report.created, report.ended) == (1, 0)
    rows = await store.read("MATCH (p:Partnership) RETURN count(p)")
    assert rows == [[2]]


async def test_a_dry_run_counts_and_writes_nothing(store: Store, publisher: Publisher) -> None:
    await publisher.schools("2019-03-01", school("100001"), school("100002"))
    version, graph = await store.data_version(), await graph_hash(store)
    rows = [school("100001", town="Elsewhere"), school("100003"), school("x")]
    tried = await publisher.schools("2019-06-01", *rows, force=True, dry_run=True)
    assert (await store.data_version(), await graph_hash(store)) == (version, graph)
    done = await publisher.schools("2019-06-01", *rows, force=True)
    assert tried.counts() == done.counts()
    assert (done.created, done.changed, done.rejected) == (1, 1, 1)


async def test_a_great_loss_is_refused_before_anything_is_written(
    store: Store, publisher: Publisher
) -> None:
    rows = [school(f"1000{n}", trust="7001") for n in range(10, 30)]
    await publisher.schools("2019-03-01", *rows)
    graph = await graph_hash(store)
    with pytest.raises(RefusedError, match=r"3 of 20 rows.*--force"):
        await publisher.schools("2019-06-01", *rows[3:])
    with pytest.raises(RefusedError, match=r"3 of 20 ties of the kind IN_TRUST"):
        without = [school(f"1000{n}") for n in range(10, 13)]
        await publisher.schools("2019-06-01", *without, *rows[3:])
    assert await graph_hash(store) == graph
    report = await publisher.schools("2019-06-01", *rows[3:], force=True)
    assert report.ended == 3


async def test_one_import_of_a_source_at_a_time(store: Store, publisher: Publisher) -> None:
    other = Importing("gias-establishments", "import:other", {}, {"published": "x"})
    async with leased(store, [other]):
        with pytest.raises(RefusedError, match="is being imported already"):
            await publisher.schools("2019-03-01", school("100001"))
        assert (await publisher.memberships("2019-03-01", membership("100001", "7001"))).pending
    assert (await publisher.schools("2019-03-01", school("100001"))).created == 1


async def test_an_importer_that_was_killed_blocks_nobody(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001"))
    await store.write(
        lambda t: t.run("MATCH (s:Source) SET s.holder = 'here/1/0.00/1', s.beat = 0.0")
    )
    assert (await publisher.schools("2019-03-01", school("100001"))).unchanged == 1


async def test_imports_of_several_sources_at_once(store: Store, tmp_path: Path) -> None:
    schools, members = tmp_path / "schools.csv", tmp_path / "members.csv"
    urns = [f"10{n}" for n in range(1000, 3500)]
    schools.write_bytes(as_csv(school(urn, trust=str(7000 + int(urn) % 50)) for urn in urns))
    members.write_bytes(as_csv(membership(urn, str(7000 + int(urn) % 50)) for urn in urns))
    day = date(2019, 3, 1)
    await asyncio.gather(
        run_import(store, "gias-establishments", schools, published=day),
        run_import(store, "gias-memberships", members, published=day),
    )
    # Whichever was first, an import after both finds every tie that can be made.
    await run_import(store, "gias-memberships", members, published=day)
    found = await ties(store, "IN_TRUST")
    assert len(found) == len(urns)
    assert {tie[2] for tie in found} == {"2013-09-01"}


@pytest.mark.parametrize(
    ("file", "words"),
    [("edition.csv", "--published"), ("edubasealldata20241399.csv", "--published")],
)
async def test_the_day_of_publication_must_be_known(
    store: Store, tmp_path: Path, file: str, words: str
) -> None:
    (tmp_path / file).write_bytes(as_csv([school("100001")]))
    with pytest.raises(BadInputError, match=words):
        await run_import(store, "gias-establishments", tmp_path / file)


async def test_the_register_puts_the_day_in_the_name(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "edubasealldata20240717.csv"
    path.write_bytes(as_csv([school("100001")]))
    report = await run_import(store, "gias-establishments", path)
    assert report.published == date(2024, 7, 17)
    assert report.as_json()["published"] == "2024-07-17"


async def test_progress_is_told(store: Store, publisher: Publisher) -> None:
    steps: list[tuple[int, int]] = []
    await publisher.schools(
        "2019-03-01", school("100001"), on_progress=lambda *step: steps.append(step)
    )
    assert steps[-1] == (2, 2)


async def test_bad_input_leaves_the_store_alone(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"<html>")
    version = await store.data_version()
    with pytest.raises(BadInputError):
        await run_import(store, "gias-establishments", path, published=date(2019, 3, 1))
    with pytest.raises(BadInputError, match="choose from"):
        await run_import(store, "gias", path, published=date(2019, 3, 1))
    assert await store.data_version() == version
    assert await store.read("MATCH (n) WHERE NOT n:Meta RETURN count(n)") == [[0]]
