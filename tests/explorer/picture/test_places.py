"""Where things stand: apart from each other, on the page, and grouped where there are many."""

from itertools import combinations

import pytest

from partnermap.explorer.picture import By, Drawing, File, of_answer, opened
from partnermap.explorer.picture.drawing import MOST_ORGANISATIONS
from partnermap.explorer.picture.labels import Box
from partnermap.vocabulary import Layer
from tests.explorer.picture.places import Answer, answer, at_random, node, towns
from tests.explorer.picture.written import FILE, title_of, written

NEAR = 24.0
"""The least distance of two targets that are smaller than that (WCAG 2.2, 2.5.8)."""


def working(given: Answer, by: By = By.CLUSTER, on_map: bool = False) -> Drawing:
    return of_answer(given, title="Who", layer=Layer.WORKING, by=by, on_map=on_map)


@pytest.mark.parametrize("on_map", [False, True])
@pytest.mark.parametrize("seed", range(20, 32))
def test_no_text_lies_on_another_or_leaves_the_picture(seed: int, on_map: bool) -> None:
    drawn = written(working(at_random(seed, 90), on_map=on_map))
    wide, high = drawn.size
    boxes = drawn.boxes()
    assert all(box.within(Box(0, 0, wide, high)) for _, box in boxes)
    assert drawn.reach().within(Box(0, 0, wide, high))
    met = [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.meets(other)]
    assert met == []


@pytest.mark.parametrize("by", By)
def test_no_text_of_a_large_place_lies_on_another(by: By) -> None:
    drawn = written(working(towns(30, 12), by))
    wide, high = drawn.size
    boxes = drawn.boxes()
    assert all(box.within(Box(0, 0, wide, high)) for _, box in boxes)
    assert [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.meets(other)] == []


@pytest.mark.parametrize("seed", range(6))
def test_each_can_be_pressed_by_itself(seed: int) -> None:
    places = written(working(at_random(seed))).centres().values()
    for (x, y), (to_x, to_y) in combinations(places, 2):
        assert max(abs(x - to_x), abs(y - to_y)) >= NEAR


def test_parts_that_do_not_hang_together_stand_beside_each_other() -> None:
    drawn = written(working(answer([node(id_) for id_ in "abcd"], {"p": "ab", "q": "cd"})))
    at = {href[-1]: x for href, (x, _) in drawn.centres().items()}
    assert max(at["a"], at["b"]) < min(at["c"], at["d"])


def test_a_map_is_by_grid_reference_with_north_up_and_a_scale() -> None:
    nodes = [
        node("sw", easting=400_000, northing=300_000),
        node("ne", easting=420_000, northing=312_000),
        node("nw", easting=400_000, northing=312_000),
        node("x", "Nowhere known"),
    ]
    given = answer(nodes, {"p": ["sw", "ne"], "q": ["sw", "nw"], "r": ["sw", "ne", "x"]})
    drawn = written(working(given, on_map=True))
    at = {href.rpartition("/")[2]: place for href, place in drawn.centres().items()}
    assert at["sw"][0] == at["nw"][0] < at["ne"][0]
    assert at["nw"][1] == at["ne"][1] < at["sw"][1]
    assert at["nw"][0] < at["x"][0] < at["ne"][0]
    assert any(text.startswith("2 km; north is up") for text in drawn.texts)


def test_a_map_of_those_whose_place_is_unknown_is_a_picture_like_any_other() -> None:
    given = answer([node("a"), node("b")], {"p": "ab"})
    assert written(working(given, on_map=True)).text == written(working(given)).text


def test_what_is_too_large_to_be_read_is_grouped_and_each_group_opens() -> None:
    drawing = working(towns(13, 12))
    assert len(drawing.connected) > MOST_ORGANISATIONS
    drawn = written(drawing)
    assert all(href.startswith("?group=around:t") for href in drawn.links)
    assert 2 < len(drawn.links) <= 25
    counted = [int(text.split()[0]) for text in drawn.texts if text.endswith(" organisations")]
    assert sum(counted) == len(drawing.connected)
    group = next(iter(drawn.links)).removeprefix("?group=")
    inside = opened(drawing, group)
    assert written(inside).root.tag == drawn.root.tag
    assert all(href.startswith("/") for href in written(inside).links)
    assert {o.id for o in inside.organisations if not o.outside} < {
        o.id for o in drawing.organisations
    }
    assert inside.title == "Who: " + title_of(drawn.links[f"?group={group}"]).partition(":")[0]


def test_more_groups_than_can_be_read_are_the_largest_and_one_of_all_the_others() -> None:
    trusts = [node(f"uid:{at:02}", f"Trust {at}", kind="TRUST", outside=True) for at in range(40)]
    schools = [node(f"s{at:03}", f"School {at}") for at in range(160)]
    formal = [(f"s{at:03}", "IN_TRUST", f"uid:{at % 40:02}") for at in range(160)]
    parts = {f"p{at:03}": [f"s{at:03}", f"s{at + 1:03}"] for at in range(159)}
    drawing = working(answer([*trusts, *schools], parts, formal), By.TRUST)
    drawn = written(drawing)
    assert len(drawn.links) == 25
    assert "16 smaller groups" in drawn.texts
    inside = written(opened(drawing, "smaller"))
    assert len(inside.links) > 1


def test_each_group_draws_its_strongest_links_and_counts_the_others() -> None:
    ids = [[f"g{town}s{at:02}" for at in range(25)] for town in range(6)]
    las = [
        node(f"la:{town}", f"LA {town}", kind="LOCAL_AUTHORITY", outside=True) for town in range(6)
    ]
    parts = {
        f"p{town}{other}{at}": [ids[town][at], ids[other][at]]
        for town in range(6)
        for other in range(town)
        for at in range(25 if town + other == 5 else 1 + town + other)
    }
    formal = [(id_, "IN_LA", f"la:{town}") for town, within in enumerate(ids) for id_ in within]
    given = answer([*las, *(node(id_) for within in ids for id_ in within)], parts, formal)
    drawn = written(working(given, By.LA))
    links = [look for look in drawn.looks() if look.startswith("link ")]
    assert len(links) < 15
    assert any(text.endswith(("weaker link", "weaker links")) for text in drawn.texts)
    assert "LA 2 and LA 3: 25 ties" in drawn.text


def test_a_group_rings_those_that_others_hang_on_and_leaves_none_of_them_out() -> None:
    ids = [f"s{at:03}" for at in range(200)]
    parts = {f"p{at:03}": [ids[at], ids[at + 1]] for at in range(199)}
    cut = ids[130:135]
    las = [node(id_, kind="LOCAL_AUTHORITY", outside=True) for id_ in ("la:1", "la:2")]
    formal = [(id_, "IN_LA", "la:1" if at < 150 else "la:2") for at, id_ in enumerate(ids)]
    given = answer([*las, *map(node, ids)], parts, formal, cut)
    drawn = written(working(given, By.LA))
    assert sum(d.count("M") for d in drawn.outlines("ring small")) == 2 * len(cut)
    assert (
        "Double ring: others would be cut off without it"
        in written(working(given, By.LA), FILE).texts
    )


def test_a_group_that_is_not_there_opens_onto_nothing_and_says_so() -> None:
    inside = opened(working(towns(13, 12)), "around:nobody")
    assert written(inside).texts[0] == "No organisation is on record here."


def test_thousands_are_drawn_within_the_budget_of_a_page() -> None:
    nodes = [node(f"s{at:04}", f"School {at}", answer=None) for at in range(3_000)]
    parts = {f"p{at:04}": [f"s{at:04}", f"s{(at * 7 + 1) % 1_500:04}"] for at in range(1_500)}
    given = answer(nodes, {id_: who for id_, who in parts.items() if len({*who}) == 2})
    page = written(working(given))
    assert len(page.text) < 300_000
    assert any("more; the table names them all" in text for text in page.texts)
    assert len(written(working(given), File()).text) < 400_000


def test_the_legend_tells_of_what_is_drawn_and_of_nothing_else() -> None:
    nodes = [node("a"), node("b", kind="TRUST"), node("c", kind="GROUP", answer=None)]
    texts = written(working(answer(nodes[:2], {"p": "ab"})), FILE).texts
    assert texts[-4:-1] == ["School", "Trust", "Works together: the thicker, the closer"]
    texts = written(working(answer(nodes, {"p": "ab"}, cut="a")), FILE).texts
    assert "Double ring: others would be cut off without it" in texts
    assert "Other group" in texts


def test_a_group_with_too_many_partners_opens_onto_the_ties_within_it() -> None:
    """Each of 40 works with ten others elsewhere: all of them would be a large picture again."""
    here = [f"a{at:02}" for at in range(40)]
    others = [f"b{at:03}" for at in range(400)]
    parts = {f"p{at:03}": [here[at // 10], other] for at, other in enumerate(others)}
    parts |= {f"q{at:02}": [here[at - 1], here[at]] for at in range(40)}
    nodes = [node("la:1", "Here", kind="LOCAL_AUTHORITY"), node("la:2", kind="LOCAL_AUTHORITY")]
    nodes += [node(id_) for id_ in (*here, *others)]
    formal = [(id_, "IN_LA", "la:1" if id_ in here else "la:2") for id_ in (*here, *others)]
    inside = opened(working(answer(nodes, parts, formal), By.LA), "la:1")
    assert inside.title == "Who: Here, ties within it"
    drawn = {href.rpartition("/")[2] for href in written(inside).links}
    assert drawn == set(here)
