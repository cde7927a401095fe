"""The register's public files: fetched for a day, resumed where they broke off, and checked."""

import random
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import httpx

from partnermap.errors import BadInputError, FetchError, PartnermapError
from partnermap.imports import establishments, groups, links, memberships
from partnermap.imports.sources import SOURCES
from partnermap.imports.table import read_bytes, read_table

FILES = {
    groups.SOURCE: "allgroupsdata",
    establishments.SOURCE: "edubasealldata",
    memberships.SOURCE: "alllinksdata",
    links.SOURCE: "links_edubasealldata",
}
"""What the register calls the file of each source, in the order to import them in: the whole
before its parts, so that few ties wait for their ends."""

Progress = Callable[[str, int, int | None], None]
"""Told of a file how many bytes of it are here, and how many it has if the server says so."""

_PLACE = "{file}"
_TRIES = 5
_REDIRECTS = 3
_LARGEST = 1_000_000_000
"""Bytes; several times what the register's largest file has."""
_TIMEOUT = httpx.Timeout(60, connect=15)
_BUSY = frozenset({408, 429, 500, 502, 503, 504})
_RANGES = (httpx.codes.PARTIAL_CONTENT, httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of the register for one day: whence it comes, and where it is kept."""

    source: str
    address: httpx.URL
    path: Path

    @property
    def part(self) -> Path:
        """Where it is kept until it is complete."""
        return self.path.with_name(f"{self.path.name}.part")

    @property
    def mark(self) -> Path:
        """Where the mark is kept by which the server knows the content that `part` begins."""
        return self.path.with_name(f"{self.path.name}.mark")


def wanted(address: str | None, day: date, only: Collection[str], folder: Path) -> list[Wanted]:
    """The files of a day, in the order to import them in; all, or those of some sources `only`.

    `address` is that of any file, with `{file}` where its name belongs.
    """
    if not address:
        raise BadInputError(
            "Where the register publishes its files is not set; set PARTNERMAP_GIAS_ADDRESS to the "
            f"address of such a file with {_PLACE} in place of its name."
        )
    if strange := [source for source in only if source not in FILES]:
        raise BadInputError(f"{strange[0]!r} is not fetched; choose from {', '.join(FILES)}.")
    found = []
    for source, stem in FILES.items():
        if source in only or not only:
            name = f"{stem}{day:%Y%m%d}.csv"
            found.append(Wanted(source, _url(address, name), folder / name))
    return found


def _url(address: str, name: str) -> httpx.URL:
    try:
        url = httpx.URL(address.strip().replace(_PLACE, name))
    except httpx.InvalidURL as error:
        raise BadInputError(f"PARTNERMAP_GIAS_ADDRESS is not an address: {error}.") from error
    if url.scheme not in ("http", "https") or not url.host or _PLACE not in address:
        raise BadInputError(
            "PARTNERMAP_GIAS_ADDRESS must begin with https:// or http:// and have "
            f"{_PLACE} in place of the file's name."
        )
    return url


def fetch(files: Collection[Wanted], on_progress: Progress, *, pause: float = 1.0) -> None:
    """Bring these files to where they are kept, unless they are there already.

    What breaks off is taken up where it broke off, now or when the command is run again; a server
    that is busy is asked again after a growing number of seconds, the first about `pause`.
    FetchError for a file that cannot be had; BadInputError for one that is not what was wanted.
    """
    headers = {"Accept-Encoding": "identity", "User-Agent": "partnermap"}
    with httpx.Client(headers=headers, timeout=_TIMEOUT, follow_redirects=False) as client:
        for file in files:
            try:
                _keep(client, file, on_progress, pause)
            except OSError as error:
                raise FetchError(
                    f"{file.path.name} cannot be kept in {file.path.parent}: {error.strerror}."
                ) from error


def _keep(client: httpx.Client, file: Wanted, on_progress: Progress, pause: float) -> None:
    if file.path.exists():
        return
    file.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _fetch(client, file, on_progress, pause)
    _check(file)
    file.part.replace(file.path)
    file.mark.unlink(missing_ok=True)


def _fetch(client: httpx.Client, file: Wanted, on_progress: Progress, pause: float) -> None:
    """Complete the part of a file that is here, in several tries if need be."""
    for tried in range(1, _TRIES + 1):
        try:
            _take_up(client, file, on_progress)
        except (_BusyError, httpx.TransportError) as error:
            if tried == _TRIES:
                raise FetchError(
                    f"{file.path.name} could not be fetched from {file.address.host} in {_TRIES} "
                    f"tries ({_reason(error)}); run the command again, and it goes on from there."
                ) from error
        else:
            return
        # Growing and random, so that those who were turned away together do not return together.
        time.sleep(pause * 2 ** (tried - 1) * random.uniform(0.5, 1.5))  # noqa: S311


class _BusyError(Exception):
    """The server answered that it cannot answer now."""


def _reason(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _take_up(client: httpx.Client, file: Wanted, on_progress: Progress) -> None:
    """Ask for what is missing of a file, and add it; for all of it where that cannot be had."""
    have = file.part.stat().st_size if file.part.exists() and file.mark.exists() else 0
    asked = {}
    if have:
        # Only if the content is still the one that we have the beginning of.
        asked = {"Range": f"bytes={have}-", "If-Range": file.mark.read_text(encoding="ascii")}
    with _answered(client, file.address, asked) as answer:
        goes_on = answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
        if have and answer.status_code in _RANGES and not goes_on:
            file.mark.unlink()
            raise _BusyError("the part that is here does not fit the rest")
        _refuse_failure(file, answer)
        if answer.status_code == httpx.codes.OK:
            have = 0
            _forget(file)  # before the new mark is kept, which would vouch for the old content
            _note_mark(file, answer)
        length = answer.headers.get("Content-Length", "")
        total = have + int(length) if length.isdigit() else None
        with file.part.open("ab") as part:
            for chunk in answer.iter_raw():
                part.write(chunk)
                have += len(chunk)
                if have > _LARGEST:
                    _forget(file)
                    raise FetchError(
                        f"{file.path.name} is larger than any file of the register; nothing was "
                        "kept of it. Check PARTNERMAP_GIAS_ADDRESS."
                    )
                on_progress(file.path.name, have, total)


def _forget(file: Wanted) -> None:
    """Throw away what is here of a file."""
    file.mark.unlink(missing_ok=True)
    file.part.unlink(missing_ok=True)


def _note_mark(file: Wanted, answer: httpx.Response) -> None:
    """Keep the mark by which to ask for the rest, if the server gives one that vouches for it."""
    tag = answer.headers.get("ETag", "")
    mark = tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", "")
    if mark and mark.isascii() and answer.headers.get("Accept-Ranges") != "none":
        file.mark.write_text(mark, encoding="ascii")


@contextmanager
def _answered(
    client: httpx.Client, address: httpx.URL, headers: dict[str, str]
) -> Iterator[httpx.Response]:
    """The server's answer; it may send us on, but to no other server than the one we were given."""
    for _ in range(_REDIRECTS + 1):
        with client.stream("GET", address, headers=headers) as answer:
            if answer.next_request is None:
                yield answer
                return
            further = answer.next_request.url
        if (further.scheme, further.host, further.port) != (
            address.scheme, address.host, address.port,
        ):  # fmt: skip
            raise FetchError(
                f"{address.host} sends us on to {further.host}, and we go nowhere but where we "
                "were told to; if that is right, set PARTNERMAP_GIAS_ADDRESS to that address."
            )
        address = further
    raise FetchError(f"{address.host} sends us from one address to the next without end.")


def _refuse_failure(file: Wanted, answer: httpx.Response) -> None:
    name, status = file.path.name, answer.status_code
    if status in _BUSY:
        raise _BusyError(f"it answered {status}")
    if status == httpx.codes.NOT_FOUND:
        raise FetchError(
            f"{file.address.host} has no file {name}; perhaps there is none for that day, so try "
            "another --date, or check PARTNERMAP_GIAS_ADDRESS."
        )
    ours = status == httpx.codes.PARTIAL_CONTENT and "Range" in answer.request.headers
    if status != httpx.codes.OK and not ours:
        raise FetchError(
            f"{file.address.host} answered {status} {answer.reason_phrase} when asked for {name}; "
            "check PARTNERMAP_GIAS_ADDRESS."
        )


def _check(file: Wanted) -> None:
    """See that a file is a table with the columns its importer reads; else forget it."""
    try:
        table = read_table(file.path.name, read_bytes(file.part))
        SOURCES[file.source].parse(replace(table, last_line=1))  # the header alone
    except PartnermapError:
        _forget(file)
        raise
