"""The report as DOCX and as HTML: the same words, in headings, lists and tables; harmless."""

import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from docx import Document

from partnermap.explorer.report.docx import to_docx
from partnermap.explorer.report.house import House, Logo
from partnermap.explorer.report.html import STYLESHEET, to_html, to_page
from partnermap.explorer.report.record import Report
from tests.explorer.report.test_pdf import told
from tests.office import converted

NASTY = '<script>alert("1")</script> & {{ 7 * 7 }} \'"'
EMPTY = {"meta", "link", "img", "br"}


class Seen(HTMLParser):
    """What a browser would see of a page: its words, its elements, and which are left open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def having(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_a_word_document_says_all_that_the_record_does(report: Report) -> None:
    document = Document(io.BytesIO(to_docx(report)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join(texts)
    assert [text for text in told(report) if text not in said] == []
    assert [point.id for point in report.points if point.id not in said] == []


def test_a_word_document_has_headings_and_tables_and_says_what_the_picture_shows(
    report: Report, logo: Path
) -> None:
    own = replace(report, house=House("Board of Education", Logo.read(logo)))
    document = Document(io.BytesIO(to_docx(own)))
    styled = [(p.style.name if p.style else None, p.text) for p in document.paragraphs]
    headings = [text for style, text in styled if style == "Heading 1"]
    assert headings == ["In short", "The picture", "What needs attention", "What has changed",
                        "Goals", "What we do not know", "Sources"]  # fmt: skip
    assert [text for style, text in styled if style == "Title"] == [report.title]
    numbered = [text for style, text in styled if style == "List Number"]
    assert numbered == [point.sentence for point in report.points]
    assert [table.rows[0].cells[0].text for table in document.tables] == ["Goal", "Source"]
    for table in document.tables:
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    seen = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert seen == ["Logo of Board of Education", report.seen]
    assert document.core_properties.title == report.title
    assert document.core_properties.created.date().isoformat() == report.day


def test_libreoffice_opens_a_word_document_unharmed(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "board.docx"
    file.write_bytes(to_docx(report))
    read = converted(file, "txt:Text (encoded):UTF8", tmp_path / "read")
    said = read.read_text(encoding="utf-8-sig")
    assert [text for text in told(report) if text not in said] == []


def test_the_same_report_is_the_same_files(report: Report) -> None:
    assert to_docx(report) == to_docx(report)
    assert to_html(report) == to_html(report)


def test_a_page_says_all_that_the_record_does(report: Report) -> None:
    page = Seen(to_html(report))
    assert [text for text in told(report) if text not in page.text] == []
    assert page.open == []
    assert page.having("html") == [{"lang": "en-GB"}]
    assert len(page.having("h1")) == 1
    assert {heading["id"] for heading in page.having("h2")} == {
        section["aria-labelledby"] for section in page.having("section")
    }
    assert all(cell["scope"] in ("col", "row") for cell in page.having("th"))


def test_names_are_never_read_as_markup(report: Report) -> None:
    page = Seen(to_html(replace(report, place=NASTY, house=House(NASTY))))
    assert page.having("script") == []
    assert f"{NASTY}: who works with whom" in page.text
    document = Document(io.BytesIO(to_docx(replace(report, place=NASTY))))
    assert document.core_properties.title.startswith(NASTY)


def test_a_file_stands_alone_and_a_page_keeps_to_the_policy(report: Report, logo: Path) -> None:
    own = replace(report, house=House("Board of Education", Logo.read(logo)))
    file, page = Seen(to_html(own)), Seen(to_page(own))
    assert len(file.having("style")) == 1
    assert file.having("link") == []
    assert page.having("style") == []
    assert page.having("link") == [
        {"rel": "stylesheet", "href": STYLESHEET},
        {"rel": "icon", "href": "/static/icon.svg"},
    ]
    for seen in (file, page):
        names = {name for _, attributes in seen.tags for name in attributes}
        assert names.isdisjoint({"style", "onload", "onclick"})
        assert [image["alt"] for image in seen.having("img")] == ["Logo of Board of Education"]
        assert seen.having("a") == []
        assert all(image["src"].startswith("data:") for image in seen.having("img") if image["src"])
