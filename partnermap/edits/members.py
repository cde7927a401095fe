"""Members of a recorded partnership: who joins, who leaves, and who confirms that it is in it."""

from dataclasses import replace

from partnermap.edits.described import Member
from partnermap.edits.memberships import (
    began_again,
    closed_before,
    keeper_source,
    left,
    membership,
    membership_key,
    own_membership,
)
from partnermap.edits.once import Edit
from partnermap.edits.outcome import Code, NotMadeError, Outcome, refused
from partnermap.edits.rights import check_own, check_visible, not_found
from partnermap.edits.words import Check
from partnermap.imports.making import Ground
from partnermap.model.dates import Span
from partnermap.store import edits
from partnermap.store.edits import MembershipHeld, PartnershipHeld, Party


async def join(edit: Edit, id_: str, member: Member) -> Outcome:
    """Let an organisation join a partnership; it is claimed unless its own side says so."""
    check = Check()
    span = check.span(member.joined, member.left, ("input", "joined"), ("input", "left"))
    check.passed()
    held, party, ground = await _both(edit, id_, member.organisation, "input", "organisation")
    whole = held.span
    if span.start and whole.end and span.start.earliest > whole.end.latest:
        raise refused(
            Code.CONFLICT, f"The partnership ended by {whole.end.latest}.", "input", "joined"
        )
    if trouble := closed_before(party, span.start or whole.start, "input", "organisation"):
        raise NotMadeError(Outcome(troubles=(trouble,)))
    if span.end is None and any(m.organisation == party.id for m in held.members):
        return Outcome(id_)
    start = span.start or began_again(ground, id_, party.id, edit.day)
    # What is over has no members that go on.
    span = Span(start, span.end or whole.end)
    source = keeper_source(edit, held)
    fact = membership(id_, party, member.role, span, edit.access)
    key = membership_key(ground, source, id_, party.id, span.start)
    await edit.say(ground, [(source, replace(fact, key=key))])
    return Outcome(id_, created=True)


async def leave(edit: Edit, id_: str, organisation: str, on: str) -> Outcome:
    """End an organisation's part in a partnership; that it was in it stays known."""
    check = Check()
    when = check.when(on, "on")
    check.passed()
    held, party, ground = await _both(edit, id_, organisation, "organisation")
    member = _present(held, party)
    start = member.span.start
    if when and start and when.latest < start.earliest:
        raise refused(Code.CONFLICT, f"It joined later, on {start.earliest}.", "on")
    await edit.say(ground, [left(ground, keeper_source(edit, held), id_, member, when)])
    return Outcome(id_)


async def confirm(edit: Edit, id_: str, organisation: str) -> Outcome:
    """Confirm for an organisation that it is in a partnership, as another claimed."""
    held, party, ground = await _both(edit, id_, organisation, "organisation")
    check_own(edit.access, party, "organisation")
    member = _present(held, party)
    if not member.claimed:
        return Outcome(id_)
    said = own_membership(ground, id_, party.id)
    if said:
        tie = said.fact.ties[0]
        own = {name: value for name, value in tie.properties.items() if name != "claimed"}
        fact = replace(said.fact, ties=(replace(tie, properties=own),))
        await edit.say(ground, [(said.source, fact)])
    return Outcome(id_)


async def _both(
    edit: Edit, id_: str, organisation: str, *path: str
) -> tuple[PartnershipHeld, Party, Ground]:
    """A partnership and an organisation, one of which lies where the editor may edit.

    With them the ground for changes to the tie between them.
    """
    run, access = edit.transaction.run, edit.access
    held = check_visible(await edits.partnership(run, id_, access), id_)
    parties, ground = await edit.look([organisation], [id_])
    party = parties.get(organisation)
    if party is None:
        raise not_found("organisation", organisation, *path)
    if not held.inside:
        check_own(access, party, *path)
    return held, party, ground


def _present(held: PartnershipHeld, party: Party) -> MembershipHeld:
    found = [member for member in held.members if member.organisation == party.id]
    if not found:
        message = f"{party.name} is not in this partnership at present."
        raise refused(Code.CONFLICT, message, "organisation")
    return found[-1]
