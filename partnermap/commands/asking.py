"""Questions: findings, what happened between two days, the status."""

import sys
from dataclasses import asdict
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.progress import MofNCompleteColumn

from partnermap.analysis import Analysis, analyse
from partnermap.analysis.changes.chronicle import HEADINGS
from partnermap.analysis.changes.compare import compare
from partnermap.analysis.confidence.sureness import Sureness, sum_up
from partnermap.analysis.kept import Kept
from partnermap.commands.terminal import (
    check_workbook_name,
    out,
    print_json,
    progress_bar,
    with_store,
)
from partnermap.errors import BadInputError, RefusedError
from partnermap.exports.findings import findings_table, organisations_table
from partnermap.exports.sheets import Cell, Table, to_csv, write_xlsx
from partnermap.model.changes import Comparison, Event
from partnermap.model.findings import Finding
from partnermap.question import Question
from partnermap.runs import read_kept, read_live
from partnermap.runs.work import carry_out
from partnermap.runs.worlds import Worlds
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.periods import read_period
from partnermap.store.places import find_scope
from partnermap.store.reads import count_kinds
from partnermap.vocabulary import Layer, View

_EVENT_COLUMNS = ("kind", "earliest", "latest", "about", "sentence")
"""The columns of events in a spreadsheet."""


def tell_findings(
    settings: Settings,
    scopes: list[str],
    layer: Layer,
    as_of: date | None,
    form: str,
    output: Path | None = None,
    view: View = View.ORGANISATIONS,
    runs: int = 0,
) -> None:
    """Print the findings of a scope, or write them to a file; `form` as `cli.Report` has them.

    They are checked in so many runs, if any.
    """
    if (form == "xlsx") != (output is not None):
        raise BadInputError("A workbook is written to a file: --format xlsx --output FILE.xlsx.")
    check_workbook_name(output)
    found = with_store(settings, lambda store: analysis_of(store, scopes, layer, as_of, view))
    sureness = (
        (found.sureness if isinstance(found, Kept) else _check(found, runs)) if runs else None
    )
    if output:
        tables = [findings_table(found, sureness)]
        if not isinstance(found, Kept):  # which has nothing to say of each
            tables.append(organisations_table(found))
        write_xlsx(tables, output)
    elif form == "json":
        print_json(_record(found, sureness))
    elif form == "csv":
        sys.stdout.write(to_csv(findings_table(found, sureness)))
    elif sureness:
        print_findings(found.findings_with(sureness))
        out.print(f"\n{sureness.sentence}")
    else:
        print_findings(found.findings)


def _check(found: Analysis, runs: int) -> Sureness:
    """How sure the findings are, worked out while a bar is shown, if it was not before."""
    if isinstance(found, Kept):
        return found.sureness
    with progress_bar(MofNCompleteColumn()) as bar:
        worlds = Worlds(found)
        try:
            shown = islice(worlds.shown(), runs)
            return sum_up(found, bar.track(shown, total=runs, description="How sure this is"))
        finally:
            worlds.close()


async def analysis_of(
    store: Store,
    scopes: list[str],
    layer: Layer,
    as_of: date | None,
    view: View = View.ORGANISATIONS,
) -> Analysis:
    """The analysis of the scopes that some texts name; one of a whole country is kept."""
    scope = await find_scope(store, scopes)
    asked = Question(scope, layer, as_of, LOCAL, view=view)
    if network := await read_live(store, asked):
        return analyse(network, layer, view=view)
    return await _worked_out_once(store, asked)


async def _worked_out_once(store: Store, asked: Question) -> Analysis:
    with progress_bar(MofNCompleteColumn()) as bar:
        task = bar.add_task(f"Analysing {asked.scope}", total=None)

        def show(done: int, total: int, step: str) -> None:
            bar.update(task, completed=done, total=total, description=f"Working out: {step}")

        version = await store.data_version()
        kept = await read_kept(store, asked, version)
        found = kept or await carry_out(store, asked, show)
        # Another may just have worked it out.
        found = found or await read_kept(store, asked, version)
    if found is None:
        raise RefusedError("The data have changed meanwhile: ask again.")
    return found


def _record(found: Analysis, sureness: Sureness | None) -> dict[str, Any]:
    """An analysis as JSON."""
    return {
        "scope": found.scope,
        "layer": found.layer,
        "view": found.view,
        "as_of": found.as_of,
        "data_version": found.data_version,
        "cohesion": asdict(found.cohesion),
        "bottlenecks": asdict(found.bottlenecks),
        "findings": [asdict(finding) for finding in found.findings_with(sureness)],
        "confidence": sureness and asdict(sureness),
    }


def print_findings(findings: tuple[Finding, ...]) -> None:
    """Print findings as numbered sentences, each with its consequence."""
    for number, finding in enumerate(findings, 1):
        out.print(f"\n{number}. [bold]{escape(finding.sentence)}[/bold]")
        if finding.consequence:
            out.print(f"   {escape(finding.consequence)}")
        if finding.confidence:
            out.print(f"   {escape(finding.confidence.sentence)}")


def tell_events(
    settings: Settings, scopes: list[str], first: date, last: date, limit: int, form: str
) -> None:
    """Print what happened in a scope between two days; `form` is table, json or csv."""

    async def work(store: Store) -> Comparison:
        scope = await find_scope(store, scopes)
        return compare(await read_period(store, scope, first, last, LOCAL), limit)

    found = with_store(settings, work)
    if form == "csv":
        rows = [_event_row(event) for event in found.events]
        sys.stdout.write(to_csv(Table("Events", _EVENT_COLUMNS, rows)))
    elif form == "json":
        counts = {kind.value: count for kind, count in found.counts.items()}
        events = [_event_record(event) for event in found.events]
        about = {"scope": found.scope, "from": found.first, "to": found.last}
        version = {"dataVersion": found.data_version, "truncated": found.truncated}
        print_json({**about, **version, "counts": counts, "events": events})
    else:
        _print_events(found)


def _event_record(event: Event) -> dict[str, Any]:
    """An event as the API answers it."""
    day = event.day and {
        "earliest": event.day.earliest,
        "latest": event.day.latest,
        "precision": event.day.precision.value,
    }
    return {
        "kind": event.kind.value,
        "day": day,
        "about": list(event.about),
        "sentence": event.sentence,
        "mayLieOutside": event.may_lie_outside,
    }


def _event_row(event: Event) -> tuple[Cell, ...]:
    """An event as a row of a spreadsheet."""
    days = (event.day.earliest, event.day.latest) if event.day else (None, None)
    return event.kind.value, *days, " ".join(event.about), event.sentence


def _print_events(found: Comparison) -> None:
    if not found.events:
        out.print(f"Nothing is recorded to have changed between {found.first} and {found.last}.")
        return
    for kind, events in groupby(found.events, key=lambda event: event.kind):
        out.print(f"\n[bold]{HEADINGS[kind]}[/bold] ({found.counts[kind]:,})")
        for event in events:
            out.print(f"  {escape(event.sentence)}")
    if found.truncated:
        rest = sum(found.counts.values()) - len(found.events)
        out.print(f"\nAnd {rest:,} more, which a higher --limit shows.")


def print_status(settings: Settings, *, as_json: bool) -> None:
    """Print where the data is and what is in it."""

    async def work(store: Store) -> dict[str, Any]:
        return {
            "store": settings.neo4j_uri or str(settings.data),
            "engine": store.engine.value,
            "dataVersion": await store.data_version(),
            "counts": await count_kinds(store),
        }

    found = with_store(settings, work)
    if as_json:
        print_json(found)
        return
    out.print(f"{found['engine']} store at {found['store']}, data version {found['dataVersion']}")
    for kind, count in found["counts"].items():
        out.print(f"{count:>8,} {kind}")
