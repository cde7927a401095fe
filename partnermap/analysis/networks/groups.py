"""Groups: which trust, place, kind or phase each organisation belongs to, as a partition."""

from collections.abc import Mapping

import networkx as nx

from partnermap.analysis.networks.belonging import wholes
from partnermap.analysis.networks.network import Mode
from partnermap.vocabulary import TieKind

Groups = Mapping[str, str]
"""The group of each organisation, by id. One that it does not hold has no known group."""


def by_whole(drawn: nx.Graph, tie: TieKind) -> dict[str, str]:
    """The whole that each organisation is part of by one kind of formal tie.

    A whole belongs to itself: a trust is grouped with its schools.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of the formal or combined layer, as `network.graph` makes it.
    tie : TieKind
        Which wholes to group by.

    Returns
    -------
    dict
        The id of the whole by the id of the part, sorted. What is part of none, or of several so
        that it is not settled which, is left out.

    Notes
    -----
    Time O(n log n + m).

    Examples
    --------
    >>> from partnermap.vocabulary import Kind
    >>> pair = nx.Graph([("ash", "hope"), ("elm", "hope")])
    >>> nx.set_node_attributes(pair, {"ash": Kind.SCHOOL, "elm": Kind.SCHOOL}, "kind")
    >>> pair.nodes["hope"]["kind"] = Kind.TRUST
    >>> nx.set_edge_attributes(pair, ("IN_TRUST",), "kinds")
    >>> by_whole(pair, TieKind.IN_TRUST)
    {'ash': 'hope', 'elm': 'hope', 'hope': 'hope'}
    """
    found = wholes(drawn, tie)
    own = {whole: {whole} for among in found.values() for whole in among}
    return {id_: min(among) for id_, among in sorted((own | found).items()) if len(among) == 1}


def by_attribute(drawn: nx.Graph, name: str) -> dict[str, str]:
    """What each organisation is by one of its attributes, such as its `kind` or `phase`.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer as `network.graph` makes it, or its projection.
    name : str
        An attribute that holds words.

    Returns
    -------
    dict
        The word by id, sorted. An organisation of which it is not known is left out.

    Notes
    -----
    Time O(n log n).

    Examples
    --------
    >>> alone = nx.Graph()
    >>> alone.add_node("ash", mode=Mode.ORGANISATION, phase="PRIMARY")
    >>> alone.add_node("elm", mode=Mode.ORGANISATION, phase=None)
    >>> by_attribute(alone, "phase")
    {'ash': 'PRIMARY'}
    """
    return {
        id_: str(data[name])
        for id_, data in sorted(drawn.nodes(data=True))
        if data["mode"] is Mode.ORGANISATION and data[name] is not None
    }
