"""Runs: analyses too large to be worked out while somebody waits, kept when they are there.

They are no data: the data version stays as it is. What came of a run is kept in parts, for no
engine likes a property of many megabytes; of one question the newest alone keeps them.
"""

import base64
import time
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from partnermap.errors import NotFoundError, RefusedError
from partnermap.model.keys import digest
from partnermap.question import Question
from partnermap.scope import Access
from partnermap.store.bolt import Store, Transaction
from partnermap.store.holders import is_alive
from partnermap.store.statements import statement
from partnermap.vocabulary import Layer, RunState, View

_PART = 400_000
"""Characters of a part."""
_MOST = 200
"""Of so many runs, the newest, is told."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it stands."""

    id: str
    scope: str
    layer: Layer
    view: View
    as_of: str | None
    seed: int
    data_version: int
    sees: str
    """The access it is worked out under, as `Access.sees` has it."""
    by: str
    began: str
    ended: str | None
    state: RunState
    done: int
    """How many of its measures are there."""
    total: int
    step: str | None
    """Which measure is at hand."""

    @classmethod
    def stored(cls, said: Mapping[str, Any]) -> "Run":
        """The run that a row of the store holds; one whose process died has stopped."""
        state = RunState(said["state"].upper())
        if state is RunState.RUNNING and not is_alive(said["holder"], said["beat"]):
            state = RunState.STOPPED
        return cls(
            said["id"], said["scope"], Layer(said["layer"]), View(said["view"]),
            said.get("asOf"), said["seed"], said["version"], said["sees"], said["by"],
            said["began"], said.get("ended"), state, said["done"], said["total"], said.get("step"),
        )  # fmt: skip

    def is_for(self, access: Access) -> bool:
        """Whether a viewer may be told of it, and of what came of it."""
        return access.everything or access.sees == self.sees


async def begin(
    store: Store, asked: Question, data_version: int, measures: Sequence[str], holder: str
) -> str | None:
    """Take a question to be worked out; the run's id, or None if it has been worked out before.

    One that another release worked out, with other measures, is worked out anew.

    RefusedError while another works it out.
    """
    id_ = asked.run(data_version)
    about = {
        "scope": str(asked.scope), "layer": asked.layer.value, "view": asked.view.value,
        "seed": asked.seed,
        "asOf": asked.as_of.isoformat() if asked.as_of else None, "version": data_version,
        "sees": asked.access.sees, "by": asked.access.subject, "began": _now(),
        "total": len(measures), "measures": [*measures],
        "question": digest(*asked.key),
    }  # fmt: skip

    async def work(transaction: Transaction) -> str | None:
        ((state, other, beat, known),) = await transaction.run(
            statement("begin_run"), id=id_, holder=holder
        )
        if state == RunState.COMPLETE.value.lower() and known == [*measures]:
            return None
        if state == RunState.RUNNING.value.lower() and is_alive(other, beat):
            raise RefusedError(
                "This is being worked out already: wait until it is there, or cancel it."
            )
        await transaction.run(statement("drop_run_parts"), run=id_)
        await transaction.run(
            statement("take_run"), id=id_, about=about, holder=holder, now=time.time()
        )
        return id_

    return await store.write(work, changes_data=False)


async def note(store: Store, id_: str, holder: str, done: int, step: str) -> None:
    """Note how far a run has come; RefusedError where it was cancelled or taken over."""

    async def work(transaction: Transaction) -> list[Any]:
        return await transaction.run(
            statement("note_run"), id=id_, holder=holder, done=done, step=step, now=time.time()
        )

    if not await store.write(work, changes_data=False):
        raise RefusedError("The run was cancelled, or another works it out.")


async def keep(store: Store, id_: str, measure: str, text: str) -> None:
    """Keep what a measure of a run came to."""
    packed = base64.b64encode(zlib.compress(text.encode())).decode()
    for number, start in enumerate(range(0, len(packed), _PART)):
        part = {
            "key": f"{id_}/{measure}/{number}", "run": id_, "measure": measure, "number": number,
            "text": packed[start : start + _PART],
        }  # fmt: skip

        async def work(transaction: Transaction, part: Mapping[str, Any] = part) -> None:
            await transaction.run(statement("put_run_parts"), parts=[part])

        await store.write(work, changes_data=False)


async def end(store: Store, id_: str, state: RunState) -> bool:
    """End a run that is at work; whether it was. What earlier ones of its question kept goes."""

    async def work(transaction: Transaction) -> bool:
        ended = await transaction.run(
            statement("end_run"), id=id_, state=state.value.lower(), at=_now()
        )
        if not ended or state is not RunState.COMPLETE:
            return bool(ended)
        ((said,),) = await transaction.run(statement("run_by_id"), id=id_)
        for (earlier,) in await transaction.run(
            statement("earlier_runs"), id=id_, question=said["question"]
        ):
            await transaction.run(statement("drop_run_parts"), run=earlier)
        return True

    return await store.write(work, changes_data=False)


async def cancel(store: Store, id_: str, access: Access) -> Run:
    """Cancel a run; one that has ended stays as it is. NotFoundError where a viewer knows none."""
    run = await find_run(store, id_)
    if run is None or not run.is_for(access):
        raise NotFoundError(f"There is no run {id_!r}; `analysisRuns` lists them.")
    await end(store, id_, RunState.CANCELLED)
    return await find_run(store, id_) or run


async def find_run(store: Store, id_: str) -> Run | None:
    """The run of an id."""
    rows = await store.read(statement("run_by_id"), id=id_)
    return Run.stored(rows[0][0]) if rows else None


async def list_runs(store: Store, access: Access) -> list[Run]:
    """The newest runs that a viewer may be told of."""
    rows = await store.read(statement("runs"), most=_MOST)
    return [run for (said,) in rows if (run := Run.stored(said)).is_for(access)]


async def read_parts(store: Store, id_: str) -> dict[str, str]:
    """What came of a run: each measure's text by its name; empty where a newer run has it."""
    packed: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for measure, number, text in await store.read(statement("run_parts"), run=id_):
        packed[measure][number] = text
    return {
        measure: zlib.decompress(
            base64.b64decode("".join(text for _, text in sorted(parts.items())))
        ).decode()
        for measure, parts in sorted(packed.items())
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
