"""Rounds: who was asked, what came back, and what is known of partnerships before an answer is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from partnermap.errors import BadInputError, NotFoundError
from partnermap.model.dates import OPEN, Span
from partnermap.model.names import fold
from partnermap.scope import LOCAL, Access
from partnermap.store.bolt import Store
from partnermap.store.predicates import visible
from partnermap.store.text import Text
from partnermap.vocabulary import Answer, Kind, Status

_DEADLINE = 120.0
"""Seconds for what is asked about all organisations of many answers."""
ANSWERS = "survey:"
"""How the source of every answer, and of whom to ask, begins; its round and respondent follow."""


class Asked(NamedTuple):
    """An organisation that was asked in a round, and what came back."""

    id: str
    name: str
    kind: Kind
    answer: Answer
    said_by: tuple[str, ...]
    """The keys of the facts that say so."""


class SaidPart(NamedTuple):
    """An organisation's part in a partnership, and the keys of the facts that say so."""

    organisation: str
    partnership: str
    name: str
    said_by: tuple[str, ...]


class Known(NamedTuple):
    """A partnership that is stored: its kind, and the sources that tell of it."""

    kind: str
    sources: set[str]


@dataclass(frozen=True, slots=True)
class Round:
    """A round of asking."""

    id: str
    name: str
    span: Span


class Part(NamedTuple):
    """An organisation's part in a partnership, as it is stored before an answer is read."""

    organisation: str
    partnership: str
    name: str
    kind: str
    themes: tuple[str, ...]


async def find_round(store: Store, text: str, access: Access = LOCAL) -> Round:
    """The round of that id or name, of those a viewer may see.

    NotFoundError where there is none; BadInputError, with the ids, where several have the name.
    """
    rows = await _values(
        store,
        access,
        "MATCH (w:Round) WHERE (w.id = $id OR w.folded = $folded){w} "
        "RETURN [w.id, w.name, w.since, w.sinceBy, w.until, w.untilFrom]",
        id=text,
        folded=fold(text),
    )
    found = sorted(rows)
    if not found:
        raise NotFoundError(
            f"There is no round called {text!r}; `partnermap survey form --round` begins one."
        )
    if len(found) > 1:
        ids = ", ".join(row[0] for row in found)
        raise BadInputError(f"Several rounds are called {text!r}; name one by its id: {ids}.")
    id_, name, *span = found[0]
    return Round(id_, name, Span.stored(*span))


async def read_asked(store: Store, round_id: str, access: Access = LOCAL) -> list[Asked]:
    """Everyone on a round's list that a viewer may see, by name."""
    rows = await _values(
        store,
        access,
        "MATCH (w:Round)<-[r:ASKED]-(o:Organisation) "
        "WHERE w.id IN $ids AND r.until = $open{w}{o} "
        "RETURN [o.folded, o.id, o.name, o.kind, r.answer, r.saidBy]",
        ids=[round_id],
        open=OPEN,
    )
    return [
        Asked(id_, name, Kind(kind), Answer(answer), tuple(said_by or ()))
        for _, id_, name, kind, answer, said_by in sorted(rows)
    ]


async def read_said(store: Store, round_id: str, access: Access = LOCAL) -> list[SaidPart]:
    """The parts that those on a round's list have in partnerships today, and who says so."""
    rows = await _values(
        store,
        access,
        "MATCH (w:Round)<-[r:ASKED]-(o:Organisation)-[m:MEMBER_OF]->(p:Partnership) "
        "WHERE w.id IN $ids AND r.until = $open AND m.until = $open AND p.until = $open{w}{o}{p} "
        "RETURN [o.id, p.id, p.name, m.saidBy]",
        ids=[round_id],
        open=OPEN,
    )
    return sorted(SaidPart(row[0], row[1], row[2], tuple(row[3])) for row in rows)


async def read_absences(
    store: Store, round_id: str, access: Access = LOCAL
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Which two of those on a round's list are said not to work together, and who says so."""
    rows = await _values(
        store,
        access,
        "MATCH (w:Round)<-[r:ASKED]-(o:Organisation)-[m:ABSENT]->(p:Organisation) "
        "WHERE w.id IN $ids AND r.until = $open AND m.until = $open{w}{o} "
        "RETURN [o.id, p.id, m.saidBy]",
        ids=[round_id],
        open=OPEN,
    )
    return sorted((row[0], row[1], tuple(row[2])) for row in rows)


async def read_askable(
    store: Store, organisations: Iterable[str], kinds: Iterable[Kind]
) -> dict[str, Kind]:
    """Those of some organisations that are open and of one of these kinds, with their kinds."""
    rows = await store.values(
        "MATCH (o:Organisation) WHERE o.id IN $ids AND o.kind IN $kinds AND o.until = $open "
        "AND coalesce(o.status, '') <> $closed RETURN [o.id, o.kind]",
        ids=sorted(organisations),
        kinds=sorted(kinds),
        open=OPEN,
        closed=Status.CLOSED,
    )
    return {id_: Kind(kind) for id_, kind in sorted(rows)}


async def _values(store: Store, access: Access, statement: str, **given: Any) -> list[Any]:
    """The values of a statement, where `{w}`, `{o}` and `{p}` stand for who may see these."""
    text = Text(as_of=False, access=access, arguments=())
    seen = {}
    for variable, label in (("w", "Round"), ("o", "Organisation"), ("p", "Partnership")):
        if f"{{{variable}}}" in statement and (condition := visible(text, label, variable)):
            seen[variable] = f" AND {condition}"
    limited = statement.format_map(defaultdict(str, seen))
    return await store.values(limited, **given, **text.values())


async def read_parts(store: Store, organisations: Iterable[str]) -> list[Part]:
    """The parts that some organisations have, or had, in partnerships."""
    found = await store.read(
        "UNWIND $ids AS id MATCH (o:Organisation {id: id})-[:MEMBER_OF]->(p:Partnership) "
        "RETURN collect([o.id, p.id, p.name, p.kind, p.themes])",
        deadline=_DEADLINE,
        ids=sorted(organisations),
    )
    rows = (row for (some,) in found for row in some)  # in one record, as in `names.cypher`
    return sorted({Part(id_, p, name, kind, tuple(on or ())) for id_, p, name, kind, on in rows})


async def read_known(store: Store, partnerships: Iterable[str]) -> dict[str, Known]:
    """What is known of those of some partnerships that are stored."""
    rows = await store.read(
        "UNWIND $ids AS id MATCH (p:Partnership {id: id}) "
        "RETURN id, p.kind, [(p)<-[:ABOUT]-(f:Fact) | f.source]",
        deadline=_DEADLINE,
        ids=sorted(partnerships),
    )
    return {id_: Known(kind, set(sources)) for id_, kind, sources in rows}
