"""Goals recorded by hand: what an organisation wants to be so, and which partnerships pursue it."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnermap.edits.memberships import began_again, keeper_source, own_ties
from partnermap.edits.once import EDITS, Edit
from partnermap.edits.outcome import Code, Outcome, Trouble, refused
from partnermap.edits.rights import check_goal, check_own, check_partnership, not_found
from partnermap.edits.seen import check_seen
from partnermap.edits.words import Check
from partnermap.imports.facts import may_overlap
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Tie, Value
from partnermap.model.keys import goal_id
from partnermap.store import edits
from partnermap.store.changes import GOAL
from partnermap.store.edits import GoalHeld
from partnermap.store.versions import OF_GOAL
from partnermap.vocabulary import Theme, Visibility

DESCRIPTION_LENGTH = 1000
"""The most characters of a description."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as it was written. `owner` is the id of the organisation whose it is."""

    name: str
    owner: str
    description: str | None = None
    themes: Sequence[Theme] = ()
    visibility: Visibility = Visibility.PUBLIC
    started: str | None = None
    ended: str | None = None
    due: str | None = None


async def set_goal(edit: Edit, goal: Goal, id_: str | None, version: str | None) -> Outcome:
    """Record a goal; with the id of one, let it be as this says, as far as one says so by hand."""
    properties, span = _read(goal)
    parties = await edit.parties([goal.owner])
    if goal.owner not in parties:
        raise not_found("organisation", goal.owner, "input", "owner")
    owner = parties[goal.owner]
    check_own(edit.access, owner, "input", "owner")
    if id_ is not None:
        held = await _changeable(edit, id_, version)
        if held.owner != owner.id:
            message = "A goal stays with its owner; record one of its own for another."
            raise refused(Code.CONFLICT, message, "input", "owner")
    named = id_ or goal_id(str(properties["name"]), owner.id)
    thing, tie = Thing(named, GOAL, properties, span), Tie("OWNED_BY", named, owner.id)
    statement = (f"{EDITS}{owner.id}", Fact(named, 0, (thing,), (tie,)))
    ground = await edit.ground([named])
    known = named in ground.labels
    if known and id_ is None and not edit.is_said(ground, statement):
        message = (
            "This organisation has a goal of this name already, and not in these words; change "
            "that one by its id and version, or give this another name."
        )
        return Outcome(named, troubles=(Trouble(Code.DUPLICATE, message, ("input", "name")),))
    await edit.say(ground, [statement])
    return Outcome(named, created=not known)


async def pursue(
    edit: Edit, goal: str, partnership: str, since: str | None, until: str | None
) -> Outcome:
    """Record that a partnership pursues a goal, or did until a day."""
    check = Check()
    span = check.span(since, until, ("since",), ("until",))
    check.passed()
    run = edit.transaction.run
    if await edits.goal(run, goal, edit.access) is None:
        raise not_found("goal", goal, "goal")
    held = await edits.partnership(run, partnership, edit.access)
    held = check_partnership(edit.access, held, partnership, "partnership")
    ground = await edit.ground([partnership, goal])
    start = span.start
    if span.end is None:
        start = start or began_again(ground, goal, partnership, edit.day)
    source, key = keeper_source(edit, held), f"{partnership}/{goal}"
    own = list(own_ties(ground, partnership, goal))
    if own:
        key = f"{key}/{start.earliest if start else 'again'}"
    for said, tie in own:
        if may_overlap(tie.span, Span(start, span.end)):
            source, key, start = said.source, said.fact.key, start or tie.span.start
    tie = Tie("PURSUES", partnership, goal, Span(start, span.end))
    await edit.say(ground, [(source, Fact(key, 0, (), (tie,)))])
    return Outcome(goal, created=edit.changed)


def meaning(check: Check, description: str | None, due: str | None) -> dict[str, Value]:
    """What a goal or a milestone means and by when, as far as that is said.

    A month or a year to be ready by means its last day.
    """
    said: dict[str, Value] = {}
    if description is not None:
        said["description"] = check.name(
            description, "input", "description", longest=DESCRIPTION_LENGTH
        )
    if when := check.when(due, "input", "due"):
        said["due"] = when.latest
    return said


def _read(goal: Goal) -> tuple[dict[str, Value], Span]:
    """What is said of the goal, found to be in order, without what is left open."""
    check = Check()
    said: dict[str, Value] = {
        "name": check.name(goal.name, "input", "name"),
        "themes": sorted(set(goal.themes)),
        "visibility": goal.visibility,
        **meaning(check, goal.description, goal.due),
    }
    span = check.span(goal.started, goal.ended, ("input", "started"), ("input", "ended"))
    if span.start and str(said.get("due", span.start.earliest)) < span.start.earliest:
        check.wrong(f"It lies before {goal.started}, when it begins.", "input", "due")
    check.passed()
    return said, span


async def _changeable(edit: Edit, id_: str, version: str | None) -> GoalHeld:
    """The goal, if the editor may change it and has seen it as it is."""
    held = await edits.goal(edit.transaction.run, id_, edit.access)
    held = check_goal(edit.access, held, id_, "id")
    await check_seen(edit, GOAL, id_, version or "", held.properties, OF_GOAL)
    return held
