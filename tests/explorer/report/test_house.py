"""The name, logo and headings that a diocese may set, and what is said of those it may not."""

import re
import struct
import zlib
from dataclasses import fields
from pathlib import Path

import pytest

from partnermap.errors import BadInputError
from partnermap.explorer.report.house import MOST_LOGO, House, Logo, Words
from partnermap.settings import Settings
from tests.engines import ROOT

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1">{}</svg>'


def png(width: int, height: int, claimed: int | None = None) -> bytes:
    """A picture of one colour; `claimed` is how wide it says that it is."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    size = struct.pack(">IIBBBBB", claimed or width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x12\x43\x6d" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", size), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    )


def settings(tmp_path: Path, **given: object) -> Settings:
    return Settings.model_validate({"data": tmp_path, **given})


def test_what_is_set_is_taken(tmp_path: Path, logo: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text('points = "Where we are weak"\nkind = "For the trustees"\n')
    house = House.of(
        settings(tmp_path, report_name=" Board of Education ", report_logo=logo, report_words=words)
    )
    assert house.name == "Board of Education"
    assert house.logo == Logo(logo.read_text())
    assert house.words.points == "Where we are weak"
    assert house.words.goals == "Goals"
    assert House.of(settings(tmp_path)) == House()


def test_the_headings_that_are_documented_are_those_there_are(tmp_path: Path) -> None:
    document = (ROOT / "docs" / "board-report.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", document, re.DOTALL)
    file = tmp_path / "words.toml"
    file.write_text(block)
    assert Words.read(file) == Words()
    assert len(block.splitlines()) == len(fields(Words))


def test_a_logo_of_pixels_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(png(4, 2))
    assert Logo.read(file).svg.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">'
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG.format("<script>1</script>").encode(), "'<script', which a logo may not"),
        (SVG.format('<rect onclick="1"/>').encode(), "'onclick=', which a logo may not"),
        (SVG.format('<image href="http://a/b.png"/>').encode(), "which a logo may not"),
        (SVG.format('<image xlink:href="/etc/passwd"/>').encode(), "which a logo may not"),
        (SVG.format("<style>@import 'a.css'</style>").encode(), "'@import', which a logo may not"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("").encode(), "is no logo"),
        (SVG.format("<rect").encode(), "cannot be drawn as a logo"),
        (b"GIF89a", "is no logo: give a picture as SVG or PNG"),
        (b"\x89PNG\r\n\x1a\nnothing", "cut short or damaged"),
        (png(4, 2, claimed=40_000), "pixels wide and high"),
        (png(4, 2)[:40], "cut short or damaged"),
        (b"\xff" * (MOST_LOGO + 1), "too large: at most 256 KiB"),
    ],
)
def test_a_logo_that_cannot_be_used_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "logo"
    file.write_bytes(content)
    with pytest.raises(BadInputError, match=said.replace("'", ".")):
        House.of(settings(tmp_path, report_logo=file))


def test_a_logo_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be read: No such file"):
        House.of(settings(tmp_path, report_logo=tmp_path / "logo.svg"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('colour = "red"', "names 'colour', which is no heading of a report; there are title"),
        ("points = 3", "the heading points is to be one line"),
        ('points = ""', "the heading points is to be one line"),
        ('points = "a\\nb"', "the heading points is to be one line"),
        (f'points = "{"a" * 121}"', "the heading points is to be one line"),
        ("points", "cannot be read as TOML"),
    ],
)
def test_headings_that_cannot_be_meant_are_told(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "words.toml"
    file.write_text(text)
    with pytest.raises(BadInputError, match=said):
        House.of(settings(tmp_path, report_words=file))


def test_a_name_of_many_lines_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="PARTNERMAP_REPORT_NAME is to be one line"):
        House.of(settings(tmp_path, report_name="a\nb"))
