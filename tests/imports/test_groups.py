"""The register's groups: rows to facts, and what they add to what memberships say."""

from pathlib import Path

import pytest

from partnermap.imports import groups
from partnermap.imports.table import read_bytes, read_table
from partnermap.model.dates import Span, When
from partnermap.store.bolt import Store
from partnermap.vocabulary import GroupType, Kind, TrustType
from tests.imports.files import Publisher, group, membership, properties, school, table, ties

REGISTER = (
    Path(__file__).parents[3] / "shared" / "data" / "gias" / "allgroupsdata_2026-07_derived.csv"
)


@pytest.fixture
def publisher(store: Store, tmp_path: Path) -> Publisher:
    return Publisher(store, tmp_path)


def test_a_trust_and_nobody_who_heads_it() -> None:
    (fact,) = groups.parse(table(group("7001"))).rows
    (trust,) = fact.things
    assert (fact.key, fact.line, trust.id, trust.label) == ("7001", 2, "uid:7001", "Trust")
    assert trust.properties == {
        "uid": "7001",
        "name": "BEECH TRUST",
        "status": "OPEN",
        "trustType": "MULTI_ACADEMY",
        "companyNumber": "01234567",
        "ukprn": "10058482",
        "street": "Beech House, Mona Road",
        "town": "Alderton",
    }
    assert trust.span == Span(When("2011-07-07", "2011-07-07"))
    assert trust.identifiers == ("company:01234567", "ukprn:10058482")


@pytest.mark.parametrize(
    ("words", "type_"),
    [
        ("Multi-academy trust", TrustType.MULTI_ACADEMY),
        ("Single-academy trust", TrustType.SINGLE_ACADEMY),
        ("Secure single-academy trust", TrustType.SINGLE_ACADEMY),
        ("School sponsor", GroupType.SPONSOR),
        ("Federation", GroupType.FEDERATION),
        ("Trust", GroupType.FOUNDATION_TRUST),
        ("Umbrella trust", GroupType.UMBRELLA_TRUST),
        ("Children’s Centres Group", GroupType.CHILDRENS_CENTRES),
        ("Children's Centres Collaboration", GroupType.CHILDRENS_CENTRES_COLLABORATION),
        ("Something yet to come", GroupType.OTHER),
    ],
)
def test_every_type_of_group(words: str, type_: TrustType | GroupType) -> None:
    (fact,) = groups.parse(table(group("7001", type=words))).rows
    (thing,) = fact.things
    is_trust = isinstance(type_, TrustType)
    assert thing.label == (Kind.TRUST if is_trust else Kind.GROUP)
    assert thing.properties["trustType" if is_trust else "groupType"] == type_


def test_dates_and_what_stands_for_none() -> None:
    edition = groups.parse(
        table(
            group("1", opened="01/09/2016", incorporated="", closed="31/10/2025", status="Closed"),
            group("2", opened="01/01/1902", incorporated="", closed="01/01/1900", status="Closed"),
            group("3", opened="01/05/2017", closed="30/04/2017", status="Closed"),
        )
    )
    spans = [fact.things[0].span for fact in edition.rows]
    closed = When("2025-10-31", "2025-10-31")
    assert spans == [Span(When("2016-09-01", "2016-09-01"), closed), Span()]
    (rejected,) = edition.rejected
    assert rejected.key == ("3",)
    assert "before it opened on 2017-05-01" in rejected.problems[0].reason


def test_names_that_differ_by_their_capitals_are_two_groups_and_none_is_a_name() -> None:
    rows = [group("5142", name="Elm Trust"), group("5143", name="ELM TRUST")]
    edition = groups.parse(table(*rows, group("1095", name="None")))
    named = [(fact.key, fact.things[0].properties["name"]) for fact in edition.rows]
    assert named == [("5142", "Elm Trust"), ("5143", "ELM TRUST"), ("1095", "None")]


async def test_groups_and_memberships_describe_one_trust(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-03-01", school("100001"))
    await publisher.memberships("2019-03-01", membership("100001", "7001", name="Beech trust"))
    report = await publisher.groups("2019-06-01", group("7001"), group("8001", type="Federation"))
    assert (report.rows, report.created, report.pending) == (2, 2, 0)
    trust = await properties(store, "uid:7001")
    assert (trust["name"], trust["town"], trust["since"]) == (
        "BEECH TRUST", "Alderton", "2011-07-07",
    )  # fmt: skip
    assert (await properties(store, "uid:8001"))["groupType"] == "FEDERATION"
    assert len(await ties(store, "IN_TRUST")) == 1


PUBLISHED_ELSEWHERE = {
    GroupType.ITT_PROVIDER,
    GroupType.TEACHING_SCHOOL_HUB,
    GroupType.TEACHING_SCHOOL_ALLIANCE,
}


@pytest.mark.skipif(not REGISTER.exists(), reason=f"{REGISTER.name} is not in ../shared/data")
def test_the_whole_register_is_read() -> None:
    edition = groups.parse(read_table(REGISTER.name, read_bytes(REGISTER)))
    kinds = [fact.things[0].label for fact in edition.rows]
    assert (len(edition.rows), kinds.count("Trust"), len(edition.rejected)) == (7175, 3681, 1)
    others = {GroupType.OTHER, *PUBLISHED_ELSEWHERE}
    found = {thing.properties.get("groupType") for f in edition.rows for thing in f.things}
    assert found == {None, *set(GroupType) - others}
