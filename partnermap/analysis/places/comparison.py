"""Comparison of places: the same measures of each, so that none is called dense for being small."""

from collections.abc import Collection
from dataclasses import dataclass

from partnermap.analysis.chance.dealing import Dealing
from partnermap.analysis.measures.cohesion import measure_cohesion
from partnermap.analysis.networks.hearing import is_heard
from partnermap.analysis.networks.network import graph, insiders
from partnermap.analysis.places.measures import (
    BY_SIZE,
    Measured,
    Peers,
    by_chance,
    by_size,
    groupings,
)
from partnermap.analysis.places.members import place_members, place_part
from partnermap.errors import BadInputError
from partnermap.model.names import sort_key
from partnermap.model.network import Network
from partnermap.vocabulary import Layer, PlaceKind, PlaceMeasure

NULLS = 100
"""How many networks are drawn at random beside each place."""
_SAME = {
    PlaceKind.LA: PlaceMeasure.WITHIN_AUTHORITIES,
    PlaceKind.TRUST: PlaceMeasure.WITHIN_TRUSTS,
}
"""What says nothing of places of a kind, for all that is in one is in the same whole."""


@dataclass(frozen=True, slots=True)
class ComparedPlace:
    """One place beside the others."""

    id: str
    name: str
    organisations: int
    """How many lie in it."""
    heard: int
    """How many of them answered in full; what is measured is how these work together."""
    alone: int
    """How many of those heard have no tie, inside or out."""
    not_known: int
    """How many were not heard and have no recorded tie."""
    measures: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class PlaceComparison:
    """The places of one kind in a scope, side by side."""

    scope: str
    kind: PlaceKind
    as_of: str | None
    data_version: int
    seed: int
    nulls: int
    """How many networks were drawn at random beside each place."""
    places: tuple[ComparedPlace, ...]
    """By name, then by id."""


def compare_places(
    network: Network,
    kind: PlaceKind,
    measures: Collection[PlaceMeasure] | None = None,
    seed: int = 0,
    nulls: int = NULLS,
) -> PlaceComparison:
    """The same measures of how each place of a scope works together, each set against what is fair.

    A place has the organisations of the scope that lie in it (`members.place_members`), and
    all is measured among those of them that answered in full: of the others ties may be missing.

    Density and centralisation fall as a place grows. They are set against other places of about
    the same size: those of which at most twice and at least half as many were heard, and of these
    the ten nearest by that ratio, with all that are as near as the tenth. Clustering, overlap with
    trusts and authorities, mixing and modularity follow for the most part from how large the
    partnerships are and how many each organisation is in. They are set against networks that have
    the same and are random otherwise (`nulls.dealt_again`).

    Parameters
    ----------
    network : Network
        What is recorded, of the combined layer: formal ties tell who lies where.
    kind : PlaceKind
        Which places.
    measures : collection of PlaceMeasure, optional
        If not given all but modularity, which takes longer than all others together, and
        overlap with what the places themselves are.
    seed : int
        What gives the same random networks again.
    nulls : int
        How many of them each place is set against.

    Returns
    -------
    PlaceComparison
        Measures in the order of the vocabulary. The numbers of a place do not depend on which
        others there are, but for its rank among them.

    Raises
    ------
    BadInputError
        `nulls` is less than one.

    Notes
    -----
    The standard error of a percentile among k random networks is at most 50 / sqrt(k). Time
    O(n log n + m), and for each null of a place of n organisations, m ties and k memberships
    O(k log k + m n / 64).

    References
    ----------
    Anderson, Butts and Carley (1999), The interaction of size and density with graph-level indices,
    Social Networks 21(3), 239-267: why places of one size. Newman, Strogatz and Watts (2001),
    Random graphs with arbitrary degree distributions and their applications, Physical Review E 64,
    026118: why random networks of two modes. Gotelli (2000), Null model analysis of species
    co-occurrence patterns, Ecology 81(9), 2606-2621: which of these do not find what is not there.

    Examples
    --------
    >>> from partnermap.model.network import FormalEdge, Node
    >>> from partnermap.vocabulary import Kind, TieKind
    >>> nodes = (Node("la:1", "Avon", Kind.LOCAL_AUTHORITY), Node("urn:1", "Ash", Kind.SCHOOL))
    >>> lies = (FormalEdge(TieKind.IN_LA, "urn:1", "la:1"),)
    >>> found = compare_places(Network("all", Layer.COMBINED, None, 1, nodes, lies), PlaceKind.LA)
    >>> [(place.name, place.organisations, place.heard) for place in found.places]
    [('Avon', 2, 0)]
    """
    if nulls < 1:
        raise BadInputError(f"A place is set against one random network at least; {nulls} given.")
    wanted = [m for m in PlaceMeasure if m in (_usual(kind) if measures is None else measures)]
    formal, working = graph(network, Layer.FORMAL), graph(network)
    groups, names = groupings(formal), formal.nodes(data="name")
    members = place_members(formal, kind)
    drawn = {id_: place_part(working, those) for id_, those in members.items()}
    heard = {id_: [i for i in insiders(drawn[id_]) if is_heard(drawn[id_], i)] for id_ in drawn}
    sized = {id_: by_size(drawn[id_], heard[id_]) for id_ in drawn}
    peers = Peers((len(heard[id_]), sized[id_]) for id_ in drawn)
    places = []
    for id_ in sorted(members, key=lambda id_: sort_key(names[id_], id_)):
        joined = measure_cohesion(drawn[id_])
        memberships = Dealing.of(drawn[id_], heard[id_], [*groups.values()])
        found = by_chance(memberships, [m for m in wanted if m not in BY_SIZE], groups, seed, nulls)
        for measure, value in sized[id_].items():
            found[measure] = peers.set_beside(measure, len(heard[id_]), value)
        places.append(
            ComparedPlace(
                id_,
                names[id_],
                joined.organisations,
                joined.heard,
                len(joined.isolates),
                len(joined.not_known),
                tuple(found[measure] for measure in wanted),
            )
        )
    return PlaceComparison(
        network.scope, kind, network.as_of, network.data_version, seed, nulls, tuple(places)
    )


def _usual(kind: PlaceKind) -> set[PlaceMeasure]:
    """What places of a kind are compared by if nothing else is asked for."""
    return {*PlaceMeasure} - {PlaceMeasure.MODULARITY, _SAME.get(kind, PlaceMeasure.MODULARITY)}
