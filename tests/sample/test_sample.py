"""The sample: what it holds, that its generator makes it, and that its planted truths are there."""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import pytest

from partnermap.model.dates import When
from partnermap.sample import PUBLISHED, SCOPE, files
from partnermap.sample.generate import render
from partnermap.scope import Scope

REAL = Path(__file__).parents[2].parent / "shared" / "data"
TODAY = PUBLISHED.isoformat()
CE_PRIMARY = "Church of England Primary School"
CE_ACADEMY = "Church of England Primary Academy"

Rows = list[dict[str, str]]


def read(path: Path, encoding: str = "cp1252") -> Rows:
    with path.open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def establishments() -> Rows:
    return read(files()[0].path)


@pytest.fixture(scope="module")
def memberships() -> Rows:
    return read(files()[1].path)


@pytest.fixture(scope="module")
def partnerships() -> Rows:
    return read(files()[2].path, "utf-8-sig")


@pytest.fixture(scope="module")
def insiders(establishments: Rows) -> set[str]:
    """The names of the open schools of the diocese, and of the trusts with any of them."""
    church = [
        row
        for row in establishments
        if row["Diocese (code)"] == "ZZ01" and row["EstablishmentStatus (name)"] != "Closed"
    ]
    trusts = {row["Trusts (name)"] for row in church} - {""}
    return {row["EstablishmentName"] for row in church} | trusts


def working(partnerships: Rows, day: str = TODAY) -> "nx.Graph[str]":
    """The two-mode network on a day; partnerships are told apart by an asterisk."""
    graph: nx.Graph[str] = nx.Graph()
    for row in partnerships:
        if row["row"] != "member" or When.parse(row["joined"]).earliest > day:
            continue
        if not row["left"] or When.parse(row["left"]).latest >= day:
            graph.add_edge(row["name"], f"* {row['partnership']}")
    return graph


def stranded(graph: "nx.Graph[str]", insiders: set[str], *leaver: str) -> set[str]:
    """The insiders that leave the component that holds most insiders when somebody goes."""
    main = _main(graph, insiders)
    after = graph.copy()
    after.remove_nodes_from(leaver)
    return main - _main(after, insiders) - set(leaver)


def _main(graph: "nx.Graph[str]", insiders: set[str]) -> set[str]:
    components: Iterable[set[str]] = nx.connected_components(graph)
    return max((component & insiders for component in components), key=len)


def test_the_generator_writes_the_files_that_are_there() -> None:
    assert render() == tuple(edition.path.read_bytes() for edition in files())


def test_the_files_come_in_the_order_to_import_them() -> None:
    assert [edition.source for edition in files()] == [
        "gias-establishments",
        "gias-memberships",
        "partnerships",
        "goals",
    ]
    assert {edition.published for edition in files()} == {PUBLISHED}
    assert Scope.parse(SCOPE).places == ("diocese:ZZ01",)


def test_there_are_ninety_schools_in_three_authorities(establishments: Rows) -> None:
    assert len({row["URN"] for row in establishments}) == len(establishments) == 90
    assert len({row["LA (code)"] for row in establishments}) == 3


def test_there_are_five_trusts_of_the_diocese_and_six_others(
    establishments: Rows, memberships: Rows
) -> None:
    church = {row["URN"] for row in establishments if row["Diocese (code)"] == "ZZ01"}
    of_diocese: dict[str, list[bool]] = {}
    for row in memberships:
        of_diocese.setdefault(row["Linked UID"], []).append(row["URN"] in church)
    most = [uid for uid, schools in of_diocese.items() if sum(schools) * 2 > len(schools)]
    assert (len(most), len(of_diocese) - len(most)) == (5, 6)


def test_both_register_files_say_the_same_of_trusts(
    establishments: Rows, memberships: Rows
) -> None:
    said = {(row["URN"], row["Trusts (code)"]) for row in establishments if row["Trusts (code)"]}
    assert said == {(row["URN"], row["Linked UID"]) for row in memberships}


def test_there_are_forty_community_organisations_and_thirty_five_partnerships(
    partnerships: Rows,
) -> None:
    community = {
        (row["organisation"], row["name"], row["sector"], row["la"])
        for row in partnerships
        if row["organisation_kind"] == "community"
    }
    assert len(community) == len({name for _, name, _, _ in community}) == 40
    members: dict[str, set[str]] = {}
    for row in partnerships:
        if row["row"] == "member":
            members.setdefault(row["partnership"], set()).add(row["name"])
    sizes = [len(names) for names in members.values()]
    assert (len(sizes), min(sizes), max(sizes)) == (35, 2, 9)


def test_twenty_of_those_asked_are_silent(partnerships: Rows) -> None:
    asked = [row for row in partnerships if row["row"] == "asked"]
    assert len({row["name"] for row in asked}) == len(asked)
    assert {row["round"] for row in asked} == {"Spring 2026 round"}
    assert Counter(row["answer"] for row in asked) == {"complete": 79, "partial": 6, "silent": 20}


def test_every_register_code_in_the_partnerships_is_on_the_register(
    establishments: Rows, partnerships: Rows
) -> None:
    known = {"diocese:ZZ01"}
    known |= {f"urn:{row['URN']}" for row in establishments}
    known |= {f"uid:{row['Trusts (code)']}" for row in establishments}
    known |= {f"la:{row['LA (code)']}" for row in establishments}
    others = {row["organisation"] for row in partnerships if not row["organisation_kind"]}
    assert others <= known


def test_three_schools_answered_that_they_work_with_nobody(
    partnerships: Rows, insiders: set[str]
) -> None:
    answered = {row["name"] for row in partnerships if row["answer"] == "complete"}
    assert (answered & insiders) - set(working(partnerships)) == {
        f"Cawderby {CE_PRIMARY}",
        f"Pellowick {CE_PRIMARY}",
        f"Sluicegate St Anne's {CE_PRIMARY}",
    }


def test_the_coast_hangs_on_one_charity_and_on_none_of_its_partnerships(
    partnerships: Rows, insiders: set[str], establishments: Rows
) -> None:
    graph = working(partnerships)
    coast = stranded(graph, insiders, "Saltmarrow Youth Trust")
    assert coast == {
        f"Saltmarrow St Peter's {CE_ACADEMY}",
        "Saltmarrow Bishop Osric's Church of England School",
        f"Sandlewick {CE_ACADEMY}",
        "Gullhaven St Nicholas' Church of England Academy",
        f"Cockleby {CE_PRIMARY}",
        f"Skerrowsea {CE_PRIMARY}",
        "Tideline Church Academies Trust",
    }
    pupils = {row["EstablishmentName"]: row["NumberOfPupils"] for row in establishments}
    assert sum(int(pupils[name]) for name in coast if name in pupils) > 1500
    for partnership in list(graph["Saltmarrow Youth Trust"]):
        assert len(stranded(graph, insiders, partnership)) <= 1


def test_the_fen_hangs_on_one_partnership_and_on_none_of_its_members(
    partnerships: Rows, insiders: set[str]
) -> None:
    graph = working(partnerships)
    cluster = "* Fen Edge Transition Cluster"
    assert stranded(graph, insiders, cluster) == {
        "Hallowfen Abbey Church of England School",
        f"Hallowfen St Guthred's {CE_ACADEMY}",
        f"Withyfen {CE_ACADEMY}",
        "Lodewick Church of England Academy",
        f"Dykerby {CE_ACADEMY}",
        f"Bitternby {CE_ACADEMY}",
        f"Peatdrove {CE_PRIMARY}",
        f"Heronsby {CE_PRIMARY}",
        "Lantern Fen Church Schools Trust",
    }
    for member in list(graph[cluster]):
        assert not stranded(graph, insiders, member)


def test_the_quill_valley_hangs_on_one_tie(partnerships: Rows, insiders: set[str]) -> None:
    graph = working(partnerships)
    tie = "* Netherquill and Wexmoor St Aldwin's"
    assert {frozenset((tie, member)) for member in graph[tie]} <= set(
        map(frozenset, nx.bridges(graph))
    )
    assert stranded(graph, insiders, tie) == {
        "Netherquill Church of England All-Through School",
        f"Overquill {CE_ACADEMY}",
        f"Quillstead {CE_PRIMARY}",
        f"Quillbeck {CE_PRIMARY}",
        f"Foxcombury {CE_ACADEMY}",
    }


def test_the_tarrow_vale_is_apart_since_2023(partnerships: Rows) -> None:
    today, before = working(partnerships), working(partnerships, "2023-06-30")
    assert nx.number_connected_components(today) == 2
    assert not nx.has_path(today, "Tarrow Vale Parish Team", "Diocese of Aldermere")
    assert nx.has_path(before, "Tarrow Vale Parish Team", "Diocese of Aldermere")


def test_an_earlier_day_gives_another_network(partnerships: Rows, memberships: Rows) -> None:
    hexwold, heads = f"Hexwold {CE_ACADEMY}", "* Aldermere Church School Heads"
    there = [
        working(partnerships, day).has_edge(hexwold, heads)
        for day in ("2018-01-01", "2020-01-01", TODAY)
    ]
    assert there == [True, False, True]
    assert f"Cawderby {CE_PRIMARY}" in working(partnerships, "2020-01-01")
    joined = {row["EstablishmentName"]: row["Joined date"] for row in memberships}
    assert joined[f"Fennowby {CE_ACADEMY}"] == "01-09-2019"


REGISTER = REAL / "gias" / "edubase_england_2018-19_derived.csv"
GROUPS = REAL / "gias" / "grouplinks_edubaseallacademiesandfree20190601.csv"


@pytest.mark.skipif(not REGISTER.exists(), reason=f"{REGISTER.name} is not beside the project")
def test_nothing_in_it_is_on_the_real_register(establishments: Rows) -> None:
    real = read(REGISTER)
    assert list(establishments[0]) == list(real[0])
    for column in ("URN", "LA (code)", "LA (name)", "EstablishmentName", "Town", "Postcode"):
        assert not {r[column] for r in establishments} & {r[column] for r in real}, column
    assert not {r["Town"] for r in establishments} & {r["Locality"] for r in real}


@pytest.mark.skipif(not GROUPS.exists(), reason=f"{GROUPS.name} is not beside the project")
def test_no_trust_in_it_is_on_the_real_register(memberships: Rows) -> None:
    real = read(GROUPS)
    assert list(memberships[0]) == list(real[0])
    assert not {r["Linked UID"] for r in memberships} & {r["Linked UID"] for r in real}
    names = {r["Group Name"].casefold() for r in real}
    assert not {r["Group Name"].casefold() for r in memberships} & names
