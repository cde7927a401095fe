"""The way of an import: get, parse, check, load, sweep."""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from partnermap.imports.check import check
from partnermap.imports.edition import Edition
from partnermap.imports.load import Loader
from partnermap.imports.plan import Background, Plan
from partnermap.imports.report import Report
from partnermap.imports.sources import Origin, published_on, source
from partnermap.imports.table import read_bytes, read_table
from partnermap.model.facts import Publication
from partnermap.model.keys import digest
from partnermap.scope import LOCAL
from partnermap.store import ledger
from partnermap.store.bolt import Store
from partnermap.store.changes import ROUND, home
from partnermap.store.ledger import Importing, leased

Progress = Callable[[int, int], None]
"""Told how many facts have been written, and how many there are to write: none at first, once the
file was found fit to be imported."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """An edition of a source, parsed and not yet loaded."""

    origin: Origin
    publication: Publication
    edition: Edition

    @property
    def import_id(self) -> str:
        """The id of the import: the same file, imported again, is the same import."""
        day = self.publication.published.isoformat()
        return f"import:{digest(self.origin.id, day, self.publication.sha256)}"

    @property
    def importing(self) -> Importing:
        """What the ledger is told of its import."""
        publication = self.publication
        file = {
            "file": publication.file,
            "sha256": publication.sha256,
            "published": publication.published.isoformat(),
        }
        return Importing(self.origin.id, self.import_id, self.origin.about, file)


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
    return await load_edition(
        store,
        read_edition(source_id, path, published, owner),
        dry_run=dry_run,
        force=force,
        by=by,
        on_progress=on_progress,
    )


def read_edition(
    source_id: str, path: Path, published: date | None = None, owner: str | None = None
) -> Parsed:
    """The file at `path`, parsed as an edition of a source; what is given is as in `run_import`."""
    origin = source(source_id, owner)
    day = published_on(path.name, published)
    content = read_bytes(path)
    with collector_at_rest():
        edition = origin.parse(read_table(path.name, content))
    sha256 = hashlib.sha256(content).hexdigest()
    return Parsed(origin, Publication(origin.id, day, path.name, sha256), edition)


async def load_edition(
    store: Store,
    parsed: Parsed,
    *,
    dry_run: bool = False,
    force: bool = False,
    by: str = LOCAL.subject,
    on_progress: Progress | None = None,
) -> Report:
    """Load one edition, and account for its rows.

    The options and errors are those of `run_import`.
    """
    (report,) = await load_editions(
        store, [parsed], dry_run=dry_run, force=force, by=by, on_progress=on_progress
    )
    return report


async def load_editions(
    store: Store,
    parsed: Sequence[Parsed],
    *,
    dry_run: bool = False,
    force: bool = False,
    by: str = LOCAL.subject,
    on_progress: Progress | None = None,
) -> list[Report]:
    """Load editions of different sources at once, and account for the rows of each.

    It comes to the same as loading one after the other, and takes the time of one that is as
    large as all of them. The options and errors are those of `run_import`.
    """
    if not parsed:
        return []

    async def planned() -> list[tuple[Background, Plan]]:
        backgrounds = await Background.read(
            store, [(p.origin.id, p.publication.published, p.import_id) for p in parsed]
        )
        editions = zip(backgrounds, (p.edition for p in parsed), strict=True)
        plans = await check(store, editions, force=force)
        return list(zip(backgrounds, plans, strict=True))

    def reports(plans: Iterable[tuple[Background, Plan]]) -> list[Report]:
        both = zip(parsed, plans, strict=True)
        return [_report(p, plan, dry_run=dry_run) for p, (_, plan) in both]

    if dry_run:
        return reports(await planned())
    async with leased(store, [p.importing for p in parsed], by) as lease:
        plans = await planned()
        size = lease.total = sum(plan.size for _, plan in plans)

        def on_batch(facts: int) -> None:
            lease.done += facts
            if on_progress:
                on_progress(lease.done, size)

        on_batch(0)
        loader = Loader(store, lease, await ledger.ranks(store), on_batch)
        changes = [change for _, plan in plans for change in plan.changes]
        # What is said of a round is folded with all that is: it is best made in few batches.
        changes.sort(key=lambda change: not any(home(id_) == ROUND for id_ in change.about))
        await loader.change(changes)
        for background, plan in plans:
            await loader.say_again(plan.said_again, background)
        await loader.resolve()
        await loader.change([change for _, plan in plans for change in plan.sweep])
        found = reports(plans)
        lease.counts = {report.source: report.counts() for report in found}
    return found


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Make records without garbage collection: it would look through all of them again and again.

    Nothing is lost by it, for records are kept and hold no cycles; a third of the time is gained.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _report(parsed: Parsed, plan: Plan, *, dry_run: bool) -> Report:
    publication, edition = parsed.publication, parsed.edition
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
