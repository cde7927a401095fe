"""What comes in: publications, downloads, and the answers of surveys."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from partnermap.cli.options import (
    EXIT_CODES,
    REJECTED,
    Day,
    Form,
    Format,
    Listing,
    Round,
    Scopes,
    day,
    load_commands,
    read_settings,
)
from partnermap.cli.root import app
from partnermap.errors import BadInputError

SURVEY = "survey"
COMMUNITY = "community-organisations"
survey = typer.Typer(
    help="Ask who works with whom: forms to fill in, and who has not answered.",
    epilog=f"Example: partnermap survey chase --round 'Spring 2026'. {EXIT_CODES}.",
    no_args_is_help=True,
)
app.add_typer(survey, name="survey")


class Register(StrEnum):
    """A register whose files are fetched."""

    GIAS = "gias"


@app.command(
    "import",
    epilog="Example: partnermap import gias-establishments edubasealldata20260301.csv. "
    f"{EXIT_CODES}, 3 imported, but some rows were rejected.",
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
        day("When it was published; needed unless the file's name ends in the date."),
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

    settings = read_settings()
    day, as_json = published.date() if published else None, form is Form.JSON
    if source == SURVEY:
        if owner or force:
            raise BadInputError("--owner and --force are not for answers to a survey.")
        rejected = load_commands("surveying", settings).import_survey(
            settings, files, published=day, dry_run=dry_run, errors=errors, as_json=as_json
        )
    elif len(files) > 1:
        raise BadInputError("Several files at once are for answers to a survey.")
    elif source == COMMUNITY:
        rejected = load_commands("listing", settings).import_organisations(
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
        rejected = load_commands("importing", settings).import_file(
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
    f"{EXIT_CODES}, 3 imported, but some rows were rejected.",
)
def fetch_(
    register: Annotated[Register, typer.Argument(help="Whose files: gias, the schools register.")],
    day: Annotated[
        datetime | None,
        day("The day they were published; today if left out.", "--date"),
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
    settings = read_settings()
    on = (day or datetime.now()).date()
    rejected = load_commands("importing").fetch_register(
        settings, on, only or [], as_json=form is Form.JSON
    )
    if rejected:
        raise typer.Exit(REJECTED)


@survey.command(
    "form",
    epilog="Example: partnermap survey form --scope diocese:CE32 --round 'Spring 2026' "
    f"--out form.xlsx. {EXIT_CODES}.",
)
def survey_form(
    scope: Scopes,
    round_: Round,
    out: Annotated[Path, typer.Option(metavar="FILE.xlsx", help="Where to write the form.")],
    opened: Day = None,
) -> None:
    """Open a round of asking in a place, and write the form to send to everyone in it."""
    settings = read_settings()
    day = opened.date() if opened else None
    load_commands("surveying", settings).write_survey_form(settings, scope, round_, out, day)


@survey.command(
    "chase",
    epilog=f"Example: partnermap survey chase --round 'Spring 2026' --format csv. {EXIT_CODES}.",
)
def survey_chase(
    round_: Round,
    form: Annotated[Listing, typer.Option("--format", help="How to print it.")] = Listing.TABLE,
) -> None:
    """Say who was asked in a round, who has answered, whom to chase, and where answers differ."""
    settings = read_settings()
    load_commands("surveying", settings).print_round(settings, round_, form.value)
