"""How far an import has come, as any process sees it that shares the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from partnermap.store.bolt import Store
from partnermap.store.holders import is_alive
from partnermap.store.statements import statement
from partnermap.vocabulary import ImportState

_COUNTS = ("rows", "created", "changed", "unchanged", "rejected", "pending", "ended")


@dataclass(frozen=True, slots=True)
class Progress:
    """An import as it stands."""

    id: str
    source: str
    """The source's id, such as `gias-establishments`."""
    name: str
    """The source's name."""
    file: str
    published: date
    state: ImportState
    done: int
    """How many facts are known to be written; those of the batch at hand come with the next."""
    total: int | None
    """How many there are to write; None until the file has been checked."""
    counts: Mapping[str, int]
    """What became of its rows, by the names of the report; empty until it is complete."""


async def read_progress(store: Store, id_: str) -> Progress | None:
    """How far an import has come; None if there is none of that id.

    One whose process died is told to be stopped, whatever it last said of itself.
    """
    rows = await store.read(statement("import_progress"), id=id_)
    return _progress(rows[0]) if rows else None


async def read_imports(store: Store, most: int, id_: str | None) -> list[Progress]:
    """The imports of publications, the newest editions first, or the one of that id."""
    return [_progress(row) for row in await store.read(statement("imports"), most=most, id=id_)]


def _progress(row: Sequence[Any]) -> Progress:
    said, name, holder, beat = row
    state = _state(said, holder, beat)
    complete = state is ImportState.COMPLETE
    return Progress(
        id=said["id"],
        source=said["source"],
        name=name,
        file=said["file"],
        published=date.fromisoformat(said["published"]),
        state=state,
        done=said.get("done") or 0,
        total=said.get("total"),
        counts={count: said.get(count, 0) for count in _COUNTS} if complete else {},
    )


def _state(said: Mapping[str, Any], holder: str | None, beat: float | None) -> ImportState:
    state = ImportState(said["state"].upper())
    if state is not ImportState.RUNNING:
        return state
    # Another import of the same source may hold it now.
    at_work = holder is not None and holder == said.get("holder") and is_alive(holder, beat or 0.0)
    return ImportState.RUNNING if at_work else ImportState.STOPPED
