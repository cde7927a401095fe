"""Imports in a process of their own, so that whoever serves others goes on serving them.

Reading a national register takes a processor for seconds on end, and loading it for longer. What
becomes of an import that was begun here is told by `store/progress.py`.
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from partnermap.errors import PartnermapError, RefusedError
from partnermap.imports.report import Report
from partnermap.imports.run import load_edition, read_edition
from partnermap.settings import Settings
from partnermap.store.opening import open_store

_log = logging.getLogger(__name__)
_PROCESSES = get_context("spawn")
"""A process that is forked would share connections to the store with the one it came from."""
_GRACE = 3.0
"""Seconds in which a process that has told the store it is done must have gone."""

Word = str | Report | PartnermapError
"""What the importing process says: the import's id once it has begun, or what came of it before."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to be imported; the options are those of `run_import`."""

    source: str
    path: Path
    by: str
    published: date | None = None
    owner: str | None = None
    dry_run: bool = False
    force: bool = False


class Importer:
    """Imports one file at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: SpawnProcess | None = None

    async def check_idle(self) -> None:
        """RefusedError while a file is being imported."""
        if self._process:
            await asyncio.to_thread(self._process.join, _GRACE)
        if self._process and self._process.is_alive():
            raise RefusedError("A file is being imported here already: try again when it is in.")

    async def begin(self, wanted: Wanted) -> str | Report:
        """The id of the import once it has begun, which goes on by itself; of a trial, the report.

        By then the file has been read and checked, and is needed no more: what is wrong with it
        is raised as by `run_import`.
        """
        await self.check_idle()
        here, there = _PROCESSES.Pipe(duplex=False)
        arguments = (self._settings, wanted, there)
        self._process = _PROCESSES.Process(target=_work, args=arguments, daemon=True)
        self._process.start()
        there.close()  # so that the end of the process is the end of what it says
        with here:
            try:
                word: Word = await asyncio.to_thread(here.recv)
            except EOFError:
                word = PartnermapError("The import ended before it began: send the file again.")
        if isinstance(word, PartnermapError):
            raise word
        return word

    async def close(self) -> None:
        """Stop what is being imported; when the file is sent again, it goes on where it was."""
        if self._process and self._process.is_alive():
            self._process.terminate()
            await asyncio.to_thread(self._process.join)


def _work(settings: Settings, wanted: Wanted, there: Connection) -> None:
    """Import a file, and say one word of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's to hear, which stops this in turn

    def say(word: Word) -> None:
        if not there.closed:
            there.send(word)
            there.close()
        elif isinstance(word, PartnermapError):
            _log.warning("The import of %s stopped: %s", wanted.path.name, word)

    try:
        say(asyncio.run(_import(settings, wanted, say)))
    except PartnermapError as error:
        say(error)
    except Exception:  # noqa: BLE001 - the process ends with it, and the server is told
        _log.exception("An import failed.")
        say(PartnermapError("Something went wrong here; it has been noted. Try again later."))


async def _import(settings: Settings, wanted: Wanted, say: Callable[[Word], None]) -> Report:
    parsed = read_edition(wanted.source, wanted.path, wanted.published, wanted.owner)

    def on_progress(done: int, _: int) -> None:
        if done == 0:
            say(parsed.import_id)

    async with open_store(settings) as store:
        return await load_edition(
            store,
            parsed,
            dry_run=wanted.dry_run,
            force=wanted.force,
            by=wanted.by,
            on_progress=on_progress,
        )
