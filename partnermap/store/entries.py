"""The ways in which a field of a type is read from the store: what `shape.py` says of each.

In Cypher text `{n}` stands for the variable of the node or tie the type is read from, `{w}` for
what describes it on the day asked about: the node itself, or how it was described before. In a
tie's own fields `{m}` is the node at its other end.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any


@dataclass(frozen=True, slots=True)
class Value:
    """A leaf: an expression on the node, and what turns the stored value into the answer's.

    `then` is the expression where a day is asked about, if that is another.
    """

    cypher: str
    decode: Callable[[Any], Any] | None = None
    required: bool = False
    then: str | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """An object computed from a few expressions; None where `derive` finds nothing to say."""

    columns: tuple[str, ...]
    derive: Callable[..., Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of objects computed from one expression."""

    column: str
    derive: Callable[[Any], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Same:
    """An object made of the same node's properties, under another type."""

    shape: str


class Many(Enum):
    """How a hop's far ends are handed over."""

    ONE = auto()
    LIST = auto()
    CONNECTION = auto()


@dataclass(frozen=True, slots=True)
class Hop:
    """Ties from the node to others. `pattern` binds `{n}`, the tie `{r}` and the far end `{m}`.

    `target` is the far end's type and label. With `edge` the fields are read from the tie, and
    the far end is one of its fields. `between` names a node passed on the way, `{p}`, by label.
    With `ever`, on any day asked about the far end counts, whether it existed on that day or not.
    """

    pattern: str
    target: str
    many: Many = Many.ONE
    edge: str | None = None
    between: str | None = None
    dated: bool = True
    ever: bool = False
    order: str = "{m}.sortKey"


@dataclass(frozen=True, slots=True)
class End:
    """In a tie's fields: the node at its other end."""

    target: str


class MayHaveHeld:
    """In a tie's fields: whether its dates leave open that it held on the day asked about."""


class Standing:
    """In a goal's fields and its parts': where it stands on the day asked about, or today."""


Entry = Value | Derived | Listed | Same | Hop | End | MayHaveHeld | Standing
