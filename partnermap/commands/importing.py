"""Imports: files read into the store, and the report of what became of every row."""

from datetime import date
from pathlib import Path

from rich.markup import escape
from rich.progress import DownloadColumn, MofNCompleteColumn, Progress, TaskID
from rich.table import Table

from partnermap.commands.terminal import out, print_json, progress_bar, with_store
from partnermap.imports.fetch import fetch, wanted
from partnermap.imports.report import Report
from partnermap.imports.run import run_import
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.folder import DataFolder


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
        with progress_bar(MofNCompleteColumn()) as bar:
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

    report = with_store(settings, work)
    if as_json:
        print_json(report.as_json())
    else:
        print_report(report)
    return report.rejected


def fetch_register(settings: Settings, day: date, only: list[str], *, as_json: bool) -> int:
    """Fetch the register's files of a day, import them and print the reports.

    Returns how many rows were rejected.
    """
    data = settings.data.expanduser().resolve()
    files = wanted(settings.gias_address, day, only, DataFolder(data).downloads)
    DataFolder.prepare(data)
    with progress_bar(DownloadColumn()) as bar:
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
            with progress_bar(MofNCompleteColumn()) as bar:
                task = bar.add_task(f"Importing {file.path}", total=None)

                def show(done: int, total: int, bar: Progress = bar, task: TaskID = task) -> None:
                    bar.update(task, completed=done, total=total)

                report = await run_import(
                    store, file.source, file.path, published=day, on_progress=show
                )
            reports.append(report)
            if not as_json:  # what is done is told, whatever comes of the next file
                print_report(report)
        return reports

    reports = with_store(settings, work)
    if as_json:
        print_json([report.as_json() for report in reports])
    return sum(report.rejected for report in reports)


def sentence(report: Report) -> str:
    """What became of the rows of an import, as a sentence without its stop."""
    counts = report.counts()
    rows = counts.pop("rows")
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    return f"{rows:,} rows: {told or 'nothing to do'}"


def print_report(report: Report) -> None:
    """Print what became of the rows of an import, and those that were rejected."""
    would = "Nothing was changed; this is what would happen. " if report.dry_run else ""
    out.print(f"{would}{escape(report.file)}: {sentence(report)}.")
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
