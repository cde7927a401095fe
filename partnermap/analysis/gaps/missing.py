"""Who should meet: near organisations that do not work together, and what it would add."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, log

import networkx as nx

from partnermap.analysis.gaps.gains import Gain, Gains
from partnermap.analysis.gaps.nearness import Pair, find_near
from partnermap.analysis.networks.belonging import working
from partnermap.analysis.networks.hearing import Standing, standing, unheard
from partnermap.near import NEARBY, Near


@dataclass(frozen=True, slots=True)
class MissingLink:
    """Two organisations near each other that are known not to work together."""

    pair: tuple[str, str]
    """Their ids, the lower first."""
    metres: float
    common: int
    """How many organisations work with both."""
    adamic_adar: float
    """Those in common, each by how few others it works with: the inverse logarithm of them."""
    resource_allocation: float
    """Those in common, each by how few others it works with: the inverse of them."""
    reach: int
    """How many pairs of the scope a tie would bring within so many steps of each other."""
    resilience: tuple[str, ...]
    """Whom some one departure would cut off now, and would not with a tie of these two."""
    need: tuple[str, ...]
    """The themes that one of the two provides and the other works on with nobody."""

    def gains(self, by: Gain) -> int:
        """How much a tie would add of one sort."""
        match by:
            case Gain.REACH:
                return self.reach
            case Gain.RESILIENCE:
                return len(self.resilience)
            case Gain.NEED:
                return len(self.need)


@dataclass(frozen=True, slots=True)
class MissingLinks:
    """The near pairs of a scope that do not work together, and those of which that is not known."""

    links: tuple[MissingLink, ...]
    """By what they add to reach; `ranked` puts them in another order."""
    unknown: tuple[Pair, ...]
    """Near pairs that no partnership of is recorded, of which neither could have said so."""
    disputed: tuple[Pair, ...]
    """Near pairs that work together by what is recorded, and of which one denies it."""
    silent_about: int
    """How many organisations of the scope did not answer in full, or are left out, as below."""
    unplaced: tuple[str, ...]
    """Those left out because they have no known position."""
    unclassed: tuple[str, ...]
    """Those left out because their phase, area or trust was asked for and is not known."""


def find_missing_links(drawn: nx.Graph, near: Near = NEARBY, steps: int = 2) -> MissingLinks:
    """The pairs that are near enough to work together and do not, with what a tie would add.

    For organisations a and b with partners N(a) and N(b), likely to meet are those with many
    partners in common who have few others::

        common(a, b) = |N(a) & N(b)|
        Adamic-Adar(a, b) = sum of 1 / log |N(z)| over z in N(a) & N(b)
        resource allocation(a, b) = sum of 1 / |N(z)| over z in N(a) & N(b)

    What a tie would add is told apart from that, in the three columns of `gains.Gain`. A pair of
    which nobody could have said that it does not work together is unknown, and no link is missing.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the working or the combined layer, as `network.graph` makes it; combined
        where `near` asks about areas, dioceses or trusts. Formal ties are no partners.
    near : Near
        What is near enough.
    steps : int
        How far is within reach: 2 is a partner's partner.

    Returns
    -------
    MissingLinks
        Pairs of organisations of the scope only.

    Notes
    -----
    Time that of `nearness.find_near` and `gains.Gains`, and for each pair O(d) for those in common.

    References
    ----------
    Adamic and Adar (2003), Friends and neighbors on the Web, Social Networks 25(3), 211-230.
    Zhou, Lü and Zhang (2009), Predicting missing links via local information, European Physical
    Journal B 71, 623-630. Liben-Nowell and Kleinberg (2007), The link-prediction problem for
    social networks, Journal of the American Society for Information Science and Technology 58(7),
    1019-1031.

    Examples
    --------
    >>> from partnermap.analysis.networks.network import graph
    >>> from partnermap.model.network import Membership, Network, Node, PartnershipNode
    >>> from partnermap.vocabulary import Answer, Kind, Layer
    >>> at = {"kind": Kind.SCHOOL, "easting": 0, "northing": 0}
    >>> heard = [Node(n, n, **at, answer=Answer.COMPLETE) for n in ("ash", "elm", "oak")]
    >>> nodes = (*heard, Node("yew", "yew", **at))
    >>> held = tuple(PartnershipNode(name, name, "NETWORK") for name in ("heads", "sports"))
    >>> parts = (("ash", "heads"), ("elm", "heads"), ("elm", "sports"), ("oak", "sports"))
    >>> ties = tuple(Membership(*part) for part in parts)
    >>> recorded = Network("all", Layer.WORKING, None, 1, nodes, (), held, ties)
    >>> found = find_missing_links(graph(recorded))
    >>> [(link.pair, link.common, link.resilience) for link in found.links]
    [(('ash', 'oak'), 1, ('ash', 'oak'))]
    >>> len(found.unknown), found.silent_about
    (3, 1)
    """
    worked = working(drawn)
    nearness = find_near(drawn, near)
    by_standing: dict[Standing, list[Pair]] = {each: [] for each in Standing}
    for pair in nearness.pairs:
        by_standing[standing(worked, pair.start, pair.end)].append(pair)
    together, denied = by_standing[Standing.TOGETHER], worked.graph["denied"]
    return MissingLinks(
        links=ranked(_links(worked, by_standing[Standing.APART], steps), Gain.REACH),
        unknown=tuple(by_standing[Standing.UNKNOWN]),
        disputed=tuple(pair for pair in together if pair[:2] in denied),
        silent_about=len({*unheard(drawn), *nearness.unplaced, *nearness.unclassed}),
        unplaced=nearness.unplaced,
        unclassed=nearness.unclassed,
    )


def _links(worked: nx.Graph, apart: list[Pair], steps: int) -> list[MissingLink]:
    gains = Gains(worked, steps)
    partners = {id_: others.keys() for id_, others in gains.partners.adjacency()}
    found = []
    for pair in apart:
        one, other = pair[:2]
        # Of those in common, who works with both of them has two partners at least.
        widths = [len(partners[id_]) for id_ in partners[one] & partners[other]]
        found.append(
            MissingLink(
                pair=(one, other),
                metres=pair.metres,
                common=len(widths),
                adamic_adar=fsum(1 / log(width) for width in widths),
                resource_allocation=fsum(1 / width for width in widths),
                reach=gains.reach(one, other),
                resilience=gains.unstranded(one, other),
                need=gains.themes(one, other),
            )
        )
    return found


def ranked(links: Iterable[MissingLink], by: Gain) -> tuple[MissingLink, ...]:
    """Missing links by what a tie would add of one sort, most first.

    Of equal ones the likelier to meet comes first, by Adamic-Adar; then the nearer; then by ids.
    """
    return tuple(sorted(links, key=lambda k: (-k.gains(by), -k.adamic_adar, k.metres, k.pair)))
