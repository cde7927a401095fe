"""Who went where: schools that left one whole for another, and trusts that merged."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnermap.analysis.changes.untold import Untold
from partnermap.model.changes import Change, Lifetime, Spell
from partnermap.model.dates import When
from partnermap.vocabulary import Kind, TieKind

_ONE_AT_A_TIME = (TieKind.IN_TRUST, TieKind.IN_LA, TieKind.IN_DIOCESE)
"""The ties of which a school has one of a kind at most: who gets another has moved."""


@dataclass(frozen=True, slots=True)
class Merger:
    """Trusts that closed on one day, and the one trust that all their schools passed to."""

    trusts: tuple[str, ...]
    heir: str
    day: When | None
    schools: tuple[str, ...]
    """Those that the trusts ran on the first day and that are still open on the last."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Schools that left one trust, authority or diocese and were next in the same other one."""

    kind: TieKind
    schools: tuple[str, ...]
    old: str
    new: str
    left: When | None
    joined: When | None
    changes: tuple[Change, ...]


def mergers(untold: Untold) -> Iterator[Merger]:
    """The mergers of trusts.

    A trust has merged into another if it closed in the period, and every school that it ran on
    the first day and that is open on the last is then in that other one, and in no third.
    """
    merged: defaultdict[tuple[str, When | None], list[Lifetime]] = defaultdict(list)
    for trust in untold.lifetimes(began=False):
        if trust.kind == Kind.TRUST and (heir := _heir(untold, trust.id)):
            merged[heir, trust.span.end].append(trust)
    for (heir, day), trusts in merged.items():
        ids = untold.by_name(trust.id for trust in trusts)
        schools = {spell.start for id_ in ids for spell in _run_at_first(untold, id_)}
        ties = [spell for school in untold.by_name(schools) for spell in _trusts(untold, school)]
        told = [Change(trust, began=False) for trust in trusts]
        told.append(Change(untold.known[heir], began=True))
        told += [Change(tie, began=False) for tie in ties if tie.end in ids]
        told += [Change(tie, began=True) for tie in ties if tie.end == heir]
        still = untold.by_name(filter(lambda id_: _is_open_at_last(untold, id_), schools))
        yield Merger(tuple(ids), heir, day, tuple(still), tuple(told))


def _heir(untold: Untold, trust: str) -> str | None:
    """The one trust that has, on the last day, every school that this one ran on the first."""
    heirs = {
        tuple(
            tie.end
            for tie in _trusts(untold, spell.start)
            if tie.end != trust and tie.span.may_hold(untold.last)
        )
        for spell in _run_at_first(untold, trust)
        if _is_open_at_last(untold, spell.start)
    }
    (heir,) = heirs if len(heirs) == 1 else ((),)
    return heir[0] if len(heir) == 1 else None


def _trusts(untold: Untold, school: str) -> list[Spell]:
    return [spell for spell in untold.wholes[school] if spell.kind == TieKind.IN_TRUST]


def _run_at_first(untold: Untold, trust: str) -> list[Spell]:
    ties = (spell for spell in untold.parts[trust] if spell.kind == TieKind.IN_TRUST)
    return [spell for spell in ties if spell.span.may_hold(untold.first)]


def _is_open_at_last(untold: Untold, school: str) -> bool:
    return untold.known[school].span.may_hold(untold.last)


def moves(untold: Untold) -> Iterator[Move]:
    """The moves of schools, those of one whole to one other on the same days together.

    A tie that ended was followed by the next of its kind that began no earlier, and that outlasts
    it. Where nobody has said when a tie began, it began when the one before it ended.
    """
    groups: defaultdict[
        tuple[TieKind, str, str, When | None, When | None], list[tuple[Spell, Spell]]
    ] = defaultdict(list)
    for spells in list(untold.wholes.values()):
        for kind in _ONE_AT_A_TIME:
            for left, joined in _pairs(untold, [s for s in spells if s.kind == kind]):
                key = kind, left.end, joined.end, left.span.end, joined.span.start
                groups[key].append((left, joined))
    for (kind, old, new, left_on, joined_on), pairs in groups.items():
        told = [Change(left, began=False) for left, _ in pairs]
        told += [Change(joined, began=True) for _, joined in pairs]
        schools = untold.by_name({left.start for left, _ in pairs})
        yield Move(kind, tuple(schools), old, new, left_on, joined_on, tuple(told))


def _pairs(untold: Untold, spells: Sequence[Spell]) -> Iterator[tuple[Spell, Spell]]:
    """What ended and what came next, among the ties of one school and kind by their first days."""
    later = list(spells)
    for left in sorted(spells, key=lambda spell: spell.span.bounds[1]):
        if untold.has(left, began=False):
            joined = next((spell for spell in later if _follows(untold, left, spell)), None)
            if joined:
                later.remove(joined)
                yield left, joined


def _follows(untold: Untold, left: Spell, joined: Spell) -> bool:
    end, start = left.span.end, joined.span.start
    if end is None or joined.end == left.end or joined.span.bounds[1] <= end.latest:
        return False
    if start is None:
        return True
    return untold.has(joined, began=True) and start.latest >= end.earliest
