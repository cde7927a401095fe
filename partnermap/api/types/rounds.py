"""Rounds opened, what is said of ties in them, and the rows that wait for an organisation."""

import datetime

import strawberry

from partnermap.api.types.changes import Result, recorded
from partnermap.api.types.fields import stored
from partnermap.api.types.organisations import Round
from partnermap.api.types.scalars import ScopeScalar
from partnermap.api.types.shared import PageInfo
from partnermap.vocabulary import TieState


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


@strawberry.type(description="A row of a publication whose tie waits for an organisation.")
class PendingRow:
    """A row whose tie waits."""

    key: str = stored("Its key: the source and the row's own key.")
    source: strawberry.ID = stored("The source it is of.")
    source_name: str | None = stored("The source's name.")
    line: int | None = stored("Its line in the file.")
    published: datetime.date = stored("When the edition was published.")
    waits_for: strawberry.ID = stored(
        "The id of the organisation that is not known yet; the tie is made when it comes."
    )
    about: list[strawberry.ID] = stored("What it is about, as far as that is known.")


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
