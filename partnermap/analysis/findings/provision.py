"""Needs that nobody provides for in a place, or one organisation alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.gaps.coverage import Coverage, count_disadvantaged, schools_among
from partnermap.analysis.measures.bottlenecks import count_pupils
from partnermap.analysis.sentences import provision as said
from partnermap.model.findings import Finding
from partnermap.vocabulary import Layer

_EACH = 3
"""How many places with no provider, and how many only providers, are told by name."""
_BREIGER = "Breiger (1974), The duality of persons and groups, Social Forces 53(2), 181-190"


def tell(teller: Teller) -> Iterator[Finding]:
    """The places where nobody provides what is provided elsewhere here, and the only providers.

    Those come first that matter to most disadvantaged pupils. A need for which nobody in the whole
    scope is recorded to provide is left out: of such as are met in other ways, worship being one,
    providers may not be what is recorded.
    """
    if teller.layer is not Layer.FORMAL:
        yield from _nobody(teller)
        yield from _one_alone(teller)


def _nobody(teller: Teller) -> Iterator[Finding]:
    drawn = teller.study.combined
    elsewhere = {c.theme: c.providers[0] for c in teller.study.coverage if c.providers}
    lacking: defaultdict[str, list[Coverage]] = defaultdict(list)
    for coverage in teller.study.coverage:
        known = coverage.theme in elsewhere and schools_among(drawn, coverage.heard)
        if known and not coverage.providers:
            lacking[coverage.place].append(coverage)
    told = []
    for place, those in lacking.items():
        schools = schools_among(drawn, those[0].heard)
        told.append((-count_disadvantaged(drawn, schools)[0], -len(schools), place))
    for _, _, place in sorted(told)[:_EACH]:
        yield _no_provider(teller, lacking[place], elsewhere)


def _no_provider(teller: Teller, those: Sequence[Coverage], elsewhere: dict[str, str]) -> Finding:
    drawn, first = teller.study.combined, those[0]
    schools = schools_among(drawn, first.heard)
    themes = [coverage.theme for coverage in those]
    told = said.no_provider(
        teller.name(first.place),
        themes,
        len(schools),
        *count_disadvantaged(drawn, schools),
        (first.theme, teller.name(elsewhere[first.theme])),
        first.silent_about,
    )
    measure = teller.measure("needs nobody provides for", len(themes), _BREIGER, place=first.place)
    return teller.finding(
        FindingKind.NO_PROVIDER,
        told,
        measure,
        silent_about=first.silent_about,
        about=(first.place,),
        affected=schools,
    )


def _one_alone(teller: Teller) -> Iterator[Finding]:
    drawn = teller.study.combined
    alone: defaultdict[str, list[Coverage]] = defaultdict(list)
    for coverage in teller.study.coverage:
        if len(coverage.providers) == 1:
            alone[coverage.providers[0]].append(coverage)

    def gravest(provider: str) -> tuple[int, int, int, str]:
        served = _served(alone[provider])
        schools = schools_among(drawn, served)
        disadvantaged, _ = count_disadvantaged(drawn, schools)
        return -disadvantaged, -count_pupils(drawn, schools)[0], -len(served), provider

    for provider in sorted(alone, key=gravest)[:_EACH]:
        yield _one_provider(teller, provider, alone[provider])


def _one_provider(teller: Teller, provider: str, those: Sequence[Coverage]) -> Finding:
    drawn, served = teller.study.combined, _served(those)
    by_place: defaultdict[str, list[str]] = defaultdict(list)
    for coverage in those:
        by_place[teller.name(coverage.place)].append(coverage.theme)
    silent = sum({coverage.place: coverage.silent_about for coverage in those}.values())
    schools = schools_among(drawn, served)
    told = said.one_provider(
        teller.name(provider),
        by_place,
        teller.names(served),
        count_pupils(drawn, schools)[0],
        *count_disadvantaged(drawn, schools),
        silent,
        of_all=len({coverage.served for coverage in those}) == 1,
    )
    what = "organisations that rest on one provider"
    measure = teller.measure(what, len(served), _BREIGER, provider=provider)
    return teller.finding(
        FindingKind.ONE_PROVIDER,
        told,
        measure,
        silent_about=silent,
        about=(provider,),
        affected=served,
    )


def _served(those: Sequence[Coverage]) -> tuple[str, ...]:
    return tuple(sorted({id_ for coverage in those for id_ in coverage.served}))
