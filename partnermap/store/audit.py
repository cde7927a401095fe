"""The audit log: who did what, to what and when; each entry holds the hash of the one before it.

Nothing here alters or removes an entry. Whoever can write to the database past this program can
still make a log anew, but not without changing the hash of its last entry: keep that elsewhere.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from partnermap.model.keys import canonical
from partnermap.store.bolt import Store, Transaction
from partnermap.store.statements import statement
from partnermap.store.writes import Put

GENESIS = "0" * 64
"""What the first entry holds in place of the hash of one before it."""
_CHUNK = 1_000
_COLUMNS = "[e.number, e.at, e.subject, e.action, e.about, e.detail, e.previous, e.hash]"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log."""

    number: int
    """From 1, without a gap."""
    at: str
    """When, in UTC."""
    subject: str
    """Who did it."""
    action: str
    """What was done, such as `key.issue`."""
    about: tuple[str, ...]
    """The ids of what it was done to."""
    detail: str
    """What else is to be told of it, as a JSON object."""
    previous: str
    """The hash of the entry before it."""
    hash: str
    """SHA-256 of all the rest, in hexadecimal."""

    @classmethod
    def stored(cls, row: Sequence[Any]) -> "Entry":
        """The entry that a row of the store holds."""
        number, at, subject, action, about, *rest = row
        return cls(number, at, subject, action, tuple(about), *rest)

    def seal(self) -> str:
        """The hash that the entry must have."""
        content = asdict(self)
        del content["hash"]
        return hashlib.sha256(canonical(content).encode()).hexdigest()


class Head(NamedTuple):
    """Where the log ends, for a transaction that has made room for more and keeps others out."""

    number: int
    """That of the last entry, once those there is room for have been added."""
    hash: str | None
    """That of the last entry so far, if there is one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of following the log from its first entry."""

    entries: int
    """How many there must be."""
    head: str
    """The hash of the last one."""
    broken: int | None = None
    """The number of the first that is missing, altered or out of place; None if all is whole."""


async def record(
    transaction: Transaction,
    subject: str,
    action: str,
    about: Sequence[str],
    detail: Mapping[str, object],
) -> None:
    """Add an entry, in the transaction that makes the change it tells of.

    Call it last: whoever adds an entry keeps others from adding theirs until the transaction ends.
    """
    await record_all(transaction, subject, action, [(about, detail)])


async def record_all(
    transaction: Transaction,
    subject: str,
    action: str,
    told: Sequence[tuple[Sequence[str], Mapping[str, object]]],
) -> None:
    """Add several entries of one action, each with what it is about and its detail; as `record`."""
    ((last, previous),) = await transaction.run(statement("next_audit"), many=len(told))
    await add(transaction.run, Head(last, previous), subject, action, told)


async def add(
    put: Put,
    head: Head,
    subject: str,
    action: str,
    told: Sequence[tuple[Sequence[str], Mapping[str, object]]],
) -> None:
    """Add the entries that a transaction has made room for; as `record_all`."""
    previous = head.hash or GENESIS
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    entries = []
    for number, (about, detail) in enumerate(told, head.number - len(told) + 1):
        entry = Entry(
            number, now, subject, action, tuple(about), canonical(dict(detail)), previous, ""
        )
        previous = entry.seal()
        entries.append(asdict(entry) | {"about": list(about), "hash": previous})
    await put(statement("put_audit"), entries=entries, hash=previous)


async def newest(store: Store, first: int, before: int | None = None) -> list[Entry]:
    """The newest entries, newest first, of those with a number less than `before`."""
    earlier = " WHERE e.number < $before" if before is not None else ""
    rows = await store.values(
        f"MATCH (e:Audit){earlier} RETURN {_COLUMNS} ORDER BY e.number DESC LIMIT $first",
        first=first, before=before,
    )  # fmt: skip
    return [Entry.stored(row) for row in rows]


async def length(store: Store) -> int:
    """How many entries there are."""
    return (await _head(store))[0]


async def verify(store: Store) -> Verdict:
    """Follow the whole log and check every link; entries added meanwhile are left for next time."""
    count, head = await _head(store)
    last, previous = 0, GENESIS
    while last < count:
        rows = await store.values(
            f"MATCH (e:Audit) WHERE e.number > $after RETURN {_COLUMNS} "
            f"ORDER BY e.number LIMIT {_CHUNK}",
            after=last,
        )
        for entry in map(Entry.stored, rows[: count - last]):
            if (entry.number, entry.previous, entry.seal()) != (last + 1, previous, entry.hash):
                return Verdict(count, head, last + 1)
            last, previous = entry.number, entry.hash
        if not rows:
            return Verdict(count, head, last + 1)
    return Verdict(count, head, None if previous == head else count)


async def _head(store: Store) -> tuple[int, str]:
    rows = await store.read("MATCH (h:AuditHead) RETURN h.number, h.hash")
    return (rows[0][0], rows[0][1]) if rows else (0, GENESIS)


def detail(entry: Entry) -> dict[str, Any]:
    """The detail of an entry, read back."""
    found: dict[str, Any] = json.loads(entry.detail)
    return found
