"""The command line: what a newcomer types first, and what scripts call."""

import json
import sys
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from partnermap import __version__
from partnermap.errors import BadInputError, PartnermapError
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.vocabulary import Kind, Layer, PlaceKind, PlaceMeasure, Station, View

FAILED = 1
REJECTED = 3
SURVEY = "survey"
COMMUNITY = "community-organisations"
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_EXIT_CODES = "Exit codes: 0 done, 1 refused or failed (the reason is printed), 2 wrong usage"
app = typer.Typer(
    help="See who works with whom among trusts, schools, LAs, dioceses and community "
    "organisations.\n\nBegin with: partnermap demo",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

survey = typer.Typer(
    help="Ask who works with whom: forms to fill in, and who has not answered.",
    epilog=f"Example: partnermap survey chase --round 'Spring 2026'. {_EXIT_CODES}.",
    no_args_is_help=True,
)
app.add_typer(survey, name="survey")


def _day(about: str, *names: str) -> Any:
    """An option that takes a day."""
    return typer.Option(*names, formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=about)


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"


class Register(StrEnum):
    """A register whose files are fetched."""

    GIAS = "gias"


class Listing(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Report(StrEnum):
    """How findings are printed or written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


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
    _day("The day it is about; today if left out."),
]
Round = Annotated[str, typer.Option("--round", help="The round of asking: its name, or its id.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to answer on.")]


def main() -> None:
    """Run the command line; what goes wrong is told in a sentence, never in a traceback."""
    try:
        app()
    except PartnermapError as error:
        typer.secho("Error: ", fg="red", nl=False, err=True)
        typer.echo(str(error), err=True)
        sys.exit(FAILED)


def _settings() -> Settings:
    """The settings of the environment; BadInputError names the one that cannot be meant."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = f"PARTNERMAP_{wrong['loc'][0]}".upper()
        raise BadInputError(f"{name} is {wrong['input']!r}: {wrong['msg']}.") from error


def _commands(room: str, settings: Settings | None = None) -> Any:
    """The commands of a room; while Python reads them the embedded store starts."""
    if settings is not None and settings.neo4j_uri is None:
        Thread(target=_start_store, args=(settings.data,), daemon=True).start()
    # Not before the store has begun to start, and nothing that the command does not need.
    return import_module(f"partnermap.commands.{room}")


def _start_store(data: Path) -> None:
    # What stands in the way is told where the store is opened.
    with suppress(PartnermapError):
        embedded.start_or_find(data)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"partnermap {__version__}")
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

    commands = _commands("serving", settings)
    commands.show_demo(settings)
    if not serve_:
        commands.print_next_steps(folder)
        return
    typer.echo(
        f"\nThe same over GraphQL: http://127.0.0.1:{port}/graphql (its page of queries loads "
        "parts of itself from the internet). Stop with Ctrl-C."
    )
    commands.serve(settings, "127.0.0.1", port, local=True)


@app.command(epilog=f"Example: partnermap serve --port 8080. {_EXIT_CODES}.")
def serve(
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
    port: Port = 8000,
    anyone_may_read: Annotated[
        bool,
        typer.Option(
            "--anyone-may-read",
            help="Let anyone read what is public without signing in, on this run; "
            "PARTNERMAP_PUBLIC_READING=true does so on every run.",
        ),
    ] = False,
) -> None:
    """Serve the API: to whoever signs in, and on this machine alone to its user."""
    settings = _settings()
    if anyone_may_read:
        settings = settings.model_copy(update={"public_reading": True})
    _commands("serving", settings).serve(settings, host, port, local=host in _LOOPBACK)


@app.command(
    "import",
    epilog="Example: partnermap import gias-establishments edubasealldata20260301.csv. "
    f"{_EXIT_CODES}, 3 imported, but some rows were rejected.",
)
def import_(
    source: Annotated[
        str,
        typer.Argument(
            help="One of gias-establishments, gias-memberships, gias-groups, gias-links, "
            "diocese-codes, la-codes, partnerships, goals, itt-sites, teaching-school-hubs, "
            "teaching-schools, community-organisations, survey."
        ),
    ],
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="The file, as its publisher made it.")
    ],
    published: Annotated[
        datetime | None,
        _day("When it was published; needed unless the file's name ends in the date."),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(
            help="For partnerships, goals and community-organisations: whose they are "
            "(diocese:CE32)."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Go on even if more than a tenth of what is known would end."),
    ] = False,
    errors: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.xlsx",
            help="For survey and community-organisations: where to write the rows that are in "
            "doubt, to be set right there.",
        ),
    ] = None,
    form: Format = Form.TABLE,
) -> None:
    """Read a publication, or filled-in forms, into the store, and account for every row."""

    settings = _settings()
    day, as_json = published.date() if published else None, form is Form.JSON
    if source == SURVEY:
        if owner or force:
            raise BadInputError("--owner and --force are not for answers to a survey.")
        rejected = _commands("surveying", settings).import_survey(
            settings, files, published=day, dry_run=dry_run, errors=errors, as_json=as_json
        )
    elif len(files) > 1:
        raise BadInputError("Several files at once are for answers to a survey.")
    elif source == COMMUNITY:
        rejected = _commands("listing", settings).import_organisations(
            settings,
            files[0],
            published=day,
            owner=owner,
            dry_run=dry_run,
            force=force,
            errors=errors,
            as_json=as_json,
        )
    elif errors:
        raise BadInputError("--errors is for a survey and for community-organisations.")
    else:
        rejected = _commands("importing", settings).import_file(
            settings,
            source,
            files[0],
            published=day,
            owner=owner,
            dry_run=dry_run,
            force=force,
            as_json=as_json,
        )
    if rejected:
        raise typer.Exit(REJECTED)


@app.command(
    "fetch",
    epilog="Example: partnermap fetch gias --date 2026-03-01. "
    f"{_EXIT_CODES}, 3 imported, but some rows were rejected.",
)
def fetch_(
    register: Annotated[Register, typer.Argument(help="Whose files: gias, the schools register.")],
    day: Annotated[
        datetime | None,
        _day("The day they were published; today if left out.", "--date"),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this one of gias-groups, gias-establishments, gias-memberships, gias-links; "
            "repeat it for several."
        ),
    ] = None,
    form: Format = Form.TABLE,
) -> None:
    """Download the files that a register publishes, check them, and import them in order.

    They come from the address in PARTNERMAP_GIAS_ADDRESS and are kept in the data folder.
    """
    settings = _settings()
    on = (day or datetime.now()).date()
    rejected = _commands("importing").fetch_register(
        settings, on, only or [], as_json=form is Form.JSON
    )
    if rejected:
        raise typer.Exit(REJECTED)


@survey.command(
    "form",
    epilog="Example: partnermap survey form --scope diocese:CE32 --round 'Spring 2026' "
    f"--out form.xlsx. {_EXIT_CODES}.",
)
def survey_form(
    scope: Scopes,
    round_: Round,
    out: Annotated[Path, typer.Option(metavar="FILE.xlsx", help="Where to write the form.")],
    opened: Day = None,
) -> None:
    """Open a round of asking in a place, and write the form to send to everyone in it."""
    settings = _settings()
    day = opened.date() if opened else None
    _commands("surveying", settings).write_survey_form(settings, scope, round_, out, day)


@survey.command(
    "chase",
    epilog=f"Example: partnermap survey chase --round 'Spring 2026' --format csv. {_EXIT_CODES}.",
)
def survey_chase(
    round_: Round,
    form: Annotated[Listing, typer.Option("--format", help="How to print it.")] = Listing.TABLE,
) -> None:
    """Say who was asked in a round, who has answered, whom to chase, and where answers differ."""
    settings = _settings()
    _commands("surveying", settings).print_round(settings, round_, form.value)


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
    settings = _settings()
    if not _commands("asking", settings).run_query(settings, text, given):
        raise typer.Exit(FAILED)


@app.command("analyse", epilog=f"Example: partnermap analyse --scope diocese:CE32. {_EXIT_CODES}.")
def analyse_(
    scope: Scopes,
    layer: Layers = Layer.WORKING,
    as_of: Day = None,
    form: Annotated[Report, typer.Option("--format", help="How to tell it.")] = Report.TABLE,
    output: Annotated[
        Path | None, typer.Option(help="The workbook to write, with --format xlsx.")
    ] = None,
    view: Annotated[
        View,
        typer.Option(case_sensitive=False, help="Whether each counts with its trust or its LA."),
    ] = View.ORGANISATIONS,
    confidence: Annotated[
        bool, typer.Option("--confidence", help="Say how sure it is, too; that takes a while.")
    ] = False,
    runs: Annotated[
        int, typer.Option(min=1, max=1000, help="In how many runs to check how sure it is.")
    ] = 100,
) -> None:
    """Say in plain words how joined-up a place is, who is alone, and where it would split."""
    settings = _settings()
    day = as_of.date() if as_of else None
    _commands("asking", settings).tell_findings(
        settings, scope, layer, day, form.value, output, view, runs if confidence else 0
    )


@app.command(
    epilog="Example: partnermap compare --scope diocese:CE32 --from 2019-03-01 --to 2019-09-01. "
    f"{_EXIT_CODES}."
)
def compare(
    scope: Scopes,
    first: Annotated[
        datetime,
        _day("The first day.", "--from"),
    ],
    last: Annotated[
        datetime | None,
        _day("The last day; today if left out.", "--to"),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most events to tell.")] = 1000,
    form: Annotated[Listing, typer.Option("--format", help="How to print the answer.")] = (
        Listing.TABLE
    ),
) -> None:
    """Say what happened between two days: who opened, closed, merged, moved, joined and left."""
    settings = _settings()
    days = first.date(), last.date() if last else date.today()
    if days[0] > days[1]:
        raise BadInputError(f"{days[0]} is after {days[1]}: give the earlier day as --from.")
    _commands("asking", settings).tell_events(settings, scope, *days, limit, form.value)


@app.command(
    "compare-places",
    epilog=f"Example: partnermap compare-places --kind la --scope region:E12000004. {_EXIT_CODES}.",
)
def compare_places(
    kind: Annotated[
        PlaceKind,
        typer.Option(case_sensitive=False, help="Which places: la, diocese or trust."),
    ],
    scope: Scopes,
    measures: Annotated[
        list[PlaceMeasure] | None,
        typer.Option(
            "--measure",
            case_sensitive=False,
            help="Only this measure, such as density; repeat it for several. Without it all but "
            "modularity, which takes longer.",
        ),
    ] = None,
    as_of: Day = None,
    seed: Annotated[
        int, typer.Option(help="What gives the same answer again, where chance comes in.")
    ] = 0,
    form: Annotated[Listing, typer.Option("--format", help="How to print the answer.")] = (
        Listing.TABLE
    ),
) -> None:
    """Set the LAs, dioceses or trusts of a place side by side, each beside others of its size."""
    settings = _settings()
    day = as_of.date() if as_of else None
    _commands("placing", settings).tell_places(
        settings, scope, kind, measures, day, seed, form.value
    )


@app.command(epilog=f"Example: partnermap schema > schema.graphql. {_EXIT_CODES}.")
def schema(
    check: Annotated[
        Path | None, typer.Option(help="Compare with this file instead; fails if they differ.")
    ] = None,
) -> None:
    """Print the GraphQL schema."""
    _commands("asking").print_schema(check)


@app.command(epilog=f"Example: partnermap status --format json. {_EXIT_CODES}.")
def status(form: Format = Form.TABLE) -> None:
    """Say where the data is and what is in it."""
    settings = _settings()
    _commands("asking", settings).print_status(settings, as_json=form is Form.JSON)


@app.command(epilog=f"Example: partnermap stop. {_EXIT_CODES}.")
def stop() -> None:
    """Stop the embedded store; it starts again when it is needed."""
    stopped = embedded.stop(_settings().data)
    typer.echo("Stopped." if stopped else "It was not running.")


keys_app = typer.Typer(
    help="Issue, list and withdraw the keys that programs sign in with.", no_args_is_help=True
)
app.add_typer(
    keys_app,
    name="key",
    epilog="Example: partnermap key issue --name website --station reader --scope diocese:CE32 "
    f"--expires 2027-07-31. {_EXIT_CODES}.",
)


@keys_app.command(
    epilog="Example: partnermap key issue --name website --station reader --scope diocese:CE32 "
    f"--expires 2027-07-31. {_EXIT_CODES}."
)
def issue(
    name: Annotated[str, typer.Option(help="What it is for, such as the program's name.")],
    station: Annotated[
        Station,
        typer.Option(
            case_sensitive=False,
            help="What its holder may do: reader, editor, importer or administrator.",
        ),
    ],
    scope: Scopes,
    expires: Annotated[
        datetime,
        _day("The last day it is to work, in UTC."),
    ],
    form: Format = Form.TABLE,
) -> None:
    """Issue a key and print it, this once; from the first one on, everyone has to sign in."""
    settings = _settings()
    _commands("admitting", settings).issue_key(
        settings, name, station, scope, expires.date(), as_json=form is Form.JSON
    )


@keys_app.command("list", epilog=f"Example: partnermap key list --format json. {_EXIT_CODES}.")
def list_keys(form: Format = Form.TABLE) -> None:
    """List every key that was ever issued, without its secret."""
    settings = _settings()
    _commands("admitting", settings).list_keys(settings, as_json=form is Form.JSON)


@keys_app.command(epilog=f"Example: partnermap key revoke key:0123456789abcdef. {_EXIT_CODES}.")
def revoke(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as it is listed.")],
    form: Format = Form.TABLE,
) -> None:
    """Withdraw a key: within two seconds it opens nothing any more."""
    settings = _settings()
    _commands("admitting", settings).revoke_key(settings, id_, as_json=form is Form.JSON)


@app.command("audit", epilog=f"Example: partnermap audit --verify. {_EXIT_CODES}.")
def audit_(
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Check the whole log instead; fails if it was altered."),
    ] = False,
    first: Annotated[int, typer.Option(min=1, max=1000, help="How many, from the newest.")] = 20,
    form: Format = Form.TABLE,
) -> None:
    """Say who did what and when, newest first."""
    settings = _settings()
    commands = _commands("admitting", settings)
    if verify:
        commands.verify_audit(settings, as_json=form is Form.JSON)
    else:
        commands.print_audit(settings, first, as_json=form is Form.JSON)


@app.command(epilog=f"Example: partnermap repairs --scope diocese:CE32 --km 10. {_EXIT_CODES}.")
def repairs(
    scope: Scopes,
    km: Annotated[
        float | None,
        typer.Option(metavar="N", help="How far apart two that begin a partnership may be."),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option(metavar="N", help="How many new partnerships each may enter at most."),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="An organisation that enters none; repeat it for several."),
    ] = None,
    kind: Annotated[
        list[Kind] | None,
        typer.Option(
            case_sensitive=False,
            help="Only organisations of this kind enter one; repeat it for several.",
        ),
    ] = None,
    as_of: Day = None,
    form: Annotated[Listing, typer.Option("--format", help="How to print it.")] = Listing.TABLE,
) -> None:
    """Say which few new partnerships would mend a place, within limits of yours.

    With them nobody is cut off if one organisation leaves or one partnership ends, or as few are
    as the limits allow; and it is said whether fewer would do.
    """
    settings = _settings()
    commands = _commands("repairing", settings)
    terms = commands.Terms(
        km=km,
        most=most,
        kinds=frozenset(kind) if kind else None,
        without=frozenset(without or ()),
    )
    day = as_of.date() if as_of else None
    commands.print_repairs(settings, scope, terms, day, form.value)


def _changes(about: str, metavar: str) -> Any:
    """An option that names changes of a what-if."""
    return typer.Option(metavar=metavar, help=f"{about} Repeat it for several.")


@app.command(
    "what-if",
    epilog="Example: partnermap what-if --scope diocese:CE32 --without charity:1234567. "
    f"{_EXIT_CODES}.",
)
def what_if(
    scope: Scopes,
    without: Annotated[
        list[str] | None, _changes("An organisation that is no longer there.", "ORGANISATION")
    ] = None,
    merge: Annotated[
        list[str] | None, _changes("A trust that becomes part of another.", "TRUST,TRUST")
    ] = None,
    move: Annotated[
        list[str] | None, _changes("A school that passes to a trust.", "SCHOOL,TRUST")
    ] = None,
    begin: Annotated[
        list[str] | None,
        _changes("Who begins a partnership, two or more.", "ORGANISATION,ORGANISATION"),
    ] = None,
    end: Annotated[list[str] | None, _changes("A partnership that ends.", "PARTNERSHIP")] = None,
    layer: Layers = Layer.WORKING,
    as_of: Day = None,
    form: Format = Form.TABLE,
) -> None:
    """Say what would change if some left, merged, moved, or began or ended a partnership.

    Name each by its id or by its name, or a part of that which no other has. The changes are
    supposed one after another, in the order of these options; nothing is recorded.
    """
    settings = _settings()
    commands = _commands("supposing", settings)
    typed = commands.Typed(without or (), merge or (), move or (), begin or (), end or ())
    day = as_of.date() if as_of else None
    commands.tell_what_if(settings, scope, typed, layer, day, as_json=form is Form.JSON)


@app.command(
    epilog=f"Example: partnermap path urn:100000 'Reading Youth Trust'. {_EXIT_CODES}.",
)
def path(
    start: Annotated[
        str, typer.Argument(metavar="FROM", help="An organisation: its id, or its name.")
    ],
    end: Annotated[str, typer.Argument(metavar="TO", help="Another.")],
    layer: Layers = Layer.WORKING,
    as_of: Day = None,
    form: Format = Form.TABLE,
) -> None:
    """Say how one organisation is joined to another: through whom, and by which partnerships."""
    settings = _settings()
    day = as_of.date() if as_of else None
    _commands("supposing", settings).tell_path(
        settings, (start, end), layer, day, as_json=form is Form.JSON
    )
