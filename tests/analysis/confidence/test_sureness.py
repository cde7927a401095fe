"""How sure findings are: counted over worlds, the same by every count, told in plain words."""

import re
from collections import Counter
from dataclasses import replace
from itertools import islice
from math import sqrt
from random import Random

import pytest

from partnermap.analysis import Analysis, analyse
from partnermap.analysis.confidence.redrawing import UNRECORDED
from partnermap.analysis.confidence.sureness import About, Sureness, check, look, sum_up
from partnermap.analysis.confidence.worlds import resample
from partnermap.analysis.findings.kinds import FindingKind
from partnermap.analysis.measures.centrality import betweenness
from partnermap.analysis.networks.layers import only
from partnermap.analysis.networks.network import Mode
from partnermap.analysis.sentences import confidence as said
from partnermap.model.findings import Confidence, Finding
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Kind, Layer, View
from tests.analysis.findings.test_findings import DISAGREES, JARGON
from tests.analysis.named import network, random_network

PATH = {"left": "ab", "right": "bc"}
"""Three schools in a row, joined by two partnerships."""
SURE = (
    FindingKind.CUT_POINT, FindingKind.CUT_PARTNERSHIP, FindingKind.BRIDGE,
    FindingKind.ON_THEIR_OWN, FindingKind.HURT_MOST, FindingKind.BETWEEN,
)  # fmt: skip


def times(sureness: Sureness, name: str, first: int | None) -> dict[About, int]:
    (ranking,) = (r for r in sureness.rankings if (r.name, r.first) == (name, first))
    assert [entry.times for entry in ranking.entries] == sorted(
        (entry.times for entry in ranking.entries), reverse=True
    )
    return {entry.about: entry.times for entry in ranking.entries}


def confidence(found: Analysis, sureness: Sureness, kind: str) -> Confidence:
    (finding,) = (f for f in found.findings_with(sureness) if f.kind == kind)
    assert finding.confidence is not None
    return finding.confidence


@pytest.mark.parametrize("layer", [Layer.WORKING, Layer.COMBINED])
@pytest.mark.parametrize("seed", range(5))
def test_what_is_counted_is_what_each_world_shows(seed: int, layer: Layer) -> None:
    recorded = random_network(seed)
    cuts: Counter[About] = Counter()
    gravest: Counter[About] = Counter()
    alone: Counter[About] = Counter()
    between: Counter[About] = Counter()
    for world in islice(resample(only(recorded, layer), seed), 8):
        shown = analyse(world, layer)
        ends = [c.id for c in shown.bottlenecks.cut_points if c.mode is Mode.PARTNERSHIP]
        cuts.update((id_,) for id_ in ends if not id_.startswith(UNRECORDED))
        gravest.update((id_,) for id_ in ends[:3] if not id_.startswith(UNRECORDED))
        alone.update((id_,) for id_ in shown.cohesion.isolates)
        shares = betweenness(shown.projected) or {}
        foremost = sorted(((-share, id_) for id_, share in shares.items() if share))
        between.update((id_,) for _, id_ in foremost[:3])
    found = check(analyse(recorded, layer, seed), 8)
    assert (found.worlds, found.seed) == (8, seed)
    assert times(found, FindingKind.CUT_PARTNERSHIP, None) == cuts
    assert times(found, FindingKind.CUT_PARTNERSHIP, 3) == gravest
    assert times(found, FindingKind.ON_THEIR_OWN, None) == alone
    assert times(found, FindingKind.BETWEEN, 3) == between


def test_what_a_world_alone_has_is_not_named() -> None:
    parts = {f"p{n}": [f"a{n}", f"b{n}", f"a{n + 1}"] for n in range(6)}
    answers = {f"{side}0": Answer.COMPLETE for side in "ab"}
    recorded = network(parts, alone=[f"c{n}" for n in range(9)], answer=None, answers=answers)
    only_told = [m for m in recorded.memberships if m.organisation in answers]
    study = analyse(replace(recorded, memberships=tuple(only_told)))
    drawn = [p.id for world in islice(resample(study.recorded), 20) for p in world.partnerships]
    assert any(id_.startswith(UNRECORDED) for id_ in drawn)
    named = [e.about for ranking in check(study, 20).rankings for e in ranking.entries]
    assert not any(id_.startswith(UNRECORDED) for about in named for id_ in about)


@pytest.mark.parametrize("seed", range(5))
def test_fewer_runs_are_the_first_of_the_same(seed: int) -> None:
    study = analyse(random_network(seed), seed=seed)
    shown = list(islice(look(study), 6))
    assert list(islice(look(study), 3)) == shown[:3]
    assert check(study, 3) == sum_up(study, shown[:3])


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_records_does_not_matter(seed: int) -> None:
    recorded, random = random_network(seed), Random(seed)
    shuffled = replace(
        recorded,
        nodes=tuple(random.sample(recorded.nodes, len(recorded.nodes))),
        partnerships=tuple(random.sample(recorded.partnerships, len(recorded.partnerships))),
        memberships=tuple(random.sample(recorded.memberships, len(recorded.memberships))),
    )
    assert check(analyse(shuffled), 4) == check(analyse(recorded), 4)


def test_what_rests_on_four_memberships_holds_where_all_four_do() -> None:
    runs = 1000
    found = times(check(analyse(network(PATH)), runs), FindingKind.CUT_POINT, None)
    share = 0.95**4
    assert abs(found["b",] - share * runs) < 4 * sqrt(share * (1 - share) * runs)


def test_the_few_whose_leaving_hurts_most_are_counted_together_and_each() -> None:
    wheel = {f"spoke {n}": [hub, f"s{n}"] for n, hub in enumerate("xyz" * 4)}
    found = check(analyse(network({**wheel, "hubs": "xyz"})), 50)
    together, each = (times(found, FindingKind.HURT_MOST, first) for first in (1, 3))
    assert sum(together.values()) == 50
    assert sum(each.values()) == 150
    assert together["x", "y", "z"] >= 45
    assert min(each[hub,] for hub in "xyz") >= together["x", "y", "z"]


@pytest.mark.parametrize("seed", range(12))
def test_every_finding_that_singles_somebody_out_says_how_sure_it_is(seed: int) -> None:
    found = analyse(random_network(seed))
    sureness = check(found, 7)
    told = found.findings_with(sureness)
    assert [replace(finding, confidence=None) for finding in told] == list(found.findings)
    for finding in told:
        assert (finding.confidence is not None) == (finding.kind in SURE)
        if finding.confidence:
            _holds(finding, finding.confidence, sureness)


def _holds(finding: Finding, confidence: Confidence, sureness: Sureness) -> None:
    assert confidence.worlds == 7
    first = {FindingKind.HURT_MOST: 1, FindingKind.BETWEEN: 3}.get(FindingKind(finding.kind))
    counted = times(sureness, finding.kind, first)
    if finding.kind == FindingKind.ON_THEIR_OWN:
        least = min(counted.get((id_,), 0) for id_ in finding.about)
    else:
        least = counted.get(finding.about, 0)
    assert confidence.share == least / 7
    assert re.search(rf"\b{least} of 7 runs|all 7 runs|none of 7 runs", confidence.sentence)
    assert not JARGON.search(confidence.sentence)
    assert not DISAGREES.search(confidence.sentence)


def test_on_the_formal_layer_nothing_is_left_open() -> None:
    found = analyse(network(formal=[("a", "b"), ("b", "c")], answer=None), Layer.FORMAL)
    sureness = check(found, 10)
    assert (sureness.worlds, sureness.silent_about, sureness.sentence) == (0, 0, said.FORMAL)
    assert found.findings_with(sureness) == found.findings


def test_what_counts_with_its_trust_is_not_checked_and_says_so() -> None:
    recorded = network(PATH, formal=[("a", "t")], kinds={"t": Kind.TRUST})
    found = analyse(recorded, view=View.TRUSTS)
    sureness = check(found, 10)
    assert (sureness.worlds, sureness.rankings, sureness.sentence) == (0, (), said.ROLLED_UP)
    assert found.findings_with(sureness) == found.findings


def test_what_takes_long_is_not_said_of_a_large_scope() -> None:
    rings = {f"p{n}": [f"a{n}", f"a{(n + 1) % 1001}"] for n in range(1001)}
    found = analyse(network({**rings, "all": [f"a{n}" for n in range(0, 1001, 9)]}))
    sureness = check(found, 1)
    assert {ranking.name for ranking in sureness.rankings} == {
        FindingKind.ON_THEIR_OWN, FindingKind.CUT_POINT, FindingKind.CUT_PARTNERSHIP,
        FindingKind.BRIDGE,
    }  # fmt: skip
    told = found.findings_with(sureness)
    assert {f.confidence for f in told if f.kind == FindingKind.BETWEEN} <= {None}
    assert [replace(finding, confidence=None) for finding in told] == list(found.findings)


def whole(recorded: Network, runs: int = 2) -> str:
    return check(analyse(recorded), runs).sentence


def test_what_was_done_is_said_and_of_whom_the_answers_are_silent() -> None:
    without = "Checked in 2 runs, each without 5% of the memberships on record, picked by chance"
    assert whole(network(PATH)) == (
        f"{without}; everyone here has answered in full, so there is nothing to fill in."
    )
    assert whole(network(PATH, answers={"a": None, "c": Answer.SILENT})) == (
        f"{without}, and with what the 2 organisations that have not answered in full may have "
        "beside them, after the pattern of those that have."
    )
    assert whole(network(PATH, answer=None), runs=1) == (
        "Checked in 1 run, without 5% of the memberships on record, picked by chance; nobody here "
        "has answered in full, so nothing can be filled in, and what the 3 organisations may have "
        "beside what is on record is left out of account."
    )
    assert "the organisation that has not" in whole(network(PATH, answers={"a": None}))


def test_how_sure_a_departure_is_told_in_words() -> None:
    found = analyse(network(PATH, alone="d", answers={"c": None}))
    sureness = check(found, 100)
    at_all = times(sureness, FindingKind.CUT_POINT, None)["b",]
    assert confidence(found, sureness, FindingKind.CUT_POINT) == Confidence(
        at_all / 100,
        100,
        f"If it left, somebody would be cut off in {at_all} of 100 runs that fill in what is not "
        f"known; in {at_all} it is one of the 3 whose leaving matters most.",
    )
    assert confidence(found, sureness, FindingKind.ON_THEIR_OWN).sentence == (
        "It is on its own in all 100 runs that fill in what is not known."
    )


def test_it_reads_well_for_all_some_one_and_none() -> None:
    filled, kept = said.Runs(100, filled=True), said.Runs(1, filled=False)
    assert said.if_partnership_ended(100, 100, 3, filled) == (
        "If it ended, somebody would be cut off in all 100 runs that fill in what is not known; in "
        "all of them it is one of the 3 partnerships whose end matters most."
    )
    assert said.if_left(40, 0, 3, filled) == (
        "If it left, somebody would be cut off in 40 of 100 runs that fill in what is not known; "
        "in none it is one of the 3 whose leaving matters most."
    )
    assert said.if_tie_ended(1, kept) == (
        "If this tie ended, somebody would be cut off in the 1 run that leaves out some of what is "
        "known."
    )
    assert said.if_tie_ended(0, filled) == (
        "If this tie ended, somebody would be cut off in none of 100 runs that fill in what is not "
        "known."
    )
    assert said.on_their_own([("Ash", 40), ("Elm", 40)], filled) == (
        "Each of the 2 is on its own in 40 of 100 runs that fill in what is not known."
    )
    assert said.on_their_own([("Ash", 97), ("Elm", 40), ("Oak", 100)], filled) == (
        "Of the 3, Elm is least surely on its own: in 40 of 100 runs that fill in what is not "
        "known."
    )
    assert said.between(92, 3, filled) == (
        "It is one of the 3 through which most such chains lead in 92 of 100 runs that fill in "
        "what is not known."
    )
    assert said.if_these_left(34, [("Ash", 100), ("Elm", 80), ("Oak", 34)], filled) == (
        "The same 3 hurt most in 34 of 100 runs that fill in what is not known; one of the 3 is "
        "Ash in all of them, Elm in 80 and Oak in 34."
    )


def test_nobody_and_somebody_alone() -> None:
    for recorded in (network(), network(alone="a"), network(alone="ab", answer=None)):
        found = analyse(recorded)
        sureness = check(found, 3)
        assert sureness.worlds == 3
        assert {
            f.confidence for f in found.findings_with(sureness) if f.kind != "ON_THEIR_OWN"
        } == {None}
