"""Work in a process of its own, so that whoever serves others goes on serving them.

Reading a national register takes a processor for seconds on end, and analysing it for longer; a
thread of the server's own would take a share of that from every request.
"""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from multiprocessing import Pipe, get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from partnermap.errors import PartnermapError, RefusedError

_log = logging.getLogger(__name__)
_PROCESSES = get_context("spawn")
"""A process that is forked would share connections to the store with the one it came from."""
GRACE = 3.0
"""Seconds in which a process that has told the store it is done must have gone."""

Say = Callable[[Any], None]
"""Says the one word that is waited for; what is said after it is not heard."""


def start(work: Callable[..., None], *arguments: Any) -> SpawnProcess:
    """A process that does some work, and hears no interrupt: it is the server's, which stops it.

    That holds from the first, while it has yet to load what it needs.
    """
    process = _PROCESSES.Process(target=work, args=arguments, daemon=True)
    # The first process would have this started, which lets interrupts through again.
    resource_tracker.ensure_running()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    return process


class Apart:
    """Does one piece of work at a time, in a process of its own.

    Parameters
    ----------
    busy : str
        What whoever comes while it is at work is told.
    """

    def __init__(self, busy: str) -> None:
        self._busy = busy
        self._process: SpawnProcess | None = None

    async def check_idle(self) -> None:
        """RefusedError while it is at work."""
        if self._process:
            await asyncio.to_thread(self._process.join, GRACE)
        if self._process and self._process.is_alive():
            raise RefusedError(self._busy)

    async def begin(self, work: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        """The first word of `work(say, *arguments)`, which may go on by itself after it.

        What it returns without having said anything is its word. A PartnermapError that it raises
        before it says anything is raised here; one after that is noted.
        """
        await self.check_idle()
        here, there = Pipe(duplex=False)
        self._process = start(_carry_out, there, work, arguments)
        there.close()  # so that the end of the process is the end of what it says
        with here:
            try:
                word = await asyncio.to_thread(here.recv)
            except EOFError:
                word = PartnermapError("It ended before it had begun: try again.")
        if isinstance(word, PartnermapError):
            raise word
        return word

    async def close(self) -> None:
        """Stop what is at work."""
        if self._process and self._process.is_alive():
            self._process.terminate()
            await asyncio.to_thread(self._process.join)


def _carry_out(
    there: Connection, work: Callable[..., Awaitable[Any]], arguments: tuple[Any, ...]
) -> None:
    def say(word: Any) -> None:
        if not there.closed:
            there.send(word)
            there.close()
        elif isinstance(word, PartnermapError):
            _log.warning("%s stopped: %s", work.__name__, word)

    async def done() -> Any:
        return await work(say, *arguments)

    try:
        say(asyncio.run(done()))
    except PartnermapError as error:
        say(error)
    except Exception:  # noqa: BLE001 - the process ends with it, and the server is told
        _log.exception("%s failed.", work.__name__)
        say(PartnermapError("Something went wrong here; it has been noted. Try again later."))
