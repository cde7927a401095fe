"""An answer settled: its rows as an edition of its own source, and the rows that are in doubt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from partnermap.errors import BadInputError, NotFoundError
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.facts import from_store
from partnermap.imports.report import Problem
from partnermap.imports.sources import Origin
from partnermap.imports.table import Table
from partnermap.model import Fact, Span, Thing
from partnermap.store import writes
from partnermap.store.bolt import Store
from partnermap.store.rounds import Round, find_round, read_known, read_parts
from partnermap.surveys.answers import Answer
from partnermap.surveys.facts import choose, facts, may_be, wholes
from partnermap.surveys.layout import ANSWERED
from partnermap.surveys.rounds import answer_source, asked_tie, round_thing
from partnermap.surveys.rows import Line
from partnermap.surveys.whom import Finder, Whom
from partnermap.vocabulary import Answer as CameBack
from partnermap.vocabulary import Kind

_PARTNER = "partner/"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that could not be taken, and who asks about it."""

    line: Line
    reason: str
    candidates: tuple[str, ...]
    answer: Answer
    sheet: str | None
    file: str
    day: date


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an answer."""

    origin: Origin
    edition: Edition
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    whom: Whom


class Settler:
    """Settles the answers of one file."""

    def __init__(
        self, store: Store, finder: Finder, table: Table, sheet: str | None, day: date
    ) -> None:
        self._store = store
        self._finder = finder
        self._table = table
        self._sheet = sheet
        self._day = day

    async def settle(self, answer: Answer) -> Settled | list[Doubt]:
        """The answer as an edition; if it is not clear whose it is, its rows are all in doubt."""
        who = self._finder.respondent(answer.respondent)
        if who.id is None:
            shown = "; ".join(who.candidates[:3]) or "choose from the list of organisations"
            reason = f"who “{answer.respondent}” is, is not clear, for {who.reason}: {shown}"
            if not answer.lines:
                raise BadInputError(f"{self._table.name}: {reason}.")
            return [self._doubt(answer, line, reason) for line in answer.lines]
        round_ = await self._round(answer)
        origin = answer_source(round_, who.id)
        before = await self._settled_before(origin, answer.lines)
        rows: list[_Row] = []
        doubts: list[Doubt] = []
        for line in answer.lines:
            whom = self._finder.partner(line, who.id, round_.id)
            whom = before.get(line.key, whom) if whom.reason else whom
            if reason := _against(line, whom, who.id):
                doubts.append(self._doubt(answer, line, reason, whom.candidates))
            else:
                rows.append(_Row(line, whom))
        said, refused = await self._facts(rows, who.id, round_)
        doubts += [self._doubt(answer, line, reason) for line, reason in refused]
        for row in rows:
            if row.whom.left_out:
                # It says nothing, and is kept so that nobody is asked about it again.
                nothing = (round_thing(round_),)
                said.append(Fact(f"{_PARTNER}{row.line.key}", row.line.line, nothing))
        came_back = _came_back(answer, len(doubts))
        tie = asked_tie(round_, who.id, came_back, answer.day or self._day)
        whole = Fact(f"answer/{round_.id}", 1, (round_thing(round_),), (tie,))
        found = edition(self._table, [whole, *said], (), map(self._rejected, doubts))
        notes = [row.whom.note for row in rows if row.whom.note]
        return Settled(origin, replace(found, whole=not answer.open), tuple(doubts), tuple(notes))

    async def _round(self, answer: Answer) -> Round:
        try:
            known = await find_round(self._store, answer.round)
        except NotFoundError:
            if not answer.round.startswith("round:"):
                raise
            return Round(answer.round, answer.round_name, Span())
        return replace(known, span=Span())  # When it was is for whoever opened it to say.

    async def _settled_before(self, origin: Origin, lines: Iterable[Line]) -> dict[str, Whom]:
        """Whom rows mean that somebody has set right before."""
        keys = [f"{origin.id}/{_PARTNER}{line.key}" for line in lines]
        found = {}
        for stored in await writes.facts_by_key(self._store.read, keys):
            said = from_store(stored)
            partners = said.fact.ties[1:]
            things = {thing.id: thing for thing in said.fact.things}
            key = said.fact.key.removeprefix(_PARTNER)
            if said.past:
                continue
            found[key] = (
                Whom(partners[0].start, _introduced(things.get(partners[0].start)))
                if partners
                else Whom(left_out=True)
            )
        return found

    async def _facts(
        self, rows: Sequence[_Row], respondent: str, round_: Round
    ) -> tuple[list[Fact], list[tuple[Line, str]]]:
        """The facts of rows whose partners are clear, and the rows that cannot be taken yet."""
        named = [(row.line, row.whom.id) for row in rows if row.whom.id]
        found, refused = wholes(named)
        introduced = {row.whom.id: row.whom.thing for row in rows if row.whom.id and row.whom.thing}
        ids = {respondent, *(id_ for _, id_ in named)}
        parts = await read_parts(self._store, ids)
        candidates = {id_ for w in found for id_ in may_be(w, respondent, round_.id, parts)}
        known = await read_known(self._store, candidates)
        names = {id_: str(line.values.get("partner", id_)) for line, id_ in named}
        names |= self._finder.names(ids)
        said: list[Fact] = []
        for whole in found:
            meant = choose(whole, respondent, round_.id, parts, known)
            if isinstance(meant, str):
                refused += [(line, meant) for line in whole.lines]
            else:
                said += facts(whole, meant, respondent, introduced, names)
        return _without_conflicts(said, rows, refused), refused

    def _doubt(
        self, answer: Answer, line: Line, reason: str, candidates: tuple[str, ...] = ()
    ) -> Doubt:
        return Doubt(
            line, reason, candidates, answer, self._sheet, self._table.name, answer.day or self._day
        )

    def _rejected(self, doubt: Doubt) -> Rejected:
        line = doubt.line
        problems = line.problems or (problem_of(doubt),)
        return Rejected(problems, ("partner", line.key), line.values.get("partner"))


def _without_conflicts(
    said: Iterable[Fact], rows: Iterable[_Row], refused: list[tuple[Line, str]]
) -> list[Fact]:
    """The facts but those that say something else than an earlier row that was written alike."""
    lines = {row.line.line: row.line for row in rows}
    kept: dict[str, Fact] = {}
    found = []
    for fact in said:
        first = kept.setdefault(fact.key, fact)
        if first.ties == fact.ties and first.things == fact.things:
            found.append(fact)
        else:
            reason = f"row {first.line} is about the same and says something else"
            refused.append((lines[fact.line], reason))
    return found


def problem_of(doubt: Doubt) -> Problem:
    """A doubt as a report tells it."""
    line = doubt.line
    value = line.written.get("partner", "").strip()[:80]
    return Problem(line.line, ANSWERED["partner"].text, value, doubt.reason, doubt.sheet)


def _against(line: Line, whom: Whom, respondent: str) -> str:
    """Why a row cannot be taken; empty if it can."""
    if whom.left_out:
        return ""
    if line.problems:
        return "; ".join(f"{p.column or 'the row'}: {p.reason}" for p in line.problems)
    if not line.values.get("partner") and not line.values.get("code"):
        return "it does not say whom they work with"
    if whom.id is None:
        return whom.reason
    if whom.id == respondent:
        return "nobody is in a partnership with themselves"
    since, until = line.values.get("since"), line.values.get("until")
    if since and until and until.latest < since.earliest:
        return "it ended before it began"
    return ""


def _came_back(answer: Answer, doubtful: int) -> CameBack:
    """What an answer is: complete only if it names everyone and every row of it is understood."""
    settled = not doubtful and answer.open <= len(answer.lines)
    return CameBack.COMPLETE if answer.everyone and settled else CameBack.PARTIAL


def _introduced(thing: Thing | None) -> Thing | None:
    return thing if thing and thing.label == Kind.COMMUNITY_ORGANISATION else None
