"""The graph as a fold of the facts: folded without a change and with it, the difference written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from partnermap.imports.facts import Said, lacks_a_side
from partnermap.imports.folding import (
    Claims,
    Ranks,
    Spells,
    described,
    spells,
    strings,
    strongest_first,
)
from partnermap.imports.wordings import present, wordings
from partnermap.model.facts import Thing, Tie
from partnermap.store.changes import ORGANISATION, VERSIONED, Changes, home


@dataclass(frozen=True, slots=True)
class _Claims:
    """All that a set of facts says, by the thing it is said of; a tie is said of its start.

    A bilateral partnership that lacks a side is no partnership yet: its fact says nothing so far.
    """

    things: Mapping[str, Claims[Thing]]
    ties: Mapping[str, Claims[Tie]]

    @classmethod
    def of(cls, facts: Iterable[Said]) -> "_Claims":
        things: defaultdict[str, list[tuple[Said, Thing]]] = defaultdict(list)
        ties: defaultdict[str, list[tuple[Said, Tie]]] = defaultdict(list)
        for said in facts:
            if lacks_a_side(said):
                continue
            for thing in said.fact.things:
                things[thing.id].append((said, thing))
            for tie in said.fact.ties:
                ties[tie.start].append((said, tie))
        return cls(things, ties)


def merge(
    ids: Iterable[str],
    before: Collection[Said],
    after: Collection[Said],
    ranks: Ranks,
    labels: Mapping[str, str],
    unmade: Collection[str] = (),
) -> Changes:
    """What to write about some things when the facts about them were `before` and are `after`.

    `labels` are those of the things that are stored already: what something is, is settled by
    the first fact that brings it. `unmade` are the keys of facts whose ties, or some of them,
    could not be made before.
    """
    had, has = _Claims.of(before), _Claims.of(after)
    changes = Changes()
    for id_ in ids:
        then, now = had.things.get(id_, ()), has.things.get(id_, ())
        if present(now):
            _merge_thing(id_, labels.get(id_), then, now, ranks, changes)
        if home(id_) in VERSIONED:
            _merge_wordings(id_, then, now, ranks, changes)
        old, new = spells(had.ties.get(id_, ()), ranks), spells(has.ties.get(id_, ()), ranks)
        _merge_ties(id_, old, new, frozenset(unmade), changes)
    return changes


def _merge_thing(
    id_: str,
    stored: str | None,
    had: Claims[Thing],
    has: Claims[Thing],
    ranks: Ranks,
    changes: Changes,
) -> None:
    now = present(has)
    label = stored or strongest_first(now, ranks)[0][1].label
    new = described(id_, label, now, ranks)
    if stored is None:
        changes.new.setdefault(label, []).append((id_, new))
    else:
        before = present(had)
        old = described(id_, label, before, ranks) if before else {}
        properties = {key: value for key, value in new.items() if old.get(key) != value}
        properties |= dict.fromkeys(old.keys() - new.keys())
        if properties:
            changes.altered.setdefault(home(id_), []).append((id_, properties))
    if home(id_) == ORGANISATION:
        old_keys, new_keys = _identifiers(had), _identifiers(has)
        changes.identifiers += [(id_, key) for key in sorted(new_keys - old_keys)]
        changes.lost_identifiers += [(id_, key) for key in sorted(old_keys - new_keys)]


def _merge_wordings(
    id_: str, had: Claims[Thing], has: Claims[Thing], ranks: Ranks, changes: Changes
) -> None:
    old, new = wordings(id_, had, ranks), wordings(id_, has, ranks)
    for day in sorted(old.keys() | new.keys()):
        if old.get(day) == new.get(day):
            continue
        if day in old:
            changes.unworded.setdefault(home(id_), []).append((id_, day))
        if day in new:
            changes.worded.setdefault(home(id_), []).append((id_, new[day]))


def _identifiers(claims: Claims[Thing]) -> set[str]:
    """Every other code of a thing, history included: a code stays with what it was issued to."""
    return {key for _, thing in claims for key in thing.identifiers}


def _merge_ties(
    id_: str, old: Spells, new: Spells, unmade: frozenset[str], changes: Changes
) -> None:
    for key, properties in new.items():
        if old.get(key) != properties or not unmade.isdisjoint(strings(properties["saidBy"])):
            kind, end, since = key
            changes.ties.setdefault(kind, []).append((id_, end, since, properties))
    for kind, end, since in sorted(old.keys() - new.keys()):
        changes.cut.setdefault(kind, []).append((id_, end, since))
