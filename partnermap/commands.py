"""What the commands do, once the command line has understood what was typed."""

import asyncio
import gc
import json
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Any, TypeVar

import uvicorn
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from partnermap import sample
from partnermap.analysis import Analysis, analyse
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema, sdl
from partnermap.app import create_app
from partnermap.errors import BadInputError, RefusedError
from partnermap.imports.report import Report
from partnermap.imports.run import run_import
from partnermap.model import Finding
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from partnermap.store.places import find_scope
from partnermap.store.reads import count_kinds, read_network
from partnermap.surveys.form import Form, write_form
from partnermap.surveys.rounds import open_round
from partnermap.vocabulary import Layer

T = TypeVar("T")

_COLLECT_AFTER = 50_000
"""Objects made before a server looks for garbage: several large answers."""
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


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the API until told to stop."""
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
        build_schema()  # While the embedded store comes up.
        config = uvicorn.Config(
            "", log_level="warning", access_log=False, server_header=False, proxy_headers=False
        )
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(_serve(settings, config, listener, f"http://{host}:{port}/graphql"))


async def _serve(
    settings: Settings, config: uvicorn.Config, listener: socket.socket, address: str
) -> None:
    # Opened here: a store out of reach is told in our words, not in the server's.
    async with open_store(settings) as store:
        config.app = create_app(settings, store=store)
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
        bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeRemainingColumn(), console=err, transient=True, disable=not err.is_terminal,
        )  # fmt: skip
        with bar:
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
            table.add_row(
                str(problem.line), problem.column or "", escape(problem.value[:60]),
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

    if path.suffix.lower() != ".xlsx":
        raise BadInputError(f"{path} would not open as a workbook; let its name end in .xlsx.")
    form, report = _with_store(settings, work)
    write_form(path, form)
    out.print(
        f"{escape(str(path))} is the form of “{escape(form.name)}”. {report.rows:,} are asked in "
        f"it ({report.created:,} new, {report.ended:,} no longer); it lists "
        f"{len(form.organisations):,} organisations to choose from."
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
