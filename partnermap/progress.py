"""Progress: where a measure, a milestone and a goal stand, worked out from what was observed.

What each status means is said in `vocabulary.GoalStatus`. Numbers are compared as they are written
in decimals, so that what lies exactly on the path is on it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from partnermap.vocabulary import Direction, GoalStatus

_GRAVEST_FIRST = (
    GoalStatus.MISSED,
    GoalStatus.AT_RISK,
    GoalStatus.UNKNOWN,
    GoalStatus.ON_TRACK,
    GoalStatus.NOT_STARTED,
    GoalStatus.MET,
)


@dataclass(frozen=True, slots=True)
class Observed:
    """A value that a measure had on a day, which is written as an ISO day."""

    day: str
    value: float


@dataclass(frozen=True, slots=True)
class Aim:
    """What a measure should come to, from where, and what it was observed to be."""

    target: float
    direction: Direction
    baseline: float | None = None
    """What it was on the first day of the goal; None if that is not known."""
    observed: tuple[Observed, ...] = ()

    def reached_by(self, value: float) -> bool:
        """Whether a value is the target or better."""
        return self._at_least(value, Fraction(str(self.target)))

    def _at_least(self, value: float, wanted: Fraction) -> bool:
        given = Fraction(str(value))
        return given >= wanted if self.direction is Direction.INCREASE else given <= wanted

    def on_path(self, last: Observed, start: str, due: str) -> bool | None:
        """Whether an observation lies on the path or is better; None without a baseline."""
        if self.baseline is None:
            return None
        first, goes_until, day = map(date.fromisoformat, (start, due, last.day))
        days = (goes_until - first).days
        gone = Fraction(min(max((day - first).days, 0), days), days) if days > 0 else Fraction(1)
        from_, to = Fraction(str(self.baseline)), Fraction(str(self.target))
        return self._at_least(last.value, from_ + (to - from_) * gone)


@dataclass(frozen=True, slots=True)
class Stage:
    """A milestone: its measures, and the day by which all are to reach their targets."""

    measures: tuple[Aim, ...]
    due: str | None = None


def of_measure(aim: Aim, start: str | None, due: str | None, day: str) -> GoalStatus:
    """Where a measure stands on a day; `start` is the first day of the goal, if that is known."""
    if start and start > day:
        return GoalStatus.NOT_STARTED
    by = min(day, due) if due else day
    counted = [one for one in aim.observed if one.day <= by]
    if not counted:
        return GoalStatus.UNKNOWN
    last = max(counted, key=lambda one: one.day)
    if aim.reached_by(last.value):
        return GoalStatus.MET
    if due and due < day:
        return GoalStatus.MISSED
    on_path = aim.on_path(last, start, due) if start and due else None
    if on_path is None:
        return GoalStatus.UNKNOWN
    return GoalStatus.ON_TRACK if on_path else GoalStatus.AT_RISK


def of_milestone(stage: Stage, start: str | None, day: str) -> GoalStatus:
    """Where a milestone stands on a day: where the one of its measures does that stands worst.

    Without a measure nothing is known of it.
    """
    if start and start > day:
        return GoalStatus.NOT_STARTED
    return _worst([of_measure(aim, start, stage.due, day) for aim in stage.measures])


def of_goal(stages: Collection[Stage], start: str | None, day: str) -> GoalStatus:
    """Where a goal stands on a day: met with all its milestones, else where the worst one stands.

    While there is another to come, a milestone that was missed puts the goal at risk. One of which
    nothing is known yet counts once it was due, or where nothing is known of any.
    """
    if start and start > day:
        return GoalStatus.NOT_STARTED
    found = [(stage, of_milestone(stage, start, day)) for stage in stages]
    to_come = [s for s, status in found if status is not GoalStatus.MET and not _over(s, day)]
    counted = [
        status for stage, status in found if status is not GoalStatus.UNKNOWN or _over(stage, day)
    ]
    worst = _worst(counted)
    if worst is GoalStatus.MISSED and to_come:
        return GoalStatus.AT_RISK
    if worst is GoalStatus.MET and to_come:
        return GoalStatus.ON_TRACK
    return worst


def _over(stage: Stage, day: str) -> bool:
    return stage.due is not None and stage.due < day


def _worst(statuses: Iterable[GoalStatus]) -> GoalStatus:
    """The gravest of some statuses; of none, not known."""
    return min(statuses, key=_GRAVEST_FIRST.index, default=GoalStatus.UNKNOWN)
