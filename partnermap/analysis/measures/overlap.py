"""Overlap: how many partnerships are behind a tie, and how far working ties follow formal ones."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

import networkx as nx

from partnermap.analysis.networks.groups import Groups
from partnermap.analysis.networks.network import without_self_ties


@dataclass(frozen=True, slots=True)
class Multiplexity:
    """How many partnerships are behind the ties of a network."""

    ties: Mapping[tuple[str, str], int]
    """How many two organisations share, by their ids in sorted order."""
    mean: float | None
    """How many a tie has on average; None where there are no ties."""
    several: float | None
    """The share of ties that have more than one."""


def multiplexity(projected: nx.Graph) -> Multiplexity:
    """Whether ties rest on one partnership or on several.

    A tie of several partnerships outlives the end of one of them.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, with `partnerships`, as `network.project` makes them. A tie
        that is only formal is no working tie and is left out.

    Returns
    -------
    Multiplexity
        The same for the same ties, in whatever order they come.

    Notes
    -----
    Time O(m log m).

    References
    ----------
    Provan, Veazie, Staten and Teufel-Shone (2005), The use of network analysis to strengthen
    community partnerships, Public Administration Review 65(5), 603-613.

    Examples
    --------
    >>> pair = nx.Graph([("elm", "ash", {"partnerships": ("heads", "sports")})])
    >>> multiplexity(pair)
    Multiplexity(ties={('ash', 'elm'): 2}, mean=2.0, several=1.0)
    """
    ties = {pair: len(shared) for pair, shared in sorted(_working(projected).items())}
    if not ties:
        return Multiplexity({}, None, None)
    several = sum(count > 1 for count in ties.values())
    return Multiplexity(ties, sum(ties.values()) / len(ties), several / len(ties))


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many pairs of organisations work together, are part of one whole, or both."""

    pairs: int
    """All pairs of two that are each part of a known whole."""
    working: int
    """Those that work together."""
    formal: int
    """Those that are part of one whole."""
    both: int
    """Those that are part of one whole and work together."""
    unplaced: int
    """How many pairs that work together are not counted: the whole of one is not known."""

    @property
    def formal_among_working(self) -> float | None:
        """The share of pairs that work together that is part of one whole; None of no pairs."""
        return self.both / self.working if self.working else None

    @property
    def formal_by_chance(self) -> float | None:
        """What that share would be on average if wholes did not matter to who works with whom."""
        return self.formal / self.pairs if self.pairs else None

    @property
    def working_among_formal(self) -> float | None:
        """The share of pairs of one whole that works together; None of no pairs."""
        return self.both / self.formal if self.formal else None

    @property
    def working_by_chance(self) -> float | None:
        """What that share would be on average if wholes did not matter to who works with whom."""
        return self.working / self.pairs if self.pairs else None


def overlap(projected: nx.Graph, wholes: Groups) -> Overlap:
    """How far working ties follow formal ones, and formal ones working ties.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, with `partnerships`, as `network.project` makes them of the
        working or combined layer. A tie that is only formal is no working tie.
    wholes : Groups
        Which trust, authority or diocese each is part of, as `groups.by_whole` gives it.

    Returns
    -------
    Overlap
        Among organisations whose whole is known. Two of which it is not known whether they work
        together count as not: give the subgraph of those who answered to leave them out.

    Notes
    -----
    What chance gives is the mean over all ways to deal out the organisations among the same
    working ties: each tie is then as likely as any pair to fall within a whole. Time O(n + m).

    References
    ----------
    Hubert and Schultz (1976), Quadratic assignment as a general data analysis strategy, British
    Journal of Mathematical and Statistical Psychology 29(2), 190-241.

    Examples
    --------
    >>> path = nx.path_graph(["ash", "elm", "oak", "yew"])
    >>> nx.set_edge_attributes(path, ("heads",), "partnerships")
    >>> found = overlap(path, {"ash": "hope", "elm": "hope", "oak": "trinity", "yew": "trinity"})
    >>> found.formal_among_working, found.formal_by_chance, found.working_among_formal
    (0.6666666666666666, 0.3333333333333333, 1.0)
    """
    sizes = Counter(wholes[id_] for id_ in projected if id_ in wholes)
    working = _working(projected)
    placed = [pair for pair in working if wholes.keys() >= {*pair}]
    return Overlap(
        pairs=comb(sizes.total(), 2),
        working=len(placed),
        formal=sum(comb(size, 2) for size in sizes.values()),
        both=sum(wholes[start] == wholes[end] for start, end in placed),
        unplaced=len(working) - len(placed),
    )


def _working(projected: nx.Graph) -> dict[tuple[str, str], tuple[str, ...]]:
    """The partnerships of each two that share any."""
    return {
        (min(ends), max(ends)): shared
        for *ends, shared in without_self_ties(projected).edges(data="partnerships")
        if shared
    }
