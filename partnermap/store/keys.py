"""Keys: what a program signs in with, issued once, kept as a hash, withdrawn at any time."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from partnermap.errors import BadInputError, NotFoundError, RefusedError
from partnermap.model.keys import digest
from partnermap.model.names import unseen
from partnermap.scope import Access, Scope
from partnermap.store.audit import record
from partnermap.store.bolt import Store, Transaction
from partnermap.store.statements import statement
from partnermap.vocabulary import Station

_SECRET = re.compile(r"pmk_([0-9a-z]{16})_[A-Za-z0-9_-]{43}\Z")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key: everything but its secret."""

    id: str
    name: str
    station: Station
    scope: str
    """The part of the map it opens, as it is written."""
    created: str
    """When it was issued, in UTC."""
    expires: str
    """The last day on which it opens anything, in UTC."""
    revoked: str | None
    """When it was withdrawn, in UTC; None if it was not."""
    hash: str
    """SHA-256 of the secret. A secret of 32 random bytes cannot be guessed, so no slow hash."""

    @classmethod
    def stored(cls, row: Sequence[Any]) -> "Key":
        """The key that a row of the store holds."""
        id_, name, station, *rest = row
        return cls(id_, name, Station(station), *rest)

    @property
    def ends(self) -> datetime:
        """The moment from which it opens nothing any more, if it is not withdrawn before."""
        after = date.fromisoformat(self.expires) + timedelta(days=1)
        return datetime(after.year, after.month, after.day, tzinfo=UTC)

    def fits(self, secret: str) -> bool:
        """Whether this is the key's secret; takes as long whether it is or not."""
        return hmac.compare_digest(self.hash, _hashed(secret))

    def access(self) -> Access:
        """What whoever holds the key may see and do."""
        return access_of(self.station, Scope.parse(*self.scope.split()), self.id, self.ends)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A key that someone asks for."""

    name: str
    station: Station
    scope: Scope
    expires: date

    def __post_init__(self) -> None:
        """Raise BadInputError for a key that cannot be issued."""
        name = self.name.strip()
        if not name or len(name) > _LONGEST_NAME or unseen(name):
            raise BadInputError(
                f"A key needs a name of 1 to {_LONGEST_NAME} plain characters, "
                "such as the program that will use it."
            )
        if self.station is Station.PUBLIC:
            raise BadInputError("A key is for reader, editor, importer or administrator.")
        if self.scope == Scope():
            raise BadInputError("A key needs a scope, such as diocese:CE32, or all.")
        if self.scope.saved:
            raise BadInputError(
                "A key cannot be for a saved area, for whoever may redraw that would change what "
                "it opens: name places, or its corners."
            )
        if self.station is Station.ADMINISTRATOR and not self.scope.everywhere:
            raise BadInputError("An administrator sees everything: the scope must be all.")
        if self.expires < datetime.now(UTC).date():
            raise BadInputError(f"{self.expires} is past: name the last day the key is to work.")


def access_of(station: Station, scope: Scope, subject: str, expires: datetime | None) -> Access:
    """The access that goes with a station and a scope, however its holder signed in."""
    if station is Station.ADMINISTRATOR:
        return Access(everything=True, station=station, subject=subject, expires=expires)
    return Access(within=scope, station=station, subject=subject, expires=expires)


def key_id(secret: str) -> str | None:
    """The id of the key that a text would be the secret of; None if it has not the form of one."""
    match = _SECRET.match(secret)
    return f"key:{match[1]}" if match else None


async def issue(
    store: Store, wanted: Wanted, by: str, *, once: str | None = None
) -> tuple[Key, str | None]:
    """Issue a key; returns it and its secret, which is kept nowhere.

    With the same `once` from the same caller the key is issued once: asked again, it comes back
    without its secret. RefusedError where `once` was used for another key.
    """
    code = digest("key", by, once, length=16) if once else secrets.token_hex(8)
    secret = f"pmk_{code}_{secrets.token_urlsafe(32)}"
    key = Key(
        f"key:{code}", wanted.name.strip(), wanted.station, str(wanted.scope), _now(),
        wanted.expires.isoformat(), None, _hashed(secret),
    )  # fmt: skip
    told = {
        "name": key.name, "station": key.station.value, "scope": key.scope, "expires": key.expires,
    }  # fmt: skip

    async def work(transaction: Transaction) -> Key:
        if rows := await transaction.run(statement("key_by_id"), id=key.id):
            return Key.stored(rows[0])
        kept = told | {"id": key.id, "created": key.created, "hash": key.hash}
        await transaction.run(statement("put_key"), key=kept)
        await record(transaction, by, "key.issue", [key.id], told)
        return key

    issued = await store.write(work, changes_data=False)
    same = (issued.name, issued.station, issued.scope, issued.expires)
    if same != (key.name, key.station, key.scope, key.expires):
        raise RefusedError("This idempotency key was used for another key: take a new one.")
    return issued, secret if issued.hash == key.hash else None


async def revoke(store: Store, id_: str, by: str) -> Key:
    """Withdraw a key; one that was withdrawn before stays as it is. NotFoundError if unknown."""

    async def work(transaction: Transaction) -> Key:
        rows = await transaction.run(statement("key_by_id"), id=id_)
        if not rows:
            raise NotFoundError(f"No key has the id {id_!r}; `partnermap key list` shows them.")
        before = Key.stored(rows[0])
        if before.revoked:
            return before
        await transaction.run(statement("revoke_key"), id=id_, now=_now())
        await record(transaction, by, "key.revoke", [id_], {"name": before.name})
        return Key.stored((await transaction.run(statement("key_by_id"), id=id_))[0])

    return await store.write(work, changes_data=False)


async def find(store: Store, id_: str) -> Key | None:
    """The key of an id, whether it still opens anything or not."""
    rows = await store.read(statement("key_by_id"), id=id_)
    return Key.stored(rows[0]) if rows else None


async def every_key(store: Store) -> list[Key]:
    """Every key that was ever issued, oldest first."""
    return [Key.stored(row) for row in await store.read(statement("keys"))]


async def any_key(store: Store) -> bool:
    """Whether a key was ever issued."""
    return bool(await store.read("MATCH (k:Key) RETURN k.id LIMIT 1"))


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
