"""The whole catalogue of measures on one network, each timed; what two share is worked out once."""

from collections.abc import Callable, Collection
from functools import cached_property
from time import process_time

from partnermap.analysis import centrality, core, holes, mixing, overlap
from partnermap.analysis.brokerage import brokerage
from partnermap.analysis.cluster_gaps import find_holes
from partnermap.analysis.clusters import (
    Clusters,
    adjusted_rand,
    find_clusters,
    find_many_clusters,
)
from partnermap.analysis.crossings import community_sectors, find_phase_gaps, find_sector_gaps
from partnermap.analysis.gaps import find_alone
from partnermap.analysis.groups import by_attribute, by_whole
from partnermap.analysis.keyplayers import find_reach
from partnermap.analysis.neighbours import find_border_gaps, find_close_gaps
from partnermap.analysis.provision import find_need_gaps
from partnermap.analysis.study import LEAVING, STEPS, Study
from partnermap.model import Network
from partnermap.vocabulary import TieKind

_LARGE = 1_000
"""Of more organisations than this, clusters are found as those of the country are."""


class Catalogue(Study):
    """A study with what several measures beyond it go by."""

    @cached_property
    def places(self) -> dict[str, str]:
        """The authority of each organisation."""
        return by_whole(self.combined, TieKind.IN_LA)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What each organisation is."""
        return by_attribute(self.drawn, "kind")

    @cached_property
    def clusters(self) -> Clusters:
        """Who works together more than with others."""
        many = len(self.projected) > _LARGE
        return (find_many_clusters if many else find_clusters)(self.projected, self.seed)


MEASURES: dict[str, Callable[[Catalogue], object]] = {
    "drawing both layers": lambda c: (c.drawn, c.combined),
    "projection": lambda c: c.projected,
    "cohesion": lambda c: c.cohesion,
    "cut-points and bridges": lambda c: c.bottlenecks,
    "centralisation": lambda c: centrality.degree_centralisation(c.projected),
    "key players, leaving": lambda c: c.departures,
    "key players, reaching": lambda c: find_reach(c.drawn, LEAVING, STEPS),
    "betweenness": lambda c: centrality.betweenness(c.projected),
    "constraint": lambda c: holes.constraint(c.projected),
    "effective size": lambda c: holes.effective_size(c.projected),
    "groups": lambda c: (c.places, c.kinds),
    "brokerage": lambda c: brokerage(c.projected, c.places),
    "E-I index": lambda c: mixing.leanings(c.projected, c.places),
    "mixing": lambda c: mixing.mixing_matrix(c.projected, c.kinds),
    "assortativity": lambda c: (
        mixing.assortativity(c.projected, c.places),
        mixing.value_assortativity(c.projected, dict(c.projected.degree)),
    ),
    "core and periphery": lambda c: core.find_core(c.projected),
    "k-core": lambda c: core.core_numbers(c.projected),
    "clusters": lambda c: c.clusters,
    "clusters against authorities": lambda c: adjusted_rand(c.clusters.groups, c.places),
    "overlap": lambda c: overlap.overlap(c.projected, c.places),
    "multiplexity": lambda c: overlap.multiplexity(c.projected),
    "missing links": lambda c: c.missing_links,
    "gaps: alone": lambda c: find_alone(c.combined),
    "gaps: close": lambda c: find_close_gaps(c.combined, c.missing_links),
    "gaps: borders": lambda c: find_border_gaps(c.combined, c.missing_links),
    "gaps: sectors": lambda c: find_sector_gaps(c.combined, community_sectors(c.combined)),
    "gaps: phases": lambda c: find_phase_gaps(c.combined),
    "provision": lambda c: find_need_gaps(c.combined),
    "holes between clusters": lambda c: find_holes(c.combined, c.missing_links, c.clusters.members),
}
"""In the order in which one goes by another."""


def seconds(network: Network, leave_out: Collection[str] = ()) -> dict[str, float]:
    """The processor time of each measure, from a network as it is read, with nothing kept."""
    catalogue = Catalogue(network)
    taken = {}
    for name in (name for name in MEASURES if name not in leave_out):
        start = process_time()
        MEASURES[name](catalogue)
        taken[name] = process_time() - start
    return taken
