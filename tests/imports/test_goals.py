"""Goals written in a spreadsheet: what each row becomes, and what is wrong with some."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.errors import BadInputError
from partnermap.imports import goals
from partnermap.imports.edition import Edition
from partnermap.imports.run import run_import
from partnermap.imports.table import read_table
from partnermap.model.keys import partnership_id
from partnermap.scope import LOCAL
from partnermap.store.bolt import Store

OWNER = "diocese:ZZ01"
COLUMNS = (
    *("goal", "owner", "description", "themes", "visibility", "started", "ended", "due"),
    *("partnership", "kind", "keeper", "since", "until", "milestone", "milestone_due"),
    *("measure", "unit", "baseline", "target", "direction", "day", "value", "note"),
)
HERE = {"goal": "All here", "milestone": "Half", "measure": "Pupils here"}
FIRST = HERE | {"target": "96", "baseline": "93.5", "unit": "%", "started": "2023-08-01"}


def written(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    text = io.StringIO()
    sheet = csv.DictWriter(text, columns)
    sheet.writeheader()
    sheet.writerows(rows)
    return text.getvalue().encode()


def read(*rows: dict[str, str], keeper: str | None = OWNER) -> Edition:
    return goals.parse(read_table("goals.csv", written(*rows)), keeper)


def test_a_row_says_of_a_goal_as_much_as_it_likes() -> None:
    full = FIRST | {
        "due": "2026-07", "milestone_due": "2025", "themes": "attendance; send",
        "day": "2024-10-01", "value": "94.25%", "note": "Autumn",
        "partnership": "Heads", "kind": "network",
    }  # fmt: skip
    (fact,) = read(full).rows
    goal, milestone, measure, observation = fact.things
    assert goal.properties == {
        "name": "All here", "themes": ["ATTENDANCE", "SEND"], "visibility": "PUBLIC",
        "due": "2026-07-31",
    }  # fmt: skip
    assert milestone.properties == {"name": "Half", "due": "2025-12-31"}
    assert measure.properties == {
        "name": "Pupils here", "direction": "INCREASE", "baseline": 93.5, "target": 96.0,
        "unit": "%",
    }  # fmt: skip
    assert observation.properties == {"value": 94.25, "note": "Autumn"}
    assert [(tie.kind, tie.start) for tie in fact.ties] == [
        ("OWNED_BY", goal.id),
        ("PURSUES", partnership_id("NETWORK", "Heads", OWNER)),
        ("MILESTONE_OF", milestone.id),
        ("MEASURES", measure.id),
        ("OBSERVES", observation.id),
    ]


def test_what_a_row_says_of_a_whole_holds_for_all_its_rows() -> None:
    found = read(HERE | {"day": "2024-10-01", "value": "1"}, FIRST)
    assert [fact.things[2].properties["target"] for fact in found.rows] == [96.0, 96.0]
    assert read({"goal": "All here"}, {"goal": "ALL  HERE"}).repeats == 0


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"goal": "G", "owner": "Diocese of Z"}, "owner", "not an id"),
        ({"goal": "G", "measure": "M", "target": "1"}, "milestone", "must say it"),
        (HERE | {"target": "1", "day": "2024-10-01"}, "value", "must say it"),
        (HERE | {"target": "1", "value": "1"}, "day", "must say it"),
        ({"goal": "G", "partnership": "Heads"}, "kind", "must say it"),
        ({"goal": "G", "target": "1"}, "measure", "must say it"),
        (HERE | {"target": "many"}, "target", "not a number"),
        (HERE | {"target": "1", "direction": "up"}, "direction", "not a direction"),
        (HERE | {"target": "1", "day": "2024", "value": "1"}, "day", "not a date"),
        ({"goal": "G", "started": "2024", "due": "2023"}, "due", "before the date in"),
        (FIRST | {"target": "97"}, "target", "line 2 says 96.0"),
        ({"goal": "Other", "milestone": "Half", "measure": "X"}, "target", "no row says"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(
    row: dict[str, str], column: str, reason: str
) -> None:
    found = read(FIRST, row)
    (rejected,) = found.rejected
    (problem,) = rejected.problems
    assert (problem.line, problem.column) == (3, column)
    assert reason in problem.reason
    assert len(found.rows) == 1


def test_whose_a_goal_is_must_be_said() -> None:
    (rejected,) = read({"goal": "G"}, keeper=None).rejected
    assert rejected.problems[0].column == "owner"


def test_a_file_without_goals_is_none() -> None:
    with pytest.raises(BadInputError, match="goal"):
        goals.parse(read_table("x.csv", b"aim,owner\nx,y\n"), None)


cells = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), cells, max_size=12), min_size=1))
def test_every_row_is_accounted_for(rows: list[dict[str, str]]) -> None:
    named = [{**row, "goal": f"G {row.get('goal', '')}"} for row in rows]
    table = read_table("goals.csv", written(*named))
    count = len(list(table.rows()))
    found = goals.parse(table, OWNER)
    assert len(found.rows) + found.repeats + len(found.rejected) == count


STANDS = """{ goals { nodes { name status owner { id } partnerships { nodes { name } }
  milestones { measures { latest { value } observations { value } } } } } }"""


async def stands(store: Store, day: str | None = None) -> Any:
    text = STANDS.replace("goals", f'goals(asOf: "{day}")', 1) if day else STANDS
    answer = await Api(build_schema(), store).execute(text, access=LOCAL)
    assert answer.data is not None, answer.errors
    return answer.data["goals"]["nodes"]


async def test_a_file_is_imported_and_waits_for_what_is_not_known_yet(
    store: Store, tmp_path: Path
) -> None:
    owner, day = "charity:1234567", date(2025, 1, 1)
    members = tmp_path / "partnerships.csv"
    choirs = f"row,partnership,kind,owner,organisation,name\nmember,Choirs,network,,{owner},Choir\n"
    members.write_text(choirs)
    await run_import(store, "partnerships", members, published=day)
    path = tmp_path / "goals.csv"
    of_it = {"owner": owner, "partnership": "Heads", "kind": "network", "milestone_due": "2026"}
    row = FIRST | of_it | {"day": "2024-10-01", "value": "95"}
    path.write_bytes(written(row))
    report = await run_import(store, "goals", path, published=day)
    assert (report.pending, report.created) == (1, 0)
    (found,) = await stands(store)
    assert (found["owner"], found["partnerships"]["nodes"]) == ({"id": owner}, [])
    members.write_text(f"{choirs}member,Heads,network,{owner},{owner},Choir\n")
    await run_import(store, "partnerships", members, published=date(2025, 1, 2))
    (found,) = await stands(store)
    assert found["partnerships"]["nodes"] == [{"name": "Heads"}]
    again = await run_import(store, "goals", path, published=date(2025, 2, 1))
    assert (again.pending, again.unchanged) == (0, 1)
    assert (await stands(store, "2024-12-31"))[0]["status"] == "ON_TRACK"


async def test_what_an_edition_no_longer_says_has_ended(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "goals.csv"
    first = FIRST | {"owner": "urn:900001", "milestone_due": "2026"}
    seen = [first | {"day": f"2024-{month:02}-01", "value": "94"} for month in (9, 10)]
    path.write_bytes(written(*seen))
    await run_import(store, "goals", path, published=date(2025, 1, 1))
    path.write_bytes(written(seen[0]))
    report = await run_import(store, "goals", path, published=date(2025, 3, 1), force=True)
    assert report.ended == 1
    ((milestone,),) = [found["milestones"] for found in await stands(store)]
    assert milestone["measures"][0]["observations"] == [{"value": 94.0}]
    ((then,),) = [found["milestones"] for found in await stands(store, "2025-01-15")]
    assert len(then["measures"][0]["observations"]) == 2


async def test_a_value_set_right_leaves_no_other_word_on_it(store: Store, tmp_path: Path) -> None:
    """A value observed has no history: a correction is no news of the measure."""
    path = tmp_path / "goals.csv"
    first = FIRST | {"owner": "la:990", "day": "2024-09-01", "value": "94"}
    path.write_bytes(written(first))
    await run_import(store, "goals", path, published=date(2025, 1, 1))
    path.write_bytes(written(first | {"value": "95"}))
    await run_import(store, "goals", path, published=date(2025, 3, 1))
    facts = await store.values("MATCH (:Observation)<-[:ABOUT]-(f:Fact) RETURN f.published")
    assert facts == ["2025-03-01"]
