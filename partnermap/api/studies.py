"""Studies of scopes, kept between requests for as long as the data that they are of stand."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from partnermap.analysis import Analysis, analyse
from partnermap.analysis.confidence.sureness import why_not
from partnermap.analysis.kept import Kept
from partnermap.api.sureness import Check, Checks
from partnermap.question import Question
from partnermap.runs import MOST_LIVE, NotThereError, read_kept, read_live
from partnermap.store.bolt import Store
from partnermap.vocabulary import ConfidenceState

T = TypeVar("T")
_KEPT = 32
"""So many studies are kept: each holds a network, of a few megabytes for a large scope."""


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
        self._kept: OrderedDict[tuple[object, ...], Studied] = OrderedDict()
        self._checks = Checks()

    async def of(
        self, asked: Question, runs: int | None = None, answered: asyncio.Event | None = None
    ) -> Studied:
        """The study that answers a question, of the data as they are now.

        With `runs`, it is checked in as many; that goes on beside the requests, from when this one
        is `answered`, and whoever asks again finds how far it is.
        """
        # What held today may have ended tomorrow, though no data change.
        key = (*asked.key, date.today())
        studied = self._kept.get(key)
        if studied is None or studied.study.data_version != await self._store.data_version():
            studied = Studied(await self._study(asked))
            if studied.study.data_version != await self._store.data_version():
                # Out of date as soon as it was read: nobody could ask for it again.
                return replace(studied, check=Check(studied.study, runs)) if runs else studied
        self._keep(key, studied)
        if not runs:
            return studied
        return replace(studied, check=await self._check(studied, runs, answered))

    async def close(self) -> None:
        """Stop what is being checked."""
        await self._checks.close()

    async def _check(self, studied: Studied, runs: int, answered: asyncio.Event | None) -> Check:
        """How far a study is checked, as it is now, so that one answer does not say two things."""
        if isinstance(studied.study, Kept):
            return Check.done(studied.study, studied.study.sureness)
        why = None if runs in studied.checks else await studied.measure(why_not)
        check = studied.checks.get(runs)
        check = check or self._checks.begin(studied.study, runs, why, answered)
        if check.state is not ConfidenceState.BUSY:
            studied.checks[runs] = check
        return copy(check)

    def _keep(self, key: tuple[object, ...], studied: Studied) -> None:
        """Keep a study as the newest, and check no further those that are not kept any more."""
        forgotten = [self._kept.pop(key, studied)]
        self._kept[key] = studied
        if len(self._kept) > _KEPT:
            forgotten.append(self._kept.popitem(last=False)[1])
        for other in forgotten:
            for check in other.checks.values() if other is not studied else ():
                check.cancel()

    async def _study(self, asked: Question) -> Analysis:
        """A study of the data as they are; one of a whole country as it was worked out before."""
        if network := await read_live(self._store, asked):
            return analyse(network, asked.layer, asked.seed, asked.near, asked.view)
        version = await self._store.data_version()
        if kept := await read_kept(self._store, asked, version):
            return kept
        raise NotThereError(
            f"{asked.scope} is more than {MOST_LIVE:,} organisations, too many to analyse while "
            "you wait, and was not worked out for the data as they are: `runAnalysis` or "
            f"`partnermap analyse --scope {asked.scope}` does that once for all."
        )
