"""A process that imports one file and tells of each batch, to be killed on the way."""

import asyncio
import sys
from datetime import date
from pathlib import Path

from partnermap.imports.run import run_import
from partnermap.settings import Settings
from partnermap.store.opening import open_store


async def main(source: str, path: str, published: str) -> None:
    """Import the file into the store that the environment names."""
    async with open_store(Settings()) as store:
        await run_import(
            store,
            source,
            Path(path),
            published=date.fromisoformat(published),
            on_progress=tell,
        )


def tell(done: int, total: int) -> None:
    """Print a line for each batch."""
    if done:
        print(done, total, flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
