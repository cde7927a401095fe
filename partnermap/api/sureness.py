"""How sure studies are, worked out one after another in processes beside the server."""

import asyncio
import logging
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic

from partnermap.analysis.confidence.sureness import Shown, Sureness, sum_up
from partnermap.analysis.sentences import confidence as said
from partnermap.analysis.study import Study
from partnermap.runs.worlds import Worlds
from partnermap.vocabulary import ConfidenceState

_log = logging.getLogger(__name__)
_AT_ONCE = 8
"""So many studies are taken on, the one that is being checked among them."""
_SECONDS = 60.0
"""So long one is checked at most; then what was worked out by then is the answer."""
_GIVING_WAY = 10
"""How far those processes stand back for others that want a processor, by the system's scale."""
MOST_RUNS = 200
"""In so many runs a study is checked at most: a share is then sure to 0.07."""


@dataclass(eq=False, slots=True)
class Check:
    """How far the checking of a study has come."""

    study: Study
    runs: int
    """How many are wanted."""
    state: ConfidenceState = ConfidenceState.CHECKING
    worlds: int = 0
    """How many there have been."""
    found: Sureness | None = None
    """What came of it, once it is ready."""
    sentence: str = ""
    _task: "asyncio.Task[None] | None" = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.sentence = self.sentence or said.being_checked(self.runs)

    @classmethod
    def done(cls, study: Study, found: Sureness) -> "Check":
        """One that came to its end before."""
        return cls(study, found.worlds, ConfidenceState.READY, found.worlds, found, found.sentence)

    def none(self, why: str) -> None:
        """There is no confidence, and that is why."""
        self.state, self.sentence = ConfidenceState.NONE, why

    def cancel(self) -> None:
        """Stop, if it is under way or waits."""
        if self._task:
            self._task.cancel()


class Checks:
    """Checks studies, one at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(
        self,
        study: Study,
        runs: int,
        why_not: str | None,
        after: asyncio.Event | None = None,
    ) -> Check:
        """Have a study checked when its turn comes; not where too many wait, which its state says.

        Nor where it cannot be: `why_not` is why. It is worked out on the network that the study
        was given, and holds for whoever may see that. It begins `after` the answer that asked for
        it, which would else have to share the processors.
        """
        check = Check(study, runs)
        if why_not:
            check.none(why_not)
        elif len(self._tasks) >= _AT_ONCE:
            check.state, check.sentence = ConfidenceState.BUSY, said.BUSY
        else:
            check._task = task = asyncio.create_task(self._work(check, after))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return check

    async def close(self) -> None:
        """Stop all."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(self, check: Check, after: asyncio.Event | None) -> None:
        if after:
            await after.wait()
        async with self._turn:
            try:
                await self._have_looked(check)
            except Exception:  # noqa: BLE001 - nobody waits for the task; it is told in the state
                _log.exception("A study could not be checked.")
                check.none(said.FAILED)

    async def _have_looked(self, check: Check) -> None:
        worlds = Worlds(check.study, _GIVING_WAY)
        heard = asyncio.ensure_future(asyncio.to_thread(_hear, check, worlds))
        try:
            await asyncio.wait([heard])
        finally:
            worlds.stop()  # ends what the thread waits for
            await asyncio.wait([heard])
        found, why = heard.result()
        if why:
            check.none(why)
        else:
            check.found, check.sentence = found, found.sentence
            check.state = ConfidenceState.READY


def _hear(check: Check, worlds: Worlds) -> tuple[Sureness, str]:
    """What the worlds show, until there are enough or no time is left; or why they show nothing."""
    shown = list[Shown]()
    end = monotonic() + _SECONDS
    for world in islice(worlds.shown(end), check.runs):
        shown.append(world)
        check.worlds = len(shown)
    ended_early = monotonic() < end
    worlds.close()
    why = "" if shown else said.FAILED if ended_early else said.TOO_LONG
    return sum_up(check.study, shown), why
