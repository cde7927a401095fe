"""Which goals and which partnerships lack each other."""

from collections.abc import Iterator, Sequence

from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.sentences import pursuit as said
from partnermap.model.findings import Finding
from partnermap.model.network import GoalNode, PartnershipNode

_VANGEN_HUXHAM = (
    "Vangen and Huxham (2012), The tangled web: unraveling the principle of common goals in "
    "collaborations, Journal of Public Administration Research and Theory 22(4), 731-760"
)


def tell(teller: Teller) -> Iterator[Finding]:
    """The goals that no partnership pursues, and the partnerships that pursue none."""
    pursuit = teller.study.pursuit
    if pursuit.unpursued:
        yield _goals_not_pursued(teller, pursuit.unpursued)
    if pursuit.aimless:
        yield _without_a_goal(teller, pursuit.aimless)


def _goals_not_pursued(teller: Teller, goals: Sequence[GoalNode]) -> Finding:
    told = said.goals_not_pursued([goal.name for goal in goals])
    measure = teller.measure("goals not pursued", len(goals), _VANGEN_HUXHAM)
    about = tuple(goal.id for goal in goals)
    return teller.finding(FindingKind.GOALS_NOT_PURSUED, told, measure, about=about)


def _without_a_goal(teller: Teller, partnerships: Sequence[PartnershipNode]) -> Finding:
    told = said.without_a_goal([partnership.name for partnership in partnerships])
    measure = teller.measure("partnerships without a goal", len(partnerships), _VANGEN_HUXHAM)
    about = tuple(partnership.id for partnership in partnerships)
    return teller.finding(FindingKind.WITHOUT_A_GOAL, told, measure, about=about)
