"""What would not be the same after some changes, told: the gravest first, each in one sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from partnermap.analysis.networks.network import Mode
from partnermap.analysis.sentences import whatif as said
from partnermap.analysis.supposing.consequences import (
    Consequences,
    Dependence,
    Snapshot,
    compare_studies,
)
from partnermap.analysis.supposing.whatif import (
    Beginning,
    Ending,
    Leaving,
    Merging,
    Moving,
    Supposed,
)
from partnermap.analysis.wording import listed
from partnermap.model.findings import Finding
from partnermap.vocabulary import Layer

MOST_TOLD = 3
"""How many changes in whom others depend on are told one by one."""


class EffectKind(StrEnum):
    """What a sentence about a what-if tells of."""

    CUT_OFF = "CUT_OFF"
    """Who would no longer be joined to the others."""
    ALONE = "ALONE"
    """Who was heard and would be on their own."""
    UNTIED = "UNTIED"
    """Who was not heard and would have no recorded tie."""
    PROVISION = "PROVISION"
    """Who would provide for what in a place."""
    JOINED = "JOINED"
    """Who would be joined to others that are not today."""
    NO_LONGER_ALONE = "NO_LONGER_ALONE"
    """Who was heard and would no longer be on their own."""
    GROUPS = "GROUPS"
    """How many groups there would be of those that are joined."""
    DEPENDENCE = "DEPENDENCE"
    """On whom others would depend, or would no longer, for being joined to the rest."""
    DENSITY = "DENSITY"
    """How many pairs would be joined directly."""
    UNCHANGED = "UNCHANGED"
    """What would be as it is today."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that would not be the same; or, at last, all that would."""

    kind: EffectKind
    sentence: str
    about: tuple[str, ...] = ()
    """Ids of the organisations and partnerships that it is about."""


def tell_effects(
    before: Snapshot, after: Snapshot, changes: Sequence[Supposed]
) -> tuple[Effect, ...]:
    """What would not be the same after some changes, and at last what would.

    The first sentence says what is supposed, and the gravest that comes of it; where nothing does,
    that nothing would change. `before` and `after` are of one scope, layer and day.
    """
    teller = _Teller(before, after, changes)
    clauses = list(teller.clauses(compare_studies(before, after)))
    told = []
    for place, (kind, clause, about) in enumerate(clauses):
        words = said.sentence(clause) if place else said.opening(teller.events(), clause)
        told.append(Effect(kind, words, about))
    return tuple(told)


def answered_only_in(one: Iterable[Finding], other: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of `one` that answer a question on which there is nothing to say in `other`."""
    known = {finding.id for finding in other}
    return tuple(finding for finding in one if finding.id not in known)


_Clause = tuple[EffectKind, str, tuple[str, ...]]


class _Teller:
    """Tells what comes of some changes."""

    def __init__(self, before: Snapshot, after: Snapshot, changes: Sequence[Supposed]) -> None:
        self._changes = changes
        self._pupils = dict(before.drawn.nodes(data="pupils"))
        self._layer: Layer = before.drawn.graph["layer"]
        self._names = {**after.names, **before.names}
        for change in changes:
            if isinstance(change, Beginning):
                members = listed(self._of(change.members))
                self._names.setdefault(change.id, change.name or members)

    def events(self) -> list[str]:
        """What is supposed to happen."""
        return [self._event(change) for change in self._changes]

    def _event(self, change: Supposed) -> str:
        names = self._names
        match change:
            case Leaving(organisation):
                return said.leaves(names[organisation])
            case Merging(trust, into):
                return said.merges(names[trust], names[into])
            case Moving(school, to):
                return said.moves(names[school], names[to] if to else None)
            case Beginning(name, members):
                return said.begins(self._of(members), name)
            case Ending(partnership):
                return said.ends(names[partnership])

    def clauses(self, found: Consequences) -> Iterator[_Clause]:
        """The clauses, the gravest first."""
        yield from self._worse(found)
        yield from self._provision(found)
        yield from self._better(found)
        if found.groups[0] != found.groups[1]:
            yield EffectKind.GROUPS, said.groups(self._layer, *found.groups), ()
        yield from self._dependences(found)
        today, then = found.density
        if today is not None and then is not None and min(found.heard) > 2:
            clause = said.density(self._layer, found.heard, today, then)
            if clause:
                yield EffectKind.DENSITY, clause, ()
        same = self._same(found)
        if same:
            yield EffectKind.UNCHANGED, said.unchanged(same), ()

    def _worse(self, found: Consequences) -> Iterator[_Clause]:
        for parting in found.cut_off:
            names, rest = self._of(parting.organisations), self._of(parting.rest)
            clause = said.cut_off(names, parting.pupils, parting.uncounted, rest)
            yield EffectKind.CUT_OFF, clause, parting.organisations
        if found.alone:
            clause = said.alone(self._layer, self._of(found.alone))
            yield EffectKind.ALONE, clause, found.alone
        if found.untied:
            clause = said.untied(self._layer, self._of(found.untied))
            yield EffectKind.UNTIED, clause, found.untied

    def _better(self, found: Consequences) -> Iterator[_Clause]:
        for parting in found.joined:
            names, rest = self._of(parting.organisations), self._of(parting.rest)
            clause = said.joined(names, parting.pupils, parting.uncounted, rest)
            yield EffectKind.JOINED, clause, parting.organisations
        # Who would be joined to others here has been told of.
        told = {id_ for parting in found.joined for id_ in (*parting.organisations, *parting.rest)}
        own = tuple(id_ for id_ in found.no_longer_alone if id_ not in told)
        if own:
            yield EffectKind.NO_LONGER_ALONE, said.no_longer_alone(self._of(own)), own

    def _provision(self, found: Consequences) -> Iterator[_Clause]:
        """What a place lacks altogether first, then what one alone would provide there."""
        alike: defaultdict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]]
        alike = defaultdict(list)
        for need in found.provision:
            alike[need.place, need.before, need.after].append(need.theme)
        gravest_first = sorted(alike.items(), key=lambda a: (min(len(a[0][2]), 2), a[0]))
        for (place, before, after), themes in gravest_first:
            name = self._names[place]
            clause = said.provision(name, themes, self._of(before), self._of(after))
            yield EffectKind.PROVISION, clause, (place, *sorted({*before, *after}))

    def _dependences(self, found: Consequences) -> Iterator[_Clause]:
        """Those alike told as one; who is parted or newly joined has been told of."""
        partings = (*found.cut_off, *found.joined)
        told = {id_ for parting in partings for id_ in parting.organisations}
        told.update(found.alone, found.untied)
        alike: defaultdict[tuple[tuple[str, ...], tuple[str, ...]], list[Dependence]]
        alike = defaultdict(list)
        for change in found.dependences:
            more = tuple(i for i in change.after if i not in {*change.before, *told})
            fewer = tuple(i for i in change.before if i not in {*change.after, *told})
            if more or fewer:
                alike[more, fewer].append(change)
        gravest_first = sorted(alike.items(), key=lambda a: (-len(a[0][0]), -len(a[0][1]), a[0]))
        for (more, fewer), changes in gravest_first[:MOST_TOLD]:
            upon = [self._point(change) for change in changes]
            if more and fewer:
                first = changes[0]
                clause = said.others_depend(len(first.before), len(first.after), upon)
            elif more:
                clause = said.depend(self._of(more), upon)
            else:
                clause = said.depend_no_longer(self._of(fewer), upon)
            about = (*(change.id for change in changes), *more, *fewer)
            yield EffectKind.DEPENDENCE, clause, about
        rest = [change for _, changes in gravest_first[MOST_TOLD:] for change in changes]
        if rest:
            clause = said.more_depend(len(rest))
            yield EffectKind.DEPENDENCE, clause, tuple(change.id for change in rest)

    def _point(self, change: Dependence) -> str:
        name = self._names[change.id]
        return f"the partnership “{name}”" if change.mode is Mode.PARTNERSHIP else name

    def _same(self, found: Consequences) -> list[str]:
        """What would be as it is today."""
        alone = found.alone or found.no_longer_alone or found.untied
        parted = found.cut_off or found.joined or found.groups[0] != found.groups[1]
        pairs = found.density[0] != found.density[1] or found.heard[0] != found.heard[1]
        aspects = (
            (said.JOINED, parted),
            (said.ALONE, alone),
            (said.DEPENDENCE, found.dependences),
            (said.TOGETHER[self._layer], pairs),
            (said.PROVISION, found.provision),
        )
        return [aspect for aspect, changed in aspects if not changed]

    def _of(self, ids: Iterable[str]) -> list[str]:
        """The names of some, the largest schools first: of a long list a reader sees three."""
        by_size = sorted(ids, key=lambda id_: (-(self._pupils.get(id_) or 0), id_))
        return [self._names.get(id_, id_) for id_ in by_size]
