"""What a picture shows: whom, how, and what is marked."""

import pytest

from partnermap.explorer.picture import Drawing, of_answer
from partnermap.vocabulary import Layer
from tests.explorer.picture.places import Answer, answer, at_random, node, shuffled
from tests.explorer.picture.written import FILE, title_of, written


def working(given: Answer, title: str = "Who works with whom", on_map: bool = False) -> Drawing:
    """The drawing of the working ties of an answer."""
    return of_answer(given, title=title, layer=Layer.WORKING, on_map=on_map)


def test_two_that_work_together_are_links_with_a_line_between_them() -> None:
    drawn = written(working(answer([node("a", "Ash"), node("b", "Elm")], {"p": "ab"})))
    assert [title_of(link) for link in drawn.links.values()] == [
        "Ash: school; works with 1",
        "Elm: school; works with 1",
    ]
    assert [*drawn.links] == ["/organisation/a", "/organisation/b"]
    assert drawn.texts == ["Ash", "Elm"]
    assert drawn.text.count('class="tie close" d=') == 1


def test_a_partnership_of_three_is_a_point_that_three_lines_meet_in() -> None:
    """Three lines between three would hide that all of them hang on one partnership."""
    drawn = written(working(answer([node(id_) for id_ in "abc"], {"p": "abc"})))
    assert "/partnership/p" in drawn.links
    assert title_of(drawn.links["/partnership/p"]) == "Partners p: partnership of 3 shown here"
    assert drawn.looks().count("tie near") == 3
    assert title_of(drawn.links["/organisation/a"]).endswith("works with 2")


def test_what_others_hang_on_is_marked_in_shape_and_words_and_not_by_colour_alone() -> None:
    given = answer(
        [node(id_) for id_ in "abcd"], {"p": "ab", "q": "bcd"}, cut="bq", bridges=[("a", "p")]
    )
    drawn = written(working(given))
    assert drawn.looks().count("ring") == 4  # two around the school, two around the partnership
    assert drawn.looks().count("tie close bridge") == 1
    for href in ("/organisation/b", "/partnership/q"):
        assert "others would be cut off without it" in title_of(drawn.links[href])


def test_a_tie_that_one_side_denies_is_drawn_in_doubt() -> None:
    given = answer([node("a"), node("b"), node("c")], {"p": "ab", "q": "bc"}, denied=[("a", "b")])
    looks = written(working(given)).looks()
    assert (looks.count("tie close doubtful"), looks.count("tie close")) == (1, 1)


def test_those_not_asked_stand_apart_hollow_and_are_never_on_their_own() -> None:
    given = answer(
        [
            node("a"),
            node("b"),
            node("c", "Not asked", answer=None),
            node("d", "Silent", answer="SILENT"),
            node("e", "Partly", answer="PARTIAL"),
            node("f", "Alone"),
            node("g", "Elsewhere", outside=True, answer=None),
        ],
        {"p": "ab"},
    )
    drawn = written(working(given))
    headings = [text for text in drawn.texts if ":" in text]
    assert headings == [
        "Not known: 3 not asked, or with no full answer yet",
        "On their own: 1 answered, and work with nobody here",
    ]
    below = drawn.texts[drawn.texts.index("Not asked") :]
    assert below[:4] == ["Not asked", "Partly", "Silent", "Alone"]
    assert drawn.looks().count("mark school unheard") == 3
    assert "/organisation/g" not in drawn.links


def test_one_who_is_not_heard_and_named_by_another_is_hollow_in_its_place() -> None:
    drawn = written(working(answer([node("a"), node("b", answer=None)], {"p": "ab"})))
    assert drawn.looks().count("mark school unheard") == 1
    assert title_of(drawn.links["/organisation/b"]).endswith("works with 1; not asked yet")


@pytest.mark.parametrize(
    ("nodes", "said"),
    [
        ([], "No organisation is on record here."),
        ([node("a", answer=None)], "Nobody here has been asked yet, so nobody knows who works"),
        ([node("a")], "No working partnership is on record here."),
    ],
)
def test_where_there_is_nothing_to_draw_it_says_why(nodes: list[Answer], said: str) -> None:
    drawing = working(answer(nodes, {}))
    assert any(text.startswith(said) for text in written(drawing).texts)
    assert said in written(drawing, FILE).text


def test_formal_ties_are_dashed_and_nobody_is_hollow_on_their_layer() -> None:
    given = answer(
        [node("a", answer=None), node("t", "The Trust", kind="TRUST", answer=None)],
        {},
        formal=[("a", "IN_TRUST", "t")],
    )
    drawn = written(of_answer(given, title="Formal", layer=Layer.FORMAL))
    assert drawn.looks().count("tie formal") == 1
    assert not any("unheard" in look for look in drawn.looks())
    assert title_of(drawn.links["/organisation/a"]) == "School a: school; tied to 1"


def test_a_choice_of_layer_or_date_moves_nothing() -> None:
    """Each choice draws some of the same places; what it does not show keeps its place."""
    both = at_random(3)
    earlier = at_random(3)
    earlier["network"]["memberships"] = earlier["network"]["memberships"][:20]
    kept = {part["partnership"] for part in earlier["network"]["memberships"]}
    earlier["network"]["workingEdges"] = [
        edge for edge in earlier["network"]["workingEdges"] if kept.issuperset(edge["partnerships"])
    ]
    whole = written(of_answer(both, title="", layer=Layer.COMBINED)).centres()
    for drawing in (
        working(both),
        of_answer(both, title="", layer=Layer.FORMAL),
        of_answer(both, title="", layer=Layer.WORKING, beside=[both]),
    ):
        shown = written(drawing).centres()
        tied = {f"/organisation/{o.id}" for o in drawing.connected}
        assert {href: shown[href] for href in tied} == {href: whole[href] for href in tied}
        assert tied


def test_names_are_harmless_in_both_manners() -> None:
    name = "<script>alert('x')</script> & \"Sons\" \x00\ud800 ]]>"
    given = answer([node("a<\"'&", name), node("b")], {"p": ["a<\"'&", "b"]})
    drawing = working(given, name)
    page = written(drawing)
    assert "<script" not in page.text
    assert "<script" not in written(drawing, FILE).text
    assert title_of(page.links["/organisation/a<\"'&"]).startswith("<script>alert('x')</script> & ")


def test_a_page_has_no_style_of_its_own_and_a_file_has_no_classes() -> None:
    drawing = working(at_random(5))
    page, file = written(drawing), written(drawing, FILE)
    assert not any(word in page.text for word in ("style=", "<style", "fill=", "stroke=", " on"))
    assert not any(word in file.text for word in ("class=", "style=", "<style", "<a "))
    assert FILE.sources in file.texts


def test_a_page_is_a_group_of_links_with_a_name_and_a_file_is_an_image_with_one() -> None:
    drawing = working(at_random(6))
    page, file = written(drawing), written(drawing, FILE)
    assert page.root.attrib["role"] == "group"
    assert file.root.attrib["role"] == "img"
    for drawn in (page, file):
        ids = {element.attrib.get("id") for element in drawn.root.iter()}
        assert drawn.root.attrib["aria-labelledby"] in ids | {"title about"}
        assert title_of(drawn.root) == "Who works with whom"
    assert all(title_of(link) for link in page.links.values())


@pytest.mark.parametrize("seed", range(8))
def test_the_same_data_gives_the_same_bytes_in_whatever_order_they_come(seed: int) -> None:
    given = at_random(seed)
    for on_map in (False, True):
        first = working(given, on_map=on_map)
        again = working(shuffled(given, seed), on_map=on_map)
        assert written(first).text == written(again).text
        assert written(first, FILE).text == written(again, FILE).text
