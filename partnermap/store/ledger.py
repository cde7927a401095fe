"""The ledger of imports: which sources there are, and who is importing one at the moment."""

import itertools
import os
import socket
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import psutil

from partnermap.errors import RefusedError, StoreError
from partnermap.scope import LOCAL
from partnermap.store.audit import record
from partnermap.store.bolt import Store, Transaction
from partnermap.store.statements import statement

_SILENCE = 120.0
"""Seconds after which an importer on another machine that gives no sign of life counts as dead."""
_numbers = itertools.count(1)
_held_here: set[str] = set()
"""The holders of this process that are at work."""


@dataclass(slots=True)
class Lease:
    """The right to import one source, held by one import at a time."""

    source: str
    import_id: str
    holder: str
    by: str
    """Who imports."""
    counts: dict[str, int] = field(default_factory=dict)
    """The counters of the import's report, set once it is complete."""
    done: int = 0
    """How many facts have been written."""
    total: int | None = None
    """How many there are to write; None until the file has been checked."""

    async def keep(self, transaction: Transaction) -> None:
        """Give a sign of life, and note how far the import has come with the batch being written.

        RefusedError if another process has taken the import over.
        """
        kept = await transaction.run(
            statement("keep_lease"),
            source=self.source,
            holder=self.holder,
            now=time.time(),
            done=self.done,
            total=self.total,
            **{"import": self.import_id},
        )
        if not kept:
            raise RefusedError(
                f"Another process has taken over the import of {self.source}; this one stops."
            )


@asynccontextmanager
async def leased(
    store: Store,
    source: str,
    import_id: str,
    about: Mapping[str, object],
    edition: Mapping[str, object],
    by: str = LOCAL.subject,
) -> AsyncIterator[Lease]:
    """A lease on a source for one import, recorded with what is known `about` the source.

    The audit log tells who imports what as the import begins, and how it went as it ends.

    RefusedError if an import of the same source is alive. One that was killed is taken over: at
    once if it ran on this machine, otherwise after two minutes of silence.
    """
    lease = Lease(source, import_id, _holder(), by)
    _held_here.add(lease.holder)
    try:
        await _take(store, lease, about, edition)
        state = "stopped"
        try:
            yield lease
            state = "complete"
        except RefusedError:
            state = "refused"
            raise
        finally:
            # What went wrong before matters more than a store that cannot be told of it.
            with suppress(StoreError):
                await _give_back(store, lease, state)
    finally:
        _held_here.discard(lease.holder)


async def ranks(store: Store) -> dict[str, int]:
    """Every source that was ever imported, with its rank."""
    return {id_: rank for id_, rank in await store.read(statement("source_ranks"))}  # noqa: C416


async def editions(store: Store, source: str) -> list[str]:
    """The days on which the completely imported editions of a source were published, in order."""
    return [row[0] for row in await store.read(statement("editions"), source=source)]


def _holder() -> str:
    """A name for an importer that tells this process from any other, even one of its number."""
    started = psutil.Process().create_time()
    return f"{socket.gethostname()}/{os.getpid()}/{started:.2f}/{next(_numbers)}"


def is_alive(holder: str, beat: float) -> bool:
    """Whether an importer of that name, which last gave a sign of life then, is still at work."""
    host, pid, started, _ = holder.rsplit("/", 3)
    if host != socket.gethostname():
        return time.time() - beat < _SILENCE
    if int(pid) == os.getpid():
        return holder in _held_here
    try:
        return f"{psutil.Process(int(pid)).create_time():.2f}" == started
    except psutil.Error:
        return False


async def _take(
    store: Store, lease: Lease, about: Mapping[str, object], edition: Mapping[str, object]
) -> None:
    async def work(transaction: Transaction) -> str | None:
        (holder, beat), *_ = await transaction.run(
            statement("lease_source"), source=lease.source, holder=lease.holder
        )
        if holder is not None and is_alive(holder, beat):
            return str(holder)
        await transaction.run(
            statement("begin_import"),
            source=lease.source,
            holder=lease.holder,
            now=time.time(),
            about=dict(about),
            edition=dict(edition),
            **{"import": lease.import_id},
        )
        await _note(transaction, lease, "begin", edition)
        return None

    if other := await store.write(work, changes_data=False):
        host, pid, *_ = other.rsplit("/", 3)
        raise RefusedError(
            f"{lease.source} is being imported already, by process {pid} on {host}; "
            "try again when that has finished."
        )


async def _give_back(store: Store, lease: Lease, state: str) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(
            statement("end_import"),
            source=lease.source,
            holder=lease.holder,
            state=state,
            counts=lease.counts,
            done=lease.done,
            total=lease.total,
            **{"import": lease.import_id},
        )
        await _note(transaction, lease, state, lease.counts)

    await store.write(work, changes_data=False)


async def _note(
    transaction: Transaction, lease: Lease, what: str, detail: Mapping[str, object]
) -> None:
    about = [lease.source, lease.import_id]
    await record(transaction, lease.by, f"import.{what}", about, detail)
