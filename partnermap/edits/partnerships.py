"""Partnerships recorded by hand: begun, described anew, ended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from partnermap.edits.once import EDITS, Edit, Statement
from partnermap.edits.outcome import Code, NotMadeError, Outcome, Trouble, refused
from partnermap.edits.rights import (
    check_own,
    check_partnership,
    check_recorder,
    is_free,
    not_found,
)
from partnermap.edits.words import Check
from partnermap.errors import BadInputError
from partnermap.imports.facts import Said
from partnermap.imports.making import Ground
from partnermap.model import Fact, Span, Thing, Tie, Value, When, digest, fold
from partnermap.scope import Access
from partnermap.store import edits
from partnermap.store.changes import PARTNERSHIP
from partnermap.store.edits import MembershipHeld, PartnershipHeld, Party
from partnermap.store.versions import changes_since
from partnermap.vocabulary import PartnershipKind, Role, Strength, Theme, Visibility

MEMBER_OF = "MEMBER_OF"
MEMBERS = 500
"""The most members that one edit may name."""


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation's part in a partnership, as it was written."""

    organisation: str
    role: Role = Role.MEMBER
    joined: str | None = None
    left: str | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """A partnership as it was written. `owner` is the id of the organisation that keeps it."""

    name: str
    kind: PartnershipKind
    members: Sequence[Member]
    themes: Sequence[Theme] = ()
    local_label: str | None = None
    strength: Strength | None = None
    visibility: Visibility = Visibility.PUBLIC
    owner: str | None = None
    started: str | None = None
    ended: str | None = None


async def record(edit: Edit, described: Described) -> Outcome:
    """Record a partnership, unless it is recorded: kind, name and keeper are what tells it.

    Members outside the editor's part of the map are claimed, until their side confirms them.
    """
    name, span, spans = _read(described)
    keeper = described.owner or edit.access.subject
    id_ = f"partnership:{digest(described.kind, fold(name), keeper)}"
    parties = await _parties(edit, described, span, spans)
    facts = [Fact(id_, 0, (Thing(id_, PARTNERSHIP, _properties(described, name), span),))]
    facts += [
        membership(id_, parties[member.organisation], member.role, own, edit.access)
        for member, own in zip(described.members, spans, strict=True)
    ]
    ground = await edit.ground([id_], parties.values())
    statements = [(f"{EDITS}{keeper}", fact) for fact in facts]
    if id_ in ground.labels:
        return _recorded_before(edit, ground, id_, statements)
    await edit.say(ground, statements)
    return Outcome(id_, created=True)


def _read(described: Described) -> tuple[str, Span, list[Span]]:
    """The name, the span of the whole and those of the memberships, all found to be in order."""
    check = Check()
    name = check.name(described.name, "input", "name")
    if described.local_label is not None:
        check.name(described.local_label, "input", "localLabel")
    span = check.span(described.started, described.ended, ("input", "started"), ("input", "ended"))
    members = described.members
    if not members:
        check.wrong("A partnership has members: name at least one.", "input", "members")
    if len(members) > MEMBERS:
        check.wrong(
            f"It names {len(members):,} members, and {MEMBERS} is the most at once: let the others "
            "join afterwards.",
            "input",
            "members",
        )
        check.passed()
    if described.kind is PartnershipKind.BILATERAL and len(members) != 2:
        check.wrong("A bilateral partnership has two members.", "input", "members")
    spans = []
    seen: dict[str, int] = {}
    for i, member in enumerate(members):
        at = ("input", "members", str(i))
        own = check.span(member.joined, member.left, (*at, "joined"), (*at, "left"))
        spans.append(own)
        if seen.setdefault(member.organisation, i) != i:
            check.wrong("It is named twice; nobody is in partnership with itself.", *at)
        _check_within(check, own, span, at)
    check.passed()
    return name, span, spans


def _check_within(check: Check, own: Span, whole: Span, at: tuple[str, ...]) -> None:
    """A membership cannot begin after its partnership ended, nor end before it began."""
    if own.start and whole.end and own.start.earliest > whole.end.latest:
        check.wrong("It lies after the end of the partnership.", *at, "joined")
    if own.end and whole.start and own.end.latest < whole.start.earliest:
        check.wrong("It lies before the beginning of the partnership.", *at, "left")


async def _parties(
    edit: Edit, described: Described, whole: Span, spans: Iterable[Span]
) -> Mapping[str, Party]:
    """The organisations named, all known, open at the time, and with a right to be named here."""
    ids = {member.organisation for member in described.members}
    owner = {described.owner} if described.owner else set()
    parties = await edit.parties(ids | owner)
    troubles = []
    for i, (member, own) in enumerate(zip(described.members, spans, strict=True)):
        party = parties.get(member.organisation)
        at = ("input", "members", str(i))
        if party is None:
            text = f"There is no organisation with the id {member.organisation[:60]!r}."
            troubles.append(Trouble(Code.NOT_FOUND, text, (*at, "organisation")))
        elif trouble := closed_before(party, own.start or whole.start, *at):
            troubles.append(trouble)
    if troubles:
        raise NotMadeError(Outcome(troubles=tuple(troubles)))
    if described.owner and described.owner not in parties:
        raise not_found("organisation", described.owner, "input", "owner")
    check_recorder(edit.access, (parties[id_] for id_ in ids), "input", "members")
    if described.owner:
        check_own(edit.access, parties[described.owner], "input", "owner")
    return parties


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


def membership(id_: str, party: Party, role: Role, span: Span, access: Access) -> Fact:
    """What an edit says of one membership; of others' organisations it is claimed alone."""
    properties: dict[str, Value] = {"role": role}
    if not (party.inside or is_free(access)):
        properties["claimed"] = True
    tie = Tie(MEMBER_OF, party.id, id_, span, properties)
    return Fact(f"{id_}/{party.id}", 0, (), (tie,))


def _properties(described: Described, name: str) -> dict[str, Value]:
    properties: dict[str, Value] = {
        "name": name,
        "kind": described.kind,
        "themes": sorted(set(described.themes)),
        "visibility": described.visibility,
        "strength": described.strength,
        "localLabel": described.local_label and " ".join(described.local_label.split()),
        "owner": described.owner,
    }
    return {key: value for key, value in properties.items() if value is not None}


def _recorded_before(
    edit: Edit, ground: Ground, id_: str, statements: Iterable[Statement]
) -> Outcome:
    """That the partnership is there already: just as it was asked for, or otherwise."""
    for said in (edit.wording(*statement) for statement in statements):
        old = ground.facts.get(said.key)
        if old is None or old.hash != said.hash:
            message = (
                "A partnership of this kind, name and keeper is recorded already, and not in these "
                "words; change that one, or give this another name."
            )
            return Outcome(id_, troubles=(Trouble(Code.DUPLICATE, message, ("input", "name")),))
    return Outcome(id_)


async def update(edit: Edit, id_: str, version: str, given: Mapping[str, Any]) -> Outcome:
    """Describe a partnership anew: what is given replaces what was said, null takes it back."""
    check = Check()
    words = dict(given)
    if "local_label" in words:
        words["localLabel"] = words.pop("local_label")
    for name in ("name", "localLabel"):
        if words.get(name) is not None:
            words[name] = check.name(words[name], "input", name)
    dates = {
        name: check.when(words.pop(name), "input", name)
        for name in ("started", "ended")
        if name in words
    }
    for name in ("name", "visibility", "themes"):
        if name in words and words[name] is None:
            check.wrong("It cannot be taken back; say another.", "input", name)
    check.passed()
    if "themes" in words:
        words["themes"] = sorted(set(words["themes"]))
    held = await changeable(edit, id_, version)
    ground = await edit.ground([id_])
    own = _own_words(ground, id_)
    before = own.fact.things[0] if own else Thing(id_, PARTNERSHIP, {})
    properties = {k: v for k, v in {**before.properties, **words}.items() if v is not None}
    span = Span(dates.get("started", before.span.start), dates.get("ended", before.span.end))
    _check_order(span, held.span, "input")
    fact = Fact(id_, 0, (Thing(id_, PARTNERSHIP, properties, span),))
    await edit.say(ground, [(own.source if own else keeper_source(edit, held), fact)])
    return Outcome(id_)


async def end(edit: Edit, id_: str, on: str, version: str) -> Outcome:
    """End a partnership, and with it every membership that goes on; nothing of it is forgotten."""
    check = Check()
    when = check.when(on, "on")
    check.passed()
    held = await changeable(edit, id_, version)
    parties = await edit.parties(member.organisation for member in held.members)
    ground = await edit.ground([id_], parties.values())
    own = _own_words(ground, id_)
    before = own.fact.things[0] if own else Thing(id_, PARTNERSHIP, {})
    span = Span(before.span.start, when)
    _check_order(span, held.span, "on")
    source = own.source if own else keeper_source(edit, held)
    fact = Fact(id_, 0, (replace(before, span=span),))
    ends = [left(ground, source, id_, member, when) for member in held.members]
    await edit.say(ground, [(source, fact), *ends])
    return Outcome(id_)


def _check_order(span: Span, stored: Span, *path: str) -> None:
    """A partnership cannot end before it began, whoever says when that was."""
    start, end_ = span.start or stored.start, span.end or stored.end
    if start and end_ and end_.latest < start.earliest:
        message = f"It began on {start.earliest} at the earliest, after that end."
        raise refused(Code.CONFLICT, message, *path)


async def changeable(edit: Edit, id_: str, version: str) -> PartnershipHeld:
    """The partnership, if the editor may change it and has seen it as it is."""
    held = await edits.partnership(edit.transaction.run, id_, edit.access)
    held = check_partnership(edit.access, held, id_, "id")
    try:
        changes = changes_since(version, held.properties)
    except BadInputError as error:
        raise refused(Code.INVALID, str(error), "version") from None
    if changes:
        message = f"It was changed since you read it: {'; '.join(changes)}. Read it again."
        raise refused(Code.STALE, message, "version")
    return held


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
    tie = Tie(MEMBER_OF, member.organisation, id_, Span(start, when), properties)
    if mine := own_membership(ground, id_, member.organisation):
        return mine.source, replace(mine.fact, ties=(tie,))
    key = membership_key(ground, source, id_, member.organisation, start)
    return source, Fact(key, 0, (), (tie,))


def own_membership(ground: Ground, id_: str, organisation: str) -> Said | None:
    """What was said by hand of a membership that goes on."""
    for said in ground.facts.values():
        if said.source.startswith(EDITS) and not said.past:
            for tie in said.fact.ties:
                if (tie.start, tie.end) == (organisation, id_) and tie.span.end is None:
                    return said
    return None


def membership_key(
    ground: Ground, source: str, id_: str, organisation: str, start: When | None
) -> str:
    """A key for a membership: its first day is in it where there was one before."""
    key = f"{id_}/{organisation}"
    taken = f"{source}/{key}" in ground.facts
    return f"{key}/{start.earliest if start else 'again'}" if taken else key


def _own_words(ground: Ground, id_: str) -> Said | None:
    """What people have said of a partnership by hand."""
    for said in ground.facts.values():
        mine = said.source.startswith(EDITS) and not said.past
        if mine and any(thing.id == id_ for thing in said.fact.things):
            return said
    return None


def keeper_source(edit: Edit, held: PartnershipHeld) -> str:
    """The source of edits of whoever keeps a partnership."""
    return f"{EDITS}{held.properties.get('owner') or edit.access.subject}"
