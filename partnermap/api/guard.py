"""The guard: a request is read within bounds, or refused before anything acts on it."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, NoReturn

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from partnermap.errors import BadInputError, NotFoundError, PartnermapError, RefusedError

STATUS = {
    "BODY": 400,
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "METHOD": 405,
    "TIMEOUT": 408,
    "TOO_LARGE": 413,
    "MEDIA_TYPE": 415,
}
"""The HTTP status of each way in which a request can be refused."""

RETRY_AFTER = "5"
"""Seconds after which to ask again where the store could not be asked."""

GRAPHQL_JSON = "application/graphql-response+json"
"""The media type whose answers carry HTTP status codes for what went wrong before execution."""


class RequestRefusedError(RefusedError):
    """A request that is refused before it is acted on; `code` is one of `STATUS`."""

    def __init__(self, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.headers = {"Allow": "POST"} if code == "METHOD" else headers


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that one request body may hold."""

    bytes: int = 256 * 1024
    seconds: float = 10.0
    """Time for the whole body to arrive."""
    depth: int = 32
    """Objects and lists within each other."""
    values: int = 10_000
    digits: int = 20
    """Characters of a whole number."""
    query: int = 100_000
    """Characters of the document."""


BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """One operation as it was sent: well-formed, not yet parsed."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None


async def read_request(request: Request, bounds: Bounds = BOUNDS) -> GraphQLRequest:
    """Read a GraphQL operation from a POST of JSON; raises RequestRefusedError.

    Only JSON is taken, for a form of another site may send anything else without asking first.
    """
    if request.method != "POST":
        raise RequestRefusedError("METHOD", "Send the operation in a POST.")
    media_type, *parameters = request.headers.get("content-type", "").lower().split(";")
    charsets = {p.strip().replace('"', "") for p in parameters if "charset" in p}
    if media_type.strip() != "application/json" or not charsets <= {"charset=utf-8"}:
        raise RequestRefusedError(
            "MEDIA_TYPE", "Send JSON in UTF-8, with the header `Content-Type: application/json`."
        )
    if request.headers.get("content-encoding", "identity") != "identity":
        raise RequestRefusedError("MEDIA_TYPE", "Send the body as it is, not compressed.")
    body = bytearray()
    await receive(request, body.extend, bounds.bytes, bounds.seconds)
    return parse_request(bytes(body), bounds)


def answer_type(request: Request) -> str:
    """The media type to answer in: GraphQL's own where the client says that it takes it."""
    accepted = request.headers.get("accept", "").lower()
    return GRAPHQL_JSON if GRAPHQL_JSON in accepted else "application/json"


def refusal(error: RequestRefusedError) -> JSONResponse:
    """The response to a refused request, in the form of any GraphQL error."""
    content = {"errors": [{"message": str(error), "extensions": {"code": error.code}}]}
    return JSONResponse(content, STATUS[error.code], error.headers)


def failure(error: PartnermapError) -> JSONResponse:
    """The response to what could not be done, in the form of any GraphQL error.

    Its status says whether that is not known, cannot be meant, may not be, or not now.
    """
    kinds = {NotFoundError: 404, BadInputError: 400, RefusedError: 409}
    status = next((kinds[kind] for kind in kinds if isinstance(error, kind)), 503)
    content = {"errors": [{"message": str(error), "extensions": {"code": error.code}}]}
    return JSONResponse(content, status, {"Retry-After": RETRY_AFTER} if status == 503 else None)


async def receive(
    request: Request, take: Callable[[bytes], object], most: int, seconds: float
) -> None:
    """Hand on a body as it arrives, counted whatever length it was announced with."""
    size = 0
    try:
        async with asyncio.timeout(seconds), aclosing(request.stream()) as chunks:
            async for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise RequestRefusedError("TOO_LARGE", f"Send at most {most // 1024} KiB.")
                take(chunk)
    except TimeoutError:
        text = f"The body did not arrive within {seconds:g} seconds: send it again."
        raise RequestRefusedError("TIMEOUT", text) from None
    except ClientDisconnect:
        raise RequestRefusedError("BODY", "The body ended early: send it again.") from None


def parse_request(body: bytes, bounds: Bounds = BOUNDS) -> GraphQLRequest:
    """Parse a body of JSON; raises RequestRefusedError. Never recurses deeper than the bounds."""
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        _refuse(f"The body is not UTF-8 (at byte {error.start:,}).")
    return read_operation(parse_json(text, bounds), bounds)


def read_operation(value: object, bounds: Bounds = BOUNDS) -> GraphQLRequest:
    """The operation that a JSON value asks for; raises RequestRefusedError where it asks none."""
    if isinstance(value, list):
        _refuse("Send one operation in each request, not a list.")
    if not isinstance(value, dict):
        _refuse('Send a JSON object, such as {"query": "{ dataVersion }"}.')
    query = value.get("query")
    if not isinstance(query, str) or not query.strip():
        _refuse("`query` must be the text of a GraphQL document.")
    if len(query) > bounds.query:
        text = f"`query` holds {len(query):,} characters, and {bounds.query:,} is the most."
        raise RequestRefusedError("TOO_LARGE", text)
    for name in ("variables", "extensions"):
        if not isinstance(value.get(name), dict | None):
            _refuse(f"`{name}` must be a JSON object, or null.")
    operation_name = value.get("operationName")
    if not isinstance(operation_name, str | None):
        _refuse("`operationName` must be text, or null.")
    return GraphQLRequest(query, value.get("variables"), operation_name)


def parse_json(text: str, bounds: Bounds = BOUNDS) -> object:
    """Parse JSON of any shape within bounds; raises RequestRefusedError."""
    _measure(text, bounds)

    def whole(digits: str) -> int:
        if len(digits) > bounds.digits:
            _refuse(f"A whole number may have {bounds.digits} digits: send a longer one as text.")
        return int(digits)

    def real(digits: str) -> float:
        number = float(digits)
        if number in (float("inf"), float("-inf")):
            _refuse("A number is too large.")
        return number

    def constant(name: str) -> NoReturn:
        _refuse(f"{name} is not JSON: send a number or null.")

    try:
        value: object = json.loads(text, parse_int=whole, parse_float=real, parse_constant=constant)
    except json.JSONDecodeError as error:
        _refuse(f"The body is not JSON (line {error.lineno:,}, column {error.colno:,}).")
    # UTF-8 and JSON let both in as escapes alone; most bodies have none.
    if "\\u" in text and any(_unfit(string) for string in _strings(value)):
        _refuse("Text may not hold NUL or half of a surrogate pair.")
    return value


# A string counts as closed at the end of the text, so that no text is scanned twice.
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]|,', re.DOTALL)


def _measure(text: str, bounds: Bounds) -> None:
    """Refuse what is nested too deep or holds too many values, before the parser descends."""
    depth, values = 0, 1
    for mark in _MARKS.finditer(text):
        match text[mark.start()]:
            case "[" | "{":
                depth += 1
                values += 1
            case "]" | "}":
                depth -= 1
            case ",":
                values += 1
        if depth > bounds.depth:
            _refuse(f"The body nests deeper than {bounds.depth}: nest less.")
        if values > bounds.values:
            _refuse(f"The body holds more than {bounds.values:,} values: send fewer at once.")


def _strings(value: object) -> Iterator[str]:
    """Every string of a JSON value, keys included."""
    todo = [value]
    while todo:
        match todo.pop():
            case str(text):
                yield text
            case list(items):
                todo.extend(items)
            case dict(pairs):
                todo.extend(pairs)
                todo.extend(pairs.values())


def _unfit(text: str) -> bool:
    return any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text)


def _refuse(message: str) -> NoReturn:
    raise RequestRefusedError("BODY", message)
