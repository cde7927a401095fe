"""Figures: what was measured, beside what, and whether it is what it should be."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table


class MissingError(Exception):
    """Something a figure needs is not on this machine; the text names it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure should be: at least or at most some value."""

    value: float
    at_least: bool = False

    def holds(self, value: float) -> bool:
        """Whether a value is within the bound."""
        return value >= self.value if self.at_least else value <= self.value


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity measured a few times, in alternation with a peer where there is one.

    With a peer the bound is on ours divided by the peer's, pair by pair; without, on ours. Without
    a bound it is there for comparison.
    """

    name: str
    unit: str
    ours: tuple[float, ...]
    bound: Bound | None
    peers: tuple[float, ...] = ()

    @property
    def judged(self) -> tuple[float, ...]:
        """The values that the bound is on; their median decides."""
        if not self.peers:
            return self.ours
        return tuple(ours / peer for ours, peer in zip(self.ours, self.peers, strict=True))

    @property
    def reached(self) -> bool:
        """Whether the figure is what it should be."""
        return self.bound is None or self.bound.holds(median(self.judged))

    def cells(self) -> tuple[str, ...]:
        """The figure as a line of the table."""
        return (
            f"{self.name}, {self.unit}",
            _spread(self.ours),
            _spread(self.peers) if self.peers else "–",
            f"{_spread(self.judged)}×" if self.peers else "–",
            *self._verdict(),
        )

    def _verdict(self) -> tuple[str, str]:
        if self.bound is None:
            return "–", ""
        times = "×" if self.peers else f" {self.unit}"
        sign = "≥" if self.bound.at_least else "≤"
        wanted = f"{sign} {_short(self.bound.value)}{times}"
        return wanted, "reached" if self.reached else "MISSED"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Figures that could not be measured here, and why."""

    name: str
    reason: str


def show(results: Iterable[Figure | Skipped], pairs: int) -> None:
    """Print one table of all figures, then what was skipped."""
    table = Table(title=f"Median of {pairs} alternating runs (least – most)", width=130)
    for heading in ("figure", "partnermap", "peer", "ratio", "wanted", ""):
        table.add_column(heading)
    skipped = []
    for result in results:
        if isinstance(result, Skipped):
            skipped.append(result)
        else:
            table.add_row(*result.cells())
    console = Console(width=130)
    if table.rows:
        console.print(table)
    for each in skipped:
        console.print(f"Skipped: {each.name}. {each.reason}")


def _spread(values: tuple[float, ...]) -> str:
    return f"{_short(median(values))} ({_short(min(values))} – {_short(max(values))})"


def _short(value: float) -> str:
    """The value with about three digits, and no more than it has."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
