"""What to look after and what to begin: whose leaving together hurts most, and who should meet."""

from collections.abc import Iterator

from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.gaps.gains import Gain
from partnermap.analysis.gaps.missing import MissingLink, ranked
from partnermap.analysis.sentences import Told
from partnermap.analysis.sentences import suggestions as said
from partnermap.analysis.study import LEAVING, STEPS
from partnermap.model.findings import Finding
from partnermap.vocabulary import Layer

_STAYING = 2 * LEAVING
"""How few may stay: of fewer it says nothing that they are not joined."""
_WORTH_TELLING = 0.05
"""What share more of the pairs must be parted before it is told."""
_BORGATTI = (
    "Borgatti (2006), Identifying sets of key players in a social network, Computational and "
    "Mathematical Organization Theory 12, 21-34"
)
_LIBEN_NOWELL_KLEINBERG = (
    "Liben-Nowell and Kleinberg (2007), The link-prediction problem for social networks, Journal "
    "of the American Society for Information Science and Technology 58(7), 1019-1031"
)
_GAINS = {
    Gain.RESILIENCE: "organisations no longer cut off by one departure",
    Gain.NEED: "themes that one provides and the other lacks",
    Gain.REACH: "pairs brought within two steps",
}
"""What a new tie may add, the gravest lack first, and what is counted of it."""


def tell(teller: Teller) -> Iterator[Finding]:
    """Whose leaving together would hurt most, where that is much, and who should meet.

    Of those who should meet the first pair by each sort of gain is told: the three are never made
    into one score. Formal ties suggest nothing, for nobody joins a trust to mend a network; of a
    large scope nothing is worked out.
    """
    if teller.layer is Layer.FORMAL or teller.study.is_large:
        return
    yield from _hurt_most(teller)
    yield from _should_meet(teller)


def _hurt_most(teller: Teller) -> Iterator[Finding]:
    if teller.joined.organisations < _STAYING + LEAVING:
        return
    found = teller.study.departures
    best = found.best
    if best.value - found.before < _WORTH_TELLING:
        return
    names = teller.names(best.organisations)
    tried_all = found.optimum is not None
    told = said.if_these_left(teller.layer, names, found.before, best.value, all_=tried_all)
    measure = teller.measure("pairs parted by departures", best.value, _BORGATTI, size=LEAVING)
    yield teller.finding(FindingKind.HURT_MOST, told, measure, about=best.organisations)


def _should_meet(teller: Teller) -> Iterator[Finding]:
    links = teller.study.missing_links.links
    told: set[tuple[str, str]] = set()
    for gain, counted in _GAINS.items():
        first = next(iter(ranked(links, gain)), None)
        if first is None or first.pair in told or not first.gains(gain):
            continue
        told.add(first.pair)
        value = first.gains(gain)
        km = teller.study.near.km
        measure = teller.measure(
            counted, value, _LIBEN_NOWELL_KLEINBERG, by=gain.value, km=km, steps=STEPS
        )
        yield teller.finding(
            FindingKind.SHOULD_MEET,
            _told(teller, first),
            measure,
            about=first.pair,
            affected=first.resilience,
        )


def _told(teller: Teller, link: MissingLink) -> Told:
    one, other = (teller.name(id_) for id_ in link.pair)
    saved = teller.names(link.resilience)
    return said.should_meet((one, other), link.metres, saved, link.need, link.reach)
