"""Exports: a network written to a file."""

import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.markup import escape
from rich.status import Status

from partnermap.commands.terminal import err, with_store
from partnermap.errors import BadInputError
from partnermap.exports.contents import Contents
from partnermap.exports.files import whole
from partnermap.exports.formats import FORMATS
from partnermap.exports.making import Wanted, make
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.places import find_scope
from partnermap.vocabulary import Layer

_LOOSE = ".csv"


def export(
    settings: Settings, scopes: list[str], layer: Layer, as_of: date | None, form: str, out: Path
) -> None:
    """Write the network of some scopes to a file, and say what is in it."""
    chosen = FORMATS[form]
    loose = form == "csv" and out.suffix.lower() == _LOOSE
    check_name(out, _LOOSE if loose else chosen.suffix)

    def work(status: Status, path: Path) -> Contents:
        async def written(store: Store) -> Contents:
            wanted = Wanted(await find_scope(store, scopes), layer, as_of, LOCAL, chosen)
            return await make(store, wanted, path, say=status.update)

        return with_store(settings, written)

    with err.status("Starting…") as status:
        if loose:
            with TemporaryDirectory() as folder:
                archive = Path(folder) / "all.zip"
                contents = work(status, archive)
                written = _unpack(archive, out)
        else:
            contents, written = work(status, out), [out]
    about = contents.about
    err.print(
        f"{', '.join(escape(str(path)) for path in written)}: {about.organisations:,} "
        f"organisations, {len(contents.partnerships):,} partnerships and "
        f"{len(contents.edges):,} ties, data version {about.data_version}."
    )


def check_name(out: Path, suffix: str) -> None:
    """BadInputError for a file to write that would not open, or that has no folder."""
    if out.suffix.lower() != suffix:
        raise BadInputError(f"{out} would not open as what it is; let its name end in {suffix}.")
    if not out.parent.is_dir():
        raise BadInputError(f"{out.parent} is no folder; make it first.")


def _unpack(archive: Path, out: Path) -> list[Path]:
    """Write each table of an archive beside `out`, its name after that one's."""
    written = []
    with zipfile.ZipFile(archive) as tables:
        for entry in tables.infolist():
            path = out.with_name(f"{out.stem}-{entry.filename}")
            with whole(path) as unfinished:
                unfinished.write_bytes(tables.read(entry))
            written.append(path)
    return written
