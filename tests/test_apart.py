"""Processes apart: an interrupt of the server is not theirs to hear."""

import signal
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from partnermap.apart import start
from tests.engines import ROOT


def tell_what_is_held(there: Connection) -> None:
    """Say whether interrupts are held back from this process."""
    there.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))


def print_what_is_held() -> None:
    """Print what two processes say, one after another."""
    for _ in range(2):
        here, there = Pipe()
        process = start(tell_what_is_held, there)
        print(here.recv())
        process.join()


def test_no_interrupt_reaches_even_the_first_that_a_program_starts() -> None:
    program = f"from {__name__} import print_what_is_held; print_what_is_held()"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True"]
