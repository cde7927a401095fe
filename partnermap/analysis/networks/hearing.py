"""Who was heard, and so of which pairs it is known that they do not work together."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

import networkx as nx

from partnermap.analysis.networks.network import insiders
from partnermap.vocabulary import Answer


class Standing(StrEnum):
    """What is known of whether two organisations work together."""

    TOGETHER = "TOGETHER"
    """They share a partnership, though one of them may deny it."""
    APART = "APART"
    """They share none, and one of them at least has said so."""
    UNKNOWN = "UNKNOWN"
    """They share none that is recorded, and neither was in a position to say so."""


def is_heard(drawn: nx.Graph, organisation: str) -> bool:
    """Whether an organisation answered in full, so that what it did not say is not so."""
    return drawn.nodes[organisation]["answer"] is Answer.COMPLETE


def unheard(drawn: nx.Graph) -> tuple[str, ...]:
    """The organisations of a scope that did not answer in full, by id."""
    return tuple(id_ for id_ in insiders(drawn) if not is_heard(drawn, id_))


def standing(working: nx.Graph, one: str, other: str) -> Standing:
    """What is known of whether two organisations work together.

    A complete answer speaks of those on the list of its round. So two are known to be apart if
    one of them answered in full and the other was asked at least; who was never asked was on no
    list, and leaving it out says nothing. A tie that one side denies counts as a tie.

    Parameters
    ----------
    working : networkx.Graph
        Two modes, of the working layer, as `network.graph` or `belonging.working` makes it.
    one, other : str
        Ids of organisations.

    Notes
    -----
    Time O(d) for d partnerships of the one that has fewer.

    Examples
    --------
    >>> drawn = nx.Graph(denied=frozenset())
    >>> drawn.add_nodes_from(["ash", "elm"], answer=Answer.COMPLETE)
    >>> drawn.add_node("oak", answer=None)
    >>> standing(drawn, "ash", "elm").value, standing(drawn, "ash", "oak").value
    ('APART', 'UNKNOWN')
    """
    if not {*working.adj[one]}.isdisjoint(working.adj[other]):
        return Standing.TOGETHER
    if (min(one, other), max(one, other)) in working.graph["denied"]:
        return Standing.APART
    answers = {working.nodes[one]["answer"], working.nodes[other]["answer"]}
    return (
        Standing.APART if Answer.COMPLETE in answers and None not in answers else Standing.UNKNOWN
    )


SEVERAL = 3
"""How many of a group must have been heard, to say with whom it does not work."""
MOST = 2 / 3
"""Which share of a group that must be."""


def heard_enough(drawn: nx.Graph, groups: Mapping[str, str]) -> dict[str, str]:
    """The groups of those of a scope, without the groups of which too few were heard.

    Of two groups of which most were heard hardly any pair is unknown: only those of which neither
    was.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of any layer, as `network.graph` makes it, or its projection.
    groups : Mapping
        The group of each by id.

    Returns
    -------
    dict
        The group by id, sorted, of those of the scope, heard or not, whose group has at least
        `SEVERAL` that were heard, and a share of `MOST`.

    Notes
    -----
    Time O(n log n).

    Examples
    --------
    >>> from partnermap.analysis.networks.network import Mode
    >>> drawn = nx.Graph()
    >>> drawn.add_nodes_from("abcdef", mode=Mode.ORGANISATION, outside=False, answer=None)
    >>> for id_ in "abc":
    ...     drawn.nodes[id_]["answer"] = Answer.COMPLETE
    >>> heard_enough(drawn, dict.fromkeys("abcd", "one") | dict.fromkeys("ef", "two"))
    {'a': 'one', 'b': 'one', 'c': 'one', 'd': 'one'}
    """
    inside = [id_ for id_ in insiders(drawn) if id_ in groups]
    sizes = Counter(groups[id_] for id_ in inside)
    heard = Counter(groups[id_] for id_ in inside if is_heard(drawn, id_))
    enough = {group for group, n in heard.items() if n >= max(SEVERAL, MOST * sizes[group])}
    return {id_: groups[id_] for id_ in inside if groups[id_] in enough}
