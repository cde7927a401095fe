"""Answers as they are received, and the rows of them that are in doubt."""

from dataclasses import dataclass
from datetime import date

from partnermap.imports.report import Problem
from partnermap.imports.sources import Origin
from partnermap.imports.table import Table
from partnermap.matching.index import Hit
from partnermap.store.rounds import Round
from partnermap.surveys.answers import Answer
from partnermap.surveys.layout import ANSWERED, label
from partnermap.surveys.rounds import answer_source
from partnermap.surveys.rows import Line


@dataclass(frozen=True, slots=True)
class File:
    """A file of answers."""

    table: Table
    sheet: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Received:
    """An answer of which it is clear who gives it, and in which round."""

    answer: Answer
    file: File
    day: date
    respondent: str
    round: Round
    notes: tuple[str, ...] = ()
    """What is to be told of the file, where it is the file's first answer."""

    @property
    def origin(self) -> Origin:
        """The source that the answer is."""
        return answer_source(self.round, self.respondent)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that could not be taken, and who asks about it."""

    line: Line
    reason: str
    hits: tuple[Hit, ...]
    """Whom it may name, the likeliest first."""
    answer: Answer
    sheet: str | None
    file: str
    day: date
    nameless: bool = False
    """Whether all that is in doubt is whom it names."""

    @property
    def candidates(self) -> tuple[str, ...]:
        """Whom it may name, as the lists show them."""
        return tuple(label(hit.named) for hit in self.hits)


def doubt_of(received: Received, line: Line, reason: str) -> Doubt:
    """A row of an answer that was received, and why it cannot be taken."""
    return doubt(received.answer, received.file, received.day, line, reason)


def doubt(answer: Answer, file: File, day: date, line: Line, reason: str) -> Doubt:
    """A row of an answer of some day, and why it cannot be taken."""
    return Doubt(line, reason, (), answer, file.sheet, file.table.name, answer.day or day)


def problem_of(doubt: Doubt) -> Problem:
    """A doubt as a report tells it."""
    line = doubt.line
    value = line.written.get("partner", "").strip()[:80]
    return Problem(line.line, ANSWERED["partner"].text, value, doubt.reason, doubt.sheet)
