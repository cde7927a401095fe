"""Providers of initial teacher training and the schools they place trainees in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnermap.imports import itt_sites
from partnermap.model.facts import Tie
from partnermap.store.bolt import Store
from partnermap.store.writes import graph_hash
from tests.imports.files import Publisher, member, properties, school, site, table

BILATERAL = """
    MATCH (p:Partnership {kind: 'BILATERAL'}) RETURN p.name,
        [(p)<-[m:MEMBER_OF]-(o:Organisation) | o.name + ' ' + m.role] AS sides ORDER BY p.name
"""


@pytest.fixture
def publisher(store: Store, tmp_path: Path) -> Publisher:
    return Publisher(store, tmp_path)


def test_a_provider_and_a_school_are_one_bilateral_partnership_however_many_sites() -> None:
    rows = [site("1AB", "100001"), site("1AB", "100001", site_code="Q"), site("1AB", "100002")]
    edition = itt_sites.parse(table(*rows))
    assert [fact.key for fact in edition.rows] == ["1AB/100001", "1AB/100002"]
    assert (edition.repeats, edition.rejected) == (1, ())
    (partnership,) = edition.rows[0].things
    assert partnership.properties == {
        "name": "Alder Teaching with School 100001",
        "kind": "BILATERAL",
        "visibility": "PUBLIC",
        "themes": ["INITIAL_TEACHER_TRAINING"],
    }
    (mention,) = edition.mentions
    (provider,) = mention.things
    assert provider.identifiers == ("itt:1AB",)
    assert edition.rows[0].ties == (
        Tie("MEMBER_OF", provider.id, partnership.id, properties={"role": "PROVIDER"}),
        Tie("MEMBER_OF", "urn:100001", partnership.id, properties={"role": "MEMBER"}),
    )


def test_a_provider_is_known_by_its_code_and_not_by_its_name() -> None:
    edition = itt_sites.parse(table(site("1AB", "100001"), site("2AB", "100001")))
    assert len({fact.things[0].id for fact in edition.mentions}) == 2
    assert len({fact.things[0].id for fact in edition.rows}) == 2


def test_what_cannot_be_used_is_rejected_with_its_place() -> None:
    edition = itt_sites.parse(
        table(site("1A", "100001"), site("1AB", "none"), site("", "100003"), site("1AB", "100004"))
    )
    problems = [p for row in edition.rejected for p in row.problems]
    assert [(p.line, p.column, p.value) for p in problems] == [
        (2, "provider_code", "1A"),
        (3, "establishment_urn", "none"),
        (4, "provider_code", ""),
    ]
    assert [row.key for row in edition.rejected] == [
        (None, "100001"),
        ("1AB", None),
        (None, "100003"),
    ]
    assert len(edition.rows) == 1


@given(st.from_regex(r"[0-9A-Za-z]{3}", fullmatch=True))
def test_a_code_is_read_as_it_is_but_for_its_case(code: str) -> None:
    assert itt_sites.provider_code(f" {code} ") == code.upper()


@given(st.integers(0, 9), st.integers(0, 9))
def test_a_code_that_a_spreadsheet_took_for_a_number_is_itself_again(first: int, last: int) -> None:
    code = f"{first}E{last}"
    for written in (code, f"{first}.00E+0{last}", f"{first}E+{last:02}"):
        assert itt_sites.provider_code(written) == code


async def test_a_provider_is_a_group_found_by_its_code(store: Store, publisher: Publisher) -> None:
    await publisher.schools("2019-01-01", school("100001"))
    report = await publisher.publish("itt-sites", "2023-01-01", site("1AB", "100001"))
    assert (report.rows, report.created, report.pending) == (1, 1, 0)
    found = await store.read(
        "MATCH (i:Identifier {key: 'itt:1AB'})<-[:IDENTIFIED_BY]-(g:Group) "
        "RETURN g.name, g.groupType, g.postcode"
    )
    assert found == [["Alder Teaching", "ITT_PROVIDER", "AL1 2RT"]]
    source = "MATCH (s:Source {id: 'itt-sites'}) RETURN s.publisher, s.licence, s.rank"
    assert await store.read(source) == [
        ["Department for Education", "Open Government Licence v3.0", 4]
    ]


async def test_no_partnership_is_made_before_both_its_sides_are_known(
    store: Store, publisher: Publisher
) -> None:
    sites = [site("1AB", "100001"), site("1AB", "100002")]
    await publisher.schools("2019-01-01", school("100001"))
    report = await publisher.publish("itt-sites", "2023-01-01", *sites)
    assert (report.created, report.pending) == (1, 1)
    one = ["Alder Teaching with School 100001", ["Alder Teaching PROVIDER", "School 100001 MEMBER"]]
    assert [[name, sorted(sides)] for name, sides in await store.read(BILATERAL)] == [one]

    report = await publisher.publish("itt-sites", "2023-01-01", *sites)
    assert (report.unchanged, report.pending) == (1, 1)
    assert len(await store.read(BILATERAL)) == 1

    await publisher.schools("2019-06-01", school("100001"), school("100002"))
    found = await store.read(BILATERAL)
    assert [len(sides) for _, sides in found] == [2, 2]
    report = await publisher.publish("itt-sites", "2023-01-01", *sites)
    assert (report.unchanged, report.pending) == (2, 0)


async def test_the_order_in_which_files_come_makes_no_difference(
    store: Store, publisher: Publisher
) -> None:
    sites = [site("1AB", "100001"), site("2CD", "100001")]
    await publisher.publish("itt-sites", "2023-01-01", *sites)
    assert await store.read(BILATERAL) == []
    await publisher.schools("2019-01-01", school("100001"))
    late = await graph_hash(store)
    await store.write(lambda t: t.run("MATCH (n) WHERE NOT n:Meta DETACH DELETE n"))
    await publisher.schools("2019-01-01", school("100001"))
    await publisher.publish("itt-sites", "2023-01-01", *sites)
    assert await graph_hash(store) == late


async def test_a_rejected_row_ends_neither_its_partnership_nor_its_provider(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-01-01", school("100001"), school("100002"))
    rows = [site("1AB", "100001"), site("2CD", "100002")]
    await publisher.publish("itt-sites", "2023-01-01", *rows)
    spoilt = site("2CD", "100002", establishment_name="")
    report = await publisher.publish("itt-sites", "2024-01-01", rows[0], spoilt)
    assert (report.rejected, report.ended) == (1, 0)
    ended = "MATCH (n) WHERE n:Group OR n:Partnership RETURN n.until"
    assert await store.read(ended) == [["9999-12-31"]] * 4


async def test_what_a_later_edition_leaves_out_has_ended(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-01-01", school("100001"), school("100002"))
    rows = [site("1AB", "100001"), site("2CD", "100002")]
    await publisher.publish("itt-sites", "2023-01-01", *rows)
    report = await publisher.publish("itt-sites", "2024-01-01", rows[0], force=True)
    assert report.ended == 1
    members = "MATCH (o)-[m:MEMBER_OF]->(p) RETURN o.name, m.until, p.until"
    assert sorted(await store.read(members)) == [
        ["Alder Teaching", "2024-01-01", "2024-01-01"],
        ["Alder Teaching", "9999-12-31", "9999-12-31"],
        ["School 100001", "9999-12-31", "9999-12-31"],
        ["School 100002", "2024-01-01", "2024-01-01"],
    ]


async def test_one_half_of_a_bilateral_partnership_in_your_own_file_does_not_hide_the_other(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-01-01", school("100001"))
    rows = [member(f"urn:10000{n}", kind="bilateral") for n in (1, 2)]
    report = await publisher.partnerships("2023-01-01", *rows)
    assert (report.created, report.pending) == (1, 1)
    ((_, sides),) = await store.read(BILATERAL)
    assert sides == ["School 100001 MEMBER"]
    assert (await properties(store, "urn:100002")) == {}
