"""A study: all that can be found in one layer of a network, each worked out once, when asked."""

from functools import cached_property

import networkx as nx

from partnermap.analysis.bottlenecks import Bottlenecks, find_bottlenecks
from partnermap.analysis.choosing import KeyPlayers
from partnermap.analysis.cohesion import Cohesion, measure_cohesion
from partnermap.analysis.keyplayers import find_departures
from partnermap.analysis.layers import only
from partnermap.analysis.missing import MissingLinks, find_missing_links
from partnermap.analysis.nearness import NEARBY
from partnermap.analysis.network import graph, project
from partnermap.analysis.pursuit import Pursuit, find_pursuit
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
    """

    def __init__(self, network: Network, layer: Layer = Layer.WORKING, seed: int = 0) -> None:
        self.network = network
        self.layer = layer
        self.seed = seed
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
        return find_missing_links(self.combined, NEARBY, STEPS)
