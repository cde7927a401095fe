"""A pending match settled by a person: its row says what it would had it named whom they say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from partnermap.edits.once import Edit
from partnermap.edits.outcome import Code, Outcome, refused
from partnermap.edits.rights import is_free, not_found
from partnermap.edits.words import Check
from partnermap.imports.check import check
from partnermap.imports.edition import Edition
from partnermap.imports.facts import Said, from_store
from partnermap.imports.making import Ground
from partnermap.imports.plan import Background
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, PendingMatch, Thing
from partnermap.store import ledger, writes
from partnermap.store.bolt import Store
from partnermap.store.changes import SOMEBODY
from partnermap.store.edits import Party
from partnermap.store.rounds import ANSWERS, find_round
from partnermap.surveys.facts import Whole, choose, facts
from partnermap.surveys.matches import beside, respondent_of, round_of
from partnermap.surveys.recorded import Recorded
from partnermap.surveys.rounds import round_thing
from partnermap.surveys.rows import ROW, answer_key, read_again
from partnermap.surveys.whom import newcomer
from partnermap.vocabulary import Answer


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom a row means: one of the three."""

    organisation: str | None = None
    """The id of any organisation but the one that wrote the row."""
    newcomer: str | None = None
    """The name of a community organisation that is in no register."""
    nobody: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row to settle."""

    said: Said
    match: PendingMatch
    by: Party
    """Whose answer it is in."""
    round: str


@dataclass(frozen=True, slots=True)
class _Partner:
    """Whom a row names."""

    id: str
    name: str
    introduced: Thing | None = None


async def resolve(edit: Edit, store: Store, id_: str, choice: Choice) -> Outcome:
    """Settle a row that is in doubt, given by its key.

    What it says then is said by the answer it is in, as of the day of that. The outcome is about
    the partnership that it tells of. An answer that names everyone is complete once no row of it is
    in doubt.
    """
    words = Check()
    name = None
    if choice.newcomer is not None:
        name = words.name(choice.newcomer, "input", "newOrganisation")
    if (choice.organisation is not None) + (name is not None) + choice.nobody != 1:
        words.wrong("Say one of `organisation`, `newOrganisation` and `nobody: true`.", "input")
    words.passed()
    row = await _open(edit, id_)
    await ledger.keep_out(edit.transaction, row.said.source, edit.asked.write)
    if choice.nobody:
        round_ = replace(await find_round(store, row.round), span=Span())
        nothing = replace(row.said.fact, things=(round_thing(round_),), match=None)
        await _say(edit, store, row, nothing)
        return Outcome()
    partner = await _partner(edit, row, choice.organisation, name)
    said, partnership, is_new = await _tie(store, row, partner)
    await _say(edit, store, row, said)
    return Outcome(partnership, created=is_new)


async def _open(edit: Edit, id_: str) -> _Row:
    """The row of that key, if it is in doubt and the editor may settle it."""
    source, _, key = id_.partition("/")
    is_row = source.startswith(ANSWERS) and key.startswith(ROW)
    stored = await writes.facts_by_key(edit.transaction.run, [id_]) if is_row else []
    respondent = respondent_of(source)
    by = (await edit.parties([respondent])).get(respondent)
    if not stored or by is None or not (by.inside or is_free(edit.access)):
        raise not_found("row in doubt", id_, "input", "id")
    said = from_store(stored[0])
    if said.fact.match is None:
        raise refused(
            Code.CONFLICT,
            "It has been settled already. To change whom it means, choose anew in the workbook of "
            "rows to look at, and import that.",
            "input",
            "id",
        )
    return _Row(said, said.fact.match, by, round_of(source))


async def _partner(edit: Edit, row: _Row, id_: str | None, name: str | None) -> _Partner:
    """Whom the row is to mean."""
    if id_ is None:
        whom = newcomer(row.round, str(name))
        return _Partner(str(whom.id), str(name), whom.thing)
    party = (await edit.parties([id_])).get(id_)
    if party is None:
        raise not_found("organisation", id_, "input", "organisation")
    if party.id == row.by.id:
        raise refused(
            Code.CONFLICT,
            "Nobody is in a partnership with themselves; choose another, or `nobody`.",
            "input",
            "organisation",
        )
    return _Partner(party.id, party.name)


async def _tie(store: Store, row: _Row, partner: _Partner) -> tuple[Fact, str, bool]:
    """What the row says if it names a partner; of which partnership, and whether that is new."""
    fact, by = row.said.fact, row.by
    line = read_again(fact.line, fact.key.removeprefix(ROW), row.match.written)
    whole = Whole(line.values.get("partnership"))
    whole.hear(beside(line, row.match))
    if whole.take(line, partner.id):
        raise refused(
            Code.CONFLICT,
            "Another row of the answer says something else of the same partnership. Correct it in "
            "the workbook of rows to look at, and import that.",
            "input",
            "id",
        )
    recorded = await Recorded.of(store, (by.id, partner.id))
    await recorded.learn(store, recorded.may_be(whole, by.id, row.round))
    meant = choose(whole, by.id, row.round, recorded.parts(whole, by.id), recorded.known)
    if isinstance(meant, str):
        raise refused(
            Code.CONFLICT,
            f"Which partnership it is about is not clear, for {meant}. Do so in the workbook of "
            "rows to look at, and import that.",
            "input",
            "id",
        )
    introduced = {partner.id: partner.introduced} if partner.introduced else {}
    (said,) = facts(whole, meant, by.id, introduced, {by.id: by.name, partner.id: partner.name})
    return said, meant.id, meant.id not in recorded.known


async def _say(edit: Edit, store: Store, row: _Row, fact: Fact) -> None:
    """Let the answer say this by the row, and that it is complete where that follows.

    As whoever changes data waits for this transaction to end, what is read beside it stands.
    """
    source, day = row.said.source, date.fromisoformat(row.said.published)
    (background,) = await Background.read(store, [(source, day, edit.asked.write)])
    rows = [fact]
    open_rows = [key for key, held in background.live.items() if held.waits_for == SOMEBODY]
    if row.match.everyone and not row.match.others and open_rows == [fact.key]:
        rows += await _completed(store, f"{source}/{answer_key(row.round)}")
    (plan,) = await check(store, [(background, Edition(tuple(rows), whole=False))], force=True)
    ground = await Ground.of(edit.transaction.run, plan.changes)
    await ground.make(edit.transaction.later, plan.changes, edit.begun.ranks)
    edit.changed = True


async def _completed(store: Store, key: str) -> Sequence[Fact]:
    """What is said of an answer that is complete now."""
    said = [from_store(stored).fact for stored in await writes.facts_by_key(store.read, [key])]
    return [
        replace(fact, ties=tuple(
            replace(tie, properties={**tie.properties, "answer": Answer.COMPLETE})
            for tie in fact.ties
        ))
        for fact in said
    ]  # fmt: skip
