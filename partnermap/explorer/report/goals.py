"""Where goals stand, whether they move, and what is said of them together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from partnermap.analysis.wording import number, on_day, one_or_many
from partnermap.explorer.rendering import amount
from partnermap.explorer.report.record import Goal
from partnermap.vocabulary import GoalStatus

MOST = 8
"""So many goals are told."""
_STANDING = {
    GoalStatus.MISSED: "missed",
    GoalStatus.AT_RISK: "behind",
    GoalStatus.UNKNOWN: "not known",
    GoalStatus.ON_TRACK: "on course",
    GoalStatus.NOT_STARTED: "not begun",
    GoalStatus.MET: "reached",
}
"""Where a goal stands in words, those first that a board has to look at."""
_ORDER = list(_STANDING)


def told(goals: Mapping[str, Any]) -> tuple[Goal, ...]:
    """The goals of an answer, those first that a board has to look at."""
    known = sorted(goals["nodes"], key=lambda goal: _ORDER.index(GoalStatus(goal["status"])))
    return tuple(
        Goal(
            goal["name"],
            _STANDING[GoalStatus(goal["status"])],
            _movement(goal),
            on_day(goal["due"]) if goal["due"] else "no day is set",
        )
        for goal in known
    )


def together(goals: Mapping[str, Any]) -> str:
    """How the goals of an answer stand together."""
    total, known = goals["totalCount"], goals["nodes"]
    if total == 0:
        return "No goal is recorded here. Agree on one, with something to measure it by."
    counts = Counter(GoalStatus(goal["status"]) for goal in known)
    stand = [
        f"{number(counts[status])} {one_or_many(counts[status], 'is', 'are')} {words}"
        for status, words in _STANDING.items()
        if counts[status]
    ]
    text = f"{number(total)} {one_or_many(total, 'goal is', 'goals are')} recorded"
    if total == 1:
        return f"{text}."
    first = f"; of the first {number(len(known))} by name" if total > len(known) else ""
    return f"{text}{first}: {_joined(stand)}."


def _joined(parts: Sequence[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _movement(goal: Mapping[str, Any]) -> str:
    """From where to where a goal has moved, by the measure that decides where it stands."""
    measure = _deciding(goal["milestones"])
    if measure is None:
        return "Nothing is measured for it."
    unit, latest = measure["unit"], measure["latest"]
    wanted = f"the aim is {amount(measure['target'], unit)}"
    if latest is None:
        return f"{measure['name']}: {wanted}; nothing has been observed yet."
    seen = f"{amount(latest['value'], unit)} on {on_day(latest['day'])}"
    if measure["baseline"] is None:
        return f"{measure['name']}: {seen}; {wanted}."
    began = amount(measure["baseline"], unit)
    if measure["baseline"] == latest["value"]:
        return f"{measure['name']}: still {seen}, as at first; {wanted}."
    return f"{measure['name']}: from {began} to {seen}; {wanted}."


def _deciding(milestones: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """A measure of the next milestone that is not reached, or else of the last; the worst of it."""
    open_ = [m for m in milestones if m["measures"] and m["status"] != GoalStatus.MET]
    measured = [m for m in milestones if m["measures"]]
    if not measured:
        return None
    milestone = open_[0] if open_ else measured[-1]
    measures: Sequence[Mapping[str, Any]] = milestone["measures"]
    return min(measures, key=lambda measure: _ORDER.index(GoalStatus(measure["status"])))
