"""Holders: the names of those at work on something that one alone may do, and whether they live."""

import itertools
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

_SILENCE = 120.0
"""Seconds after which a holder on another machine that gives no sign of life counts as dead."""
_numbers = itertools.count(1)
_held_here: set[str] = set()
"""The holders of this process that are at work."""


@contextmanager
def holding() -> Iterator[str]:
    """A name for whoever is at work within: it tells this process from any other of its number."""
    started = psutil.Process().create_time()
    holder = f"{socket.gethostname()}/{os.getpid()}/{started:.2f}/{next(_numbers)}"
    _held_here.add(holder)
    try:
        yield holder
    finally:
        _held_here.discard(holder)


def is_alive(holder: str, beat: float) -> bool:
    """Whether a holder of that name, which last gave a sign of life then, is still at work.

    One that was killed is known to be gone at once on this machine; on another it counts as gone
    after two minutes of silence.
    """
    host, pid, started, _ = holder.rsplit("/", 3)
    if host != socket.gethostname():
        return time.time() - beat < _SILENCE
    if int(pid) == os.getpid():
        return holder in _held_here
    try:
        return f"{psutil.Process(int(pid)).create_time():.2f}" == started
    except psutil.Error:
        return False
