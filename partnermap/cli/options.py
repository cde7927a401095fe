"""What commands share: the options that several take, exit codes, settings and the store."""

from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from partnermap.errors import BadInputError, PartnermapError
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.vocabulary import Layer

FAILED = 1
REJECTED = 3
EXIT_CODES = "Exit codes: 0 done, 1 refused or failed (the reason is printed), 2 wrong usage"


def day(about: str, *names: str) -> Any:
    """An option that takes a day."""
    return typer.Option(*names, formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=about)


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"


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
        "area:EASTING/NORTHING/KM, area:FILE.geojson, area:NAME of a saved area, or all; a name "
        "may stand for a code. Repeat it for a union.",
    ),
]
Layers = Annotated[Layer, typer.Option(case_sensitive=False, help="Which ties to look at.")]
Format = Annotated[Form, typer.Option("--format", help="How to print the answer.")]
Day = Annotated[
    datetime | None,
    day("The day it is about; today if left out."),
]
Round = Annotated[str, typer.Option("--round", help="The round of asking: its name, or its id.")]


def read_settings() -> Settings:
    """The settings of the environment; BadInputError names the one that cannot be meant."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = f"PARTNERMAP_{wrong['loc'][0]}".upper()
        raise BadInputError(f"{name} is {wrong['input']!r}: {wrong['msg']}.") from error


def load_commands(room: str, settings: Settings | None = None) -> Any:
    """The commands of a room; while Python reads them the embedded store starts."""
    if settings is not None and settings.neo4j_uri is None:
        Thread(target=_start_store, args=(settings.data,), daemon=True).start()
    # Not before the store has begun to start, and nothing that the command does not need.
    return import_module(f"partnermap.commands.{room}")


def _start_store(data: Path) -> None:
    # What stands in the way is told where the store is opened.
    with suppress(PartnermapError):
        embedded.start_or_find(data)
