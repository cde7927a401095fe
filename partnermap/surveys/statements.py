"""What is said of ties in a round: recorded, denied, or both, for every two on its list."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from partnermap.model.network import Denial
from partnermap.scope import Access
from partnermap.store.answers import Naming, reported
from partnermap.store.bolt import Store
from partnermap.store.rounds import SaidPart, find_round, read_absences, read_asked, read_said
from partnermap.surveys.standing import naming_of
from partnermap.vocabulary import TieState

Place = tuple[str, str]
"""Where a statement stands among the others: by the ids of the two it is about."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of two organisations."""

    between: Place
    state: TieState
    named_by: tuple[str, ...]
    """Those of the two whose answer names the other."""
    denied_by: tuple[str, ...]
    """Those of the two that say they do not work together."""
    partnerships: tuple[str, ...]
    """The ids of the partnerships that both are recorded in."""


class Statements:
    """What is said of the pairs on a round's list: there are many, so each is made when asked for.

    Of most pairs nothing is said, and nothing is known.
    """

    def __init__(
        self,
        asked: Collection[str],
        said: Sequence[SaidPart],
        naming: Naming,
        absences: Collection[Denial],
    ) -> None:
        self._ids = sorted(asked)
        self._naming = naming
        self._complete = naming.complete
        self._absences = {*absences}
        self._reported: defaultdict[str, set[str]] = defaultdict(set)
        for absence in absences:
            self._reported[absence.by].add(absence.about)
            self._reported[absence.about].add(absence.by)
        self._in: defaultdict[str, set[str]] = defaultdict(set)
        self._members: defaultdict[str, set[str]] = defaultdict(set)
        for part in said:
            self._in[part.organisation].add(part.partnership)
            self._members[part.partnership].add(part.organisation)

    @classmethod
    async def read(cls, store: Store, round_: str, access: Access) -> "Statements":
        """Those of the round of that id or name, as a viewer may know them; NotFoundError."""
        found = await find_round(store, round_, access)
        asked = await read_asked(store, found.id, access)
        said = await read_said(store, found.id, access)
        listed = {a.id for a in asked}
        absences = [
            absence
            for one, other, said_by in await read_absences(store, found.id, access)
            if other in listed
            for absence in reported(one, other, said_by)
        ]
        return cls(listed, said, naming_of(found.id, asked, said), absences)

    def page(
        self,
        limit: int,
        after: Place | None = None,
        about: str | None = None,
        state: TieState | None = None,
    ) -> list[Statement]:
        """The first of the statements in their order; with `about`, of those of one organisation.

        Time in the pairs passed over, each of which is in a partnership or said something of.
        """
        return list(islice(self._walk(after or ("", ""), about, state), limit))

    def _walk(self, after: Place, about: str | None, state: TieState | None) -> Iterator[Statement]:
        for one in self._ids if about is None else [about]:
            if one < after[0] or (about is not None and about not in self._ids):
                continue
            for other in sorted(self._others(one, state)):
                pair = (one, other)
                if pair > after and one != other and (about is not None or one < other):
                    found = self._statement(pair)
                    if found and state in (None, found.state):
                        yield found

    def _others(self, one: str, state: TieState | None) -> Collection[str]:
        """Those of whom, and of `one`, something may be said."""
        partners = {other for p in self._in[one] for other in self._members[p]}
        if state in (TieState.RECORDED, TieState.DISPUTED):
            return partners
        return (
            self._ids
            if one in self._complete
            else (partners | self._complete | self._reported[one])
        )

    def _statement(self, pair: Place) -> Statement | None:
        one, other = pair
        shared = self._in[one] & self._in[other]
        ways = ((one, other), (other, one))
        denied_by = tuple(
            by
            for by, about in ways
            if Denial(by, about) in self._absences or self._naming.leaves_out(by, about)
        )
        if not shared and not denied_by:
            return None
        state = TieState.ABSENT
        if shared:
            state = TieState.DISPUTED if denied_by else TieState.RECORDED
        named_by = tuple(by for by, about in ways if self._naming.names(by, about))
        return Statement(pair, state, named_by, denied_by, tuple(sorted(shared)))
