"""The published values that our measures reproduce: `python -m tests.analysis.published`.

Only what a paper, a manual or a program's own results give is here. Where a program counts
otherwise, the row says how its value was turned into ours.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """What is published of one measure on one network."""

    measure: str
    network: str
    published: Mapping[str, str]
    """As it is in print, by what or whom it is of; "" for the whole network."""
    ours: Callable[[], Mapping[str, object]]
    """The same of our measures, by the same keys."""
    source: str
    needs: Path | None = None
    """A file that the network is read from, where it is not written out here."""

    @property
    def is_at_hand(self) -> bool:
        """Whether the network can be read."""
        return self.needs is None or self.needs.exists()

    def found(self) -> dict[str, str]:
        """Ours, each number with as many digits as the one in print has."""
        ours = self.ours()
        return {of: _written(ours[of], printed) for of, printed in self.published.items()}


def _written(ours: object, printed: str) -> str:
    return f"{ours:.{len(printed.partition('.')[2])}f}" if isinstance(ours, float) else str(ours)


def listed(words: Iterable[object]) -> str:
    """Some words as one, in the order given."""
    return " ".join(map(str, words)) or "none"
