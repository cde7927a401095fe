"""How joined-up a scope is: components, isolates, what is not known, density."""

from itertools import chain

import networkx as nx
import pytest

from partnermap.analysis import analyse
from partnermap.analysis.measures.cohesion import Cohesion
from partnermap.model.network import Network
from partnermap.vocabulary import Answer, Layer
from tests.analysis.named import network, pairs, random_network


def cohesion(recorded: Network, layer: Layer = Layer.WORKING) -> Cohesion:
    return analyse(recorded, layer).cohesion


def test_florentine_families() -> None:
    # Padgett's marriages; the Pucci married into none of the others.
    families = nx.florentine_families_graph()
    found = cohesion(pairs(families, alone=["Pucci"]))
    assert [len(component) for component in found.components] == [15]
    assert found.isolates == ("Pucci",)
    assert found.density == pytest.approx(20 / (16 * 15 / 2))


def test_components_are_the_largest_first() -> None:
    found = cohesion(network({"one": "ab", "two": "cde", "three": "ef"}))
    assert found.components == (("c", "d", "e", "f"), ("a", "b"))


def test_only_who_answered_in_full_can_be_on_their_own() -> None:
    answers = {"s": Answer.SILENT, "p": Answer.PARTIAL, "u": None}
    found = cohesion(network({"heads": "ab"}, alone="cspu", answers=answers))
    assert found.isolates == ("c",)
    assert found.not_known == ("p", "s", "u")
    assert (found.heard, found.unheard) == (3, 3)


def test_a_pair_that_nobody_was_asked_about_is_no_gap() -> None:
    found = cohesion(network({"heads": "abs"}, answers={"s": None}, alone="u"))
    assert found.density == pytest.approx(1 / 3)  # of a, b and the isolate u
    assert cohesion(network({"heads": "ab"}, answer=None)).density is None


def test_a_partnership_of_one_ties_nobody() -> None:
    found = cohesion(network({"heads": "a", "sports": "bc"}))
    assert found.isolates == ("a",)
    assert found.components == (("b", "c"),)


def test_outside_partners_join_but_are_not_counted() -> None:
    found = cohesion(network({"one": "ax", "two": "xb", "three": "cy"}, outside="xyz", alone="z"))
    assert found.organisations == 3
    assert found.components == (("a", "b"), ("c",))
    assert found.isolates == ()
    assert found.density == 0


def test_formal_ties_wait_for_no_answer() -> None:
    recorded = network({"heads": "ac"}, formal=[("a", "b")], answer=None)
    found = cohesion(recorded, Layer.FORMAL)
    assert (found.components, found.isolates, found.unheard) == ((("a", "b"),), ("c",), 0)
    assert found.density == pytest.approx(1 / 3)


def test_combined_needs_neither_tie_to_be_alone() -> None:
    recorded = network({"heads": "ac"}, formal=[("a", "b")], alone="d")
    assert cohesion(recorded, Layer.COMBINED).isolates == ("d",)


@pytest.mark.parametrize("seed", range(20))
def test_where_nobody_was_asked_nobody_is_on_their_own(seed: int) -> None:
    for layer in (Layer.WORKING, Layer.COMBINED):
        found = cohesion(random_network(seed, answers=[None]), layer)
        assert found.isolates == ()
        assert found.density is None


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("seed", range(20))
def test_every_organisation_is_in_one_place(seed: int, layer: Layer) -> None:
    recorded = random_network(seed)
    found = cohesion(recorded, layer)
    placed = [*chain(*found.components), *found.isolates, *found.not_known]
    assert sorted(placed) == [node.id for node in recorded.nodes if not node.outside]
