"""Where goals, milestones and measures stand: what is read of them, and what it comes to.

The observations come over with the row; what they come to is worked out in `progress.py`, for the
day asked about or for today.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from partnermap.model.dates import BEGINNING
from partnermap.progress import Aim, Observed, Stage, of_goal, of_measure, of_milestone
from partnermap.selection import Request
from partnermap.store.building import Expression
from partnermap.store.entries import Hop
from partnermap.store.filters import hop_match
from partnermap.store.shape import SHAPES
from partnermap.store.text import Text, where_clause
from partnermap.vocabulary import Direction


def standing(text: Text, type_: str, node: str) -> tuple[str, Expression]:
    """The expression that reads what a thing's status follows from, and what builds the status."""
    read, work_out = _KINDS[type_]
    name = text.builder.bind(work_out)
    as_of = text.getters["asOf"] if text.as_of else _today
    day = text.builder.bind(as_of)
    return read(text, node), lambda value: f"{name}({value}, {day}(request))"


def _today(_: Request) -> str:
    return date.today().isoformat()


def _parts(text: Text, type_: str, name: str, node: str, read: Callable[[Text, str], str]) -> str:
    """Everything at the ends of a hop, each as `read` reads it."""
    hop = SHAPES[type_][name]
    assert isinstance(hop, Hop)  # noqa: S101 - goals are tied to their parts
    pattern, names, conditions = hop_match(text, hop, node)
    found = read(text, names["m"])
    return f"COLLECT {{ MATCH {pattern}{where_clause(conditions)} RETURN {found} }}"


def _observation(_: Text, node: str) -> str:
    return f"[{node}.since, {node}.value]"


def _measure(text: Text, node: str) -> str:
    seen = _parts(text, "GoalMeasure", "observations", node, _observation)
    return f"[{node}.target, {node}.direction, {node}.baseline, {seen}]"


def _milestone(text: Text, node: str) -> str:
    return f"[{_parts(text, 'Milestone', 'measures', node, _measure)}, {node}.due]"


def _goal(text: Text, node: str) -> str:
    return f"[{node}.since, {_parts(text, 'Goal', 'milestones', node, _milestone)}]"


def _milestone_alone(text: Text, node: str) -> str:
    tie, goal = text.variable("r"), text.variable("n")
    start = f"[({node})-[{tie}:MILESTONE_OF]->({goal}:Goal) | {goal}.since]"
    return f"[{start}, {_milestone(text, node)}]"


def _measure_alone(text: Text, node: str) -> str:
    tie, milestone = text.variable("r"), text.variable("n")
    above, goal = text.variable("r"), text.variable("n")
    wholes = (
        f"[({node})-[{tie}:MEASURES]->({milestone}:Milestone)-[{above}:MILESTONE_OF]->({goal}:Goal)"
        f" | [{goal}.since, {milestone}.due]]"
    )
    return f"[{wholes}, {_measure(text, node)}]"


def _aim(row: Any) -> Aim:
    target, direction, baseline, seen = row
    return Aim(target, Direction(direction), baseline, tuple(Observed(*one) for one in seen))


def _stage(row: Any) -> Stage:
    measures, due = row
    return Stage(tuple(map(_aim, measures)), due)


def _first_day(since: str) -> str | None:
    return None if since == BEGINNING else since


def _of_goal(row: Any, day: str) -> str:
    since, milestones = row
    return of_goal([_stage(one) for one in milestones], _first_day(since), day).value


def _of_milestone(row: Any, day: str) -> str:
    (since, *_), milestone = row
    return of_milestone(_stage(milestone), _first_day(since), day).value


def _of_measure(row: Any, day: str) -> str:
    ((since, due), *_), measure = row
    return of_measure(_aim(measure), _first_day(since), due, day).value


_KINDS = {
    "Goal": (_goal, _of_goal),
    "Milestone": (_milestone_alone, _of_milestone),
    "GoalMeasure": (_measure_alone, _of_measure),
}
"""How each is read, and its status worked out."""
