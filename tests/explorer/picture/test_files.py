"""What a picture becomes: a PNG of the width that was asked for, and a page with a stylesheet."""

import re
from importlib.resources import files

from partnermap.explorer.picture import draw_legend, of_answer, to_png
from partnermap.explorer.picture.shapes import LOOKS
from partnermap.vocabulary import Layer
from tests.explorer.picture.places import at_random
from tests.explorer.picture.written import FILE, written

STATIC = files("partnermap.explorer") / "static"


def test_a_png_is_as_wide_as_was_asked_and_the_same_each_time() -> None:
    drawn = written(of_answer(at_random(4), title="A <b>", layer=Layer.COMBINED), FILE)
    image = to_png(drawn.text, 1_200)
    assert image.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(image[at : at + 4]) for at in (16, 20))
    assert wide == 1_200
    assert abs(high - drawn.size[1] * 1_200 / 900) <= 1
    assert to_png(drawn.text, 1_200) == image


def test_the_stylesheet_has_every_class_with_the_colours_and_widths_of_a_file() -> None:
    sheet = (STATIC / "picture.css").read_text(encoding="utf-8")
    inks = dict(re.findall(r"--(\w+): (#\w+);", sheet.partition("@media")[0]))
    rules = dict(re.findall(r"^\.picture \.([\w-]+) \{([^}]*)\}", sheet, re.MULTILINE))
    for look, attributes in LOOKS.items():
        if look == "title":
            continue  # a page has its own heading
        said = dict(re.findall(r"([\w-]+): ([^;]+);", rules[look]))
        for name in ("stroke-width", "stroke-dasharray", "paint-order"):
            assert said.get(name) == attributes.get(name), look
        for name in ("fill", "stroke"):
            ink = re.sub(r"var\(--(\w+)\)", lambda found: inks[found[1]], said.get(name, ""))
            whole = re.sub(r"#(.)(.)(.)\Z", r"#\1\1\2\2\3\3", ink)
            if name in said or name == "stroke":
                assert whole == attributes.get(name, ""), look


def test_a_legend_for_a_page_is_an_image_that_says_what_it_shows() -> None:
    legend = draw_legend(of_answer(at_random(2), title="", layer=Layer.WORKING))
    assert 'role="img"' in legend
    assert "Legend: School" in legend
    assert "style" not in legend
