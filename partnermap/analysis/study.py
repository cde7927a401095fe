"""A study: all that can be found in one layer of a network, each worked out once, when asked."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar

import networkx as nx

from partnermap.analysis.gaps.alone import Alone, Gaps, find_alone
from partnermap.analysis.gaps.cluster_gaps import Hole, find_holes
from partnermap.analysis.gaps.coverage import Coverage, find_coverage
from partnermap.analysis.gaps.crossings import (
    PhaseGap,
    SectorGap,
    community_sectors,
    find_phase_gaps,
    find_sector_gaps,
)
from partnermap.analysis.gaps.missing import MissingLinks, find_missing_links
from partnermap.analysis.gaps.neighbours import (
    Line,
    PairGap,
    find_border_gaps,
    find_close_gaps,
    find_uncrossed,
)
from partnermap.analysis.gaps.provision import NeedGap, find_need_gaps
from partnermap.analysis.gaps.pursuit import Pursuit, find_pursuit
from partnermap.analysis.measures.bottlenecks import Bottlenecks, find_bottlenecks
from partnermap.analysis.measures.brokerage import Brokerage, brokerage
from partnermap.analysis.measures.centrality import (
    Estimate,
    betweenness,
    degree_centralisation,
    estimate_betweenness,
)
from partnermap.analysis.measures.choosing import KeyPlayers
from partnermap.analysis.measures.clusters import (
    Clusters,
    adjusted_rand,
    find_clusters,
    find_many_clusters,
)
from partnermap.analysis.measures.cohesion import Cohesion, measure_cohesion
from partnermap.analysis.measures.core import Core, core_numbers, find_core
from partnermap.analysis.measures.holes import constraint, effective_size
from partnermap.analysis.measures.hubs import Hubs, find_hubs
from partnermap.analysis.measures.keyplayers import find_departures, find_reach
from partnermap.analysis.measures.mixing import (
    Leanings,
    Meeting,
    assortativity,
    leanings,
    mixing_matrix,
    value_assortativity,
)
from partnermap.analysis.measures.overlap import Multiplexity, Overlap, multiplexity, overlap
from partnermap.analysis.mending.repairs import Repairs, find_repairs
from partnermap.analysis.networks.belonging import working
from partnermap.analysis.networks.groups import Groups, by_attribute, by_whole
from partnermap.analysis.networks.layers import only
from partnermap.analysis.networks.network import graph, insiders, project
from partnermap.model.network import Network
from partnermap.near import NEARBY, Near
from partnermap.vocabulary import Answer, Grouping, Layer, TieKind

MOST_AT_ONCE = 1_000
"""A scope of more organisations is large: not all is worked out, and not all of it exactly."""
SAMPLES = 256
"""From how many the shortest paths are followed, where not from all."""
LEAVING = 3
"""How many are supposed to leave together, where it is asked whose leaving hurts most."""
REACHING = 3
"""How many are chosen, where it is asked who together reach most."""
STEPS = 2
"""How far is within reach of an organisation: a partner's partner."""
_WHOLES = {
    Grouping.TRUST: TieKind.IN_TRUST,
    Grouping.PLACE: TieKind.IN_LA,
    Grouping.DIOCESE: TieKind.IN_DIOCESE,
}
_ATTRIBUTES = {Grouping.SECTOR: "kind", Grouping.PHASE: "phase"}

T = TypeVar("T")


class _Each(dict[Grouping, T]):
    """What is found by each grouping, worked out once, when it is asked for."""

    def __init__(self, find: Callable[[Grouping], T]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, by: Grouping) -> T:
        self[by] = found = self._find(by)
        return found


class Study:
    """What one layer of a network shows.

    Each property is a measure of that name: its module has its definition, cost and reference.
    What is about who works with whom, and belongs where, such as gaps and missing links, goes by
    the whole network on every layer.

    Parameters
    ----------
    network : Network
        What is recorded about a scope on a day, partners outside it flagged, as read on the
        combined layer; one of a single layer has the measures of that layer alone.
    layer : Layer
        Which ties to look at. Formal ties make every trust look like a bottleneck, because it
        holds its own schools; the default looks at how organisations work together.
    seed : int
        Of what is random, such as in which order clusters are looked for.
    near : Near
        Who is near enough to whom to work together.
    """

    def __init__(
        self,
        network: Network,
        layer: Layer = Layer.WORKING,
        seed: int = 0,
        near: Near = NEARBY,
    ) -> None:
        self.network = network
        self.layer = layer
        self.seed = seed
        self.near = near
        self.scope = network.scope
        self.view = network.view
        self.as_of = network.as_of
        self.data_version = network.data_version

    @cached_property
    def recorded(self) -> Network:
        """What the network holds of the layer."""
        return only(self.network, self.layer)

    @cached_property
    def drawn(self) -> nx.Graph:
        """The layer as a graph of at most two modes."""
        return graph(self.recorded, self.layer)

    @cached_property
    def projected(self) -> nx.Graph:
        """The layer as a graph of organisations alone."""
        return project(self.drawn)

    @cached_property
    def combined(self) -> nx.Graph:
        """All that was read, as a graph of two modes."""
        return graph(self.network, self.network.layer)

    @cached_property
    def cohesion(self) -> Cohesion:
        """How joined-up the scope is."""
        return measure_cohesion(self.drawn)

    @property
    def is_large(self) -> bool:
        """Whether there is more of it than is looked at pair by pair."""
        return self.cohesion.organisations > MOST_AT_ONCE

    @cached_property
    def bottlenecks(self) -> Bottlenecks:
        """Where it would split."""
        return find_bottlenecks(self.drawn)

    @cached_property
    def pursuit(self) -> Pursuit:
        """Which goals and partnerships lack each other."""
        return find_pursuit(self.recorded)

    @cached_property
    def departures(self) -> KeyPlayers:
        """Whose leaving together would hurt most."""
        return find_departures(self.drawn, LEAVING)

    @cached_property
    def missing_links(self) -> MissingLinks:
        """Who is near to whom and does not work with them."""
        return find_missing_links(self.combined, self.near, STEPS)

    @cached_property
    def groups(self) -> Mapping[Grouping, Groups]:
        """Which group each organisation is of, by all that was read; working ties say nothing."""
        return _Each(self._groups)

    def _groups(self, by: Grouping) -> Groups:
        if by in _ATTRIBUTES:
            return by_attribute(self.combined, _ATTRIBUTES[by])
        return by_whole(self.combined, _WHOLES[by])

    @cached_property
    def among_heard(self) -> nx.Graph:
        """Those of the scope that were heard, tied directly: of each pair of them it is known."""
        formal, nodes = self.layer is Layer.FORMAL, self.drawn.nodes
        return self.projected.subgraph(
            id_ for id_ in insiders(self.drawn) if formal or nodes[id_]["answer"] is Answer.COMPLETE
        ).copy()

    @cached_property
    def tied(self) -> nx.Graph:
        """Those with any tie on record, inside the scope or out: what has a shape to speak of."""
        return self.projected.subgraph(i for i, ties in self.projected.degree if ties).copy()

    @cached_property
    def centralisation(self) -> float | None:
        """Whether everything runs through one body."""
        return degree_centralisation(self.projected)

    @cached_property
    def betweenness(self) -> Mapping[str, float] | None:
        """Who sits between others."""
        return betweenness(self.projected)

    @cached_property
    def betweenness_estimate(self) -> Estimate | None:
        """The same by a sample, and how far that may be wrong: for large scopes."""
        return estimate_betweenness(self.projected, SAMPLES, self.seed)

    @cached_property
    def constraint(self) -> Mapping[str, float | None]:
        """Whose contacts all know each other."""
        return constraint(self.projected)

    @cached_property
    def effective_size(self) -> Mapping[str, float | None]:
        """How many contacts each has that others of its contacts do not bring as well."""
        return effective_size(self.projected)

    @cached_property
    def brokerage(self) -> Mapping[Grouping, Mapping[str, Brokerage]]:
        """Who stands between two that have no tie on record, in which roles."""
        return _Each(lambda by: brokerage(self.projected, self.groups[by]))

    @cached_property
    def hubs(self) -> Hubs:
        """Who holds far more ties than most."""
        return find_hubs(self.drawn)

    @cached_property
    def core_numbers(self) -> Mapping[str, int]:
        """How deep in the network each lies."""
        return core_numbers(self.projected)

    @cached_property
    def core(self) -> Core | None:
        """Who is in the inner circle of those that have a tie."""
        return find_core(self.tied)

    @cached_property
    def clusters(self) -> Clusters:
        """Who works together more than with others."""
        find = find_many_clusters if self.is_large else find_clusters
        return find(self.projected, self.seed)

    @cached_property
    def agreement(self) -> Mapping[Grouping, float | None]:
        """How far the clusters are the groups, by the adjusted Rand index."""
        return _Each(lambda by: adjusted_rand(self.clusters.groups, self.groups[by]))

    @cached_property
    def multiplexity(self) -> Multiplexity:
        """How many partnerships are behind a tie."""
        return multiplexity(self.projected)

    @cached_property
    def overlap(self) -> Mapping[Grouping, Overlap]:
        """How far those heard work with those of their own trust, place or other group."""
        return _Each(lambda by: overlap(self.among_heard, self.groups[by]))

    @cached_property
    def mixing(self) -> Mapping[Grouping, Mapping[tuple[str, str], Meeting]]:
        """How many ties every two groups have, among those heard."""
        return _Each(lambda by: mixing_matrix(self.among_heard, self.groups[by]))

    @cached_property
    def leanings(self) -> Mapping[Grouping, Leanings]:
        """How far the ties of those heard lead out of groups or stay within them."""
        return _Each(lambda by: leanings(self.among_heard, self.groups[by]))

    @cached_property
    def assortativity(self) -> Mapping[Grouping, float | None]:
        """How much more often than by chance those heard are tied to their own."""
        return _Each(lambda by: assortativity(self.among_heard, self.groups[by]))

    @cached_property
    def degree_assortativity(self) -> float | None:
        """How far those with many partners work with those who have many."""
        return value_assortativity(self.projected, dict(self.projected.degree))

    @cached_property
    def reach(self) -> KeyPlayers:
        """Who together reach most."""
        return find_reach(self.drawn, REACHING, STEPS)

    @cached_property
    def alone(self) -> Gaps[Alone]:
        """Who works with nobody."""
        return find_alone(self.combined)

    @cached_property
    def close_gaps(self) -> Gaps[PairGap]:
        """Who is near to whom, shares a diocese or a need with them, and works without them."""
        return find_close_gaps(self.combined, self.missing_links)

    @cached_property
    def border_gaps(self) -> Gaps[PairGap]:
        """Who is near to whom across the line of an authority or a diocese, and apart from them."""
        return find_border_gaps(self.combined, self.missing_links)

    @cached_property
    def uncrossed(self) -> tuple[Line, ...]:
        """Across which of these lines no neighbours work together at all."""
        return find_uncrossed(self.combined, self.missing_links, self.near)

    @cached_property
    def sector_gaps(self) -> Gaps[SectorGap]:
        """Which schools work with no community organisation."""
        return find_sector_gaps(self.combined, community_sectors(self.combined), self.near)

    @cached_property
    def phase_gaps(self) -> Gaps[PhaseGap]:
        """Which primaries work without the secondary nearest to them."""
        return find_phase_gaps(self.combined, self.near)

    @cached_property
    def need_gaps(self) -> Gaps[NeedGap]:
        """Which needs nobody provides for in an authority's area, or one organisation alone."""
        return find_need_gaps(self.combined)

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """Who provides for which need in which authority's area."""
        return find_coverage(self.combined)

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Who works together more than with others, in clusters of two or more of the scope."""
        found = find_clusters(project(working(self.combined)), self.seed)
        inside = {*insiders(self.combined)}
        ours = (tuple(id_ for id_ in cluster if id_ in inside) for cluster in found.members)
        return tuple(cluster for cluster in ours if len(cluster) > 1)

    @cached_property
    def holes(self) -> Gaps[Hole]:
        """Which of these groups lie close and are hardly joined; each by its place among them."""
        return find_holes(self.combined, self.missing_links, self.circles)

    @cached_property
    def repairs(self) -> Repairs:
        """The fewest new partnerships after which no one departure would cut anybody off."""
        return find_repairs(self.drawn)
