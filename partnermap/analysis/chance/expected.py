"""Chance: how many ties there would be within groups, and between two, if they did not matter."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import comb, perm, sqrt

import networkx as nx

from partnermap.analysis.networks.groups import Groups


@dataclass(frozen=True, slots=True)
class Chance:
    """How many ties there are on average, and how far that varies, over all that might be."""

    mean: float
    deviation: float
    """The standard deviation."""

    def surprise(self, found: float) -> float:
        """How many standard deviations more were found than on average, or fewer if below 0.

        Where nothing varies it is 0: nothing else could have been found.
        """
        return (found - self.mean) / self.deviation if self.deviation else 0.0


class Dealing:
    """The groups of a network dealt out anew among its organisations, in every way there is.

    The network stays as it is, with its partnerships of many, who are all tied to each other: what
    varies is only who is of which group. So it is told apart whether groups matter, or whether the
    ties of one partnership fall where they do together.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, as `network.project` makes them. Strength does not matter.
    groups : Groups
        The trust, sector, phase or place of each; those without a known group are left out, with
        their ties.

    Notes
    -----
    Means and deviations are exact, and nothing is drawn: of two ties it only counts whether they
    share an organisation, and of groups only how large they are. Time O(n + m), then O(g) for g
    groups.

    References
    ----------
    Mantel (1967), The detection of disease clustering and a generalized regression approach,
    Cancer Research 27(2), 209-220. Hubert and Schultz (1976), Quadratic assignment as a general
    data analysis strategy, British Journal of Mathematical and Statistical Psychology 29(2),
    190-241.

    Examples
    --------
    >>> square = nx.cycle_graph(["ash", "elm", "oak", "yew"])
    >>> dealing = Dealing(square, {"ash": "a", "elm": "a", "oak": "b", "yew": "b"})
    >>> within = dealing.within()  # two ties in four of six ways, none in the other two
    >>> round(within.mean, 3), round(within.deviation, 3)
    (1.333, 0.943)
    >>> round(dealing.between("a", "b").mean, 3)
    2.667
    """

    def __init__(self, projected: nx.Graph, groups: Groups) -> None:
        ties = [ends for ends in projected.edges if groups.keys() >= {*ends}]
        degrees = Counter(id_ for ends in ties for id_ in ends)
        self.sizes = Counter(groups[id_] for id_ in groups.keys() & projected)
        self._many = self.sizes.total()
        self._ties = len(ties)
        self._touching = sum(comb(degree, 2) for degree in degrees.values())

    def within(self) -> Chance:
        """How many ties join two of one group."""
        sizes = self.sizes.values()
        pairs = [perm(size, 2) for size in sizes]
        apart = sum(perm(size, 4) for size in sizes) + sum(pairs) ** 2
        apart -= sum(pair * pair for pair in pairs)
        return self._chance(sum(pairs), sum(perm(size, 3) for size in sizes), apart)

    def between(self, one: str, other: str) -> Chance:
        """How many ties join somebody of one group to somebody of another."""
        first, second = self.sizes[one], self.sizes[other]
        touching = first * perm(second, 2) + second * perm(first, 2)
        return self._chance(2 * first * second, touching, 4 * perm(first, 2) * perm(second, 2))

    def _chance(self, single: int, touching: int, apart: int) -> Chance:
        """From in how many ways a tie, two that touch and two that do not can be dealt to count."""
        mean = self._ties * self._share(single, 2)
        others = comb(self._ties, 2) - self._touching
        both = self._touching * self._share(touching, 3) + others * self._share(apart, 4)
        return Chance(float(mean), sqrt(mean + 2 * both - mean * mean))

    def _share(self, ways: int, ends: int) -> Fraction:
        """Of all ways to deal out groups among so many; none where there are not so many."""
        every = perm(self._many, ends)
        return Fraction(ways, every) if every else Fraction(0)
