"""The form as a workbook: instructions, a sheet for partnerships, one for none, and lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from partnermap.errors import BadInputError
from partnermap.exports.sheets import harmless
from partnermap.model.names import Named
from partnermap.surveys.layout import (
    ALL,
    ANSWERED,
    CHOICES,
    EVERYONE,
    EXAMPLE,
    FORM_VERSION,
    INSIDE,
    NONE,
    ORGANISATIONS,
    PARTNERSHIPS,
    ROUND,
    ROUND_ID,
    SOME,
    START,
    VERSION,
    WHO,
    WITH_NOBODY,
    YES,
    Heading,
    label,
    shown,
)
from partnermap.vocabulary import PartnershipKind, Strength, Theme

ROWS: Final = 500
"""Rows to fill in; nobody works with more."""
_TALL: Final = 60

_HOW: Final = (
    "1. Choose who is answering, below.",
    f"2. On the sheet “{PARTNERSHIPS}”, write one row for each organisation you work with. Choose "
    "it from the list in the cell, or type its name with its town.",
    "3. If you work together in a partnership of several, give its name, and a row for each of its "
    "members you know of. Leave the name empty where it is just the two of you.",
    f"4. If you work with nobody at present, say so on the sheet “{NONE}”: that is an answer too.",
    "5. Say below whether these are all. If they are, whoever on the list you leave out counts as "
    "somebody you do not work with; if they are not, nothing is concluded.",
    "6. Save the workbook and send it back. Columns may be moved. Only white cells can be changed.",
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form for everyone in a round."""

    round: str
    """The round's id."""
    name: str
    organisations: Sequence[Named]
    """Those to choose from, which whoever answers is one of."""
    made: datetime


@dataclass(frozen=True, slots=True)
class Looks:
    """How cells look."""

    title: Format
    heading: Format
    text: Format
    example: Format
    fill: Format

    @classmethod
    def of(cls, book: Workbook) -> "Looks":
        """The looks of a new workbook; what may be filled in is unlocked, and text."""
        wrap = {"text_wrap": True, "valign": "top"}
        return cls(
            book.add_format({"bold": True, "font_size": 16}),
            book.add_format({**wrap, "bold": True, "bg_color": "#d9e6f2", "bottom": 1}),
            book.add_format({**wrap, "bg_color": "#f3f2f1"}),
            book.add_format({**wrap, "italic": True, "font_color": "#505a5f"}),
            book.add_format({**wrap, "locked": False, "num_format": "@", "border": 4}),
        )


@contextmanager
def workbook(path: Path, made: datetime) -> Iterator[Workbook]:
    """A workbook that is at `path` once it is whole; BadInputError where it cannot be written."""
    part = path.with_name(f".{path.name}.part")
    # No text becomes a formula, a link or a number by how it looks.
    as_it_is = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    book = xlsxwriter.Workbook(str(part), as_it_is)
    book.set_properties({"created": made, "author": "partnermap"})
    try:
        yield book
        book.close()
        part.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise BadInputError(f"{path} cannot be written: {error}.") from error
    finally:
        part.unlink(missing_ok=True)


def write_form(path: Path, form: Form) -> None:
    """Write the form to `path`."""
    with workbook(path, form.made) as book:
        looks = Looks.of(book)
        start, rows, none, organisations, choices, inside = (
            book.add_worksheet(name)
            for name in (START, PARTNERSHIPS, NONE, ORGANISATIONS, CHOICES, INSIDE)
        )
        everyone = _write_list(organisations, 0, "Organisation", map(label, form.organisations))
        organisations.set_column(0, 0, 80)
        _write_start(start, looks, form, everyone)
        lists = write_choices(choices, ANSWERED)
        write_headings(rows, looks, ANSWERED)
        for at, heading in enumerate(ANSWERED.values()):
            rows.write_string(1, at, (EXAMPLE if at == 0 else "") + heading.example, looks.example)
        fillable(rows, looks, ANSWERED, lists | {"partner": everyone}, first=2, rows=ROWS)
        _write_none(none, looks)
        for at, pair in enumerate(
            ((ROUND, form.name), (ROUND_ID, form.round), (FORM_VERSION, VERSION))
        ):
            inside.write_row(at, 0, map(harmless, pair))
        for sheet in (start, rows, none, organisations):
            protect(sheet)
        choices.hide()
        inside.very_hidden()


def protect(sheet: Worksheet) -> None:
    """Keep what is not to be filled in from being changed by mistake; columns may be resized."""
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})


def write_headings(sheet: Worksheet, looks: Looks, headings: Mapping[str, Heading]) -> None:
    """The headings in the first row, which stays in view."""
    for at, heading in enumerate(headings.values()):
        sheet.set_column(at, at, heading.width)
        sheet.write_string(0, at, heading.text, looks.heading)
    sheet.set_row(0, 34)
    sheet.freeze_panes(1, 1)


def write_choices(sheet: Worksheet, headings: Mapping[str, Heading]) -> dict[str, str]:
    """The choices of each column on a sheet of their own; returns where each list stands."""
    return {
        key: _write_list(sheet, at, heading.text, heading.choices)
        for at, (key, heading) in enumerate(headings.items())
        if heading.choices
    }


def fillable(
    sheet: Worksheet,
    looks: Looks,
    headings: Mapping[str, Heading],
    lists: Mapping[str, str],
    *,
    first: int,
    rows: int,
) -> None:
    """Unlock the cells under the headings, and give them their drop-downs."""
    for row in range(first, first + rows):
        for at in range(len(headings)):
            sheet.write_blank(row, at, None, looks.fill)
    for at, (key, heading) in enumerate(headings.items()):
        if key in lists:
            # A theme may be several, a partner may be typed: the list offers and does not bind.
            rule = {"validate": "list", "source": lists[key], "show_error": False}
        elif heading.help:
            rule = {"validate": "any"}
        else:
            continue
        if heading.help:
            rule |= {"input_title": heading.text[:32], "input_message": heading.help}
        sheet.data_validation(first, at, first + rows - 1, at, rule)


def _write_list(sheet: Worksheet, column: int, heading: str, entries: Iterable[str]) -> str:
    """A list under its heading; returns where it stands, as a drop-down names it."""
    sheet.write_string(0, column, heading)
    last = 1
    for last, entry in enumerate(entries, 1):
        sheet.write_string(last, column, harmless(entry))
    letter = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
    return f"='{sheet.get_name()}'!{letter}$2:{letter}${last + 1}"


def _write_start(sheet: Worksheet, looks: Looks, form: Form, everyone: str) -> None:
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 76)
    sheet.write_string(0, 0, harmless(f"Who do you work with? {form.name}"), looks.title)
    for row, text in enumerate(_HOW, 2):
        sheet.merge_range(row, 0, row, 1, text, looks.text)
        sheet.set_row(row, 34)
    row = len(_HOW) + 3
    for text, source in ((WHO, everyone), (EVERYONE, [ALL, SOME])):
        sheet.write_string(row, 0, text, looks.heading)
        sheet.write_blank(row, 1, None, looks.fill)
        sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": source})
        row += 1
    for title, words in (
        ("How closely you work, from the least to the most", Strength),
        ("What you work on", Theme),
    ):
        row += 1
        sheet.write_string(row, 0, title, looks.heading)
        for word in words:
            row += 1
            sheet.write_string(row, 0, shown(word), looks.text)
            sheet.write_string(row, 1, word.meaning, looks.text)
    sheet.write_string(row + 2, 0, "Kinds of partnership", looks.heading)
    sheet.write_string(row + 2, 1, ", ".join(map(shown, PartnershipKind)), looks.text)


def _write_none(sheet: Worksheet, looks: Looks) -> None:
    sheet.set_column(0, 0, _TALL)
    sheet.set_column(1, 1, 12)
    sheet.write_string(0, 0, "We were asked, and have none", looks.title)
    sheet.write_string(2, 0, WITH_NOBODY, looks.heading)
    sheet.write_blank(2, 1, None, looks.fill)
    sheet.data_validation(2, 1, 2, 1, {"validate": "list", "source": [YES]})
