"""Surveys: the form of a round, the answers that come back, and how the round stands."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from functools import reduce
from itertools import groupby
from pathlib import Path
from shlex import quote

from rich.markup import escape

from partnermap.commands.importing import print_report
from partnermap.commands.terminal import check_workbook_name, out, print_json, with_store
from partnermap.exports.sheets import Table, to_csv
from partnermap.imports.report import Report
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.places import find_scope
from partnermap.surveys.corrections import write_corrections
from partnermap.surveys.form import Form, write_form
from partnermap.surveys.rounds import open_round
from partnermap.surveys.run import Imported, import_answers
from partnermap.surveys.standing import read_standing
from partnermap.vocabulary import Answer


def write_survey_form(
    settings: Settings, scopes: list[str], name: str, path: Path, day: date | None
) -> None:
    """Open a round, write its form, and say who is on its list."""

    async def work(store: Store) -> tuple[Form, Report]:
        scope = await find_scope(store, scopes)
        return await open_round(store, scope, name, day or date.today())

    check_workbook_name(path)
    form, report = with_store(settings, work)
    write_form(path, form)
    out.print(
        f"{escape(str(path))} is the form of “{escape(form.name)}”. {report.rows:,} are asked in "
        f"it ({report.created:,} new, {report.ended:,} no longer); it lists "
        f"{len(form.organisations):,} organisations to choose from."
    )


def import_survey(
    settings: Settings,
    files: list[Path],
    *,
    published: date | None,
    dry_run: bool,
    errors: Path | None,
    as_json: bool,
) -> int:
    """Import answers and print what became of each; returns how many rows are in doubt."""

    async def work(store: Store) -> Imported:
        return await import_answers(store, files, published=published, dry_run=dry_run)

    check_workbook_name(errors)
    found = with_store(settings, work)
    if errors and found.doubts:
        write_corrections(errors, found.doubts, datetime.now())
    if as_json:
        print_json({"reports": [report.as_json() for report in found.reports]})
        return found.rejected
    for report in _by_file(found.reports):
        if report.rows:
            print_report(report)
        else:
            out.print(
                f"{escape(report.file)} was not imported: {escape(report.problems[0].reason)}"
            )
    if errors and found.doubts:
        out.print(
            f"{len(found.doubts):,} rows to look at are in {escape(str(errors))}; set them right "
            f"there, then: partnermap import survey {escape(quote(str(errors)))}"
        )
    elif found.doubts:
        out.print("Add --errors FILE.xlsx for a workbook of these rows, to set them right in.")
    return found.rejected


def _by_file(reports: Iterable[Report]) -> Iterator[Report]:
    """One report for each file, however many answers it holds."""
    for _, some in groupby(reports, key=lambda report: report.file):
        yield reduce(Report.and_also, some)


def print_round(settings: Settings, name: str, form: str) -> None:
    """Print how a round stands: as sentences, as JSON, or its list as CSV."""
    found = with_store(settings, lambda store: read_standing(store, name))
    names = {asked.id: asked.name for asked in found.asked}
    if form == "csv":
        rows = [(one.id, one.name, one.kind, one.answer.lower()) for one in found.asked]
        sys.stdout.write(to_csv(Table("Asked", ("id", "name", "kind", "answer"), rows)))
        return
    complete, partial = found.of(Answer.COMPLETE), found.of(Answer.PARTIAL)
    if form == "json":
        print_json(
            {
                "round": {"id": found.round.id, "name": found.round.name},
                "asked": len(found.asked),
                "complete": [asked.id for asked in complete],
                "partial": [asked.id for asked in partial],
                "toChase": [{"id": a.id, "name": a.name, "kind": a.kind} for a in found.to_chase],
                "disputed": [asdict(dispute) for dispute in found.disputes],
                "inDoubt": found.nameless,
            }
        )
        return
    out.print(
        f"“{escape(found.round.name)}”: {len(found.asked):,} were asked; {len(complete):,} have "
        f"answered completely, {len(partial):,} in part, {len(found.to_chase):,} not at all."
    )
    if found.nameless:
        out.print(
            f"{found.nameless:,} rows of their answers name nobody surely: import these again with "
            "--errors for a workbook of them, or see `pending` in the API."
        )
    if found.to_chase:
        out.print("\n[bold]To chase[/bold]")
        for asked in found.to_chase:
            out.print(f"  {escape(asked.name)} ({asked.id})")
    if found.disputes:
        out.print("\n[bold]Where answers differ[/bold]")
        for dispute in found.disputes:
            out.print(
                f"  {escape(names[dispute.by])} does not name {escape(names[dispute.about])}; "
                f"both are recorded in {escape(', '.join(dispute.partnerships))}"
            )
