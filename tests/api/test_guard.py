"""The guard: what is read from a request, and what is refused before it is acted on."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Message

from partnermap.api.guard import (
    BOUNDS,
    Bounds,
    GraphQLRequest,
    RequestRefusedError,
    answer_type,
    parse_request,
    read_request,
    refusal,
)

QUICK = Bounds(seconds=0.05)


async def endpoint(request: Request) -> Response:
    try:
        read = await read_request(request)
    except RequestRefusedError as error:
        return refusal(error)
    content = {"query": read.query, "variables": read.variables, "name": read.operation_name}
    return JSONResponse(content, media_type=answer_type(request))


APP = Starlette(routes=[Route("/graphql", endpoint, methods=["GET", "POST", "PUT"])])
JSON = {"content-type": "application/json"}


async def send(
    body: bytes | AsyncIterator[bytes] = b"", method: str = "POST", **headers: str
) -> httpx.Response:
    named = JSON | {name.replace("_", "-"): value for name, value in headers.items()}
    transport = httpx.ASGITransport(APP)
    async with httpx.AsyncClient(transport=transport, base_url="http://map.test") as client:
        return await client.request(method, "/graphql", content=body, headers=named)


def body(**values: Any) -> bytes:
    return json.dumps({"query": "{ dataVersion }"} | values).encode()


def assert_refused(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": code}
    assert error["message"].endswith(".")
    assert not any(word in error["message"] for word in ("Traceback", "File ", "Error(", "codec"))


# What is read


async def test_an_operation_is_read() -> None:
    sent = body(variables={"n": 1, "x": [1.5, None, {"y": "ä 🐘"}]}, operationName="A")
    answer = await send(sent)
    assert answer.status_code == 200
    assert answer.json() == {
        "query": "{ dataVersion }",
        "variables": {"n": 1, "x": [1.5, None, {"y": "ä 🐘"}]},
        "name": "A",
    }


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"'],
)
async def test_json_is_taken_however_its_type_is_written(content_type: str) -> None:
    assert (await send(body(), content_type=content_type)).status_code == 200


async def test_nulls_and_unknown_members_are_taken() -> None:
    answer = await send(body(variables=None, operationName=None, extensions=None, more=[1]))
    assert answer.status_code == 200


async def test_a_body_32_deep_with_10_000_values_is_taken() -> None:
    deep = b"[" * 30 + b"0," * 9_966 + b"0" + b"]" * 30
    assert (await send(b'{"query": "{ a }", "variables": {"a": ' + deep + b"}}")).status_code == 200


async def test_a_pair_of_surrogates_is_one_character() -> None:
    answer = await send(b'{"query": "{ a }", "variables": {"s": "\\ud83d\\ude00"}}')
    assert answer.json()["variables"] == {"s": "😀"}


async def test_a_body_that_arrives_in_pieces_is_put_together() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for byte in body():
            yield bytes([byte])

    assert (await send(pieces())).status_code == 200


async def test_graphqls_own_media_type_is_answered_in_where_it_is_accepted() -> None:
    own = "application/graphql-response+json"
    answer = await send(body(), accept=f"{own}; charset=utf-8, application/json;q=0.9")
    assert answer.headers["content-type"] == own
    assert (await send(body(), accept="*/*")).headers["content-type"] == "application/json"


# What is refused


async def test_a_get_is_refused_and_told_what_to_do() -> None:
    answer = await send(method="GET")
    assert_refused(answer, 405, "METHOD")
    assert answer.headers["allow"] == "POST"
    assert_refused(await send(body(), method="PUT"), 405, "METHOD")


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "text/plain; application/json",
        "application/graphql",
        "application/json; charset=utf-16",
        "application/jsonx",
    ],
)
async def test_what_a_form_of_another_site_could_send_is_refused(content_type: str) -> None:
    assert_refused(await send(body(), content_type=content_type), 415, "MEDIA_TYPE")


async def test_a_compressed_body_is_refused() -> None:
    assert_refused(await send(body(), content_encoding="gzip"), 415, "MEDIA_TYPE")


MALFORMED = {
    "nothing": b"",
    "not JSON": b"{query: 1}",
    "two values": b'{"query": "{ a }"}{"query": "{ a }"}',
    "cut off": b'{"query": "{ a',
    "1": b"1",
    "null": b"null",
    "true": b"true",
    "a string": b'"x"',
    "an empty list": b"[]",
    "a batch of 10": b"[" + b",".join([body()] * 10) + b"]",
    "an empty object": b"{}",
    "no text in query": body(query=" "),
    "a number for query": body(query=1),
    "a list for variables": body(variables=[1]),
    "text for variables": body(variables="{}"),
    "a list for extensions": body(extensions=[]),
    "a number for operationName": body(operationName=1),
    "100,000 lists within each other": b"[" * 100_000,
    "40,000 objects within each other": b'{"a":' * 40_000 + b"1" + b"}" * 40_000,
    "33 deep": b'{"query": "{ a }", "variables": {"a": ' + b"[" * 31 + b"]" * 31 + b"}}",
    "10,001 values": body(variables={"a": [1] * 10_001}),
    "10,001 empty lists": b'{"query": "{ a }", "variables": {"a": [' + b"[]," * 10_001 + b"0]}}",
    "5,000 digits": b'{"query": "{ a }", "variables": {"a": ' + b"9" * 5000 + b"}}",
    "1e400": b'{"query": "{ a }", "variables": {"a": 1e400}}',
    "-1e400": b'{"query": "{ a }", "variables": {"a": -1e400}}',
    "NaN": b'{"query": "{ a }", "variables": {"a": NaN}}',
    "-Infinity": b'{"query": "{ a }", "variables": {"a": -Infinity}}',
    "invalid UTF-8": b'{"query": "\xff\xfe"}',
    "an overlong UTF-8 form": b'{"query": "\xc0\x80"}',
    "UTF-16": "{}".encode("utf-16"),
    "a surrogate in UTF-8": b'{"query": "\xed\xa0\x80"}',
    "a lone surrogate": b'{"query": "{ a }", "variables": {"a": "\\ud800"}}',
    "a lone surrogate in a key": b'{"query": "{ a }", "variables": {"a": {"\\uDFFF": 1}}}',
    "a lone surrogate in the query": b'{"query": "{ a \\udc00 }"}',
    "NUL": b'{"query": "{ a }", "variables": {"a": ["\\u0000"]}}',
    "NUL unescaped": b'{"query": "{ a }\x00"}',
    "quotes that never close": b'{"query": "' + b'\\"' * 100_000,
    "backslashes that never end": b'{"query": "' + b"\\" * 200_001,
}


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED.keys())
async def test_a_malformed_body_is_refused(sent: bytes) -> None:
    assert_refused(await send(sent), 400, "BODY")


async def test_a_body_of_20_mb_is_refused_before_it_has_arrived() -> None:
    taken = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(320):
            taken += 65_536
            yield b" " * 65_536

    answer = await send(pieces())
    assert_refused(answer, 413, "TOO_LARGE")
    assert taken <= BOUNDS.bytes + 65_536


@pytest.mark.parametrize("announced", ["0", "10", "99999999999", "x"])
async def test_the_announced_length_is_not_believed(announced: str) -> None:
    answer = await send(b" " * (BOUNDS.bytes + 1), content_length=announced)
    assert_refused(answer, 413, "TOO_LARGE")
    assert (await send(body(), content_length=announced)).status_code == 200


async def test_a_query_of_100_001_characters_is_refused() -> None:
    assert_refused(await send(body(query="#" * 100_001)), 413, "TOO_LARGE")


@pytest.mark.parametrize("host", ["", "[", "[::1", "a b", "x:99999999", "a/b@c", "\\", "%ff"])
async def test_a_malformed_host_changes_nothing(host: str) -> None:
    assert (await send(body(), host=host)).status_code == 200
    assert_refused(await send(b"1", host=host), 400, "BODY")


def _arriving(*messages: Message) -> Request:
    """A POST whose body arrives in these messages, and then nothing more."""
    waiting = list(messages)

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    headers = [(b"content-type", b"application/json")]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


async def test_a_body_that_never_ends_is_given_up() -> None:
    request = _arriving({"type": "http.request", "body": b"{", "more_body": True})
    with pytest.raises(RequestRefusedError, match="did not arrive") as caught:
        await read_request(request, QUICK)
    assert refusal(caught.value).status_code == 408


async def test_a_client_that_leaves_is_let_go() -> None:
    request = _arriving({"type": "http.disconnect"})
    with pytest.raises(RequestRefusedError, match="ended early"):
        await read_request(request)


# On bodies nobody thought of

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
NUMBERS = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | TEXT | NUMBERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(TEXT, VALUES, max_size=3), st.booleans())
def test_any_json_object_comes_through_as_variables(values: dict[str, Any], plain: bool) -> None:
    sent = json.dumps({"query": "{ a }", "variables": values}, ensure_ascii=plain).encode()
    assert parse_request(sent) == GraphQLRequest("{ a }", values)


@given(VALUES, st.integers(0, 40))
def test_depth_is_that_of_lists_and_objects_and_not_of_text(value: object, depth: int) -> None:
    for level in range(depth):
        value = [value] if level % 2 else {"]}[{": value}

    def levels(found: object) -> int:
        if isinstance(found, dict):
            return levels(list(found.values()))
        return 1 + max(map(levels, found), default=0) if isinstance(found, list) else 0

    sent = json.dumps({"query": "{ a }", "variables": {"[": value}}).encode()
    if 2 + levels(value) <= BOUNDS.depth:
        assert parse_request(sent).variables == {"[": value}
    else:
        with pytest.raises(RequestRefusedError, match="deeper than 32"):
            parse_request(sent)


@given(st.binary(max_size=60) | st.text('[]{}",:\\u0d8 \n1eNa-', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(sent: bytes) -> None:
    for whole in (sent, b'{"query":"{ a }","variables":' + sent + b"}"):
        try:
            read = parse_request(whole)
        except RequestRefusedError as error:
            assert refusal(error).status_code == 400
        else:
            assert json.dumps([read.query, read.variables], ensure_ascii=False).encode()
