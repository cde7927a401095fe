"""Candidates for a name that somebody wrote: how like each is, what speaks against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnermap.matching.reading import Weighed
from partnermap.matching.words import clash, words
from partnermap.model.names import Named
from partnermap.vocabulary import Kind, Phase

_SURE = 0.86
"""The least likeness that is accepted within a local authority or town that was named."""
_SURE_ANYWHERE = 0.95
"""The same where none was named: the whole country competes."""
_AHEAD = 0.05
"""By how much the best must lead."""
_EACH_WORD = 0.7
"""How like each telling word must be: a word that other names have is no slip for this one's."""
_IN_PLACE = 0.08
"""What lying in the town that was named counts for; the register's town is often the next one."""
_AGAINST = 0.85
"""What is left of a score that something speaks against."""


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
class Candidate:
    """An organisation that may be the one wanted."""

    named: Named
    score: float
    """How like it is, and less where something speaks against it."""
    weighed: Weighed
    against: str
    """What speaks against it; empty if nothing does."""
    in_place: bool
    """Whether it lies in the town that was named."""

    @property
    def lead(self) -> float:
        """What candidates are ranked by."""
        return self.score + (_IN_PLACE if self.in_place else 0.0)


def likeness(weighed: Weighed) -> float:
    """How like two names are, where neither should have words that the other lacks."""
    return 0.6 * min(1.0, weighed.asked + weighed.place) + 0.4 * weighed.told


def judge(
    wanted: Wanted, asked: tuple[str, ...], la: str | None, named: Named, weighed: Weighed
) -> Candidate:
    """A name beside the one wanted; `la` is the id of the local authority, where it was named."""
    against = ""
    if wanted.open_only and not named.open:
        against = "it has closed"
    elif clash(asked, words(named.name)):
        against = "the name says that it is of another kind"
    elif wanted.phase and named.phase and wanted.phase.value != named.phase:
        against = "it is of another phase"
    elif la and named.la and la != named.la:
        against = "it lies in another local authority"
    town = set(words(named.town or ""))
    in_place = bool(town) and town <= set(words(wanted.place))
    score = likeness(weighed) * (_AGAINST if against else 1.0)
    return Candidate(named, score, weighed, against, in_place)


def certainty(candidates: Sequence[Candidate], la: str | None) -> str:
    """Why the first of some ranked candidates is meant; empty if another may be, or none."""
    if not candidates:
        return ""
    best, *others = candidates
    there = la is not None and best.named.la == la
    sure = _SURE if there or best.in_place else _SURE_ANYWHERE
    if best.against or best.score < sure or best.weighed.least < _EACH_WORD:
        return ""
    if any(_rivals(best, other) for other in others):
        return ""
    alike = "the same name" if best.score > 0.999 else "a name like it, and no other"
    where = "the same local authority" if there else "the same place" if best.in_place else ""
    return f"{alike}, in {where}" if where else f"{alike}, anywhere"


def doubt(candidates: Sequence[Candidate]) -> str:
    """Why the first of some ranked candidates is not accepted."""
    best, *others = candidates
    if best.against:
        return f"the likeliest is {best.named.name}, but {best.against}"
    if rivals := sum(_rivals(best, other) for other in others):
        return f"{rivals + 1} or more have a name like it"
    return "the likeliest has a name that is not like enough"


def _rivals(best: Candidate, other: Candidate) -> bool:
    """Whether the other may be meant as well as the best.

    It may if it is nearly as like; and if it has as much of what was written, where the best has
    words besides that were not written either.
    """
    if other.lead > best.lead - _AHEAD:
        return True
    if other.against or best.in_place > other.in_place:
        return False
    return best.weighed.told < 0.95 and other.weighed.asked > best.weighed.asked - 0.02
