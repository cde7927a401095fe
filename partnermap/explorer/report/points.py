"""Which few findings a board is told, and what of their words follows and what would help."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from partnermap.analysis.wording import counted, one_or_many
from partnermap.explorer.report.record import Point

MOST = 5
"""So many findings are told."""

ELSEWHERE = frozenset(
    {"JOINED_UP", "PAIRS_JOINED", "NOT_KNOWN", "DISPUTED", "GOALS_NOT_PURSUED", "WITHOUT_A_GOAL"}
)
"""Kinds of finding that have a place of their own in a report."""
_QUESTIONS = (
    ("CUT_POINT", "CUT_PARTNERSHIP", "BRIDGE"),
    ("ON_THEIR_OWN",),
    ("NO_PROVIDER", "ONE_PROVIDER"),
    ("SHOULD_MEET",),
    ("GROUPS_APART", "LINE_UNCROSSED", "NEVER_MEET"),
)
"""What a board asks first: what would break, who is alone, what is lacking, who should meet."""

_WEAK = {"CUT_POINT", "CUT_PARTNERSHIP", "BRIDGE"}
_MEND = re.compile(r"\. (?=If |It would take )")
"""Where a repair begins in what follows from a weak point; no name stands before it."""
_SAY_WHAT_HELPS = {"GROUPS_APART", "NO_PROVIDER", "ONE_PROVIDER"}
_STEPS = {
    "ON_THEIR_OWN": ("Introduce it to a neighbour.", "Introduce each of them to a neighbour."),
    "SHOULD_MEET": ("Introduce the two to each other.",) * 2,
    "BETWEEN": ("Ask it which of this others could carry.",) * 2,
    "THROUGH_ONE": ("Agree now on who would step in.",) * 2,
    "INNER_CIRCLE": ("Bring two of the others together without the circle.",) * 2,
    "CLUSTERS": ("Bring one of each together.",) * 2,
    "IN_ONE": ("Give some of these a second reason to meet.",) * 2,
    "ALIKE_AND_APART": ("Introduce the two to each other.",) * 2,
    "LINE_UNCROSSED": ("Introduce these two to each other.",) * 2,
    "NO_COMMUNITY_PARTNER": (
        "Introduce it to a community organisation.",
        "Introduce each of them to a community organisation.",
    ),
    "NOT_WITH_NEAREST_SECONDARY": (
        "Introduce it to that school.",
        "Introduce each of them to the secondary school nearest to it.",
    ),
}
"""Of kinds whose words name no step: the step, where it is about one and about several."""


def choose(findings: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The few to be told: the gravest answer to each question of a board, then the next ones.

    Findings come gravest first within each kind, and so do those that are chosen; what is of a
    kind that has not been told comes before more of the same.
    """
    findings = [finding for finding in findings if finding["kind"] not in ELSEWHERE]
    asked = [[f for f in findings if f["kind"] in kinds] for kinds in _QUESTIONS]
    first = [answers[0] for answers in asked if answers]
    kinds = {finding["kind"] for finding in first}
    more = [finding for finding in findings if finding not in first]
    more.sort(key=lambda finding: finding["kind"] in kinds)
    chosen = first + more[: MOST - len(first)]
    order = {kind: place for place, kinds in enumerate(_QUESTIONS) for kind in kinds}
    return sorted(chosen, key=lambda finding: order.get(finding["kind"], len(order)))


def told(analysis: Mapping[str, Any]) -> tuple[Point, ...]:
    """The chosen findings of an answer in the words of a report."""
    version, organisations = analysis["dataVersion"], analysis["organisations"]
    return tuple(_point(each, version, organisations) for each in choose(analysis["findings"]))


def others(analysis: Mapping[str, Any]) -> int:
    """How many findings of an answer are left out that have no other place in a report."""
    fit = sum(finding["kind"] not in ELSEWHERE for finding in analysis["findings"])
    return max(0, fit - MOST)


def _point(finding: Mapping[str, Any], version: int, organisations: int) -> Point:
    consequence, repair = _parted(finding)
    sure = finding["confidence"]
    sureness = sure["sentence"] if sure else _silence(finding["silentAbout"], organisations)
    return Point(f"{finding['id']}@{version}", finding["sentence"], consequence, repair, sureness)


def _parted(finding: Mapping[str, Any]) -> tuple[str, str]:
    """What follows from a finding, and what would help."""
    kind, said = finding["kind"], finding["consequence"]
    if kind in _WEAK:
        follows, *helps = _MEND.split(said, maxsplit=1)
        return (f"{follows}.", helps[0]) if helps else ("", said)
    if kind in _SAY_WHAT_HELPS:
        return "", said
    one, several = _STEPS.get(kind, ("", ""))
    return said, one if len(finding["about"]) == 1 else several


def _silence(silent: int, organisations: int) -> str:
    """How far a finding holds that was not checked, or of which there is nothing to check."""
    if silent == 0:
        return "It rests on full answers: none is missing."
    if silent == organisations:
        who = one_or_many(silent, "the organisation here has not", "nobody here has")
        return f"It goes by what is on record: {who} answered in full."
    have = (
        f"{counted(silent, 'organisation', 'organisations')} {one_or_many(silent, 'has', 'have')}"
    )
    say = one_or_many(silent, "it says", "they say")
    return f"{have} not answered in full; what {say} could change this."
