"""What comes in: the facts of a publication, on their way into the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from partnermap.model.dates import ALWAYS, Span

Value = str | int | float | bool | list[str] | None
"""What a property of the store may hold."""
SUCCEEDED_BY = "SUCCEEDED_BY"
"""The kind of a tie from an organisation to one that took over from it.

It is no formal tie, for neither is part of the other. It happens once, on the tie's first day, and
has happened ever after: the tie ends only if those who said so no longer do.
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """An organisation, partnership, round, district, goal or part of a goal, as a source has it.

    `label` is a `Kind` value, `"Partnership"`, `"Round"`, `"District"`, `"Goal"`, `"Milestone"`,
    `"GoalMeasure"` or `"Observation"`. A property that the source is silent about is left out;
    `identifiers` are other codes of the same thing, written `scheme:value`. What the source has
    since worded otherwise says with `replaced` from which day.
    """

    id: str
    label: str
    properties: Mapping[str, Value]
    span: Span = ALWAYS
    identifiers: tuple[str, ...] = ()
    replaced: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie as one source describes it: a formal tie, a membership, or a round's question.

    `kind` is a `TieKind` value, `"MEMBER_OF"` (organisation to partnership), `"ASKED"`
    (organisation to round), `"SERVES"` (organisation to district) or `SUCCEEDED_BY` (organisation
    to organisation); of goals `"OWNED_BY"` (goal to organisation), `"PURSUES"` (partnership to
    goal), `"MILESTONE_OF"`, `"MEASURES"` and `"OBSERVES"` (each part to its whole).
    """

    kind: str
    start: str
    end: str
    span: Span = ALWAYS
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PendingMatch:
    """What is kept of a row of an answer until somebody says whom it names."""

    respondent: str
    """The id of the organisation whose answer it is in."""
    written: Mapping[str, str]
    """Its cells as they were, by our names of the columns; empty ones are left out."""
    beside: Mapping[str, str]
    """Cells of other rows of the answer, for what they say of the partnership that it is about."""
    reason: str
    """Why it is not clear whom it names."""
    candidates: tuple[tuple[str, float, str], ...]
    """Whom it may name, the likeliest first: id, score up to 1, and what speaks for or against."""
    everyone: bool
    """Whether the answer says that it names everyone."""
    others: int
    """How many rows of the answer are in doubt that nobody can settle by saying whom they name."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one row of one publication says. `key` is the row's own identity within its source.

    With `match` it says nothing yet, for it is not clear whom it names.
    """

    key: str
    line: int
    things: tuple[Thing, ...] = ()
    ties: tuple[Tie, ...] = ()
    match: PendingMatch | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """One edition of one source, as it is being read."""

    source: str
    """The source's id, such as `gias-establishments`."""
    published: date
    file: str
    sha256: str
