"""How joined-up a scope is, who is on their own, and of whom that is not known."""

from collections import Counter
from collections.abc import Iterator

from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.networks.network import insiders
from partnermap.analysis.sentences import cohesion as said
from partnermap.model.findings import Finding

_PROVAN = (
    "Provan, Veazie, Staten and Teufel-Shone (2005), The use of network analysis to strengthen "
    "community partnerships, Public Administration Review 65(5), 603-613"
)
_SMITH_MOODY = (
    "Smith and Moody (2013), Structural effects of network sampling coverage I: nodes missing at "
    "random, Social Networks 35(4), 652-668"
)
_KRACKHARDT = "Krackhardt (1987), Cognitive social structures, Social Networks 9(2), 109-134"


def tell(teller: Teller) -> Iterator[Finding]:
    """The whole scope first; then who is on their own, on disputed ties alone, or not known."""
    joined = teller.joined
    yield _joined_up(teller)
    if joined.density is not None and joined.heard > 2:  # a share of one pair says nothing
        yield _pairs_joined(teller, joined.density)
    if joined.isolates:
        yield _on_their_own(teller)
    if joined.disputed:
        yield _on_disputed_ties(teller)
    if joined.not_known:
        yield _not_known(teller)


def _joined_up(teller: Teller) -> Finding:
    joined = teller.joined
    sentence, consequence = said.joined_up(teller.layer, joined)
    told = sentence, consequence + said.COUNTED_WITH[teller.study.view]
    measure = teller.measure("components", len(joined.components), _PROVAN)
    return teller.finding(FindingKind.JOINED_UP, told, measure, disputed=joined.denied)


def _pairs_joined(teller: Teller, density: float) -> Finding:
    joined = teller.joined
    disputed = joined.denied_among_heard
    told = said.pairs_joined(teller.layer, joined.heard, density, disputed)
    measure = teller.measure("density", density, _PROVAN)
    return teller.finding(FindingKind.PAIRS_JOINED, told, measure, disputed=disputed)


def _on_their_own(teller: Teller) -> Finding:
    joined, alone = teller.joined, teller.joined.isolates
    again = len({*alone}.intersection(joined.asked_again))
    told = said.on_their_own(teller.layer, teller.names(alone), again)
    measure = teller.measure("isolates", len(alone), _PROVAN)
    silent = len(joined.not_known)
    kind = FindingKind.ON_THEIR_OWN
    return teller.finding(kind, told, measure, silent_about=silent, about=alone)


def _on_disputed_ties(teller: Teller) -> Finding:
    ids = teller.joined.disputed
    told = said.on_disputed_ties(teller.names(ids))
    measure = teller.measure("joined by disputed ties alone", len(ids), _KRACKHARDT)
    pairs = sum(not {*ids}.isdisjoint(pair) for pair in teller.drawn.graph["denied"])
    kind = FindingKind.DISPUTED
    return teller.finding(kind, told, measure, silent_about=0, disputed=pairs, about=ids)


def _not_known(teller: Teller) -> Finding:
    unknown, nodes = teller.joined.not_known, teller.drawn.nodes
    why = Counter(nodes[id_]["answer"] for id_ in unknown)
    anyone_asked = any(nodes[id_]["answer"] is not None for id_ in insiders(teller.drawn))
    told = said.not_known(teller.layer, teller.names(unknown), why, anyone_asked)
    measure = teller.measure("not known", len(unknown), _SMITH_MOODY)
    kind = FindingKind.NOT_KNOWN
    return teller.finding(kind, told, measure, silent_about=len(unknown), about=unknown)
