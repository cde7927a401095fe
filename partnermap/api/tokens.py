"""Tokens: JSON Web Tokens of an OpenID Connect issuer, checked with the keys it publishes."""

import asyncio
import logging
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt

from partnermap.errors import BadInputError, PartnermapError
from partnermap.scope import Access, Scope
from partnermap.settings import Settings
from partnermap.store.keys import access_of
from partnermap.vocabulary import Station

_log = logging.getLogger(__name__)

ALGORITHMS = {
    "RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    "EC": ("ES256", "ES384", "ES512"),
    "OKP": ("EdDSA",),
}
"""What a token may be signed with, by the type of the key: public keys only, never a secret."""
REFRESH = 300.0
"""Seconds after which the issuer's keys are fetched anew: so long may a withdrawn one still do."""
PAUSE = 5.0
"""Seconds between two fetches at the least, whatever keys the tokens name."""
_TRUSTED = 3600.0
"""Seconds for which keys are trusted though the issuer cannot be asked again."""
_LEEWAY = 30.0
"""Seconds by which the issuer's clock may differ from ours."""
_ANSWER = 256 * 1024
"""The most bytes of an answer of the issuer's that are read."""
_UNFIT = (jwt.PyJWTError, BadInputError, ValueError, TypeError, ArithmeticError, RecursionError)
"""What a token that was made by hand may raise, one that is nothing but brackets among them."""


class InvalidTokenError(Exception):
    """A token that does not hold; whoever sent it is not told why."""


class IssuerUnavailableError(PartnermapError):
    """The issuer cannot be asked for its keys, so that no token can be checked."""

    code = "UNAVAILABLE"


class Tokens:
    """Checks the tokens of one issuer."""

    def __init__(self, issuer: str, audience: str, station_claim: str, scope_claim: str) -> None:
        self._issuer, self._audience = issuer, audience
        self._station_claim, self._scope_claim = station_claim, scope_claim
        self._client = httpx.AsyncClient(timeout=5.0, follow_redirects=False)
        self._keys: dict[str | None, jwt.PyJWK] = {}
        self._asked = self._fetched = float("-inf")
        self._turn = asyncio.Lock()

    @classmethod
    def of(cls, settings: Settings) -> "Tokens | None":
        """What the settings call for; BadInputError where they cannot be meant."""
        issuer, audience = settings.oidc_issuer, settings.oidc_audience
        if issuer is None:
            return None
        if not audience:
            raise BadInputError(
                "PARTNERMAP_OIDC_ISSUER needs PARTNERMAP_OIDC_AUDIENCE beside it: the name under "
                "which the issuer knows this service. Tokens for others would be taken without it."
            )
        if not is_safe(issuer):
            raise BadInputError("PARTNERMAP_OIDC_ISSUER must be an address that begins with https.")
        return cls(issuer, audience, settings.oidc_station_claim, settings.oidc_scope_claim)

    async def access(self, token: str) -> Access:
        """What the bearer may see and do; InvalidTokenError where the token does not hold."""
        try:
            key = await self._key(jwt.get_unverified_header(token).get("kid"))
            claims = jwt.decode(
                token,
                key.key,
                algorithms=ALGORITHMS[key.key_type or ""],
                audience=self._audience,
                issuer=self._issuer,
                leeway=_LEEWAY,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
            return self._access(claims)
        except _UNFIT as error:
            raise InvalidTokenError(str(error)) from error

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.aclose()

    def _access(self, claims: Mapping[str, Any]) -> Access:
        stations = [word.upper() for word in _words(claims.get(self._station_claim))]
        # The claim may list whatever else its bearer is elsewhere.
        ours = [s for s in Station if s.value in stations and s is not Station.PUBLIC]
        scope = Scope.parse(*_words(claims.get(self._scope_claim)))
        if scope.saved:
            raise InvalidTokenError("What it opens could be redrawn by whoever may save areas.")
        if not ours or (scope == Scope() and ours[-1] is not Station.ADMINISTRATOR):
            raise InvalidTokenError("It does not say what its bearer may do, and where.")
        ends = datetime.fromtimestamp(float(claims["exp"]), UTC)
        return access_of(ours[-1], scope, f"oidc:{str(claims['sub'])[:200]}", ends)

    async def _key(self, id_: object) -> jwt.PyJWK:
        """The issuer's key of that id, fetched anew where it is not known or was known too long."""
        if not isinstance(id_, str):
            raise InvalidTokenError("It does not name the key it was signed with.")
        if self._is_wanting(id_):
            async with self._turn:  # whoever comes while the keys are being fetched waits for them
                if self._is_wanting(id_) and time.monotonic() - self._asked > PAUSE:
                    await self._fetch()
        if time.monotonic() - self._fetched > _TRUSTED:
            raise IssuerUnavailableError(
                "The issuer of your token cannot be reached to check it; try again later."
            )
        if id_ not in self._keys:
            raise InvalidTokenError("The issuer has no such key.")
        return self._keys[id_]

    def _is_wanting(self, id_: str) -> bool:
        return id_ not in self._keys or time.monotonic() - self._fetched > REFRESH

    async def _fetch(self) -> None:
        """Fetch the issuer's keys; those known stay where it does not answer as it should."""
        self._asked = time.monotonic()
        try:
            about = await self._json(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            if about["issuer"] != self._issuer or not is_safe(about["jwks_uri"]):
                return
            published = (await self._json(about["jwks_uri"]))["keys"]
            self._keys = {key.key_id: key for key in jwt.PyJWKSet(published) if _is_usable(key)}
        except (httpx.HTTPError, jwt.PyJWTError, LookupError, TypeError, ValueError) as error:
            _log.warning("The keys of %s could not be fetched: %r", self._issuer, error)
            return
        self._fetched = self._asked

    async def _json(self, address: str) -> Any:
        async with self._client.stream("GET", address) as answer:
            answer.raise_for_status()
            body = bytearray()
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > _ANSWER:
                    raise ValueError("The issuer's answer is too long.")
        return httpx.Response(200, content=bytes(body)).json()


def _is_usable(key: jwt.PyJWK) -> bool:
    return bool(key.key_id and key.key_type in ALGORITHMS and key.public_key_use in (None, "sig"))


def is_safe(address: str) -> bool:
    """Whether nobody on the way can answer in place of the issuer."""
    parts = urlsplit(address)
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and here))


def _words(claim: object) -> list[str]:
    """The words of a claim: a text with spaces between them, or a list of texts."""
    if isinstance(claim, str):
        return claim.split()
    if isinstance(claim, list) and all(isinstance(word, str) for word in claim):
        return claim
    return []
