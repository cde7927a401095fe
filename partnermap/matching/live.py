"""The index of a store's names, made anew when the data have changed."""

import asyncio

from partnermap.matching.index import Index
from partnermap.store.bolt import Store
from partnermap.store.names import read_names


class Names:
    """The one index of a store: shared by all who search it, and never older than they are.

    A change of the data has the names read again, in one statement; only where they differ is the
    index made again, in a thread, while others are served. All who wait, wait for the same.
    """

    def __init__(self, store: Store) -> None:
        self.made = 0
        """How many times the index has been made."""
        self._store = store
        self._index = Index.build(())
        self._version = -1
        self._making: asyncio.Task[None] | None = None

    async def index(self) -> Index:
        """The index of the names as they stand now, or stood after this was asked."""
        version = await self._store.data_version()
        while self._version < version:
            if self._making is None or self._making.done():
                self._making = asyncio.create_task(self._make())
            # Whoever gives up waiting does not stop it for the others.
            await asyncio.shield(self._making)
        return self._index

    async def _make(self) -> None:
        # Read first, so that it is never newer than the names.
        version = await self._store.data_version()
        names = tuple(await read_names(self._store))
        if names != self._index.entries:
            self._index = await asyncio.to_thread(Index.build, names)
            self.made += 1
        self._version = version
