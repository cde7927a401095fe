"""Memberships as facts of an edit: that an organisation is in a partnership, or was."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from partnermap.edits.once import EDITS, Edit, Statement
from partnermap.edits.outcome import Code, Trouble
from partnermap.edits.rights import is_free
from partnermap.imports.facts import Said
from partnermap.imports.making import Ground
from partnermap.model.dates import Span, When
from partnermap.model.facts import Fact, Tie, Value
from partnermap.scope import Access
from partnermap.store.edits import MembershipHeld, PartnershipHeld, Party
from partnermap.vocabulary import Role

_MEMBER_OF = "MEMBER_OF"


def membership(id_: str, party: Party, role: Role, span: Span, access: Access) -> Fact:
    """What an edit says of one membership; of others' organisations it is claimed alone."""
    properties: dict[str, Value] = {"role": role}
    if not (party.inside or is_free(access)):
        properties["claimed"] = True
    tie = Tie(_MEMBER_OF, party.id, id_, span, properties)
    return Fact(f"{id_}/{party.id}", 0, (), (tie,))


def closed_before(party: Party, start: When | None, *path: str) -> Trouble | None:
    """What stands in the way of an organisation's taking part from a day on."""
    if start is None or party.closed is None or start.earliest <= party.closed:
        return None
    return Trouble(
        Code.CONFLICT,
        f"{party.name} closed on {party.closed}, before that began; a partnership of its time is "
        "accepted.",
        path,
    )


def left(
    ground: Ground, source: str, id_: str, member: MembershipHeld, when: When | None
) -> Statement:
    """That a membership ended, said in place of what was said of it by hand, if anything was."""
    properties: dict[str, Value] = {"role": member.role}
    if member.claimed:
        properties["claimed"] = True
    start = member.span.start
    if start and when and when.latest < start.earliest:
        when = start  # it was in it for a day at most
    tie = Tie(_MEMBER_OF, member.organisation, id_, Span(start, when), properties)
    if mine := own_membership(ground, id_, member.organisation):
        return mine.source, replace(mine.fact, ties=(tie,))
    key = membership_key(ground, source, id_, member.organisation, start)
    return source, Fact(key, 0, (), (tie,))


def began_again(ground: Ground, id_: str, organisation: str, today: str) -> When | None:
    """When a membership began of which nobody says so: after the one before, if there was one."""
    ends = [
        tie.span.end.latest
        for said in ground.facts.values()
        for tie in said.fact.ties
        if (tie.start, tie.end) == (organisation, id_) and tie.span.end
    ]
    if not ends:
        return None
    after = date.fromisoformat(max(ends)) + timedelta(days=1)
    return When(min(after.isoformat(), today), today)


def own_ties(ground: Ground, start: str, end: str) -> Iterator[tuple[Said, Tie]]:
    """What was said by hand of the ties from one thing to another."""
    for said in ground.facts.values():
        if said.source.startswith(EDITS) and not said.past:
            for tie in said.fact.ties:
                if (tie.start, tie.end) == (start, end):
                    yield said, tie


def own_membership(ground: Ground, id_: str, organisation: str) -> Said | None:
    """What was said by hand of a membership that goes on."""
    own = own_ties(ground, organisation, id_)
    return next((said for said, tie in own if tie.span.end is None), None)


def membership_key(
    ground: Ground, source: str, id_: str, organisation: str, start: When | None
) -> str:
    """A key for a membership: its first day is in it where there was one before."""
    key = f"{id_}/{organisation}"
    taken = f"{source}/{key}" in ground.facts
    return f"{key}/{start.earliest if start else 'again'}" if taken else key


def keeper_source(edit: Edit, held: PartnershipHeld) -> str:
    """The source of edits of whoever keeps a partnership."""
    return f"{EDITS}{held.properties.get('owner') or edit.access.subject}"
