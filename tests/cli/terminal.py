"""A terminal to type commands in, as a person with an empty home or as a script."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partnermap.settings import Settings
from partnermap.store.opening import open_store

PROGRAM = (sys.executable, "-P", "-c", "from partnermap.cli import main; main()")
PUBLISHED = ("--published", "2026-03-01")


@dataclass(frozen=True)
class Terminal:
    """A shell in an empty home, with a data folder of its own."""

    home: Path
    data: Path

    def environment(self, **more: str) -> dict[str, str]:
        kept = ("PATH", "LANG", "TMPDIR", "PYTHONPATH", "ARCADEDB_JVM_ARGS")
        known = {name: os.environ[name] for name in kept if name in os.environ}
        ours = {"HOME": str(self.home), "PARTNERMAP_DATA": str(self.data)}
        return known | ours | more

    def run(
        self, *arguments: str | Path, stdin: str = "", **more: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*PROGRAM, *arguments], input=stdin, env=self.environment(**more), cwd=self.home,
            capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip

    def says(self, *arguments: str | Path, stdin: str = "") -> str:
        """What a command that succeeds prints."""
        done = self.run(*arguments, stdin=stdin)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def answers(self, *arguments: str | Path, stdin: str = "") -> Any:
        """What a command that succeeds prints as JSON."""
        return json.loads(self.says(*arguments, stdin=stdin))

    def refuses(self, *arguments: str | Path, **more: str) -> str:
        """The line in which a command says why it failed."""
        done = self.run(*arguments, **more)
        assert done.returncode == 1, done.stdout + done.stderr
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert line.startswith("Error: ")
        assert line.endswith((".", "?"))
        return line.removeprefix("Error: ")

    def version(self) -> int:
        """The data version."""

        async def read() -> int:
            async with open_store(Settings(data=self.data, neo4j_uri=None)) as store:
                return await store.data_version()

        return asyncio.run(read())


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that is bound and does not listen, so that nobody answers on it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def free_port() -> int:
    with closed_port() as port:
        return port
