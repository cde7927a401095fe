"""Numbers into findings: each question with its answer in words, its measure and its reference."""

from collections import Counter
from collections.abc import Sequence

import networkx as nx

from partnermap.analysis import sentences
from partnermap.analysis.bottlenecks import Bottlenecks, Bridge, CutPoint
from partnermap.analysis.cohesion import Cohesion
from partnermap.analysis.network import Mode, insiders
from partnermap.analysis.pursuit import Pursuit
from partnermap.analysis.suggestions import tell_suggestions
from partnermap.analysis.telling import FindingKind, Teller
from partnermap.model import Finding, GoalNode, PartnershipNode

_PROVAN = (
    "Provan, Veazie, Staten and Teufel-Shone (2005), The use of network analysis to strengthen "
    "community partnerships, Public Administration Review 65(5), 603-613"
)
_SMITH_MOODY = (
    "Smith and Moody (2013), Structural effects of network sampling coverage I: nodes missing at "
    "random, Social Networks 35(4), 652-668"
)
_KRACKHARDT = "Krackhardt (1987), Cognitive social structures, Social Networks 9(2), 109-134"
_VANGEN_HUXHAM = (
    "Vangen and Huxham (2012), The tangled web: unraveling the principle of common goals in "
    "collaborations, Journal of Public Administration Research and Theory 22(4), 731-760"
)
_HOPCROFT_TARJAN = (
    "Hopcroft and Tarjan (1973), Algorithm 447: efficient algorithms for graph manipulation, "
    "Communications of the ACM 16(6), 372-378"
)


def tell_findings(
    drawn: nx.Graph, joined: Cohesion, weak: Bottlenecks, pursuit: Pursuit
) -> tuple[Finding, ...]:
    """What a graph shows, told in plain sentences: the whole scope first, then the gravest.

    Parameters
    ----------
    drawn : networkx.Graph
        The graph, as `network.graph` makes it.
    joined : Cohesion
        What `measure_cohesion` says of it.
    weak : Bottlenecks
        What `find_bottlenecks` says of it.
    pursuit : Pursuit
        What `find_pursuit` says of the goals beside it.

    Returns
    -------
    tuple of Finding
        How joined-up; who is on their own, who would be but for ties that one side denies, and of
        whom it is not known, where there are any; which goals and which partnerships lack each
        other, where there are any; each cut-point; each bridge that says more than the cut-points
        do; what `suggestions` has to say. The same question of the same scope, layer and day has
        the same id, whatever the answer.
    """
    teller = Teller(drawn, joined)
    told = [_joined_up(teller)]
    if joined.density is not None and joined.heard > 2:  # a share of one pair says nothing
        told.append(_pairs_joined(teller, joined.density))
    if joined.isolates:
        told.append(_on_their_own(teller))
    if joined.disputed:
        told.append(_on_disputed_ties(teller))
    if joined.not_known:
        told.append(_not_known(teller))
    if pursuit.unpursued:
        told.append(_goals_not_pursued(teller, pursuit.unpursued))
    if pursuit.aimless:
        told.append(_without_a_goal(teller, pursuit.aimless))
    told += [_cut_point(teller, cut) for cut in weak.cut_points]
    told += [_bridge(teller, bridge) for bridge in weak.bridges if _says_more(drawn, bridge)]
    told += tell_suggestions(teller)
    return tuple(told)


def _says_more(drawn: nx.Graph, bridge: Bridge) -> bool:
    """Whether a bridge is neither an organisation's only tie nor half of a partnership of two."""
    fewest = {Mode.ORGANISATION: 1, Mode.PARTNERSHIP: 2}
    return all(drawn.degree(end) > fewest[drawn.nodes[end]["mode"]] for end in bridge.ends)


def _joined_up(teller: Teller) -> Finding:
    joined = teller.joined
    told = sentences.joined_up(teller.layer, joined)
    measure = teller.measure("components", len(joined.components), _PROVAN)
    return teller.finding(FindingKind.JOINED_UP, told, measure, disputed=joined.denied)


def _pairs_joined(teller: Teller, density: float) -> Finding:
    joined = teller.joined
    disputed = joined.denied_among_heard
    told = sentences.pairs_joined(teller.layer, joined.heard, density, disputed)
    measure = teller.measure("density", density, _PROVAN)
    return teller.finding(FindingKind.PAIRS_JOINED, told, measure, disputed=disputed)


def _on_their_own(teller: Teller) -> Finding:
    joined, alone = teller.joined, teller.joined.isolates
    again = len({*alone}.intersection(joined.asked_again))
    told = sentences.on_their_own(teller.layer, teller.names(alone), again)
    measure = teller.measure("isolates", len(alone), _PROVAN)
    silent = len(joined.not_known)
    kind = FindingKind.ON_THEIR_OWN
    return teller.finding(kind, told, measure, silent_about=silent, about=alone)


def _on_disputed_ties(teller: Teller) -> Finding:
    ids = teller.joined.disputed
    told = sentences.on_disputed_ties(teller.names(ids))
    measure = teller.measure("joined by disputed ties alone", len(ids), _KRACKHARDT)
    pairs = sum(not {*ids}.isdisjoint(pair) for pair in teller.drawn.graph["denied"])
    kind = FindingKind.DISPUTED
    return teller.finding(kind, told, measure, silent_about=0, disputed=pairs, about=ids)


def _not_known(teller: Teller) -> Finding:
    unknown, nodes = teller.joined.not_known, teller.drawn.nodes
    why = Counter(nodes[id_]["answer"] for id_ in unknown)
    anyone_asked = any(nodes[id_]["answer"] is not None for id_ in insiders(teller.drawn))
    told = sentences.not_known(teller.layer, teller.names(unknown), why, anyone_asked)
    measure = teller.measure("not known", len(unknown), _SMITH_MOODY)
    kind = FindingKind.NOT_KNOWN
    return teller.finding(kind, told, measure, silent_about=len(unknown), about=unknown)


def _goals_not_pursued(teller: Teller, goals: Sequence[GoalNode]) -> Finding:
    told = sentences.goals_not_pursued([goal.name for goal in goals])
    measure = teller.measure("goals not pursued", len(goals), _VANGEN_HUXHAM)
    about = tuple(goal.id for goal in goals)
    return teller.finding(FindingKind.GOALS_NOT_PURSUED, told, measure, about=about)


def _without_a_goal(teller: Teller, partnerships: Sequence[PartnershipNode]) -> Finding:
    told = sentences.without_a_goal([partnership.name for partnership in partnerships])
    measure = teller.measure("partnerships without a goal", len(partnerships), _VANGEN_HUXHAM)
    about = tuple(partnership.id for partnership in partnerships)
    return teller.finding(FindingKind.WITHOUT_A_GOAL, told, measure, about=about)


def _cut_point(teller: Teller, cut: CutPoint) -> Finding:
    layer, name, found = teller.layer, teller.name(cut.id), cut.stranding
    stranded = teller.names(found.organisations)
    if cut.mode is Mode.PARTNERSHIP:
        kind = FindingKind.CUT_PARTNERSHIP
        told = sentences.if_partnership_ended(layer, name, stranded, found)
    else:
        kind = FindingKind.CUT_POINT
        outside = teller.drawn.nodes[cut.id]["outside"]
        told = sentences.if_left(layer, name, outside, stranded, found)
    return _stranding(teller, kind, told, (cut.id,), found.organisations)


def _bridge(teller: Teller, bridge: Bridge) -> Finding:
    found, (start, end) = bridge.stranding, bridge.ends
    membership = teller.drawn.nodes[end]["mode"] is Mode.PARTNERSHIP
    tell = sentences.if_membership_ended if membership else sentences.if_link_ended
    ends, stranded = (teller.name(start), teller.name(end)), teller.names(found.organisations)
    told = tell(teller.layer, ends, stranded, found)
    return _stranding(teller, FindingKind.BRIDGE, told, bridge.ends, found.organisations)


def _stranding(
    teller: Teller,
    kind: FindingKind,
    told: sentences.Told,
    removed: tuple[str, ...],
    stranded: tuple[str, ...],
) -> Finding:
    name, removal = "organisations stranded", list(removed)
    measure = teller.measure(name, len(stranded), _HOPCROFT_TARJAN, removed=removal)
    disputed = teller.denied_with(removed)
    told = told[0], told[1] + sentences.resting_on(disputed)
    return teller.finding(kind, told, measure, disputed=disputed, about=removed, affected=stranded)
