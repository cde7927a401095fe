"""Whom it would cut off if an organisation, a partnership or a tie went."""

from collections.abc import Iterator

import networkx as nx

from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.measures.bottlenecks import Bridge, CutPoint
from partnermap.analysis.mending.one_loss import find_mend
from partnermap.analysis.networks.network import Mode
from partnermap.analysis.sentences import Told
from partnermap.analysis.sentences import stranding as said
from partnermap.analysis.sentences.provision import lost_with_it
from partnermap.analysis.sentences.repairs import Between
from partnermap.model.findings import Finding
from partnermap.vocabulary import Layer

_HOPCROFT_TARJAN = (
    "Hopcroft and Tarjan (1973), Algorithm 447: efficient algorithms for graph manipulation, "
    "Communications of the ACM 16(6), 372-378"
)


def tell(teller: Teller) -> Iterator[Finding]:
    """Each cut-point, and each bridge that says more than the cut-points do; gravest first.

    But of a large scope, the cheapest repair of each is told with it.
    """
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
    stranded, mend = teller.names(found.organisations), _mend(teller, (cut.id,))
    if cut.mode is Mode.PARTNERSHIP:
        kind = FindingKind.CUT_PARTNERSHIP
        told = said.if_partnership_ended(layer, name, stranded, found, mend)
    else:
        kind = FindingKind.CUT_POINT
        outside = teller.drawn.nodes[cut.id]["outside"]
        told = said.if_left(layer, name, outside, stranded, found, mend)
    told = told[0], told[1] + lost_with_it(_needs_lost(teller, cut.id))
    return _stranding(teller, kind, told, (cut.id,), found.organisations)


def _bridge(teller: Teller, bridge: Bridge) -> Finding:
    found, (start, end) = bridge.stranding, bridge.ends
    ends, stranded = (teller.name(start), teller.name(end)), teller.names(found.organisations)
    if teller.drawn.nodes[end]["mode"] is Mode.PARTNERSHIP:
        mend = _mend(teller, bridge.ends)
        told = said.if_membership_ended(teller.layer, ends, stranded, found, mend)
    else:
        told = said.if_link_ended(teller.layer, ends, stranded, found)
    return _stranding(teller, FindingKind.BRIDGE, told, bridge.ends, found.organisations)


def _mend(teller: Teller, removed: tuple[str, ...]) -> list[Between]:
    """The new partnerships that would mend a weak point; none unless it is known how far apart."""
    if teller.layer is Layer.FORMAL or teller.study.is_large:
        return []
    found = find_mend(teller.drawn, removed)
    ties = [(teller.name(tie.ends[0]), teller.name(tie.ends[1]), tie.metres) for tie in found.ties]
    return ties if all(tie.metres is not None for tie in found.ties) else []


def _needs_lost(teller: Teller, removed: str) -> list[tuple[str, str]]:
    """What nobody would be known to provide for any more, each a theme and a place."""
    if teller.layer is Layer.FORMAL:
        return []
    coverage = teller.study.coverage
    return [(c.theme, teller.name(c.place)) for c in coverage if removed in c.relies_on]


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
