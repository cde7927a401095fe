"""The program itself, to which the other modules here add their commands."""

from typing import Annotated

import typer

from partnermap import __version__

app = typer.Typer(
    help="See who works with whom among trusts, schools, LAs, dioceses and community "
    "organisations.\n\nBegin with: partnermap demo",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
