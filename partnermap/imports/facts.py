"""Facts as the store keeps them, and what becomes of one when a later edition says otherwise."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from partnermap.model.dates import Span, When
from partnermap.model.facts import SUCCEEDED_BY, Fact, PendingMatch, Thing, Tie
from partnermap.model.keys import canonical
from partnermap.store.changes import (
    GOAL,
    ORGANISATION,
    PARTNERSHIP,
    SOMEBODY,
    VERSIONED,
    FactRow,
    StoredFact,
    home,
)
from partnermap.vocabulary import Kind, PartnershipKind, Status


@dataclass(frozen=True, slots=True)
class Said:
    """A fact with its provenance: which edition of which source says it."""

    key: str
    """The source's id, a slash and the key of the row; of a past fact also `@` and `published`."""
    source: str
    published: str
    """The last edition that said it, as an ISO day."""
    import_id: str
    hash: str
    """The fingerprint of what the row itself says."""
    fact: Fact
    content: str
    """The fact as text, from which it can be read again."""
    past: bool = False
    """Whether a later edition no longer says it."""
    waits_for: str | None = None
    """The id of an organisation that one of its ties needs and the store has not; `SOMEBODY` of a
    row that names nobody surely."""


def from_store(stored: StoredFact) -> Said:
    """A fact as it was read from the store."""
    row = stored.key.removeprefix(f"{stored.source}/")
    return Said(
        stored.key,
        stored.source,
        stored.published,
        stored.import_id,
        stored.hash,
        decode(row, stored.line or 0, stored.content),
        stored.content,
        stored.past,
        stored.waits_for,
    )


def to_store(said: Said, *, is_new: bool) -> FactRow:
    """A fact as it is written to the store."""
    properties = {
        "source": said.source,
        "line": said.fact.line or None,
        "published": said.published,
        "import": said.import_id,
        "hash": said.hash,
        "content": said.content,
        "past": said.past or None,
        "waitsFor": said.waits_for,
    }
    return FactRow(said.key, properties, tuple(subjects(said.fact)), is_new)


def subjects(fact: Fact) -> list[str]:
    """The ids of what a fact is about: what it describes, where ties start, partnerships, goals.

    One that says nothing yet is about whoever wrote its row.
    """
    ends = [t.end for t in fact.ties if home(t.end) in (PARTNERSHIP, GOAL)]
    ends += [fact.match.respondent] if fact.match else []
    return list(dict.fromkeys([t.id for t in fact.things] + [t.start for t in fact.ties] + ends))


AWAITED = (ORGANISATION, PARTNERSHIP)
"""Where the ends of ties are found that a fact may wait for."""


def first_missing(fact: Fact, there: Collection[str]) -> str | None:
    """The first organisation or partnership a tie of the fact needs and that is not `there`."""
    if fact.match:
        return SOMEBODY
    for tie in fact.ties:
        for id_ in (tie.start, tie.end):
            if id_ not in there and home(id_) in AWAITED:
                return id_
    return None


def lacks_a_side(said: Said) -> bool:
    """Whether a fact is of a bilateral partnership, and waits for one of its two sides."""
    if said.waits_for is None:
        return False
    bilateral = any(
        thing.label == PARTNERSHIP and thing.properties.get("kind") == PartnershipKind.BILATERAL
        for thing in said.fact.things
    )
    sides = {tie.start for tie in said.fact.ties if tie.kind == "MEMBER_OF"}
    return bilateral and said.waits_for in sides


def encode(fact: Fact) -> str:
    """What a fact says, as text: equal facts, equal text. Its key and line are not in it."""
    things = [
        [t.id, t.label, t.properties, _days(t.span), t.identifiers, *filter(None, [t.replaced])]
        for t in fact.things
    ]
    ties = [[t.kind, t.start, t.end, _days(t.span), t.properties] for t in fact.ties]
    match = [asdict(fact.match)] if fact.match else []
    return canonical([things, ties, *match])


def decode(key: str, line: int, text: str) -> Fact:
    """The fact that `encode` wrote."""
    things, ties, *match = json.loads(text)
    return Fact(
        key,
        line,
        tuple(Thing(i, label, p, _span(d), tuple(ids), *r) for i, label, p, d, ids, *r in things),
        tuple(Tie(kind, start, end, _span(d), p) for kind, start, end, d, p in ties),
        *(PendingMatch(**m | {"candidates": tuple(map(tuple, m["candidates"]))}) for m in match),
    )


def fingerprint(text: str) -> str:
    """A short text that tells whether two encoded facts are the same."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _days(span: Span) -> list[str | None] | None:
    start, end = span.start, span.end
    if start is None and end is None:
        return None
    first = [start.earliest, start.latest] if start else [None, None]
    return [*first, *([end.earliest, end.latest] if end else [None, None])]


def _span(days: Sequence[str | None] | None) -> Span:
    if days is None:
        return Span()
    a, b, c, d = days
    return Span(When(a, b) if a and b else None, When(c, d) if c and d else None)


def may_overlap(a: Span, b: Span) -> bool:
    """Whether there is a day on which both may have held."""
    (a_first, a_last), (b_first, b_last) = a.bounds, b.bounds
    return a_first <= b_last and b_first <= a_last


def same_tie(a: Tie, b: Tie) -> bool:
    """Whether two sayings may be of one and the same tie."""
    ends = (a.kind, a.start, a.end) == (b.kind, b.start, b.end)
    return ends and may_overlap(a.span, b.span)


def leftover(old: Fact, new: Fact | None) -> Fact | None:
    """What `old` says and `new` does not, or None if nothing is left."""
    if new is None:
        return old
    ids = {thing.id for thing in new.things}
    things = tuple(t for t in old.things if t.id not in ids)
    ties = tuple(t for t in old.ties if not any(same_tie(t, other) for other in new.ties))
    return replace(old, things=things, ties=ties) if things or ties else None


def reworded(old: Said, new: Iterable[Thing], day: str) -> tuple[Thing, ...]:
    """What `old` describes, up to a day, and any of `new` otherwise; of what has a history."""
    if old.published >= day:  # a correction of the same day: it never read otherwise
        return ()
    others = list(new)
    return tuple(
        replace(thing, replaced=day)
        for thing in old.fact.things
        if home(thing.id) in VERSIONED
        and any(o.id == thing.id and o.properties != thing.properties for o in others)
    )


def ended(said: Said, fact: Fact | None, by: str, worded: tuple[Thing, ...] = ()) -> Said:
    """`fact`, of a row last said as `said` tells, as history: it had ended on the day `by`.

    What has no end of its own ended between the last edition with it and the first without. A
    school that its register dropped is closed; of what is merely mentioned only the span ends.
    `worded` is what goes on under another wording.
    """
    fact = fact or replace(said.fact, things=(), ties=())
    between = When(said.published, by)
    things = tuple(
        replace(
            t,
            span=Span(t.span.start, t.span.end or between),
            properties={**t.properties, "status": Status.CLOSED}
            if t.label == Kind.SCHOOL
            else t.properties,
        )
        for t in fact.things
    )
    ties = tuple(replace(t, span=Span(t.span.start, t.span.end or between)) for t in fact.ties)
    row = f"{fact.key}@{said.published}"
    past = replace(fact, key=row, things=things + worded, ties=ties)
    key = f"{said.source}/{row}"
    return replace(said, key=key, fact=past, content=encode(past), past=True)


def continued(new: Fact, old: Fact | None, past: Sequence[Fact], published: date) -> Fact:
    """`new`, with the start of each tie as well known as the row's own history tells.

    A row that does not say when a tie began keeps the start it had; a tie that the row had said,
    dropped and says again began after it was dropped, unless it is of what happens once.
    """
    if old is None and not past:
        return new
    before = old.ties if old else ()
    dropped = [tie for fact in past for tie in fact.ties]
    ties = tuple(_continued(tie, before, dropped, published) for tie in new.ties)
    return new if ties == new.ties else replace(new, ties=ties)


def _continued(tie: Tie, before: Iterable[Tie], dropped: Iterable[Tie], published: date) -> Tie:
    if tie.span.start is not None:
        return tie
    for earlier in before:
        if same_tie(earlier, tie):
            return replace(tie, span=Span(earlier.span.start, tie.span.end))
    ends = [t.span.end.latest for t in dropped if t.span.end and same_tie(t, tie)]
    if not ends or tie.kind == SUCCEEDED_BY:
        return tie
    today = published.isoformat()
    after = date.fromisoformat(max(ends)) + timedelta(days=1)
    start = When(min(after.isoformat(), today), today)
    return replace(tie, span=Span(start, tie.span.end))
