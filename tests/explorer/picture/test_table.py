"""The table beside a picture: every line and everyone on it, in words."""

import pytest

from partnermap.explorer.picture import of_answer, rows
from partnermap.vocabulary import Layer
from tests.explorer.picture.places import answer, at_random, node
from tests.explorer.picture.written import written


def test_a_partnership_is_a_row_of_each_member_with_all_the_others() -> None:
    given = answer([node("a", "Ash"), node("b", "Elm"), node("c", "Oak")], {"p": "abc"})
    found = rows(of_answer(given, title="", layer=Layer.WORKING))
    assert [(row.organisation[1], [name for _, name in row.works_with]) for row in found] == [
        ("Ash", ["Elm", "Oak"]),
        ("Elm", ["Ash", "Oak"]),
        ("Oak", ["Ash", "Elm"]),
    ]
    assert {(row.how, row.partnership, row.kind) for row in found} == {
        ("Partners p", "p", "School")
    }


def test_who_has_no_tie_has_a_row_that_says_what_is_known() -> None:
    given = answer([node("a", "Ash"), node("b", "Elm", answer=None)], {})
    found = rows(of_answer(given, title="", layer=Layer.WORKING))
    assert [(row.organisation[1], row.works_with, row.how) for row in found] == [
        ("Ash", (), "on its own: answered, and works with nobody here"),
        ("Elm", (), "not known: not asked yet"),
    ]


def test_whoever_has_a_tie_comes_first_and_then_who_is_known_to_have_none() -> None:
    nodes = [node("a", "Ash", answer=None), node("b", "Elm"), node("c", "Oak"), node("d", "Yew")]
    found = rows(of_answer(answer(nodes, {"p": "cd"}), title="", layer=Layer.WORKING))
    assert [row.organisation[1] for row in found] == ["Oak", "Yew", "Elm", "Ash"]


def test_what_the_picture_marks_the_table_says() -> None:
    given = answer(
        [node("a"), node("b"), node("c")],
        {"p": "ab", "q": "bc"},
        cut="b",
        bridges=[("a", "p")],
        denied=[("c", "b")],
    )
    notes = {
        (row.organisation[0], row.how): row.notes
        for row in rows(of_answer(given, title="", layer=Layer.WORKING))
    }
    assert notes["a", "Partners p"] == ("others would be cut off without this tie",)
    assert notes["c", "Partners q"] == ("in doubt",)
    assert notes["b", "Partners q"] == (
        "in doubt",
        "others would be cut off without this organisation",
    )


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("seed", range(5))
def test_the_table_says_of_the_same_organisations_as_the_picture(seed: int, layer: Layer) -> None:
    drawing = of_answer(at_random(seed, 40), title="", layer=layer)
    found = rows(drawing)
    links = {href for href in written(drawing).links if href.startswith("/organisation/")}
    assert {f"/organisation/{row.organisation[0]}" for row in found} == links
    told = {(row.organisation[0], other) for row in found for other, _ in row.works_with}
    assert told == {(other, one) for one, other in told}
