"""Answers on the sample diocese: misspelt, set right, imported again; and what they mean."""

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from partnermap import sample
from partnermap.analysis import analyse
from partnermap.errors import NotFoundError
from partnermap.imports.facts import from_store
from partnermap.imports.run import run_import
from partnermap.model.findings import Finding
from partnermap.scope import LOCAL, PUBLIC, Access, Scope
from partnermap.store import writes
from partnermap.store.bolt import Store
from partnermap.store.names import read_names
from partnermap.store.reads import read_network
from partnermap.store.rounds import find_round, read_asked
from partnermap.surveys.corrections import write_corrections
from partnermap.surveys.form import Form
from partnermap.surveys.layout import DOUBTFUL, LEAVE_OUT, SETTLED, label
from partnermap.surveys.received import Doubt
from partnermap.surveys.rounds import code, open_round
from partnermap.surveys.run import Imported, import_answers
from partnermap.surveys.standing import read_standing
from partnermap.surveys.statements import Statements
from partnermap.surveys.workbook import read_workbook
from partnermap.vocabulary import Answer, Layer, Station, TieState
from tests.surveys.filling import Cells, Filled, fill, misspelt

SCOPE = Scope.parse(sample.SCOPE)
DAY = date(2026, 4, 1)
SPRING = "Spring 2026 round"
WHO = SETTLED["chosen"].text


@pytest.fixture(scope="module")
async def filled(shared_store: Store) -> Store:
    """The sample, loaded once: each test asks in a round of its own, and of others' schools."""
    for edition in sample.files():
        await run_import(shared_store, edition.source, edition.path, published=edition.published)
    return shared_store


def called(form: Form, name: str) -> str:
    """The label of the one organisation on a form whose name begins so."""
    (found,) = [label(named) for named in form.organisations if named.name.startswith(name)]
    return found


def accounted(found: Imported) -> list[int]:
    """The rows of each answer, once it is seen that each has met one fate."""
    for report in found.reports:
        counts = report.counts()
        fates = ("created", "changed", "unchanged", "rejected", "pending")
        assert counts["rows"] == sum(counts[fate] for fate in fates), report
    return [report.rows for report in found.reports]


async def accepted(store: Store, form: Form, respondent: str) -> dict[int, str]:
    """Whom the rows of an answer were taken to mean, by the row of its sheet."""
    source = f"survey:{code(form.round)}:{respondent}"
    facts_of = await writes.held_facts(store, [source])
    held = [fact.key for fact in facts_of[source] if not fact.past]
    facts = [from_store(fact).fact for fact in await writes.facts_by_key(store.read, held)]
    return {
        fact.line: fact.ties[1].start
        for fact in facts
        if fact.key.startswith("partner/") and len(fact.ties) == 2
    }


def set_right(
    path: Path, corrected: Path, meant: dict[int, str | None], doubts: list[Doubt]
) -> None:
    """What an officer does: choose whom each row means, and save."""
    rows = read_workbook(path.name, path.read_bytes()).sheets[DOUBTFUL].rows
    with xlsxwriter.Workbook(str(corrected)) as book:
        sheet = book.add_worksheet(DOUBTFUL)
        sheet.write_row(0, 0, rows[0])
        for at, (row, doubt) in enumerate(zip(rows[1:], doubts, strict=True), 1):
            id_ = meant[at]
            chosen = next((c for c in doubt.candidates if id_ and f"({id_})" in c), None)
            row[rows[0].index(WHO)] = chosen or (f"({id_})" if id_ else LEAVE_OUT)
            sheet.write_row(at, 0, row)


def truth_of(doubt: Doubt, forms: list[Filled]) -> str | None:
    (form,) = [form for form in forms if form.path.name == doubt.file]
    return form.truth[doubt.line.line]


async def test_misspelt_answers_are_taken_asked_about_and_set_right(
    filled: Store, tmp_path: Path
) -> None:
    form, _ = await open_round(filled, SCOPE, "Summer 2026", DAY)
    named = {entry.id: entry for entry in await read_names(filled)}
    forms = misspelt(tmp_path, form, named, respondents=12, seed=7)
    found = await import_answers(filled, [each.path for each in forms])
    assert accounted(found) == [len(each.truth) + 1 for each in forms]
    taken = {}
    for each in forms:
        mine = await accepted(filled, form, each.respondent)
        assert mine == {line: each.truth[line] for line in mine}
        taken[each.path.name] = len(mine)
    asked_about = [doubt for doubt in found.doubts if truth_of(doubt, forms) is not None]
    assert sum(taken.values()) + len(found.doubts) == sum(len(each.truth) for each in forms)
    assert sum(taken.values()) > 0.5 * sum(len(each.truth) for each in forms)
    offered = [f"({truth_of(d, forms)})" in " ".join(d.candidates) for d in asked_about]
    assert sum(offered) >= 0.9 * len(offered)

    errors, corrected = tmp_path / "errors.xlsx", tmp_path / "corrected.xlsx"
    write_corrections(errors, found.doubts, datetime(2026, 4, 3))
    unchanged = await import_answers(filled, [errors])
    assert len(unchanged.doubts) == len(found.doubts)
    meant = {at: truth_of(doubt, forms) for at, doubt in enumerate(found.doubts, 1)}
    set_right(errors, corrected, meant, list(found.doubts))
    again = await import_answers(filled, [corrected])
    assert again.doubts == ()
    assert sum(accounted(again)) == len(found.doubts) + len(again.reports)
    asked = {a.id: a.answer for a in await read_asked(filled, form.round)}
    assert {asked[each.respondent] for each in forms} == {Answer.COMPLETE}

    version = await filled.data_version()
    for files in ([each.path for each in forms], [corrected]):
        repeated = await import_answers(filled, files)
        assert repeated.rejected == 0
        assert {(r.created, r.changed, r.ended) for r in repeated.reports} == {(0, 0, 0)}
    assert await filled.data_version() == version


async def told(store: Store, kind: str) -> Finding | None:
    network = await read_network(store, SCOPE, Layer.WORKING, None, LOCAL)
    return next((f for f in analyse(network, Layer.WORKING).findings if f.kind == kind), None)


async def test_a_round_is_asked_chased_answered_and_disputed(filled: Store, tmp_path: Path) -> None:
    before = await read_standing(filled, SPRING)
    form, _ = await open_round(filled, SCOPE, SPRING, DAY)
    assert form.round == before.round.id
    opened = await read_standing(filled, SPRING)
    assert {a.id: a.answer for a in before.asked}.items() <= {
        a.id: a.answer for a in opened.asked
    }.items()
    silent = next(a for a in opened.to_chase if a.name.startswith("Vennowick"))
    unknown = await told(filled, "NOT_KNOWN")
    assert unknown is not None
    assert silent.id in unknown.about

    answer = fill(tmp_path / "v.xlsx", form, called(form, "Vennowick"), [], nobody=True)
    assert accounted(await import_answers(filled, [answer])) == [1]
    after = await read_standing(filled, SPRING)
    assert {a.id for a in opened.to_chase} - {a.id for a in after.to_chase} == {silent.id}
    still, alone = await told(filled, "NOT_KNOWN"), await told(filled, "ON_THEIR_OWN")
    assert still is not None
    assert alone is not None
    assert set(unknown.about) - set(still.about) == {silent.id}
    assert silent.id in alone.about

    again, _ = await open_round(filled, SCOPE, "Summer 2027", date(2027, 6, 1))
    assert {a.answer for a in await read_asked(filled, again.round)} == {Answer.SILENT}
    asked_again = await told(filled, "NOT_KNOWN")
    assert asked_again is not None
    assert asked_again.about == still.about
    joined, alone = await told(filled, "JOINED_UP"), await told(filled, "ON_THEIR_OWN")
    assert joined is not None
    assert alone is not None
    assert "were asked again and have not answered anew yet" in joined.consequence
    assert silent.id in alone.about


async def test_a_complete_answer_disputes_what_it_leaves_out(filled: Store, tmp_path: Path) -> None:
    form, _ = await open_round(filled, SCOPE, SPRING, DAY)
    cockleby, skerrowsea, dunes = (
        called(form, name) for name in ("Cockleby", "Skerrowsea Church", "Sandlewick")
    )
    us = cockleby.rpartition("(")[2].rstrip(")")
    rows: list[Cells] = [{"partner": skerrowsea, "partnership": "shore schools"}]
    path = tmp_path / "c.xlsx"

    async def left_out() -> set[str]:
        standing = await read_standing(filled, SPRING)
        return {d.about for d in standing.disputes if d.by == us}

    await import_answers(filled, [fill(path, form, cockleby, rows, everyone=False)])
    assert await left_out() == set()
    await import_answers(filled, [fill(path, form, cockleby, rows)])
    disputed = await left_out()
    assert dunes.rpartition("(")[2].rstrip(")") in disputed
    assert skerrowsea.rpartition("(")[2].rstrip(")") not in disputed
    network = await read_network(filled, SCOPE, Layer.WORKING, None, LOCAL)
    assert {d.about for d in network.denials if d.by == us} == disputed
    shore = [p for p in network.partnerships if p.name.casefold() == "shore schools"]
    assert [(p.name, p.kind) for p in shore] == [("Shore Schools", "CLUSTER")]


async def test_what_is_said_of_ties_is_told_pair_by_pair(filled: Store, tmp_path: Path) -> None:
    form, _ = await open_round(filled, SCOPE, "Pairs 2026", DAY)
    us, them, dunes = (called(form, name) for name in ("Dykerby", "Garrowden", "Sandlewick"))
    rows: list[Cells] = [{"partner": them, "partnership": "Fen and Moor"}]
    await import_answers(filled, [fill(tmp_path / "d.xlsx", form, us, rows)])
    mine, theirs, other = (who.rpartition("(")[2].rstrip(")") for who in (us, them, dunes))
    statements = await Statements.read(filled, form.round, LOCAL)
    asked = [a.id for a in await read_asked(filled, form.round)]
    whole = statements.page(1000, about=mine)
    # Of everyone on the list a complete answer says something.
    assert {s.between[1] for s in whole} == {*asked} - {mine}
    by_other = {s.between[1]: s for s in whole}
    assert (by_other[theirs].state, by_other[theirs].named_by) == (TieState.RECORDED, (mine,))
    assert (by_other[other].state, by_other[other].denied_by) == (TieState.ABSENT, (mine,))
    disputed = statements.page(1000, state=TieState.DISPUTED)
    assert {s.denied_by for s in disputed} == {(mine,)}
    assert all(s.partnerships for s in disputed)
    standing = await read_standing(filled, form.round)
    assert {d.about for d in standing.disputes} == {
        id_ for s in disputed for id_ in s.between if id_ != mine
    }
    everything, at = [], None
    while page := statements.page(70, at):
        everything += page
        at = page[-1].between
    assert everything == statements.page(10**6)
    assert [s.between for s in everything] == sorted({s.between for s in everything})
    assert {frozenset(s.between) for s in whole} <= {frozenset(s.between) for s in everything}
    editor = Access(within=Scope.parse("la:990"), station=Station.READER, subject="one LA")
    fewer = (await Statements.read(filled, form.round, editor)).page(10**6)
    assert 0 < len(fewer) < len(everything)
    with pytest.raises(NotFoundError):
        await Statements.read(filled, form.round, PUBLIC)


async def test_what_is_only_published_of_answers_disputes_nothing(filled: Store) -> None:
    standing = await read_standing(filled, SPRING)
    forms = {d.by for d in standing.disputes}
    complete = {asked.id for asked in standing.of(Answer.COMPLETE)}
    assert forms < complete
    assert len(forms) <= 1


async def test_one_form_never_ends_what_another_said(filled: Store, tmp_path: Path) -> None:
    form, _ = await open_round(filled, SCOPE, "Tides 2026", DAY)
    ours, theirs, third = (called(form, name) for name in ("Cockleby", "Sandlewick", "Dykerby"))
    row: Cells = {"partnership": "Tide Tables", "kind": "Project", "since": "2025"}
    paths = [
        fill(tmp_path / "a.xlsx", form, ours, [{**row, "partner": theirs}]),
        fill(tmp_path / "b.xlsx", form, theirs, [{**row, "partner": ours}, {"partner": third}]),
    ]
    await import_answers(filled, paths)

    async def members() -> set[str]:
        network = await read_network(filled, SCOPE, Layer.WORKING, None, LOCAL)
        (tide,) = [p.id for p in network.partnerships if p.name == "Tide Tables"]
        return {m.organisation for m in network.memberships if m.partnership == tide}

    assert len(await members()) == 2
    later = datetime(2026, 5, 1)
    corrected = fill(tmp_path / "a.xlsx", form, ours, [{"partner": third}], saved=later)
    (report,) = (await import_answers(filled, [corrected])).reports
    assert (report.created, report.ended) == (1, 1)
    assert len(await members()) == 2
    (older,) = (await import_answers(filled, [paths[1]])).reports
    assert (older.created, older.changed, older.ended) == (0, 0, 0)


async def test_whom_no_register_has_is_pending_or_brought_in(filled: Store, tmp_path: Path) -> None:
    form, _ = await open_round(filled, SCOPE, "Newcomers 2026", DAY)
    rows: list[Cells] = [
        {"partner": "Gullmarsh Food Bank", "code": "charity:9900123"},
        {"partner": "A Place Nobody Has Heard Of", "code": "urn:999998"},
        {"partner": called(form, "Cockleby")},
        {},
    ]
    path = fill(tmp_path / "a.xlsx", form, called(form, "Cockleby"), rows)
    found = await import_answers(filled, [path])
    (report,) = found.reports
    assert accounted(found) == [4]
    assert (report.created, report.pending, report.rejected) == (2, 1, 1)
    (problem,) = report.problems
    assert "themselves" in problem.reason
    names = {entry.id: entry.name for entry in await read_names(filled)}
    assert names["charity:9900123"] == "Gullmarsh Food Bank"


async def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    filled: Store, tmp_path: Path
) -> None:
    form, _ = await open_round(filled, SCOPE, "Broken 2026", DAY)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    good = fill(tmp_path / "a.xlsx", form, called(form, "Cockleby"), [], nobody=True)
    found = await import_answers(filled, [broken, good, tmp_path / "none.xlsx"])
    assert [report.rows for report in found.reports] == [0, 1, 0]
    assert found.rejected == 2
    assert (await find_round(filled, "broken 2026")).id == form.round
