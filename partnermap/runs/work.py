"""Carrying a run out: measure by measure, each kept as soon as it is there."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from partnermap.analysis import Analysis, analyse
from partnermap.analysis.kept import MEASURES, written
from partnermap.errors import RefusedError, StoreError
from partnermap.question import Question
from partnermap.runs import Progress
from partnermap.store import runs
from partnermap.store.bolt import Store
from partnermap.store.holders import holding
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer, RunState

_READING = "network"
"""The first step, before any measure."""


async def carry_out(
    store: Store,
    asked: Question,
    on_progress: Progress = lambda *_: None,
    on_begun: Callable[[str], None] = lambda _: None,
) -> Analysis | None:
    """Work an analysis out and keep it; None where it was kept before.

    RefusedError where another works it out, where it is cancelled, or where the data change while
    they are read.
    """
    version = await store.data_version()
    with holding() as holder:
        id_ = await runs.begin(store, asked, version, MEASURES, holder)
        on_begun(id_ or asked.run(version))
        if id_ is None:
            return None
        state = RunState.STOPPED
        try:
            study = await _work_out(store, asked, id_, holder, on_progress)
            state = RunState.COMPLETE
        finally:
            # What went wrong before matters more than a store that cannot be told of it.
            with suppress(StoreError):
                await runs.end(store, id_, state)
    return study


async def _work_out(
    store: Store, asked: Question, id_: str, holder: str, on_progress: Progress
) -> Analysis:
    async def step(done: int, name: str) -> None:
        await runs.note(store, id_, holder, done, name)
        on_progress(done, len(MEASURES), name)

    await step(0, _READING)
    network = await read_network(store, asked.scope, Layer.COMBINED, asked.as_of, asked.access)
    if asked.run(network.data_version) != id_ or await store.data_version() != network.data_version:
        raise RefusedError("The data changed while they were read: run it again.")
    study = analyse(network, asked.layer, asked.seed, asked.near, asked.view)
    for done, measure in enumerate(MEASURES):
        await step(done, measure)
        await runs.keep(store, id_, measure, await asyncio.to_thread(written, study, measure))
    return study
