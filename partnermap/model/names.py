"""Names: how they are compared, sorted, kept within bounds, and told from their like."""

import unicodedata
from dataclasses import dataclass

from partnermap.vocabulary import Kind

NAME_LENGTH = 200
"""The most characters of a name that somebody writes down."""
LABEL_LENGTH = 80
"""The most characters of a partnership's local label."""


def fold(text: str) -> str:
    """The form in which names are compared and sorted: no case, no accents, single spaces."""
    if not text.isascii():  # most names are, and an import folds fifty thousand
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("’", "'")
    return " ".join(text.casefold().split())


def sort_key(name: str, id_: str) -> str:
    """The unique key that every list is ordered by: folded name, then id."""
    return f"{fold(name)} {id_}"


_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def unseen(text: str) -> str | None:
    """The first mark of a text that is not seen, turns its direction, or is no character at all."""
    return next((mark for mark in text if unicodedata.category(mark) in _UNSEEN), None)


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation as it is searched for: its name, and what tells it from its namesakes."""

    id: str
    name: str
    kind: Kind
    la: str | None = None
    """The id of its local authority, such as `la:892`."""
    town: str | None = None
    phase: str | None = None
    open: bool = True
    """False for what has closed."""
    codes: tuple[str, ...] = ()
    """Its other codes, written `scheme:value`, and its ids before a merge."""
