"""Goals as a diocese or a trust writes them down: a plain CSV any spreadsheet can make.

A row says of a goal as much as it likes: that a partnership pursues it, a milestone of it, a
measure of that, and what was observed of that on a day. What describes the goal, the milestone or
the measure may be left out after the first row about it. Columns are found by name;
`docs/goals-file.md` describes each.

A row that contradicts an earlier one is rejected; one about an organisation or a partnership that
is not known yet is pending until it is.
"""

import re
from dataclasses import dataclass
from typing import Any

from partnermap.imports import values
from partnermap.imports.columns import column, optional, records
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.partnerships import organisation, themes, word
from partnermap.imports.report import Problem
from partnermap.imports.table import Table
from partnermap.imports.wholes import Wholes
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Tie, Value
from partnermap.model.keys import goal_id, measure_id, milestone_id, observation_id, partnership_id
from partnermap.store.changes import GOAL, MEASURE, MILESTONE, OBSERVATION
from partnermap.vocabulary import Direction, PartnershipKind, Visibility

SOURCE = "goals"

_NUMBER = re.compile(r"[-+]?\d{1,9}(?:\.\d{1,9})?\Z", re.ASCII)


def _number(text: str) -> float | None:
    """A number below or above nought, with or without a percent sign."""
    value = text.strip()
    if value.lower() in values.NULL_WORDS:
        return None
    if not _NUMBER.match(value.rstrip("% ")):
        raise ValueError("it is not a number such as 94.5")
    return float(value.rstrip("% "))


_COLUMNS = {
    "goal": column("goal", read=values.filled(values.name)),
    "owner": optional("owner", read=organisation),
    "description": optional("description", read=values.name),
    "themes": optional("themes", read=themes),
    "visibility": optional("visibility", read=word(Visibility, "a visibility")),
    "started": optional("started", read=values.moment),
    "ended": optional("ended", read=values.moment),
    "due": optional("due", read=values.moment),
    "partnership": optional("partnership", read=values.name),
    "kind": optional("kind", read=word(PartnershipKind, "a kind of partnership")),
    "keeper": optional("keeper", read=organisation),
    "since": optional("since", read=values.moment),
    "until": optional("until", read=values.moment),
    "milestone": optional("milestone", read=values.name),
    "milestone_due": optional("milestone_due", read=values.moment),
    "measure": optional("measure", read=values.name),
    "unit": optional("unit", read=values.name),
    "baseline": optional("baseline", read=_number),
    "target": optional("target", read=_number),
    "direction": optional("direction", read=word(Direction, "a direction")),
    "day": optional("day", read=values.day),
    "value": optional("value", read=_number),
    "note": optional("note", read=values.name),
}
_OF_THE_GOAL = ("description", "themes", "visibility", "started", "ended", "due")
_OF_THE_MILESTONE = ("milestone_due",)
_OF_THE_MEASURE = ("unit", "baseline", "target", "direction")
_NEEDS = (
    ("measure", "milestone"), ("milestone_due", "milestone"), ("value", "measure"),
    ("day", "value"), ("value", "day"), ("note", "value"), ("partnership", "kind"),
    ("kind", "partnership"), ("since", "partnership"), ("until", "partnership"),
    *((name, "measure") for name in _OF_THE_MEASURE),
)  # fmt: skip
"""What says nothing without what else."""


@dataclass(frozen=True, slots=True)
class _Ids:
    """The ids of what a row is about, as far as it says them."""

    goal: str | None = None
    partnership: str | None = None
    milestone: str | None = None
    measure: str | None = None
    observation: str | None = None

    @classmethod
    def of(cls, row: dict[str, Any], owner: str | None) -> "_Ids":
        if owner is None or "goal" not in row:
            return cls()
        goal = goal_id(row["goal"], owner)
        partnership = milestone = measure = observation = None
        if "partnership" in row and "kind" in row:
            keeper = row.get("keeper", owner)
            partnership = partnership_id(row["kind"], row["partnership"], keeper)
        if "milestone" in row:
            milestone = milestone_id(goal, row["milestone"])
        if milestone and "measure" in row:
            measure = measure_id(milestone, row["measure"])
        if measure and "day" in row:
            observation = observation_id(measure, row["day"].earliest)
        return cls(goal, partnership, milestone, measure, observation)

    @property
    def key(self) -> tuple[str | None, str, str]:
        """What tells a row from others: the goal, who pursues it, and the least part it names."""
        least = self.observation or self.measure or self.milestone or ""
        return self.goal, self.partnership or "", least


@dataclass(frozen=True, slots=True)
class _Row:
    """One usable row."""

    line: int
    said: dict[str, Any]
    owner: str
    ids: _Ids


def parse(table: Table, keeper: str | None) -> Edition:
    """The goals of a file; those without an owner are of `keeper`.

    A row is keyed by the goal, the partnership and the least part of the goal that it names.
    """
    rejected: list[Rejected] = []
    wholes = Wholes()
    rows: list[_Row] = []
    for record in records(table, _COLUMNS, SOURCE, short_rows=True):
        said = record.values
        owner = said.get("owner", keeper)
        ids = _Ids.of(said, owner)
        problems = record.problems or _gaps(record.line, said, owner)
        problems = problems or _contradictions(record.line, said, ids, wholes)
        if problems or owner is None:
            rejected.append(Rejected(problems, ids.key, said.get("goal")))
        else:
            rows.append(_Row(record.line, said, owner, ids))
    facts: list[Fact] = []
    for row in rows:
        if row.ids.measure and "target" not in wholes[row.ids.measure].said:
            problem = Problem(row.line, "target", "", "no row says what the measure should come to")
            rejected.append(Rejected((problem,), row.ids.key, row.said["goal"]))
        else:
            facts.append(_fact(row, wholes))
    return edition(table, facts, (), rejected)


def _gaps(line: int, said: dict[str, Any], owner: str | None) -> tuple[Problem, ...]:
    """What a row should say and does not, or says and cannot mean."""
    if owner is None:
        reason = "whose goal it is must be said here, or with --owner for the whole file"
        return (Problem(line, "owner", "", reason),)
    for name, needed in _NEEDS:
        if name in said and needed not in said:
            return (Problem(line, needed, "", f"a row with a {name} must say it"),)
    for first, last in (("started", "ended"), ("started", "due"), ("since", "until")):
        if first in said and last in said and said[last].latest < said[first].earliest:
            reason = f"it lies before the date in “{first}”"
            return (Problem(line, last, said[last].latest, reason),)
    return ()


def _contradictions(
    line: int, said: dict[str, Any], ids: _Ids, wholes: Wholes
) -> tuple[Problem, ...]:
    for id_, names in (
        (ids.goal, _OF_THE_GOAL),
        (ids.milestone, _OF_THE_MILESTONE),
        (ids.measure, _OF_THE_MEASURE),
    ):
        if id_ and (problems := wholes.settle(line, said, id_, names)):
            return problems
    return ()


def _fact(row: _Row, wholes: Wholes) -> Fact:
    ids, said = row.ids, row.said
    assert ids.goal is not None  # noqa: S101 - a row without one is rejected
    whole = wholes[ids.goal].said
    things = [_goal(ids.goal, said["goal"], whole)]
    ties = [Tie("OWNED_BY", ids.goal, row.owner)]
    if ids.partnership:
        span = Span(said.get("since"), said.get("until"))
        ties.append(Tie("PURSUES", ids.partnership, ids.goal, span))
    if ids.milestone:
        due = wholes[ids.milestone].said.get("milestone_due")
        of_it = {"name": said["milestone"], "due": due and due.latest}
        things.append(Thing(ids.milestone, MILESTONE, _known(of_it)))
        ties.append(Tie("MILESTONE_OF", ids.milestone, ids.goal))
    if ids.milestone and ids.measure:
        of_it = {"direction": Direction.INCREASE, **wholes[ids.measure].said}
        things.append(Thing(ids.measure, MEASURE, {"name": said["measure"], **of_it}))
        ties.append(Tie("MEASURES", ids.measure, ids.milestone))
    if ids.measure and ids.observation:
        span = Span(said["day"])
        of_it = {"value": said["value"], "note": said.get("note")}
        things.append(Thing(ids.observation, OBSERVATION, _known(of_it), span))
        ties.append(Tie("OBSERVES", ids.observation, ids.measure, span))
    return Fact("/".join(map(str, ids.key)), row.line, tuple(things), tuple(ties))


def _goal(id_: str, name: str, whole: dict[str, Any]) -> Thing:
    due = whole.get("due")
    said = {
        "name": name,
        "description": whole.get("description"),
        "themes": list(whole.get("themes", ())),
        "visibility": whole.get("visibility", Visibility.PUBLIC),
        "due": due and due.latest,
    }
    return Thing(id_, GOAL, _known(said), Span(whole.get("started"), whole.get("ended")))


def _known(said: dict[str, Any]) -> dict[str, Value]:
    return {name: value for name, value in said.items() if value is not None}
