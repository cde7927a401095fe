"""Analyses that take long: of a whole country, kept and read again; of many worlds at once."""

import asyncio
from collections.abc import Callable, Mapping

from partnermap.analysis.kept import MEASURES, Kept
from partnermap.errors import RefusedError
from partnermap.model.network import Network
from partnermap.question import Question
from partnermap.store.bolt import Store
from partnermap.store.reads import TooManyError, read_network
from partnermap.store.runs import Run, find_run, read_parts
from partnermap.vocabulary import Layer, RunState

MOST_LIVE = 5_000
"""Of how many organisations an analysis is worked out while somebody waits."""
Progress = Callable[[int, int, str], None]
"""Is told how many measures are there, of how many, and which is at hand."""


class NotThereError(RefusedError):
    """An analysis is too large to be worked out while somebody waits, and was not run before."""

    code = "NEEDS_RUN"


async def read_live(store: Store, asked: Question) -> Network | None:
    """What a question is about; None of more than is analysed while somebody waits."""
    try:
        return await read_network(
            store, asked.scope, Layer.COMBINED, asked.as_of, asked.access, most=MOST_LIVE
        )
    except TooManyError:
        return None


async def read_kept(store: Store, asked: Question, data_version: int) -> Kept | None:
    """What came of the run of a question on a state of the data; None where there is no such."""
    run = await find_run(store, asked.run(data_version))
    if run is None or run.state is not RunState.COMPLETE:
        return None
    texts = await read_parts(store, run.id)
    return await asyncio.to_thread(_kept, run, texts) if texts.keys() >= {*MEASURES} else None


def _kept(run: Run, texts: Mapping[str, str]) -> Kept:
    return Kept(run.scope, run.layer, run.view, run.as_of, run.data_version, run.seed, texts)
