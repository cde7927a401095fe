"""Types that many others hold: nodes, pages, dates, ties, places, identifiers, sources."""

import datetime
from collections.abc import Sequence
from typing import Any, Generic, Self, TypeVar

import strawberry

from partnermap.api.types.fields import stored
from partnermap.vocabulary import Precision, Scheme

T = TypeVar("T")


def as_is(values: Any) -> Any:
    """Plain texts and records as GraphQL takes them: they are written the same."""
    return values


@strawberry.interface(description="Whatever has a global id.")
class Node:
    """Whatever has a global id."""

    id: strawberry.ID = stored("A global id that never changes, such as `urn:100000`.")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = stored("Whether there is more after this page.")
    has_previous_page: bool = stored("Whether there is more before this page, or may be.")
    start_cursor: str | None = stored("The cursor of the first; null on an empty page.")
    end_cursor: str | None = stored("The cursor of the last; null on an empty page.")

    @classmethod
    def of(cls, cursors: Sequence[str], after: str | None, *, more: bool) -> Self:
        """Where a page of these cursors stands that was asked for after a cursor."""
        return cls(
            has_next_page=more,
            has_previous_page=after is not None,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        )


@strawberry.type(description="One of a list.")
class Edge(Generic[T]):
    """One of a list."""

    cursor: str = stored("Where it stands in the list.")
    node: T = stored("The thing itself.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """A page of a list."""

    total_count: int = stored("How many there are on all pages together.")
    nodes: list[T] = stored("The things themselves.")
    edges: list[Edge[T]] = stored("The things with their places in the list.")
    page_info: PageInfo = stored("Where this page stands.")


@strawberry.type(description="A date as exactly as it is known.")
class When:
    """A date as exactly as it is known."""

    earliest: datetime.date = stored("The earliest day it may be.")
    latest: datetime.date = stored("The latest day it may be.")
    precision: Precision = stored("How exactly it is known.")


@strawberry.interface(description="From when until when a tie holds, and who says so.")
class Tie:
    """From when until when a tie holds, and who says so."""

    since: When | None = stored("When it began; null if that is not known.")
    until: When | None = stored("When it ended; null if it has not.")
    may_have_held: bool = stored("True where its dates leave it open that it held on the day.")
    said_by: list[str] = stored("The keys of the facts that say it.")


@strawberry.type(description="Where an organisation is.")
class Place:
    """Where an organisation is."""

    street: str | None = stored("The street.")
    town: str | None = stored("The town.")
    postcode: str | None = stored("The postcode.")
    easting: int | None = stored("Metres east on the British National Grid.")
    northing: int | None = stored("Metres north on the British National Grid.")
    region: str | None = stored("The region's GSS code.")
    region_name: str | None = stored("The region's name.")


@strawberry.type(description="A code of an organisation besides its id.")
class Identifier:
    """A code of an organisation."""

    scheme: Scheme = stored("Who issues it.")
    value: str = stored("The code.")


@strawberry.type(description="Who publishes what we know.")
class Source:
    """Who publishes what we know."""

    id: strawberry.ID = stored("Its name in this program.")
    name: str | None = stored("Its name.")
    publisher: str | None = stored("Who publishes it.")
    licence: str | None = stored("Under which licence.")
    published: datetime.date | None = stored("The newest edition read whole.")


@strawberry.type(description="A row of a publication that says something.")
class Fact:
    """A row of a publication."""

    key: str = stored("Its key: the source and the row's own key.")
    source: Source | None = stored("Who publishes it.")
    line: int | None = stored("Its line in the file.")
    published: datetime.date | None = stored("When the edition was published.")


@strawberry.type(description="What a field said, and what it says instead.")
class FieldChange:
    """What a field said, and what it says instead."""

    field: str = stored("Which field, by its name in this schema.")
    before: str | None = stored("What it said, as text; null if nothing was known.")
    after: str | None = stored("What it says from the day after; null if it says nothing.")


@strawberry.type(
    description="How something was described for some time. The day on which a description gives "
    "way is that of the first edition, or edit, that says otherwise."
)
class Revision:
    """How something was described for some time."""

    since: When | None = stored("The first day of it; null if nothing tells of an earlier one.")
    until: datetime.date = stored("The last day of it.")
    changes: list[FieldChange] = stored("What is said otherwise from the day after.")
    fact: Fact | None = stored("The row or edit that says it otherwise.")
