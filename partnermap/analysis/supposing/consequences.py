"""What a what-if comes to: the same measures before and after, and what is not the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

import networkx as nx

from partnermap.analysis.gaps.coverage import Coverage
from partnermap.analysis.measures.bottlenecks import Bottlenecks, count_pupils
from partnermap.analysis.measures.cohesion import Cohesion
from partnermap.analysis.networks.belonging import wholes
from partnermap.analysis.networks.network import Mode, insiders
from partnermap.analysis.study import Study
from partnermap.vocabulary import TieKind

Needs = Mapping[str, Mapping[str, frozenset[str]]]
"""By place, the themes that somebody provides for there, each with who does."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What of a study a what-if may change."""

    drawn: nx.Graph
    names: Mapping[str, str]
    """Of organisations and partnerships, by id."""
    cohesion: Cohesion
    bottlenecks: Bottlenecks
    needs: Needs
    """Of every local authority that somebody of the scope lies in."""

    @classmethod
    def of(cls, study: Study) -> "Snapshot":
        """What a study shows; that of a study which was asked before is there already."""
        network = study.network
        names = {known.id: known.name or known.id for known in network.nodes}
        names |= {known.id: known.name or known.id for known in network.partnerships}
        needs = find_providers(study.combined, study.coverage)
        return cls(study.drawn, names, study.cohesion, study.bottlenecks, needs)


@dataclass(frozen=True, slots=True)
class Parting:
    """Some that would be cut off from others, or joined to them: the two together were one."""

    organisations: tuple[str, ...]
    """All but the largest group, by id; of equal groups the one with most pupils is left out."""
    pupils: int
    """Pupils of the schools among them."""
    uncounted: int
    """How many of those schools have no known number of pupils."""
    rest: tuple[str, ...]
    """The largest group, by id."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """An organisation or partnership that others depend on for being joined to the rest."""

    id: str
    mode: Mode
    before: tuple[str, ...]
    """Whom its leaving cuts off today, by id."""
    after: tuple[str, ...]
    """Whom it would cut off then."""


@dataclass(frozen=True, slots=True)
class Provision:
    """A theme for which others would provide in a place than do today."""

    place: str
    theme: str
    before: tuple[str, ...]
    """Who provides for it today, by id."""
    after: tuple[str, ...]
    """Who would then."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What would not be the same, told of those who are there before and after."""

    cut_off: tuple[Parting, ...]
    """Who would no longer be joined to whom, most organisations first."""
    joined: tuple[Parting, ...]
    """Who would be joined that is not today, likewise."""
    alone: tuple[str, ...]
    """Those heard that would have no tie."""
    no_longer_alone: tuple[str, ...]
    """Those heard that have no tie today and would have one."""
    untied: tuple[str, ...]
    """Those not heard that would have no recorded tie, and so may or may not be on their own."""
    groups: tuple[int, int]
    """How many groups there are of those that are joined: today, and then."""
    density: tuple[float | None, float | None]
    """The share of pairs among those heard that are tied: today, and then."""
    heard: tuple[int, int]
    """How many were heard of those that are there: today, and then."""
    dependences: tuple[Dependence, ...]
    """On whom others would depend that do not today, or the other way round; gravest first."""
    provision: tuple[Provision, ...]
    """The needs for which others would provide, by place and theme."""


def compare_studies(before: Snapshot, after: Snapshot) -> Consequences:
    """What would not be the same in a scope after some changes as it is before.

    Who leaves is no part of the comparison: it is about those who stay. Two that are joined,
    directly or through others, and would not be, are parted; of what a group of joined ones falls
    into, the largest part counts as the rest, and the others are cut off from it. What is newly
    joined is the same with before and after exchanged.

    Parameters
    ----------
    before, after : Snapshot
        Of studies of one scope, layer and day.

    Returns
    -------
    Consequences
        Of equal snapshots nothing is in it, and the pairs of numbers are equal.

    Notes
    -----
    Time O(n log n), and the length of the lists of those who depend on each cut-point.

    Examples
    --------
    >>> from partnermap.analysis.supposing.whatif import Ending, suppose
    >>> from partnermap.model.network import Membership, Network, Node, PartnershipNode
    >>> from partnermap.vocabulary import Kind, Layer
    >>> heads = PartnershipNode("partnership:1", "Heads", "NETWORK")
    >>> both = (Node("urn:1", "Ash", Kind.SCHOOL), Node("urn:2", "Elm", Kind.SCHOOL, pupils=9))
    >>> members = tuple(Membership(school.id, heads.id) for school in both)
    >>> pair = Network("all", Layer.COMBINED, None, 1, both, (), (heads,), members)
    >>> today, then = (Snapshot.of(Study(n)) for n in (pair, suppose(pair, [Ending(heads.id)])))
    >>> compare_studies(today, then).cut_off
    (Parting(organisations=('urn:1',), pupils=0, uncounted=1, rest=('urn:2',)),)
    >>> compare_studies(today, today).cut_off
    ()
    """
    one, other = before.cohesion, after.cohesion
    stay = {*insiders(before.drawn)}.intersection(insiders(after.drawn))
    return Consequences(
        cut_off=_parted(before.drawn, one, other, stay),
        joined=_parted(before.drawn, other, one, stay),
        alone=_new(one.isolates, other.isolates, stay),
        no_longer_alone=_new(other.isolates, one.isolates, stay.difference(other.not_known)),
        untied=_new(one.not_known, other.not_known, stay),
        groups=(len(one.components), len(other.components)),
        density=(one.density, other.density),
        heard=(one.heard, other.heard),
        dependences=_dependences(before, after, stay),
        provision=_provision(before.needs, after.needs),
    )


def find_providers(drawn: nx.Graph, coverages: Iterable[Coverage]) -> Needs:
    """Who provides for what in each place, whatever else is or is not known of it.

    Parameters
    ----------
    drawn : networkx.Graph
        Two modes, of the combined layer, as `network.graph` makes it.
    coverages : iterable of Coverage
        Those of its local authorities, as `coverage.find_coverage` finds them.

    Returns
    -------
    Mapping
        Of every such place, be there a provider or none.

    Notes
    -----
    Time O(n), and the length of the lists of providers.
    """
    belongs = wholes(drawn, TieKind.IN_LA)
    places = {whole for part in insiders(drawn) for whole in belongs.get(part, ())}
    found: dict[str, dict[str, frozenset[str]]] = {whole: {} for whole in places}
    for coverage in coverages:
        if coverage.providers:
            found[coverage.place][coverage.theme] = frozenset(coverage.providers)
    return found


def _new(before: tuple[str, ...], after: tuple[str, ...], among: set[str]) -> tuple[str, ...]:
    """Those of `after` that are not in `before`."""
    return tuple(sorted(among.intersection(after).difference(before)))


def _parted(
    drawn: nx.Graph, whole: Cohesion, parts: Cohesion, stay: set[str]
) -> tuple[Parting, ...]:
    """What each group of `whole` falls into by the groups of `parts`."""
    part_of = {id_: members[0] for members in parts.components for id_ in members}
    found = []
    for members in whole.components:
        fell: defaultdict[str, list[str]] = defaultdict(list)
        for id_ in stay.intersection(members):
            fell[part_of.get(id_, id_)].append(id_)
        if len(fell) > 1:
            groups = sorted(
                map(sorted, fell.values()),
                key=lambda ids: (-len(ids), -count_pupils(drawn, ids)[0], ids),
            )
            cut = tuple(sorted(chain.from_iterable(groups[1:])))
            found.append(Parting(cut, *count_pupils(drawn, cut), rest=tuple(groups[0])))
    return tuple(sorted(found, key=lambda p: (-len(p.organisations), -p.pupils, p.organisations)))


def _dependences(before: Snapshot, after: Snapshot, stay: set[str]) -> tuple[Dependence, ...]:
    there = before.drawn.nodes & after.drawn.nodes
    cuts = [
        {cut.id: stay.intersection(cut.stranding.organisations) for cut in found.cut_points}
        for found in (before.bottlenecks, after.bottlenecks)
    ]
    nobody: set[str] = set()
    both = [(id_, *(cut.get(id_, nobody) for cut in cuts)) for id_ in {*cuts[0], *cuts[1]} & there]
    found = [
        Dependence(id_, before.drawn.nodes[id_]["mode"], tuple(sorted(today)), tuple(sorted(then)))
        for id_, today, then in both
        if today != then
    ]
    return tuple(sorted(found, key=lambda d: (-len(d.after), -len(d.before), d.id)))


def _provision(before: Needs, after: Needs) -> tuple[Provision, ...]:
    """Of the places that are there before and after."""
    nobody: frozenset[str] = frozenset()
    return tuple(
        Provision(place, theme, tuple(sorted(today)), tuple(sorted(then)))
        for place in sorted(before.keys() & after.keys())
        for theme in sorted(before[place].keys() | after[place].keys())
        if (today := before[place].get(theme, nobody)) != (then := after[place].get(theme, nobody))
    )
