"""What the commands do, once the command line has understood what was typed."""

import asyncio
import csv
import gc
import json
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from shlex import quote
from typing import Any, TypeVar

import uvicorn
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from partnermap import sample
from partnermap.analysis import Analysis, analyse
from partnermap.analysis.chronicle import HEADINGS
from partnermap.analysis.compare import compare
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema, sdl
from partnermap.app import create_app
from partnermap.errors import BadInputError, RefusedError
from partnermap.imports.fetch import fetch, wanted
from partnermap.imports.report import Report
from partnermap.imports.run import run_import
from partnermap.model import Comparison, Event, Finding
from partnermap.scope import LOCAL, Scope
from partnermap.settings import Settings
from partnermap.store import audit, embedded, keys
from partnermap.store.bolt import Store
from partnermap.store.folder import DataFolder
from partnermap.store.opening import open_store
from partnermap.store.periods import read_period
from partnermap.store.places import find_scope
from partnermap.store.reads import count_kinds, read_network
from partnermap.surveys.corrections import write_corrections
from partnermap.surveys.form import Form, write_form
from partnermap.surveys.layout import harmless
from partnermap.surveys.rounds import open_round
from partnermap.surveys.run import Imported, import_answers
from partnermap.surveys.standing import read_standing
from partnermap.vocabulary import Answer, Layer, Station

T = TypeVar("T")

_COLLECT_AFTER = 50_000
"""Objects made before a server looks for garbage: several large answers."""
_EVENT_COLUMNS = ("kind", "earliest", "latest", "about", "sentence")
"""The columns of events in a spreadsheet."""
_FIRST = 8
"""How many findings a newcomer is shown."""

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def _with_store(settings: Settings, work: Callable[[Store], Awaitable[T]]) -> T:
    """What `work` returns of an open store."""

    async def opened() -> T:
        async with open_store(settings) as store:
            return await work(store)

    starting = settings.neo4j_uri is None and embedded.find(settings.data) is None
    if not starting:
        return asyncio.run(opened())
    with err.status("Starting the store…"):
        return asyncio.run(opened())


def show_demo(settings: Settings) -> None:
    """Load the sample and print what it shows."""

    async def load(store: Store) -> Analysis:
        for edition in sample.files():
            report = await run_import(
                store, edition.source, edition.path, published=edition.published
            )
            err.print(f"{edition.path.name}: {_sentence(report)}")
        return await _analysis(store, [sample.SCOPE], Layer.WORKING, None)

    found = _with_store(settings, load)
    out.print(
        "\n[bold]The Diocese of Aldermere[/bold], which is made up, and who works with whom in it"
    )
    _print_findings(found.findings[:_FIRST])
    if rest := found.findings[_FIRST:]:
        folder = quote(str(settings.data))
        command = f"PARTNERMAP_DATA={folder} partnermap analyse --scope {sample.SCOPE}"
        out.print(f"\nAnd {len(rest)} more, which this shows:\n  {command}")


def print_next_steps(folder: Path) -> None:
    """Say what a newcomer may do next."""
    out.print(
        "\nWhere to go next (with `uv run` before it, if that is how you came here):\n"
        "  partnermap demo                   the same, and then the API on this machine\n"
        f"  PARTNERMAP_DATA={quote(str(folder))} partnermap analyse --scope la:990\n"
        "  partnermap import gias-establishments FILE --published YYYY-MM-DD\n"
        "                                    your own copy of the national register\n"
        "  partnermap --help                 everything else"
    )


def serve(settings: Settings, host: str, port: int, *, local: bool) -> None:
    """Serve the API until told to stop; `local` says that only this machine reaches the host."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise RefusedError(
                f"Port {port} of {host} cannot be used ({error.strerror}); "
                "name another with --port."
            ) from error
        listener.listen()  # whoever asks from here on waits until there is an answer
        build_schema()  # While the embedded store comes up.
        config = uvicorn.Config(
            "", log_level="warning", access_log=False, server_header=False, proxy_headers=False
        )
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            address = f"http://{host}:{port}/graphql"
            runner.run(_serve(settings, config, listener, address, local=local))


async def _serve(
    settings: Settings,
    config: uvicorn.Config,
    listener: socket.socket,
    address: str,
    *,
    local: bool,
) -> None:
    # Opened here: a store out of reach is told in our words, not in the server's.
    async with open_store(settings) as store:
        config.app = create_app(settings, store=store, local=local)
        # What is loaded by now stays: a collector that walks it again at every large answer would
        # take longer over it than the answer does.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_COLLECT_AFTER)
        err.print(f"Serving on {address}")
        await uvicorn.Server(config).serve(sockets=[listener])


def import_file(
    settings: Settings,
    source: str,
    file: Path,
    *,
    published: date | None,
    owner: str | None,
    dry_run: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Import a file and print the report; returns how many rows were rejected."""

    async def work(store: Store) -> Report:
        with _bar(MofNCompleteColumn()) as bar:
            task = bar.add_task(f"Importing {file.name}", total=None)
            return await run_import(
                store,
                source,
                file,
                published=published,
                dry_run=dry_run,
                force=force,
                owner=owner,
                on_progress=lambda done, total: bar.update(task, completed=done, total=total),
            )

    report = _with_store(settings, work)
    if as_json:
        _print_json(report.as_json())
    else:
        _print_report(report)
    return report.rejected


def fetch_register(settings: Settings, day: date, only: list[str], *, as_json: bool) -> int:
    """Fetch the register's files of a day, import them and print the reports.

    Returns how many rows were rejected.
    """
    data = settings.data.expanduser().resolve()
    files = wanted(settings.gias_address, day, only, DataFolder(data).downloads)
    DataFolder.prepare(data)
    with _bar(DownloadColumn()) as bar:
        tasks = {
            file.path.name: bar.add_task(f"Fetching {file.path.name}", total=None) for file in files
        }
        fetch(
            files,
            lambda name, have, total: bar.update(tasks[name], completed=have, total=total),
        )

    async def work(store: Store) -> list[Report]:
        reports = []
        for file in files:
            with _bar(MofNCompleteColumn()) as bar:
                task = bar.add_task(f"Importing {file.path}", total=None)

                def show(done: int, total: int, bar: Progress = bar, task: TaskID = task) -> None:
                    bar.update(task, completed=done, total=total)

                report = await run_import(
                    store, file.source, file.path, published=day, on_progress=show
                )
            reports.append(report)
            if not as_json:  # what is done is told, whatever comes of the next file
                _print_report(report)
        return reports

    reports = _with_store(settings, work)
    if as_json:
        _print_json([report.as_json() for report in reports])
    return sum(report.rejected for report in reports)


def _bar(amount: ProgressColumn) -> Progress:
    """A bar for each thing that takes a while, shown to people and not to scripts."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), amount, TimeRemainingColumn(),
        console=err, transient=True, disable=not err.is_terminal,
    )  # fmt: skip


def _sentence(report: Report) -> str:
    counts = report.counts()
    rows = counts.pop("rows")
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    return f"{rows:,} rows: {told or 'nothing to do'}"


def _print_report(report: Report) -> None:
    would = "Nothing was changed; this is what would happen. " if report.dry_run else ""
    out.print(f"{would}{escape(report.file)}: {_sentence(report)}.")
    for warning in report.warnings:
        out.print(f"Note: {escape(warning)}")
    if report.problems:
        table = Table("Line", "Column", "Value", "Reason", title="Rejected rows")
        for problem in report.problems:
            where = f"{problem.sheet} {problem.line}" if problem.sheet else str(problem.line)
            table.add_row(
                where, problem.column or "", escape(problem.value[:60]),
                escape(problem.reason),
            )  # fmt: skip
        out.print(table)


def write_survey_form(
    settings: Settings, scopes: list[str], name: str, path: Path, day: date | None
) -> None:
    """Open a round, write its form, and say who is on its list."""

    async def work(store: Store) -> tuple[Form, Report]:
        scope = await find_scope(store, scopes)
        return await open_round(store, scope, name, day or date.today())

    _check_workbook_name(path)
    form, report = _with_store(settings, work)
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

    _check_workbook_name(errors)
    found = _with_store(settings, work)
    if errors and found.doubts:
        write_corrections(errors, found.doubts, datetime.now())
    if as_json:
        _print_json({"reports": [report.as_json() for report in found.reports]})
        return found.rejected
    for report in found.reports:
        if report.rows:
            _print_report(report)
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


def _check_workbook_name(path: Path | None) -> None:
    if path and path.suffix.lower() != ".xlsx":
        raise BadInputError(f"{path} would not open as a workbook; let its name end in .xlsx.")


def print_round(settings: Settings, name: str, form: str) -> None:
    """Print how a round stands: as sentences, as JSON, or its list as CSV."""
    found = _with_store(settings, lambda store: read_standing(store, name))
    names = {asked.id: asked.name for asked in found.asked}
    if form == "csv":
        table = csv.writer(sys.stdout)
        table.writerow(("id", "name", "kind", "answer"))
        for asked in found.asked:
            table.writerow((asked.id, harmless(asked.name), asked.kind, asked.answer.lower()))
        return
    complete, partial = found.of(Answer.COMPLETE), found.of(Answer.PARTIAL)
    if form == "json":
        _print_json(
            {
                "round": {"id": found.round.id, "name": found.round.name},
                "asked": len(found.asked),
                "complete": [asked.id for asked in complete],
                "partial": [asked.id for asked in partial],
                "toChase": [{"id": a.id, "name": a.name, "kind": a.kind} for a in found.to_chase],
                "disputed": [asdict(dispute) for dispute in found.disputes],
            }
        )
        return
    out.print(
        f"“{escape(found.round.name)}”: {len(found.asked):,} were asked; {len(complete):,} have "
        f"answered completely, {len(partial):,} in part, {len(found.to_chase):,} not at all."
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


def run_query(settings: Settings, text: str, variables: dict[str, Any]) -> bool:
    """Run an operation and print the response; returns whether it has no errors."""
    answer = _with_store(
        settings,
        lambda store: Api(build_schema(), store).execute(text, variables, access=LOCAL),
    )
    _print_json(answer.body())
    return not answer.errors


def tell_findings(
    settings: Settings, scopes: list[str], layer: Layer, as_of: date | None, *, as_json: bool
) -> None:
    """Print the findings of a scope."""
    found = _with_store(settings, lambda store: _analysis(store, scopes, layer, as_of))
    if as_json:
        _print_json(asdict(found))
    else:
        _print_findings(found.findings)


async def _analysis(store: Store, scopes: list[str], layer: Layer, as_of: date | None) -> Analysis:
    scope = await find_scope(store, scopes)
    return analyse(await read_network(store, scope, layer, as_of, LOCAL), layer)


def _print_findings(findings: tuple[Finding, ...]) -> None:
    for number, finding in enumerate(findings, 1):
        out.print(f"\n{number}. [bold]{escape(finding.sentence)}[/bold]")
        if finding.consequence:
            out.print(f"   {escape(finding.consequence)}")


def tell_events(
    settings: Settings, scopes: list[str], first: date, last: date, limit: int, form: str
) -> None:
    """Print what happened in a scope between two days; `form` is table, json or csv."""

    async def work(store: Store) -> Comparison:
        scope = await find_scope(store, scopes)
        return compare(await read_period(store, scope, first, last, LOCAL), limit)

    found = _with_store(settings, work)
    if form == "csv":
        sheet = csv.DictWriter(sys.stdout, _EVENT_COLUMNS, lineterminator="\n")
        sheet.writeheader()
        sheet.writerows(map(_event_row, found.events))
    elif form == "json":
        counts = {kind.value: count for kind, count in found.counts.items()}
        events = [_event_record(event) for event in found.events]
        about = {"scope": found.scope, "from": found.first, "to": found.last}
        version = {"dataVersion": found.data_version, "truncated": found.truncated}
        _print_json({**about, **version, "counts": counts, "events": events})
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


def _event_row(event: Event) -> dict[str, str]:
    """An event as a row of a spreadsheet, in which no name is taken for a formula."""
    day = event.day
    return {
        "kind": event.kind.value,
        "earliest": day.earliest if day else "",
        "latest": day.latest if day else "",
        "about": " ".join(event.about),
        "sentence": harmless(event.sentence),
    }


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


def print_schema(check: Path | None) -> None:
    """Print the schema, or compare it with a file."""
    if check is None:
        sys.stdout.write(sdl())
        return
    try:
        same = check.read_text(encoding="utf-8") == sdl()
    except OSError as error:
        raise BadInputError(f"{check} cannot be read: {error.strerror}.") from error
    if not same:
        raise RefusedError(
            f"{check} is not the schema of this program; "
            f"`partnermap schema > {check}` writes it anew."
        )


def print_status(settings: Settings, *, as_json: bool) -> None:
    """Print where the data is and what is in it."""

    async def work(store: Store) -> dict[str, Any]:
        return {
            "store": settings.neo4j_uri or str(settings.data),
            "engine": store.engine.value,
            "dataVersion": await store.data_version(),
            "counts": await count_kinds(store),
        }

    found = _with_store(settings, work)
    if as_json:
        _print_json(found)
        return
    out.print(f"{found['engine']} store at {found['store']}, data version {found['dataVersion']}")
    for kind, count in found["counts"].items():
        out.print(f"{count:>8,} {kind}")


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def issue_key(
    settings: Settings,
    name: str,
    station: Station,
    scopes: list[str],
    expires: date,
    *,
    as_json: bool,
) -> None:
    """Issue a key and print its secret, which cannot be shown again."""

    async def work(store: Store) -> tuple[keys.Key, str | None]:
        # An administrator comes before the data do, in which places are looked up.
        everywhere = scopes == ["all"]
        scope = Scope(everywhere=True) if everywhere else await find_scope(store, scopes)
        wanted = keys.Wanted(name, station, scope, expires)
        return await keys.issue(store, wanted, LOCAL.subject)

    key, secret = _with_store(settings, work)
    if as_json:
        _print_json(_told(key) | {"secret": secret})
        return
    out.print(f"{secret}\n", markup=False)
    out.print(
        "This is the key: keep it where only its holder can read it, for it is shown this once.\n"
        f"Send it as `Authorization: Bearer …`. To withdraw it: partnermap key revoke {key.id}"
    )


def list_keys(settings: Settings, *, as_json: bool) -> None:
    """Print every key, without its secret."""
    found = _with_store(settings, keys.every_key)
    if as_json:
        _print_json([_told(key) for key in found])
        return
    table = Table("Id", "Name", "Station", "Scope", "Expires", "Withdrawn")
    for key in found:
        words = (key.id, escape(key.name), key.station.lower(), key.scope, key.expires)
        table.add_row(*words, key.revoked or "")
    out.print(table)


def revoke_key(settings: Settings, id_: str, *, as_json: bool) -> None:
    """Withdraw a key."""
    key = _with_store(settings, lambda store: keys.revoke(store, id_, LOCAL.subject))
    if as_json:
        _print_json(_told(key))
    else:
        out.print(f"{escape(key.name)} ({key.id}) is withdrawn.")


def _told(key: keys.Key) -> dict[str, Any]:
    """A key as it is printed: without even the hash of its secret."""
    told = asdict(key)
    del told["hash"]
    return told


def print_audit(settings: Settings, first: int, *, as_json: bool) -> None:
    """Print the newest entries of the audit log."""
    found = _with_store(settings, lambda store: audit.newest(store, first))
    if as_json:
        _print_json([asdict(entry) | {"detail": audit.detail(entry)} for entry in found])
        return
    table = Table("Number", "When", "Who", "What", "To what")
    for entry in found:
        about = escape(", ".join(entry.about))
        table.add_row(str(entry.number), entry.at, escape(entry.subject), entry.action, about)
    out.print(table)


def verify_audit(settings: Settings, *, as_json: bool) -> None:
    """Print whether the audit log is whole; RefusedError if it is not."""
    verdict = _with_store(settings, audit.verify)
    if as_json:
        _print_json(asdict(verdict))
    elif verdict.broken is None:
        out.print(f"The log is whole: {verdict.entries:,} entries, the last of them {verdict.head}")
    if verdict.broken is not None:
        raise RefusedError(
            f"The log was tampered with: entry {verdict.broken} of {verdict.entries} is missing, "
            "altered or out of place. Compare it with a backup."
        )
