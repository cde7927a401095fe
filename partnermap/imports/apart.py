"""Imports in a process of their own: `store/progress.py` tells what becomes of each."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from partnermap.apart import Apart, Say
from partnermap.imports.report import Report
from partnermap.imports.run import load_edition, read_edition
from partnermap.settings import Settings
from partnermap.store.opening import open_store


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
        self._apart = Apart("A file is being imported here already: try again when it is in.")

    async def check_idle(self) -> None:
        """RefusedError while a file is being imported."""
        await self._apart.check_idle()

    async def begin(self, wanted: Wanted) -> str | Report:
        """The id of the import once it has begun, which goes on by itself; of a trial, the report.

        By then the file has been read and checked, and is needed no more: what is wrong with it
        is raised as by `run_import`.
        """
        word: str | Report = await self._apart.begin(_import, self._settings, wanted)
        return word

    async def close(self) -> None:
        """Stop what is being imported; when the file is sent again, it goes on where it was."""
        await self._apart.close()


async def _import(say: Say, settings: Settings, wanted: Wanted) -> Report:
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
