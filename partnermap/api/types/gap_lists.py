"""The fields of an analysis that list what is lacking, a page at a time."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import strawberry

from partnermap.analysis import Analysis
from partnermap.analysis.findings.each import why
from partnermap.analysis.gaps import coverage as covering
from partnermap.analysis.gaps.alone import Alone
from partnermap.analysis.gaps.alone import Gaps as Found
from partnermap.analysis.gaps.cluster_gaps import Hole
from partnermap.analysis.gaps.crossings import PhaseGap, SectorGap
from partnermap.analysis.gaps.gains import Gain
from partnermap.analysis.gaps.missing import ranked
from partnermap.analysis.gaps.neighbours import PairGap
from partnermap.analysis.gaps.provision import NeedGap
from partnermap.analysis.study import MOST_AT_ONCE
from partnermap.api.arguments import After, First
from partnermap.api.types.gaps import (
    Coverage,
    GapConnection,
    GroupsApart,
    LoneOrganisation,
    MissingLink,
    NeedAtRisk,
    NeighboursApart,
    PrimaryWithoutSecondary,
    SchoolWithoutSector,
)
from partnermap.api.types.measuring import of_the_study
from partnermap.api.types.shared import PageInfo, as_is
from partnermap.errors import RefusedError
from partnermap.store.paging import DEFAULT_PAGE, decode_cursor, encode_cursor, page_size

_PLACE = ("number",)


def _page(
    found: Sequence[Any],
    first: int,
    after: str | None,
    told: Callable[[Any], Any],
    unknown: int,
    silent_about: int,
) -> GapConnection[Any]:
    """A page of what was found, each as it is told."""
    start = 0 if after is None else decode_cursor(after, _PLACE)[0]
    end = start + page_size({"first": first})
    shown = found[start:end]
    cursors = [encode_cursor([start + number]) for number in range(1, len(shown) + 1)]
    return GapConnection(
        total_count=len(found),
        nodes=[told(one) for one in shown],
        page_info=PageInfo.of(cursors, after, more=len(found) > end),
        unknown=unknown,
        silent_about=silent_about,
    )


def _bounded(study: Analysis) -> Analysis:
    """A study of few enough to be looked at pair by pair; RefusedError of one of more."""
    if (count := study.cohesion.organisations) > MOST_AT_ONCE:
        raise RefusedError(
            f"Gaps are listed for at most {MOST_AT_ONCE:,} organisations, and this scope has "
            f"{count:,}: ask about a smaller one, such as one local authority."
        )
    return study


def _gaps(
    take: Callable[[Analysis], Found[Any]], tell: Callable[[Analysis, Any], Any], description: str
) -> Any:
    """A field that lists the gaps of one sense."""

    async def resolver(root: Any, first: First = DEFAULT_PAGE, after: After = None) -> Any:
        def work(study: Analysis) -> GapConnection[Any]:
            found = take(_bounded(study))
            unknown, silent = found.unknown, found.silent_about
            return _page(found.gaps, first, after, lambda gap: tell(study, gap), unknown, silent)

        return await root.measure(work)

    return strawberry.field(resolver=resolver, description=description)


def _lone(study: Analysis, gap: Alone) -> LoneOrganisation:
    return LoneOrganisation(
        reason=gap.reason,
        sentence=why(study, gap),
        organisation=strawberry.ID(gap.organisation),
        pupils=gap.pupils,
    )


def _neighbours(study: Analysis, gap: PairGap) -> NeighboursApart:
    return NeighboursApart(
        reason=gap.reason, sentence=why(study, gap), link=as_is(gap.link), by=list(gap.by)
    )


def _sector(study: Analysis, gap: SectorGap) -> SchoolWithoutSector:
    near = gap.nearest
    return SchoolWithoutSector(
        reason=gap.reason,
        sentence=why(study, gap),
        school=strawberry.ID(gap.school),
        near=gap.near,
        nearest=near and strawberry.ID(near.end if near.start == gap.school else near.start),
        metres=near and near.metres,
        pupils=gap.pupils,
    )


def _phase(study: Analysis, gap: PhaseGap) -> PrimaryWithoutSecondary:
    return PrimaryWithoutSecondary(
        reason=gap.reason,
        sentence=why(study, gap),
        primary=strawberry.ID(gap.primary),
        secondary=strawberry.ID(gap.secondary),
        metres=gap.metres,
        pupils=gap.pupils,
    )


def _need(study: Analysis, gap: NeedGap) -> NeedAtRisk:
    return NeedAtRisk(
        reason=gap.reason,
        sentence=why(study, gap),
        place=strawberry.ID(gap.place),
        theme=gap.theme,
        provider=_id(gap.provider),
        schools=as_is(gap.schools),
        disadvantaged=gap.disadvantaged,
        uncounted=gap.uncounted,
        silent_about=gap.silent_about,
    )


def _groups(study: Analysis, gap: Hole) -> GroupsApart:
    return GroupsApart(
        reason=gap.reason,
        sentence=why(study, gap),
        groups=as_is([study.circles[cluster] for cluster in gap.clusters]),
        links=as_is(gap.links),
        partnership=_id(gap.partnership),
    )


def _id(known: str | None) -> strawberry.ID | None:
    return None if known is None else strawberry.ID(known)


def _coverage(covered: covering.Coverage) -> Coverage:
    return Coverage(
        place=strawberry.ID(covered.place),
        theme=covered.theme,
        providers=as_is(covered.providers),
        served=as_is(covered.served),
        relies_on=as_is(covered.relies_on),
        heard=len(covered.heard),
        silent_about=covered.silent_about,
    )


@strawberry.type(description="What is lacking, by sense; what is not known is in none of them.")
class Gaps:
    """What is lacking, by sense."""

    alone: GapConnection[LoneOrganisation] = _gaps(
        lambda a: a.alone, _lone, "Who answered in full and works with nobody."
    )
    close: GapConnection[NeighboursApart] = _gaps(
        lambda a: a.close_gaps,
        _neighbours,
        "Neighbours that share a diocese or a theme and do not work together, by what a tie adds.",
    )
    border: GapConnection[NeighboursApart] = _gaps(
        lambda a: a.border_gaps,
        _neighbours,
        "Neighbours with a line between authorities or dioceses between them, not together.",
    )
    sectors: GapConnection[SchoolWithoutSector] = _gaps(
        lambda a: a.sector_gaps, _sector, "Schools that work with no community organisation."
    )
    phases: GapConnection[PrimaryWithoutSecondary] = _gaps(
        lambda a: a.phase_gaps,
        _phase,
        "Primaries that do not work with the secondary nearest to them, which stands for the one "
        "that their pupils go to.",
    )
    needs: GapConnection[NeedAtRisk] = _gaps(
        lambda a: a.need_gaps,
        _need,
        "What nobody provides for in an authority's area, or one alone, by disadvantaged pupils.",
    )
    groups: GapConnection[GroupsApart] = _gaps(
        lambda a: a.holes,
        _groups,
        "Groups that work closely among themselves, lie close, and are hardly joined.",
    )


async def _missing_links(
    root: Any,
    by: Annotated[
        Gain, strawberry.argument(description="What is to be gained most; never a score of all.")
    ] = Gain.REACH,
    first: First = DEFAULT_PAGE,
    after: After = None,
) -> Any:
    def work(study: Analysis) -> GapConnection[Any]:
        found = _bounded(study).missing_links
        unknown, silent = len(found.unknown), found.silent_about
        return _page(ranked(found.links, by), first, after, as_is, unknown, silent)

    return await root.measure(work)


async def _covered(root: Any, first: First = DEFAULT_PAGE, after: After = None) -> Any:
    def work(study: Analysis) -> GapConnection[Any]:
        unknown, silent = study.need_gaps.unknown, study.need_gaps.silent_about
        return _page(study.coverage, first, after, _coverage, unknown, silent)

    return await root.measure(work)


@strawberry.type
class Lacking:
    """What an analysis says of what is lacking; a part of it."""

    gaps: Gaps = of_the_study(
        "What is lacking, by sense. It goes by the whole network on every layer."
    )
    missing_links: GapConnection[MissingLink] = strawberry.field(
        resolver=_missing_links,
        description="Who are near each other, do not work together, and what a tie would add.",
    )
    coverage: GapConnection[Coverage] = strawberry.field(
        resolver=_covered,
        description="Who provides for which need in which authority's area.",
    )
