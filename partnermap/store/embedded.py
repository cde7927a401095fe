"""The embedded server as its users see it: found, started on demand, shared, stopped."""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil

from partnermap.errors import StoreError, StoreUnavailableError
from partnermap.store.folder import Address, DataFolder

IDLE = 15 * 60.0
"""Seconds without a connection after which a server stops by itself."""
_START = 90.0  # a busy machine takes ten times the usual two seconds
_STOP = 30.0
_POLL = 0.05
_ERROR_TYPE = re.compile(r"\b[\w.$]+(?:Error|Exception): ")


def find(data: Path) -> Address | None:
    """The server that is running on a data folder."""
    folder = DataFolder.existing(data)
    return folder.announced() if folder else None


def start_or_find(data: Path, *, idle: float = IDLE) -> Address:
    """The server on a data folder, started if none runs.

    Blocks for the two seconds or so that a start takes. A server that was there already keeps
    the `idle` seconds it was started with. StoreError if the folder cannot be used or the server
    cannot start, StoreUnavailableError if it takes too long.
    """
    folder = DataFolder.prepare(data)
    with folder.starting(within=_START):
        address = folder.announced() or _start(folder, idle)
        folder.ask()
        return address


def stop(data: Path) -> bool:
    """Whether a server was running on a data folder; it no longer is."""
    folder = DataFolder.existing(data)
    if folder is None:
        return False
    with folder.starting(within=_START):
        address = folder.announced()
        if address is None:
            return False
        try:
            process = psutil.Process(address.pid)
            process.terminate()
            process.wait(_STOP)
        except psutil.NoSuchProcess:
            pass
        except psutil.TimeoutExpired:
            # The engine recovers from its log what it had committed.
            process.kill()
        folder.withdraw()
        return True


def _start(folder: DataFolder, idle: float) -> Address:
    # -P: the module comes from this installation, whatever lies in the working directory.
    command = [sys.executable, "-P", "-m", "partnermap.store.server", str(folder.root), str(idle)]
    folder.log.touch(mode=0o600)
    with folder.log.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    # Outlives us as a rule; should it end first, it must not be left a zombie.
    threading.Thread(target=process.wait, daemon=True).start()
    try:
        return _ready(folder, process)
    except BaseException:
        process.kill()
        raise


def _ready(folder: DataFolder, process: "subprocess.Popen[bytes]") -> Address:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline:
        address = folder.announced()
        if address is not None:
            return address
        if process.poll() is not None:
            raise StoreError(
                f"The embedded store stopped while starting: {_last_words(folder.log)}. "
                f"The rest is in {folder.log}."
            )
        time.sleep(_POLL)
    raise StoreUnavailableError(
        f"The embedded store did not start within {_START:g} seconds; see {folder.log}."
    )


def _last_words(log: Path) -> str:
    """The last line of a log that is not a frame of a stack trace, without the errors' types."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    words = [line.strip() for line in lines if line.strip()]
    telling = [line for line in words if not line.startswith(("at ", "... ", "File "))]
    return _ERROR_TYPE.sub("", telling[-1]).rstrip(".") if telling else "it said nothing"
