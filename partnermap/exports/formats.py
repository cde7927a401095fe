"""The formats in which a network is exported: one entry for each, which every door goes by.

The picture of a network is a file too, which `explorer/places/picture_files.py` makes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from partnermap.errors import NotFoundError
from partnermap.exports.contents import Contents
from partnermap.exports.documents import write_json, write_jsonld
from partnermap.exports.gexf import write_gexf
from partnermap.exports.graphml import write_graphml
from partnermap.exports.tables import write_csv, write_workbook


@dataclass(frozen=True, slots=True)
class Form:
    """What something is taken home as: how such files are called and served."""

    name: str
    suffix: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Format(Form):
    """A format in which a network is written."""

    write: Callable[[Contents, Path], object]
    tells_findings: bool = False
    """Whether what was found stands beside the network."""
    tells_past: bool = False
    """Whether it has a time for each thing, and with it what was before the day asked about."""


def _text(write: Callable[[Contents, TextIO], object]) -> Callable[[Contents, Path], object]:
    def write_file(contents: Contents, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            write(contents, file)

    return write_file


FORMATS: Final[Mapping[str, Format]] = {
    format_.name: format_
    for format_ in (
        Format("graphml", ".graphml", "application/graphml+xml", _text(write_graphml)),
        Format("gexf", ".gexf", "application/gexf+xml", _text(write_gexf), tells_past=True),
        Format("csv", ".zip", "application/zip", write_csv),
        Format(
            "xlsx",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_workbook,
            tells_findings=True,
        ),
        Format("json", ".json", "application/json", _text(write_json)),
        Format("jsonld", ".jsonld", "application/ld+json", _text(write_jsonld)),
    )
}


def format_named(name: str, formats: Mapping[str, Format], elsewhere: Iterable[str] = ()) -> Format:
    """The format of that name; NotFoundError tells which there are, here or elsewhere."""
    if name not in formats:
        names = ", ".join([*formats, *elsewhere])
        raise NotFoundError(f"{name!r} is no format; there are {names}.")
    return formats[name]
