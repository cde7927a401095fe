"""The way of an import: get, parse, check, load, sweep."""

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from partnermap.imports.check import check
from partnermap.imports.edition import Edition
from partnermap.imports.load import Loader
from partnermap.imports.plan import Background, Plan
from partnermap.imports.report import Report
from partnermap.imports.sources import Origin, published_on, source
from partnermap.imports.table import read_bytes, read_table
from partnermap.model import Publication, digest
from partnermap.scope import LOCAL
from partnermap.store import ledger
from partnermap.store.bolt import Store
from partnermap.store.ledger import leased

Progress = Callable[[int, int], None]
"""Told how many facts have been written, and how many there are to write: none at first, once the
file was found fit to be imported."""


async def run_import(
    store: Store,
    source_id: str,
    path: Path,
    *,
    published: date | None = None,
    dry_run: bool = False,
    force: bool = False,
    owner: str | None = None,
    by: str = LOCAL.subject,
    on_progress: Progress | None = None,
) -> Report:
    """Import the file at `path` as an edition of a source, and account for its rows.

    `published` may be left out where the register puts the date in the file's name; `owner` is
    the id of the organisation whose partnerships these are; `by` is who the audit log says it was;
    with `dry_run` nothing is written; `force` lets an edition end more than a tenth of what its
    source says. Killed at any point and run again, it ends in the same graph. BadInputError for a
    file that cannot be used, RefusedError for an import that should not go on.
    """
    origin, publication, edition = read_edition(source_id, path, published, owner)
    return await load_edition(
        store,
        origin,
        publication,
        edition,
        dry_run=dry_run,
        force=force,
        by=by,
        on_progress=on_progress,
    )


def read_edition(
    source_id: str, path: Path, published: date | None = None, owner: str | None = None
) -> tuple[Origin, Publication, Edition]:
    """The file at `path`, parsed as an edition of a source; what is given is as in `run_import`."""
    origin = source(source_id, owner)
    day = published_on(path.name, published)
    content = read_bytes(path)
    with _collector_at_rest():
        edition = origin.parse(read_table(path.name, content))
    sha256 = hashlib.sha256(content).hexdigest()
    return origin, Publication(origin.id, day, path.name, sha256), edition


def id_of(publication: Publication) -> str:
    """The id of the import of an edition: the same for the same content."""
    day = publication.published.isoformat()
    return f"import:{digest(publication.source, day, publication.sha256)}"


async def load_edition(
    store: Store,
    origin: Origin,
    publication: Publication,
    edition: Edition,
    *,
    dry_run: bool = False,
    force: bool = False,
    by: str = LOCAL.subject,
    on_progress: Progress | None = None,
) -> Report:
    """Load what was parsed as an edition of a source, and account for its rows.

    The options and errors are those of `run_import`.
    """
    day = publication.published
    import_id = id_of(publication)
    if dry_run:
        background = await Background.read(store, origin.id, day, import_id)
        plan = await check(store, background, edition, force=force)
        return _report(publication, edition, plan, dry_run=True)
    about = {
        "name": origin.name,
        "publisher": origin.publisher,
        "licence": origin.licence,
        "rank": origin.rank,
    }
    file = {
        "file": publication.file,
        "sha256": publication.sha256,
        "published": day.isoformat(),
    }
    async with leased(store, origin.id, import_id, about, file, by) as lease:
        background = await Background.read(store, origin.id, day, import_id)
        plan = await check(store, background, edition, force=force)
        lease.total = plan.size

        def on_batch(facts: int) -> None:
            lease.done += facts
            if on_progress:
                on_progress(lease.done, plan.size)

        on_batch(0)
        loader = Loader(store, lease, await ledger.ranks(store), on_batch)
        await loader.change(plan.changes)
        await loader.say_again(plan.said_again, background.day)
        await loader.resolve()
        await loader.change(plan.sweep)
        report = _report(publication, edition, plan, dry_run=False)
        lease.counts = report.counts()
    return report


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Parse without garbage collection: it would look through every record again and again.

    Nothing is lost by it, for records are kept and hold no cycles; a third of the time is gained.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _report(publication: Publication, edition: Edition, plan: Plan, *, dry_run: bool) -> Report:
    problems = sorted(
        (problem for row in edition.rejected for problem in row.problems),
        key=lambda problem: problem.line,
    )
    return Report(
        source=publication.source,
        file=publication.file,
        published=publication.published,
        rows=len(edition.rows) + edition.repeats + len(edition.rejected),
        created=plan.created,
        changed=plan.changed,
        unchanged=plan.unchanged,
        rejected=len(edition.rejected),
        pending=plan.pending,
        ended=plan.ended,
        dry_run=dry_run,
        problems=tuple(problems),
        warnings=tuple(plan.warnings),
    )
