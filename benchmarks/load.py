"""A load generator: keep-alive HTTP/1.1 clients on loopback, in a process of their own.

Run as a module it reads a `Load` as JSON and prints an `Outcome` as JSON. It parses no more of an
answer than its status and length, so that the same small client serves every server it is put to.
"""

import asyncio
import json
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from statistics import median

HOST = "127.0.0.1"
MOST_SECONDS = 60.0
MOST_REQUESTS = 100_000
_PATIENCE = 30.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Load:
    """One request, sent over and over by some clients until a time or a count is reached."""

    port: int
    path: str
    body: str
    clients: int
    seconds: float
    requests: int = MOST_REQUESTS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a load: every answer had status 200 and `body_bytes` bytes."""

    requests: int
    per_second: float
    median_ms: float
    body_bytes: int
    client_share: float
    """Share of one processor that the clients themselves used."""


class LoadFailedError(Exception):
    """The server under load did not answer as it should."""


def put_under(load: Load) -> Outcome:
    """The outcome of a load, generated in a process of its own."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.load"],
            input=json.dumps(asdict(load)),
            capture_output=True,
            text=True,
            check=True,
            timeout=load.seconds + 2 * _PATIENCE,
        )
    except subprocess.CalledProcessError as error:
        raise LoadFailedError(error.stderr.strip()[-500:]) from error
    return Outcome(**json.loads(done.stdout))


class _Run:
    """The clients of one load, what they send, and the seconds their answers took."""

    def __init__(self, load: Load) -> None:
        body = load.body.encode()
        head = (
            f"POST {load.path} HTTP/1.1\r\nHost: {HOST}:{load.port}\r\n"
            "Content-Type: application/json\r\nAccept: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.request = head.encode() + body
        self.body_bytes: int | None = None
        self.took: list[float] = []
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._left = min(load.requests, MOST_REQUESTS)
        self._until = time.perf_counter() + min(load.seconds, MOST_SECONDS)
        self._busy = load.clients

    def may_send(self) -> bool:
        """Whether one more request is due; it then counts as sent."""
        if self._left == 0 or time.perf_counter() >= self._until:
            return False
        self._left -= 1
        return True

    def answered(self, seconds: float, body_bytes: int) -> None:
        """Note an answer; one that differs in length from the first is an error."""
        if self.body_bytes is None:
            self.body_bytes = body_bytes
        elif body_bytes != self.body_bytes:
            self.fail(f"an answer of {body_bytes} bytes, the first had {self.body_bytes}")
        self.took.append(seconds)

    def rest(self) -> None:
        """One client has nothing more to send."""
        self._busy -= 1
        if self._busy == 0 and not self.ended.done():
            self.ended.set_result(None)

    def fail(self, reason: str) -> None:
        """Stop the load with an error."""
        if not self.ended.done():
            self.ended.set_exception(LoadFailedError(reason))


class _Client(asyncio.Protocol):
    """One connection with at most one request under way."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._transport: asyncio.Transport
        self._received = bytearray()
        self._awaited = 0
        self._body_bytes = 0
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._awaited:
            self._read_head()
        if self._awaited and len(self._received) >= self._awaited:
            self._run.answered(time.perf_counter() - self._sent, self._body_bytes)
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        self._run.fail(f"the server closed a connection ({exc})")

    def _read_head(self) -> None:
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._received[:end])
        length = _LENGTH.search(head)
        if length is None or b" 200 " not in head.split(b"\r\n", 1)[0]:
            self._run.fail(f"expected status 200 and a length, got {head[:200]!r}")
            return
        self._body_bytes = int(length[1])
        self._awaited = end + 4 + self._body_bytes

    def _send(self) -> None:
        self._received.clear()
        self._awaited = 0
        if self._run.may_send():
            self._sent = time.perf_counter()
            self._transport.write(self._run.request)
        else:
            self._run.rest()


async def _generate(load: Load) -> Outcome:
    run = _Run(load)
    start, busy = time.perf_counter(), time.process_time()
    loop = asyncio.get_running_loop()
    for _ in range(load.clients):
        await loop.create_connection(lambda: _Client(run), HOST, load.port)
    await asyncio.wait_for(run.ended, load.seconds + _PATIENCE)
    elapsed, busy = time.perf_counter() - start, time.process_time() - busy
    return Outcome(
        requests=len(run.took),
        per_second=len(run.took) / elapsed,
        median_ms=1000 * median(run.took),
        body_bytes=run.body_bytes or 0,
        client_share=busy / elapsed,
    )


if __name__ == "__main__":
    outcome = asyncio.run(_generate(Load(**json.load(sys.stdin))))
    sys.stdout.write(json.dumps(asdict(outcome)))
