"""Changes to goals, who pursues them, their milestones, and what is observed."""

from dataclasses import asdict
from typing import Annotated

import strawberry

from partnermap.api.changing import Info, Key, change, edited, words
from partnermap.api.types.changes import (
    GoalInput,
    GoalResult,
    MilestoneInput,
    ObservationInput,
)
from partnermap.edits import goals, milestones

Id = Annotated[strawberry.ID, strawberry.argument(description="The goal's id.")]


async def _set(
    info: Info,
    key: Key,
    input: GoalInput,  # noqa: A002
    id: Annotated[  # noqa: A002
        strawberry.ID | None,
        strawberry.argument(description="The id of the goal to change; a new one without it."),
    ] = None,
    version: Annotated[
        str | None,
        strawberry.argument(description="With an id: its `version` as you read it."),
    ] = None,
) -> GoalResult:
    """Record a goal, or change one."""
    goal = goals.Goal(**words(input))
    content = {"id": id, "version": version, **asdict(goal)}
    return await edited(
        GoalResult, info, key, content, lambda edit: goals.set_goal(edit, goal, id, version)
    )


async def _pursue(
    info: Info,
    key: Key,
    goal: Id,
    partnership: Annotated[strawberry.ID, strawberry.argument(description="The partnership's id.")],
    since: Annotated[
        str | None, strawberry.argument(description="Since when, if that is known.")
    ] = None,
    until: Annotated[
        str | None, strawberry.argument(description="The last day, where it does so no more.")
    ] = None,
) -> GoalResult:
    """Record that a partnership pursues a goal."""
    content = {"goal": goal, "partnership": partnership, "since": since, "until": until}
    return await edited(
        GoalResult,
        info,
        key,
        content,
        lambda edit: goals.pursue(edit, goal, partnership, since, until),
    )


async def _milestone(
    info: Info,
    key: Key,
    goal: Id,
    input: MilestoneInput,  # noqa: A002
    version: Annotated[
        str | None,
        strawberry.argument(
            description="To change one that is there: its `version` as you read it."
        ),
    ] = None,
) -> GoalResult:
    """Record a milestone."""
    measures = [milestones.Measure(**words(measure)) for measure in input.measures]
    milestone = milestones.Milestone(**{**words(input), "measures": measures})
    return await edited(
        GoalResult,
        info,
        key,
        {"goal": goal, "version": version, **asdict(milestone)},
        lambda edit: milestones.record(edit, goal, milestone, version),
    )


async def _observe(
    info: Info,
    key: Key,
    measure: Annotated[strawberry.ID, strawberry.argument(description="The measure's id.")],
    input: ObservationInput,  # noqa: A002
    instead: Annotated[
        bool,
        strawberry.argument(description="Whether to put it in place of another of that day."),
    ] = False,
) -> GoalResult:
    """Record an observation."""
    observation = milestones.Observation(**words(input))
    return await edited(
        GoalResult,
        info,
        key,
        {"measure": measure, "instead": instead, **asdict(observation)},
        lambda edit: milestones.observe(edit, measure, observation, instead=instead),
    )


@strawberry.type
class GoalMutation:
    """Changes to goals and their parts."""

    set_goal: GoalResult = change(
        resolver=_set,
        description="Record a goal of an organisation, or let one be as you say. Name and owner "
        "are what tells it: recorded again in the same words, it is answered as it is.",
    )
    pursue_goal: GoalResult = change(
        resolver=_pursue,
        description="Record that a partnership of yours pursues a goal, or did until a day.",
    )
    record_milestone: GoalResult = change(
        resolver=_milestone,
        description="Record a milestone of a goal with its measures. One of the same name is "
        "changed by its version; what was observed stays.",
    )
    record_observation: GoalResult = change(
        resolver=_observe,
        description="Record what a measure was on a day, for a goal of yours or one that a "
        "partnership of yours pursues.",
    )
