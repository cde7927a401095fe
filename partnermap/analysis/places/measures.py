"""What is measured of one place, and what it is set against: places of its size, or chance."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, islice

import networkx as nx

from partnermap.analysis.chance.dealing import Dealing
from partnermap.analysis.chance.nulls import Rank
from partnermap.analysis.measures.centrality import degree_centralisation
from partnermap.analysis.networks.groups import Groups, by_attribute, by_whole
from partnermap.analysis.networks.network import project
from partnermap.vocabulary import PlaceMeasure, TieKind, Yardstick

BY_SIZE = (PlaceMeasure.DENSITY, PlaceMeasure.CENTRALISATION)
"""What is set against places of about the same size; all else is set against chance."""
_PEERS = 10
"""With how many of the places nearest to it in size a place is compared."""
_FACTOR = 2
"""Places up to so many times as large are of about the same size."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one measure says of a place."""

    measure: PlaceMeasure
    value: float | None
    """None where it is not known: too few were heard, or they have nothing to be measured."""
    rank: Rank | None
    """Where the value lies among those that it is set against; None where there is no value."""

    @property
    def set_against(self) -> Yardstick:
        """What it is set against."""
        return Yardstick.PLACES if self.measure in BY_SIZE else Yardstick.CHANCE


def by_size(drawn: nx.Graph, heard: Collection[str]) -> dict[PlaceMeasure, float | None]:
    """The measures that fall as a place grows, among those heard; they are set against peers."""
    among = project(drawn).subgraph(heard)
    return {
        PlaceMeasure.DENSITY: nx.density(among) if len(among) > 1 else None,
        PlaceMeasure.CENTRALISATION: degree_centralisation(among),
    }


class Peers:
    """The values of some places, by how many were heard in each."""

    def __init__(self, places: Iterable[tuple[int, Mapping[PlaceMeasure, float | None]]]) -> None:
        self._values: dict[PlaceMeasure, defaultdict[int, list[float]]] = {}
        for heard, values in places:
            for measure, value in values.items():
                if value is not None:
                    of_size = self._values.setdefault(measure, defaultdict(list))
                    of_size[heard].append(value)

    def set_beside(self, measure: PlaceMeasure, heard: int, value: float | None) -> Measured:
        """The value of one of these places, set against the others of about its size.

        Those at most twice and at least half as large, and of these the ten nearest by that ratio,
        with all that are as near as the tenth.
        """
        if value is None:
            return Measured(measure, None, None)
        sizes = self._values[measure]
        far = {
            size: Fraction(max(size, heard), min(size, heard))
            for size in sizes
            if size <= heard * _FACTOR and heard <= size * _FACTOR
        }
        found: list[float] = []
        for _, alike in groupby(sorted(far, key=far.__getitem__), far.__getitem__):
            found += [other for size in alike for other in sizes[size]]
            if len(found) > _PEERS:
                break
        found.remove(value)  # the place's own
        return Measured(measure, value, Rank.of(value, found))


def groupings(formal: nx.Graph) -> dict[PlaceMeasure, Groups]:
    """The groups that measures of mixing go by, of a graph of the formal layer."""
    return {
        PlaceMeasure.WITHIN_TRUSTS: by_whole(formal, TieKind.IN_TRUST),
        PlaceMeasure.WITHIN_AUTHORITIES: by_whole(formal, TieKind.IN_LA),
        PlaceMeasure.ACROSS_KINDS: by_attribute(formal, "kind"),
        PlaceMeasure.ACROSS_PHASES: by_attribute(formal, "phase"),
    }


def by_chance(
    memberships: Dealing,
    wanted: Iterable[PlaceMeasure],
    groups: Mapping[PlaceMeasure, Groups],
    seed: int,
    nulls: int,
) -> dict[PlaceMeasure, Measured]:
    """The measures that follow from how memberships are spread, each set against random ones.

    All go by the same random memberships; one of which a measure has no value does not count.
    """
    values = {measure: _value(memberships, measure, groups) for measure in wanted}
    others: dict[PlaceMeasure, list[float]] = {m: [] for m, v in values.items() if v is not None}
    if others:
        for null in islice(memberships.by_chance(seed), nulls):
            for measure, known in others.items():
                value = _value(null, measure, groups)
                if value is not None:
                    known.append(value)
    return {
        measure: Measured(
            measure, value, None if value is None else Rank.of(value, others[measure])
        )
        for measure, value in values.items()
    }


def _value(
    memberships: Dealing, measure: PlaceMeasure, groups: Mapping[PlaceMeasure, Groups]
) -> float | None:
    match measure:
        case PlaceMeasure.CLUSTERING:
            return memberships.clustering
        case PlaceMeasure.MODULARITY:
            return memberships.modularity
        case PlaceMeasure.WITHIN_TRUSTS | PlaceMeasure.WITHIN_AUTHORITIES:
            return memberships.within(groups[measure])
    return memberships.leaning(groups[measure])
