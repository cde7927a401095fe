"""Whose report it is: the name, logo and headings that a diocese may set."""

import base64
import re
import struct
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from partnermap.errors import BadInputError
from partnermap.explorer.picture.png import to_png
from partnermap.settings import Settings

MOST_LOGO = 256 * 1024
"""Bytes of a logo."""
_MOST_WORDS = 16 * 1024
_PIXELS = 4_000
_TRIED = 60
"""So many pixels wide a logo is drawn to see whether it can be."""
_LONGEST = 120
"""Characters of a heading or a name."""
_PNG, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_ROOT = re.compile(r"\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*)*<svg[\s>]", re.DOTALL)
_REACHING = re.compile(
    r"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|@import|<\s*(?:\w+:)?(?:script|foreignObject|iframe)\b"
    r"|\son\w+\s*=|href\s*=\s*[\"'](?!#|data:image/(?:png|jpeg);)|url\((?![\"']?#)",
    re.IGNORECASE,
)
"""What in an SVG may run, or may bring something in from elsewhere."""


@dataclass(frozen=True, slots=True)
class Words:
    """The headings of a report."""

    title: str = "who works with whom"
    kind: str = "Report for the board"
    summary: str = "In short"
    picture: str = "The picture"
    points: str = "What needs attention"
    changes: str = "What has changed"
    goals: str = "Goals"
    unknown: str = "What we do not know"
    sources: str = "Sources"

    @classmethod
    def read(cls, path: Path) -> Self:
        """The headings with those replaced that a TOML file names; BadInputError says what not."""
        try:
            given = tomllib.loads(_bytes(path, _MOST_WORDS).decode())
        except ValueError as error:  # of UTF-8 or of TOML
            raise BadInputError(f"{path} cannot be read as TOML in UTF-8: {error}.") from None
        known = [field.name for field in fields(cls)]
        if unknown := sorted(given.keys() - {*known}):
            raise BadInputError(
                f"{path} names {unknown[0]!r}, which is no heading of a report; there are "
                f"{', '.join(known)}."
            )
        for name, heading in given.items():
            if not isinstance(heading, str) or not _is_line(heading):
                raise BadInputError(
                    f"In {path} the heading {name} is to be one line of 1 to {_LONGEST} characters."
                )
        return cls(**given)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that stands at the head of a report, as SVG; one of pixels is wrapped in it."""

    svg: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """The logo in a file; BadInputError where it is none, too large, or reaches elsewhere."""
        content = _bytes(path, MOST_LOGO)
        logo = cls(_wrapped(content) if content.startswith(_PNG) else _checked(path, content))
        try:
            to_png(logo.svg, width=_TRIED)
        except RuntimeError as error:
            raise BadInputError(
                f"{path} cannot be drawn as a logo ({error}): give another SVG or PNG."
            ) from None
        return logo

    @property
    def address(self) -> str:
        """The logo itself as an address, for a page: shown so, nothing in it runs."""
        return f"data:image/svg+xml;base64,{base64.b64encode(self.svg.encode()).decode()}"


def _wrapped(png: bytes) -> str:
    if not png.endswith(_PNG_END):
        raise BadInputError("The PNG of the logo is cut short or damaged: save it anew.")
    width, height = struct.unpack(">II", png[16:24].ljust(8, b"\0"))
    if not 0 < width <= _PIXELS >= height > 0:
        raise BadInputError(f"A logo is at most {_PIXELS} pixels wide and high.")
    pixels = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{pixels}"/></svg>'
    )


def _checked(path: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not _ROOT.match(text):
        raise BadInputError(f"{path} is no logo: give a picture as SVG or PNG.")
    if found := _REACHING.search(text):
        raise BadInputError(
            f"{path} holds {found[0].strip()!r}, which a logo may not: save it as a plain SVG "
            "without scripts and links, or as PNG."
        )
    return text


@dataclass(frozen=True, slots=True)
class House:
    """Who gives a report, and in which words."""

    name: str = ""
    logo: Logo | None = None
    words: Words = Words()

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings say; BadInputError for what cannot be used."""
        name = settings.report_name.strip()
        if name and not _is_line(name):
            raise BadInputError(
                f"PARTNERMAP_REPORT_NAME is to be one line of at most {_LONGEST} characters."
            )
        logo, words = settings.report_logo, settings.report_words
        return cls(name, Logo.read(logo) if logo else None, Words.read(words) if words else Words())


def _is_line(text: str) -> bool:
    return len(text.strip()) > 0 and len(text) <= _LONGEST and text.isprintable()


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from None
    if len(content) > most:
        raise BadInputError(f"{path} is too large: at most {most // 1024} KiB are taken.")
    return content
