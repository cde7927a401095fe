"""Who stands between others, who alone joins two sorts, who holds too much, and who reaches most.

Told of working ties alone, and only where it stands out. By formal ties an authority stands between
all its schools and holds them all, as is its office.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.measures.hubs import FAR_OUT, FEWEST, far_out
from partnermap.analysis.measures.keyplayers import mean_reach, reached_from
from partnermap.analysis.measures.linking import SoleBroker, sole_brokers
from partnermap.analysis.networks.groups import Groups
from partnermap.analysis.networks.hearing import heard_enough, is_heard
from partnermap.analysis.networks.network import Mode
from partnermap.analysis.sentences import Told
from partnermap.analysis.sentences import positions as said
from partnermap.analysis.sentences.stranding import resting_on
from partnermap.analysis.study import REACHING, SAMPLES, STEPS
from partnermap.model.findings import Finding, Measure
from partnermap.vocabulary import Grouping, Layer

_TOLD = 3
"""So many of one kind are told, the gravest."""
_OFTEN = 0.2
"""On what share of the shortest paths one lies who is told to stand between others."""
_CLUSTER = 5
"""How many make a cluster of which it matters who alone joins it."""
_PART = 1 / 8
"""And which share of all that have a tie."""
_HEARD = 0.5
"""Which share of it must have been heard: of partners outside not all is on record."""
_SMALL = 15
"""Of fewer organisations any three reach most."""
_MUCH = 0.5
"""Which share of the scope they must reach who are told of."""
_TIMES = 2
"""How many times as many as any three would."""
_FREEMAN = (
    "Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40(1), 35-41"
)
_BRANDES_PICH = (
    "Brandes and Pich (2007), Centrality estimation in large networks, International Journal of "
    "Bifurcation and Chaos 17(7), 2303-2318"
)
_GOULD_FERNANDEZ = (
    "Gould and Fernandez (1989), Structures of mediation: a formal approach to brokerage in "
    "transaction networks, Sociological Methodology 19, 89-126"
)
_TUKEY = "Tukey (1977), Exploratory Data Analysis, Addison-Wesley, section 2D"
_BORGATTI = (
    "Borgatti (2006), Identifying sets of key players in a social network, Computational and "
    "Mathematical Organization Theory 12, 21-34"
)


def tell(teller: Teller) -> Iterator[Finding]:
    """Who stands between others, joins two alone, is overloaded; and the few who reach most.

    Of a large scope only who stands between others is told, by a sample.
    """
    if teller.layer is not Layer.WORKING:
        return
    if teller.study.is_large:
        yield from _between(teller)
        return
    yield from _overloaded(teller)
    yield from _joining_alone(teller)
    yield from _between(teller)
    yield from _reaching(teller)


def _overloaded(teller: Teller) -> Iterator[Finding]:
    hubs = teller.study.hubs
    if hubs.median is None:
        return
    for id_ in hubs.overloaded[:_TOLD]:
        node = teller.drawn.nodes[id_]
        all_known = not node["outside"] and is_heard(teller.drawn, id_)
        told = said.overloaded(
            teller.name(id_), hubs.loads[id_], hubs.median, outside=node["outside"], all_=all_known
        )
        measure = teller.measure(
            "partnerships of an overloaded hub",
            hubs.loads[id_],
            _TUKEY,
            organisation=id_,
            fence=FAR_OUT,
        )
        yield _one(teller, FindingKind.OVERLOADED, told, measure, id_)


def _between(teller: Teller) -> Iterator[Finding]:
    """Those who cut nobody off: of the others it is told whom they would."""
    study, everyone, tied = teller.study, len(teller.study.projected), teller.study.tied
    estimate = study.betweenness_estimate if study.is_large else None
    values = estimate.shares if estimate else study.betweenness
    sampled = estimate if estimate and estimate.unseen else None
    if values is None or len(tied) < FEWEST:
        return
    # Who has no tie is between nobody: the same paths are a greater share of those there may be.
    times = (everyone - 1) * (everyone - 2) / ((len(tied) - 1) * (len(tied) - 2))
    shares = {id_: values[id_] * times for id_ in tied}
    errors = {id_: times * error for id_, error in sampled.errors.items()} if sampled else {}
    fence, cut = far_out(shares.values()), _cut_points(teller)
    often = max(fence or 0.0, _OFTEN)
    found = [i for i in shares.keys() - cut if shares[i] - errors.get(i, 0.0) > often]
    for id_ in sorted(found, key=lambda i: (-shares[i], i))[:_TOLD]:
        outside = teller.drawn.nodes[id_]["outside"]
        told = said.between(teller.name(id_), shares[id_], errors.get(id_), outside=outside)
        name = "betweenness among those that have a tie"
        measure = (
            teller.measure(name, shares[id_], _BRANDES_PICH, organisation=id_, samples=SAMPLES)
            if estimate
            else teller.measure(name, shares[id_], _FREEMAN, organisation=id_)
        )
        yield _one(teller, FindingKind.BETWEEN, told, measure, id_)


def _cut_points(teller: Teller) -> set[str]:
    return {cut.id for cut in teller.study.bottlenecks.cut_points if cut.mode is Mode.ORGANISATION}


def _joining_alone(teller: Teller) -> Iterator[Finding]:
    drawn, clusters = teller.drawn, teller.study.clusters.groups
    sectors = heard_enough(drawn, teller.study.groups[Grouping.SECTOR])
    yield from _joining(teller, "SECTOR", sectors, set(), lambda b: said.two_sorts(*b.groups))

    sizes = Counter(clusters.values())
    fewest = max(_CLUSTER, _PART * len(teller.study.tied))
    heard = Counter(c for id_, c in clusters.items() if is_heard(drawn, id_))
    known = {c for c, size in sizes.items() if size >= fewest and heard[c] >= _HEARD * size}
    large = {id_: cluster for id_, cluster in clusters.items() if cluster in known}

    def two_circles(broker: SoleBroker) -> str:
        first, second = (
            (sizes[cluster], teller.name(_foremost(teller, cluster, broker.id)))
            for cluster in broker.groups
        )
        return said.two_circles(first, second)

    # Of who cuts others off altogether it is told whom that strands.
    yield from _joining(teller, "CLUSTER", large, _cut_points(teller), two_circles)


def _joining(
    teller: Teller, by: str, groups: Groups, but: set[str], both: Callable[[SoleBroker], str]
) -> Iterator[Finding]:
    first: dict[tuple[str, str], SoleBroker] = {}
    for broker in sole_brokers(teller.study.projected, groups):
        if broker.id not in but:
            first.setdefault(broker.groups, broker)
    sizes = Counter(groups.values())
    gravest = sorted(first.values(), key=lambda b: (-min(sizes[g] for g in b.groups), b.groups))
    for broker in gravest[:_TOLD]:
        measure = teller.measure(
            "organisations in the lesser of two groups that one alone joins",
            min(sizes[group] for group in broker.groups),
            _GOULD_FERNANDEZ,
            by=by,
            groups=list(broker.groups),
            organisation=broker.id,
        )
        told = said.joining_alone(teller.name(broker.id), both(broker))
        yield _one(teller, FindingKind.JOINS_ALONE, told, measure, broker.id)


def _foremost(teller: Teller, cluster: str, but: str) -> str:
    """Who of a cluster has most partners in it, but for one."""
    projected, groups = teller.study.projected, teller.study.clusters.groups
    members = [id_ for id_, own in groups.items() if own == cluster and id_ != but]
    ties = {id_: sum(groups[p] == cluster for p in projected[id_]) for id_ in members}
    return min(members, key=lambda id_: (-ties[id_], id_))


def _reaching(teller: Teller) -> Iterator[Finding]:
    everyone = teller.joined.organisations
    if everyone < _SMALL:
        return
    found = teller.study.reach
    best, by_chance = found.best, mean_reach(teller.drawn, REACHING, STEPS)
    if best.value < max(_MUCH, _TIMES * by_chance):
        return
    reached = reached_from(teller.drawn, best.organisations, STEPS)
    told = said.reaching(
        teller.names(best.organisations),
        len(reached),
        everyone,
        by_chance * everyone,
        all_=found.optimum is not None,
    )
    measure = teller.measure(
        "share reached by a few", best.value, _BORGATTI, size=REACHING, steps=STEPS
    )
    kind = FindingKind.REACH_MOST
    yield teller.finding(kind, told, measure, about=best.organisations, affected=reached)


def _one(teller: Teller, kind: FindingKind, told: Told, measure: Measure, id_: str) -> Finding:
    """A finding about one organisation, with what is said of its ties that one side denies."""
    disputed = teller.denied_with((id_,))
    told = told[0], told[1] + resting_on(disputed)
    return teller.finding(kind, told, measure, disputed=disputed, about=(id_,))
