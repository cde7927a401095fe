"""What the rows of a file say of the wholes they are parts of, where each may say some of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from partnermap.imports.report import Problem
from partnermap.model.dates import When


@dataclass(slots=True)
class Whole:
    """What the rows read so far say of one whole, and the lines that said it."""

    said: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


class Wholes(defaultdict[str, Whole]):
    """The wholes of a file by their ids."""

    def __init__(self) -> None:
        super().__init__(Whole)

    def settle(
        self, line: int, row: Mapping[str, Any], id_: str, names: Collection[str]
    ) -> tuple[Problem, ...]:
        """Where a row contradicts an earlier one about a whole; otherwise notes what it says.

        `names` are those of its values that are of the whole.
        """
        whole = self[id_]
        said = {name: row[name] for name in names if name in row}
        problems = tuple(
            Problem(
                line,
                name,
                _shown(value),
                f"line {whole.lines[name]} says {_shown(whole.said[name])}",
            )
            for name, value in said.items()
            if whole.said.get(name, value) != value
        )
        if not problems:
            whole.said = said | whole.said
            whole.lines = dict.fromkeys(said, line) | whole.lines
        return problems


def _shown(value: object) -> str:
    """A value as a reader of the file would write it."""
    if isinstance(value, When):
        exact = value.earliest == value.latest
        return value.earliest if exact else f"{value.earliest} to {value.latest}"
    return "; ".join(value) if isinstance(value, tuple) else str(value)
