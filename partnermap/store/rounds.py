"""Rounds: who was asked, what came back, and what is known of partnerships before an answer is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from partnermap.errors import BadInputError, NotFoundError
from partnermap.model import OPEN, Span, fold
from partnermap.store.bolt import Store
from partnermap.vocabulary import Answer, Kind

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


async def find_round(store: Store, text: str) -> Round:
    """The round of that id or name.

    NotFoundError where there is none; BadInputError, with the ids, where several have the name.
    """
    rows = await store.values(
        "MATCH (w:Round) WHERE w.id = $id OR w.folded = $folded "
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


async def read_asked(store: Store, round_id: str) -> list[Asked]:
    """Everyone on a round's list, by name."""
    rows = await store.values(
        "MATCH (w:Round)<-[r:ASKED]-(o:Organisation) WHERE w.id IN $ids AND r.until = $open "
        "RETURN [o.folded, o.id, o.name, o.kind, r.answer]",
        ids=[round_id],
        open=OPEN,
    )
    return [Asked(id_, name, Kind(kind), Answer(a)) for _, id_, name, kind, a in sorted(rows)]


async def read_said(store: Store, round_id: str) -> list[SaidPart]:
    """The parts that those on a round's list have in partnerships today, and who says so."""
    rows = await store.values(
        "MATCH (w:Round)<-[r:ASKED]-(o:Organisation)-[m:MEMBER_OF]->(p:Partnership) "
        "WHERE w.id IN $ids AND r.until = $open AND m.until = $open AND p.until = $open "
        "RETURN [o.id, p.id, p.name, m.saidBy]",
        ids=[round_id],
        open=OPEN,
    )
    return sorted(SaidPart(row[0], row[1], row[2], tuple(row[3])) for row in rows)


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
