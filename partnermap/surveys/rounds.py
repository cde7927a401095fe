"""Rounds: opening one with its list of whom to ask, and what its answers are called."""

from collections.abc import Iterable
from datetime import date, datetime, time

from partnermap.errors import NotFoundError, RefusedError
from partnermap.imports.edition import Edition
from partnermap.imports.report import Report
from partnermap.imports.run import Parsed, load_edition
from partnermap.imports.sources import Origin
from partnermap.model.dates import Span, When
from partnermap.model.facts import Fact, Publication, Thing, Tie, Value
from partnermap.model.keys import digest
from partnermap.model.names import fold
from partnermap.scope import LOCAL, Scope
from partnermap.store.bolt import Store
from partnermap.store.names import read_names
from partnermap.store.reads import read_insiders
from partnermap.store.rounds import ANSWERS, Round, find_round
from partnermap.surveys.form import Form
from partnermap.vocabulary import Answer, Kind

ASKED_KINDS = frozenset((Kind.SCHOOL, Kind.TRUST, Kind.COMMUNITY_ORGANISATION))
"""Who is asked; an authority or a diocese can be named, and does the asking."""
_ANSWER_RANK = 2
_LIST_RANK = 5
"""A list of whom to ask says of nobody that nothing came back, if any other source knows better."""


def answer_source(round_: Round, respondent: str) -> Origin:
    """One respondent's answer in one round, a source of its own: it never ends another's."""
    return Origin(
        f"{ANSWERS}{code(round_.id)}:{respondent}",
        f"The answer of {respondent} in “{round_.name}”",
        respondent,
        "not stated",
        _ANSWER_RANK,
    )


def list_source(round_: Round, scope: Scope) -> Origin:
    """The list of whom to ask in one scope, a source of its own."""
    return Origin(
        f"{ANSWERS}{code(round_.id)}:asked:{digest(str(scope), length=8)}",
        f"Whom to ask in “{round_.name}”: {scope}",
        "whoever opened the round",
        "not stated",
        _LIST_RANK,
    )


def round_id(name: str, scope: Scope) -> str:
    """The id of a round that is new."""
    return f"round:{digest(fold(name), str(scope))}"


def code(round_id: str) -> str:
    """The part of a round's id that the sources of its answers carry."""
    return round_id.partition(":")[2]


async def open_round(store: Store, scope: Scope, name: str, day: date) -> tuple[Form, Report]:
    """The form of a round in a scope, and what became of its list of whom to ask.

    A round of that name is gone on with. Opened twice, nothing changes; whoever is new in the
    scope is added, whoever has left it or closed is no longer asked.
    """
    try:
        round_ = await find_round(store, name)
    except NotFoundError:
        round_ = Round(round_id(name, scope), name, Span(When.on(day)))
    insiders = await read_insiders(store, scope, LOCAL)
    there = [named for named in await read_names(store) if named.open and named.id in insiders]
    there.sort(key=lambda named: (fold(named.name), named.id))
    asked = [named.id for named in there if named.kind in ASKED_KINDS]
    if not asked:
        raise RefusedError(f"Nobody in {scope} can be asked; import the register first.")
    origin = list_source(round_, scope)
    edition = Edition(tuple(asked_facts(round_, asked)))
    publication = Publication(origin.id, day, f"the form of {round_.name}", digest(*asked))
    report = await load_edition(store, Parsed(origin, publication, edition), force=True)
    return Form(round_.id, round_.name, tuple(there), datetime.combine(day, time())), report


def round_thing(round_: Round) -> Thing:
    """The round as every source of its own describes it."""
    return Thing(round_.id, "Round", {"name": round_.name}, round_.span)


def asked_tie(
    round_: Round, organisation: str, answer: Answer, answered: date | None = None
) -> Tie:
    """That an organisation was asked in a round, what came back, and on which day."""
    properties: dict[str, Value] = {"answer": answer}
    if answered:
        properties["answered"] = answered.isoformat()
    return Tie("ASKED", organisation, round_.id, properties=properties)


def asked_facts(round_: Round, organisations: Iterable[str]) -> Iterable[Fact]:
    """That organisations were asked in a round, and nothing has come back so far."""
    for line, id_ in enumerate(organisations, 1):
        tie = asked_tie(round_, id_, Answer.SILENT)
        yield Fact(f"asked/{id_}", line, (round_thing(round_),), (tie,))
