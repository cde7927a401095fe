"""What a workbook would unpack to, found out before anything that trusts it unpacks it.

A workbook is a ZIP of XML. A few kilobytes of one can stand for gigabytes: zeros that compress
well, one long text that a million cells refer to, one cell in the last row of the last column.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

from partnermap.errors import BadInputError

UNPACKED: Final = 128 * 2**20
"""Bytes that all parts of a workbook may have together."""
AREA: Final = 4_000_000
"""Cells between the first of a sheet and the last that holds anything."""
TEXT: Final = 64 * 2**20
"""Characters that all cells may hold together."""
_PARTS: Final = 1_000
_CHUNK: Final = 2**16
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z", re.ASCII)
_SAVED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d{2}-\d{2})")
_MACROS: Final = ("vbaproject.bin", "macrosheets/", "dialogsheets/", "activex/")


@dataclass(slots=True)
class Found:
    """What the parts of a workbook hold that its reader does not tell of."""

    saved: str | None = None
    """The day the workbook was last saved, as an ISO day."""
    unanswered: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """For each sheet, the row and column (from 1) of formulas whose value was not saved."""
    formulas: dict[str, int] = field(default_factory=dict)
    """For each sheet, how many formulas there are."""


def look_through(name: str, content: bytes) -> Found:
    """Read every part once, in small pieces; BadInputError for what must not be unpacked whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Look(name, archive).found()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError) as error:
        raise BadInputError(
            f"{name} is a damaged or encrypted workbook; open it, save it again and import that."
        ) from error
    except expat.ExpatError as error:
        raise BadInputError(
            f"{name} is a damaged workbook: {expat.ErrorString(error.code)}."
        ) from error


class _Look:
    """Looks through one archive."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._name = name
        self._archive = archive
        self._lengths: list[int] = []
        """Of each shared text, how long it is."""
        self._text = 0

    def found(self) -> Found:
        parts = [info.filename for info in self._archive.infolist()]
        if "xl/workbook.xml" not in parts:
            raise BadInputError(
                f"{self._name} is no workbook of Excel's; save it as one (.xlsx), or as CSV."
            )
        if any(macro in part.casefold() for part in parts for macro in _MACROS):
            raise self._refusal("holds macros; save it as a workbook without them (.xlsx)")
        self._check_size(parts)
        for part in parts:
            if part.casefold().endswith("/sharedstrings.xml"):
                self._read_texts(part)
        found = Found()
        if "docProps/core.xml" in parts:
            saved = _SAVED.search(self._archive.read("docProps/core.xml"))
            found.saved = saved[1].decode() if saved else None
        sheets = {part: sheet for sheet, part in self._sheets().items()}
        for part in parts:
            # Whichever parts the reader takes for sheets, they are among these.
            if part in sheets or "worksheets/sheet" in part.casefold():
                sheet = sheets.get(part, part)
                cells = self._read_cells(sheet, part)
                found.unanswered[sheet] = cells.unanswered
                found.formulas[sheet] = cells.formulas
        return found

    def _refusal(self, what: str) -> BadInputError:
        return BadInputError(f"{self._name} {what}.")

    def _check_size(self, parts: list[str]) -> None:
        if len(parts) > _PARTS or len(set(parts)) < len(parts):
            raise self._refusal("is not a workbook that a spreadsheet program has saved")
        left = UNPACKED
        for part in parts:
            # Reading to the end also checks what a part says of its own size.
            with self._archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise self._refusal(
                            f"unpacks to more than {UNPACKED // 2**20} MB; a filled form does not"
                        )

    def _parse(self, part: str, start: Callable[..., Any], **more: Callable[..., Any]) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = more.get("end")
        parser.CharacterDataHandler = more.get("text")
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        with self._archive.open(part) as stream:
            parser.ParseFile(stream)

    def _refuse_doctype(self, *_: object) -> None:
        raise self._refusal("defines XML of its own, which no spreadsheet program does")

    def _read_texts(self, part: str) -> None:
        def start(tag: str, _: dict[str, str]) -> None:
            if _local(tag) == "si":
                self._lengths.append(0)

        def text(data: str) -> None:
            if self._lengths:
                self._lengths[-1] += len(data)

        self._parse(part, start, text=text)

    def _sheets(self) -> dict[str, str]:
        """The part that holds each sheet."""
        targets: dict[str, str] = {}
        sheets: dict[str, str] = {}

        def relation(tag: str, attributes: dict[str, str]) -> None:
            if _local(tag) == "Relationship":
                target = attributes.get("Target", "")
                whole = target[1:] if target.startswith("/") else f"xl/{target}"
                targets[attributes.get("Id", "")] = whole

        def sheet(tag: str, attributes: dict[str, str]) -> None:
            if _local(tag) == "sheet":
                id_ = next((v for k, v in attributes.items() if _local(k) == "id"), "")
                sheets[attributes.get("name", "")] = targets.get(id_, "")

        if "xl/_rels/workbook.xml.rels" in self._archive.namelist():
            self._parse("xl/_rels/workbook.xml.rels", relation)
        self._parse("xl/workbook.xml", sheet)
        return sheets

    def _read_cells(self, sheet: str, part: str) -> "_Cells":
        cells = _Cells(self._lengths)
        self._parse(part, cells.start, end=cells.end, text=cells.text)
        if cells.last_row * cells.last_column > AREA:
            raise self._refusal(
                f"has something in row {cells.last_row:,} and in column {cells.last_column:,} of "
                f"the sheet “{sheet}”; delete what is below and beside the form"
            )
        self._text += cells.length
        if self._text > TEXT:
            raise self._refusal("holds more text than a filled form does")
        return cells


def _local(tag: str) -> str:
    return tag.rpartition(":")[2] if ":" in tag else tag


class _Cells:
    """Takes in the cells of one sheet, in the order of the file."""

    def __init__(self, lengths: list[int]) -> None:
        self.last_row = self.last_column = self.length = self.formulas = 0
        self.unanswered: list[tuple[int, int]] = []
        self._lengths = lengths
        self._row = self._column = 0
        self._shared = self._formula = False
        self._value: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "c":
            self._place(attributes.get("r", ""))
            self._shared = attributes.get("t") == "s"
            self._formula, self._value = False, None
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
            self._column = 0
        elif tag in ("v", "is"):
            self._value = []
        elif tag == "f":
            self._formula = True

    def text(self, data: str) -> None:
        if self._value is not None:
            self._value.append(data)

    def end(self, tag: str) -> None:
        tag = _local(tag)
        if tag != "c":
            return
        value = "".join(self._value or ())
        self.formulas += self._formula
        if self._formula and not value:
            self.unanswered.append((self._row, self._column))
        if self._value is not None or self._formula:
            self.last_row = max(self.last_row, self._row)
            self.last_column = max(self.last_column, self._column)
        self.length += len(value)
        if self._shared and value.isdecimal() and len(value) < 9:
            at = int(value)
            self.length += self._lengths[at] if at < len(self._lengths) else 0
        self._value = None

    def _place(self, reference: str) -> None:
        match = _REFERENCE.match(reference)
        if match is None:
            self._column += 1
            return
        self._column = 0
        for letter in match[1]:
            self._column = 26 * self._column + ord(letter) - 64
        self._row = int(match[2])
