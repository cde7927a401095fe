"""What has changed of a finding since it was cited, in sentences."""

from collections.abc import Sequence

from partnermap.analysis.wording import counted, listed, number

NO_LONGER = "It no longer holds: the same question finds nothing of the kind now."


def other_number(before: float, now: float) -> str:
    """That the number behind it is another."""
    return f"The number behind it was {before:,.6g} and is now {now:,.6g}."


def concerned(names: Sequence[str], *, more: bool) -> str:
    """Whom it concerns now and did not then; without `more`, the other way round."""
    if more:
        return f"It now concerns {listed(names)} too."
    return f"It no longer concerns {listed(names)}."


def silence(before: int, now: int) -> str:
    """That it speaks for more of the organisations, or for fewer."""
    organisations = counted(now, "organisation", "organisations")
    return f"It cannot speak for {organisations} now; then it was {number(before)}."


def disputes(before: int, now: int) -> str:
    """That one side denies more of the ties it rests on, or fewer."""
    ties = counted(now, "tie", "ties")
    return f"One side denies {ties} that it rests on; then it was {number(before)}."


def now_told(sentence: str) -> str:
    """How it is told now."""
    return f"It now reads: {sentence}"
