"""An export, from the store to a whole file: read, written, and the data looked at again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from partnermap import __version__
from partnermap.analysis import analyse
from partnermap.errors import NotFoundError, RefusedError, StoreUnavailableError
from partnermap.exports.contents import Contents
from partnermap.exports.files import whole
from partnermap.exports.findings import findings_table
from partnermap.exports.formats import Form, Format
from partnermap.exports.sheets import Table
from partnermap.model.keys import digest
from partnermap.model.network import Network
from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.past import read_past
from partnermap.store.reads import MAX_NODES, read_credits, read_network
from partnermap.vocabulary import Layer

_TRIES = 3
_MOST_ANALYSED = 5_000
"""Of how many organisations a workbook tells findings, which take minutes for a whole country."""


F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Wanted(Generic[F]):
    """What is to be exported, for whom, and as what."""

    scope: Scope
    layer: Layer
    as_of: date | None
    access: Access
    form: F

    @property
    def day(self) -> date:
        """The day it is about."""
        return self.as_of or date.today()

    def tag(self, data_version: int) -> str:
        """What tells two files apart: of equal tags the files say the same."""
        asked = (str(self.scope), self.layer.value, self.day.isoformat(), self.form.name)
        return digest(*asked, self.access.sees, str(data_version), __version__)

    @property
    def file_name(self) -> str:
        """A name for the file, of plain marks alone."""
        scope = "".join(c if c.isalnum() and c.isascii() else "-" for c in str(self.scope))
        return f"partnermap-{scope[:60]}-{self.layer.value.lower()}-{self.day}{self.form.suffix}"


async def make(
    store: Store,
    wanted: Wanted[Format],
    path: Path,
    *,
    limit: int = MAX_NODES,
    say: Callable[[str], object] = lambda _: None,
) -> Contents:
    """Write a file, and return what it holds; `say` is told what is being done.

    Where the data have changed meanwhile it is made again. Raises NotFoundError where nothing that
    the viewer may see lies in the scope, RefusedError where that are more than `limit`
    organisations, or with what was before twice as many, StoreUnavailableError where the data do
    not stand still for long enough.
    """
    with whole(path) as unfinished:
        for _ in range(_TRIES):
            say("Reading the network…")
            contents = await _read(store, wanted, limit, say)
            say("Writing the file…")
            await asyncio.to_thread(wanted.form.write, contents, unfinished)
            if contents.about.data_version == await store.data_version():
                return contents
        raise StoreUnavailableError("The data are being changed: ask again when that is done.")


async def _read(
    store: Store, wanted: Wanted[Format], limit: int, say: Callable[[str], object]
) -> Contents:
    # Of both layers: whatever is told, it is said what each organisation is part of.
    network = await read_network(
        store, wanted.scope, Layer.COMBINED, wanted.as_of, wanted.access, limit=limit
    )
    if not network.nodes:
        raise NotFoundError(
            f"Nothing that you may see lies in {wanted.scope}: look whether its code is right."
        )
    if network.truncated:
        raise RefusedError(
            f"{wanted.scope} is more than {limit:,} organisations: name a smaller place."
        )
    found: tuple[Table, ...] = ()
    if wanted.form.tells_findings:
        say("Looking for findings…")
        found = await asyncio.to_thread(_findings, network, wanted.layer)
    past = None
    if wanted.form.tells_past:
        say("Reading what was before…")
        past = await read_past(store, wanted.scope, wanted.day, wanted.access, limit=2 * limit)
    publications = await read_credits(store)
    return Contents(
        network, wanted.layer, wanted.day, publications, _viewer(wanted.access), found, past
    )


def _findings(network: Network, layer: Layer) -> tuple[Table, ...]:
    if len(network.nodes) > _MOST_ANALYSED:
        reason = (
            f"Of more than {_MOST_ANALYSED:,} organisations nothing is worked out here: "
            f"`partnermap analyse --scope {network.scope} --format xlsx` does."
        )
        return (Table("Findings", ("Finding",), [(reason,)]),)
    return (findings_table(analyse(network, layer)),)


def _viewer(access: Access) -> str:
    """What a viewer may see, in words."""
    if access.everything:
        return "all that is recorded"
    return f"what may be seen within {access.within}" if access.within else "what is public"
