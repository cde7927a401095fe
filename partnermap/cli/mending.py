"""What could be otherwise: repairs, what-ifs, and the way from one to another."""

from typing import Annotated, Any

import typer

from partnermap.cli.options import (
    EXIT_CODES,
    Day,
    Form,
    Format,
    Layers,
    Listing,
    Scopes,
    load_commands,
    read_settings,
)
from partnermap.cli.root import app
from partnermap.vocabulary import Kind, Layer


@app.command(epilog=f"Example: partnermap repairs --scope diocese:CE32 --km 10. {EXIT_CODES}.")
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
    settings = read_settings()
    commands = load_commands("repairing", settings)
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
    f"{EXIT_CODES}.",
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
    settings = read_settings()
    commands = load_commands("supposing", settings)
    typed = commands.Typed(without or (), merge or (), move or (), begin or (), end or ())
    day = as_of.date() if as_of else None
    commands.tell_what_if(settings, scope, typed, layer, day, as_json=form is Form.JSON)


@app.command(
    epilog=f"Example: partnermap path urn:100000 'Reading Youth Trust'. {EXIT_CODES}.",
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
    settings = read_settings()
    day = as_of.date() if as_of else None
    load_commands("supposing", settings).tell_path(
        settings, (start, end), layer, day, as_json=form is Form.JSON
    )
