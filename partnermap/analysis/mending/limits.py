"""Limits: which two organisations may begin a partnership to mend a network, and how far apart."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import hypot

import networkx as nx

from partnermap.analysis.networks.network import insiders
from partnermap.errors import BadInputError
from partnermap.vocabulary import Phase

FAR = 10**9
"""The metres between two of which it is not known where they are: more than any that are known."""

Options = dict[str, dict[str, int]]
"""By organisation, those it may begin a partnership with, and how many metres away they are."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a new partnership has to keep to; one of nothing set keeps to nothing."""

    km: float | None = None
    """How far apart the two may be at most; who may be anywhere is then too far."""
    phases: frozenset[tuple[Phase, Phase]] | None = None
    """Which phases may partner, in either order; it binds only two that both have a phase."""
    allows: Callable[[str, str], bool] | None = None
    """Whether two ids, in sorted order, may partner."""
    each: int | None = None
    """How many new partnerships one organisation may enter at most."""
    forbidden: frozenset[tuple[str, str]] = frozenset()
    """Pairs that may not partner, in either order."""

    def __post_init__(self) -> None:
        for name, least in (("km", self.km), ("each", self.each)):
            if least is not None and not least >= 0:
                raise BadInputError(f"The limit {name} is a number from 0; {least} was given.")

    def options(self, drawn: nx.Graph) -> Options:
        """The pairs of organisations of a scope that may begin a partnership, from both sides.

        Two that work together may do so once more: a second partnership outlasts the first.

        Parameters
        ----------
        drawn : networkx.Graph
            A graph of any layer, as `network.graph` makes it.

        Notes
        -----
        Time O(n squared).
        """
        inside = insiders(drawn)
        options: Options = {id_: {} for id_ in inside}
        for one, other in combinations(inside, 2):
            metres = self.metres(drawn, one, other)
            if metres is not None:
                options[one][other] = options[other][one] = metres
        return options

    def metres(self, drawn: nx.Graph, one: str, other: str) -> int | None:
        """How far two organisations, given in sorted order, are apart; None if they may not."""
        metres = _metres(drawn, one, other)
        if self.km is not None and metres > self.km * 1000:
            return None
        if (one, other) in self.forbidden or (other, one) in self.forbidden:
            return None
        if self.phases is not None:
            phases = tuple(drawn.nodes[id_]["phase"] for id_ in (one, other))
            if None not in phases and not self.phases & {phases, phases[::-1]}:
                return None
        return metres if self.allows is None or self.allows(one, other) else None


def _metres(drawn: nx.Graph, one: str, other: str) -> int:
    """How far two organisations are apart on the national grid, as whole metres."""
    here, there = drawn.nodes[one], drawn.nodes[other]
    if None in (here["easting"], here["northing"], there["easting"], there["northing"]):
        return FAR
    return round(hypot(here["easting"] - there["easting"], here["northing"] - there["northing"]))
