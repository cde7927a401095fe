"""The ledger of imports: which sources there are, and who is importing one at the moment."""

import time
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from partnermap.errors import RefusedError, StoreError
from partnermap.scope import LOCAL
from partnermap.store.audit import record_all
from partnermap.store.bolt import Store, Transaction
from partnermap.store.holders import holding, is_alive
from partnermap.store.statements import statement

_DEADLINE = 120.0
"""Seconds within which the sources of many imports are read, taken, or given back."""


@dataclass(frozen=True, slots=True)
class Importing:
    """One import: its source, its id, what is known `about` the source and of the edition."""

    source: str
    id: str
    about: Mapping[str, object]
    edition: Mapping[str, object]


@dataclass(slots=True)
class Lease:
    """The right to import some sources, each of them held by one import at a time."""

    holder: str
    by: str
    """Who imports."""
    imports: tuple[Importing, ...]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    """By source the counters of the import's report, set once it is complete."""
    done: int = 0
    """How many facts have been written, of all imports together."""
    total: int | None = None
    """How many there are to write; None until the editions have been checked."""

    async def keep(self, transaction: Transaction, sources: Collection[str]) -> None:
        """Give a sign of life for those of these sources that are held; for one of them at least.

        How far the imports have come is noted with it. RefusedError if another process has taken
        the import of one over.
        """
        held = {one.source: one.id for one in self.imports}
        asked = sorted({*sources} & held.keys()) or [self.imports[0].source]
        kept = await transaction.run(
            statement("keep_lease"),
            rows=[[source, held[source]] for source in asked],
            holder=self.holder,
            now=time.time(),
            done=self.done,
            total=self.total,
        )
        if lost := {*asked} - {row[0] for row in kept}:
            raise RefusedError(
                f"Another process has taken over the import of {min(lost)}; this one stops."
            )


@asynccontextmanager
async def leased(
    store: Store, imports: Sequence[Importing], by: str = LOCAL.subject
) -> AsyncIterator[Lease]:
    """A lease on the sources of some imports, recorded with what is known of each.

    The audit log tells who imports what as the import begins, and how it went as it ends.

    RefusedError if an import of the same source is alive. One that was killed is taken over: at
    once if it ran on this machine, otherwise after two minutes of silence.
    """
    # Two importers that want some of the same sources ask for them in the same order.
    imported = tuple(sorted(imports, key=lambda one: one.source))
    with holding() as holder:
        lease = Lease(holder, by, imported)
        await _take(store, lease)
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


async def keep_out(transaction: Transaction, source: str, by: str) -> None:
    """Let no import of a source begin before a transaction has ended.

    RefusedError if one is at work: it has settled already what to write.
    """
    for _, holder, beat in await transaction.run(
        statement("lease_source"), sources=[source], holder=by
    ):
        if holder is not None and is_alive(holder, beat):
            raise RefusedError(f"{source} is being imported; try again when that has finished.")


async def ranks(store: Store) -> dict[str, int]:
    """Every source that was ever imported, with its rank."""
    return {id_: rank for id_, rank in await store.read(statement("source_ranks"))}  # noqa: C416


async def sources(store: Store) -> list[dict[str, str | None]]:
    """Every publication that was ever imported, by name, with its newest complete edition."""
    names = ("id", "name", "publisher", "licence", "published")
    return [dict(zip(names, row, strict=True)) for row in await store.read(statement("sources"))]


async def editions(store: Store, sources: Sequence[str]) -> dict[str, list[str]]:
    """By source the days on which its completely imported editions were published, in order."""
    found: dict[str, list[str]] = {}
    for source, day in sorted(
        await store.read(statement("editions"), deadline=_DEADLINE, sources=list(sources))
    ):
        found.setdefault(source, []).append(day)
    return found


async def _take(store: Store, lease: Lease) -> None:
    async def work(transaction: Transaction) -> tuple[str, str] | None:
        held = await transaction.run(
            statement("lease_source"),
            sources=[one.source for one in lease.imports],
            holder=lease.holder,
        )
        for source, holder, beat in held:
            if holder is not None and is_alive(holder, beat):
                return source, holder
        await transaction.run(
            statement("begin_import"),
            rows=[[i.source, i.id, dict(i.about), dict(i.edition)] for i in lease.imports],
            holder=lease.holder,
            now=time.time(),
        )
        await _note(transaction, lease, "begin", {i.source: i.edition for i in lease.imports})
        return None

    if other := await store.write(work, changes_data=False, deadline=_DEADLINE):
        source, holder = other
        host, pid, *_ = holder.rsplit("/", 3)
        raise RefusedError(
            f"{source} is being imported already, by process {pid} on {host}; "
            "try again when that has finished."
        )


async def _give_back(store: Store, lease: Lease, state: str) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(
            statement("end_import"),
            rows=[[i.source, i.id, lease.counts.get(i.source, {})] for i in lease.imports],
            holder=lease.holder,
            state=state,
            done=lease.done,
            total=lease.total,
        )
        await _note(transaction, lease, state, lease.counts)

    await store.write(work, changes_data=False, deadline=_DEADLINE)


async def _note(
    transaction: Transaction, lease: Lease, what: str, details: Mapping[str, Mapping[str, object]]
) -> None:
    told = [([i.source, i.id], details.get(i.source, {})) for i in lease.imports]
    await record_all(transaction, lease.by, f"import.{what}", told)
