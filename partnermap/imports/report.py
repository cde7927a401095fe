"""What happened to every row of an import, in numbers and in sentences."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row could not be used: where, what it says there, and what is wrong with it."""

    line: int
    column: str | None
    """The column's name in the file; None where the row as a whole is at fault."""
    value: str
    reason: str
    sheet: str | None = None
    """The sheet of a workbook that the line is on."""


@dataclass(frozen=True, slots=True)
class Report:
    """An account of every row: `rows` is the sum of the five counts that follow it."""

    source: str
    file: str
    published: date
    rows: int
    created: int
    changed: int
    unchanged: int
    rejected: int
    pending: int
    """Rows kept whose tie waits for an organisation that is not known yet."""
    ended: int
    """Rows of earlier editions that this one no longer says."""
    dry_run: bool
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """The counters, by their names in JSON."""
        return {
            "rows": self.rows,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "pending": self.pending,
            "ended": self.ended,
        }

    def and_also(self, other: "Report") -> "Report":
        """One account of the rows of both."""
        return replace(
            self,
            rows=self.rows + other.rows,
            created=self.created + other.created,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            rejected=self.rejected + other.rejected,
            pending=self.pending + other.pending,
            ended=self.ended + other.ended,
            problems=(*self.problems, *other.problems),
            warnings=(*self.warnings, *other.warnings),
        )

    def as_json(self) -> dict[str, Any]:
        """The report with plain values, as `--format json` prints it."""
        return asdict(self) | {"published": self.published.isoformat()}
