"""Ties that one side denies, and answers that are older than the newest question."""

from partnermap.analysis import analyse
from partnermap.analysis.networks.network import graph
from partnermap.model.findings import Finding
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Layer
from tests.analysis.named import network


def told(recorded: Network, kind: str, layer: Layer = Layer.WORKING) -> Finding:
    (found,) = (f for f in analyse(recorded, layer).findings if f.kind == kind)
    return found


def test_whoever_is_joined_by_denied_ties_alone_is_told() -> None:
    recorded = network({"pair": ["Ash", "Elm"], "heads": "abc"}, denials=[("Ash", "Elm")])
    found = told(recorded, "DISPUTED")
    assert found.sentence == (
        "Nothing but disputed ties joins Ash and Elm to anyone: one side is recorded as working "
        "with the other, which says that it does not."
    )
    assert found.consequence == "Ask both sides: where it does not, they are on their own."
    assert (found.about, found.disputed, found.measure.value) == (("Ash", "Elm"), 1, 2)


def test_a_tie_that_nobody_denies_keeps_an_organisation_joined() -> None:
    recorded = network({"pair": ["Ash", "Elm"], "two": ["Ash", "Oak"]}, denials=[("Elm", "Ash")])
    assert told(recorded, "DISPUTED").about == ("Elm",)
    three = network({"three": ["Ash", "Elm", "Oak"]}, denials=[("Elm", "Ash")])
    assert "DISPUTED" not in [f.kind for f in analyse(three).findings]
    assert not any(tie.get("disputed") for *_, tie in graph(three).edges(data=True))


def test_one_who_names_nobody_in_its_partnership_disputes_its_part_in_it() -> None:
    denials = [("Elm", "Ash"), ("Oak", "Elm")]
    drawn = graph(network({"three": ["Ash", "Elm", "Oak"]}, denials=denials))
    disputed = [start for start, _, tie in drawn.edges(data=True) if tie.get("disputed")]
    assert disputed == ["Elm"]
    assert drawn.graph["denied"] == {("Ash", "Elm"), ("Elm", "Oak")}


def test_a_formal_tie_is_not_disputed() -> None:
    recorded = network({"pair": ["Ash", "Elm"]}, formal=[("Ash", "LA")], denials=[("Elm", "Ash")])
    assert told(recorded, "DISPUTED", Layer.COMBINED).about == ("Elm",)
    assert analyse(recorded, Layer.FORMAL).cohesion.disputed == ()


def test_what_rests_on_a_denied_tie_says_so() -> None:
    recorded = network(
        {"Heads": ["a", "b", "Hub", "Oak"], "Far": ["Hub", "Ash", "Elm"]},
        denials=[("Ash", "Hub"), ("Hub", "Ash"), ("Elm", "Hub")],
        answers={"b": Answer.SILENT},
    )
    caution = "One side denies {} that this rests on: ask both before acting on it."
    cut = {f.about: f for f in analyse(recorded).findings if f.affected}
    assert cut["Hub",].consequence.endswith(caution.format("2 ties"))
    assert cut["Far",].disputed == 2
    assert cut["Hub", "Far"].consequence.endswith(caution.format("2 ties"))
    assert cut["Heads",].disputed == 0
    assert "denies" not in cut["Heads",].consequence
    joined, pairs = told(recorded, "JOINED_UP"), told(recorded, "PAIRS_JOINED")
    disputed = " 2 pairs that count as working together are disputed: one of the two says that "
    assert disputed in joined.consequence
    assert disputed in pairs.consequence
    assert (joined.disputed, pairs.disputed) == (2, 2)


def test_one_denied_pair_is_told_as_one() -> None:
    recorded = network({"heads": "abc"}, denials=[("a", "b")])
    assert told(recorded, "JOINED_UP").consequence.endswith(
        " 1 pair that counts as working together is disputed: one of the two says that they do not."
    )


def test_what_was_said_before_stands_until_there_is_a_newer_answer() -> None:
    recorded = network({"heads": "ab"}, alone=["Ash", "Elm"], asked_again=["Ash", "a"])
    assert told(recorded, "JOINED_UP").consequence == (
        "The other 2 have none on record. Of those that answered, 2 were asked again and have not "
        "answered anew yet: what they said before stands."
    )
    assert told(recorded, "ON_THEIR_OWN").consequence == (
        "What others learn and offer reaches them through no partnership. 1 of them was asked "
        "again and has not answered anew yet."
    )
    alone = network({"heads": "ab"}, alone=["Ash"], asked_again=["Ash"])
    assert told(alone, "ON_THEIR_OWN").consequence.endswith(
        " It was asked again and has not answered anew yet."
    )
    assert told(alone, "JOINED_UP").consequence.endswith(
        " Of those that answered, 1 was asked again and has not answered anew yet: what it said "
        "before stands."
    )
