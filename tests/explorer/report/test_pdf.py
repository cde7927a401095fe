"""The report as PDF: two pages whatever it says, tagged, readable, and the same each time."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from partnermap.explorer.report.fitting import FITS, fitted
from partnermap.explorer.report.house import House, Logo
from partnermap.explorer.report.pdf import PAGES, to_pdf
from partnermap.explorer.report.record import Goal, Report, Source
from tests.engines import jars, run_java

A4 = (595, 842)
LONG = "Saint Bartholomew-the-Great and All Saints Church of England Voluntary Aided Academy "


def read(pdf: bytes) -> tuple[PdfReader, str]:
    """A PDF and its words, in one line."""
    reader = PdfReader(io.BytesIO(pdf))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def squeezed(text: str) -> str:
    """A text without spaces: a line ends where there is room, not where a word does."""
    return "".join(text.split())


def told(report: Report) -> list[str]:
    """All that a report tells in words."""
    points = [
        text
        for point in report.points
        for text in (point.sentence, point.consequence, point.repair, point.sureness)
    ]
    goals = [t for goal in report.goals for t in (goal.name, goal.status, goal.movement, goal.due)]
    sources = [t for s in report.sources for t in (s.name, s.publisher, s.licence, s.edition)]
    lists = (report.summary, report.changes, report.aims, report.unknown, report.terms)
    return [
        report.title, report.about, report.changed, *points, *goals, *sources,
        *(text for texts in lists for text in texts), *report.left_out.values(),
    ]  # fmt: skip


def test_two_pages_of_a4_say_all_that_the_record_does(report: Report) -> None:
    reader, text = read(to_pdf(report))
    assert [(round(p.mediabox.width), round(p.mediabox.height)) for p in reader.pages] == [A4, A4]
    assert [said for said in told(report) if squeezed(said) not in squeezed(text)] == []
    for point in report.points:
        assert point.id in squeezed(text)


def test_it_is_tagged_and_says_what_it_is(report: Report) -> None:
    reader, _ = read(to_pdf(report))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == report.title
    assert str(reader.metadata["/CreationDate"]) == "D:20260301000000Z"
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert tags(root["/StructTreeRoot"]) >= {"/H1", "/P", "/L", "/Table", "/TH", "/Figure"}
    assert report.seen in alternatives(root["/StructTreeRoot"])


def parts(node: object) -> list[dict[str, object]]:
    """A structure element and all below it."""
    kids = node.get("/K", []) if isinstance(node, dict) else []
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    below = kids if isinstance(kids, list) else [kids]
    found = [part for kid in below for part in parts(kid.get_object())]
    return [node, *found] if isinstance(node, dict) else found


def tags(tree: object) -> set[object]:
    return {part.get("/S") for part in parts(tree)}


def alternatives(tree: object) -> list[object]:
    return [part["/Alt"] for part in parts(tree) if "/Alt" in part]


def test_the_same_report_is_the_same_file(report: Report) -> None:
    assert to_pdf(report) == to_pdf(report)


def crowded(report: Report) -> Report:
    """The report with very long names everywhere, and 40 goals."""
    goals = (Goal(LONG * 3, "behind", LONG * 5, "31 July 2027"),) * 8
    return replace(
        report.with_texts(lambda text: f"{text} {LONG * 4}"),
        day=report.day,
        place=LONG * 4,
        goals=goals,
        other_goals=32,
        changes=(LONG * 4,) * 8,
        other_changes=400,
        sources=(Source(LONG, LONG, LONG, LONG),) * 6,
    )


def test_a_crowded_report_is_shortened_and_says_so(report: Report) -> None:
    reader, text = read(to_pdf(crowded(report)))
    assert len(reader.pages) == PAGES
    assert "What is too long for two pages is cut short here" in text
    assert "more goals are left out here." in text
    assert "more changes are left out here." in text


def test_what_is_left_out_is_counted(report: Report) -> None:
    short = fitted(crowded(report), FITS[-1])
    assert len(short.goals) + short.other_goals == 40
    assert len(short.changes) + short.other_changes == 408


def test_a_report_of_nothing_has_two_pages(report: Report) -> None:
    empty = replace(
        report, summary=(), points=(), other_points=0, changes=(), other_changes=0, goals=(),
        aims=(), unknown=(), sources=(), terms=(),
    )  # fmt: skip
    reader, text = read(to_pdf(empty))
    assert len(reader.pages) == PAGES
    assert empty.no_points in text


@pytest.mark.parametrize("name", ['#emit(1) *b* $x$ _i_ <a> @b `c` \\ //"', "= =", "W" * 500])
def test_a_name_is_never_read_as_markup(report: Report, name: str) -> None:
    reader, text = read(to_pdf(replace(report, place=name)))
    assert len(reader.pages) == PAGES
    assert squeezed(name)[:100] in squeezed(text)


def test_marks_that_the_font_lacks_are_shown_as_question_marks(report: Report) -> None:
    _, text = read(to_pdf(replace(report, place="学校 Ysgol Tŷ 😀")))
    assert "?? Ysgol Tŷ ?: who works with whom" in text
    assert "Marks that the font of this file does not have" in text


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_it_says_goes_on_two_pages(report: Report, data: st.DataObject) -> None:
    said = data.draw(st.lists(st.text(max_size=900), min_size=4, max_size=4))
    some = replace(
        report,
        place=said[0] or "Here",
        points=tuple(replace(p, sentence=said[1], repair=said[2]) for p in report.points),
        unknown=(said[3],) * 5,
    )
    reader, _ = read(to_pdf(some))
    assert len(reader.pages) == PAGES


def test_a_house_has_its_name_logo_and_headings(report: Report, logo: Path) -> None:
    words = replace(report.house.words, points="Where we are weak", title="our partnerships")
    own = replace(report, house=House("Board of Education", Logo.read(logo), words))
    reader, text = read(to_pdf(own))
    assert len(reader.pages) == PAGES
    assert "Diocese of Aldermere: our partnerships" in text
    assert "Where we are weak" in text
    root: Any = reader.trailer["/Root"]
    assert "Logo of Board of Education" in alternatives(root["/StructTreeRoot"])


def test_verapdf_finds_it_accessible(report: Report, logo: Path, tmp_path: Path) -> None:
    own = replace(report, house=House("Board of Education", Logo.read(logo)))
    for each in (own, crowded(own)):
        assert checked(to_pdf(each), tmp_path) == ["as it must be"]
    bare = PdfWriter(clone_from=io.BytesIO(to_pdf(report)))
    del bare.root_object["/StructTreeRoot"]
    written = io.BytesIO()
    bare.write(written)
    assert checked(written.getvalue(), tmp_path)[-1] == "not as it must be"


def checked(pdf: bytes, folder: Path) -> list[str]:
    """What veraPDF says of a PDF."""
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    return run_java(jars("verapdf-1.30.2"), Path(__file__).with_name("Validate.java"), file)
