"""The report as PDF: two A4 pages, tagged and PDF/UA-1, of a template that is given data alone."""

import json
import re
from collections.abc import Set
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Final, cast

import font_source_sans_pro
import typst

from partnermap.errors import RefusedError
from partnermap.explorer.report.fitting import FITS, Fit, fitted, shortened
from partnermap.explorer.report.record import Report, each_text

PAGES: Final = 2
_RUNNING = 100
"""Characters of the title at the foot of each page."""
_LACKING = "Marks that the font of this file does not have are shown as question marks."
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")
"""Marks that are not for reading, by their codes: no font has them, and errors write them anew."""
_UNSHOWN = re.compile(r'the text `"((?:\\.|[^"\\])*)"` could not be displayed')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")


def to_pdf(report: Report) -> bytes:
    """The report on exactly two A4 pages; the same report gives the same bytes.

    What does not fit is shortened, and it is said how much is left out; marks that the font does
    not have are shown as question marks, and that is said too.
    """
    fits, lacking = [*FITS], set[str]()
    while fits:
        short = on_paper(report, fits[0], lacking)
        pages = int(_compiler(short, fits[0]).query("<pages>", field="value", one=True))
        if pages > PAGES:
            fits.pop(0)
            continue
        try:
            return _written(short, fits[0])
        except typst.TypstError as error:
            found = _unshown(error) - lacking
            if not found:
                raise RefusedError(f"This report cannot be set: {error}.") from error
            lacking |= found
    raise RefusedError("This report does not fit on two pages: ask for a smaller place.")


def on_paper(report: Report, fit: Fit, lacking: Set[str] = frozenset()) -> Report:
    """What of a report goes on paper within some bounds, by a font that lacks some marks."""
    short = fitted(report.with_texts(lambda text: text.translate(_CONTROLS)), fit)
    if not lacking:
        return short
    question = str.maketrans(dict.fromkeys(lacking, "?"))
    shown: Report = each_text(short, lambda text: text.translate(question))
    return replace(shown, picture=short.picture, terms=(*shown.terms, _LACKING))


def _written(report: Report, fit: Fit) -> bytes:
    midnight = datetime.fromisoformat(report.day).replace(tzinfo=UTC)
    written = _compiler(report, fit).compile(
        format="pdf", pdf_standards="ua-1", timestamp=int(midnight.timestamp())
    )
    return cast(bytes, written)


def _compiler(report: Report, fit: Fit) -> typst.Compiler:
    told = asdict(report) | {
        "title": report.title,
        "running": shortened(report.title, _RUNNING),
        "left_out": report.left_out,
        "no_points": report.no_points,
    }
    return typst.Compiler(
        str(files("partnermap.explorer.report") / "report.typ"),
        font_paths=_fonts(),
        sys_inputs={
            "report": json.dumps(told, ensure_ascii=False),
            "size": str(fit.size),
        },
    )


@cache
def _fonts() -> typst.Fonts:
    """The one font, which comes with a package, so that a file is the same on all machines."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[font_source_sans_pro.font_directory],
    )


def _unshown(error: typst.TypstError) -> set[str]:
    """The marks that an error says the font does not have."""
    said = "".join(_UNSHOWN.findall(f"{error.message}\n{error.diagnostic}"))
    codes = {chr(int(code, 16)) for code in _CODE.findall(said)}
    return codes | {*_CODE.sub("", said)} - {"\\"}
