"""Code tables: what they add to the dioceses and LAs that the register names."""

from pathlib import Path

import pytest

from partnermap.imports import codes
from partnermap.imports.table import read_bytes, read_table
from partnermap.store.bolt import Store
from tests.imports.files import Publisher, Row, properties, school, table

LOOKUPS = Path(__file__).parents[3] / "shared" / "data" / "lookups"


@pytest.fixture
def publisher(store: Store, tmp_path: Path) -> Publisher:
    return Publisher(store, tmp_path)


def authority(code: str, gss: str, name: str, standing: str = "live") -> Row:
    """A row of the codes of LAs."""
    return {
        "new_la_code": gss,
        "la_name": name,
        "parent_geography_code": "E12000003",
        "status": standing,
        "old_la_code": code,
    }


def test_the_letters_of_a_code_say_of_which_church_a_diocese_is() -> None:
    rows = [{"Diocese": f"Diocese of {code}", "Code": code} for code in ("CE01", "rc02", "OC03")]
    edition = codes.parse_dioceses(table(*rows, {"Diocese": "Nowhere", "Code": "C1"}))
    told = [(fact.key, fact.things[0].properties.get("denomination")) for fact in edition.rows]
    assert told == [("CE01", "Church of England"), ("RC02", "Roman Catholic"), ("OC03", None)]
    assert [row.name for row in edition.rejected] == ["Nowhere"]


async def test_names_of_dioceses_are_filled_in_where_the_register_gives_none(
    store: Store, publisher: Publisher
) -> None:
    silent = {**school("100001", diocese="CE01"), "Diocese (name)": ""}
    spoken = {**school("100002", diocese="CE02"), "Diocese (name)": "Diocese of the Register"}
    await publisher.schools("2019-03-01", silent, spoken)
    rows = [{"Diocese": f"Diocese of {code}", "Code": code} for code in ("CE01", "CE02", "CE03")]
    report = await publisher.publish("diocese-codes", "2024-01-01", *rows)
    assert (report.rows, report.created) == (3, 3)
    names = [(await properties(store, f"diocese:CE0{n}"))["name"] for n in (1, 2, 3)]
    assert names == ["Diocese of CE01", "Diocese of the Register", "Diocese of CE03"]


async def test_an_authority_has_its_code_in_use_and_is_found_by_those_it_had(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001", la="370"))
    report = await publisher.publish(
        "la-codes",
        "2026-01-01",
        authority("370", "E08000016", "Old Northshire", "terminated"),
        authority("370", "E08000038", "New Northshire"),
        authority("837", "E06000028", "Gone", "terminated"),
    )
    assert (report.created, report.rejected) == (3, 0)
    found = await properties(store, "la:370")
    # The register's name stands before that of a code table.
    assert (found["name"], found["gssCode"]) == ("Northshire", "E08000038")
    assert found["region"] == "E12000003"
    gone = await properties(store, "la:837")
    assert (gone["name"], gone["gssCode"]) == ("Gone", "E06000028")
    had = await store.values(
        "MATCH (o:Organisation)-[:IDENTIFIED_BY]->(i:Identifier) WHERE o.id = 'la:370' "
        "RETURN i.key ORDER BY i.key"
    )
    assert had == ["gss:E08000016", "gss:E08000038"]


@pytest.mark.skipif(not LOOKUPS.exists(), reason="the lookups are not in ../shared/data")
def test_the_published_tables_are_read() -> None:
    dioceses = LOOKUPS / "energysparks_diocese.csv"
    edition = codes.parse_dioceses(read_table(dioceses.name, read_bytes(dioceses)))
    assert (len(edition.rows), len(edition.rejected)) == (40, 0)
    authorities = LOOKUPS / "dfe_las.csv"
    edition = codes.parse_authorities(read_table(authorities.name, read_bytes(authorities)))
    assert len(edition.rows) + len(edition.rejected) == 176
    # Counties of before 2009, service schools abroad, and pairs of LAs that have rows of their own.
    assert len(edition.rejected) == 9
