"""Rounds opened, what is said of ties in them, and the rows that wait for an organisation or for
somebody to say which one they mean.
"""

import datetime

import strawberry

from partnermap.api.types.changes import Result, recorded
from partnermap.api.types.fields import stored
from partnermap.api.types.organisations import Partnership, Round
from partnermap.api.types.scalars import ScopeScalar
from partnermap.api.types.shared import PageInfo
from partnermap.vocabulary import Kind, TieState


@strawberry.type(description="What is said of two organisations on the list of a round.")
class TieStatement:
    """What is said of two organisations."""

    between: list[strawberry.ID] = stored("The two.")
    state: TieState = stored("What the statements come to.")
    named_by: list[strawberry.ID] = stored("Those of the two whose answer names the other.")
    denied_by: list[strawberry.ID] = stored(
        "Those of the two that say they do not work together; a complete answer says so of whoever "
        "is on the list of its round and not named in it."
    )
    partnerships: list[strawberry.ID] = stored("The partnerships that both are recorded in.")


@strawberry.type(description="A page of statements, by the ids of whom they are about.")
class TieStatements:
    """A page of statements. There are too many to count: of n who answered, n squared."""

    nodes: list[TieStatement] = stored("The statements.")
    page_info: PageInfo = stored("Where this page stands.")


@strawberry.type(description="An organisation that a row may mean.")
class MatchCandidate:
    """An organisation that a row may mean."""

    organisation: strawberry.ID = stored("Its id.")
    name: str = stored("Its name.")
    kind: Kind = stored("What it is.")
    town: str | None = stored("Where it is.")
    score: float = stored("How like it is to what was written; 1 is the same.")
    reason: str = stored("What speaks for it, or against it.")


@strawberry.type(
    description="A row of an answer to a survey that names nobody surely; `resolveMatch` says whom "
    "it means."
)
class PendingMatch:
    """A row that names nobody surely."""

    respondent: strawberry.ID = stored("The id of the organisation whose answer it is in.")
    round: strawberry.ID = stored("The id of the round it is in.")
    file: str | None = stored("The name of the file it was read from; `line` is its row there.")
    column: str = stored("The heading of the column with the name, as the form has it.")
    name: str = stored("The name as it was written; empty if only a code was.")
    code: str | None = stored("The code that was given with it.")
    place: str | None = stored("The town or local authority that was given with it.")
    type: str | None = stored("What it was said to be, such as `Primary school`.")
    partnership: str | None = stored("The partnership it is about, if that has a name.")
    reason: str = stored("Why it is not clear whom it means.")
    candidates: list[MatchCandidate] = stored(
        "Whom it may mean, the likeliest first, as far as you may see them."
    )


@strawberry.type(
    description="A row whose tie waits for an organisation, or for somebody to say which one it "
    "means."
)
class PendingRow:
    """A row whose tie waits."""

    key: str = stored("Its key: the source and the row's own key.")
    source: strawberry.ID = stored("The source it is of.")
    source_name: str | None = stored("The source's name.")
    line: int | None = stored("Its line in the file.")
    published: datetime.date = stored("When the edition was published.")
    waits_for: strawberry.ID | None = stored(
        "The id of the organisation that is not known yet; the tie is made when it comes. Null "
        "where the row names nobody surely."
    )
    about: list[strawberry.ID] = stored("What it is about, as far as that is known.")
    match: PendingMatch | None = stored(
        "Whom it may mean, where it names nobody surely; null for other rows."
    )


@strawberry.type(description="What came of opening a round.")
class RoundResult(Result):
    """What came of opening a round."""

    record: Round | None = recorded("The round as it is now; null on most errors.")


@strawberry.input(description="A round to be opened.")
class RoundInput:
    """A round to be opened."""

    name: str = strawberry.field(description="Its name; at most 200 characters.")
    scope: list[ScopeScalar] = strawberry.field(
        description="Whom to ask: the open schools, trusts and community organisations in these "
        "places; at most 5,000, all of them in your part of the map."
    )
    opened: datetime.date | None = strawberry.field(
        default=None, description="Its first day; today without one."
    )
    closes: datetime.date | None = strawberry.field(
        default=None, description="Its last day, if that is known."
    )


@strawberry.type(description="What came of settling a row that named nobody surely.")
class MatchResult(Result):
    """What came of settling a row."""

    record: Partnership | None = recorded(
        "The partnership that the row tells of; null where it means nobody, and on most errors."
    )


@strawberry.input(description="Whom a row means: give one of the three beside its id.")
class MatchInput:
    """Whom a row means."""

    id: strawberry.ID = strawberry.field(description="The `key` of the row, as `pending` has it.")
    organisation: strawberry.ID | None = strawberry.field(
        default=None,
        description="The id of an organisation: any but the one that wrote the row, be it among "
        "the candidates or not.",
    )
    new_organisation: str | None = strawberry.field(
        default=None,
        description="The name of a community organisation that is in no register, to be added. To "
        "say more of it, add it with `addOrganisation` first, and choose it.",
    )
    nobody: bool = strawberry.field(
        default=False, description="Whether it means nobody: the row is left out for good."
    )
