"""Matching: whom a name in a file means, decided only where one answer is clearly the best."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from heapq import nlargest

from partnermap.matching.candidates import Candidate, Wanted, certainty, doubt, judge, likeness
from partnermap.matching.index import Hit, Index
from partnermap.matching.words import words
from partnermap.vocabulary import Kind

OFFERED = 5
"""The most candidates there are to choose from."""

_JUDGED = 20
_WORTH_OFFERING = 0.4
_AUTHORITY = 0.85
"""How much of an authority's name must be in what was written for it."""
_SAME_THING = 0.5
"""How like a name must be to the name that its code stands for."""


class Decision(StrEnum):
    """What became of a name."""

    ACCEPTED = "ACCEPTED"
    DOUBTFUL = "DOUBTFUL"
    NONE = "NONE"


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

    def _by_code(self, wanted: Wanted) -> Match | None:
        """Whom the codes stand for, the name among them if it is one; None if nothing has them."""
        entries = self._index.entries
        given = [c for c in (*wanted.codes, wanted.name) if c]
        numbers = dict.fromkeys(n for c in given for n in self._index.coded(c))
        found = [n for n in numbers if wanted.kind in (None, entries[n].kind)]
        if not found:
            return None
        hits = tuple(Hit(entries[n], 1.0, "the same code") for n in found[:OFFERED])
        if len(found) > 1:
            reason = "the codes are of several organisations"
            return Match(Decision.DOUBTFUL, reason, None, 1.0, hits)
        best = hits[0].named
        name = words(wanted.name)
        if name and name != words(best.name) and not self._index.coded(wanted.name):
            weighed = self._index.compare(name, found[0])
            if max(weighed.asked + weighed.place, weighed.told) < _SAME_THING:
                reason = f"the code is that of {best.name}, which is not the name given"
                return Match(Decision.DOUBTFUL, reason, None, likeness(weighed), hits)
        return Match(Decision.ACCEPTED, "the same code", best.id, 1.0, hits)

    def _by_name(self, wanted: Wanted) -> Match:
        asked = words(wanted.name)
        if not asked:
            return Match(Decision.NONE, "there is no name")
        la = self._authority(wanted.la) if wanted.la else None
        near = self._candidates(wanted, asked, la, anywhere=la is None)
        reason = certainty(near, la)
        unread = wanted.la and la is None
        if reason and not unread:
            best = near[0]
            return Match(Decision.ACCEPTED, reason, best.named.id, best.score, _told(near))
        if la is not None:
            known = {c.named.id for c in near}
            far = self._candidates(wanted, asked, la, anywhere=True)
            near += [c for c in far if c.named.id not in known]
            near.sort(key=lambda c: (-c.lead, c.named.id))
        near = [c for c in near if c.score >= _WORTH_OFFERING]
        if not near:
            return Match(Decision.NONE, "nothing here has a name like it")
        reason = f"no local authority here is called {wanted.la}" if unread else doubt(near)
        return Match(Decision.DOUBTFUL, reason, None, near[0].score, _told(near))

    def _find_authority(self, text: str) -> str | None:
        """The id of the local authority that a text names; None if it names none, or two."""
        entries = self._index.entries
        authority = Kind.LOCAL_AUTHORITY
        found = [n for n in self._index.coded(text) if entries[n].kind is authority]
        if not found:
            # People add "City Council" to the name on the register.
            weighed = self._index.weigh(words(text), [authority])
            whole = [w for w in weighed if w.told > _AUTHORITY]
            most = max((w.asked for w in whole), default=0.0)
            found = [w.number for w in whole if w.asked == most]
        return entries[found[0]].id if len(found) == 1 else None

    def _candidates(
        self, wanted: Wanted, asked: tuple[str, ...], la: str | None, *, anywhere: bool
    ) -> list[Candidate]:
        """The likeliest in the local authority that was named, or anywhere."""
        index = self._index
        among = None
        if not anywhere:
            # Trusts and dioceses lie in no local authority: one is named for them all the same.
            placeless = () if wanted.kind is Kind.SCHOOL else index.placed.get(None, ())
            among = {*index.placed.get(la, ()), *placeless}
        beside = words(f"{wanted.place} {wanted.la}")
        weighed = index.weigh(asked, [wanted.kind] if wanted.kind else [], among, beside)
        likely = nlargest(_JUDGED, weighed, key=lambda w: (likeness(w), -w.number))
        found = [judge(wanted, asked, la, index.entries[w.number], w) for w in likely]
        return sorted(found, key=lambda c: (-c.lead, c.named.id))[:OFFERED]


def _told(candidates: Sequence[Candidate]) -> tuple[Hit, ...]:
    """Candidates as they are offered."""
    return tuple(
        Hit(
            c.named,
            round(c.score, 3),
            c.against or ("the same name" if c.score > 0.999 else "a name like it"),
        )
        for c in candidates[:OFFERED]
    )
