"""Partnerships recorded by hand: begun, described anew, ended."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from partnermap.edits.described import Described, properties, read
from partnermap.edits.memberships import closed_before, keeper_source, left, membership
from partnermap.edits.once import EDITS, Edit
from partnermap.edits.outcome import Code, NotMadeError, Outcome, Trouble, refused
from partnermap.edits.rights import check_own, check_partnership, check_recorder, not_found
from partnermap.edits.seen import check_seen
from partnermap.edits.words import Check
from partnermap.imports.facts import Said
from partnermap.imports.making import Ground
from partnermap.model.dates import Span, When
from partnermap.model.facts import Fact, Thing
from partnermap.model.keys import partnership_id
from partnermap.model.names import LABEL_LENGTH, NAME_LENGTH
from partnermap.store import edits
from partnermap.store.changes import PARTNERSHIP
from partnermap.store.edits import PartnershipHeld, Party
from partnermap.store.versions import FIELDS


async def record(edit: Edit, described: Described) -> Outcome:
    """Record a partnership, unless it is recorded: kind, name and keeper are what tells it.

    Members outside the editor's part of the map are claimed, until their side confirms them.
    """
    name, span, spans = read(described)
    keeper = described.owner or edit.access.subject
    id_ = partnership_id(described.kind, name, keeper)
    owner = {described.owner} if described.owner else set()
    named = owner.union(member.organisation for member in described.members)
    parties, ground = await edit.look(named, [id_])
    _check_named(edit, described, parties, span, spans)
    facts = [Fact(id_, 0, (Thing(id_, PARTNERSHIP, properties(described, name), span),))]
    facts += [
        # What is over has no members that go on.
        membership(
            id_,
            parties[member.organisation],
            member.role,
            Span(own.start, own.end or span.end),
            edit.access,
        )
        for member, own in zip(described.members, spans, strict=True)
    ]
    statements = [(f"{EDITS}{keeper}", fact) for fact in facts]
    if id_ in ground.labels:
        if all(edit.is_said(ground, statement) for statement in statements):
            return Outcome(id_)
        message = (
            "A partnership of this kind, name and keeper is recorded already, and not in these "
            "words; change that one, or give this another name."
        )
        return Outcome(id_, troubles=(Trouble(Code.DUPLICATE, message, ("input", "name")),))
    await edit.say(ground, statements)
    return Outcome(id_, created=True)


async def update(edit: Edit, id_: str, version: str, given: Mapping[str, Any]) -> Outcome:
    """Describe a partnership anew: what is given replaces what was said, null takes it back."""
    check = Check()
    words = dict(given)
    if "local_label" in words:
        words["localLabel"] = words.pop("local_label")
    for name, longest in (("name", NAME_LENGTH), ("localLabel", LABEL_LENGTH)):
        if words.get(name) is not None:
            words[name] = check.name(words[name], "input", name, longest=longest)
    redated = "started" in words
    started = check.when(words.pop("started", None), "input", "started")
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
    said = {k: v for k, v in {**before.properties, **words}.items() if v is not None}
    span = Span(started if redated else before.span.start, before.span.end)
    _check_order(span, held.span, "input", "started")
    if started:
        await _check_open(edit, held, started)
    fact = Fact(id_, 0, (Thing(id_, PARTNERSHIP, said, span),))
    await edit.say(ground, [(own.source if own else keeper_source(edit, held), fact)])
    return Outcome(id_)


async def end(edit: Edit, id_: str, on: str, version: str) -> Outcome:
    """End a partnership, and with it every membership that goes on; nothing of it is forgotten."""
    check = Check()
    when = check.when(on, "on")
    check.passed()
    held = await changeable(edit, id_, version)
    _, ground = await edit.look((member.organisation for member in held.members), [id_])
    own = _own_words(ground, id_)
    before = own.fact.things[0] if own else Thing(id_, PARTNERSHIP, {})
    span = Span(before.span.start, when)
    _check_order(span, held.span, "on")
    source = own.source if own else keeper_source(edit, held)
    fact = Fact(id_, 0, (replace(before, span=span),))
    ends = [left(ground, source, id_, member, when) for member in held.members]
    await edit.say(ground, [(source, fact), *ends])
    return Outcome(id_)


async def reopen(edit: Edit, id_: str, version: str) -> Outcome:
    """Take back that a partnership ended: it goes on, with those who were in it to the last.

    When it ended, and who said so, stays in the log. Of what others say that it ended, the end is
    theirs to take back.
    """
    held = await changeable(edit, id_, version)
    end_ = held.span.end
    if end_ is None:
        return Outcome(id_)
    ground = await edit.ground([id_])
    own = _own_words(ground, id_)
    by_others = [
        said.source
        for said in ground.facts.values()
        for thing in said.fact.things
        if thing.id == id_ and thing.span.end and said is not own and not said.past
    ]
    if own is None or own.fact.things[0].span.end is None or by_others:
        who = f" ({', '.join(sorted(set(by_others)))})" if by_others else ""
        message = f"That it ended is said elsewhere{who}; set it right there."
        raise refused(Code.CONFLICT, message, "id")
    whole = own.fact.things[0]
    goes_on = replace(whole, span=Span(whole.span.start, None))
    statements = [(own.source, replace(own.fact, things=(goes_on,)))]
    for said in ground.facts.values():
        tie = said.fact.ties[0] if said.fact.ties else None
        mine = said.source.startswith(EDITS) and not said.past and tie and tie.end == id_
        if mine and tie and tie.span.end == whole.span.end:
            again = replace(tie, span=Span(tie.span.start, None))
            statements.append((said.source, replace(said.fact, ties=(again,))))
    parties = await edit.parties(fact.ties[0].start for _, fact in statements[1:])
    kinds = {party.id: party.kind for party in parties.values()}
    await edit.say(ground.wider(kinds, kinds), statements)
    return Outcome(id_)


async def _check_open(edit: Edit, held: PartnershipHeld, started: When) -> None:
    """A partnership cannot begin after a member closed whose own beginning is not known."""
    since = [member.organisation for member in held.members if member.span.start is None]
    parties = await edit.parties(since)
    found = [closed_before(party, started, "input", "started") for party in parties.values()]
    if troubles := tuple(trouble for trouble in found if trouble):
        raise NotMadeError(Outcome(troubles=troubles))


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
    await check_seen(edit, PARTNERSHIP, id_, version, held.properties, FIELDS)
    return held


def _check_named(
    edit: Edit,
    described: Described,
    parties: Mapping[str, Party],
    whole: Span,
    spans: Iterable[Span],
) -> None:
    """Those named are all known, open at the time, and with a right to be named here."""
    troubles = []
    for i, (member, own) in enumerate(zip(described.members, spans, strict=True)):
        party = parties.get(member.organisation)
        at = ("input", "members", str(i))
        if party is None:
            text = f"There is no organisation with the id {member.organisation[:60]!r}."
            troubles.append(Trouble(Code.NOT_FOUND, text, (*at, "organisation")))
        elif trouble := closed_before(party, own.start or whole.start, *at):
            troubles.append(trouble)
        elif any(party is parties[earlier.organisation] for earlier in described.members[:i]):
            text = f"{party.name} is named twice, by ids of before and after it was merged."
            troubles.append(Trouble(Code.CONFLICT, text, at))
    if troubles:
        raise NotMadeError(Outcome(troubles=tuple(troubles)))
    if described.owner and described.owner not in parties:
        raise not_found("organisation", described.owner, "input", "owner")
    members = (parties[member.organisation] for member in described.members)
    check_recorder(edit.access, members, "input", "members")
    if described.owner:
        check_own(edit.access, parties[described.owner], "input", "owner")


def _own_words(ground: Ground, id_: str) -> Said | None:
    """What people have said of a partnership by hand."""
    for said in ground.facts.values():
        mine = said.source.startswith(EDITS) and not said.past
        if mine and any(thing.id == id_ for thing in said.fact.things):
            return said
    return None
