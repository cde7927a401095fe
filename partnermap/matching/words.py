"""Names as words: one form for what the registers write and what people type."""

import re
import unicodedata
from functools import lru_cache

MAX_TEXT = 300
"""Characters of a text that are looked at; the longest name on the register has 110."""
MAX_WORDS = 24
"""Words of a text that are looked at."""

_APOSTROPHES = "'’‘‛`´ʼʻ′\N{REPLACEMENT CHARACTER}"  # the last is what damaged files have there
_DISGUISES = {
    "a": "аαɑ", "b": "вβ", "c": "сϲ", "d": "ԁđð", "e": "еεє", "g": "ɡ", "h": "һнħ", "i": "іıιɩ",
    "j": "јϳ", "k": "кκ", "l": "łӏ", "m": "м", "n": "пη", "o": "оοø", "p": "рρ", "q": "ԛ", "s": "ѕ",
    "t": "тτŧ", "u": "υ", "v": "ν", "w": "ԝω", "x": "хχ", "y": "уγ", "ae": "æ", "oe": "œ",
}  # fmt: skip
"""Latin letters, and those of other scripts that are drawn as they are."""
_FOLDED = {ord(c): latin for latin, others in _DISGUISES.items() for c in others} | dict.fromkeys(
    map(ord, _APOSTROPHES), ""
)
_WORD = re.compile(r"[^\W_]+")

_PHRASES = {
    "church of england": "ce",
    "church england": "ce",
    "c of e": "ce",
    "c o e": "ce",
    "ch of e": "ce",
    "c e": "ce",
    "roman catholic": "rc",
    "r c": "rc",
    "multi academy trust": "mat",
    "single academy trust": "sat",
    "sixth form": "sixthform",
    "6th form": "sixthform",
    "local authority": "council",
    "junior mixed infant": "primary",
    "j m i": "primary",
}
_PHRASE = re.compile(rf"\b(?:{'|'.join(sorted(_PHRASES, key=len, reverse=True))})\b")
_LOST_APOSTROPHE = re.compile(r"(?<=\w\w) s\b")

_SAME = {
    "cofe": "ce", "coe": "ce", "anglican": "ce", "catholic": "rc", "cath": "rc",
    "saint": "st", "saints": "saint", "ss": "saint", "sts": "saint",
    "prim": "primary", "jmi": "primary", "sec": "secondary", "secondry": "secondary",
    "sch": "school", "schl": "school",
    "jnr": "junior", "jr": "junior", "jun": "junior", "inf": "infant", "nurs": "nursery",
    "acad": "academy", "academies": "academy", "coll": "college", "comm": "community",
    "prep": "preparatory", "comp": "comprehensive", "gram": "grammar", "tech": "technology",
    "fed": "federation", "fdn": "foundation", "educ": "education",
    "rd": "road", "ln": "lane", "ave": "avenue", "mt": "mount", "gt": "great",
    "1st": "first", "2nd": "second", "3rd": "third",
    "aided": "va", "controlled": "vc",
}  # fmt: skip
_SILENT = frozenset(
    ("the", "of", "and", "for", "at", "in", "a", "an", "on", "voluntary", "ltd", "limited")
)


def plain(text: str) -> str:
    """A text without case, accents, apostrophes, marks nobody sees, and letters in disguise."""
    text = text[:MAX_TEXT]
    if text.isascii():  # most names are, and looking up each letter takes ten times as long
        return text.lower().replace("'", "").replace("`", "")
    text = "".join(
        c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in _UNSEEN
    )
    return text.casefold().translate(_FOLDED)


_UNSEEN = frozenset(("Mn", "Me", "Cf", "Cs", "Co"))
"""Categories of characters that are dropped: accents, zero-width and bidi marks, lone halves."""


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """The words that tell a name from others, each in the one form of all its variants.

    "St. Mary's C of E (Aided) Prim Sch" and "Saint Marys Church of England Voluntary Aided Primary
    School" are both `st mary ce va primary school`. A name of silent words alone keeps them.
    """
    found = _WORD.findall(plain(text))[:MAX_WORDS]
    joined = _LOST_APOSTROPHE.sub("s", " ".join(found))
    told = [
        _singular(_SAME.get(word, word))
        for word in _PHRASE.sub(lambda m: _PHRASES[m[0]], joined).split()
        if word not in _SILENT
    ]
    return tuple(told or found)


def _singular(word: str) -> str:
    """The word without its plural or possessive s: those come and go."""
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word


def code(text: str) -> str | None:
    """An identifier as it is looked up, `urn:100000` or `100000`; None for what can be none.

    Written `URN 100000`, `urn: 100000` or ` 100000 ` it is the same.
    """
    match = _CODE.match(plain(text))
    if match is None:
        return None
    scheme, value = match.groups()
    return f"{scheme}:{value}" if scheme else value


_CODE = re.compile(r"\s*(?:([a-z]{2,11})[\s:]+)?(?=[a-z]*\d)([a-z0-9-]{1,32})\s*\Z")
_AGES = {"high": "secondary", "upper": "secondary", "comprehensive": "secondary"}
_APART = (
    frozenset(("ce", "rc", "methodist", "jewish", "muslim", "islamic", "hindu", "sikh")),
    frozenset(("nursery", "infant", "junior", "primary", "first", "middle", "secondary")),
)


def clash(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names say what cannot both be: Catholic and Church of England, infant and junior.

    What only one of them says is no clash.
    """
    a, b = ({_AGES.get(word, word) for word in words_} for words_ in (one, other))
    return any(a & group and b & group and not a & b & group for group in _APART)
