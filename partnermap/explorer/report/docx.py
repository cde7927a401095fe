"""The report as DOCX, for whoever wants to edit it: headings, lists and tables as Word has them."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from partnermap.explorer.picture.png import to_png
from partnermap.explorer.report.record import Report

_INK, _QUIET = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x50, 0x5A, 0x5F)
_WIDTH, _LOGO = Cm(17.0), Cm(4.0)
_SIZES = {"Normal": 10.5, "Title": 22, "Heading 1": 14, "List Bullet": 10.5, "List Number": 10.5}


def to_docx(report: Report) -> bytes:
    """The report as a Word document; the same report gives the same bytes."""
    document = Document()
    _set_up(document, report)
    house, heads = report.house, report.house.words
    if house.logo:
        name = f"Logo of {house.name}" if house.name else "Logo"
        _add_picture(document, house.logo.svg, name, _LOGO)
    if house.name:
        _quietly(document.add_paragraph(), house.name)
    document.add_paragraph(report.title, "Title")
    _quietly(document.add_paragraph(), report.about)
    document.add_heading(heads.summary)
    _add_all(document, report.summary)
    document.add_heading(heads.picture)
    _add_picture(document, report.picture, report.seen, _WIDTH)
    document.add_heading(heads.points)
    _add_points(document, report)
    document.add_heading(heads.changes)
    _add_all(document, [report.changed])
    _add_all(document, report.changes, "List Bullet")
    _add_left_out(document, report, "changes")
    document.add_heading(heads.goals)
    _add_all(document, report.aims)
    goals = [(goal.name, goal.status, goal.movement, goal.due) for goal in report.goals]
    _add_table(document, ("Goal", "Stands", "Moves", "Due by"), goals)
    _add_left_out(document, report, "goals")
    document.add_heading(heads.unknown)
    _add_all(document, report.unknown, "List Bullet")
    document.add_heading(heads.sources)
    sources = [(one.name, one.publisher, one.licence, one.edition) for one in report.sources]
    _add_table(document, ("Source", "Publisher", "Licence", "Edition"), sources)
    _add_left_out(document, report, "sources")
    _add_all(document, report.terms)
    _add_all(document, [f"{at}: {point.id}" for at, point in enumerate(report.points, 1)])
    written = io.BytesIO()
    document.save(written)
    return _dated(written.getvalue(), datetime.fromisoformat(report.day))


def _set_up(document: Any, report: Report) -> None:
    """The page, the looks of the styles, and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(1.8)
    for name, size in _SIZES.items():
        style = document.styles[name]
        style.font.size, style.font.color.rgb, style.font.name = Pt(size), _INK, "Source Sans Pro"
        # The styles of the headings name their font by the theme, which would come first.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for mark in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{mark}"), None)
        style.paragraph_format.space_after = Pt(4)
    about, day = document.core_properties, datetime.fromisoformat(report.day)
    about.title, about.subject, about.author = report.title, report.about, report.house.name
    about.language, about.comments = "en-GB", ""
    about.created = about.modified = day
    about.last_modified_by, about.revision = report.house.name, 1


def _add_all(document: Any, texts: Iterable[str], style: str | None = None) -> None:
    for text in texts:
        document.add_paragraph(text, style)


def _add_left_out(document: Any, report: Report, list_: str) -> None:
    if said := report.left_out[list_]:
        _quietly(document.add_paragraph(), said)


def _add_points(document: Any, report: Report) -> None:
    if not report.points:
        document.add_paragraph(report.no_points)
    for point in report.points:
        document.add_paragraph(style="List Number").add_run(point.sentence).bold = True
        if point.consequence:
            document.add_paragraph(point.consequence, "List Continue")
        if point.repair:
            paragraph = document.add_paragraph(style="List Continue")
            paragraph.add_run("What would help: ").bold = True
            paragraph.add_run(point.repair)
        _quietly(document.add_paragraph(style="List Continue"), f"How sure: {point.sureness}")
    _add_left_out(document, report, "points")


def _quietly(paragraph: Any, text: str) -> None:
    paragraph.add_run(text).font.color.rgb = _QUIET


def _add_picture(document: Any, svg: str, seen: str, width: Any) -> None:
    """A picture with the text for whoever cannot see it; Word shows PNG everywhere."""
    shape = document.add_picture(io.BytesIO(to_png(svg)), width)
    shape._inline.docPr.set("descr", seen)


def _add_table(document: Any, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table whose first row is repeated, and read out, as its headings."""
    if not rows:
        return
    table = document.add_table(1, len(headings), "Table Grid")
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph()


def _dated(written: bytes, day: datetime) -> bytes:
    """The same file with each of its parts of one day, for the clock is no part of the report."""
    dated = io.BytesIO()
    with ZipFile(io.BytesIO(written)) as parts, ZipFile(dated, "w", ZIP_DEFLATED) as file:
        for part in parts.infolist():
            info = ZipInfo(part.filename, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            file.writestr(info, parts.read(part))
    return dated.getvalue()
