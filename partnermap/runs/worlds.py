"""Worlds looked at in several processes beside each other, and heard of in their order."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from time import monotonic

from partnermap.analysis.confidence.sureness import MANY, Shown, look, why_not
from partnermap.analysis.study import Study
from partnermap.apart import start
from partnermap.model.network import Network

_MOST = 4
"""In so many processes at most: each holds a network and the libraries, some 150 MB."""


class Worlds:
    """The worlds of a study, each looked at in one of some processes.

    There are as many as there are processors, up to four; of a small scope one, for the others
    would be done before they had begun. World i is drawn with the seed `study.seed + i` in
    whichever of them, so that what is heard is the same, and in the same order, as by
    `sureness.look`.

    Parameters
    ----------
    study : Study
        One that `sureness.why_not` names has no worlds.
    giving_way : int
        How far the processes stand back for others, by the system's scale.
    """

    def __init__(self, study: Study, giving_way: int = 0) -> None:
        self._study = study
        many = _how_many(study)
        pipes = [Pipe() for _ in range(many)]
        self._heard = [here for here, _ in pipes]
        self._processes = [
            start(_look, there, first, many, giving_way) for first, (_, there) in enumerate(pipes)
        ]
        for _, there in pipes:
            there.close()  # so that the end of a process is the end of what it says

    def shown(self, end: float | None = None) -> Iterator[Shown]:
        """What each world shows, until a time by the monotonic clock, or until they are stopped."""
        with suppress(EOFError, ConnectionError):  # a process has ended, or was ended
            for here in self._heard:
                here.send((self._study.recorded, self._study.layer, self._study.seed))
            for here in cycle(self._heard):
                if not here.poll(None if end is None else max(0.0, end - monotonic())):
                    return
                yield here.recv()

    def stop(self) -> None:
        """Have the processes end, which ends `shown`."""
        for process in self._processes:
            process.terminate()

    def close(self) -> None:
        """Stop, and wait until they have ended."""
        self.stop()
        for process in self._processes:
            process.join()
        for here in self._heard:
            here.close()


def _how_many(study: Study) -> int:
    if why_not(study):
        return 0
    return 1 if study.cohesion.organisations <= MANY else min(_MOST, os.cpu_count() or 1)


def _look(there: Connection, first: int, step: int, giving_way: int) -> None:
    """Say what each world shows, for as long as somebody listens."""
    os.nice(giving_way)
    network: Network
    with suppress(EOFError, ConnectionError):
        network, layer, seed = there.recv()
        for shown in look(Study(network, layer, seed), first, step):
            there.send(shown)
