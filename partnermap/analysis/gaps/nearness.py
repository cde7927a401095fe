"""Who is near enough to whom to work together: by distance, by phase, by where they belong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import hypot
from typing import NamedTuple

import networkx as nx

from partnermap.analysis.networks.belonging import wholes
from partnermap.analysis.networks.network import insiders
from partnermap.near import NEARBY, Match, Near
from partnermap.vocabulary import Kind, Phase, TieKind


class Pair(NamedTuple):
    """Two organisations, the lower id first, and how many metres apart they are."""

    start: str
    end: str
    metres: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """Which organisations of a scope are near enough to each other, and of which it is not known.

    Nobody's place, phase or area is guessed: who lacks what was asked for is in no pair.
    """

    pairs: tuple[Pair, ...]
    """By ids."""
    unplaced: tuple[str, ...]
    """Those with no known position."""
    unclassed: tuple[str, ...]
    """Those with a position of which not all is known that the options ask for: a phase, an area
    or a trust."""


_STAGES: dict[str, set[str]] = {
    Phase.NURSERY: {"early"},
    Phase.PRIMARY: {"primary"},
    Phase.MIDDLE_DEEMED_PRIMARY: {"primary"},
    Phase.SECONDARY: {"secondary"},
    Phase.MIDDLE_DEEMED_SECONDARY: {"secondary"},
    Phase.ALL_THROUGH: {"primary", "secondary"},
    Phase.SIXTEEN_PLUS: {"further"},
}


def stages(phase: str | None) -> set[str]:
    """The stages of education that a school of a phase covers; none where that is not said."""
    return _STAGES.get(phase or Phase.NOT_APPLICABLE, set())


def find_near(drawn: nx.Graph, near: Near = NEARBY) -> Nearness:
    """The pairs of organisations of a scope that are near enough to work together.

    Partners outside the scope are in no pair: a network holds only those of them that somebody
    inside works with already.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, as `network.graph` makes it; of the combined or the formal layer where the
        options ask about areas, dioceses or trusts.
    near : Near
        What is near enough.

    Returns
    -------
    Nearness
        The pairs with their distance on the British National Grid, `near.km` itself included.

    Notes
    -----
    Organisations are sorted into squares as wide as the distance, so that each is compared with
    those of nine squares only. Time O(n + c log c) for c such comparisons: it grows with how
    many are near each other, not with the square of how many there are.

    References
    ----------
    Bentley, Stanat and Williams (1977), The complexity of finding fixed-radius near neighbors,
    Information Processing Letters 6(6), 209-212.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import Mode
    >>> schools = nx.Graph()
    >>> for name, easting in {"ash": 400_000, "elm": 403_000, "oak": 409_000}.items():
    ...     schools.add_node(name, easting=easting, northing=100_000)
    >>> schools.add_node("yew", easting=None, northing=None)
    >>> every = {"mode": Mode.ORGANISATION, "outside": False, "kind": Kind.SCHOOL, "phase": None}
    >>> schools.add_nodes_from(list(schools), **every)
    >>> found = find_near(schools)
    >>> found.pairs, found.unplaced
    ((Pair(start='ash', end='elm', metres=3000.0),), ('yew',))
    """
    inside, nodes = insiders(drawn), drawn.nodes
    placed = [
        (id_, nodes[id_]["easting"], nodes[id_]["northing"])
        for id_ in inside
        if nodes[id_]["easting"] is not None and nodes[id_]["northing"] is not None
    ]
    known = {id_ for id_, _, _ in placed}
    rules = list(_rules(drawn, near))
    unclassed = {id_ for id_ in known for rule in rules if rule.lacks(id_)}
    points = [point for point in placed if point[0] not in unclassed]
    pairs = (
        pair
        for pair in _close(points, near.km * 1000)
        if all(rule.admits(pair.start, pair.end) for rule in rules)
    )
    return Nearness(
        pairs=tuple(sorted(pairs)),
        unplaced=tuple(id_ for id_ in inside if id_ not in known),
        unclassed=tuple(sorted(unclassed)),
    )


class _Rule(NamedTuple):
    """What two organisations must have in common, or must not. None is what cannot be had."""

    match: Match
    had: dict[str, set[str] | None]

    def lacks(self, id_: str) -> bool:
        """Whether it is not known what an organisation has of it, though it should have some."""
        return self.had.get(id_, set()) == set()

    def admits(self, one: str, other: str) -> bool:
        """Whether two organisations that lack nothing may be paired."""
        first, second = self.had[one], self.had[other]
        if first is None or second is None:
            return True
        return first.isdisjoint(second) is (self.match is Match.OTHER)


def _rules(drawn: nx.Graph, near: Near) -> Iterator[_Rule]:
    """What is asked for, and what organisations have of its sort."""
    if near.phase is not Match.ANY:
        yield _Rule(
            near.phase,
            {
                id_: stages(data["phase"]) if data["kind"] is Kind.SCHOOL else None
                for id_, data in drawn.nodes(data=True)
                if "phase" in data
            },
        )
    places = (near.la, TieKind.IN_LA), (near.diocese, TieKind.IN_DIOCESE)
    for match, kind in (*places, (near.trust, TieKind.IN_TRUST)):
        if match is not Match.ANY:
            yield _Rule(match, {**wholes(drawn, kind)})


def _close(points: Iterable[tuple[str, int, int]], metres: float) -> Iterator[Pair]:
    """The pairs of points, given in the order of their ids, at most so far apart."""
    squares: defaultdict[tuple[int, int], list[tuple[str, int, int]]] = defaultdict(list)
    for point in points:
        squares[int(point[1] // metres), int(point[2] // metres)].append(point)
    for (column, row), here in squares.items():
        # Half of the eight squares around: the others look at this one.
        around = (
            (column + 1, row - 1),
            (column + 1, row),
            (column + 1, row + 1),
            (column, row + 1),
        )
        beside = list(chain.from_iterable(squares.get(square, ()) for square in around))
        for at, (one, east, north) in enumerate(here, 1):
            for other, easting, northing in chain(here[at:], beside):
                apart = hypot(easting - east, northing - north)
                if apart <= metres:
                    yield Pair(*((one, other) if one < other else (other, one)), apart)
