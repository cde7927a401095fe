"""Where goals stand: each status on a small example, and what holds of them all."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnermap.progress import Aim, Observed, Stage, of_goal, of_measure, of_milestone
from partnermap.vocabulary import Direction, GoalStatus

START, DUE = "2024-01-01", "2024-12-31"  # 365 days
NOT_STARTED, ON_TRACK, AT_RISK, MET, MISSED, UNKNOWN = GoalStatus


def attendance(*observed: tuple[str, float], baseline: float | None = 90.0) -> Aim:
    """From 90% to 93.65%: a hundredth of a percent a day."""
    return Aim(93.65, Direction.INCREASE, baseline, tuple(Observed(*one) for one in observed))


@pytest.mark.parametrize(
    ("aim", "day", "status"),
    [
        (attendance(("2023-12-01", 94.0)), "2023-12-31", NOT_STARTED),
        (attendance(), "2024-06-01", UNKNOWN),
        (attendance(), "2025-06-01", UNKNOWN),
        (attendance(("2024-07-01", 99.0)), "2024-06-30", UNKNOWN),
        (attendance(("2024-04-10", 91.0)), "2024-06-01", ON_TRACK),
        (attendance(("2024-04-10", 90.99)), "2024-06-01", AT_RISK),
        (attendance(("2024-04-10", 91.0), ("2024-05-10", 91.0)), "2024-06-01", AT_RISK),
        (attendance(("2023-12-01", 90.0)), "2024-06-01", ON_TRACK),
        (attendance(("2024-04-10", 93.65)), "2024-06-01", MET),
        (attendance(("2024-04-10", 94.0), ("2024-05-10", 93.0)), "2024-06-01", ON_TRACK),
        (attendance(("2024-12-31", 93.65)), "2025-06-01", MET),
        (attendance(("2024-12-31", 93.64)), DUE, AT_RISK),
        (attendance(("2024-12-31", 93.64)), "2025-01-01", MISSED),
        (attendance(("2024-12-31", 93.64), ("2025-01-01", 99.0)), "2025-06-01", MISSED),
        (attendance(("2024-04-10", 91.0), baseline=None), "2024-06-01", UNKNOWN),
        (attendance(("2024-04-10", 94.0), baseline=None), "2024-06-01", MET),
    ],
)
def test_where_a_measure_stands(aim: Aim, day: str, status: GoalStatus) -> None:
    assert of_measure(aim, START, DUE, day) is status


def test_without_a_first_day_or_a_due_day_there_is_no_path() -> None:
    aim = attendance(("2024-04-10", 91.0))
    assert of_measure(aim, None, DUE, "2024-06-01") is UNKNOWN
    assert of_measure(aim, START, None, "2034-06-01") is UNKNOWN
    assert of_measure(attendance(("2024-04-10", 94.0)), None, None, "2024-06-01") is MET


def test_a_level_is_held_by_starting_from_its_target() -> None:
    kept = Aim(0.0, Direction.DECREASE, 0.0, (Observed("2024-03-01", 0.0),))
    assert of_measure(kept, START, DUE, "2024-06-01") is MET
    lost = Aim(0.0, Direction.DECREASE, 0.0, (Observed("2024-03-01", 1.0),))
    assert of_measure(lost, START, DUE, "2024-06-01") is AT_RISK


GOOD, BEHIND = attendance(("2024-04-10", 92.0)), attendance(("2024-04-10", 90.0))
DONE, UNSEEN = attendance(("2024-04-10", 95.0)), attendance()


@pytest.mark.parametrize(
    ("measures", "status"),
    [
        ((), UNKNOWN),
        ((DONE, DONE), MET),
        ((DONE, GOOD), ON_TRACK),
        ((DONE, UNSEEN), UNKNOWN),
        ((UNSEEN, BEHIND, GOOD), AT_RISK),
    ],
)
def test_a_milestone_stands_where_its_worst_measure_does(
    measures: tuple[Aim, ...], status: GoalStatus
) -> None:
    assert of_milestone(Stage(measures, DUE), START, "2024-06-01") is status


EARLY = "2024-05-31"
FIRST_MET, FIRST_MISSED = Stage((DONE,), EARLY), Stage((BEHIND,), EARLY)
FIRST_UNSEEN = Stage((UNSEEN,), EARLY)


@pytest.mark.parametrize(
    ("stages", "status"),
    [
        ((), UNKNOWN),
        ((Stage((), DUE),), UNKNOWN),
        ((FIRST_MET,), MET),
        ((FIRST_MET, Stage((UNSEEN,), DUE)), ON_TRACK),
        ((FIRST_MET, Stage((GOOD,), DUE)), ON_TRACK),
        ((FIRST_MET, Stage((BEHIND,), DUE)), AT_RISK),
        ((FIRST_MISSED,), MISSED),
        ((FIRST_MISSED, FIRST_MET), MISSED),
        ((FIRST_MISSED, Stage((GOOD,), DUE)), AT_RISK),
        ((FIRST_MISSED, Stage((UNSEEN,), DUE)), AT_RISK),
        ((FIRST_UNSEEN, Stage((GOOD,), DUE)), UNKNOWN),
        ((Stage((UNSEEN,), DUE), Stage((GOOD,), DUE)), ON_TRACK),
    ],
)
def test_a_goal_stands_by_its_milestones(stages: tuple[Stage, ...], status: GoalStatus) -> None:
    assert of_goal(stages, START, "2024-06-01") is status
    assert of_goal(stages, START, "2023-06-01") is NOT_STARTED


hundredths = st.integers(-100_000, 100_000).map(lambda n: n / 100)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(date.isoformat)
observations = st.builds(Observed, days, hundredths)
aims = st.builds(
    Aim,
    hundredths,
    st.sampled_from(Direction),
    st.none() | hundredths,
    st.lists(observations, max_size=4).map(tuple),
)
stages_ = st.builds(Stage, st.lists(aims, max_size=3).map(tuple), st.none() | days)


def mirrored(aim: Aim) -> Aim:
    """The same with every number turned round."""
    other = Direction.DECREASE if aim.direction is Direction.INCREASE else Direction.INCREASE
    seen = tuple(Observed(one.day, -one.value) for one in aim.observed)
    return Aim(-aim.target, other, None if aim.baseline is None else -aim.baseline, seen)


@given(aims, st.none() | days, st.none() | days, days)
def test_less_is_to_decrease_what_more_is_to_increase(
    aim: Aim, start: str | None, due: str | None, day: str
) -> None:
    assert of_measure(aim, start, due, day) is of_measure(mirrored(aim), start, due, day)


@given(aims, observations, st.none() | days, st.none() | days, days)
def test_what_comes_later_changes_nothing_of_a_day(
    aim: Aim, later: Observed, start: str | None, due: str | None, day: str
) -> None:
    after = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    more = Observed(max(later.day, after), later.value)
    with_more = Aim(aim.target, aim.direction, aim.baseline, (*aim.observed, more))
    assert of_measure(with_more, start, due, day) is of_measure(aim, start, due, day)


@given(
    st.integers(-10_000, 10_000), st.integers(1, 400), st.integers(1, 100), st.data(),
    st.sampled_from(Direction),
)  # fmt: skip
def test_what_lies_exactly_on_the_path_is_on_it(
    start: int, length: int, step: int, data: st.DataObject, direction: Direction
) -> None:
    """The path moves by a hundredth, times the step, a day; a hundredth less is behind it."""
    gone = data.draw(st.integers(0, length - 1))
    sign = 1 if direction is Direction.INCREASE else -1
    first = date(2024, 1, 1)
    due = (first + timedelta(days=length)).isoformat()
    day = (first + timedelta(days=gone)).isoformat()

    def status(hundredths_: int) -> GoalStatus:
        aim = Aim(
            (start + sign * step * length) / 100,
            direction,
            start / 100,
            (Observed(day, hundredths_ / 100),),
        )
        return of_measure(aim, first.isoformat(), due, day)

    on_it = start + sign * step * gone
    assert Fraction(str(on_it / 100)) == Fraction(on_it, 100)
    assert status(on_it) is ON_TRACK
    assert status(on_it - sign) is AT_RISK


@given(st.lists(stages_, max_size=4), st.none() | days, days)
def test_the_order_of_milestones_is_of_no_account(
    stages: list[Stage], start: str | None, day: str
) -> None:
    assert of_goal(stages[::-1], start, day) is of_goal(stages, start, day)


@given(st.lists(stages_, min_size=1, max_size=4), days)
def test_a_goal_is_met_with_all_its_milestones_alone(stages: list[Stage], day: str) -> None:
    all_met = all(of_milestone(stage, None, day) is MET for stage in stages)
    assert (of_goal(stages, None, day) is MET) == all_met
