"""Repairs within somebody's terms: what they keep to, what is refused, and what is said of them."""

from itertools import combinations

import pytest

from partnermap.analysis import Analysis, analyse
from partnermap.analysis import terms as terms_
from partnermap.analysis.findings.plan import tell_repair, tell_repairs
from partnermap.analysis.mending.limits import Limits
from partnermap.analysis.mending.repairs import find_repairs
from partnermap.analysis.terms import Terms, mend_within
from partnermap.errors import BadInputError, RefusedError
from partnermap.model.network import Network
from partnermap.near import Match
from partnermap.vocabulary import Answer, Kind, Layer, Phase, TieKind
from tests.analysis.findings.test_findings import DISAGREES, JARGON
from tests.analysis.named import network
from tests.analysis.patchwork import placed, random_places

IDS = ("Ash", "Elm", "Fir", "Hub")
LOSS = "if any one organisation left or any one partnership ended"


def star(answer: Answer | None = Answer.COMPLETE, **answers: Answer | None) -> Network:
    """Three around one, a kilometre from it and from each other in a row."""
    ties = {f"{leaf}+Hub": [leaf, "Hub"] for leaf in IDS[:3]}
    kinds = {"Fir": Kind.COMMUNITY_ORGANISATION}
    return placed(
        network(ties, kinds=kinds, answer=answer, answers=answers),
        {leaf: (1000 * at, 1000) for at, leaf in enumerate(IDS[:3])} | {"Hub": (1000, 0)},
        phases={"Ash": Phase.PRIMARY, "Elm": Phase.SECONDARY},
        belongs=[("Ash", TieKind.IN_TRUST, "uid:1"), ("Elm", TieKind.IN_TRUST, "uid:1"),
                 ("Hub", TieKind.IN_TRUST, "uid:2")],
    )  # fmt: skip


def study(recorded: Network) -> Analysis:
    return analyse(recorded)


def pairs(terms: Terms) -> set[str]:
    """The pairs of which the terms allow a partnership."""
    drawn = study(star()).combined
    limits = terms.limits(drawn)
    return {
        f"{one}+{other}"
        for one, other in combinations(IDS, 2)
        if limits.metres(drawn, one, other) is not None
    }


EVERY = {f"{one}+{other}" for one, other in combinations(IDS, 2)}


@pytest.mark.parametrize(
    ("terms", "allowed"),
    [
        (Terms(), EVERY),
        (Terms(km=1), {"Ash+Elm", "Elm+Fir", "Elm+Hub"}),
        (Terms(kinds=frozenset({Kind.SCHOOL})), {"Ash+Elm", "Ash+Hub", "Elm+Hub"}),
        (Terms(without=frozenset({"Elm"})), {"Ash+Fir", "Ash+Hub", "Fir+Hub"}),
        (Terms(apart=frozenset({("Hub", "Ash")})), EVERY - {"Ash+Hub"}),
        (Terms(trust=Match.OTHER), EVERY - {"Ash+Elm"}),
        (Terms(trust=Match.SAME), EVERY - {"Ash+Hub", "Elm+Hub"}),
        (Terms(phases=frozenset({(Phase.PRIMARY, Phase.PRIMARY)})), EVERY - {"Ash+Elm"}),
        (Terms(la=Match.SAME, diocese=Match.OTHER), EVERY),
    ],
)
def test_who_may_partner_with_whom(terms: Terms, allowed: set[str]) -> None:
    assert pairs(terms) == allowed


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms(km=-1), "km is a number from 0; -1"),
        (Terms(km=float("nan")), "km is a number from 0"),
        (Terms(most=-2), "most is a number from 0; -2"),
        (Terms(kinds=frozenset()), "Name the kinds"),
        (Terms(without=frozenset({"Oak"})), "Oak is no organisation of this scope"),
        (Terms(apart=frozenset({("Ash", "uid:1")})), "uid:1 is no organisation of this scope"),
    ],
)
def test_what_cannot_be_meant(terms: Terms, words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        mend_within(study(star()), terms)


def test_a_scope_too_large_and_a_layer_that_nobody_mends(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="working layer"):
        mend_within(analyse(star(), Layer.FORMAL), Terms())
    monkeypatch.setattr(terms_, "MOST", 3)
    with pytest.raises(RefusedError, match="at most 3 organisations, and this scope has 4"):
        mend_within(study(star()), Terms())


def said(recorded: Network, terms: Terms) -> tuple[str, str]:
    found = study(recorded)
    return tell_repairs(found, mend_within(found, terms))


@pytest.mark.parametrize(
    ("recorded", "terms", "sentence", "consequence"),
    [
        (
            network(), Terms(),
            "No organisation is recorded here.",
            "Check the scope, or import what covers it.",
        ),
        (
            network({"one": "abc", "two": "abc"}), Terms(),
            f"Nobody here would be cut off {LOSS}: there is nothing to repair.",
            "",
        ),
        (
            network(alone="abc", answer=None), Terms(),
            "No two of the 3 organisations here are known to work together: there is nothing to "
            "repair.",
            "What could begin comes first. None of them has answered in full: there may be "
            "partnerships that are not on record.",
        ),
        (
            network(alone="a"), Terms(),
            "Only one organisation is recorded here: there is nobody to cut it off from.",
            "Look at a wider scope.",
        ),
        (
            star(), Terms(),
            f"With 2 new partnerships, nobody here would be cut off {LOSS}; today 3 organisations "
            "could be.",
            "No set of fewer than 2 would do. Those of which it is known how far apart they are "
            "span 2.0 km.",
        ),
        (
            star(Elm=Answer.SILENT), Terms(km=0),
            f"No new partnership within these limits mends anything: 3 organisations could be cut "
            f"off {LOSS}.",
            "Allow more: a greater distance, other kinds or phases, or more of them for each. 1 of "
            "the 4 here has not answered in full: there may be partnerships that are not on "
            "record.",
        ),
        (
            star(), Terms(without=frozenset({"Fir"})),
            f"With 1 new partnership, 1 organisation could still be cut off {LOSS}; today 3 "
            "organisations could be.",
            "No set within these limits mends everything; no smaller one does as much. Allow more: "
            "a greater distance, other kinds or phases, or more of them for each.",
        ),
    ],
)  # fmt: skip
def test_what_is_said(recorded: Network, terms: Terms, sentence: str, consequence: str) -> None:
    assert said(recorded, terms) == (sentence, consequence)


def test_what_is_said_of_each() -> None:
    found = study(star())
    one, other = mend_within(found, Terms()).repairs
    assert {tell_repair(found, one), tell_repair(found, other)} == {
        "Ash and Elm (1.0 km apart): without it, 1 organisation could still be cut off.",
        "Elm and Fir (1.0 km apart): without it, 1 organisation could still be cut off.",
    }


@pytest.mark.parametrize("seed", range(12))
def test_terms_change_nothing_but_who_may_partner(seed: int) -> None:
    found = study(random_places(seed))
    terms = Terms(km=8, most=2)
    repairs = mend_within(found, terms)
    assert repairs == find_repairs(found.drawn, Limits(km=8, each=2))
    text = " ".join(
        (*tell_repairs(found, repairs), *(tell_repair(found, r) for r in repairs.repairs))
    )
    assert not JARGON.search(text)
    assert not DISAGREES.search(text), text
