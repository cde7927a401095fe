"""How a round stands: who was asked, who has answered, whom to chase, where answers differ, and
how much of them is in doubt.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from partnermap.store.answers import Given, Naming, forms_of
from partnermap.store.bolt import Store
from partnermap.store.pending import count_matches
from partnermap.store.rounds import (
    Asked,
    Round,
    SaidPart,
    find_round,
    read_asked,
    read_said,
)
from partnermap.vocabulary import Answer


@dataclass(frozen=True, slots=True, order=True)
class Dispute:
    """A pair that others record, and that one party's complete answer leaves out."""

    by: str
    """The id of the organisation that leaves the other out."""
    about: str
    partnerships: tuple[str, ...]
    """The names of those that both are recorded in."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a round stands."""

    round: Round
    asked: tuple[Asked, ...]
    disputes: tuple[Dispute, ...]
    nameless: int
    """How many rows of the answers name nobody surely."""

    def of(self, answer: Answer) -> tuple[Asked, ...]:
        """Those of whom this came back."""
        return tuple(asked for asked in self.asked if asked.answer is answer)

    @property
    def to_chase(self) -> tuple[Asked, ...]:
        """Those of whom nothing has come back."""
        return self.of(Answer.SILENT)


async def read_standing(store: Store, name: str) -> Standing:
    """How the round of that name or id stands today."""
    round_ = await find_round(store, name)
    asked = tuple(await read_asked(store, round_.id))
    said = await read_said(store, round_.id)
    nameless = await count_matches(store, round_.id)
    return Standing(round_, asked, disputes(round_.id, asked, said), nameless)


def disputes(
    round_id: str, asked: Collection[Asked], said: Collection[SaidPart]
) -> tuple[Dispute, ...]:
    """Where a complete answer says no to what is recorded.

    Whoever answers completely says of everyone on the round's list that they work with them or
    that they do not. A pair that shares a partnership is recorded; where one of the two left the
    other out, its statement stands beside the record and the tie is disputed.
    """
    members: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for part in said:
        members[part.partnership, part.name].add(part.organisation)
    naming = naming_of(round_id, asked, said)
    shared: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for (_, name), together in members.items():
        for by in together.intersection(naming.complete):
            for about in together:
                if naming.leaves_out(by, about):
                    shared[by, about].add(name)
    return tuple(
        sorted(Dispute(by, about, tuple(sorted(names))) for (by, about), names in shared.items())
    )


def naming_of(round_id: str, asked: Collection[Asked], said: Iterable[SaidPart]) -> Naming:
    """Whom the answers of a round name, and whom they leave out."""
    given = {a.id: Given(a.answer, round_id, forms_of(a.said_by), asked_again=False) for a in asked}
    parts = ((part.organisation, part.said_by) for part in said)
    return Naming.of(given, {round_id: given.keys()}, parts)
