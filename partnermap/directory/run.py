"""The import of a list: read, settle, load; rows that were kept back are told with the reason."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from partnermap.directory.read import SOURCE, read_list
from partnermap.directory.settle import Doubt, settle
from partnermap.imports.report import Report
from partnermap.imports.run import Parsed, load_edition
from partnermap.imports.sources import FILE_RANK, Origin, owned, published_on
from partnermap.imports.table import read_bytes
from partnermap.matching.index import Index
from partnermap.model.facts import Publication
from partnermap.store.bolt import Store
from partnermap.store.names import read_names

_ORIGIN = Origin(
    SOURCE, "Lists of community organisations", "whoever imported them", "not stated", FILE_RANK
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list."""

    report: Report
    doubts: tuple[Doubt, ...]


async def import_list(
    store: Store,
    path: Path,
    *,
    published: date | None = None,
    owner: str | None = None,
    dry_run: bool = False,
    force: bool = False,
) -> Imported:
    """Import a list of community organisations, and account for its rows.

    A row that may be about an organisation that is known already is kept back, and no second
    record is made. The list is dated as `published` says, or by the day its workbook was last
    saved; each owner's list is a source of its own. Errors are those of `run_import`.
    """
    content = read_bytes(path)
    listed = read_list(path.name, content)
    day = published or listed.day or published_on(path.name, None)
    origin = owned(_ORIGIN, owner) if owner else _ORIGIN
    settled = await settle(store, Index.build(await read_names(store)), origin, listed)
    sha256 = hashlib.sha256(content).hexdigest()
    parsed = Parsed(origin, Publication(origin.id, day, path.name, sha256), settled.edition)
    report = await load_edition(store, parsed, dry_run=dry_run, force=force)
    return Imported(report, settled.doubts)
