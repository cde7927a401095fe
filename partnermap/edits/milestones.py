"""Milestones of goals with their measures, and what is observed of these, recorded by hand."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from partnermap.edits.goals import meaning
from partnermap.edits.once import EDITS, Edit
from partnermap.edits.outcome import Code, Outcome, Trouble
from partnermap.edits.rights import check_goal
from partnermap.edits.seen import check_seen
from partnermap.edits.words import Check
from partnermap.model.dates import Span, When
from partnermap.model.facts import Fact, Thing, Tie, Value
from partnermap.model.keys import measure_id, milestone_id, observation_id
from partnermap.model.names import fold
from partnermap.store import edits
from partnermap.store.changes import MEASURE, MILESTONE, OBSERVATION
from partnermap.store.edits import GoalHeld
from partnermap.store.versions import OF_MILESTONE
from partnermap.vocabulary import Direction

MEASURES = 20
"""The most measures of a milestone."""
UNIT_LENGTH = 40
_LARGEST = 1e12
"""Beyond this numbers are a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What tells whether a milestone is reached, as it was written."""

    name: str
    target: float
    direction: Direction = Direction.INCREASE
    unit: str | None = None
    baseline: float | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone of a goal as it was written."""

    name: str
    measures: Sequence[Measure] = ()
    description: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """What a measure was on a day, as it was written."""

    day: str
    value: float
    note: str | None = None


async def record(edit: Edit, goal: str, milestone: Milestone, version: str | None) -> Outcome:
    """Record a milestone; one of its name is changed by whoever has read that in this version."""
    held = await edits.goal(edit.transaction.run, goal, edit.access)
    held = check_goal(edit.access, held, goal, "goal")
    said, things = _read(milestone, held)
    id_ = milestone_id(goal, str(said["name"]))
    measures = [
        Thing(measure_id(id_, str(properties["name"])), MEASURE, properties)
        for properties in things
    ]
    ties = [Tie("MILESTONE_OF", id_, goal), *(Tie("MEASURES", m.id, id_) for m in measures)]
    fact = Fact(id_, 0, (Thing(id_, MILESTONE, said), *measures), tuple(ties))
    before = await edits.milestone(edit.transaction.run, id_)
    left = before.measures if before else ()
    ground = await edit.ground([id_, *(m.id for m in measures), *left])
    statement = (f"{EDITS}{held.owner}", fact)
    if before and not edit.is_said(ground, statement):
        if version is None:
            message = (
                "The goal has a milestone of this name already, and not in these words; change "
                "that one by its version, or give this another name."
            )
            return Outcome(goal, troubles=(Trouble(Code.DUPLICATE, message, ("input", "name")),))
        await check_seen(edit, MILESTONE, id_, version, before.properties, OF_MILESTONE)
    await edit.say(ground, [statement])
    return Outcome(goal, created=before is None)


async def observe(edit: Edit, measure: str, observation: Observation, *, instead: bool) -> Outcome:
    """Record what a measure was on a day; with `instead`, in place of what was said of that day."""
    check = Check()
    when = check.when(observation.day, "input", "day")
    if when and when.earliest != when.latest:
        check.wrong("Say on which day (2021-09-01).", "input", "day")
    elif when and when.earliest > edit.day:
        check.wrong("This day is still to come.", "input", "day")
    said: dict[str, Value] = {"value": _number(check, observation.value, "input", "value")}
    if observation.note is not None:
        said["note"] = check.name(observation.note, "input", "note")
    check.passed()
    held = await edits.goal(edit.transaction.run, measure, edit.access, of_measure=True)
    held = check_goal(edit.access, held, measure, "measure", observing=True)
    id_ = observation_id(measure, observation.day)
    ground = await edit.ground([id_])
    span = Span(When.on(date.fromisoformat(observation.day)))
    fact = Fact(
        id_, 0, (Thing(id_, OBSERVATION, said, span),), (Tie("OBSERVES", id_, measure, span),)
    )
    statement = (f"{EDITS}{held.owner}", fact)
    known = bool(ground.facts)
    if known and not instead and not edit.is_said(ground, statement):
        message = (
            "Another value of this day is recorded already; say `instead: true` to put this in "
            "its place."
        )
        return Outcome(held.id, troubles=(Trouble(Code.DUPLICATE, message, ("input", "day")),))
    await edit.say(ground, [statement])
    return Outcome(held.id, created=not known)


def _read(milestone: Milestone, goal: GoalHeld) -> tuple[dict[str, Value], list[dict[str, Value]]]:
    """What is said of the milestone and of each measure, found to be in order."""
    check = Check()
    said: dict[str, Value] = {
        "name": check.name(milestone.name, "input", "name"),
        **meaning(check, milestone.description, milestone.due),
    }
    start = goal.span.start
    if start and str(said.get("due", start.earliest)) < start.earliest:
        check.wrong("It lies before the goal begins.", "input", "due")
    if len(milestone.measures) > MEASURES:
        check.wrong(
            f"It names {len(milestone.measures):,} measures, and {MEASURES} is the most: make more "
            "milestones of it.",
            "input",
            "measures",
        )
        check.passed()
    measures = []
    seen: set[str] = set()
    for i, measure in enumerate(milestone.measures):
        at = ("input", "measures", str(i))
        measures.append(_read_measure(check, measure, at))
        if fold(measure.name) in seen:
            check.wrong("There are two of this name; give one another.", *at, "name")
        seen.add(fold(measure.name))
    check.passed()
    return said, measures


def _read_measure(check: Check, measure: Measure, at: tuple[str, ...]) -> dict[str, Value]:
    target = _number(check, measure.target, *at, "target")
    said: dict[str, Value] = {
        "name": check.name(measure.name, *at, "name"),
        "target": target,
        "direction": measure.direction,
    }
    if measure.unit is not None:
        said["unit"] = check.name(measure.unit, *at, "unit", longest=UNIT_LENGTH)
    if measure.baseline is not None:
        baseline = said["baseline"] = _number(check, measure.baseline, *at, "baseline")
        more = measure.direction is Direction.INCREASE
        if target < baseline if more else target > baseline:
            check.wrong(
                f"It lies {'below' if more else 'above'} the baseline, though "
                f"{'more' if more else 'less'} is to be better: look at `direction`.",
                *at,
                "target",
            )
    return said


def _number(check: Check, value: float, *path: str) -> float:
    if not math.isfinite(value) or abs(value) > _LARGEST:
        check.wrong("It is not a number that can be meant.", *path)
    return float(value)
