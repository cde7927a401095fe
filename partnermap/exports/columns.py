"""What a column is: its name, its meaning, and how its value is got from the thing it is of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

Value = str | int | float | bool | tuple[str, ...] | None
"""What a cell may hold. A tuple is of words or ids, none of which has a space in it."""
Thing = TypeVar("Thing")


class Sort(Enum):
    """What the values of a column are."""

    TEXT = "text"
    WORDS = "words, with a space between them"
    ID = "id of a node"
    IDS = "ids of nodes, with a space between them"
    DAY = "day, as YYYY-MM-DD"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "true or false"


@dataclass(frozen=True, slots=True)
class Column(Generic[Thing]):
    """A column: what it is called, what it means, and how its value is got."""

    name: str
    sort: Sort
    of: Callable[[Thing], Value]
    meaning: str
    source: str
    unit: str = ""
    iri: str = ""
    """The term of a public vocabulary that means the same."""
    repeats: bool = False
    """True where it says what another table says, for whoever has but this one before them."""
    only: type | None = None
    """The type of the things that alone have it."""

    @property
    def heading(self) -> str:
        """Its name in words, for a sheet."""
        return self.name.replace("_", " ").capitalize()


def told(columns: Iterable[Column[Thing]], thing: Thing) -> Iterator[tuple[Column[Thing], Value]]:
    """The columns of which a thing has a value, each with that."""
    for column in columns:
        value = column.of(thing)
        if value is not None and value != ():
            yield column, value
