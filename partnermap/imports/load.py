"""The changes of a plan, made batch by batch; each batch is made whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from partnermap.imports.facts import Said, first_missing, from_store, subjects
from partnermap.imports.folding import Ranks
from partnermap.imports.making import Ground
from partnermap.imports.plan import Background, Change
from partnermap.store import writes
from partnermap.store.bolt import Store, Transaction
from partnermap.store.ledger import Lease

_BATCH = 1_000
_DEADLINE = 300.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loader:
    """Makes the changes of some imports, for as long as it holds their lease."""

    store: Store
    lease: Lease
    ranks: Ranks
    on_batch: Callable[[int], None]
    """Told after each batch how many facts it held."""

    async def change(self, changes: Sequence[Change]) -> None:
        """Make these changes, in order."""
        for batch in _batches(changes):
            await self._make(batch)
            self.on_batch(len(batch))

    async def say_again(self, facts: Sequence[tuple[str, int]], by: Background) -> None:
        """Note that a newer edition says the facts of these keys, on these lines, as before.

        The data change only where such a fact now outdoes what another source says.
        """
        for batch in _batches(facts):
            lines = dict(batch)
            stored = await writes.facts_by_key(self.store.read, lines)
            again = [
                self._reworded(
                    replace(
                        said,
                        published=by.day,
                        import_id=by.import_id,
                        fact=replace(said.fact, line=lines[said.key]),
                    )
                )
                for said in map(from_store, stored)
            ]
            ground = await Ground.of(self.store.read, again)
            if ground.consequences(again, self.ranks):
                await self._make(again)
            else:
                await self._touch(batch, by)
            self.on_batch(len(batch))

    async def resolve(self) -> None:
        """Make the ties of facts that waited for an organisation which is there now."""
        while keys := await writes.waiting_facts(self.store.read):
            stored = await writes.facts_by_key(self.store.read, keys)
            waiting = [from_store(fact) for fact in stored]
            ends = {id_ for said in waiting for t in said.fact.ties for id_ in (t.start, t.end)}
            there = await writes.known(self.store.read, ends)
            resolved = [
                self._reworded(replace(said, waits_for=first_missing(said.fact, there)))
                for said in waiting
            ]
            for batch in _batches(resolved):
                await self._make(batch)

    @staticmethod
    def _reworded(said: Said) -> Change:
        return Change(said.key, tuple(subjects(said.fact)), (said,))

    async def _make(self, batch: Sequence[Change]) -> None:
        async def work(transaction: Transaction) -> None:
            await self.lease.keep(transaction, {s.source for c in batch for s in c.new})
            ground = await Ground.of(transaction.run, batch)
            await ground.make(transaction.run, batch, self.ranks)

        await self.store.write(work, deadline=_DEADLINE)

    async def _touch(self, facts: Sequence[tuple[str, int]], by: Background) -> None:
        async def work(transaction: Transaction) -> None:
            await self.lease.keep(transaction, [by.source])
            await writes.touch_facts(transaction, facts, by.day, by.import_id)

        await self.store.write(work, changes_data=False, deadline=_DEADLINE)


def _batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[at : at + _BATCH] for at in range(0, len(values), _BATCH))
