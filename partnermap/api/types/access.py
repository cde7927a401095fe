"""Who asks, the keys that let programs in, and the log of what was done."""

import datetime
from typing import Self

import strawberry

from partnermap.api.types import enums  # noqa: F401 - makes the vocabulary known to the schema
from partnermap.api.types.changes import ChangeError
from partnermap.api.types.fields import stored
from partnermap.api.types.scalars import JsonScalar, ScopeScalar
from partnermap.store import keys
from partnermap.vocabulary import Station


@strawberry.type(description="Whoever asks.")
class Viewer:
    """Whoever asks."""

    subject: str = stored("What they do is attributed to this name; empty without sign-in.")
    station: Station = stored("What they may do.")
    scope: str = stored("Whose partnerships they see beyond the public ones, as it is written.")
    expires: datetime.datetime | None = stored("When their key or token ends.")


@strawberry.type(description="A key that lets a program in; its secret is kept nowhere.")
class Key:
    """A key that lets a program in."""

    id: strawberry.ID = stored("What it is withdrawn by.")
    name: str = stored("What it is for.")
    station: Station = stored("What its holder may do.")
    scope: str = stored("The part of the map it opens, as it is written.")
    created: datetime.datetime = stored("When it was issued.")
    expires: datetime.date = stored("The last day on which it opens anything, in UTC.")
    revoked: datetime.datetime | None = stored("When it was withdrawn; null if it was not.")

    @classmethod
    def of(cls, key: keys.Key) -> Self:
        """The key as it is told."""
        return cls(
            id=strawberry.ID(key.id),
            name=key.name,
            station=key.station,
            scope=key.scope,
            created=datetime.datetime.fromisoformat(key.created),
            expires=datetime.date.fromisoformat(key.expires),
            revoked=datetime.datetime.fromisoformat(key.revoked) if key.revoked else None,
        )


@strawberry.type(description="A key and its secret, or what stands in the way.")
class KeyChange:
    """What came of a change to the keys."""

    key: Key | None = stored("The key; null if there are errors.")
    secret: str | None = stored("Of a key issued just now: shown this once, kept nowhere.")
    errors: list[ChangeError] = stored("What stands in the way; nothing was changed then.")


@strawberry.input(description="A key that is wanted.")
class KeyInput:
    """A key that is wanted."""

    name: str = strawberry.field(description="What it is for, such as the program's name.")
    station: Station = strawberry.field(description="What its holder may do.")
    scope: list[ScopeScalar] = strawberry.field(
        description="The part of the map it opens; of an administrator's key, `all`."
    )
    expires: datetime.date = strawberry.field(description="The last day it is to work, in UTC.")


@strawberry.type(description="One thing that was done.")
class AuditEntry:
    """One entry of the audit log."""

    number: int = stored("Its place in the log, from 1, without a gap.")
    at: datetime.datetime = stored("When.")
    subject: str = stored("Who did it.")
    action: str = stored("What was done.")
    about: list[strawberry.ID] = stored("To what it was done.")
    detail: JsonScalar = stored("What else is to be told of it.")
    previous: str = stored("The hash of the entry before it.")
    hash: str = stored("The hash of this one.")
