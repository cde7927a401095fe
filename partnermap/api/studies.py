"""Studies of scopes, kept between requests for as long as the data that they are of stand."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from partnermap.analysis import Analysis, analyse
from partnermap.question import Question
from partnermap.runs import MOST_LIVE, NotThereError, is_large, read_kept
from partnermap.store.bolt import Store
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer

T = TypeVar("T")
_KEPT = 32
"""So many studies are kept: each holds a network, of a few megabytes for a large scope."""


@dataclass(frozen=True, slots=True)
class Studied:
    """A study of which each measure is worked out beside the requests that go on."""

    study: Analysis
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def measure(self, take: Callable[[Analysis], T]) -> T:
        """What `take` finds in the study; of two that ask at once the second finds it there."""
        async with self._turn:
            return await asyncio.to_thread(take, self.study)


class Studies:
    """The studies of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[tuple[object, ...], Studied] = OrderedDict()

    async def of(self, asked: Question) -> Studied:
        """The study that answers a question, of the data as they are now."""
        # What held today may have ended tomorrow, though no data change.
        key = (*asked.key, date.today())
        kept = self._kept.get(key)
        if kept and kept.study.data_version == await self._store.data_version():
            self._kept.move_to_end(key)
            return kept
        made = Studied(await self._study(asked))
        if made.study.data_version == await self._store.data_version():
            self._kept[key] = made
            self._kept.move_to_end(key)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    async def _study(self, asked: Question) -> Analysis:
        """A study of the data as they are; one of a whole country as it was worked out before."""
        if await is_large(self._store, asked):
            version = await self._store.data_version()
            if kept := await read_kept(self._store, asked, version):
                return kept
            raise NotThereError(
                f"{asked.scope} is more than {MOST_LIVE:,} organisations, too many to analyse "
                "while you wait, and was not worked out for the data as they are: `runAnalysis` or "
                f"`partnermap analyse --scope {asked.scope}` does that once for all."
            )
        network = await read_network(
            self._store, asked.scope, Layer.COMBINED, asked.as_of, asked.access
        )
        return analyse(network, asked.layer, asked.seed, asked.near, asked.view)
