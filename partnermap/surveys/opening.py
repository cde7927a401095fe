"""A round opened by hand: its list of whom to ask, said by one edit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from partnermap.edits.once import Edit
from partnermap.edits.outcome import Code, Outcome, refused
from partnermap.edits.rights import is_free
from partnermap.edits.words import Check
from partnermap.errors import BadInputError, NotFoundError
from partnermap.imports.facts import Said, ended, subjects
from partnermap.imports.making import Ground
from partnermap.imports.plan import Change
from partnermap.model.dates import When
from partnermap.scope import LOCAL, Scope
from partnermap.store.bolt import Store
from partnermap.store.reads import read_insiders
from partnermap.store.rounds import Round, find_round, read_askable
from partnermap.surveys.rounds import ASKED_KINDS, asked_facts, list_source, round_id
from partnermap.vocabulary import Kind

MOST = 5_000
"""The most organisations that one edit may ask; the command asks as many as there are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A round as somebody wants it opened."""

    name: str
    scope: Scope
    opened: date | None = None
    """Its first day; today if that is not said."""
    closes: date | None = None


async def open_by_hand(edit: Edit, store: Store, wanted: Wanted) -> Outcome:
    """Open a round in a scope, or go on with the round of that name that the editor may see.

    Whoever is new in the scope is added to its list; whoever has left it or closed is no longer
    asked. An editor asks within their own part of the map alone.
    """
    check = Check()
    name = check.name(wanted.name, "input", "name")
    check.passed()
    round_ = await _known(edit, store, wanted, name) or _new(wanted, name, edit.day)
    asked = await _asked(edit, store, wanted.scope)
    ground = await edit.ground([round_.id])
    created = round_.id not in ground.labels
    source = list_source(round_, wanted.scope)
    await edit.introduce(source)
    gone = _no_longer_asked(ground, source.id, asked)
    ground = ground.wider([*asked, *(id_ for said in gone for id_ in subjects(said.fact))], asked)
    await edit.say(ground, [(source.id, fact) for fact in asked_facts(round_, asked)])
    if gone:
        changes = [
            Change(said.key, tuple(subjects(said.fact)), (ended(said, said.fact, edit.day),))
            for said in gone
        ]
        await ground.make(edit.transaction.later, changes, edit.begun.ranks)
        edit.changed = True
    return Outcome(round_.id, created=created)


async def _known(edit: Edit, store: Store, wanted: Wanted, name: str) -> Round | None:
    """The round of that name, if there is one, unless other days are wanted for it."""
    try:
        known = await find_round(store, name, edit.access)
    except NotFoundError:
        return None
    except BadInputError as error:
        raise refused(Code.CONFLICT, str(error), "input", "name") from None
    for day, held, path in (
        (wanted.opened, known.span.start, "opened"),
        (wanted.closes, known.span.end, "closes"),
    ):
        if day is not None and held != When.on(day):
            message = (
                f"There is a round of that name, and its days are other ones: leave out “{path}” "
                "to go on with it, or give this one another name."
            )
            raise refused(Code.CONFLICT, message, "input", path)
    return known


def _new(wanted: Wanted, name: str, today: str) -> Round:
    """The round that is wanted, where there is none of its name."""
    check = Check()
    opened = wanted.opened.isoformat() if wanted.opened else today
    closes = wanted.closes.isoformat() if wanted.closes else None
    span = check.span(opened, closes, ("input", "opened"), ("input", "closes"))
    check.passed()
    return Round(round_id(name, wanted.scope), name, span)


async def _asked(edit: Edit, store: Store, scope: Scope) -> Mapping[str, Kind]:
    """Whom to ask in a scope, with what they are."""
    seen = await read_insiders(store, scope, edit.access)
    if not is_free(edit.access) and await read_insiders(store, scope, LOCAL) - seen:
        raise refused(
            Code.DENIED,
            "Some of this scope lies outside your part of the map; ask within that.",
            "input",
            "scope",
        )
    asked = await read_askable(store, seen, ASKED_KINDS)
    if not asked:
        raise refused(
            Code.NOT_FOUND, "Nobody in this scope can be asked; name another.", "input", "scope"
        )
    if len(asked) > MOST:
        raise refused(
            Code.INVALID,
            f"{len(asked):,} would be asked, and {MOST:,} is the most at once: name a smaller "
            "scope, or open it with `partnermap survey form`.",
            "input",
            "scope",
        )
    return asked


def _no_longer_asked(ground: Ground, source: str, asked: Mapping[str, Kind]) -> list[Said]:
    """What a list says of those who are not on it any more."""
    return [
        said
        for said in ground.facts.values()
        if said.source == source and not said.past and said.fact.ties[0].start not in asked
    ]
