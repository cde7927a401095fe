"""Key players: the few whose leaving would hurt most, and the few who reach most."""

from collections.abc import Collection, Iterable
from itertools import islice
from math import comb

import networkx as nx

from partnermap.analysis.measures.choosing import KeyPlayers, choose
from partnermap.analysis.measures.fragmentation import (
    ByDistance,
    ByPairs,
    Fragmentation,
    Steps,
    numbered,
    places,
)
from partnermap.analysis.networks.network import insiders
from partnermap.errors import BadInputError


def find_departures(
    drawn: nx.Graph,
    size: int,
    *,
    by_distance: bool = False,
    among: Iterable[str] | None = None,
    exact_up_to: int | None = None,
) -> KeyPlayers:
    """The organisations whose leaving together would leave the others of a scope least joined.

    Borgatti's first problem (KPP-Neg): the set of a given size without which `fragmentation` is
    greatest. The one by one worst departures need not be the worst together, for two may hold
    apart what either alone holds together.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `network.graph` makes it. Partnerships do not leave; one that is
        left with a single member joins nobody.
    size : int
        How many leave; of fewer organisations than that, all.
    by_distance : bool
        As in `fragmentation`: whether it also hurts that ways between those left grow longer.
    among : iterable of str, optional
        Ids of those who may leave, inside the scope or out; those inside, if not given.
    exact_up_to : int, optional
        Of how many sets at most each is tried, beside the greedy search: 20,000, or 1,000 by
        distance, if not given.

    Returns
    -------
    KeyPlayers
        Values are fragmentations, from 0 to 1. Where steps of the greedy search do equally much,
        the first by id is taken.

    Raises
    ------
    BadInputError
        `size` is less than one, or `among` names what is no organisation of the graph.

    Notes
    -----
    The problem is NP-hard. Each step of the greedy search is `fragmentation_without_each`: one
    depth-first search, O(n + m), or n searches by distance. Trying all sets of k among c takes as
    many steps as there are sets of k - 1, C(c, k - 1).

    References
    ----------
    Borgatti (2006), Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12, 21-34.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import Mode
    >>> path = nx.path_graph("abcdefg")
    >>> nx.set_node_attributes(path, Mode.ORGANISATION, "mode")
    >>> nx.set_node_attributes(path, False, "outside")
    >>> found = find_departures(path, 2)
    >>> found.best.organisations, round(found.best.value, 2), round(found.gap, 2)
    (('b', 'e'), 0.8, 0.0)
    """
    if exact_up_to is None:
        exact_up_to = 1_000 if by_distance else 20_000
    measure: Fragmentation = (ByDistance if by_distance else ByPairs)(drawn)
    return choose(drawn, size, among, exact_up_to, measure.after(()), measure.without)


def find_reach(
    drawn: nx.Graph,
    size: int,
    steps: int,
    *,
    among: Iterable[str] | None = None,
    exact_up_to: int = 50_000,
) -> KeyPlayers:
    """The organisations that together reach most of a scope within some steps.

    Borgatti's second problem (KPP-Pos), m-reach: the set of a given size from which most are no
    further than `steps` away. A step leads to everyone with whom a partnership or a formal tie is
    shared; those chosen reach themselves.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `network.graph` makes it.
    size : int
        How many to choose; of fewer organisations than that, all.
    steps : int
        How far each reaches.
    among : iterable of str, optional
        Ids of those to choose from, inside the scope or out; those inside, if not given.
    exact_up_to : int
        Of how many sets at most each is tried, beside the greedy search.

    Returns
    -------
    KeyPlayers
        Values are shares of the organisations of the scope. Where steps of the greedy search do
        equally much, the first by id is taken.

    Raises
    ------
    BadInputError
        `size` or `steps` is less than one, or `among` names what is no organisation of the graph.

    Notes
    -----
    The problem is NP-hard (maximum coverage); the greedy set reaches at least 1 - 1/e, 63%, of
    what the best reaches. Time O(m n / w) a step of `steps` for w the bits of a word, and
    O(n / w) for each set tried.

    References
    ----------
    Borgatti (2006), Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12, 21-34. Nemhauser, Wolsey and Fisher (1978), An analysis
    of approximations for maximizing submodular set functions, Mathematical Programming 14,
    265-294.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import Mode
    >>> path = nx.path_graph("abcdefg")
    >>> nx.set_node_attributes(path, Mode.ORGANISATION, "mode")
    >>> nx.set_node_attributes(path, False, "outside")
    >>> find_reach(path, 2, 1).best
    Chosen(organisations=('b', 'e'), value=0.8571428571428571)
    """
    if steps < 1:
        raise BadInputError(f"Reach is within one step or more; {steps} was given.")
    reached = _reached(drawn, steps)
    inside = {*insiders(drawn)}
    most = max(1, len(inside))  # of an empty scope nobody is reached
    scope = sum(1 << at for id_, at in numbered(drawn).items() if id_ in inside)

    def reach(chosen: Collection[int], each: Iterable[int]) -> list[float]:
        by_all = 0
        for at in chosen:
            by_all |= reached[at]
        return [((by_all | reached[at]) & scope).bit_count() / most for at in each]

    return choose(drawn, size, among, exact_up_to, 0.0, reach)


def reached_from(drawn: nx.Graph, chosen: Iterable[str], steps: int) -> tuple[str, ...]:
    """The organisations of a scope no further than some steps from some, by id.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `network.graph` makes it.
    chosen : iterable of str
        Ids of organisations, which reach themselves.
    steps : int
        How far each reaches, as in `find_reach`.

    Raises
    ------
    BadInputError
        `chosen` names what is no organisation of the graph.

    Notes
    -----
    Time O(m n / w) a step for w the bits of a word.
    """
    number, reached = numbered(drawn), _reached(drawn, steps)
    by_all = 0
    for at in places(drawn, chosen):
        by_all |= reached[at]
    return tuple(id_ for id_ in insiders(drawn) if by_all >> number[id_] & 1)


def mean_reach(drawn: nx.Graph, size: int, steps: int) -> float:
    """What share of a scope so many of its organisations reach if they are picked at random.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `network.graph` makes it.
    size : int
        How many are picked; of fewer organisations than that, all.
    steps : int
        How far each reaches, as in `find_reach`.

    Returns
    -------
    float
        The mean over all sets of that size, with which the value of `find_reach` compares.

    Notes
    -----
    Exact: one is missed by the sets of those alone that it is too far from. Time O(m n / w) a step
    for w the bits of a word.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import Mode
    >>> path = nx.path_graph("abcd")
    >>> nx.set_node_attributes(path, Mode.ORGANISATION, "mode")
    >>> nx.set_node_attributes(path, False, "outside")
    >>> mean_reach(path, 1, 1)  # the ends reach two of four, the others three
    0.625
    """
    number, reached = numbered(drawn), _reached(drawn, steps)
    inside = [number[id_] for id_ in insiders(drawn)]
    scope = sum(1 << at for at in inside)
    sets = comb(len(inside), min(size, len(inside)))
    missed = sum(comb((scope & ~reached[at]).bit_count(), size) for at in inside)
    return 1 - missed / (sets * len(inside)) if inside else 0.0


def _reached(drawn: nx.Graph, steps: int) -> list[int]:
    """By organisation, the set of those within some steps of it."""
    reached = [1 << at for at in range(len(numbered(drawn)))]
    for level in islice(Steps(drawn).levels(), steps):
        reached = level
    return reached
