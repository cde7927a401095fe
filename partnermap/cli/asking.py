"""What is asked: operations, findings, what changed, and places side by side."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from partnermap.cli.options import (
    EXIT_CODES,
    FAILED,
    Day,
    Layers,
    Listing,
    Report,
    Scopes,
    day,
    load_commands,
    read_settings,
)
from partnermap.cli.root import app
from partnermap.errors import BadInputError
from partnermap.vocabulary import Layer, PlaceKind, PlaceMeasure, View


@app.command(epilog=f"Example: echo '{{ dataVersion }}' | partnermap query -. {EXIT_CODES}.")
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
    settings = read_settings()
    if not load_commands("querying", settings).run_query(settings, text, given):
        raise typer.Exit(FAILED)


@app.command("analyse", epilog=f"Example: partnermap analyse --scope diocese:CE32. {EXIT_CODES}.")
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
    settings = read_settings()
    day = as_of.date() if as_of else None
    load_commands("asking", settings).tell_findings(
        settings, scope, layer, day, form.value, output, view, runs if confidence else 0
    )


@app.command(
    epilog="Example: partnermap compare --scope diocese:CE32 --from 2019-03-01 --to 2019-09-01. "
    f"{EXIT_CODES}."
)
def compare(
    scope: Scopes,
    first: Annotated[
        datetime,
        day("The first day.", "--from"),
    ],
    last: Annotated[
        datetime | None,
        day("The last day; today if left out.", "--to"),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most events to tell.")] = 1000,
    form: Annotated[Listing, typer.Option("--format", help="How to print the answer.")] = (
        Listing.TABLE
    ),
) -> None:
    """Say what happened between two days: who opened, closed, merged, moved, joined and left."""
    settings = read_settings()
    days = first.date(), last.date() if last else date.today()
    if days[0] > days[1]:
        raise BadInputError(f"{days[0]} is after {days[1]}: give the earlier day as --from.")
    load_commands("asking", settings).tell_events(settings, scope, *days, limit, form.value)


@app.command(
    "compare-places",
    epilog=f"Example: partnermap compare-places --kind la --scope region:E12000004. {EXIT_CODES}.",
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
    settings = read_settings()
    day = as_of.date() if as_of else None
    load_commands("placing", settings).tell_places(
        settings, scope, kind, measures, day, seed, form.value
    )
