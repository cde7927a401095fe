"""XML, written piece by piece: what GraphML and GEXF are made of."""

import re
from collections.abc import Iterable
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from partnermap.exports.columns import Value

_UNFIT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML has no way to write."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def plain(value: Value) -> str:
    """A value as a text: of words one after another, of what is true `true`."""
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def attributes(given: Iterable[tuple[str, Value]]) -> str:
    """The attributes of an element, with a space before each."""
    return "".join(f" {name}={quoteattr(_fit(plain(value)))}" for name, value in given)


def element(name: str, text: Value, *given: tuple[str, Value]) -> str:
    """An element that holds a text."""
    # A reader takes a bare return for the end of a line.
    inner = escape(_fit(plain(text)), {"\r": "&#13;"})
    return f"<{name}{attributes(given)}>{inner}</{name}>"


def _fit(text: str) -> str:
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def write_all(file: TextIO, pieces: Iterable[str]) -> None:
    """Write pieces one after another, each on a line of its own."""
    for piece in pieces:
        file.write(f"{piece}\n")
