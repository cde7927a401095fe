"""Answers as they stand: the newest that each organisation has given, and which ties they deny."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from partnermap.model.network import Denial
from partnermap.store.filters import on_node
from partnermap.store.rounds import ANSWERS
from partnermap.store.scoped import ScopeReader
from partnermap.store.text import held, where_clause
from partnermap.vocabulary import Answer

_OF_THE_WHOLE = "/answer/"
"""What tells the fact that an answer came from those of its rows."""


class Asking(NamedTuple):
    """That an organisation was asked in a round. In order: the newest round last."""

    since: str
    round: str
    organisation: str
    answer: Answer
    said_by: tuple[str, ...]


class Given(NamedTuple):
    """What an organisation has answered."""

    answer: Answer
    round: str
    """The round it answered in; if it never has, the newest it was asked in."""
    forms: tuple[str, ...]
    """The sources of the answer, where it is its own; none where others published it."""
    asked_again: bool
    """Whether a newer round has asked it, and it has not answered yet."""


def newest(askings: Iterable[Asking]) -> dict[str, Given]:
    """The newest answer that each organisation has given.

    A round that it has not answered yet does not unsay what it said before: only where it has
    never answered does its silence stand.
    """
    found: dict[str, Given] = {}
    for asking in sorted(askings):
        before = found.get(asking.organisation)
        if asking.answer is Answer.SILENT and before and before.answer is not Answer.SILENT:
            found[asking.organisation] = before._replace(asked_again=True)
        else:
            found[asking.organisation] = Given(
                asking.answer, asking.round, forms_of(asking.said_by), asked_again=False
            )
    return found


def forms_of(said_by: Iterable[str]) -> tuple[str, ...]:
    """The sources of what an organisation itself answered, among the keys of who tells of it."""
    own = (key for key in said_by if key.startswith(ANSWERS) and _OF_THE_WHOLE in key)
    return tuple(sorted(key.partition("/")[0] for key in own))


@dataclass(frozen=True, slots=True)
class Naming:
    """Whom organisations name in their own answers, and whom they leave out.

    A complete answer leaves out whoever is on the list of its round and is not named in it. What
    others publish of an answer leaves out nobody, for whom it named is not known.
    """

    _given: Mapping[str, Given]
    _listed: Mapping[str, Collection[str]]
    _named: Collection[tuple[str, str]]

    @classmethod
    def of(
        cls,
        given: Mapping[str, Given],
        listed: Mapping[str, Collection[str]],
        said: Iterable[tuple[str, Iterable[str]]],
    ) -> Self:
        """That of some answers.

        `listed` are the organisations on the list of each round; `said`, for each part that an
        organisation has in a partnership, the organisation and the keys of the facts that say so.
        """
        own = {id_: answer for id_, answer in given.items() if answer.forms}
        forms = {form for answer in own.values() for form in answer.forms}
        named = {
            (form, organisation)
            for organisation, keys in said
            for key in keys
            if (form := key.partition("/")[0]) in forms
        }
        return cls(own, listed, named)

    @property
    def complete(self) -> set[str]:
        """Those whose own answer is complete."""
        return {id_ for id_, given in self._given.items() if given.answer is Answer.COMPLETE}

    def names(self, by: str, about: str) -> bool:
        """Whether an organisation's answer says that it works with another."""
        given = self._given.get(by)
        return given is not None and any((form, about) in self._named for form in given.forms)

    def leaves_out(self, by: str, about: str) -> bool:
        """Whether an organisation's answer says that it does not work with another."""
        given = self._given.get(by)
        return (
            given is not None
            and given.answer is Answer.COMPLETE
            and by != about
            and about in self._listed.get(given.round, ())
            and not self.names(by, about)
        )


def denials(
    members: Iterable[Collection[str]], naming: Naming, absences: Iterable[Denial]
) -> tuple[Denial, ...]:
    """Who denies that they work with whom, though both are in a partnership.

    `members` are those of each partnership; `absences` what is reported apart from answers. Time
    in the number of pairs that those who answered completely make with their partners.
    """
    apart = {(absence.by, absence.about) for absence in absences}
    saying = naming.complete.union(by for by, _ in apart)
    return tuple(
        sorted(
            {
                Denial(by, about)
                for together in members
                for by in saying.intersection(together)
                for about in together
                if (by, about) in apart or naming.leaves_out(by, about)
            }
        )
    )


def reported(one: str, other: str, said_by: Iterable[str]) -> list[Denial]:
    """Who of two says that there is no tie between them, by the keys of the facts that say it."""
    found = {
        # Either may have been merged since: the key then still names the other by its id.
        other if source.partition(":")[2] == other or row.endswith(f"/{one}") else one
        for source, _, row in (key.partition("/") for key in said_by)
    }
    return [Denial(by, one if by == other else other) for by in sorted(found)]


@dataclass(frozen=True, slots=True)
class Heard:
    """What some organisations have answered, and what two of them report apart from that."""

    answers: Mapping[str, Given]
    listed: Mapping[str, set[str]]
    """By round, those of them that are on its list."""
    absences: Sequence[Denial]


class AnswerReader(ScopeReader):
    """Reads what organisations have answered."""

    async def heard(self, known: Iterable[str]) -> Heard:
        """What those known have answered in the rounds begun by the day, and say beside that."""
        text = self._text()
        tied = [held(text, "r")]
        # Of everyone it is quicker to ask nothing than to compare each with a list of all.
        tied += on_node(text, "Organisation", "o") if self._scope.everywhere else ["o.id IN $ids"]
        asked = [*tied, *on_node(replace(text, as_of=False), "Round", "w")]
        asked += ["w.since <= $asOf"] if self._day else []
        absent = [*tied, *on_node(text, "Organisation", "m")]
        rows = await self._values(
            text,
            f"MATCH (o:Organisation)-[r:ASKED]->(w:Round){where_clause(asked)} "
            "RETURN [w.since, w.id, o.id, r.answer, r.saidBy] AS v UNION ALL "
            f"MATCH (o:Organisation)-[r:ABSENT]->(m:Organisation){where_clause(absent)} "
            "RETURN [o.id, m.id, r.saidBy] AS v",
            ids=[] if self._scope.everywhere else sorted(known),
        )
        listed: dict[str, set[str]] = defaultdict(set)
        askings, absences = [], []
        for row in rows:
            if len(row) == 3:
                one, another, said_by = row
                absences += reported(one, another, said_by)
            else:
                since, round_, id_, answer, said_by = row
                askings.append(Asking(since, round_, id_, Answer(answer), tuple(said_by or ())))
                listed[round_].add(id_)
        return Heard(newest(askings), listed, absences)
