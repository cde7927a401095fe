"""Findings: sentences that read well for one and for many, and that claim no more than is known."""

import re
from dataclasses import replace

import pytest

from partnermap.analysis import analyse
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Kind, Layer
from tests.analysis.named import network, random_network

JARGON = re.compile(
    r"betweenness|\bnode|densit|component|isolate|articulation|cut-?point|\bbridge|graph|vertex|"
    r"strand|two-mode",
    re.IGNORECASE,
)
DISAGREES = re.compile(
    r"\b1 (organisations|pupils|groups|others|have|were|are)\b|  |\.\.|\s[.,;:]|\(0 "
)


def told(
    recorded: Network, kind: str, layer: Layer = Layer.WORKING, about: tuple[str, ...] | None = None
) -> tuple[str, str]:
    (found,) = (
        f
        for f in analyse(recorded, layer).findings
        if f.kind == kind and (about is None or f.about == about)
    )
    return found.sentence, found.consequence


def kinds(recorded: Network, layer: Layer = Layer.WORKING) -> list[str]:
    return [found.kind for found in analyse(recorded, layer).findings]


def test_an_empty_scope() -> None:
    assert told(network(), "JOINED_UP") == (
        "No organisation is recorded here.",
        "Check the scope, or import what covers it.",
    )
    assert kinds(network()) == ["JOINED_UP"]


def test_one_organisation() -> None:
    assert told(network(alone="a"), "JOINED_UP") == (
        "Only one organisation is recorded here.",
        "There is nobody else here for it to be joined to; look at a wider scope.",
    )


def test_all_joined() -> None:
    assert told(network({"heads": "abc"}), "JOINED_UP") == (
        "All 3 organisations here are known to be joined by working partnerships, directly or "
        "through others.",
        "Each can reach every other along them.",
    )


def test_of_two_there_is_no_share_of_pairs() -> None:
    assert kinds(network({"heads": "ab"})) == ["JOINED_UP", "CUT_PARTNERSHIP"]


def test_some_joined_and_some_not_heard() -> None:
    answers = {"c": Answer.SILENT}
    assert told(network({"heads": "ab"}, alone="cd", answers=answers), "JOINED_UP") == (
        "Of the 4 organisations here, 2 are known to be joined by working partnerships, directly "
        "or through others.",
        "The other 2 have none on record. Of the 4, 1 has not answered in full and may have "
        "partnerships that are not on record.",
    )


def test_several_groups() -> None:
    assert told(network({"one": "abc", "two": "de"}), "JOINED_UP") == (
        "All 5 organisations here are known to be joined by working partnerships, in 2 groups "
        "with none between them; the largest holds 3.",
        "What one group learns reaches another only in other ways.",
    )


def test_no_ties_at_all() -> None:
    assert told(network(alone="abc", answer=None), "JOINED_UP") == (
        "No two of the 3 organisations here are known to be joined by working partnerships.",
        "What one of them learns reaches the others only in other ways. None of them has answered "
        "in full; they may have partnerships not on record.",
    )


@pytest.mark.parametrize(
    ("partnerships", "alone", "sentence"),
    [
        ({"heads": "abc"}, "", "Among the 3 organisations that answered in full, every pair works "
         "together directly."),
        ({}, "abc", "Among the 3 organisations that answered in full, no pair works together "
         "directly."),
        ({"heads": "ab"}, "c", "Among the 3 organisations that answered in full, 33% of pairs work "
         "together directly."),
        ({"heads": "ab"}, map(str, range(20)), "Among the 22 organisations that answered in full, "
         "fewer than 1% of pairs work together directly."),
    ],
)  # fmt: skip
def test_pairs(partnerships: dict[str, str], alone: str, sentence: str) -> None:
    assert told(network(partnerships, alone=alone), "PAIRS_JOINED")[0] == sentence


@pytest.mark.parametrize(
    ("alone", "sentence"),
    [
        (["Ash"], "Ash answered in full and works in partnership with no one else."),
        (["Ash", "Elm"], "Ash and Elm answered in full and work in partnership with no one else."),
        (
            ["Ash", "Elm", "Fir", "Oak"],
            "Ash, Elm, Fir and Oak answered in full and work in partnership with no one else.",
        ),
        (
            ["Ash", "Elm", "Fir", "Oak", "Yew"],
            "Ash, Elm, Fir and 2 others answered in full and work in partnership with no one else.",
        ),
    ],
)
def test_on_their_own(alone: list[str], sentence: str) -> None:
    assert told(network({"heads": "ab"}, alone=alone), "ON_THEIR_OWN")[0] == sentence


def test_on_their_own_by_layer() -> None:
    recorded = network(alone=["Ash"])
    assert told(recorded, "ON_THEIR_OWN", Layer.FORMAL) == (
        "Ash has no formal link on record.",
        "Nothing formal ties it to the others here.",
    )
    assert told(recorded, "ON_THEIR_OWN", Layer.COMBINED) == (
        "Ash answered in full, has no formal link and works in partnership with no one else.",
        "What others learn and offer reaches it through no partnership.",
    )


def test_a_scope_where_nobody_was_asked_is_not_known() -> None:
    recorded = network({"heads": "ab"}, alone=["Ash", "Elm"], answer=None)
    assert kinds(recorded) == ["JOINED_UP", "NOT_KNOWN", "CUT_PARTNERSHIP"]
    assert told(recorded, "NOT_KNOWN") == (
        "It is not known whether Ash and Elm work with anyone: nobody here was asked.",
        "Ask them before counting them as on their own.",
    )


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"Ash": None}, "It is not known whether Ash works with anyone: it was not asked."),
        (
            {"Ash": Answer.SILENT, "Elm": Answer.SILENT},
            "It is not known whether Ash and Elm work with anyone: they did not answer.",
        ),
        (
            {"Ash": Answer.SILENT, "Elm": Answer.PARTIAL, "Fir": None, "Oak": None},
            "It is not known whether Ash, Elm, Fir and Oak work with anyone: 1 did not answer, "
            "1 answered only in part and 2 were not asked.",
        ),
    ],
)
def test_why_it_is_not_known(answers: dict[str, Answer | None], sentence: str) -> None:
    recorded = network({"heads": "ab"}, alone=answers, answers=answers)
    assert told(recorded, "NOT_KNOWN")[0] == sentence
    assert "ON_THEIR_OWN" not in kinds(recorded)


def test_not_known_combined() -> None:
    recorded = network({"heads": "ab"}, alone=["Ash"], answers={"Ash": None})
    assert told(recorded, "NOT_KNOWN", Layer.COMBINED)[0] == (
        "Ash has no formal link, and it is not known whether it works with anyone: it was not "
        "asked."
    )


WEAK = network(
    {"Heads": ["a", "b", "Hub", "Oak"], "Far": ["Hub", "Ash", "Elm"]},
    pupils={"Ash": 1000, "Elm": 240},
)


def test_an_organisation_that_would_cut_others_off() -> None:
    assert told(WEAK, "CUT_POINT", about=("Hub",)) == (
        "If Hub left, Ash and Elm (1,240 pupils) would be cut off from the 3 here that would stay "
        "joined.",
        "No other working partnership on record joins them to the rest; a new partnership that "
        "does not depend on Hub would.",
    )


def test_one_is_cut_off() -> None:
    recorded = network(
        {"Heads": ["a", "b", "Hub"], "Far": ["Hub", "Ash", "Elm"]},
        pupils={"Ash": 1},
        kinds={"Elm": Kind.DIOCESE},
        outside=["Hub", "Elm"],
    )
    assert told(recorded, "CUT_POINT") == (
        "If Hub, which lies outside, left, Ash (1 pupil) would be cut off from the 2 here that "
        "would stay joined.",
        "No other working partnership on record joins it to the rest; a new partnership that does "
        "not depend on Hub would.",
    )


def test_a_partnership_that_would_cut_others_off() -> None:
    assert told(WEAK, "CUT_PARTNERSHIP", about=("Far",)) == (
        "If the partnership “Far” ended, Ash and Elm (1,240 pupils) would be cut off from the 4 "
        "here that would stay joined.",
        "No other working partnership on record joins them to the rest; a new partnership that "
        "does not depend on “Far” would.",
    )


def test_a_membership_that_would_cut_others_off() -> None:
    assert told(WEAK, "BRIDGE", about=("Hub", "Far")) == (
        "If Hub left the partnership “Far”, Ash and Elm (1,240 pupils) would be cut off from the "
        "4 here that would stay joined.",
        "No other working partnership on record joins them to the rest; a new partnership that "
        "does not depend on this membership would.",
    )


def test_a_formal_link_that_would_cut_others_off() -> None:
    links = [("Ash", "LA"), ("Elm", "LA"), ("LA", "See"), ("See", "Oak"), ("See", "Yew")]
    recorded = network(formal=[*links, ("See", "Fir")], pupils={"Elm": 10, "Ash": None})
    assert told(recorded, "BRIDGE", Layer.FORMAL, ("LA", "See")) == (
        "If the formal link between LA and See ended, Elm, Ash and LA (at least 10 pupils) would "
        "be cut off from the 4 here that would stay joined.",
        "No other formal link on record joins them to the rest.",
    )


def test_what_falls_apart_altogether() -> None:
    assert told(network({"Heads": ["Ash", "Elm", "Fir"]}), "CUT_PARTNERSHIP")[0] == (
        "If the partnership “Heads” ended, Elm and Fir would no longer be joined to any other "
        "organisation here."
    )


def test_a_bridge_that_only_repeats_a_cut_point_is_not_told() -> None:
    for recorded in (network({"Heads": "abc"}), network({"One": "ab", "Two": "bc", "Three": "cd"})):
        assert analyse(recorded).bottlenecks.bridges
        assert "BRIDGE" not in kinds(recorded)


def test_silence_is_counted() -> None:
    answers = {"a": Answer.PARTIAL, "s": Answer.SILENT, "u": None}
    recorded = network({"heads": "abc"}, alone="dsu", answers=answers)
    silent = {found.kind: found.silent_about for found in analyse(recorded).findings}
    assert silent == {
        "JOINED_UP": 3,  # a may have more ties than it named
        "PAIRS_JOINED": 3,
        "ON_THEIR_OWN": 2,  # but it is not on its own
        "NOT_KNOWN": 2,
        "CUT_PARTNERSHIP": 3,
    }


def test_the_id_is_of_the_question() -> None:
    def ids(recorded: Network, layer: Layer = Layer.WORKING) -> dict[tuple[str, ...], str]:
        found = analyse(recorded, layer).findings
        return {(f.kind, *f.affected): f.id for f in found if f.kind != "CUT_PARTNERSHIP"}

    before = network({"heads": "abc"}, alone="d")
    after = network({"heads": "abc"}, alone="de", data_version=8)
    assert ids(before) == ids(after)
    assert all(id_.startswith("finding:") for id_ in ids(before).values())
    for other in (
        ids(before, Layer.COMBINED),
        ids(network({"heads": "abc"}, alone="d", scope="la:991")),
        ids(network({"heads": "abc"}, alone="d", as_of="2024-01-01")),
    ):
        assert not {*ids(before).values()} & {*other.values()}


def test_measures_can_be_taken_again() -> None:
    found = {f.kind: f for f in analyse(WEAK).findings}["CUT_POINT"]
    assert found.measure.name == "organisations stranded"
    assert found.measure.value == 2
    assert found.measure.parameters == {
        "scope": "la:990",
        "layer": "WORKING",
        "asOf": None,
        "access": "everything",
        "removed": ["Hub"],
    }
    assert found.measure.reference.startswith("Hopcroft and Tarjan (1973)")
    assert found.data_version == 7


def test_a_long_list_names_the_largest_schools() -> None:
    recorded = network(alone="abcdef", pupils={"e": 300, "f": 90, "c": 20, "a": None})
    assert told(recorded, "ON_THEIR_OWN")[0].startswith("e, f, c and 3 others answered")


def test_an_unnamed_organisation_is_called_by_its_id() -> None:
    recorded = network(alone=["urn:900001"])
    recorded = replace(recorded, nodes=tuple(replace(n, name="") for n in recorded.nodes))
    assert told(recorded, "ON_THEIR_OWN")[0].startswith("urn:900001 answered")


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("seed", range(50))
def test_every_sentence_is_plain(seed: int, layer: Layer) -> None:
    found = analyse(random_network(seed), layer).findings
    assert len({f.id for f in found}) == len(found)
    for text in (text for f in found for text in (f.sentence, f.consequence)):
        assert text.endswith(".")
        assert not JARGON.search(text), text
        assert not DISAGREES.search(text), text


@pytest.mark.parametrize("seed", range(20))
def test_where_nobody_was_asked_no_finding_says_alone(seed: int) -> None:
    found = analyse(random_network(seed, answers=[None])).findings
    assert not {"ON_THEIR_OWN", "PAIRS_JOINED"} & {f.kind for f in found}
    assert all("nobody here was asked" in f.sentence for f in found if f.kind == "NOT_KNOWN")
