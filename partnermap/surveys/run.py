"""The import of answers: read, settle, load; what is in doubt goes to a sheet to be set right."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from partnermap.errors import BadInputError, NotFoundError
from partnermap.imports.report import Problem, Report
from partnermap.imports.run import Parsed, collector_at_rest, load_editions
from partnermap.imports.table import read_bytes
from partnermap.matching.index import Index
from partnermap.model.facts import Publication
from partnermap.store.bolt import Store
from partnermap.store.names import read_names
from partnermap.surveys.answers import read_answers
from partnermap.surveys.received import Doubt, File, Received, problem_of
from partnermap.surveys.rows import SOURCE, Line
from partnermap.surveys.settle import Settler
from partnermap.surveys.whom import Finder

_AT_ONCE = 1_000
"""How many answers are loaded together."""
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

    A file may hold one respondent's answer, or a row for each partner of many. An answer is dated
    as `published` says, or by the day its workbook was last saved. A file that cannot be used does
    not keep the others from being imported.
    """
    accounts: list[_Account] = []
    with collector_at_rest():
        settler = Settler(store, Finder(Index.build(await read_names(store))))
        files = [await _read(settler, path, published, dry_run) for path in paths]
        for some in _at_once(one for file in files for one in file):
            accounts += await _load(store, settler, some, dry_run)
    return Imported(
        tuple(replace(one.report, warnings=one.notes) for one in accounts),
        tuple(doubt for one in accounts for doubt in one.doubts),
    )


@dataclass(frozen=True, slots=True)
class _Account:
    """What became of an answer, or of rows that are none."""

    report: Report
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()


_Entry = _Account | Received


async def _read(
    settler: Settler, path: Path, published: date | None, dry_run: bool
) -> list[_Entry]:
    """What a file holds: answers to load, and what is told at once of the rest."""
    try:
        return await _opened(settler, path, published, dry_run)
    except (BadInputError, NotFoundError) as error:
        return [_Account(_unread(path.name, published, dry_run, str(error)))]


async def _opened(
    settler: Settler, path: Path, published: date | None, dry_run: bool
) -> list[_Entry]:
    content = read_bytes(path)
    answers = read_answers(path.name, content)
    stated = published or answers.saved
    if None in {stated or answer.day for answer in answers.answers}:
        raise BadInputError(f"When {path.name} was answered is not in it; say it with --published.")
    file = File(answers.table, answers.sheet, hashlib.sha256(content).hexdigest())
    found: list[_Entry] = []
    for answer in answers.answers:
        day = answer.day or stated or date.min
        received = await settler.receive(answer, file, day)
        if isinstance(received, Received):
            found.append(received)
        else:
            problems = tuple(map(problem_of, received))
            found.append(_Account(_rejected(path.name, day, problems, dry_run), tuple(received)))
    if answers.strays:
        problems = tuple(_stray(line, answers.sheet) for line in answers.strays)
        found.append(_Account(_rejected(path.name, stated or date.min, problems, dry_run)))
    return [replace(one, notes=answers.notes) for one in found[:1]] + found[1:]


def _at_once(entries: Iterable[_Entry]) -> Iterator[list[_Entry]]:
    """The entries in order, in parts that are loaded together: one answer of each source.

    An answer that comes twice, as it was and set right, is loaded twice.
    """
    some: list[_Entry] = []
    sources: set[str] = set()
    for entry in entries:
        if isinstance(entry, Received):
            if entry.origin.id in sources or len(sources) == _AT_ONCE:
                yield some
                some, sources = [], set()
            sources.add(entry.origin.id)
        some.append(entry)
    yield some


async def _load(
    store: Store, settler: Settler, entries: Sequence[_Entry], dry_run: bool
) -> list[_Account]:
    """What becomes of entries whose answers are loaded together."""
    received = [entry for entry in entries if isinstance(entry, Received)]
    settled = await settler.settle(received)
    parsed = []
    for one, its in zip(received, settled, strict=True):
        file = one.file
        publication = Publication(one.origin.id, one.day, file.table.name, file.sha256)
        parsed.append(Parsed(one.origin, publication, its.edition))
    # One school's answer is no register: that it dropped a third of its rows means just that.
    reports = await load_editions(store, parsed, dry_run=dry_run, force=True)
    loaded = iter(
        _Account(report, its.doubts, (*one.notes, *report.warnings, *its.notes))
        for one, its, report in zip(received, settled, reports, strict=True)
    )
    return [next(loaded) if isinstance(entry, Received) else entry for entry in entries]


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
