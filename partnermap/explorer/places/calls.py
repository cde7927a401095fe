"""What findings call for: something to be made safer, somebody to meet, something to be asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from partnermap.analysis.findings.kinds import FindingKind as Kind

Finding = Mapping[str, Any]
MOST: Final = 5
"""So many findings a board is told first."""


@dataclass(frozen=True, slots=True)
class Call:
    """Something to be done, and the kinds of finding that call for it."""

    word: str
    """What it is called in an address."""
    title: str
    kinds: frozenset[Kind]


CALLS: Final = (
    Call(
        "safer",
        "Make safer",
        frozenset(
            {
                Kind.CUT_POINT,
                Kind.CUT_PARTNERSHIP,
                Kind.BRIDGE,
                Kind.HURT_MOST,
                Kind.OVERLOADED,
                Kind.JOINS_ALONE,
                Kind.BETWEEN,
                Kind.THROUGH_ONE,
            }
        ),
    ),
    Call(
        "together",
        "Bring together",
        frozenset(
            {
                Kind.ON_THEIR_OWN,
                Kind.SHOULD_MEET,
                Kind.ALIKE_AND_APART,
                Kind.LINE_UNCROSSED,
                Kind.NO_COMMUNITY_PARTNER,
                Kind.NOT_WITH_NEAREST_SECONDARY,
                Kind.GROUPS_APART,
                Kind.NEVER_MEET,
                Kind.OWN_KIND,
            }
        ),
    ),
    Call("provide", "Provide for", frozenset({Kind.NO_PROVIDER, Kind.ONE_PROVIDER})),
    Call(
        "ask",
        "Ask",
        frozenset({Kind.NOT_KNOWN, Kind.DISPUTED, Kind.GOALS_NOT_PURSUED, Kind.WITHOUT_A_GOAL}),
    ),
    Call(
        "know",
        "Good to know",
        frozenset(
            {
                Kind.JOINED_UP,
                Kind.PAIRS_JOINED,
                Kind.REACH_MOST,
                Kind.INNER_CIRCLE,
                Kind.CLUSTERS,
                Kind.IN_SEVERAL,
                Kind.IN_ONE,
            }
        ),
    ),
)


def of(findings: Iterable[Finding], kinds: Iterable[str]) -> list[Finding]:
    """The findings of some kinds, in their order."""
    wanted = frozenset(kinds)
    return [finding for finding in findings if finding["kind"] in wanted]


def first_of_each(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """By call, the few findings told first: the gravest of each call, then the next of each."""
    lists = [of(findings, call.kinds) for call in CALLS]
    in_turn = [finding for turn in zip_longest(*lists) for finding in turn if finding is not None]
    few = in_turn[:MOST]
    return {call.word: of(few, call.kinds) for call in CALLS}
