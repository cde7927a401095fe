"""What happened between two days: every change of a period, told in as few events as tell it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from partnermap.analysis.changes import chronicle
from partnermap.analysis.changes.moves import mergers, moves
from partnermap.analysis.changes.succession import Line, follow
from partnermap.analysis.changes.untold import SUCCESSION, Untold
from partnermap.model.changes import Change, Comparison, Event, Lifetime, Period, Spell
from partnermap.model.dates import OPEN, When
from partnermap.vocabulary import EventKind, TieKind

_ORDER = {kind: place for place, kind in enumerate(EventKind)}


def compare(period: Period, limit: int | None = None) -> Comparison:
    """What happened in a period, of which at most `limit` events are told.

    Parameters
    ----------
    period : Period
        What began or ended, in any order.
    limit : int, optional
        How many events to tell; all are counted.

    Returns
    -------
    Comparison
        Every change in one event, those of a kind together and by day. What an organisation was
        part of or held when it closed, or who was in a partnership when it ended, is told with
        that; what it was part of from the start, with its opening. See `moves.mergers`,
        `moves.moves` and `succession.follow` for what counts as a merger, a move, a succession.

    Notes
    -----
    Something began in the period if its first day may be after `first` and by `last`; it ended if
    its last day may be from `first` on and before `last`. So what `asOf` gives of the first day,
    with what began and without what is certain to have ended, is what it gives of the last. A
    start that is not known is no event. Time O(n log n) in what the period holds.
    """
    events = sorted(_Teller(period).events(), key=_place)
    counts = Counter(event.kind for event in events)
    return Comparison(
        scope=period.scope,
        first=period.first,
        last=period.last,
        data_version=period.data_version,
        events=tuple(events[:limit]),
        counts={kind: counts[kind] for kind in EventKind if counts[kind]},
        truncated=limit is not None and len(events) > limit,
    )


def _place(event: Event) -> tuple[int, str, str, tuple[str, ...]]:
    day = event.day or When(OPEN, OPEN)
    return _ORDER[event.kind], day.earliest, day.latest, event.about


class _Teller:
    """Tells the changes of one period as events."""

    def __init__(self, period: Period) -> None:
        self._untold = Untold(period)

    def events(self) -> Iterator[Event]:
        """Every event; what explains more comes first, and leaves less to what follows."""
        yield from self._mergers()
        yield from self._moves()
        for began in (False, True):
            for partnership in self._untold.lifetimes(began=began, partnerships=True):
                yield self._partnership(partnership, began=began)
        yield from self._successions()
        for organisation in self._untold.lifetimes(began=False):
            yield self._closing(organisation)
        for organisation in self._untold.lifetimes(began=True):
            yield self._opening(organisation)
        yield from self._joining_and_leaving()

    def _mergers(self) -> Iterator[Event]:
        for m in list(mergers(self._untold)):
            heir = self._untold.known[m.heir]
            sentence = chronicle.merged(
                self._untold.names(m.trusts),
                heir.name,
                m.day,
                len(m.schools),
                new=self._untold.has(heir, began=True),
            )
            about = (*m.trusts, m.heir, *m.schools)
            yield self._event(EventKind.MERGED, about, m.day, sentence, m.changes, began=False)

    def _moves(self) -> Iterator[Event]:
        for m in list(moves(self._untold)):
            old, new = self._untold.names((m.old, m.new))
            names = self._untold.names(m.schools)
            sentence = chronicle.moved(m.kind, names, (old, new), m.left, m.joined)
            about, began = (*m.schools, m.old, m.new), m.joined is not None
            day = m.joined or m.left
            yield self._event(EventKind.MOVED, about, day, sentence, m.changes, began=began)

    def _partnership(self, partnership: Lifetime, *, began: bool) -> Event:
        untold, known = self._untold, Change(partnership, began)
        ties = untold.along_with(partnership, untold.parts[partnership.id], began=began)
        members = untold.by_name(_starts(ties))
        kind = EventKind.BEGAN if began else EventKind.ENDED
        tell = chronicle.partnership_began if began else chronicle.partnership_ended
        sentence = tell(partnership.name, known.day, untold.names(members))
        about = (partnership.id, *members)
        return self._event(kind, about, known.day, sentence, [known, *ties], began=began)

    def _successions(self) -> Iterator[Event]:
        untold = self._untold
        pairs: defaultdict[tuple[str, str], list[Spell]] = defaultdict(list)
        for spell in (s for spells in list(untold.wholes.values()) for s in spells):
            if spell.kind == SUCCESSION and self._is_of_the_period(spell):
                pairs[spell.start, spell.end].append(spell)
        for line in follow(pairs):
            steps = line.steps(pairs)
            taken = [Change(spell, began=True) for step in steps for spell in pairs[step]]
            opening = [c for _, heir in steps for c in untold.beginning(untold.known[heir])]
            ending = [c for old, _ in steps for c in untold.ending(untold.known[old])]
            # An opening is dated by its register; a link by whoever recorded it.
            days = [c.day for c in (*opening[:1], *taken[:1], *ending[:1]) if c.day]
            day = days[0] if days else None
            about = tuple(dict.fromkeys((*line.before, *line.after)))
            told = [*taken, *opening, *ending]
            sentence = self._succession(line, day)
            yield self._event(line.kind, about, day, sentence, told, began=True)

    def _is_of_the_period(self, spell: Spell) -> bool:
        """Whether a succession came between the two days, by its own date or by its ends'."""
        untold = self._untold
        if spell.span.start:
            return untold.has(spell, began=True)
        old, heir = untold.known[spell.start], untold.known[spell.end]
        return untold.has(old, began=False) or untold.has(heir, began=True)

    def _succession(self, line: Line, day: When | None) -> str:
        before, after = self._untold.names(line.before), self._untold.names(line.after)
        if line.kind is EventKind.CIRCULAR:
            return chronicle.circular(before)
        if line.kind is EventKind.SPLIT:
            return chronicle.split(before[0], after, day)
        closed = {self._untold.known[id_].span.end for id_ in line.before}
        return chronicle.succeeded(before, after, day, closed.pop() if len(closed) == 1 else None)

    def _closing(self, organisation: Lifetime) -> Event:
        told = self._untold.ending(organisation)
        held = [c for c in told if isinstance(c.of, Spell) and c.of.end == organisation.id]
        parts = self._untold.by_name(_starts(held))
        day = organisation.span.end
        names = self._untold.names(parts)
        sentence = chronicle.closed(organisation.name, organisation.kind, day, names)
        about = (organisation.id, *parts)
        return self._event(EventKind.CLOSED, about, day, sentence, told, began=False)

    def _opening(self, organisation: Lifetime) -> Event:
        told = self._untold.beginning(organisation)
        ties = (c.of for c in told if isinstance(c.of, Spell))
        # Every school lies in an authority; the trust or the groups it opened in are news.
        news = {s.end for s in ties if s.kind in (TieKind.IN_TRUST, TieKind.IN_GROUP)}
        wholes = self._untold.by_name(news)
        day = organisation.span.start
        names = self._untold.names(wholes)
        sentence = chronicle.opened(organisation.name, organisation.kind, day, names)
        about = (organisation.id, *wholes)
        return self._event(EventKind.OPENED, about, day, sentence, told, began=True)

    def _joining_and_leaving(self) -> Iterator[Event]:
        """Ties that begin and end by themselves, those of one whole on one day together."""
        groups: defaultdict[tuple[str, str, bool, When | None], list[Change]] = defaultdict(list)
        for spell, began in self._untold.spells():
            change = Change(spell, began)
            groups[spell.kind, spell.end, began, change.day].append(change)
        for (kind, whole, began, day), told in groups.items():
            parts = self._untold.by_name(_starts(told))
            names, (end,) = self._untold.names(parts), self._untold.names([whole])
            if kind == "MEMBER_OF":
                event = EventKind.MEMBER_JOINED if began else EventKind.MEMBER_LEFT
                sentence = chronicle.member(names, end, day, began=began)
            else:
                event = EventKind.JOINED if began else EventKind.LEFT
                sentence = chronicle.part(TieKind(kind), names, end, day, began=began)
            yield self._event(event, (*parts, whole), day, sentence, told, began=began)

    def _event(
        self,
        kind: EventKind,
        about: Sequence[str],
        day: When | None,
        sentence: str,
        changes: Iterable[Change],
        *,
        began: bool,
    ) -> Event:
        """An event, its sentence saying so where its date reaches beyond the period."""
        first, last = self._untold.first, self._untold.last
        early = late = False
        if day is not None:
            early = day.earliest <= first if began else day.earliest < first
            late = day.latest > last if began else day.latest >= last
        sentence = chronicle.unsure(
            sentence, began=began, early=first if early else None, late=last if late else None
        )
        told = self._untold.take(changes)
        return Event(kind, tuple(about), day, sentence, early or late, told)


def _starts(changes: Iterable[Change]) -> set[str]:
    return {change.of.start for change in changes if isinstance(change.of, Spell)}
