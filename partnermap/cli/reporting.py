"""What is given to a board."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from partnermap.cli.options import (
    EXIT_CODES,
    Day,
    Layers,
    Scopes,
    day,
    load_commands,
    read_settings,
)
from partnermap.cli.root import app
from partnermap.vocabulary import Layer


@app.command(
    epilog="Example: partnermap report --scope diocese:CE32 --out board.pdf --since 2026-03-01. "
    f"{EXIT_CODES}."
)
def report(
    scope: Scopes,
    out: Annotated[
        Path,
        typer.Option(
            help="The file to write: board.pdf for print, board.docx to edit, board.html to read "
            "in a browser."
        ),
    ],
    since: Annotated[
        datetime | None,
        day("The first day of what changed; a year before if left out."),
    ] = None,
    as_of: Day = None,
    layer: Layers = Layer.WORKING,
    confidence: Annotated[
        bool, typer.Option("--confidence", help="Say how sure it is, too; that takes a while.")
    ] = False,
    runs: Annotated[
        int, typer.Option(min=1, max=200, help="In how many runs to check how sure it is.")
    ] = 100,
) -> None:
    """Write the board report of a place: two pages in plain words, with the picture.

    It tells what needs attention and what would help, what changed, where goals stand, what is
    not known, and where it all comes from.
    """
    settings = read_settings()
    load_commands("reporting", settings).write_report(
        settings,
        scope,
        out,
        layer,
        as_of.date() if as_of else None,
        since.date() if since else None,
        runs if confidence else None,
    )
