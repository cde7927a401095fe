"""What goes out: a network as a file that other programs open."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from partnermap.cli.options import EXIT_CODES, Day, Layers, Scopes, load_commands, read_settings
from partnermap.cli.root import app
from partnermap.vocabulary import Layer


class File(StrEnum):
    """What a network is exported as."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSONLD = "jsonld"
    SVG = "svg"
    PNG = "png"


_PICTURES = {File.SVG, File.PNG}


@app.command(
    epilog="Example: partnermap export --scope diocese:CE32 --format graphml --out ours.graphml. "
    f"{EXIT_CODES}."
)
def export(
    scope: Scopes,
    form: Annotated[
        File,
        typer.Option(
            "--format",
            help="graphml for R, Python, yEd and Gephi; gexf for Gephi, with what has ended for "
            "its timeline; csv; xlsx for Excel and LibreOffice, with the findings; json as "
            "networkx and D3 read it; jsonld for linked data; svg or png for the picture.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="The file to write. CSV is one ZIP, or, where its name ends in .csv, a file "
            "beside it for each table.",
        ),
    ],
    layer: Layers = Layer.WORKING,
    as_of: Day = None,
) -> None:
    """Write who is tied to whom to a file, with its codebook, licence and data version inside.

    Organisations and partnerships are the nodes, formal ties and memberships the edges, each with
    its dates. Where the data change while it is being written it is written again. The picture is
    the one that the pages show.
    """
    settings = read_settings()
    day = as_of.date() if as_of else None
    room = "picturing" if form in _PICTURES else "exporting"
    load_commands(room, settings).export(settings, scope, layer, day, form.value, out)
