"""Builders: the Python that makes a plan's answers, written out once for the plan and compiled.

A builder that works row by row from a description finds out for each row what it found out for
the last; written out, the same work takes a seventh of the time (`python -m benchmarks reads`).
The text is made of our own templates, of indices and of names that GraphQL allows, quoted.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NoReturn

from partnermap.errors import StoreError

Expression = Callable[[str], str]
"""From a Python expression for what the store returned to one for what the caller asked for."""


def lacking(name: str) -> NoReturn:
    """Complain that the store holds nothing where the API promises something."""
    raise StoreError(f"The store holds no {name} where there must be one.")


def same(value: str) -> str:
    """The expression of a value that is handed over as it came."""
    return value


def as_object(parts: Iterable[tuple[str, str]]) -> str:
    """The expression of an object, of its keys and the expressions of their values."""
    return "{" + ", ".join(f"{key!r}: {value}" for key, value in parts) + "}"


@dataclass(slots=True)
class Builder:
    """One plan's Python: the things its expressions name, and what compiles them."""

    _bound: dict[str, Any] = field(default_factory=lambda: {"lacking": lacking})
    _numbers: "count[int]" = field(default_factory=count)

    def variable(self) -> str:
        """A variable that no other expression of the plan uses."""
        return f"x{next(self._numbers)}"

    def bind(self, thing: object) -> str:
        """A name for a function or value that expressions may use."""
        name = f"b{next(self._numbers)}"
        self._bound[name] = thing
        return name

    def decoding(self, decode: Callable[[Any], Any]) -> Expression:
        """Has `decode` applied to what is not null."""
        name, x = self.bind(decode), self.variable()
        return lambda value: f"(None if ({x} := {value}) is None else {name}({x}))"

    def choosing(self, branches: Mapping[str, Callable[..., Any]], otherwise: object) -> str:
        """A name for a function of a key and more that hands on to the branch of that key."""
        return self.bind(lambda key, *rest: branches.get(key, otherwise)(*rest))  # type: ignore[operator]

    def function(self, parameters: str, expression: str) -> Callable[..., Any]:
        """The function of these parameters that an expression makes."""
        made: Callable[..., Any] = eval(f"lambda {parameters}: {expression}", self._bound)  # noqa: S307 - see above
        return made
