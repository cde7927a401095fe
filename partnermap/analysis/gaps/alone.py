"""What a gap is, and the plainest of them: organisations that work with nobody."""

from dataclasses import dataclass
from typing import Generic, TypeVar

import networkx as nx

from partnermap.analysis.measures.cohesion import measure_cohesion
from partnermap.analysis.networks.belonging import working
from partnermap.vocabulary import Word

G = TypeVar("G")


class Reason(Word):
    """Why something is a gap."""

    NO_WORKING_TIE = (
        "NO_WORKING_TIE",
        "An organisation was asked, answered in full and works with nobody.",
    )
    SHARED_DIOCESE = "SHARED_DIOCESE", "Two lie close, are of one diocese and do not work together."
    SHARED_NEED = (
        "SHARED_NEED",
        "Two lie close, work on one theme, neither as its provider, and not with each other.",
    )
    ACROSS_LA = (
        "ACROSS_LA",
        "Two lie close, on two sides of a line between authorities, and do not work together.",
    )
    ACROSS_DIOCESE = (
        "ACROSS_DIOCESE",
        "Two lie close, are of two dioceses and do not work together.",
    )
    NO_PARTNER_OF_SECTOR = "NO_PARTNER_OF_SECTOR", "A school works with nobody of a sector."
    NOT_WITH_NEAREST_SECONDARY = (
        "NOT_WITH_NEAREST_SECONDARY",
        "A primary does not work with the secondary nearest to it.",
    )
    NO_PROVIDER = "NO_PROVIDER", "Nobody provides a theme in a place."
    ONE_PROVIDER = "ONE_PROVIDER", "One organisation alone provides a theme in a place."
    NO_PARTNERSHIP_BETWEEN = (
        "NO_PARTNERSHIP_BETWEEN",
        "No partnership joins two clusters directly, though some of theirs lie close.",
    )
    ONE_PARTNERSHIP_BETWEEN = (
        "ONE_PARTNERSHIP_BETWEEN",
        "One partnership alone joins two clusters directly, though others of theirs lie close.",
    )


@dataclass(frozen=True, slots=True)
class Gaps(Generic[G]):
    """The gaps of one sense, and of how much it is not known whether it is one."""

    gaps: tuple[G, ...]
    """Those that are known to be gaps."""
    unknown: int
    """How many of the same sort may or may not be gaps, because nobody was heard on them."""
    silent_about: int
    """How many organisations of the scope the list cannot speak for, or not in full: they were
    not heard, or what it goes by is not known of them."""


@dataclass(frozen=True, slots=True)
class Alone:
    """An organisation that works with nobody."""

    reason: Reason
    organisation: str
    pupils: int | None
    """How many it has; None where that is not known or it is no school."""


def find_alone(drawn: nx.Graph) -> Gaps[Alone]:
    """The organisations of a scope that were asked, answered in full and have no working tie.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the working or the combined layer, as `network.graph` makes it.

    Returns
    -------
    Gaps of Alone
        Those with most pupils first, then by id. It is silent about those not heard that have
        no recorded tie.

    Notes
    -----
    See `cohesion.measure_cohesion`, whose isolates they are.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import graph
    >>> from partnermap.model.network import Network, Node
    >>> from partnermap.vocabulary import Answer, Kind, Layer
    >>> ash = Node("ash", "Ash", Kind.SCHOOL, pupils=90, answer=Answer.COMPLETE)
    >>> elm = Node("elm", "Elm", Kind.SCHOOL, answer=Answer.SILENT)
    >>> found = find_alone(graph(Network("all", Layer.WORKING, None, 1, (ash, elm))))
    >>> [gap.organisation for gap in found.gaps], found.unknown
    (['ash'], 1)
    """
    joined = measure_cohesion(working(drawn))
    gaps = [
        Alone(Reason.NO_WORKING_TIE, id_, drawn.nodes[id_]["pupils"]) for id_ in joined.isolates
    ]
    return Gaps(
        gaps=tuple(sorted(gaps, key=lambda gap: (-(gap.pupils or 0), gap.organisation))),
        unknown=len(joined.not_known),
        silent_about=len(joined.not_known),
    )
