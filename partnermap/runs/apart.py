"""Runs in a process of their own: `store/runs.py` tells what becomes of each."""

from partnermap.apart import Apart, Say
from partnermap.question import Question
from partnermap.runs.work import carry_out
from partnermap.settings import Settings
from partnermap.store.opening import open_store


class Runner:
    """Carries out one run at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._apart = Apart("An analysis is at work here: wait until it is there, or cancel it.")
        self._run = ""

    async def begin(self, asked: Question) -> str:
        """The id of the run once it has begun, which goes on by itself."""
        self._run = await self._apart.begin(_run, self._settings, asked)
        return self._run

    async def stop(self, run: str) -> None:
        """Stop a run, if it is at work here."""
        if run == self._run:
            await self._apart.close()

    async def close(self) -> None:
        """Stop what is at work."""
        await self._apart.close()


async def _run(say: Say, settings: Settings, asked: Question) -> None:
    async with open_store(settings) as store:
        await carry_out(store, asked, on_begun=say)
