"""Numbers into findings: each question with its answer in words, its measure and its reference."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

import networkx as nx

from partnermap.analysis import sentences
from partnermap.analysis.bottlenecks import Bottlenecks, Bridge, CutPoint
from partnermap.analysis.cohesion import Cohesion
from partnermap.analysis.network import Mode, insiders
from partnermap.analysis.pursuit import Pursuit
from partnermap.model import (
    Finding,
    GoalNode,
    Measure,
    PartnershipNode,
    Value,
    canonical,
    digest,
)
from partnermap.vocabulary import Layer


class FindingKind(StrEnum):
    """The question that a finding answers."""

    JOINED_UP = "JOINED_UP"
    """Who is joined to whom, directly or through others?"""
    PAIRS_JOINED = "PAIRS_JOINED"
    """How many pairs are joined directly?"""
    ON_THEIR_OWN = "ON_THEIR_OWN"
    """Who was heard and is joined to nobody?"""
    DISPUTED = "DISPUTED"
    """Who is joined to anyone only by ties that one side denies?"""
    NOT_KNOWN = "NOT_KNOWN"
    """Of whom is it not known whether they are on their own?"""
    GOALS_NOT_PURSUED = "GOALS_NOT_PURSUED"
    """Which goals does no partnership pursue?"""
    WITHOUT_A_GOAL = "WITHOUT_A_GOAL"
    """Which partnerships pursue no goal?"""
    CUT_POINT = "CUT_POINT"
    """Whom would it cut off if this organisation left?"""
    CUT_PARTNERSHIP = "CUT_PARTNERSHIP"
    """Whom would it cut off if this partnership ended?"""
    BRIDGE = "BRIDGE"
    """Whom would it cut off if this one membership or formal link ended?"""


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
        do. The same question of the same scope, layer and day has the same id, whatever the answer.
    """
    teller = _Teller(drawn, joined)
    told = [teller.joined_up()]
    if joined.density is not None and joined.heard > 2:  # a share of one pair says nothing
        told.append(teller.pairs_joined(joined.density))
    if joined.isolates:
        told.append(teller.on_their_own())
    if joined.disputed:
        told.append(teller.on_disputed_ties())
    if joined.not_known:
        told.append(teller.not_known())
    if pursuit.unpursued:
        told.append(teller.goals_not_pursued(pursuit.unpursued))
    if pursuit.aimless:
        told.append(teller.without_a_goal(pursuit.aimless))
    told += [teller.cut_point(cut) for cut in weak.cut_points]
    told += [teller.bridge(bridge) for bridge in weak.bridges if _says_more(drawn, bridge)]
    return tuple(told)


def _says_more(drawn: nx.Graph, bridge: Bridge) -> bool:
    """Whether a bridge is neither an organisation's only tie nor half of a partnership of two."""
    fewest = {Mode.ORGANISATION: 1, Mode.PARTNERSHIP: 2}
    return all(drawn.degree(end) > fewest[drawn.nodes[end]["mode"]] for end in bridge.ends)


class _Teller:
    """Answers questions about one graph."""

    def __init__(self, drawn: nx.Graph, joined: Cohesion) -> None:
        self._drawn = drawn
        self._joined = joined
        self._layer: Layer = drawn.graph["layer"]

    def joined_up(self) -> Finding:
        told = sentences.joined_up(self._layer, self._joined)
        measure = self._measure("components", len(self._joined.components), _PROVAN)
        silent, disputed = self._joined.unheard, self._joined.denied
        return self._finding(FindingKind.JOINED_UP, told, measure, silent, disputed=disputed)

    def pairs_joined(self, density: float) -> Finding:
        disputed = self._joined.denied_among_heard
        told = sentences.pairs_joined(self._layer, self._joined.heard, density, disputed)
        measure = self._measure("density", density, _PROVAN)
        silent = self._joined.unheard
        return self._finding(FindingKind.PAIRS_JOINED, told, measure, silent, disputed=disputed)

    def on_their_own(self) -> Finding:
        alone = self._joined.isolates
        again = len({*alone}.intersection(self._joined.asked_again))
        told = sentences.on_their_own(self._layer, self._names(alone), again)
        measure = self._measure("isolates", len(alone), _PROVAN)
        silent = len(self._joined.not_known)
        return self._finding(FindingKind.ON_THEIR_OWN, told, measure, silent, about=alone)

    def on_disputed_ties(self) -> Finding:
        ids = self._joined.disputed
        told = sentences.on_disputed_ties(self._names(ids))
        measure = self._measure("joined by disputed ties alone", len(ids), _KRACKHARDT)
        pairs = sum(not {*ids}.isdisjoint(pair) for pair in self._drawn.graph["denied"])
        return self._finding(FindingKind.DISPUTED, told, measure, 0, disputed=pairs, about=ids)

    def not_known(self) -> Finding:
        unknown, nodes = self._joined.not_known, self._drawn.nodes
        why = Counter(nodes[id_]["answer"] for id_ in unknown)
        anyone_asked = any(nodes[id_]["answer"] is not None for id_ in insiders(self._drawn))
        told = sentences.not_known(self._layer, self._names(unknown), why, anyone_asked)
        measure = self._measure("not known", len(unknown), _SMITH_MOODY)
        return self._finding(FindingKind.NOT_KNOWN, told, measure, len(unknown), about=unknown)

    def goals_not_pursued(self, goals: Sequence[GoalNode]) -> Finding:
        told = sentences.goals_not_pursued([goal.name for goal in goals])
        measure = self._measure("goals not pursued", len(goals), _VANGEN_HUXHAM)
        about = tuple(goal.id for goal in goals)
        kind = FindingKind.GOALS_NOT_PURSUED
        return self._finding(kind, told, measure, self._joined.unheard, about=about)

    def without_a_goal(self, partnerships: Sequence[PartnershipNode]) -> Finding:
        told = sentences.without_a_goal([partnership.name for partnership in partnerships])
        measure = self._measure("partnerships without a goal", len(partnerships), _VANGEN_HUXHAM)
        about = tuple(partnership.id for partnership in partnerships)
        kind = FindingKind.WITHOUT_A_GOAL
        return self._finding(kind, told, measure, self._joined.unheard, about=about)

    def cut_point(self, cut: CutPoint) -> Finding:
        layer, name, found = self._layer, self._name(cut.id), cut.stranding
        stranded = self._names(found.organisations)
        if cut.mode is Mode.PARTNERSHIP:
            kind = FindingKind.CUT_PARTNERSHIP
            told = sentences.if_partnership_ended(layer, name, stranded, found)
        else:
            kind = FindingKind.CUT_POINT
            outside = self._drawn.nodes[cut.id]["outside"]
            told = sentences.if_left(layer, name, outside, stranded, found)
        return self._stranding(kind, told, (cut.id,), found.organisations)

    def bridge(self, bridge: Bridge) -> Finding:
        found, (start, end) = bridge.stranding, bridge.ends
        membership = self._drawn.nodes[end]["mode"] is Mode.PARTNERSHIP
        tell = sentences.if_membership_ended if membership else sentences.if_link_ended
        ends, stranded = (self._name(start), self._name(end)), self._names(found.organisations)
        told = tell(self._layer, ends, stranded, found)
        return self._stranding(FindingKind.BRIDGE, told, bridge.ends, found.organisations)

    def _stranding(
        self,
        kind: FindingKind,
        told: sentences.Told,
        removed: tuple[str, ...],
        stranded: tuple[str, ...],
    ) -> Finding:
        measure = self._measure("organisations stranded", len(stranded), _HOPCROFT_TARJAN, *removed)
        disputed = self._denied_with(removed)
        return self._finding(
            kind,
            (told[0], told[1] + sentences.resting_on(disputed)),
            measure,
            self._joined.unheard,
            disputed=disputed,
            about=removed,
            affected=stranded,
        )

    def _denied_with(self, removed: tuple[str, ...]) -> int:
        """How many of the ties that go with an organisation, partnership or tie one side denies."""
        nodes = self._drawn.nodes
        partnerships = [id_ for id_ in removed if nodes[id_]["mode"] is Mode.PARTNERSHIP]
        ends = {*removed}.difference(partnerships)
        return sum(
            ends.issubset(pair) and all(self._drawn[id_].keys() >= {*pair} for id_ in partnerships)
            for pair in self._drawn.graph["denied"]
        )

    def _measure(self, name: str, value: float, reference: str, *removed: str) -> Measure:
        parameters: dict[str, Value] = {
            "scope": self._drawn.graph["scope"],
            "layer": self._layer.value,
            "asOf": self._drawn.graph["as_of"],
            "access": self._drawn.graph["access"],
        }
        if removed:
            parameters["removed"] = list(removed)
        return Measure(name, value, parameters, reference)

    def _finding(
        self,
        kind: FindingKind,
        told: sentences.Told,
        measure: Measure,
        silent_about: int,
        *,
        disputed: int = 0,
        about: tuple[str, ...] = (),
        affected: tuple[str, ...] = (),
    ) -> Finding:
        # The parameters are the question; whom the answer names is no part of it.
        id_ = f"finding:{digest(kind, canonical(measure.parameters))}"
        return Finding(
            id=id_,
            kind=kind,
            about=about,
            sentence=told[0],
            consequence=told[1],
            measure=measure,
            affected=affected,
            silent_about=silent_about,
            disputed=disputed,
            data_version=self._drawn.graph["data_version"],
        )

    def _names(self, ids: Iterable[str]) -> list[str]:
        # The largest schools first: of a long list a reader sees three.
        nodes = self._drawn.nodes
        return [self._name(i) for i in sorted(ids, key=lambda i: (-(nodes[i]["pupils"] or 0), i))]

    def _name(self, id_: str) -> str:
        name: str = self._drawn.nodes[id_]["name"]
        return name or id_
