"""Watching the store: a few reads a second, shared by all who wait for it to change.

Nothing is queued for whoever waits: they name what they saw last and get the newest, so a slow one
misses what was in between and holds nothing up. Nothing is read while nobody waits. What other
processes write is seen like what this one does, for it is the store that is asked.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from partnermap.errors import BadInputError, PartnermapError
from partnermap.model.keys import canonical
from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.progress import Progress, read_progress
from partnermap.store.reads import read_network
from partnermap.store.statements import statement
from partnermap.vocabulary import Layer

PAUSE = 0.5
"""Seconds between two reads of the same value: whoever waits is told within twice that."""
MOST = 5_000
"""Organisations of a scope, with their partners, that is watched."""

T = TypeVar("T")


class Shared(Generic[T]):
    """A value in the store, read at most once in a `PAUSE` however many wait for another."""

    def __init__(self, read: Callable[[], Awaitable[T]]) -> None:
        self._read = read
        self._turn = asyncio.Lock()
        self._at = float("-inf")
        self._value: T
        self._failed: PartnermapError | None = None

    async def newest(self) -> T:
        """The value as it was within the last `PAUSE`; the error if it could not be read then."""
        async with self._turn:
            if time.monotonic() - self._at >= PAUSE:
                try:
                    self._value, self._failed = await self._read(), None
                except PartnermapError as error:
                    self._failed = error  # for all who wait: each would ask in vain in its turn
                self._at = time.monotonic()
            if self._failed:
                raise self._failed
            return self._value

    async def other_than(self, seen: T) -> T:
        """The value, once it is another than `seen`."""
        value = await self.newest()
        while value == seen:
            await asyncio.sleep(PAUSE)
            value = await self.newest()
        return value


class Picture:
    """What a viewer is shown of a scope, as a hash that tells whether it has changed.

    It covers the scope's network of formal and working ties, as the viewer may see it, and every
    property of the organisations and partnerships in it. Which of them changed is not kept: that
    would take a copy of the scope for each who watches.
    """

    def __init__(self, store: Store, scope: Scope, access: Access, gate: asyncio.Lock) -> None:
        self._store, self._scope, self._access = store, scope, access
        self._gate = gate
        self._turn = asyncio.Lock()
        self._version: int | None = None
        self._hash = ""

    async def at(self, version: int) -> str:
        """The hash at a data version, or a little later; read once for all who want it.

        BadInputError for a scope that is too large to be read again at every change.
        """
        async with self._turn:
            if self._version != version:
                async with self._gate:
                    self._hash = await self._read()
                self._version = version
            return self._hash

    async def _read(self) -> str:
        network = await read_network(
            self._store, self._scope, Layer.COMBINED, None, self._access, limit=MOST
        )
        if network.truncated:
            raise BadInputError(
                f"{self._scope} and its partners are more than {MOST:,} organisations: watch a "
                "smaller scope, or leave it out to be told of every change."
            )
        said = await self._store.read(
            statement("said_of"),
            organisations=[node.id for node in network.nodes],
            partnerships=[partnership.id for partnership in network.partnerships],
        )
        text = repr(replace(network, data_version=0)) + canonical(sorted(said))
        return hashlib.sha256(text.encode()).hexdigest()


class Watch:
    """Everything that is watched in one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.version = Shared(store.data_version)
        # Kept for as long as anybody holds them.
        self._imports: WeakValueDictionary[str, Shared[Progress | None]] = WeakValueDictionary()
        self._pictures: WeakValueDictionary[tuple[Scope, Scope | None, str], Picture] = (
            WeakValueDictionary()
        )
        # One scope is read at a time, so that a busy import leaves room for those who ask.
        self._gate = asyncio.Lock()

    def progress(self, id_: str) -> Shared[Progress | None]:
        """How far an import has come; None while there is none of that id."""
        found = self._imports.get(id_)
        if found is None:
            found = self._imports[id_] = Shared(partial(read_progress, self._store, id_))
        return found

    def picture(self, scope: Scope, access: Access) -> Picture:
        """What somebody with this access is shown of a scope."""
        key = (scope, access.within, access.shape)
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = Picture(self._store, scope, access, self._gate)
        return found
