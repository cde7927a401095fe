"""Repairs: the fewest new partnerships after which no single departure strands anybody."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from partnermap.analysis.measures.blocks import threaded
from partnermap.analysis.measures.bottlenecks import Bottlenecks, count_pupils, find_bottlenecks
from partnermap.analysis.mending.augmentation import augment
from partnermap.analysis.mending.limits import FAR, Limits
from partnermap.analysis.networks.network import Mode, insiders
from partnermap.vocabulary import PartnershipKind


@dataclass(frozen=True, slots=True)
class Exposed:
    """Those whom some single departure, or the end of one partnership or tie, would strand."""

    organisations: tuple[str, ...]
    """By id."""
    pupils: int
    """Pupils of the schools among them."""
    uncounted: int
    """How many of those schools have no known number of pupils."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A new partnership of two organisations."""

    ends: tuple[str, str]
    """Their ids, in order."""
    km: float | None
    """How far apart they are; None if that is not known."""
    saves: Exposed
    """Those who would still be exposed if all other repairs were made and this one were not."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """New partnerships that mend a network, and what is known of how good they are."""

    repairs: tuple[Repair, ...]
    """Those that save most come first; without any one of them less is mended."""
    before: Exposed
    """Those exposed as things are."""
    after: Exposed
    """Those exposed once all repairs are made.

    Where two parts stay that a departure would part, those of the smaller are stranded; a repair
    can turn round which of them is the smaller.
    """
    remaining: Bottlenecks
    """What still could strand them; new partnerships are named as `new_partnership` does."""
    at_least: int
    """No fewer repairs mend everything or, where that is impossible, all that the pairs allow."""
    impossible: bool
    """Whether it is known that no set within the limits mends everything."""
    fewest: bool
    """Whether it is known that no set with fewer repairs mends as much."""
    cheapest: bool
    """Whether it is known, too, that no set with as few repairs spans fewer kilometres.

    Pairs of which it is not known how far apart they are count as further than all others.
    """

    @property
    def km(self) -> float:
        """The kilometres that the repairs span together, as far as they are known."""
        return sum(repair.km or 0 for repair in self.repairs)


def find_repairs(
    drawn: nx.Graph, limits: Limits | None = None, *, effort: int = 500_000
) -> Repairs:
    """The fewest new partnerships that leave no cut-point and no bridge; of as few, the nearest.

    A repair is a new partnership of two organisations of the scope. Repairs are judged by whom
    a removal would strand, as `find_bottlenecks` has it, once they are made: a network in which
    each organisation is in a ring, but two rings share a member, is not mended, for that member's
    departure parts them. Separate parts of a network stay apart, unless it takes fewer repairs to
    join them; then they are joined so that no end of a single partnership parts them again.

    Parameters
    ----------
    drawn : networkx.Graph
        A graph of the working or the combined layer, as `network.graph` makes it.
    limits : Limits, optional
        Who may begin a partnership with whom.
    effort : int
        How far to search for the best set: how many graphs are looked at, times their size. Where
        that is not enough, what was chosen one by one is given.

    Returns
    -------
    Repairs
        Nothing to repair is no repairs, `fewest` and `cheapest`. Where no set within the limits
        mends everything, the repairs mend what can be mended.

    Notes
    -----
    To choose the fewest among given pairs is NP-hard. Small networks are searched through; in
    others the bound says how far the answer may be from the best: of d parts that a departure
    leaves d - 1 repairs are needed, and half of one for each part that hangs by a single joint.
    Cost: see `augmentation.augment`, and a run of `find_bottlenecks` for each repair.

    References
    ----------
    Eswaran and Tarjan (1976), Augmentation problems, SIAM Journal on Computing 5(4), 653-665.

    Examples
    --------
    >>> rings = nx.Graph(["ab", "bc", "ca", "cd", "de", "ec"])
    >>> from partnermap.vocabulary import Kind
    >>> school = {"kind": Kind.SCHOOL, "pupils": 90, "easting": None, "northing": None}
    >>> rings.add_nodes_from("abcde", mode=Mode.ORGANISATION, outside=False, **school)
    >>> found = find_repairs(rings)
    >>> [repair.ends for repair in found.repairs], found.before.organisations, found.after.pupils
    ([('a', 'd')], ('d', 'e'), 0)
    """
    limits = limits or Limits()
    options = limits.options(drawn)
    found = augment(threaded(drawn), {*insiders(drawn)}, options, limits.each, effort=effort)
    mended = repaired(drawn, found.ties)
    remaining = find_bottlenecks(mended)
    after = _exposed(drawn, remaining)
    repairs = []
    for one, other in found.ties:
        without = mended.copy()
        without.remove_node(new_partnership(one, other))
        still = _exposed(drawn, find_bottlenecks(without))
        metres = options[one][other]
        km = metres / 1000 if metres < FAR else None
        saves = {*still.organisations} - {*after.organisations}
        repairs.append(Repair((one, other), km, _count(drawn, saves)))
    repairs.sort(key=lambda r: (-len(r.saves.organisations), -r.saves.pupils, r.ends))
    return Repairs(
        repairs=tuple(repairs),
        before=_exposed(drawn, find_bottlenecks(drawn)),
        after=after,
        remaining=remaining,
        at_least=found.at_least,
        impossible=found.impossible,
        fewest=found.fewest,
        cheapest=found.cheapest,
    )


def new_partnership(one: str, other: str) -> str:
    """The id of a repair in a repaired graph."""
    return f"new:{one}+{other}"


def repaired(drawn: nx.Graph, ties: Iterable[tuple[str, str]]) -> nx.Graph:
    """A graph with a new partnership of each of some pairs; the first is left as it is."""
    mended = drawn.copy()
    for one, other in ties:
        id_ = new_partnership(one, other)
        kind = PartnershipKind.BILATERAL
        mended.add_node(
            id_, mode=Mode.PARTNERSHIP, name=f"{one} + {other}", kind=kind, themes=(), size=2
        )
        nx.add_path(mended, [one, id_, other], roles=(), may_have_held=False)
    return mended


def _exposed(drawn: nx.Graph, weak: Bottlenecks) -> Exposed:
    strandings = [cut.stranding for cut in weak.cut_points]
    strandings += [bridge.stranding for bridge in weak.bridges]
    return _count(drawn, {id_ for stranding in strandings for id_ in stranding.organisations})


def _count(drawn: nx.Graph, organisations: set[str]) -> Exposed:
    return Exposed(tuple(sorted(organisations)), *count_pupils(drawn, organisations))
