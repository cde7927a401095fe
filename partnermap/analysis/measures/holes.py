"""Structural holes: whose contacts all know each other, and who spans a gap between contacts."""

from math import fsum

import networkx as nx

from partnermap.analysis.networks.network import without_self_ties


def constraint(projected: nx.Graph) -> dict[str, float | None]:
    """How far all that each organisation puts into its ties leads back to the same few partners.

    With p(u, v) the share that v has in the strength of all ties of u, the constraint of u is the
    sum over its partners v of (p(u, v) + sum over q of p(u, q) p(q, v))². It is low for who has
    many partners that are not tied to each other.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, with `weight`, as `network.project` makes them.

    Returns
    -------
    dict
        The constraint by id, sorted: 1 for who has one partner, which two that are tied to each
        other can bring a little above. None for an isolate, which no partner constrains.

    Notes
    -----
    networkx has it by sparse matrices where SciPy is installed and by a slower sum where it is
    not; the two differ in the last digits. This is one sum, exactly rounded, whatever the order
    of the ties. Time O(sum of the smaller degree of the two ends of each tie).

    References
    ----------
    Burt (1992), Structural Holes: The Social Structure of Competition, Harvard University Press.

    Examples
    --------
    >>> triangle = nx.Graph([("ash", "elm"), ("elm", "oak"), ("oak", "ash")])
    >>> nx.set_edge_attributes(triangle, 1.0, "weight")
    >>> triangle.add_node("yew")
    >>> constraint(triangle)
    {'ash': 1.125, 'elm': 1.125, 'oak': 1.125, 'yew': None}
    """
    shares = {id_: _over(ties, fsum(ties.values())) for id_, ties in _strengths(projected).items()}
    found: dict[str, float | None] = {}
    for id_, mine in shares.items():
        invested = [
            direct
            + fsum(mine[via] * shares[via][partner] for via in mine.keys() & shares[partner].keys())
            for partner, direct in mine.items()
        ]
        found[id_] = fsum(part * part for part in invested) if invested else None
    return found


def effective_size(projected: nx.Graph) -> dict[str, float | None]:
    """How many partners each organisation has, less what they share with its other partners.

    With p as in `constraint`, and m(v, q) the strength of the tie of v and q as a share of v's
    strongest, the sum over partners v of 1 - sum over q of p(u, q) m(v, q). Where all ties are
    equally strong it is the number of partners less their average number of ties to each other.

    Parameters
    ----------
    projected : networkx.Graph
        Organisations tied directly, with `weight`, as `network.project` makes them.

    Returns
    -------
    dict
        The effective size by id, sorted; None for an isolate, whose contacts are not there to
        overlap.

    Notes
    -----
    As for `constraint`.

    References
    ----------
    Burt (1992), Structural Holes: The Social Structure of Competition, Harvard University Press.

    Borgatti (1997), Structural holes: unpacking Burt's redundancy measures, Connections 20(1),
    35-38.

    Examples
    --------
    >>> star = nx.star_graph(["heads", "ash", "elm", "oak"])
    >>> nx.set_edge_attributes(star, 1.0, "weight")
    >>> effective_size(star)
    {'ash': 1.0, 'elm': 1.0, 'heads': 3.0, 'oak': 1.0}
    """
    strengths = _strengths(projected)
    to_strongest = {
        id_: _over(ties, max(ties.values(), default=1)) for id_, ties in strengths.items()
    }
    found: dict[str, float | None] = {}
    for id_, ties in strengths.items():
        mine = _over(ties, fsum(ties.values()))
        redundant = (
            mine[via] * to_strongest[partner][via]
            for partner in mine
            for via in mine.keys() & to_strongest[partner].keys()
        )
        found[id_] = len(mine) - fsum(redundant) if mine else None
    return found


def _strengths(projected: nx.Graph) -> dict[str, dict[str, float]]:
    """The strength of each tie of each organisation, by id."""
    tied = without_self_ties(projected)
    return {id_: {other: tie["weight"] for other, tie in tied[id_].items()} for id_ in sorted(tied)}


def _over(ties: dict[str, float], whole: float) -> dict[str, float]:
    return {other: weight / whole for other, weight in ties.items()}
