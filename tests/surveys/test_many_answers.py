"""Many answers in one command: as if each had been imported by itself, and one after the other."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from partnermap import sample
from partnermap.imports.run import run_import
from partnermap.scope import Scope
from partnermap.store import writes
from partnermap.store.bolt import Store
from partnermap.store.names import read_names
from partnermap.surveys import run
from partnermap.surveys.form import Form
from partnermap.surveys.layout import COLUMNS, label
from partnermap.surveys.rounds import open_round
from partnermap.surveys.run import import_answers
from partnermap.vocabulary import Kind
from tests.engines import Server
from tests.surveys.filling import misspelt

DAY = date(2026, 4, 1)
KEYS = ("respondent", "round", "everyone", "partner", "code", "partnership", "kind", "theme")


async def opened(server: Server, store: Store) -> Form:
    """The form of a new round in the sample diocese, of which nothing else is stored."""
    server.wipe()
    for edition in sample.files():
        await run_import(store, edition.source, edition.path, published=edition.published)
    form, _ = await open_round(store, Scope.parse(sample.SCOPE), "Summer 2026", DAY)
    return form


def as_csv(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([COLUMNS[key].text for key in KEYS])
    writer.writerows([[row.get(key, "") for key in KEYS] for row in rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def answers(form: Form) -> list[list[dict[str, str]]]:
    """Answers that lean on one another: several tell of one partnership, and not all its kind."""
    schools = [label(named) for named in form.organisations if named.kind is Kind.SCHOOL][:8]
    found = []
    for at, school in enumerate(schools):
        base = {"respondent": school, "round": form.name, "everyone": "yes"}
        rows = [
            {
                **base,
                "partner": schools[at - 1],
                "partnership": "Ring",
                "kind": "Project" * (at == 0),
            },
            {**base, "partner": schools[at - 2], "theme": "SEND"},
            {**base, "partner": schools[at - 3], "partnership": "Shore Schools"},
            {**base, "partner": f"Repair Shed {at % 3}", "code": f"charity:99009{at % 3}0"},
            {**base, "partner": "A Place Nobody Has Heard Of", "code": "urn:999998"},
        ]
        found.append(rows)
    return found


async def test_a_table_of_many_comes_to_the_same_as_one_answer_at_a_time(
    server: Server, store: Store, tmp_path: Path
) -> None:
    each = answers(await opened(server, store))
    table = as_csv(tmp_path / "all.csv", [row for rows in each for row in rows])
    would = await import_answers(store, [table], published=DAY, dry_run=True)
    found = await import_answers(store, [table], published=DAY)
    assert [r.counts() for r in would.reports] == [r.counts() for r in found.reports]
    assert {(r.rows, r.created, r.pending) for r in found.reports} == {(6, 5, 1)}
    together = await writes.graph_hash(store)
    version = await store.data_version()
    again = await import_answers(store, [table], published=DAY)
    assert {(r.created, r.changed, r.ended) for r in again.reports} == {(0, 0, 0)}
    assert await store.data_version() == version
    await opened(server, store)
    for at, rows in enumerate(each):
        alone = as_csv(tmp_path / f"{at}.csv", rows)
        await import_answers(store, [alone], published=DAY)
    assert await writes.graph_hash(store) == together


async def test_files_in_one_command_and_in_parts_come_to_the_same(
    server: Server, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await opened(server, store)
    named = {entry.id: entry for entry in await read_names(store)}
    forms = misspelt(tmp_path, form, named, respondents=6, seed=3)
    paths = [each.path for each in forms]
    monkeypatch.setattr(run, "_AT_ONCE", 4)
    # One comes twice, as when a form and its corrected sheet are in one folder.
    found = await import_answers(store, [*paths, paths[0]])
    assert [report.file for report in found.reports] == [path.name for path in (*paths, paths[0])]
    assert found.reports[-1].created == 0
    in_parts = await writes.graph_hash(store)
    await opened(server, store)
    for path in paths:
        await import_answers(store, [path])
    assert await writes.graph_hash(store) == in_parts
