"""Who works without whom, though they might be expected to work together."""

from collections.abc import Iterator

from partnermap.analysis.findings.each import group
from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.gaps.alone import Reason
from partnermap.analysis.gaps.missing import MissingLink
from partnermap.analysis.networks.hearing import is_heard
from partnermap.analysis.networks.network import insiders
from partnermap.analysis.sentences import gaps as said
from partnermap.model.findings import Finding
from partnermap.vocabulary import Kind, Layer

_HOLES = 2
"""How many pairs of groups are told by name."""
_A_LINE = 3
"""How many pairs of neighbours it takes to say that a line is not crossed."""
_KRACKHARDT_STERN = (
    "Krackhardt and Stern (1988), Informal networks and organizational crises: an experimental "
    "simulation, Social Psychology Quarterly 51(2), 123-140"
)
_LIBEN_NOWELL_KLEINBERG = (
    "Liben-Nowell and Kleinberg (2007), The link-prediction problem for social networks, Journal "
    "of the American Society for Information Science and Technology 58(7), 1019-1031"
)
_BURT = (
    "Burt (1992), Structural Holes: The Social Structure of Competition, Harvard University Press"
)


def tell(teller: Teller) -> Iterator[Finding]:
    """The gravest gap of each sense of which something is known.

    Who works with nobody is told with how joined-up the scope is. What follows from where they
    lie is told on every layer but the formal one, by what is known of all of them; of a large
    scope nothing is worked out.
    """
    if teller.layer is Layer.FORMAL or teller.study.is_large:
        return
    yield from _alike_and_apart(teller)
    yield from _lines(teller)
    yield from _sectors(teller)
    yield from _phases(teller)
    yield from _holes(teller)


def _alike_and_apart(teller: Teller) -> Iterator[Finding]:
    found = teller.study.close_gaps
    alike = [gap for gap in found.gaps if gap.reason is Reason.SHARED_NEED]
    if not alike:
        return
    first, others = alike[0], len(alike) - 1
    unknown = len(teller.study.missing_links.unknown)
    names = _names(teller, first.link)
    told = said.alike_and_apart(
        names, first.link.metres, first.by, others, unknown, teller.study.near.km
    )
    what = "near pairs that work on one thing apart"
    measure = teller.measure(what, len(alike), _LIBEN_NOWELL_KLEINBERG, km=teller.study.near.km)
    yield teller.finding(
        FindingKind.ALIKE_AND_APART,
        told,
        measure,
        silent_about=found.silent_about,
        about=first.link.pair,
    )


def _lines(teller: Teller) -> Iterator[Finding]:
    km = teller.study.near.km
    for line in teller.study.uncrossed:
        if len(line.links) < _A_LINE:
            continue
        nearest = min(line.links, key=lambda link: (link.metres, link.pair))
        sides = teller.name(line.sides[0]), teller.name(line.sides[1])
        pairs, names = len(line.links), _names(teller, nearest)
        told = said.line_uncrossed(line.reason, sides, pairs, names, nearest.metres, km)
        what = "near pairs apart across a line that none works across"
        measure = teller.measure(what, pairs, _KRACKHARDT_STERN, km=km, sides=[*line.sides])
        yield teller.finding(
            FindingKind.LINE_UNCROSSED,
            told,
            measure,
            silent_about=teller.study.border_gaps.silent_about,
            about=line.sides,
            affected=tuple(sorted({id_ for link in line.links for id_ in link.pair})),
        )


def _sectors(teller: Teller) -> Iterator[Finding]:
    found, drawn = teller.study.sector_gaps, teller.study.combined
    if not found.gaps:
        return
    schools = [id_ for id_ in insiders(drawn) if drawn.nodes[id_]["kind"] is Kind.SCHOOL]
    heard = sum(is_heard(drawn, id_) for id_ in schools)
    about = teller.largest_first(gap.school for gap in found.gaps)
    close = [(gap.school, gap.nearest) for gap in found.gaps if gap.nearest]
    nearest = None
    if close:
        school, pair = min(close, key=lambda one: (one[1].metres, one[1]))
        other = pair.end if pair.start == school else pair.start
        nearest = teller.name(school), teller.name(other), pair.metres
    told = said.no_community_partners([teller.name(id_) for id_ in about], heard, nearest)
    what = "schools with no community organisation as a partner"
    measure = teller.measure(what, len(about), _KRACKHARDT_STERN)
    kind = FindingKind.NO_COMMUNITY_PARTNER
    silent = found.silent_about
    yield teller.finding(kind, told, measure, silent_about=silent, about=tuple(about))


def _phases(teller: Teller) -> Iterator[Finding]:
    found = teller.study.phase_gaps
    if not found.gaps:
        return
    first, about = found.gaps[0], tuple(gap.primary for gap in found.gaps)
    both = teller.name(first.primary), teller.name(first.secondary)
    names = [teller.name(id_) for id_ in about]
    told = said.not_with_secondaries(names, both, first.metres, found.unknown)
    what = "primaries without the secondary nearest to them"
    measure = teller.measure(what, len(about), _KRACKHARDT_STERN, km=teller.study.near.km)
    kind = FindingKind.NOT_WITH_NEAREST_SECONDARY
    yield teller.finding(kind, told, measure, silent_about=found.silent_about, about=about)


def _holes(teller: Teller) -> Iterator[Finding]:
    found, km = teller.study.holes, teller.study.near.km
    for rank, hole in enumerate(found.gaps[:_HOLES], 1):
        nearest = min(hole.links, key=lambda link: (link.metres, link.pair))
        partnership = None if hole.partnership is None else teller.name(hole.partnership)
        groups = group(teller, hole.clusters[0]), group(teller, hole.clusters[1])
        names, pairs = _names(teller, nearest), len(hole.links)
        told = said.groups_apart(groups, pairs, partnership, names, nearest.metres, km)
        what = "near pairs of two groups that are hardly joined"
        measure = teller.measure(what, pairs, _BURT, km=km, rank=rank, seed=teller.study.seed)
        yield teller.finding(
            FindingKind.GROUPS_APART,
            told,
            measure,
            silent_about=found.silent_about,
            about=nearest.pair,
            affected=tuple(sorted(id_ for at in hole.clusters for id_ in teller.study.circles[at])),
        )


def _names(teller: Teller, link: MissingLink) -> tuple[str, str]:
    one, other = link.pair
    return teller.name(one), teller.name(other)
