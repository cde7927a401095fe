"""Parts of long lists: so many at a time, each part with an address of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnermap.errors import BadInputError

MOST = 50
"""So many rows are shown at once, if not told otherwise."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a list, and where in it they stand."""

    rows: Sequence[Any]
    page: int
    pages: int
    total: int
    first: int
    """The number of the first row, beginning with 1."""

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.rows) - 1


def part(rows: Sequence[Any], chosen: Mapping[str, str], most: int = MOST) -> Part:
    """The part of a list that an address asks for: `?page=2`; beyond the end, the last one."""
    given = chosen.get("page") or "1"
    if not (given.isascii() and given.isdigit() and 0 < len(given) < 7 and int(given)):
        raise BadInputError(f"{given!r} is no page: write a number from 1 up.")
    pages = max(1, -(-len(rows) // most))
    page = min(int(given), pages)
    start = (page - 1) * most
    return Part(rows[start : start + most], page, pages, len(rows), start + 1)


def one_of(words: Sequence[str], chosen: Mapping[str, str], name: str) -> str:
    """What an address chooses among some words; nothing where it does not."""
    given = chosen.get(name, "")
    if given and given not in words:
        raise BadInputError(f"{given!r} is none of the choices for `{name}`: {', '.join(words)}.")
    return given
