"""The command line: what a newcomer types first, and what scripts call."""

import sys  # noqa: I001 - commands stand in the order in which the help lists them

import typer


from partnermap.cli import serving, importing, asking, mending, exporting, reporting, admitting  # noqa: F401
from partnermap.cli.options import FAILED
from partnermap.cli.root import app
from partnermap.errors import PartnermapError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; what goes wrong is told in a sentence, never in a traceback."""
    try:
        app()
    except PartnermapError as error:
        typer.secho("Error: ", fg="red", nl=False, err=True)
        typer.echo(str(error), err=True)
        sys.exit(FAILED)
