"""Teaching school hubs and alliances: groups that are there for places, and that schools are in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.imports import itt_sites, teaching_school_hubs, teaching_schools
from partnermap.imports.edition import Edition
from partnermap.imports.table import Table
from partnermap.model.facts import Tie
from partnermap.scope import LOCAL, Scope
from partnermap.store.bolt import Store
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer
from tests.imports.files import Publisher, Row, member, school, site, table, ties

DAY = "2022-01-01"


def served(area: str, hub: str, code: str, district: str = "Alderland") -> Row:
    return {
        "tsh_area": area,
        "hub_name": hub,
        "lad_name_as_published": district,
        "lad_code": code,
        "old_la_code": "201",
    }


def alliance(name: str, urn: str, region: str = "London") -> Row:
    # The publisher's own headers, some of which begin with a space.
    return {
        "Alliance Name": name,
        " Teaching School": f"School {urn}",
        " URN": urn,
        " Region": region,
    }


@pytest.fixture
def publisher(store: Store, tmp_path: Path) -> Publisher:
    return Publisher(store, tmp_path)


def test_a_hub_is_one_group_in_all_its_areas_and_a_district_one_place() -> None:
    edition = teaching_school_hubs.parse(
        table(
            served("EE2", "Alder Hub", "E07000001"),
            served("EE6", "ALDER  hub", "E07000002"),
            served("EE7", "Beech Hub", "E07000002"),
        )
    )
    alder, beech, *districts = (fact.things[0] for fact in edition.mentions)
    assert [(t.id, t.label) for t in districts] == [
        ("gss:E07000001", "District"),
        ("gss:E07000002", "District"),
    ]
    assert [fact.ties for fact in edition.rows] == [
        (Tie("SERVES", alder.id, "gss:E07000001"),),
        (Tie("SERVES", alder.id, "gss:E07000002"),),
        (Tie("SERVES", beech.id, "gss:E07000002"),),
    ]


def test_a_district_without_a_code_is_rejected_and_not_guessed() -> None:
    edition = teaching_school_hubs.parse(table(served("EE2", "Alder Hub", "")))
    ((problem,),) = (row.problems for row in edition.rejected)
    assert (problem.line, problem.column, problem.value) == (2, "lad_code", "")
    assert problem.reason == "a district is known by its code, and the row gives none"
    assert (edition.rows, edition.mentions) == ((), ())


def test_a_school_is_in_its_alliance_and_one_name_in_two_regions_is_warned_of() -> None:
    edition = teaching_schools.parse(
        table(
            alliance("Alder Alliance", "100001"),
            alliance("alder alliance", "100002"),
            alliance("Beech/Ash Alliance", "100003"),
            alliance("Beech/Ash Alliance", "100004", "North East"),
        )
    )
    assert len({fact.ties[0].end for fact in edition.rows}) == len(edition.mentions) == 2
    assert [fact.ties[0].kind for fact in edition.rows] == ["IN_GROUP"] * 4
    assert [warning.split(" has")[0] for warning in edition.warnings] == ["“Beech/Ash Alliance”"]


cell = st.sampled_from(["", "100001", "E07000001", "201", "A/B", "x"])


@pytest.mark.parametrize(
    ("parse", "like"),
    [
        (teaching_school_hubs.parse, served("EE2", "Alder Hub", "E07000001")),
        (teaching_schools.parse, alliance("Alder Alliance", "100001")),
        (itt_sites.parse, site("1AB", "100001")),
    ],
    ids=["hubs", "alliances", "sites"],
)
@given(data=st.data())
def test_every_row_is_kept_or_rejected(
    parse: Callable[[Table], Edition], like: Row, data: st.DataObject
) -> None:
    row = st.fixed_dictionaries(dict.fromkeys(like, cell)).filter(lambda row: any(row.values()))
    rows = data.draw(st.lists(row, min_size=1))
    edition = parse(table(*rows))
    assert len(edition.rows) + edition.repeats + len(edition.rejected) == len(rows)
    lines = {fact.line for fact in edition.rows}
    assert lines.isdisjoint(problem.line for row in edition.rejected for problem in row.problems)


async def test_what_a_hub_serves_can_be_asked(store: Store, publisher: Publisher) -> None:
    rows = [
        served("EE2", "Alder Hub", "E07000002", "Beechland"),
        served("EE2", "Alder Hub", "E07000001", "Ashland"),
    ]
    report = await publisher.publish("teaching-school-hubs", DAY, *rows)
    assert (report.rows, report.created, report.pending) == (2, 2, 0)
    assert await _hubs(store) == [
        {
            "name": "Alder Hub",
            "groupType": "TEACHING_SCHOOL_HUB",
            "serves": {
                "totalCount": 2,
                "nodes": [
                    {"gssCode": "E07000001", "name": "Ashland"},
                    {"gssCode": "E07000002", "name": "Beechland"},
                ],
            },
        }
    ]
    version = await store.data_version()
    report = await publisher.publish("teaching-school-hubs", "2023-01-01", *rows)
    assert (report.unchanged, await store.data_version()) == (2, version)
    await publisher.publish("teaching-school-hubs", "2024-01-01", rows[0], force=True)
    (hub,) = await _hubs(store)
    assert [district["name"] for district in hub["serves"]["nodes"]] == ["Beechland"]
    (then,) = await _hubs(store, '(asOf: "2022-06-01")')
    assert then["serves"]["totalCount"] == 2


async def _hubs(store: Store, arguments: str = "") -> list[dict[str, Any]]:
    text = f"""{{ groups{arguments} {{ nodes {{
        name groupType serves {{ totalCount nodes {{ gssCode name }} }} }} }} }}"""
    answer = await Api(build_schema(), store).execute(text, access=LOCAL)
    assert answer.data is not None, answer.errors
    nodes: list[dict[str, Any]] = answer.data["groups"]["nodes"]
    return nodes


async def test_schools_of_an_alliance_are_its_members_once_they_are_known(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools("2019-01-01", school("100001"))
    rows = [alliance("Alder Alliance", "100001"), alliance("Alder Alliance", "100002")]
    report = await publisher.publish("teaching-schools", DAY, *rows)
    assert (report.created, report.pending) == (1, 1)
    assert {start for start, *_ in await ties(store, "IN_GROUP")} == {"urn:100001"}
    await publisher.schools("2019-06-01", school("100001"), school("100002"))
    assert {start for start, *_ in await ties(store, "IN_GROUP")} == {"urn:100001", "urn:100002"}
    group = "MATCH (g:Group) RETURN g.name, g.groupType"
    assert await store.read(group) == [["Alder Alliance", "TEACHING_SCHOOL_ALLIANCE"]]


async def test_neither_a_hub_nor_an_alliance_is_a_working_tie(
    store: Store, publisher: Publisher
) -> None:
    await publisher.schools(DAY, *(school(f"10000{n}") for n in (1, 2, 3)))
    await publisher.partnerships(DAY, member("urn:100001"), member("urn:100003"))

    async def working() -> tuple[Any, ...]:
        scope = Scope.parse("la:201")
        network = await read_network(store, scope, Layer.WORKING, None, LOCAL)
        return network.nodes, network.partnerships, network.memberships

    before = await working()
    await publisher.publish("teaching-school-hubs", DAY, served("EE2", "Hub", "E07000001"))
    both = [alliance("Alder Alliance", "100001"), alliance("Alder Alliance", "100002")]
    await publisher.publish("teaching-schools", DAY, *both)
    assert await working() == before
    assert len(before[0]) == 4, "the three schools and their LA"
    assert len(before[2]) == 2
