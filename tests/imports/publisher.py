"""A publisher's server on this machine: what it has, and how it misbehaves before it behaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Shelf:
    """Files by their path, and for each what is to go wrong with the next requests, in order.

    What goes wrong is a status to answer with, or a number of bytes after which the connection is
    cut, written `cut 1000`.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    wrong: dict[str, list[int | str]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    ranges: bool = True
    address: str = ""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """The path and the range of every request."""


@contextmanager
def serving(shelf: Shelf) -> Iterator[Shelf]:
    """Serve a shelf from `shelf.address` until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(self, shelf)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: a test reads `asked`."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        shelf.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield shelf
        finally:
            server.shutdown()
            thread.join()


def _answer(request: BaseHTTPRequestHandler, shelf: Shelf) -> None:
    wanted = request.headers.get("Range") if shelf.ranges else None
    shelf.asked.append((request.path, request.headers.get("Range")))
    if request.path in shelf.moved:
        _head(request, 302, {"Location": shelf.moved[request.path], "Content-Length": "0"})
        return
    troubles = shelf.wrong.get(request.path, [])
    trouble = troubles.pop(0) if troubles else None
    content = shelf.files.get(request.path)
    if content is None or isinstance(trouble, int):
        _head(request, trouble if isinstance(trouble, int) else 404, {"Content-Length": "0"})
        return
    tag = f'"{sha256(content).hexdigest()}"'
    headers = {"ETag": tag, "Accept-Ranges": "bytes"} if shelf.ranges else {}
    start, status = 0, 200
    if wanted and request.headers.get("If-Range") == tag:
        start, status = int(wanted.removeprefix("bytes=").rstrip("-")), 206
        if start >= len(content):
            _head(request, 416, {"Content-Length": "0"})
            return
        headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
    rest = content[start:]
    _head(request, status, headers | {"Content-Length": str(len(rest))})
    if isinstance(trouble, str):
        rest = rest[: int(trouble.removeprefix("cut "))]
    request.wfile.write(rest)
    request.close_connection = True


def _head(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.end_headers()
