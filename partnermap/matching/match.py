"""Matching: whom a name in a file means, decided only where one answer is clearly the best."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from heapq import nlargest

from partnermap.matching.index import Hit, Index
from partnermap.matching.reading import Weighed
from partnermap.matching.words import clash, words
from partnermap.vocabulary import Kind, Phase

OFFERED = 5
"""The most candidates there are to choose from."""

_SURE = 0.86
"""The least likeness that is accepted within a local authority that was named."""
_SURE_ANYWHERE = 0.95
"""The same where no authority was named: the whole country competes."""
_AHEAD = 0.05
"""By how much the best must lead."""
_EACH_WORD = 0.7
"""How like each telling word must be: a word that other names have is no slip for this one's."""
_WORTH_OFFERING = 0.4
_SAME_THING = 0.5
"""How like a name must be to the name that its code stands for."""


class Decision(StrEnum):
    """What became of a name."""

    ACCEPTED = "ACCEPTED"
    DOUBTFUL = "DOUBTFUL"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An organisation as somebody wrote it down, with what else they said of it."""

    name: str = ""
    codes: tuple[str, ...] = ()
    """Codes of any scheme, such as `urn:100000`, `100000` or `07318714`."""
    place: str = ""
    """Its town or village, or an address."""
    phase: Phase | None = None
    la: str = ""
    """Its local authority: `la:892`, `892`, or a name."""
    kind: Kind | None = None
    open_only: bool = False
    """Whether only what is open can be meant; what has closed is still offered."""


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a name means, or may mean, and why."""

    decision: Decision
    reason: str
    id: str | None = None
    """The one accepted; None if none was."""
    score: float = 0.0
    """How like the best is: 1 is the same."""
    candidates: tuple[Hit, ...] = ()
    """The likeliest, best first, at most five; the accepted one is the first."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    score: float
    weighed: Weighed
    against: str
    """What speaks against it; empty if nothing does."""


class Matcher:
    """Matches names on one index; the answer for a name depends on nothing else."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._authority = lru_cache(maxsize=1000)(self._find_authority)

    def match(self, wanted: Wanted) -> Match:
        """Whom somebody means: by code, then by name with place, phase and local authority."""
        coded = self._by_code(wanted)
        if coded is not None:
            return coded
        found = self._by_name(wanted)
        if wanted.codes and found.decision is Decision.ACCEPTED:
            reason = f"nothing here has the code {wanted.codes[0]}; {found.reason}"
            return Match(Decision.DOUBTFUL, reason, None, found.score, found.candidates)
        return found

    # By code

    def _by_code(self, wanted: Wanted) -> Match | None:
        given = [c for c in (*wanted.codes, wanted.name) if c]
        numbers = list(dict.fromkeys(n for c in given for n in self._index.coded(c)))
        entries = self._index.entries
        numbers = [n for n in numbers if wanted.kind in (None, entries[n].kind)]
        if not numbers:
            return None
        hits = tuple(Hit(entries[n], 1.0, "the same code") for n in numbers[:OFFERED])
        if len(numbers) > 1:
            return Match(Decision.DOUBTFUL, "the codes are of several organisations", None, 1, hits)
        name = words(wanted.name)
        if name and not self._index.coded(wanted.name):
            weighed = self._index.compare(name, numbers[0])
            if max(weighed.asked + weighed.place, weighed.told) < _SAME_THING:
                return Match(
                    Decision.DOUBTFUL,
                    f"the code is that of {hits[0].named.name}, which is not the name given",
                    None, _score(weighed), hits,
                )  # fmt: skip
        return Match(Decision.ACCEPTED, "the same code", hits[0].named.id, 1.0, hits)

    # By name

    def _by_name(self, wanted: Wanted) -> Match:
        asked = words(wanted.name)
        if not asked:
            return Match(Decision.NONE, "there is no name")
        la = self._authority(wanted.la) if wanted.la else None
        near = self._candidates(asked, wanted, la, anywhere=la is None)
        if near and (reason := self._certain(near, la)):
            best = near[0]
            id_ = self._index.entries[best.number].id
            return Match(Decision.ACCEPTED, reason, id_, best.score, self._told(near))
        if la is not None:
            known = {c.number for c in near}
            far = self._candidates(asked, wanted, la, anywhere=True)
            near += [c for c in far if c.number not in known]
            near.sort(key=lambda c: (-c.score, c.number))
        near = [c for c in near if c.score >= _WORTH_OFFERING]
        if not near:
            return Match(Decision.NONE, "nothing here has a name like it")
        return Match(Decision.DOUBTFUL, self._doubt(near), None, near[0].score, self._told(near))

    def _find_authority(self, text: str) -> str | None:
        """The id of the local authority that a text names; None if it names none, or two."""
        entries = self._index.entries
        authority = Kind.LOCAL_AUTHORITY
        coded = [n for n in self._index.coded(text) if entries[n].kind is authority]
        if not coded:
            # People add "City Council" to the name on the register.
            found = self._index.weigh(words(text), [authority])
            whole = [w for w in found if w.told > 0.99]
            most = max((w.asked for w in whole), default=0.0)
            coded = [w.number for w in whole if w.asked == most]
        return entries[coded[0]].id if len(coded) == 1 else None

    def _candidates(
        self, asked: tuple[str, ...], wanted: Wanted, la: str | None, *, anywhere: bool
    ) -> list[_Candidate]:
        """The likeliest in the local authority that was named, or anywhere."""
        kinds = [wanted.kind] if wanted.kind else []
        among = None
        if not anywhere:
            # Trusts and dioceses lie in no local authority: one is named for them all the same.
            placed = self._index.placed
            among = {*placed.get(la, ()), *(() if wanted.kind is Kind.SCHOOL else placed[None])}
        beside = words(f"{wanted.place} {wanted.la}")
        found = [
            self._candidate(asked, wanted, la, weighed)
            for weighed in self._index.weigh(asked, kinds, among, beside)
        ]
        return nlargest(OFFERED, found, key=lambda c: (c.score, -c.number))

    def _candidate(
        self, asked: tuple[str, ...], wanted: Wanted, la: str | None, weighed: Weighed
    ) -> _Candidate:
        entry = self._index.entries[weighed.number]
        score = _score(weighed)
        against = ""
        if wanted.open_only and not entry.open:
            against = "it has closed"
        elif clash(asked, words(entry.name)):
            against = "the name says that it is of another kind"
        elif wanted.phase and entry.phase and wanted.phase.value != entry.phase:
            against = "it is of another phase"
        elif la and entry.la and la != entry.la:
            against = "it lies in another local authority"
        return _Candidate(weighed.number, score * (0.85 if against else 1), weighed, against)

    def _certain(self, candidates: list[_Candidate], la: str | None) -> str:
        """Why the first of some candidates is meant and no other; empty if that is not certain."""
        best, *others = candidates
        there = la is not None and self._index.entries[best.number].la == la
        sure = _SURE if there else _SURE_ANYWHERE
        if best.against or best.score < sure or best.weighed.least < _EACH_WORD:
            return ""
        if any(_rivals(best, other) for other in others):
            return ""
        alike = "the same name" if best.score > 0.999 else "a name like it, and no other"
        return f"{alike}, in the same local authority" if there else f"{alike}, anywhere"

    def _doubt(self, candidates: list[_Candidate]) -> str:
        best = candidates[0]
        if best.against:
            return f"the likeliest is {self._index.entries[best.number].name}, but {best.against}"
        rivals = sum(_rivals(best, other) for other in candidates)
        if rivals > 1:
            return f"{rivals} or more have a name like it"
        return "the likeliest has a name that is not like enough"

    def _told(self, candidates: list[_Candidate]) -> tuple[Hit, ...]:
        return tuple(
            Hit(
                self._index.entries[c.number],
                round(c.score, 3),
                c.against or ("the same name" if c.score > 0.999 else "a name like it"),
            )
            for c in candidates[:OFFERED]
        )


def _score(weighed: Weighed) -> float:
    """How like two names are, where neither should have words that the other lacks."""
    return 0.6 * min(1.0, weighed.asked + weighed.place) + 0.4 * weighed.told


def _rivals(best: _Candidate, other: _Candidate) -> bool:
    """Whether the other may be meant as well as the best.

    It may if it is nearly as like; and if it has as much of what was written, where the best has
    words besides that were not written either.
    """
    if other.score > best.score - _AHEAD:
        return True
    nearly = best.weighed.told < 0.95 and not other.against
    return nearly and other.weighed.asked > best.weighed.asked - 0.02
