"""The command line: what a newcomer types first, and what scripts call."""

import asyncio
import json
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from shlex import quote
from typing import Annotated, Any, TypeVar

import typer
import uvicorn
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from partnermap import __version__, sample
from partnermap.analysis import Analysis, analyse
from partnermap.api.execution import Api
from partnermap.api.schema import build_schema, sdl
from partnermap.app import create_app
from partnermap.errors import BadInputError, PartnermapError, RefusedError
from partnermap.imports.report import Report
from partnermap.imports.run import run_import
from partnermap.imports.sources import SOURCES
from partnermap.model import Finding
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from partnermap.store.places import find_scope
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer

T = TypeVar("T")

FAILED = 1
REJECTED = 3
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_EXIT_CODES = "Exit codes: 0 done, 1 refused or failed (the reason is printed), 2 wrong usage"
_FIRST = 8
"""How many findings a newcomer is shown."""

app = typer.Typer(
    help="See who works with whom among trusts, schools, LAs, dioceses and community "
    "organisations.\n\nBegin with: partnermap demo",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"


Scopes = Annotated[
    list[str],
    typer.Option(
        "--scope",
        help="diocese:CE32, la:892, trust:5143, region:E12000004, org:ID, partnership:ID, "
        "area:EASTING/NORTHING/KM or all; a name may stand for a code. Repeat it for a union.",
    ),
]
Layers = Annotated[Layer, typer.Option(case_sensitive=False, help="Which ties to look at.")]
Format = Annotated[Form, typer.Option("--format", help="How to print the answer.")]
Day = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day it is about; today if left out."
    ),
]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to answer on.")]


def main() -> None:
    """Run the command line; what goes wrong is told in a sentence, never in a traceback."""
    try:
        app()
    except PartnermapError as error:
        err.print(f"[red]Error:[/red] {escape(str(error))}")
        sys.exit(FAILED)


def _settings() -> Settings:
    """The settings of the environment; BadInputError names the one that cannot be meant."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = f"PARTNERMAP_{wrong['loc'][0]}".upper()
        raise BadInputError(f"{name} is {wrong['input']!r}: {wrong['msg']}.") from error


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


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"partnermap {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """What every command shares."""


@app.command(epilog=f"Example: partnermap demo --no-serve. {_EXIT_CODES}.")
def demo(
    serve_: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Whether to go on and serve the API.")
    ] = True,
    port: Port = 8000,
) -> None:
    """Load a small fictional diocese, say what it shows, and serve it."""
    home = _settings()
    folder = home.data.with_name(home.data.name + "-demo")
    settings = home.model_copy(update={"data": folder, "neo4j_uri": None, "graphiql": True})

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
        command = f"PARTNERMAP_DATA={quote(str(folder))} partnermap analyse --scope {sample.SCOPE}"
        out.print(f"\nAnd {len(rest)} more, which this shows:\n  {command}")
    if not serve_:
        _print_next_steps(folder)
        return
    out.print(
        f"\nThe same over GraphQL: http://127.0.0.1:{port}/graphql (its page of queries loads "
        "parts of itself from the internet). Stop with Ctrl-C."
    )
    _serve(settings, "127.0.0.1", port)


def _print_next_steps(folder: Path) -> None:
    out.print(
        "\nWhere to go next (with `uv run` before it, if that is how you came here):\n"
        "  partnermap demo                   the same, and then the API on this machine\n"
        f"  PARTNERMAP_DATA={quote(str(folder))} partnermap analyse --scope la:990\n"
        "  partnermap import gias-establishments FILE --published YYYY-MM-DD\n"
        "                                    your own copy of the national register\n"
        "  partnermap --help                 everything else"
    )


@app.command(epilog=f"Example: partnermap serve --port 8080. {_EXIT_CODES}.")
def serve(
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
    port: Port = 8000,
    anyone_may_read: Annotated[
        bool,
        typer.Option(
            "--anyone-may-read",
            help="Needed for any address but this machine's own: nobody is asked to sign in.",
        ),
    ] = False,
) -> None:
    """Serve the API."""
    if host not in _LOOPBACK and not anyone_may_read:
        raise RefusedError(
            f"On {host} everyone who can reach this machine could read everything, for nobody is "
            "asked to sign in yet. Leave --host out, or add --anyone-may-read to accept that."
        )
    _serve(_settings(), host, port)


def _serve(settings: Settings, host: str, port: int) -> None:
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
        # Opened here first: a store out of reach is told in our words, not in the server's.
        _with_store(settings, lambda store: store.data_version())
        config = uvicorn.Config(
            create_app(settings), log_level="warning", access_log=False, server_header=False
        )
        err.print(f"Serving on http://{host}:{port}/graphql")
        uvicorn.Server(config).run(sockets=[listener])


@app.command(
    "import",
    epilog="Example: partnermap import gias-establishments edubasealldata20260301.csv. "
    f"{_EXIT_CODES}, 3 imported, but some rows were rejected.",
)
def import_(
    source: Annotated[str, typer.Argument(help=f"One of {', '.join(SOURCES)}.")],
    file: Annotated[Path, typer.Argument(help="The file, as its publisher made it.")],
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="When it was published; needed unless the file's name ends in the date.",
        ),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(help="For partnerships: the organisation whose they are (diocese:CE32)."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Go on even if more than a tenth of what is known would end."),
    ] = False,
    form: Format = Form.TABLE,
) -> None:
    """Read a publication into the store, and account for every row of it."""

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
                published=published.date() if published else None,
                dry_run=dry_run,
                force=force,
                owner=owner,
                on_progress=lambda done, total: bar.update(task, completed=done, total=total),
            )

    report = _with_store(_settings(), work)
    if form is Form.JSON:
        _print_json(report.as_json())
    else:
        _print_report(report)
    if report.rejected:
        raise typer.Exit(REJECTED)


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


@app.command(epilog=f"Example: echo '{{ dataVersion }}' | partnermap query -. {_EXIT_CODES}.")
def query(
    file: Annotated[str, typer.Argument(help="A file with a GraphQL operation; - reads it here.")],
    variables: Annotated[
        str, typer.Option(metavar="JSON", help="The operation's variables, as a JSON object.")
    ] = "{}",
) -> None:
    """Run a GraphQL operation in this process, and print the response as JSON."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        given = json.loads(variables)
    except OSError as error:
        raise BadInputError(f"{file} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise BadInputError(f"This is not text in UTF-8, or not JSON: {error}.") from error
    if not isinstance(given, dict):
        raise BadInputError('--variables takes a JSON object, such as {"first": 10}.')
    answer = _with_store(
        _settings(),
        lambda store: Api(build_schema(), store).execute(text, given, access=LOCAL),
    )
    _print_json(answer.body())
    if answer.errors:
        raise typer.Exit(FAILED)


@app.command("analyse", epilog=f"Example: partnermap analyse --scope diocese:CE32. {_EXIT_CODES}.")
def analyse_(
    scope: Scopes,
    layer: Layers = Layer.WORKING,
    as_of: Day = None,
    form: Format = Form.TABLE,
) -> None:
    """Say in plain words how joined-up a place is, who is alone, and where it would split."""
    found = _with_store(_settings(), lambda store: _analysis(store, scope, layer, as_of))
    if form is Form.JSON:
        _print_json(asdict(found))
    else:
        _print_findings(found.findings)


async def _analysis(
    store: Store, scopes: list[str], layer: Layer, as_of: datetime | None
) -> Analysis:
    scope = await find_scope(store, scopes)
    day = as_of.date() if as_of else None
    return analyse(await read_network(store, scope, layer, day, LOCAL), layer)


def _print_findings(findings: tuple[Finding, ...]) -> None:
    for number, finding in enumerate(findings, 1):
        out.print(f"\n{number}. [bold]{escape(finding.sentence)}[/bold]")
        if finding.consequence:
            out.print(f"   {escape(finding.consequence)}")


@app.command(epilog=f"Example: partnermap schema > schema.graphql. {_EXIT_CODES}.")
def schema(
    check: Annotated[
        Path | None, typer.Option(help="Compare with this file instead; fails if they differ.")
    ] = None,
) -> None:
    """Print the GraphQL schema."""
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


@app.command(epilog=f"Example: partnermap status --format json. {_EXIT_CODES}.")
def status(form: Format = Form.TABLE) -> None:
    """Say where the data is and what is in it."""
    settings = _settings()

    async def work(store: Store) -> dict[str, Any]:
        rows = await store.read(
            "MATCH (o:Organisation) RETURN o.kind AS kind, count(o) AS many UNION ALL "
            "MATCH (p:Partnership) RETURN 'Partnership' AS kind, count(p) AS many"
        )
        where = settings.neo4j_uri or str(settings.data)
        return {
            "store": where,
            "engine": store.engine.value,
            "dataVersion": await store.data_version(),
            "counts": {kind: count for kind, count in sorted(rows) if count},
        }

    found = _with_store(settings, work)
    if form is Form.JSON:
        _print_json(found)
        return
    out.print(f"{found['engine']} store at {found['store']}, data version {found['dataVersion']}")
    for kind, count in found["counts"].items():
        out.print(f"{count:>8,} {kind}")


@app.command(epilog=f"Example: partnermap stop. {_EXIT_CODES}.")
def stop() -> None:
    """Stop the embedded store; it starts again when it is needed."""
    stopped = embedded.stop(_settings().data)
    out.print("Stopped." if stopped else "It was not running.")


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
