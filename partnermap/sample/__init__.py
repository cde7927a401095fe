"""A small fictional diocese, in the publishers' own file formats."""

from datetime import date
from importlib.resources import files as resources
from pathlib import Path
from typing import Final, NamedTuple

SCOPE: Final = "diocese:ZZ01"
"""The fictional diocese of Aldermere, as a scope is written."""
PUBLISHED: Final = date(2026, 3, 1)
"""The publication date of all files."""


class Edition(NamedTuple):
    """One file to import, with the source it is an edition of."""

    source: str
    path: Path
    published: date


def files() -> tuple[Edition, ...]:
    """The sample's files, in the order to import them."""
    folder = Path(str(resources(__name__)))
    return (
        Edition("gias-establishments", folder / "establishments.csv", PUBLISHED),
        Edition("gias-memberships", folder / "memberships.csv", PUBLISHED),
        Edition("partnerships", folder / "partnerships.csv", PUBLISHED),
        Edition("goals", folder / "goals.csv", PUBLISHED),
    )
