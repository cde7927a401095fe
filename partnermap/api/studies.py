"""Studies of scopes, kept between requests for as long as the data that they are of stand."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from partnermap.analysis import Analysis
from partnermap.api.sureness import Check, Checks
from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.reads import read_network
from partnermap.vocabulary import ConfidenceState, Layer

T = TypeVar("T")
_KEPT = 32
"""So many studies are kept: each holds a network, of a few megabytes for a large scope."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a study is of: of equal questions on the same data the answers are equal."""

    scope: Scope
    layer: Layer
    as_of: date | None
    access: Access
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Studied:
    """A study of which each measure is worked out beside the requests that go on."""

    study: Analysis
    check: Check | None = None
    """How far it is checked, for whoever asked for that."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    checks: dict[int, Check] = field(default_factory=dict)
    """By how many runs were asked for."""

    async def measure(self, take: Callable[[Analysis], T]) -> T:
        """What `take` finds in the study; of two that ask at once the second finds it there."""
        async with self._turn:
            return await asyncio.to_thread(take, self.study)


class Studies:
    """The studies of one store, and how sure each is."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[tuple[Question, date], Studied] = OrderedDict()
        self._checks = Checks()

    async def of(self, asked: Question, runs: int | None = None) -> Studied:
        """The study that answers a question, of the data as they are now.

        With `runs`, it is checked in as many; that goes on beside the requests, and whoever asks
        again finds how far it is.
        """
        # What held today may have ended tomorrow, though no data change.
        key = replace(asked, access=replace(asked.access, expires=None)), date.today()
        studied = await self._study(asked, key)
        if runs is None:
            return studied
        check = studied.checks.get(runs)
        if check is None and self._kept.get(key) is studied:
            check = self._checks.begin(studied.study, runs)
            if check.state is not ConfidenceState.BUSY:
                studied.checks[runs] = check
        # What is not kept was out of date as soon as it was read: nobody could ask for it again.
        # The caller has it as it is now, so that one answer does not say two things.
        return replace(studied, check=copy(check) if check else Check(studied.study, runs))

    async def close(self) -> None:
        """Stop what is being checked."""
        await self._checks.close()

    async def _study(self, asked: Question, key: tuple[Question, date]) -> Studied:
        kept = self._kept.get(key)
        if kept and kept.study.data_version == await self._store.data_version():
            self._keep(key, kept)
            return kept
        network = await read_network(
            self._store, asked.scope, Layer.COMBINED, asked.as_of, asked.access
        )
        made = Studied(Analysis(network, asked.layer, asked.seed))
        if network.data_version == await self._store.data_version():
            self._keep(key, made)
        return made

    def _keep(self, key: tuple[Question, date], studied: Studied) -> None:
        """Keep a study as the newest, and check no further those that are not kept any more."""
        forgotten = [self._kept.pop(key, studied)]
        self._kept[key] = studied
        if len(self._kept) > _KEPT:
            forgotten.append(self._kept.popitem(last=False)[1])
        for other in forgotten:
            for check in other.checks.values() if other is not studied else ():
                check.cancel()
