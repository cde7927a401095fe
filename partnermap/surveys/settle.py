"""Answers settled: the rows of each as an edition of its own source, and those in doubt."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from partnermap.errors import BadInputError, NotFoundError
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.facts import from_store
from partnermap.imports.introduced import is_introduced
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, PendingMatch, Thing
from partnermap.store import writes
from partnermap.store.bolt import Store
from partnermap.store.rounds import Round, find_round
from partnermap.surveys.answers import Answer
from partnermap.surveys.facts import Whole, choose, facts, wholes
from partnermap.surveys.layout import label
from partnermap.surveys.matches import beside, kept
from partnermap.surveys.received import Doubt, File, Received, doubt, doubt_of, problem_of
from partnermap.surveys.recorded import Recorded
from partnermap.surveys.rounds import asked_tie, round_thing
from partnermap.surveys.rows import Line, answer_key, row_key
from partnermap.surveys.whom import Finder, Whom
from partnermap.vocabulary import Answer as CameBack
from partnermap.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an answer."""

    edition: Edition
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    whom: Whom


@dataclass(frozen=True, slots=True)
class _Read:
    """An answer whose rows were read, each taken or in doubt so far."""

    received: Received
    rows: list[_Row]
    doubts: list[Doubt]
    matches: Mapping[str, PendingMatch]
    """By the key of the row, what is kept of those of which nobody has said whom they name."""
    wholes: list[Whole]
    """What the rows are about."""
    refused: list[tuple[Line, str]]
    """Those of them that contradict others."""


class Settler:
    """Settles answers, many at a time: what each needs of the store is read for all together."""

    def __init__(self, store: Store, finder: Finder) -> None:
        self._store = store
        self._finder = finder
        self._rounds: dict[str, Round] = {}

    async def receive(self, answer: Answer, file: File, day: date) -> Received | list[Doubt]:
        """Who gives an answer, and in which round; its rows are all in doubt if that is not clear.

        BadInputError or NotFoundError where nothing can be made of it.
        """
        who = self._finder.respondent(answer.respondent)
        if who.id is None:
            shown = "; ".join(label(hit.named) for hit in who.hits[:3])
            shown = shown or "choose from the list of organisations"
            reason = f"who “{answer.respondent}” is, is not clear, for {who.reason}: {shown}"
            if not answer.lines:
                raise BadInputError(f"{file.table.name}: {reason}.")
            return [doubt(answer, file, day, line, reason) for line in answer.lines]
        return Received(answer, file, day, who.id, await self._round(answer))

    async def settle(self, received: Sequence[Received]) -> list[Settled]:
        """The answers as editions, each settled as if those before it were loaded already.

        No two of them may be of one source.
        """
        read = await self._read(received)
        ids = {one.respondent for one in received}
        ids |= {id_ for one in read for whole in one.wholes for id_ in whole.partners}
        recorded = await Recorded.of(self._store, ids)
        await recorded.learn(
            self._store,
            (
                id_
                for one in read
                for whole in one.wholes
                for id_ in recorded.may_be(whole, one.received.respondent, one.received.round.id)
            ),
        )
        return [self._settled(one, recorded) for one in read]

    async def _round(self, answer: Answer) -> Round:
        if answer.round not in self._rounds:
            try:
                known = await find_round(self._store, answer.round)
            except NotFoundError:
                if not answer.round.startswith("round:"):
                    raise
                known = Round(answer.round, answer.round_name, Span())
            # When it was is for whoever opened it to say.
            self._rounds[answer.round] = replace(known, span=Span())
        return self._rounds[answer.round]

    async def _read(self, received: Sequence[Received]) -> list[_Read]:
        """Whom the rows of answers mean, each by itself."""
        whoms = [
            [self._finder.partner(line, one.respondent, one.round.id) for line in one.answer.lines]
            for one in received
        ]
        keys = [
            _key(one, line)
            for one, some in zip(received, whoms, strict=True)
            for line, whom in zip(one.answer.lines, some, strict=True)
            if whom.reason or (whom.id and is_introduced(whom.id)) or one.answer.open
        ]
        before = await self._settled_before(keys)
        return [_read(one, some, before) for one, some in zip(received, whoms, strict=True)]

    async def _settled_before(self, keys: Collection[str]) -> dict[str, Whom | PendingMatch]:
        """Whom rows were taken to mean before, be it that somebody set them right, by fact.

        Of those of which nobody has said so far, what is kept of them.
        """
        found: dict[str, Whom | PendingMatch] = {}
        for stored in await writes.facts_by_key(self._store.read, keys):
            said = from_store(stored)
            partners = said.fact.ties[1:]
            things = {thing.id: thing for thing in said.fact.things}
            if said.fact.match:
                found[said.key] = said.fact.match
            elif partners and not said.past:
                first = partners[0].start
                found[said.key] = Whom(first, _introduced(things.get(first)))
            elif not said.past:
                found[said.key] = Whom(left_out=True)
        return found

    def _settled(self, read: _Read, recorded: Recorded) -> Settled:
        """An answer as an edition; what it says is `recorded` for those that come after it."""
        received, rows = read.received, read.rows
        answer, respondent, round_ = received.answer, received.respondent, received.round
        introduced = {row.whom.id: row.whom.thing for row in rows if row.whom.id and row.whom.thing}
        names = {
            row.whom.id: str(row.line.values.get("partner", row.whom.id))
            for row in rows
            if row.whom.id
        }
        names |= self._finder.names({respondent, *names})
        there = {*self._finder.names({respondent, *names}), *introduced}
        said: list[Fact] = []
        refused = read.refused
        for whole in read.wholes:
            if not whole.lines:
                continue
            parts = recorded.parts(whole, respondent)
            meant = choose(whole, respondent, round_.id, parts, recorded.known)
            if isinstance(meant, str):
                refused += [(line, meant) for line in whole.lines]
                continue
            said += facts(whole, meant, respondent, introduced, names)
            recorded.add(whole, meant, respondent, received.origin.id, there)
        said = _without_conflicts(said, rows, refused)
        doubts = read.doubts + [doubt_of(received, line, reason) for line, reason in refused]
        for row in rows:
            if row.whom.left_out:
                # It says nothing, and is kept so that nobody is asked about it again.
                nothing = (round_thing(round_),)
                said.append(Fact(row_key(row.line), row.line.line, nothing))
        came_back = _came_back(answer, len(doubts))
        tie = asked_tie(round_, respondent, came_back, answer.day or received.day)
        whole_answer = Fact(answer_key(round_.id), 1, (round_thing(round_),), (tie,))
        rejected = map(_rejected, doubts)
        found = edition(received.file.table, [whole_answer, *said], (), rejected)
        notes = [row.whom.note for row in rows if row.whom.note]
        in_doubt = tuple(kept(received, doubts, read.wholes, read.matches))
        found = replace(found, whole=not answer.open, in_doubt=in_doubt)
        return Settled(found, tuple(doubts), tuple(notes))


def _read(
    received: Received, whoms: Iterable[Whom], before: Mapping[str, Whom | PendingMatch]
) -> _Read:
    """The rows of an answer, with whom each means; `before` is whom they were taken to mean."""
    rows: list[_Row] = []
    doubts: list[Doubt] = []
    matches: dict[str, PendingMatch] = {}
    for line, found in zip(received.answer.lines, whoms, strict=True):
        known = before.get(_key(received, line), found) if before else found
        if isinstance(known, PendingMatch):
            matches[line.key] = known
            known = found
        # Who brought an organisation in goes on telling of it.
        whom = known if found.reason or known.id == found.id else found
        if reason := _against(line, whom, received.respondent):
            doubts.append(doubt_of(received, line, reason))
        elif whom.id is None and not whom.left_out:
            unclear = doubt_of(received, line, whom.reason)
            doubts.append(replace(unclear, hits=whom.hits, nameless=True))
        else:
            rows.append(_Row(line, whom))
    named = [(row.line, row.whom.id) for row in rows if row.whom.id]
    heard = [doubt.line for doubt in doubts if doubt.nameless]
    if received.answer.open:
        # The rows beside those on a sheet of rows set right are not on it.
        heard += [beside(line, matches[line.key]) for line, _ in named if line.key in matches]
    return _Read(received, rows, doubts, matches, *wholes(named, heard))


def _key(received: Received, line: Line) -> str:
    """The key of the fact that a row is, in the store."""
    return f"{received.origin.id}/{row_key(line)}"


def _rejected(doubt: Doubt) -> Rejected:
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


def _against(line: Line, whom: Whom, respondent: str) -> str:
    """Why a row cannot be taken; empty if it can."""
    if whom.left_out:
        return ""
    if line.problems:
        return "; ".join(f"{p.column or 'the row'}: {p.reason}" for p in line.problems)
    if not line.values.get("partner") and not line.values.get("code"):
        return "it does not say whom they work with"
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
