"""Names: how they are compared, sorted and kept within bounds."""

import unicodedata

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
