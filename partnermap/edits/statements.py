"""What an organisation says of its ties: that there is none, and that it takes a word back."""

from partnermap.edits.once import EDITS, Edit
from partnermap.edits.outcome import Code, Outcome, refused
from partnermap.edits.rights import check_own, is_free, not_found
from partnermap.edits.words import Check
from partnermap.imports.facts import from_store, subjects
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Tie
from partnermap.store import edits, writes
from partnermap.vocabulary import ABSENT

_OBSERVES = "OBSERVES"


async def report_absent(edit: Edit, by: str, other: str, on: str | None) -> Outcome:
    """Record that an organisation says it does not work with another.

    Each side says so for itself; both words stand on the one tie. What nobody has said stays not
    known.
    """
    check = Check()
    when = check.when(on, "on")
    if by == other:
        check.wrong("Name another organisation; nobody is in partnership with itself.", "with")
    check.passed()
    parties = await edit.parties([by, other])
    for id_, path in ((by, "by"), (other, "with")):
        if id_ not in parties:
            raise not_found("organisation", id_, path)
    check_own(edit.access, parties[by], "by")
    one, two = parties[by].id, parties[other].id
    if one == two:
        raise refused(Code.CONFLICT, "These two were merged, and are one organisation.", "with")
    start, end = sorted((one, two))
    tie = Tie(ABSENT, start, end, Span(when))
    ground = await edit.ground([start])
    await edit.say(ground, [(f"{EDITS}{one}", Fact(f"absent/{two}", 0, (), (tie,)))])
    return Outcome(one, created=edit.changed)


async def retract(edit: Edit, key: str, reason: str | None = None) -> Outcome:
    """Take back a statement of one's own, of a tie or an observation, as if it had not been made.

    It is kept under another key, where it counts no more; the log says the reason. What others say
    of the tie stands.
    """
    check = Check()
    if reason:
        check.name(reason, "reason")
    check.passed()
    run = edit.transaction.run
    stored = await writes.facts_by_key(run, [key]) if key.startswith(EDITS) else []
    said = from_store(stored[0]) if stored else None
    mine = said and await edits.author(run, said.import_id) == edit.access.subject
    may = said and not said.past and (mine or is_free(edit.access))
    if said is None or not may or not said.fact.ties:
        raise not_found("statement of yours", key, "fact")
    tie = said.fact.ties[0]
    if said.fact.things and tie.kind != _OBSERVES:
        raise refused(
            Code.CONFLICT, "This describes what it is about; end or change that instead.", "fact"
        )
    ground = await edit.ground(subjects(said.fact))
    await edit.take_back(ground, said)
    if tie.kind == _OBSERVES:
        goal = await edits.goal(run, tie.end, edit.access, of_measure=True)
        return Outcome(goal.id if goal else None)
    return Outcome(tie.start if tie.kind == ABSENT else tie.end)
