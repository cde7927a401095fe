"""The servers under load, each a process of its own on a free loopback port."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from benchmarks.load import HOST
from benchmarks.needs import PEER
from partnermap.settings import Settings

_PATIENCE = 120.0
_COMMAND = [sys.executable, "-c", "from partnermap.cli import main; main()"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a server answers GraphQL."""

    port: int
    path: str

    def ask(self, body: str) -> bytes:
        """The body of the answer to one request; any status but 200 is an error."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=_PATIENCE)
        try:
            connection.request("POST", self.path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise ValueError(f"status {response.status}: {answer[:300]!r}")
        return answer


def environment(settings: Settings) -> dict[str, str]:
    """The environment that gives a process of ours these settings."""
    # As an installed program runs: without its byte code Python compiles every module again.
    left_out = ("PARTNERMAP_", "PYTHONDONTWRITEBYTECODE")
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
    given = {"PARTNERMAP_DATA": str(settings.data)}
    if settings.neo4j_uri is not None:
        given |= {
            "PARTNERMAP_NEO4J_URI": settings.neo4j_uri,
            "PARTNERMAP_NEO4J_USER": settings.neo4j_user,
            "PARTNERMAP_NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
        }
    return inherited | given


@contextmanager
def partnermap(settings: Settings) -> Iterator[Endpoint]:
    """`partnermap serve`, answering."""
    endpoint = Endpoint(_free_port(), "/graphql")
    command = [*_COMMAND, "serve", "--port", str(endpoint.port)]
    with _answering(command, environment(settings), endpoint):
        yield endpoint


@contextmanager
def peer(node: Path, settings: Settings) -> Iterator[Endpoint]:
    """The peer in production mode, answering."""
    endpoint = Endpoint(_free_port(), "/")
    given = {
        "NODE_ENV": "production",
        "PEER_PORT": str(endpoint.port),
        "PEER_NEO4J_URI": settings.neo4j_uri or "",
        "PEER_NEO4J_USER": settings.neo4j_user,
        "PEER_NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
    }
    with _answering([str(node), str(PEER / "server.mjs")], dict(os.environ) | given, endpoint):
        yield endpoint


@contextmanager
def _answering(
    command: list[str], environment: Mapping[str, str], endpoint: Endpoint
) -> Iterator[None]:
    with TemporaryFile() as log:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            deadline = time.monotonic() + _PATIENCE
            while not _answers(endpoint):
                if process.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    said = log.read().decode(errors="replace").strip()[-600:]
                    raise RuntimeError(f"{' '.join(command)} did not come up: {said}")
                time.sleep(0.02)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _answers(endpoint: Endpoint) -> bool:
    try:
        return bool(endpoint.ask('{"query": "{ __typename }"}'))
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port
