"""Tokens of an issuer on this machine: what is taken, what is not, and keys that change."""

import asyncio
import base64
import hmac
import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import jwt
import pytest

from partnermap.api import tokens
from partnermap.api.tokens import InvalidTokenError, IssuerUnavailableError, Tokens
from partnermap.errors import BadInputError
from partnermap.scope import Scope
from partnermap.settings import Settings
from partnermap.vocabulary import Station
from tests.api.issuer import AUDIENCE, Issuer, running


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running() as started:
        yield started


@pytest.fixture
async def checked(issuer: Issuer) -> AsyncIterator[Tokens]:
    checker = Tokens.of(Settings(oidc_issuer=issuer.address, oidc_audience=AUDIENCE))
    assert checker is not None
    yield checker
    await checker.close()


async def test_a_token_says_who_its_bearer_is(issuer: Issuer, checked: Tokens) -> None:
    ends = int(time.time()) + 60
    access = await checked.access(issuer.sign(exp=ends))
    assert (access.subject, access.station) == ("oidc:ada", Station.READER)
    assert (access.within, access.everything) == (Scope.parse("diocese:CE32"), False)
    assert access.expires is not None and access.expires.timestamp() == ends


@pytest.mark.parametrize(
    ("claims", "station", "scope"),
    [
        ({"partnermap_station": "EDITOR"}, Station.EDITOR, "diocese:CE32"),
        ({"partnermap_station": ["x", "reader", "importer"]}, Station.IMPORTER, "diocese:CE32"),
        ({"partnermap_scope": ["la:892", "trust:1"]}, Station.READER, "la:892 trust:1"),
        ({"partnermap_scope": "la:892 la:893"}, Station.READER, "la:892 la:893"),
        ({"partnermap_scope": "all"}, Station.READER, "all"),
    ],
)
async def test_station_and_scope_are_read(
    issuer: Issuer, checked: Tokens, claims: dict[str, Any], station: Station, scope: str
) -> None:
    access = await checked.access(issuer.sign(**claims))
    assert (access.station, str(access.within)) == (station, scope)


async def test_an_administrator_sees_everything(issuer: Issuer, checked: Tokens) -> None:
    token = issuer.sign(partnermap_station="administrator", partnermap_scope=None)
    assert (await checked.access(token)).everything


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"exp": "soon"},
        {"exp": 10**30},
        {"nbf": int(time.time()) + 3600},
        {"iss": "https://issuer.test"},
        {"iss": None},
        {"aud": "another"},
        {"aud": ["another", "third"]},
        {"aud": None},
        {"sub": None},
        {"partnermap_station": None},
        {"partnermap_station": "superuser"},
        {"partnermap_station": {"a": 1}},
        {"partnermap_station": "public"},
        {"partnermap_scope": None},
        {"partnermap_scope": "everywhere"},
        {"partnermap_scope": [1]},
    ],
    ids=str,
)
async def test_claims_that_do_not_hold_are_refused(
    issuer: Issuer, checked: Tokens, claims: dict[str, Any]
) -> None:
    with pytest.raises(InvalidTokenError):
        await checked.access(issuer.sign(**claims))


async def test_only_the_issuers_own_signature_counts(issuer: Issuer, checked: Tokens) -> None:
    good = issuer.sign()
    head, claims, signature = good.split(".")
    with running() as other:
        foreign = other.sign(name="first", iss=issuer.address)
    payload = jwt.decode(good, options={"verify_signature": False})
    more = _encoded(json.dumps(payload | {"partnermap_station": "administrator"}).encode())
    kid = {"kid": "first"}
    forged = {
        "of another issuer": foreign,
        "altered": f"{head}.{more}.{signature}",
        "cut off": f"{head}.{claims}.",
        "unsigned": jwt.encode(payload, "", "none", headers=kid),
        "signed with the public key": _signed_with(json.dumps(issuer.public), payload),
        "signed with a published secret": jwt.encode(
            payload, b"secret" * 6, "HS256", headers={"kid": "secret"}
        ),
        "of a key that is not there": issuer.sign(name="unknown"),
    }
    assert await checked.access(good)
    for name, token in forged.items():
        with pytest.raises(InvalidTokenError):
            await checked.access(token)
            pytest.fail(f"{name} was taken")


def _signed_with(public: str, payload: dict[str, Any]) -> str:
    """A token for which a public key was taken as a secret; the library would not make one."""
    parts = ({"alg": "HS256", "kid": "first"}, payload)
    body = ".".join(_encoded(json.dumps(part).encode()) for part in parts)
    return f"{body}.{_encoded(hmac.digest(public.encode(), body.encode(), 'sha256'))}"


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "x", "..", "a.b.c", "ä.ö.ü", "." * 8000, "eyJhbGciOiJSUzI1NiJ9.e30.x",
        base64.urlsafe_b64encode(b"[" * 5000).decode() + ".e30.x",
        base64.urlsafe_b64encode(b'{"alg":"RS256","kid":["a"]}').decode() + ".e30.x",
    ],
)  # fmt: skip
async def test_noise_is_refused_without_asking_the_issuer(
    issuer: Issuer, checked: Tokens, text: str
) -> None:
    with pytest.raises(InvalidTokenError):
        await checked.access(text)
    assert issuer.asked == 0


async def test_keys_that_change_are_fetched_once(
    issuer: Issuer, checked: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = issuer.sign()
    await asyncio.gather(*(checked.access(old) for _ in range(20)))
    assert issuer.asked == 1
    issuer.rotate("second", elliptic=True)
    new = issuer.sign()
    with pytest.raises(InvalidTokenError):  # the issuer was asked a moment ago
        await checked.access(new)
    assert issuer.asked == 1
    monkeypatch.setattr(tokens, "PAUSE", -1.0)
    assert await checked.access(new)
    assert issuer.asked == 2
    with pytest.raises(InvalidTokenError):
        await checked.access(old)


async def test_a_flood_of_unknown_keys_asks_the_issuer_once(
    issuer: Issuer, checked: Tokens
) -> None:
    async def try_one(number: int) -> None:
        with pytest.raises(InvalidTokenError):
            await checked.access(issuer.sign(name=f"key {number}"))

    await asyncio.gather(*(try_one(number) for number in range(50)))
    assert issuer.asked == 1


async def test_a_withdrawn_key_opens_nothing_once_the_keys_are_fetched_anew(
    issuer: Issuer, checked: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = issuer.sign()
    assert await checked.access(old)
    issuer.rotate("second")
    assert await checked.access(old)
    monkeypatch.setattr(tokens, "REFRESH", -1.0)
    monkeypatch.setattr(tokens, "PAUSE", -1.0)
    with pytest.raises(InvalidTokenError):
        await checked.access(old)


async def test_an_issuer_that_is_away_is_waited_for(
    issuer: Issuer, checked: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer.answers = False
    with pytest.raises(IssuerUnavailableError, match="try again"):
        await checked.access(issuer.sign())
    monkeypatch.setattr(tokens, "PAUSE", -1.0)
    issuer.answers = True
    assert await checked.access(issuer.sign())
    issuer.answers = False
    monkeypatch.setattr(tokens, "REFRESH", -1.0)
    assert await checked.access(issuer.sign())


async def test_an_issuer_that_calls_itself_otherwise_is_not_believed(
    issuer: Issuer, checked: Tokens
) -> None:
    issuer.named = "https://another.test"
    with pytest.raises(IssuerUnavailableError):
        await checked.access(issuer.sign())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"oidc_issuer": "https://issuer.test"}, "PARTNERMAP_OIDC_AUDIENCE"),
        ({"oidc_issuer": "http://issuer.test", "oidc_audience": "x"}, "https"),
        ({"oidc_issuer": "issuer.test", "oidc_audience": "x"}, "https"),
    ],
)
def test_settings_that_cannot_be_safe_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        Tokens.of(Settings(**given))
