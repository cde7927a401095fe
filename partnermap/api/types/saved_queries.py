"""Saved queries, and what they are saved with."""

import datetime
from typing import Self
from urllib.parse import quote

import strawberry

from partnermap.api.query_texts import Ready
from partnermap.api.types.changes import Result
from partnermap.api.types.fields import stored
from partnermap.store import saved_queries
from partnermap.store.saved_queries import PREFIX
from partnermap.vocabulary import Visibility


@strawberry.type(description="A query that is kept under a name, and is asked by its address.")
class SavedQuery:
    """A query that is kept under a name."""

    id: strawberry.ID = stored(
        "`query:WORDS@OWNER`, by the words of its first name; `query:NAME` for one of a file that "
        "whoever runs this service keeps."
    )
    name: str = stored("What it is called.")
    address: str = stored(
        "Where `GET` asks it: `/q/WORDS@OWNER`, or `/q/NAME` for one of a file; with `.csv` or "
        "`.xlsx` after it as a table. Its variables are parameters there, and the answer is as "
        "whoever asks may see it. `/q/WORDS` will do where that is plain."
    )
    text: str = stored("The query.")
    owner: strawberry.ID | None = stored(
        "The id of the organisation whose it is; null for one of a file, which nobody changes here."
    )
    owner_name: str | None = stored("That organisation's name; null where you may not see it.")
    visibility: Visibility = stored("Who may see it, and ask it by its address.")
    saved: datetime.datetime | None = stored("When it was saved as it is; null for one of a file.")
    own: bool = stored("Whether its owner lies in your part of the map.")
    version: str | None = stored(
        "What to send back with a change, to tell what you have seen; null for one of a file."
    )

    @classmethod
    def of(cls, query: saved_queries.SavedQuery) -> Self:
        """One that somebody saved, as it is told."""
        return cls(
            id=strawberry.ID(query.id),
            name=query.name,
            address=_address(query.id.removeprefix(PREFIX)),
            text=query.text,
            owner=strawberry.ID(query.owner),
            owner_name=query.owner_name,
            visibility=query.visibility,
            saved=datetime.datetime.fromisoformat(query.at),
            own=query.own,
            version=query.version,
        )

    @classmethod
    def of_file(cls, query: Ready) -> Self:
        """One of a file, which is answered to everyone who is answered at all."""
        return cls(
            id=strawberry.ID(PREFIX + query.name),
            name=query.name,
            address=_address(query.name),
            text=query.text,
            owner=None,
            owner_name=None,
            visibility=Visibility.PUBLIC,
            saved=None,
            own=False,
            version=None,
        )


def _address(name: str) -> str:
    return f"/q/{quote(name, safe='@:')}"


@strawberry.input(description="A query to be saved.")
class SavedQueryInput:
    """A query to be saved."""

    name: str = strawberry.field(
        description="Its name; at most 31 characters, for it names the sheet of a workbook, too. "
        "Its words make the address, and those of a file are taken."
    )
    text: str = strawberry.field(
        description="One query that can be asked as it stands, within the limits of any; at most "
        "16,000 characters. Its variables are parameters of the address."
    )
    owner: strawberry.ID = strawberry.field(
        description="The id of the organisation whose it is, in your part of the map."
    )
    visibility: Visibility = strawberry.field(
        default=Visibility.PUBLIC, description="Who may see it; a query has no `MEMBERS`."
    )


@strawberry.type(description="What came of a change to a saved query.")
class SavedQueryResult(Result):
    """What came of a change to a saved query."""

    query: SavedQuery | None = strawberry.field(
        default=None, description="The query as it is now; null on errors, or once it is removed."
    )
