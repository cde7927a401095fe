"""Bytes to rows: encodings, delimiters, headers and physical line numbers of a published table."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from partnermap.errors import BadInputError

_NOT_TEXT = {
    b"PK\x03\x04": "a ZIP archive or an Excel workbook; open it and save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook; open it and save the sheet as CSV",
    b"%PDF": "a PDF document; ask its publisher for the CSV file",
    b"\x1f\x8b": "compressed with gzip; unpack it first",
}
_MARKUP = ("<!doctype", "<html", "<head", "<body", "<?xml", "<!--")
_BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_DAMAGED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file: its first physical line, how many it spans, its cells."""

    line: int
    lines: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are read anew from its text each time they are asked for."""

    name: str
    """The file's name, for messages."""
    header: tuple[str, ...]
    width: int
    """How many fields most rows have, at most as many as the header names."""
    last_line: int
    """The line of the last row that holds anything; empty rows after it are no rows."""
    damaged: int
    """How many lines hold characters that were lost before the file came here."""
    text: str
    delimiter: str

    def rows(self) -> Iterator[Row]:
        """Every row in order, blank lines left out."""
        rows = _read(self.name, self.text, self.delimiter)
        next(rows)
        for row in rows:
            if row.line > self.last_line:
                return
            yield row


def read_bytes(path: Path) -> bytes:
    """The content of the file at `path`."""
    if path.is_dir():
        raise BadInputError(f"{path} is a folder; name the file in it that should be imported.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInputError(f"There is no file {path}; check the name.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadInputError(f"{path} cannot be read: {reason}.") from error


def read_table(name: str, content: bytes) -> Table:
    """The table that a file of this content holds.

    UTF-8 (with or without its mark), UTF-16 with its mark, and Windows-1252 are understood, with
    comma, semicolon or tab between fields. Raises BadInputError for what is no table at all.
    """
    text = _decoded(name, content)
    delimiter = _delimiter(text)
    rows = _read(name, text, delimiter)
    header = tuple(" ".join(cell.split()) for cell in next(rows, Row(1, 1, [])).cells)
    widths: Counter[int] = Counter()
    last_line = 0
    for row in rows:
        widths[len(row.cells)] += 1
        if any(cell and not cell.isspace() for cell in row.cells):
            last_line = row.line
    if not last_line:
        raise BadInputError(f"{name} has a header but no rows; is it the whole file?")
    width = min(len(header), widths.most_common(1)[0][0])
    damaged = sum(_DAMAGED in line for line in text.splitlines()) if _DAMAGED in text else 0
    return Table(name, header, width, last_line, damaged, text, delimiter)


def _read(name: str, text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            if cells:
                yield Row(before + 1, reader.line_num - before, cells)
            before = reader.line_num
    except csv.Error as error:
        raise BadInputError(
            f"{name} cannot be read as CSV after line {before}: {error}; "
            "a quotation mark may be missing there."
        ) from error


def _delimiter(text: str) -> str:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _decoded(name: str, content: bytes) -> str:
    for magic, what in _NOT_TEXT.items():
        if content.startswith(magic):
            raise BadInputError(f"{name} is {what}.")
    if _looks_like_utf_16(content):
        raise BadInputError(
            f"{name} is in UTF-16 and lacks the mark that would say so; save it as CSV in UTF-8."
        )
    text = _as_text(name, content)
    start = text[:4096].lstrip().casefold()
    if not start:
        raise BadInputError(f"{name} is empty; was it downloaded completely?")
    if start.startswith(_MARKUP):
        raise BadInputError(
            f"{name} is a web page, not a table; the download may have failed, so fetch it again."
        )
    if any(c < " " and c not in "\t\r\n\f\x0b\x1a" for c in text[:65536]):
        raise BadInputError(f"{name} holds binary data, not a table; is it the right file?")
    return text


def _looks_like_utf_16(content: bytes) -> bool:
    """Whether every other byte is zero, as in plain text of two bytes a character."""
    some = content[:200]
    return len(some) > 3 and any(not any(some[at::2]) and all(some[1 - at :: 2]) for at in (0, 1))


def _as_text(name: str, content: bytes) -> str:
    marked = next((e for m, e in _BYTE_ORDER_MARKS.items() if content.startswith(m)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    expected = "UTF-16" if marked == "utf-16" else "UTF-8 or Windows-1252"
    raise BadInputError(f"{name} is not text in {expected}; save it as CSV in UTF-8.")
