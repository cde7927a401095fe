"""Answers as they come back: a filled-in form, its table as CSV, or a corrected sheet of rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from partnermap.errors import BadInputError
from partnermap.imports.table import Table, read_table
from partnermap.model.names import fold
from partnermap.surveys.layout import (
    DOUBTFUL,
    EVERYONE,
    NONE,
    PARTNERSHIPS,
    ROUND,
    ROUND_ID,
    SHEETS,
    START,
    WHO,
    WITH_NOBODY,
    yes_or_no,
)
from partnermap.surveys.rows import Line, as_table, headings, lines_of, recognised
from partnermap.surveys.workbook import Book, Sheet, read_workbook

_NOBODY: Final = frozenset(("nobody", "none", WITH_NOBODY.casefold()))


@dataclass(slots=True)
class Answer:
    """What one respondent says in one round, as it was written."""

    respondent: str
    round: str
    """The round's id, or its name."""
    round_name: str
    lines: list[Line]
    everyone: bool | None = None
    """Whether it names everyone; None if that was left open."""
    nobody: bool = False
    day: date | None = None
    """For rows that were set right: the day of the answer they belong to."""
    open: int = 0
    """For rows that were set right: how many of the answer's there were to set right."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything one file says."""

    table: Table
    sheet: str | None
    answers: tuple[Answer, ...]
    strays: tuple[Line, ...]
    """Rows that do not say whose they are."""
    saved: date | None
    notes: tuple[str, ...]


def read_answers(name: str, content: bytes) -> Answers:
    """The answers in a file. BadInputError for what cannot be used at all."""
    if content.startswith(b"PK\x03\x04"):
        return _of_book(name, read_workbook(name, content))
    _refuse_mixed(name, content)
    table, notes = recognised(read_table(name, content))
    answers, strays = _grouped(lines_of(table, None))
    return Answers(table, None, answers, strays, None, notes)


def _refuse_mixed(name: str, content: bytes) -> None:
    """Two encodings in one file would turn the names in one of them into others."""
    if _is_utf_8(content) or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    for number, line in enumerate(content.splitlines(), 1):
        if not line.isascii() and _is_utf_8(line):
            raise BadInputError(
                f"{name} is in two encodings: line {number} is in UTF-8, others are not; save it "
                "as CSV in UTF-8."
            )


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


# The sheets of a workbook


def _of_book(name: str, book: Book) -> Answers:
    sheet = _with_rows(name, book)
    table, notes = recognised(as_table(name, sheet))
    lines = list(lines_of(table, sheet))
    notes += tuple(_set_aside(book, sheet))
    if sheet.name == DOUBTFUL:
        answers, strays = _grouped(lines)
        return Answers(table, sheet.name, answers, strays, book.saved, notes)
    beside = [other for other in book.sheets.values() if other is not sheet]
    round_id, round_name = _beside(beside, ROUND_ID), _beside(beside, ROUND)
    everyone = _yes_or_no(name, beside, EVERYONE)
    nobody = _yes_or_no(name, beside, WITH_NOBODY) is True
    who = _beside(beside, WHO)
    if who is None and "respondent" not in {key for line in lines for key in line.values}:
        raise BadInputError(f"{name} does not say who is answering; fill that in on “{START}”.")
    answers, strays = _grouped(lines, who, round_id or round_name, round_name, everyone)
    if nobody and lines:
        raise BadInputError(
            f"{name} says on “{NONE}” that they work with nobody, and on “{sheet.name}” with whom; "
            "ask which of the two holds."
        )
    if not lines and who and (round_id or round_name):
        if not nobody:
            raise BadInputError(
                f"{name} names nobody; if they work with nobody, say so on the sheet “{NONE}”."
            )
        complete = everyone is not False
        only = Answer(who, round_id or round_name or "", round_name or "", [], complete, True)
        answers = (only,)
    return Answers(table, sheet.name, answers, strays, book.saved, notes)


def _with_rows(name: str, book: Book) -> Sheet:
    """The sheet to read rows from: by its name, or else the one with most of our headings."""
    for own in (DOUBTFUL, PARTNERSHIPS):
        if own in book.sheets:
            return book.sheets[own]
    known = max(book.sheets.values(), key=lambda s: headings(s)[1], default=None)
    if known is None or headings(known)[1] < 2:
        raise BadInputError(f"{name} has no sheet “{PARTNERSHIPS}”; is it the form of a survey?")
    return known


def _beside(sheets: Iterable[Sheet], text: str) -> str | None:
    """What stands to the right of a text, on whichever of some sheets that is."""
    wanted = text.casefold()
    for sheet in sheets:
        for row in sheet.rows:
            folded = [" ".join(cell.split()).casefold() for cell in row]
            if wanted in folded:
                after = row[folded.index(wanted) + 1 :]
                if value := next((" ".join(c.split()) for c in after if c.strip()), None):
                    return value
    return None


def _yes_or_no(name: str, sheets: Iterable[Sheet], text: str) -> bool | None:
    value = _beside(sheets, text)
    if value is None:
        return None
    try:
        return yes_or_no(value)
    except ValueError as error:
        raise BadInputError(f"{name}: “{text}” says {value[:80]!r}, and {error}.") from None


def _set_aside(book: Book, read: Sheet) -> Iterator[str]:
    for sheet in book.sheets.values():
        if sheet.name not in SHEETS and sheet is not read and any(map(any, sheet.rows)):
            how = "hidden" if sheet.hidden else "none of the form's"
            yield f"The sheet “{sheet.name}” is {how} and was not read."
    if read.formulas:
        yield (
            f"“{read.name}” has {read.formulas} formulas; the values they had when the workbook "
            "was saved were read."
        )


def _grouped(
    lines: Iterable[Line],
    who: str | None = None,
    round_: str | None = None,
    round_name: str | None = None,
    everyone: bool | None = None,
) -> tuple[tuple[Answer, ...], tuple[Line, ...]]:
    """The rows by whose they are; what a row does not say of that, the form does."""
    groups: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    strays: list[Line] = []
    for line in lines:
        respondent = line.values.get("respondent", who)
        asked_in = line.values.get("round", round_)
        if respondent and asked_in:
            groups[respondent, asked_in].append(line)
        else:
            strays.append(line)
    answers = []
    for (respondent, asked_in), some in groups.items():
        answer = Answer(respondent, asked_in, round_name or asked_in, some)
        answer.everyone = _first(some, "everyone", everyone)
        answer.open = _first(some, "open", 0)
        answer.day = date.fromisoformat(d.earliest) if (d := _first(some, "day", None)) else None
        nobody = [line for line in some if fold(line.written.get("partner", "")) in _NOBODY]
        if nobody and len(nobody) == len(some):
            answer.nobody, answer.lines = True, []
            answer.everyone = answer.everyone is not False
        answers.append(answer)
    return tuple(answers), tuple(strays)


def _first(lines: Sequence[Line], name: str, otherwise: Any) -> Any:
    return next((line.values[name] for line in lines if name in line.values), otherwise)
