"""The import of answers: read, settle, load; what is in doubt goes to a sheet to be set right."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from partnermap.errors import BadInputError, NotFoundError
from partnermap.imports.report import Problem, Report
from partnermap.imports.run import load_edition
from partnermap.imports.table import read_bytes
from partnermap.matching.index import Index
from partnermap.model import Publication
from partnermap.store.bolt import Store
from partnermap.store.names import read_names
from partnermap.surveys.answers import Answers, read_answers
from partnermap.surveys.rows import SOURCE, Line
from partnermap.surveys.settle import Doubt, Settler, problem_of
from partnermap.surveys.whom import Finder

_STRAY = "it does not say who answers it, and in which round"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of some files of answers."""

    reports: tuple[Report, ...]
    """One for each answer; a file that could not be read has one with its problem and no rows."""
    doubts: tuple[Doubt, ...]

    @property
    def rejected(self) -> int:
        """How many rows, and files, somebody has to look at."""
        return sum(report.rejected or len(report.problems) for report in self.reports)


async def import_answers(
    store: Store, paths: Sequence[Path], *, published: date | None = None, dry_run: bool = False
) -> Imported:
    """Import filled-in forms, and account for every row of each.

    An answer is dated as `published` says, or by the day its workbook was last saved. A file that
    cannot be used does not keep the others from being imported.
    """
    finder = Finder(Index.build(await read_names(store)))
    reports: list[Report] = []
    doubts: list[Doubt] = []
    for path in paths:
        try:
            content = read_bytes(path)
            answers = read_answers(path.name, content)
            found = await _import_one(store, finder, answers, content, published, dry_run)
        except (BadInputError, NotFoundError) as error:
            reports.append(_unread(path.name, published, dry_run, str(error)))
            continue
        reports += found.reports
        doubts += found.doubts
    return Imported(tuple(reports), tuple(doubts))


async def _import_one(
    store: Store,
    finder: Finder,
    answers: Answers,
    content: bytes,
    published: date | None,
    dry_run: bool,
) -> Imported:
    file, sheet = answers.table.name, answers.sheet
    stated = published or answers.saved
    days = {stated or answer.day for answer in answers.answers}
    if None in days:
        raise BadInputError(f"When {file} was answered is not in it; say it with --published.")
    sha256 = hashlib.sha256(content).hexdigest()
    reports: list[Report] = []
    doubts: list[Doubt] = []
    for answer in answers.answers:
        day = answer.day or stated or date.min
        settled = await Settler(store, finder, answers.table, sheet, day).settle(answer)
        if isinstance(settled, list):
            doubts += settled
            problems = tuple(map(problem_of, settled))
            reports.append(_rejected(file, day, problems, dry_run))
            continue
        doubts += settled.doubts
        publication = Publication(settled.origin.id, day, file, sha256)
        # One school's answer is no register: that it dropped a third of its rows means just that.
        report = await load_edition(
            store, settled.origin, publication, settled.edition, dry_run=dry_run, force=True
        )
        notes = (*report.warnings, *settled.notes)
        reports.append(replace(report, warnings=notes))
    if answers.strays:
        problems = tuple(_stray(line, sheet) for line in answers.strays)
        reports.append(_rejected(file, stated or date.min, problems, dry_run))
    if reports:
        reports[0] = replace(reports[0], warnings=(*answers.notes, *reports[0].warnings))
    return Imported(tuple(reports), tuple(doubts))


def _stray(line: Line, sheet: str | None) -> Problem:
    return Problem(line.line, None, line.written.get("partner", "")[:80], _STRAY, sheet)


def _rejected(file: str, day: date, problems: tuple[Problem, ...], dry_run: bool) -> Report:
    """The account of rows of which none could be taken."""
    many = len(problems)
    return Report(SOURCE, file, day, many, 0, 0, 0, many, 0, 0, dry_run, problems)


def _unread(file: str, day: date | None, dry_run: bool, reason: str) -> Report:
    """The account of a file that could not be read."""
    problem = Problem(0, None, "", reason)
    return replace(_rejected(file, day or date.today(), (problem,), dry_run), rows=0, rejected=0)
