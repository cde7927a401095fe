"""Goals and partnerships that lack each other, in sentences."""

from collections.abc import Sequence

from partnermap.analysis.sentences import Told
from partnermap.analysis.wording import listed, one_or_many


def goals_not_pursued(names: Sequence[str]) -> Told:
    """Which goals no partnership pursues."""
    goals = one_or_many(len(names), "goal", "goals")
    sentence = f"No partnership is recorded to pursue the {goals} {listed(_quoted(names))}."
    it = one_or_many(len(names), "it", "them")
    return sentence, f"Nobody is known to work towards {it}: ask who does, or who will."


def without_a_goal(names: Sequence[str]) -> Told:
    """Which partnerships pursue no goal."""
    count = len(names)
    who = one_or_many(count, "The partnership", "The partnerships")
    are = one_or_many(count, "is", "are")
    sentence = f"{who} {listed(_quoted(names))} {are} recorded to pursue no goal."
    them, they = one_or_many(count, "it", "them"), one_or_many(count, "it is", "they are")
    return sentence, f"What {they} to achieve is not on record; ask {them}, or agree on a goal."


def _quoted(names: Sequence[str]) -> list[str]:
    return [f"“{name}”" for name in names]
