"""How sure each finding is, said with it."""

from collections.abc import Callable
from dataclasses import replace

from partnermap.analysis.confidence.sureness import FIRST, Sureness
from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.sentences import confidence as said
from partnermap.analysis.study import LEAVING, Study
from partnermap.model.findings import Confidence, Finding


class _Confider:
    """Says how sure findings of a study are."""

    def __init__(self, study: Study, sureness: Sureness) -> None:
        self.sureness = sureness
        self.runs = said.Runs(sureness.worlds, bool(sureness.heard and sureness.silent_about))
        self.ranked = {ranking.name for ranking in sureness.rankings}
        self._nodes = study.drawn.nodes
        self._times = {
            (ranking.name, ranking.first): {each.about: each.times for each in ranking.entries}
            for ranking in sureness.rankings
        }

    def times(self, finding: Finding, first: int | None = None) -> int:
        """How often what a finding is about came among the first of its ranking."""
        return self._times[finding.kind, first].get(finding.about, 0)

    def each(self, finding: Finding, first: int | None = None) -> list[tuple[str, int]]:
        """The same of each that it is about, by name."""
        times = self._times[finding.kind, first]
        return [(self._nodes[id_]["name"] or id_, times.get((id_,), 0)) for id_ in finding.about]


def confident(
    study: Study, findings: tuple[Finding, ...], sureness: Sureness
) -> tuple[Finding, ...]:
    """The findings of a study, each that ranks somebody with how sure it is.

    With no world to go by, as on the formal layer, they are as they were.
    """
    if not sureness.worlds:
        return findings
    confider = _Confider(study, sureness)
    return tuple(_with(confider, finding) for finding in findings)


def _with(confider: _Confider, finding: Finding) -> Finding:
    tell = _SAID.get(finding.kind)
    if tell is None or finding.kind not in confider.ranked:
        return finding
    times, sentence = tell(confider, finding)
    worlds = confider.runs.worlds
    return replace(finding, confidence=Confidence(times / worlds, worlds, sentence))


Told = tuple[int, str]
"""In how many worlds a finding holds, and that in a sentence."""


def _cut_point(confider: _Confider, finding: Finding) -> Told:
    times, foremost = confider.times(finding), confider.times(finding, FIRST)
    return times, said.if_left(times, foremost, FIRST, confider.runs)


def _cut_partnership(confider: _Confider, finding: Finding) -> Told:
    times, foremost = confider.times(finding), confider.times(finding, FIRST)
    return times, said.if_partnership_ended(times, foremost, FIRST, confider.runs)


def _bridge(confider: _Confider, finding: Finding) -> Told:
    times = confider.times(finding)
    return times, said.if_tie_ended(times, confider.runs)


def _on_their_own(confider: _Confider, finding: Finding) -> Told:
    each = confider.each(finding)
    return min(times for _, times in each), said.on_their_own(each, confider.runs)


def _hurt_most(confider: _Confider, finding: Finding) -> Told:
    together = confider.times(finding, 1)
    each = confider.each(finding, LEAVING)
    return together, said.if_these_left(together, each, confider.runs)


def _between(confider: _Confider, finding: Finding) -> Told:
    times = confider.times(finding, FIRST)
    return times, said.between(times, FIRST, confider.runs)


_SAID: dict[str, Callable[[_Confider, Finding], Told]] = {
    FindingKind.CUT_POINT: _cut_point,
    FindingKind.CUT_PARTNERSHIP: _cut_partnership,
    FindingKind.BRIDGE: _bridge,
    FindingKind.ON_THEIR_OWN: _on_their_own,
    FindingKind.HURT_MOST: _hurt_most,
    FindingKind.BETWEEN: _between,
}
"""Those findings that rank somebody, or single somebody out."""
