"""Board reports, written to files."""

import asyncio
from datetime import date
from pathlib import Path

from rich.markup import escape
from rich.progress import MofNCompleteColumn

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.commands.terminal import err, out, progress_bar, with_store
from partnermap.errors import BadInputError
from partnermap.explorer.report.content import Wanted, ask, runs_done, told
from partnermap.explorer.report.forms import FILES
from partnermap.explorer.report.house import House
from partnermap.explorer.report.record import Report
from partnermap.exports.files import whole
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.places import find_scope
from partnermap.vocabulary import Layer

_PAUSE = 0.5
"""Seconds between two looks at how far the checking is."""


def write_report(
    settings: Settings,
    scopes: list[str],
    path: Path,
    layer: Layer,
    as_of: date | None,
    since: date | None,
    runs: int | None,
) -> None:
    """Write the board report of a place in the form that the file's name ends in.

    With `runs` it waits until its findings are checked in as many.
    """
    form = FILES.get(path.suffix.lower().removeprefix("."))
    if form is None:
        raise BadInputError(f"Let the name of {path} end in one of: .{', .'.join(FILES)}.")
    house = House.of(settings)

    async def work(store: Store) -> Report:
        wanted = Wanted(await find_scope(store, scopes), layer, as_of, since, runs)
        api = Api(build_schema(), store)
        try:
            if runs:
                await _wait_until_checked(api, wanted)
            return told(await ask(api, wanted, LOCAL), wanted, house)
        finally:
            await api.close()

    report = with_store(settings, work)
    with err.status(f"Writing {escape(str(path))}…"), whole(path) as unfinished:
        unfinished.write_bytes(form.write(report))
    out.print(f"{escape(report.title)}: {escape(str(path))}")


async def _wait_until_checked(api: Api, wanted: Wanted) -> None:
    with progress_bar(MofNCompleteColumn()) as bar:
        task = bar.add_task("How sure this is", total=wanted.runs)
        while (done := await runs_done(api, wanted, LOCAL)) is not None:
            bar.update(task, completed=done)
            await asyncio.sleep(_PAUSE)
