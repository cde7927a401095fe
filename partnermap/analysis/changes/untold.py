"""The changes of a period: which of them are still to be told, and which belong together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from partnermap.model.changes import Change, Lifetime, Period, Spell
from partnermap.vocabulary import Kind, TieKind

PARTNERSHIP = "Partnership"
SUCCESSION = "SUCCEEDED_BY"
_FORMAL = frozenset(TieKind)
_WHOLES = frozenset({Kind.TRUST, Kind.GROUP, Kind.LOCAL_AUTHORITY, Kind.DIOCESE})


class Untold:
    """The changes of one period by what they are of; what one event has told no other tells."""

    def __init__(self, period: Period) -> None:
        self.first, self.last = period.first, period.last
        self.known = {lifetime.id: lifetime for lifetime in period.lifetimes}
        self.parts: defaultdict[str, list[Spell]] = defaultdict(list)
        """By whole, the ties to it, by their first days."""
        self.wholes: defaultdict[str, list[Spell]] = defaultdict(list)
        """By part, the ties from it, by their first days."""
        for spell in sorted(period.spells, key=lambda s: (*s.span.bounds, s.kind, s.start, s.end)):
            self.wholes[spell.start].append(spell)
            self.parts[spell.end].append(spell)
        # Parts come before wholes: what left a trust because it closed did not leave it.
        things = sorted(period.lifetimes, key=lambda one: (one.kind in _WHOLES, one.id))
        ties = (spell for spells in self.wholes.values() for spell in spells)
        everything: Sequence[Lifetime | Spell] = (*things, *ties)
        changes = (Change(of, began) for of in everything for began in (True, False))
        self._left = dict.fromkeys(filter(self._happened, changes))

    def _happened(self, change: Change) -> bool:
        """Whether a change may have come between the two days."""
        day = change.day
        if day is None or self.first == self.last:
            return False
        if not change.began and isinstance(change.of, Spell) and change.of.kind == SUCCESSION:
            return False  # who took whose place stays true; only its record can go
        if change.began:
            return day.earliest <= self.last and day.latest > self.first
        return day.earliest < self.last and day.latest >= self.first

    def has(self, of: Lifetime | Spell, *, began: bool) -> bool:
        """Whether something began, or ended, in the period and that is still to be told."""
        return Change(of, began) in self._left

    def lifetimes(self, *, began: bool, partnerships: bool = False) -> list[Lifetime]:
        """The organisations, or partnerships, whose beginning or end is still to be told."""
        return [
            change.of
            for change in self._left
            if isinstance(change.of, Lifetime)
            and change.began == began
            and (change.of.kind == PARTNERSHIP) == partnerships
        ]

    def spells(self) -> list[tuple[Spell, bool]]:
        """The ties of which something is still to be told, and whether it is their beginning."""
        return [(c.of, c.began) for c in self._left if isinstance(c.of, Spell)]

    def take(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Those of some changes that are still to be told, and now are."""
        taken = tuple(change for change in dict.fromkeys(changes) if change in self._left)
        for change in taken:
            del self._left[change]
        return taken

    def beginning(self, lifetime: Lifetime) -> list[Change]:
        """The beginning of an organisation, and of what it was part of from the start."""
        if not self.has(lifetime, began=True):
            return []
        ties = [spell for spell in self.wholes[lifetime.id] if spell.kind in _FORMAL]
        return [Change(lifetime, began=True), *self.along_with(lifetime, ties, began=True)]

    def ending(self, lifetime: Lifetime) -> list[Change]:
        """The end of an organisation, and of what it was part of or held to the last."""
        if not self.has(lifetime, began=False):
            return []
        ties = [*self.wholes[lifetime.id], *self.parts[lifetime.id]]
        return [Change(lifetime, began=False), *self.along_with(lifetime, ties, began=False)]

    def along_with(self, lifetime: Lifetime, ties: Iterable[Spell], *, began: bool) -> list[Change]:
        """The changes of ties, still to be told, that came with the beginning or end of a thing.

        A tie may be dated later than the end it came with, or earlier than the beginning: it
        cannot have held then.
        """
        day = Change(lifetime, began).day
        found = []
        for tie in ties:
            change = Change(tie, began)
            if day and change.day and change in self._left:
                by_then = change.day.earliest <= day.latest
                from_then = change.day.latest >= day.earliest
                if by_then if began else from_then:
                    found.append(change)
        return found

    def names(self, ids: Iterable[str]) -> list[str]:
        """The names of some organisations or partnerships."""
        return [self.known[id_].name for id_ in ids]

    def by_name(self, ids: Iterable[str]) -> list[str]:
        """Some ids in the order of their names."""
        return sorted(ids, key=lambda id_: (self.known[id_].name, id_))
