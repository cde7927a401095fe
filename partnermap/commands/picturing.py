"""Exports: the picture of a network written to a file."""

from datetime import date
from pathlib import Path

from rich.markup import escape

from partnermap.api.execution import Api
from partnermap.api.schema import build_schema
from partnermap.commands.exporting import check_name
from partnermap.commands.terminal import err, with_store
from partnermap.explorer.places.picture_files import PICTURES, Taken, take
from partnermap.exports.files import whole
from partnermap.exports.making import Wanted
from partnermap.scope import LOCAL
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.places import find_scope
from partnermap.vocabulary import Layer


def export(
    settings: Settings, scopes: list[str], layer: Layer, as_of: date | None, form: str, out: Path
) -> None:
    """Write the picture of some scopes to a file, the same as its page gives."""
    chosen = PICTURES[form]
    check_name(out, chosen.suffix)

    async def drawn(store: Store) -> Taken:
        wanted = Wanted(await find_scope(store, scopes), layer, as_of, LOCAL, chosen)
        api = Api(build_schema(), store)
        try:
            return await take(wanted, api)
        finally:
            await api.close()

    with err.status("Drawing…"), whole(out) as unfinished:
        taken = with_store(settings, drawn)
        unfinished.write_bytes(taken.content)
    err.print(
        f"{escape(str(out))}: {taken.organisations:,} organisations, "
        f"data version {taken.data_version}."
    )
