"""The forms in which a report is given out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from partnermap.explorer.report.docx import to_docx
from partnermap.explorer.report.html import to_html, to_page
from partnermap.explorer.report.pdf import to_pdf
from partnermap.explorer.report.record import Report


@dataclass(frozen=True, slots=True)
class Form:
    """How a report is written, and what the result is."""

    write: Callable[[Report], bytes]
    media_type: str
    kept: bool = True
    """Whether it is a file to be kept; else it is shown."""


_HTML = "text/html; charset=utf-8"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES: Final = {
    "pdf": Form(to_pdf, "application/pdf"),
    "docx": Form(to_docx, _WORD),
    "html": Form(lambda report: to_html(report).encode(), _HTML),
}
"""The forms of a file, by the end of its name."""
FORMS: Final = FILES | {"page": Form(lambda report: to_page(report).encode(), _HTML, kept=False)}
"""All forms, by name."""
