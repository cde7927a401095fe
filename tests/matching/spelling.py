"""How people write names: seeded misspellings, decoys that exist nowhere, and search queries.

What counts as the same name is told here apart from the project's own reading of names.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random

from partnermap.model.names import Named
from partnermap.vocabulary import Kind
from tests.matching.names import place

_TYPED = (
    "school primary secondary academy college infant infants junior juniors nursery community "
    "high church of england cofe ce c e rc r catholic roman voluntary aided controlled va vc "
    "the and first middle lower upper comprehensive grammar preparatory prep free special "
    "sixth form foundation trust for a"
)
_TYPES = frozenset(_TYPED.split())
_SHORTER = (
    (r"\bSt\b\.?", ("Saint", "St.", "st")),
    (r"\bSaint\b", ("St", "St.")),
    (r"\bChurch of England\b|\bCofE\b|\bC of E\b|\bC\.E\.|\bCE\b",
     ("C of E", "CofE", "CE", "C.E.", "Church of England", "C. of E.")),
    (r"\bRoman Catholic\b|\bCatholic\b|\bRC\b", ("RC", "R.C.", "Catholic", "Roman Catholic")),
    (r"\bPrimary\b", ("Prim", "Prim.", "primary")),
    (r"\bSchool\b", ("Sch", "Sch.", "school")),
    (r"\bJunior\b", ("Jnr", "Jun")),
    (r"\bInfants?\b", ("Inf", "Infants", "Infant")),
    (r"\bAcademy\b", ("Acad", "academy")),
    (r"\band\b", ("&", "+")),
    (r"\bVoluntary (Aided|Controlled)\b", ("", r"\1")),
    (r"\bCommunity\b", ("Comm", "")),
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Change = Callable[[str, Random], str]


def core(name: str) -> frozenset[str]:
    """The words that tell a name from others of its type, without marks and plural endings."""
    text = re.sub(r"['’`]", "", name.lower()).replace("saint ", "st ")
    found = re.findall(r"[a-z0-9]+", text)
    return frozenset(w if w.endswith("ss") else w.rstrip("s") for w in found if w not in _TYPES)


def slip(name: str, rng: Random) -> str:
    """One slip of the keyboard in one longer word."""
    words = name.split(" ")
    long = [n for n, word in enumerate(words) if len(word) > 3]
    if not long:
        return name
    n = rng.choice(long)
    word, at = words[n], rng.randrange(1, len(words[n]) - 1)
    words[n] = rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + rng.choice(_LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + rng.choice(_LETTERS) + word[at:],
        )
    )
    return " ".join(words)


def shorten(name: str, rng: Random) -> str:
    """One of the field's variants in another's place."""
    fitting = [(pattern, words) for pattern, words in _SHORTER if re.search(pattern, name)]
    if not fitting:
        return name
    pattern, words = rng.choice(fitting)
    return " ".join(re.sub(pattern, rng.choice(words), name, count=1).split())


def bare(name: str, rng: Random) -> str:
    """Without apostrophes and commas, and often without capitals."""
    name = re.sub(r"[,.]", "", re.sub(r"['’]", rng.choice(("", "’", " ")), name))
    return name.lower() if rng.random() < 0.6 else name.upper()


def swap(name: str, rng: Random) -> str:
    """Two neighbours have changed places."""
    words = name.split(" ")
    if len(words) < 3:
        return name
    at = rng.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def omit_type(name: str, rng: Random) -> str:
    """Without one of the words that say what type of school it is."""
    words = name.split(" ")
    types = [n for n, word in enumerate(words) if word.lower() in _TYPES]
    if not types or not core(name):
        return name
    del words[rng.choice(types)]
    return " ".join(words)


def omit_any(name: str, rng: Random) -> str:
    """Without one word, whichever."""
    words = name.split(" ")
    if len(words) < 4:
        return name
    del words[rng.randrange(len(words))]
    return " ".join(words)


def run_together(name: str, rng: Random) -> str:
    """Two words written as one."""
    words = name.split(" ")
    if len(words) < 3:
        return name
    at = rng.randrange(len(words) - 1)
    return " ".join((*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]))


def misspell(name: str, rng: Random) -> str:
    """The name with one to three changes, so that it is no longer written as it was."""
    changes: tuple[Change, ...] = (slip, shorten, bare, swap, omit_type, omit_any, run_together)
    chosen = rng.choices(changes, (8, 6, 4, 2, 3, 1, 1), k=rng.randint(1, 3))
    written = name
    for change in chosen:
        written = change(written, rng)
    return written if written != name else slip(name, rng)


@dataclass(frozen=True, slots=True)
class Written:
    """A name as somebody wrote it, its local authority, and whom it means: None for a decoy."""

    text: str
    la: str
    id: str | None


def forms(entries: Iterable[Named], many: int, decoys: float, seed: int) -> Iterator[Written]:
    """Names as people write them in a form, a share of them of schools that exist nowhere."""
    rng = Random(seed)
    entries = list(entries)
    las = {e.id: e.name for e in entries if e.kind is Kind.LOCAL_AUTHORITY}
    schools = [e for e in entries if e.kind is Kind.SCHOOL]
    cores = {core(e.name) for e in schools}
    for _ in range(many):
        school = rng.choice(schools)
        la = school.la or ""
        shown = la if rng.random() < 0.5 else las[la]
        if rng.random() < decoys:
            yield Written(_decoy(schools, cores, rng), shown, None)
        else:
            yield Written(misspell(school.name, rng), shown, school.id)


def _decoy(schools: list[Named], cores: set[frozenset[str]], rng: Random) -> str:
    """A likely name that no school has: halves of two names, or a place that is nowhere."""
    while True:
        one, other = rng.choice(schools).name.split(), rng.choice(schools).name.split()
        first = [place(rng)] if rng.random() < 0.5 else one[: max(1, len(one) // 2)]
        name = " ".join((*first, *other[len(other) // 2 :]))
        if core(name) and core(name) not in cores:
            return name


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types to find a school, and the name that school has."""

    text: str
    name: str

    def answered_by(self, name: str) -> bool:
        """Whether a name is the right one: there are many schools called St Mary's."""
        return core(name) == core(self.name)


def queries(entries: Iterable[Named], many: int, seed: int) -> Iterator[Query]:
    """Searches for schools: shortened, swapped, abbreviated, misspelt, or several of these."""
    rng = Random(seed)
    schools = [e for e in entries if e.kind is Kind.SCHOOL and core(e.name)]
    ways: tuple[tuple[Change, ...], ...] = (
        (_told_only,), (_told_only, slip), (swap,), (shorten,), (shorten, shorten, bare), (slip,),
        (slip, omit_type), (bare,), (bare, omit_type, omit_type), (slip, slip),
    )  # fmt: skip
    for _ in range(many):
        name = rng.choice(schools).name
        text = name
        for change in rng.choice(ways):
            text = change(text, rng)
        yield Query(text, name)


def _told_only(name: str, rng: Random) -> str:
    """What people say of a school: "st marys"."""
    kept = [word for word in name.split() if word.lower().strip(",") not in _TYPES]
    return bare(" ".join(kept), rng)
