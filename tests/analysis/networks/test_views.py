"""Views: each part counts with its whole, and nothing else changes."""

from itertools import combinations

import pytest

from partnermap.analysis import analyse
from partnermap.analysis.networks.network import Mode, graph, project
from partnermap.analysis.networks.views import rolled_up
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Kind, Layer, TieKind, View
from tests.analysis.named import network, random_network
from tests.analysis.patchwork import placed

TRUSTS = [("a", TieKind.IN_TRUST, "T"), ("b", TieKind.IN_TRUST, "T"), ("c", TieKind.IN_TRUST, "U")]


def trusts(recorded: Network) -> Network:
    return rolled_up(placed(recorded, {}, belongs=TRUSTS), View.TRUSTS)


def ties(recorded: Network) -> set[tuple[str, ...]]:
    return {tuple(sorted(ends)) for ends in project(graph(recorded)).edges}


def test_a_tie_of_a_school_is_one_of_its_trust_and_one_within_a_trust_is_none() -> None:
    found = trusts(network({"heads": "ab", "reading": "bcd", "music": "de"}))
    assert ties(found) == {("T", "U"), ("T", "d"), ("U", "d"), ("d", "e")}
    sizes = {p.id: p.size for p in found.partnerships}
    assert sizes == {"heads": 1, "reading": 3, "music": 2}


def test_a_whole_has_the_pupils_of_its_parts_and_is_heard_when_all_of_them_were() -> None:
    recorded = network(
        {"heads": "abcd"}, pupils={"a": 100, "b": 50, "c": None},
        answers={"a": Answer.COMPLETE, "b": Answer.SILENT, "c": Answer.COMPLETE, "d": None},
    )  # fmt: skip
    found = {node.id: node for node in trusts(recorded).nodes}
    assert (found["T"].pupils, found["T"].answer) == (150, Answer.PARTIAL)
    assert (found["U"].pupils, found["U"].answer) == (None, Answer.COMPLETE)
    assert (found["T"].outside, found["T"].kind) == (False, Kind.TRUST)
    assert (found["d"].kind, found["d"].answer) == (Kind.SCHOOL, None)


def test_a_denial_stands_where_no_pair_of_parts_works_together_undenied() -> None:
    both = {"heads": "ac", "reading": "bc"}
    assert not trusts(network(both, denials=[("c", "a")])).denials
    denied = trusts(network(both, denials=[("c", "a"), ("b", "c")])).denials
    assert {(denial.by, denial.about) for denial in denied} == {("U", "T"), ("T", "U")}


def test_formal_ties_go_from_whole_to_whole_and_none_within_one() -> None:
    las = [("a", TieKind.IN_LA, "L"), ("b", TieKind.IN_LA, "M"), ("T", TieKind.IN_LA, "L")]
    recorded = placed(network({"heads": "abc"}), {}, belongs=[*TRUSTS, *las])
    by_trust = rolled_up(recorded, View.TRUSTS).formal
    assert {(e.start, e.end) for e in by_trust} == {("T", "L"), ("T", "M")}
    by_la = rolled_up(recorded, View.LOCAL_AUTHORITIES)
    assert {n.id for n in by_la.nodes} == {"L", "M", "U", "c"}
    assert {(e.start, e.end) for e in by_la.formal} == {("M", "L"), ("c", "U")}


@pytest.mark.parametrize("seed", range(50))
def test_wholes_are_tied_where_their_parts_are(seed: int) -> None:
    recorded = random_network(seed)
    schools = [node.id for node in recorded.nodes][:6]
    belongs = [(id_, TieKind.IN_TRUST, "TU"[at % 2]) for at, id_ in enumerate(schools)]
    read = placed(recorded, {}, belongs=belongs)
    whole = {part: end for part, _, end in belongs}
    members: dict[str, set[str]] = {}
    for m in read.memberships:
        members.setdefault(m.partnership, set()).add(whole.get(m.organisation, m.organisation))
    expected = {pair for those in members.values() for pair in combinations(sorted(those), 2)}
    assert ties(rolled_up(read, View.TRUSTS)) == expected


def test_an_answer_says_that_it_is_of_trusts() -> None:
    recorded = placed(network({"heads": "ac"}), {}, belongs=TRUSTS)
    found = analyse(recorded, view=View.TRUSTS)
    assert "Each school in a trust is counted with its trust here." in found.findings[0].consequence
    assert found.findings[0].measure.parameters["view"] == "TRUSTS"
    plain = analyse(recorded)
    assert "counted with" not in plain.findings[0].consequence
    assert found.findings[0].id != plain.findings[0].id
    modes = [mode for _, mode in found.drawn.nodes(data="mode")]
    assert modes.count(Mode.ORGANISATION) == 2


def test_a_network_of_organisations_is_left_as_it_is() -> None:
    recorded = random_network(1)
    assert rolled_up(recorded, View.ORGANISATIONS) is recorded
    assert graph(rolled_up(recorded, View.TRUSTS), Layer.WORKING).number_of_nodes() > 0
