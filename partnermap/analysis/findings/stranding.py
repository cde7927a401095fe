"""Whom it would cut off if an organisation, a partnership or a tie went."""

from collections.abc import Iterator

import networkx as nx

from partnermap.analysis.bottlenecks import Bridge, CutPoint
from partnermap.analysis.findings.telling import FindingKind, Teller
from partnermap.analysis.network import Mode
from partnermap.analysis.sentences import Told
from partnermap.analysis.sentences import stranding as said
from partnermap.model import Finding

_HOPCROFT_TARJAN = (
    "Hopcroft and Tarjan (1973), Algorithm 447: efficient algorithms for graph manipulation, "
    "Communications of the ACM 16(6), 372-378"
)


def tell(teller: Teller) -> Iterator[Finding]:
    """Each cut-point, and each bridge that says more than the cut-points do; gravest first."""
    weak = teller.study.bottlenecks
    for cut in weak.cut_points:
        yield _cut_point(teller, cut)
    for bridge in weak.bridges:
        if _says_more(teller.drawn, bridge):
            yield _bridge(teller, bridge)


def _says_more(drawn: nx.Graph, bridge: Bridge) -> bool:
    """Whether a bridge is neither an organisation's only tie nor half of a partnership of two."""
    fewest = {Mode.ORGANISATION: 1, Mode.PARTNERSHIP: 2}
    return all(drawn.degree(end) > fewest[drawn.nodes[end]["mode"]] for end in bridge.ends)


def _cut_point(teller: Teller, cut: CutPoint) -> Finding:
    layer, name, found = teller.layer, teller.name(cut.id), cut.stranding
    stranded = teller.names(found.organisations)
    if cut.mode is Mode.PARTNERSHIP:
        kind = FindingKind.CUT_PARTNERSHIP
        told = said.if_partnership_ended(layer, name, stranded, found)
    else:
        kind = FindingKind.CUT_POINT
        outside = teller.drawn.nodes[cut.id]["outside"]
        told = said.if_left(layer, name, outside, stranded, found)
    return _stranding(teller, kind, told, (cut.id,), found.organisations)


def _bridge(teller: Teller, bridge: Bridge) -> Finding:
    found, (start, end) = bridge.stranding, bridge.ends
    membership = teller.drawn.nodes[end]["mode"] is Mode.PARTNERSHIP
    tell = said.if_membership_ended if membership else said.if_link_ended
    ends, stranded = (teller.name(start), teller.name(end)), teller.names(found.organisations)
    told = tell(teller.layer, ends, stranded, found)
    return _stranding(teller, FindingKind.BRIDGE, told, bridge.ends, found.organisations)


def _stranding(
    teller: Teller,
    kind: FindingKind,
    told: Told,
    removed: tuple[str, ...],
    stranded: tuple[str, ...],
) -> Finding:
    name, removal = "organisations stranded", list(removed)
    measure = teller.measure(name, len(stranded), _HOPCROFT_TARJAN, removed=removal)
    disputed = teller.denied_with(removed)
    told = told[0], told[1] + said.resting_on(disputed)
    return teller.finding(kind, told, measure, disputed=disputed, about=removed, affected=stranded)
