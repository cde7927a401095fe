"""Who was heard, and so of which pairs it is known that they do not work together."""

from enum import StrEnum

import networkx as nx

from partnermap.analysis.network import insiders
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
    if not working.adj[one].keys().isdisjoint(working.adj[other]):
        return Standing.TOGETHER
    if (min(one, other), max(one, other)) in working.graph["denied"]:
        return Standing.APART
    answers = {working.nodes[one]["answer"], working.nodes[other]["answer"]}
    return (
        Standing.APART if Answer.COMPLETE in answers and None not in answers else Standing.UNKNOWN
    )
