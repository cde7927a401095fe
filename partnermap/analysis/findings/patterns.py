"""Whether all runs through one body or an inner circle, and whether each keeps to its own kind.

Told of working ties alone, and only where it stands out against a threshold, or against what
chance gives when groups are dealt out anew.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import comb

from partnermap.analysis.chance.expected import Dealing
from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.measures.centrality import degree_centralisation
from partnermap.analysis.measures.clusters import adjusted_rand
from partnermap.analysis.networks.hearing import heard_enough
from partnermap.analysis.networks.network import insiders
from partnermap.analysis.sentences import patterns as said
from partnermap.analysis.wording import many
from partnermap.model.findings import Finding
from partnermap.vocabulary import Grouping, Layer, Phase

_TOLD = 3
"""So many of one kind are told, the most striking."""
_FEW = 8
"""Among fewer organisations one that works with all is no finding."""
_STAR = 0.5
"""How far all runs through one who is told of: half as far as in a star."""
_CIRCLE = 12
"""Of fewer there is no circle and its fringe."""
_FIT = 0.6
"""How well a circle must fit that is told of."""
_CLUSTERED = 0.3
"""The modularity from which on there are clusters in truth (Newman and Girvan 2004)."""
_ALIKE = 0.65
"""The adjusted Rand index from which on two partitions agree (Steinley 2004)."""
_ENOUGH = 10
"""Of how many pairs or organisations a share is told."""
_OWN = 0.9
"""Which share of pairs must be of one kind, where it is told that each keeps to its own."""
_MIXED = 0.5
"""Which share chance may give at most, for that to be worth telling."""
_SURPRISE = 3.0
"""How many standard deviations from what chance gives."""
_EXPECTED = 5.0
"""How many pairs chance must give, for it to be told that there are none."""
_RARE = -2.0
"""By how many standard deviations none is fewer than that."""
_HALF = 0.5
"""Of which share it is told that they do so in one partnership, or in several."""
_SEVERAL = 3
"""How many partnerships there must be, for one of them to be remarkable."""
_FREEMAN = (
    "Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks "
    "1(3), 215-239"
)
_BORGATTI_EVERETT = (
    "Borgatti and Everett (1999), Models of core/periphery structures, Social Networks 21(4), "
    "375-395"
)
_HUBERT_ARABIE = (
    "Hubert and Arabie (1985), Comparing partitions, Journal of Classification 2, 193-218"
)
_KRACKHARDT_STERN = (
    "Krackhardt and Stern (1988), Informal networks and organizational crises: an experimental "
    "simulation, Social Psychology Quarterly 51(2), 123-140"
)
_NEWMAN = "Newman (2003), Mixing patterns in networks, Physical Review E 67, 026126"
_PROVAN = (
    "Provan, Veazie, Staten and Teufel-Shone (2005), The use of network analysis to strengthen "
    "community partnerships, Public Administration Review 65(5), 603-613"
)


def tell(teller: Teller) -> Iterator[Finding]:
    """What stands out in the whole: one body, a circle, clusters, own kinds, one project."""
    if teller.layer is not Layer.WORKING or teller.study.is_large:
        return
    yield from _through_one(teller)
    yield from _inner_circle(teller)
    yield from _clusters(teller)
    yield from _own_kind(teller)
    yield from _never_meet(teller)
    yield from _one_or_many(teller)


def _through_one(teller: Teller) -> Iterator[Finding]:
    tied = teller.study.tied
    central = degree_centralisation(tied)
    if len(tied) < _FEW or central is None or central < _STAR:
        return
    (hub, most), (_, next_) = sorted(tied.degree, key=lambda of: (-of[1], of[0]))[:2]
    if next_ > most / 2:
        return
    told = said.through_one(
        teller.name(hub), most, len(tied) - 1, next_, outside=tied.nodes[hub]["outside"]
    )
    measure = teller.measure("degree centralisation", central, _FREEMAN)
    disputed = teller.denied_with((hub,))
    yield teller.finding(
        FindingKind.THROUGH_ONE,
        told,
        measure,
        disputed=disputed,
        about=(hub,),
        affected=tuple(sorted(tied[hub])),
    )


def _inner_circle(teller: Teller) -> Iterator[Finding]:
    tied, core = teller.study.tied, teller.study.core
    if core is None or core.fit < _FIT or len(tied) < _CIRCLE:
        return
    if not 2 <= len(core.members) <= len(tied) / 3:
        return
    fringe = tied.subgraph({*tied} - {*core.members})
    joined = sum(not tied.adj[id_].keys().isdisjoint(core.members) for id_ in fringe)
    told = said.inner_circle(
        teller.names(core.members), len(fringe), joined, fringe.size(), comb(len(fringe), 2)
    )
    measure = teller.measure("fit of a core and its periphery", core.fit, _BORGATTI_EVERETT)
    disputed = teller.joined.denied
    kind = FindingKind.INNER_CIRCLE
    yield teller.finding(kind, told, measure, disputed=disputed, about=core.members)


def _clusters(teller: Teller) -> Iterator[Finding]:
    """Whether those who work mostly among themselves are of one trust or place."""
    study, tied = teller.study, teller.study.tied
    large = [c for c in study.clusters.members if len(c) > 1]
    modularity = study.clusters.modularity
    if modularity is None or modularity < _CLUSTERED or len(large) < 2:
        return
    clusters = {id_: group for id_, group in study.clusters.groups.items() if id_ in tied}
    for by in (Grouping.TRUST, Grouping.PLACE):
        groups = {id_: group for id_, group in study.groups[by].items() if id_ in tied}
        if len(groups) < _ENOUGH or len({*groups.values()}) < 2:
            continue
        alike = adjusted_rand(clusters, groups)
        if alike is None or alike < _ALIKE:
            continue
        told = said.clusters(by, len(large))
        measure = teller.measure(
            "adjusted Rand index of clusters", alike, _HUBERT_ARABIE, by=by.value, seed=study.seed
        )
        disputed = teller.joined.denied
        yield teller.finding(FindingKind.CLUSTERS, told, measure, disputed=disputed)


def _own_kind(teller: Teller) -> Iterator[Finding]:
    found = []
    for by in Grouping:
        leaning = teller.study.leanings[by].overall
        ties = leaning.internal + leaning.external
        if ties < _ENOUGH or leaning.internal < _OWN * ties:
            continue
        chance = Dealing(teller.study.among_heard, teller.study.groups[by]).within()
        surprise = chance.surprise(leaning.internal)
        if surprise >= _SURPRISE and chance.mean <= _MIXED * ties:
            found.append((surprise, by, leaning, chance.mean))
    for _, by, leaning, mean in sorted(found, key=lambda of: (-of[0], of[1]))[:_TOLD]:
        ties = leaning.internal + leaning.external
        told = said.own_kind(by, leaning.internal, ties, mean)
        measure = teller.measure("E-I index", leaning.index or 0.0, _KRACKHARDT_STERN, by=by.value)
        disputed = teller.joined.denied_among_heard
        yield teller.finding(FindingKind.OWN_KIND, told, measure, disputed=disputed)


def _never_meet(teller: Teller) -> Iterator[Finding]:
    """Sorts and places of which many were heard, and of which none works with the other."""
    study, heard = teller.study, teller.study.among_heard
    found = []
    for by in (Grouping.SECTOR, Grouping.PHASE, Grouping.PLACE):
        groups = heard_enough(teller.drawn, study.groups[by])
        groups = {i: g for i, g in groups.items() if i in heard and g != Phase.NOT_APPLICABLE}
        dealing = Dealing(heard, groups)
        met = {groups[i] for i in groups if heard.degree(i)}
        for pair in combinations(sorted(met), 2):
            chance, meeting = dealing.between(*pair), study.mixing[by][pair]
            if not meeting.ties and chance.mean >= _EXPECTED and chance.surprise(0) <= _RARE:
                found.append((chance.mean, by, pair, dealing.sizes))
    for mean, by, pair, sizes in sorted(found, key=lambda of: (-of[0], of[1:3]))[:_TOLD]:
        words = [_called(teller, by, group, sizes[group]) for group in pair]
        told = said.never_meet(words[0], words[1], mean)
        measure = teller.measure(
            "ties of two groups that chance would give",
            mean,
            _NEWMAN,
            by=by.value,
            groups=list(pair),
        )
        yield teller.finding(FindingKind.NEVER_MEET, told, measure)


def _called(teller: Teller, by: Grouping, group: str, count: int) -> str:
    """Some of a group in words."""
    if by is Grouping.PLACE:
        return said.of_place(count, teller.study.combined.nodes[group]["name"] or group)
    return f"{count} {many(group)}"


def _one_or_many(teller: Teller) -> Iterator[Finding]:
    """Whether most who work together do so in one partnership, or in several."""
    inside = {*insiders(teller.drawn)}
    ties = [
        shared
        for *ends, shared in teller.study.projected.edges(data="partnerships")
        if not inside.isdisjoint(ends)
    ]
    if len(ties) < _ENOUGH:
        return
    several = sum(len(shared) > 1 for shared in ties)
    if several >= _HALF * len(ties):
        measure = teller.measure("share of multiplex ties", several / len(ties), _PROVAN)
        told = said.several(len(ties), several)
        yield teller.finding(FindingKind.IN_SEVERAL, told, measure, disputed=teller.joined.denied)
    alone = Counter(shared[0] for shared in ties if len(shared) == 1)
    if not alone or len({id_ for shared in ties for id_ in shared}) < _SEVERAL:
        return
    id_, most = min(alone.items(), key=lambda of: (-of[1], of[0]))
    if most > _HALF * len(ties):
        measure = teller.measure("share of ties through one partnership", most / len(ties), _PROVAN)
        told = said.in_one(teller.name(id_), len(ties), most)
        disputed = teller.joined.denied
        kind = FindingKind.IN_ONE
        yield teller.finding(kind, told, measure, disputed=disputed, about=(id_,))
