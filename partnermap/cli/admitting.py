"""Who is let in: keys, and the log of who did what."""

from datetime import datetime
from typing import Annotated

import typer

from partnermap.cli.options import (
    EXIT_CODES,
    Form,
    Format,
    Scopes,
    day,
    load_commands,
    read_settings,
)
from partnermap.cli.root import app
from partnermap.vocabulary import Station

keys_app = typer.Typer(
    help="Issue, list and withdraw the keys that programs sign in with.", no_args_is_help=True
)
app.add_typer(
    keys_app,
    name="key",
    epilog="Example: partnermap key issue --name website --station reader --scope diocese:CE32 "
    f"--expires 2027-07-31. {EXIT_CODES}.",
)


@keys_app.command(
    epilog="Example: partnermap key issue --name website --station reader --scope diocese:CE32 "
    f"--expires 2027-07-31. {EXIT_CODES}."
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
        day("The last day it is to work, in UTC."),
    ],
    form: Format = Form.TABLE,
) -> None:
    """Issue a key and print it, this once; from the first one on, everyone has to sign in."""
    settings = read_settings()
    load_commands("admitting", settings).issue_key(
        settings, name, station, scope, expires.date(), as_json=form is Form.JSON
    )


@keys_app.command("list", epilog=f"Example: partnermap key list --format json. {EXIT_CODES}.")
def list_keys(form: Format = Form.TABLE) -> None:
    """List every key that was ever issued, without its secret."""
    settings = read_settings()
    load_commands("admitting", settings).list_keys(settings, as_json=form is Form.JSON)


@keys_app.command(epilog=f"Example: partnermap key revoke key:0123456789abcdef. {EXIT_CODES}.")
def revoke(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as it is listed.")],
    form: Format = Form.TABLE,
) -> None:
    """Withdraw a key: within two seconds it opens nothing any more."""
    settings = read_settings()
    load_commands("admitting", settings).revoke_key(settings, id_, as_json=form is Form.JSON)


@app.command("audit", epilog=f"Example: partnermap audit --verify. {EXIT_CODES}.")
def audit_(
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Check the whole log instead; fails if it was altered."),
    ] = False,
    first: Annotated[int, typer.Option(min=1, max=1000, help="How many, from the newest.")] = 20,
    form: Format = Form.TABLE,
) -> None:
    """Say who did what and when, newest first."""
    settings = read_settings()
    commands = load_commands("admitting", settings)
    if verify:
        commands.verify_audit(settings, as_json=form is Form.JSON)
    else:
        commands.print_audit(settings, first, as_json=form is Form.JSON)
