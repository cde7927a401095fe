"""A study: all that can be found in one layer of a network, each worked out once, when asked."""

from functools import cached_property

import networkx as nx

from partnermap.analysis.belonging import working
from partnermap.analysis.bottlenecks import Bottlenecks, find_bottlenecks
from partnermap.analysis.choosing import KeyPlayers
from partnermap.analysis.cluster_gaps import Hole, find_holes
from partnermap.analysis.clusters import find_clusters
from partnermap.analysis.cohesion import Cohesion, measure_cohesion
from partnermap.analysis.coverage import Coverage, find_coverage
from partnermap.analysis.crossings import (
    PhaseGap,
    SectorGap,
    community_sectors,
    find_phase_gaps,
    find_sector_gaps,
)
from partnermap.analysis.gaps import Alone, Gaps, find_alone
from partnermap.analysis.keyplayers import find_departures
from partnermap.analysis.layers import only
from partnermap.analysis.missing import MissingLinks, find_missing_links
from partnermap.analysis.nearness import NEARBY, Near
from partnermap.analysis.neighbours import (
    Line,
    PairGap,
    find_border_gaps,
    find_close_gaps,
    find_uncrossed,
)
from partnermap.analysis.network import graph, insiders, project
from partnermap.analysis.provision import NeedGap, find_need_gaps
from partnermap.analysis.pursuit import Pursuit, find_pursuit
from partnermap.analysis.repairs import Repairs, find_repairs
from partnermap.model import Network
from partnermap.vocabulary import Layer

LEAVING = 3
"""How many are supposed to leave together, where it is asked whose leaving hurts most."""
STEPS = 2
"""How far is within reach of an organisation: a partner's partner."""


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
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Who works together more than with others, in clusters of two or more of the scope."""
        found = find_clusters(project(working(self.combined)), self.seed)
        inside = {*insiders(self.combined)}
        ours = (tuple(id_ for id_ in cluster if id_ in inside) for cluster in found.members)
        return tuple(cluster for cluster in ours if len(cluster) > 1)

    @cached_property
    def holes(self) -> Gaps[Hole]:
        """Which of these groups lie close and are hardly joined; each by its place among them."""
        return find_holes(self.combined, self.missing_links, self.groups)

    @cached_property
    def repairs(self) -> Repairs:
        """The fewest new partnerships after which no one departure would cut anybody off."""
        return find_repairs(self.drawn)
