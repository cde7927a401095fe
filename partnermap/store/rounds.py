"""Rounds: who was asked, what came back, and what is known of partnerships before an answer is."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from partnermap.errors import BadInputError, NotFoundError
from partnermap.model import OPEN, Span, fold
from partnermap.store.bolt import Store
from partnermap.vocabulary import Answer, Kind

ANSWERS = "survey:"
"""How the source of every answer, and of whom to ask, begins; its round and respondent follow."""


class Asked(NamedTuple):
    """An organisation that was asked in a round, and what came back."""

    id: str
    name: str
    kind: Kind
    answer: Answer


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


async def read_parts(store: Store, organisations: Iterable[str]) -> list[Part]:
    """The parts that some organisations have, or had, in partnerships."""
    rows = await store.values(
        "MATCH (o:Organisation)-[:MEMBER_OF]->(p:Partnership) WHERE o.id IN $ids "
        "RETURN DISTINCT [o.id, p.id, p.name, p.kind]",
        ids=sorted(organisations),
    )
    return sorted(Part(*row) for row in rows)


async def read_sayers(store: Store, partnerships: Collection[str]) -> dict[str, set[str]]:
    """The sources of what is said of some partnerships; those not stored are left out."""
    rows = await store.values(
        "MATCH (p:Partnership)<-[:ABOUT]-(f:Fact) WHERE p.id IN $ids "
        "RETURN DISTINCT [p.id, f.source]",
        ids=sorted(partnerships),
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for partnership, source in rows:
        found[partnership].add(source)
    return dict(found)
