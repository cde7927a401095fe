"""The data folder of the embedded store: whose it is, what lies where, who may start a server."""

import json
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import psutil
from filelock import FileLock, Timeout

from partnermap.errors import StoreError, StoreUnavailableError

_MARK = "partnermap.txt"
_MARK_TEXT = """\
This folder holds partnermap's data.
Stop the store with `partnermap stop` before you move, copy or delete it.
"""
_SAME_START = 2.0  # seconds; the system's clock, which start times are told by, may be set


HOST = "127.0.0.1"
USER = "root"
DATABASE = "partnermap"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running server listens, and as whom to speak to it."""

    port: int
    password: str = field(repr=False)
    pid: int
    host: str = HOST
    user: str = USER
    database: str = DATABASE


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder of ours, readable by its owner alone.

    `server.json` says where the server of the moment listens. Its password lives as long as the
    server does, so the two cannot disagree, whatever either was doing when it was killed.
    """

    root: Path

    @classmethod
    def existing(cls, data: Path) -> Self | None:
        """The folder at `data` if partnermap has used it before."""
        root = data.expanduser().resolve()
        try:
            return cls(root) if (root / _MARK).is_file() else None
        except PermissionError:  # another user's: nothing of ours runs there
            return None

    @classmethod
    def prepare(cls, data: Path) -> Self:
        """The folder at `data`, made if need be; StoreError if it cannot be ours."""
        root = data.expanduser().resolve()
        another = "Set PARTNERMAP_DATA to a folder of your own, or to one that does not exist yet."
        try:
            if root.exists() and not root.is_dir():
                raise StoreError(f"{root} is a file, so it cannot hold the data. {another}")
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            if root.stat().st_uid != os.getuid():
                raise StoreError(f"The folder {root} belongs to another user. {another}")
            names = {path.name for path in root.iterdir()}
            if names and _MARK not in names:
                raise StoreError(
                    f"The folder {root} holds something that is not partnermap's; "
                    f"nothing was changed. {another}"
                )
            root.chmod(0o700)
            if not names:
                (root / _MARK).write_text(_MARK_TEXT, encoding="utf-8")
            (root / "engine").mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise StoreError(f"The folder {root} cannot be written: {reason}. {another}") from error
        return cls(root)

    @property
    def engine(self) -> Path:
        """Where the engine keeps its databases, settings and logs."""
        return self.root / "engine"

    @property
    def downloads(self) -> Path:
        """Where what was fetched is kept."""
        return self.root / "downloads"

    @property
    def log(self) -> Path:
        """What the server of the moment has printed."""
        return self.root / "server.log"

    @property
    def _note(self) -> Path:
        return self.root / "server.json"

    @contextmanager
    def starting(self, *, within: float) -> Iterator[None]:
        """Hold the right to start or stop a server; StoreUnavailableError if others keep it."""
        with self._held("starting.lock", within):
            yield

    @contextmanager
    def serving(self, *, within: float) -> Iterator[None]:
        """Hold the right to serve this folder, which one process has for all its life."""
        with self._held("serving.lock", within):
            yield

    @contextmanager
    def _held(self, name: str, within: float) -> Iterator[None]:
        try:
            with FileLock(self.root / name, timeout=within, mode=0o600):
                yield
        except Timeout as error:
            raise StoreUnavailableError(
                f"Another process has held {self.root / name} for {within:g} seconds; "
                "wait for it to finish, or end it, and try again."
            ) from error

    def announce(self, address: Address) -> None:
        """Write down where this process serves, for others to find."""
        note = {
            "port": address.port,
            "password": address.password,
            "pid": address.pid,
            "started": psutil.Process(address.pid).create_time(),
        }
        draft = self.root / f"server.{secrets.token_hex(4)}.json"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(note), encoding="utf-8")
        draft.replace(self._note)

    def announced(self) -> Address | None:
        """Where the server listens, if the process that said so is still the one at its number."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            address = Address(port=note["port"], password=note["password"], pid=note["pid"])
            process = psutil.Process(address.pid)
            same = abs(process.create_time() - note["started"]) < _SAME_START
            alive = same and process.status() != psutil.STATUS_ZOMBIE
        except (OSError, ValueError, TypeError, KeyError, psutil.Error):
            return None
        return address if alive else None

    def ask(self) -> None:
        """Note that someone is about to connect, so that an idle server waits for them."""
        self._note.touch()

    def asked(self) -> float:
        """When someone last said so, in seconds since the epoch."""
        return self._note.stat()[stat.ST_MTIME]

    def withdraw(self) -> None:
        """Take back what `announce` wrote."""
        self._note.unlink(missing_ok=True)
