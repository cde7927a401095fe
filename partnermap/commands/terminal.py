"""What every command uses: the two consoles, the store opened, JSON and bars printed."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn

from partnermap.errors import BadInputError
from partnermap.settings import Settings
from partnermap.store import embedded
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store

T = TypeVar("T")

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def with_store(settings: Settings, work: Callable[[Store], Awaitable[T]]) -> T:
    """What `work` returns of an open store."""

    async def opened() -> T:
        async with open_store(settings) as store:
            return await work(store)

    starting = settings.neo4j_uri is None and embedded.find(settings.data) is None
    if not starting:
        return asyncio.run(opened())
    with err.status("Starting the store…"):
        return asyncio.run(opened())


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def progress_bar(amount: ProgressColumn) -> Progress:
    """A bar for each thing that takes a while, shown to people and not to scripts."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), amount, TimeRemainingColumn(),
        console=err, transient=True, disable=not err.is_terminal,
    )  # fmt: skip


def check_workbook_name(path: Path | None) -> None:
    """BadInputError for the name of a workbook to write that would not open as one."""
    if path and path.suffix.lower() != ".xlsx":
        raise BadInputError(f"{path} would not open as a workbook; let its name end in .xlsx.")
