"""Hubs: organisations that hold far more ties than most, and may be overloaded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import quantiles

import networkx as nx

from partnermap.analysis.networks.network import Mode, insiders
from partnermap.vocabulary import Answer, Layer

FAR_OUT = 3.0
"""How many spreads above the middle half lies far out (Tukey 1977)."""
FEWEST = 8
"""Of fewer numbers nothing is far out: their quarters hold less than two each."""


@dataclass(frozen=True, slots=True)
class Hubs:
    """How many ties each organisation holds, and who holds far more than most."""

    loads: Mapping[str, int]
    """By id, sorted: in how many partnerships of several it is, and how many formal ties it has."""
    heard: int
    """How many of the scope answered in full; the threshold is theirs."""
    median: float | None
    """What the middle one of those heard holds; None where fewer than `FEWEST` were heard."""
    threshold: float | None
    """Above which an organisation is overloaded; None where fewer than `FEWEST` were heard."""
    overloaded: tuple[str, ...]
    """Who is above the threshold, inside the scope or out, the most first."""


def far_out(values: Iterable[float], fence: float = FAR_OUT, least: float = 0.0) -> float | None:
    """Above which number one lies far out of many.

    Parameters
    ----------
    values : iterable of float
        The numbers, in any order.
    fence : float
        How many interquartile ranges above the third quartile: 1.5 is Tukey's inner fence, beyond
        which a number is outside, 3 his outer one, beyond which it is far out.
    least : float
        The least range to reckon with; of counts 1, for they cannot differ by less.

    Returns
    -------
    float or None
        None where there are fewer than `FEWEST` numbers.

    Notes
    -----
    Quartiles are those of all there are, linearly between the two nearest. Time O(n log n).

    References
    ----------
    Tukey (1977), Exploratory Data Analysis, Addison-Wesley, section 2D.

    Examples
    --------
    >>> far_out([1, 1, 2, 2, 2, 3, 3, 3, 14])
    6.0
    """
    known = sorted(values)
    if len(known) < FEWEST:
        return None
    first, _, third = quantiles(known, n=4, method="inclusive")
    return third + fence * max(third - first, least)


def find_hubs(drawn: nx.Graph, fence: float = FAR_OUT) -> Hubs:
    """The organisations that hold far more ties than those that were heard do.

    What is counted is what there is to keep up: a partnership counts once, however many are in it,
    and not at all where nobody else is. Beside it a formal tie counts as one.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `network.graph` makes it.
    fence : float
        As in `far_out`.

    Returns
    -------
    Hubs
        The threshold is taken among those of the scope that answered in full, who named all their
        ties. Others hold at least what is recorded of them, so that who is above it is so in truth.

    Notes
    -----
    Time O(n log n + m).

    References
    ----------
    Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1(3),
    215-239: degree as the load of a position. Tukey (1977), as in `far_out`.

    Examples
    --------
    >>> star = nx.star_graph(["hope", *"abcdefgh"])
    >>> nx.set_node_attributes(star, Mode.ORGANISATION, "mode")
    >>> nx.set_node_attributes(star, False, "outside")
    >>> nx.set_node_attributes(star, Answer.COMPLETE, "answer")
    >>> star.graph["layer"] = Layer.WORKING
    >>> found = find_hubs(star)
    >>> found.median, found.threshold, found.overloaded
    (1.0, 4.0, ('hope',))
    """
    loads = {
        id_: sum(_is_shared(drawn, end) for end in drawn[id_] if end != id_)
        for id_, mode in sorted(drawn.nodes(data="mode"))
        if mode is Mode.ORGANISATION
    }
    formal = drawn.graph["layer"] is Layer.FORMAL
    inside = insiders(drawn)
    heard = [i for i in inside if formal or drawn.nodes[i]["answer"] is Answer.COMPLETE]
    held = [loads[id_] for id_ in heard]
    threshold = far_out(held, fence, least=1)
    if threshold is None:
        return Hubs(loads, len(heard), None, None, ())
    over = [id_ for id_, load in loads.items() if load > threshold]
    over.sort(key=lambda id_: (-loads[id_], id_))
    (median,) = quantiles(held, n=2, method="inclusive")
    return Hubs(loads, len(heard), median, threshold, tuple(over))


def _is_shared(drawn: nx.Graph, end: str) -> bool:
    """Whether a tie leads to somebody: to an organisation, or to a partnership with others."""
    node = drawn.nodes[end]
    return node["mode"] is Mode.ORGANISATION or max(len(drawn[end]), node["size"]) > 1
