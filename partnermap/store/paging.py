"""Pages of an ordered list: cursors, and the conditions and orders that make them."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from partnermap.errors import BadInputError
from partnermap.selection import Request
from partnermap.store.shape import ORDERS
from partnermap.store.text import Text

DEFAULT_PAGE = 50
"""How many a page holds where nobody says."""
MAX_PAGE = 1000
"""The most that a page may hold."""
_LOWEST: dict[str, Any] = {"pupilsOrder": -2, "number": 0}
_HIGHEST: dict[str, Any] = {"pupilsOrder": 1 << 62, "number": 1 << 62}


def encode_cursor(values: list[Any]) -> str:
    """An opaque name for a place in an ordered list."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, names: tuple[str, ...]) -> list[Any]:
    """The place that a cursor names in a list ordered by these properties."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded))
        ours = encode_cursor(values) == cursor
    except (ValueError, binascii.Error, RecursionError):
        ours = False
    if not ours or not _is_place(values, names):
        raise BadInputError(
            f"{cursor[:40]!r} is no cursor of this list; use one that pageInfo or edges gave, "
            "with the same orderBy."
        )
    place: list[Any] = values
    return place


def _is_place(values: Any, names: tuple[str, ...]) -> bool:
    if not isinstance(values, list) or len(values) != len(names):
        return False
    return all(
        type(value) is int and _LOWEST[name] < value < _HIGHEST[name]
        if name in _LOWEST
        else type(value) is str
        for name, value in zip(names, values, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is ordered by, and which way it is walked.

    `expressions` are compared in turn, the last decides; `names` are the properties behind them.
    """

    expressions: tuple[str, ...]
    names: tuple[str, ...]
    descending: bool
    backward: bool

    @property
    def _down(self) -> bool:
        return self.descending != self.backward

    def clause(self) -> str:
        """What follows `ORDER BY`."""
        return ", ".join(e + (" DESC" if self._down else "") for e in self.expressions)

    def bounds(self, text: Text, slot: int, *, indexed: bool) -> list[str]:
        """That a node lies after the one cursor and before the other, as far as they are given.

        Where an index holds the order, a condition that is true of every node has it ridden.
        """
        near, far = ("before", "after") if self.backward else ("after", "before")
        given, found = text.arguments[slot], []
        if indexed or given.get(near) is not None:
            found.append(self._beyond(text, slot, near, "<" if self._down else ">"))
        if given.get(far) is not None:
            found.append(self._beyond(text, slot, far, ">" if self._down else "<"))
        return found

    def _beyond(self, text: Text, slot: int, argument: str, sign: str) -> str:
        """That a node lies on one side of a cursor; of every node, where none is given."""
        indices = range(len(self.names))
        values = [text.parameter(self._place(slot, argument, sign, i)) for i in indices]
        pairs = list(zip(self.expressions, values, strict=True))
        last, value = pairs[-1]
        beyond = f"{last} {sign} {value}"
        for expression, value in reversed(pairs[:-1]):
            beyond = f"({expression} {sign} {value} OR ({expression} = {value} AND {beyond}))"
        if len(pairs) == 1:
            return beyond
        # The index is on all of these together: it is ridden only where each is asked about.
        bound = f"{pairs[0][0]} {sign}= {pairs[0][1]}"
        present = " AND ".join(f"{e} IS NOT NULL" for e, _ in pairs[1:])
        return f"{bound} AND {present} AND {beyond}"

    def _place(self, slot: int, argument: str, sign: str, index: int) -> Callable[[Request], Any]:
        name = self.names[index]
        edge = _HIGHEST.get(name, "\U0010ffff") if sign == "<" else _LOWEST.get(name, "")

        def place(request: Request) -> Any:
            cursor = request.arguments[slot].get(argument)
            return edge if cursor is None else decode_cursor(cursor, self.names)[index]

        return place


def order_by(arguments: Mapping[str, Any], node: str, tie: str = "") -> Order:
    """The order a list was asked for in: of nodes, or of ties to nodes."""
    asked = getattr(arguments.get("orderBy"), "value", "NAME")
    names = ORDERS[asked.removesuffix("_DESC")]
    expressions = tuple(f"{node}.{name}" for name in names)
    if tie:
        # One organisation may have been tied to another twice: the start of the tie decides.
        names, expressions = (*names, "since"), (*expressions, f"{tie}.since")
    return Order(expressions, names, asked.endswith("_DESC"), arguments.get("last") is not None)


def page_size(arguments: Mapping[str, Any]) -> int:
    """How many nodes a page may hold; an impossible wish raises BadInputError."""
    first, last = arguments.get("first"), arguments.get("last")
    if last is not None and first is not None and first != DEFAULT_PAGE:
        raise BadInputError("Ask for first or last, not both.")
    size = last if last is not None else first
    size = DEFAULT_PAGE if size is None else size
    if not 0 <= size <= MAX_PAGE:
        raise BadInputError(f"A page holds 0 to {MAX_PAGE} nodes; {size} were asked for.")
    return int(size)


@dataclass(frozen=True, slots=True)
class Result:
    """What came back for one page."""

    total: int | None
    rows: list[Any]
    """What was made of each, after its place where places are asked for."""
    has_next: bool
    has_previous: bool

    def info(self) -> dict[str, Any]:
        """What the specification of connections has of it as `pageInfo`."""
        rows = self.rows
        return {
            "hasNextPage": self.has_next,
            "hasPreviousPage": self.has_previous,
            "startCursor": encode_cursor(rows[0][0]) if rows else None,
            "endCursor": encode_cursor(rows[-1][0]) if rows else None,
        }
