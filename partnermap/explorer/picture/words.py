"""Names, shortened to what tells them apart, and how wide a text is."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

LONGEST: Final = 30
"""The most characters of a label."""

_PHRASES = (
    (re.compile(r"\bchurch of england\b", re.IGNORECASE), "CE"),
    (re.compile(r"\broman\b", re.IGNORECASE), ""),
)
_COMMON = frozenset((
    "academies", "academy", "all-through", "and", "ce", "church", "college", "company",
    "controlled", "cofe", "community", "first", "foundation", "federation", "for", "free",
    "high", "infant", "infants", "junior", "limited", "ltd", "middle", "multi",
    "multi-academy", "nursery", "of", "partnership", "primary", "school", "schools",
    "secondary", "sixth", "form", "the", "trust", "voluntary", "aided",
))  # fmt: skip
"""Words that say what sort of organisation it is, which its shape says too."""
_NARROW, _WIDE, _BROAD = frozenset("ijl.,:;'’|!()[] tfrI-"), frozenset("mwMW@%—…"), 0.92


def width(text: str, size: float) -> float:
    """How wide a text of a size is at most, near enough, in common sans-serif fonts."""
    return size * sum(_advance(mark) for mark in text)


def _advance(mark: str) -> float:
    if mark in _NARROW:
        return 0.36
    if mark in _WIDE or not mark.isascii():
        return _BROAD if not mark.isalpha() or not mark.islower() else 0.62
    return 0.7 if mark.isupper() else 0.57


def cut(text: str, most: int = LONGEST) -> str:
    """The text, or as much of it as there is room for, with an ellipsis."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    # At a word's end, unless too little would be left.
    return (kept[: kept.rfind(" ")] if kept.rfind(" ") > most // 2 else kept).rstrip(" ,.-") + "…"


def fitted(text: str, size: float, room: float) -> str:
    """The text, or as much of it as is no wider than the room there is."""
    most = len(text)
    while most > 1 and width(cut(text, most), size) > room:
        most -= 1
    return cut(text, most)


def shortened(names: Mapping[str, str]) -> dict[str, str]:
    """A short name for each id: without what sort it is, unless that is what tells two apart."""
    plain = {id_: _plain(name) for id_, name in names.items()}
    bases = {id_: _base(words) for id_, words in plain.items()}
    alike = defaultdict(list)
    for id_, base in bases.items():
        alike[" ".join(base).casefold()].append(id_)
    short = {}
    for ids in alike.values():
        shared = frozenset.intersection(*(frozenset(plain[id_]) for id_ in ids))
        for id_ in ids:
            own = [word for word in plain[id_][len(bases[id_]) :] if word not in shared]
            short[id_] = cut(" ".join([*bases[id_], *(own if len(ids) > 1 else ())]))
    return short


def shortest(short: Mapping[str, str], beside: Iterable[str]) -> dict[str, str]:
    """Short names without the town that several begin with, where nobody else is called the rest.

    `beside` are the short names of all that are on the picture.
    """
    towns = Counter(name.partition(" ")[0] for name in short.values())
    tails = {id_: name.partition(" ")[2] for id_, name in short.items()}
    taken = Counter(text.casefold() for text in (*beside, *tails.values()))
    return {
        id_: tails[id_]
        if len(tails[id_]) > 3
        and towns[name.partition(" ")[0]] > 2
        and taken[tails[id_].casefold()] == 1
        and not name.endswith("…")
        else name
        for id_, name in short.items()
    }


def _plain(name: str) -> list[str]:
    for phrase, word in _PHRASES:
        name = phrase.sub(word, name)
    return name.split() or ["?"]


def _base(words: list[str]) -> list[str]:
    """The words up to those at the end that only say what sort it is."""
    kept = list(words)
    while len(kept) > 1 and kept[-1].strip("(),.").casefold() in _COMMON:
        kept.pop()
    if len(kept) > 1 and kept[0].casefold() == "the":
        kept = kept[1:]
    return kept
