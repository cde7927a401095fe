"""Each gap in one sentence, for lists in which all of them are shown."""

from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.gaps.alone import Alone, Reason
from partnermap.analysis.gaps.cluster_gaps import Hole
from partnermap.analysis.gaps.crossings import PhaseGap, SectorGap
from partnermap.analysis.gaps.neighbours import PairGap
from partnermap.analysis.gaps.provision import NeedGap
from partnermap.analysis.measures.bottlenecks import count_pupils
from partnermap.analysis.sentences import gaps as said
from partnermap.analysis.sentences import provision
from partnermap.analysis.study import Study

Gap = Alone | PairGap | SectorGap | PhaseGap | NeedGap | Hole
"""A gap of any sense."""


def why(study: Study, gap: Gap) -> str:
    """Why something that a study found is a gap, in one sentence."""
    teller = Teller(study)
    match gap:
        case Alone():
            return said.alone(teller.name(gap.organisation))
        case PairGap():
            return _neighbours(teller, gap)
        case SectorGap():
            return _sector(teller, gap)
        case PhaseGap():
            both = teller.name(gap.primary), teller.name(gap.secondary)
            return said.not_with_secondary(both, gap.metres)
        case NeedGap():
            return _need(teller, gap)
        case Hole():
            return _hole(teller, gap)


def _neighbours(teller: Teller, gap: PairGap) -> str:
    names = teller.name(gap.link.pair[0]), teller.name(gap.link.pair[1])
    if gap.reason is Reason.SHARED_NEED:
        return said.on_one_theme(names, gap.link.metres, gap.by)
    places = [teller.name(id_) for id_ in gap.by]
    if gap.reason is Reason.SHARED_DIOCESE:
        return said.of_one_diocese(names, gap.link.metres, places)
    return said.across(names, gap.link.metres, gap.reason, places)


def _sector(teller: Teller, gap: SectorGap) -> str:
    nearest = None
    if gap.nearest:
        start, end, metres = gap.nearest
        nearest = teller.name(end if start == gap.school else start), metres
    name, km = teller.name(gap.school), teller.study.near.km
    return said.no_community_partner(name, gap.near, nearest, km)


def _need(teller: Teller, gap: NeedGap) -> str:
    place, count, counted = teller.name(gap.place), gap.disadvantaged, gap.uncounted
    if gap.provider is None:
        return provision.nobody_provides(place, [gap.theme], len(gap.schools), count, counted)
    needs, names = {place: [gap.theme]}, teller.names(gap.schools)
    pupils, _ = count_pupils(teller.study.combined, gap.schools)
    return provision.only_provider(teller.name(gap.provider), needs, names, pupils, count, counted)


def _hole(teller: Teller, gap: Hole) -> str:
    partnership = gap.partnership and teller.name(gap.partnership)
    one, other = (group(teller, cluster) for cluster in gap.clusters)
    return said.hole((one, other), len(gap.links), partnership, teller.study.near.km)


def group(teller: Teller, cluster: int) -> said.Group:
    """A group of a study as it is told: by the largest in it, and how many others there are."""
    members = teller.study.circles[cluster]
    return teller.name(teller.largest_first(members)[0]), len(members) - 1
