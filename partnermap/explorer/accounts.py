"""Accounts: signing in at an OpenID Connect issuer, by an authorization code with PKCE.

OpenID Connect Core 1.0, section 3.1; RFC 7636; RFC 9207 where the issuer follows it.
"""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from cryptography.fernet import Fernet, InvalidToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from partnermap.api.tokens import ALGORITHMS, IssuerUnavailableError, is_safe
from partnermap.errors import BadInputError, RefusedError
from partnermap.settings import Settings

MINUTES = 10
"""How long somebody may take over signing in at the issuer."""
_REMEMBERED = 300.0
"""Seconds after which the issuer is asked anew where its pages are."""
_ALGORITHMS = [name for names in ALGORITHMS.values() for name in names]
_UNFIT = (JoseError, LookupError, TypeError, ValueError)
_FAILED = "Your account could not be used to sign in here: {reason}. Try again, or use a key."


@dataclass(frozen=True, slots=True)
class Journey:
    """Somebody on their way to the issuer and back."""

    state: str
    nonce: str
    verifier: str
    next: str
    """Where they want to go when they are back."""


class Accounts:
    """Lets people sign in with their accounts at one issuer."""

    def __init__(self, issuer: str, client_id: str, client_secret: str) -> None:
        self._issuer = issuer
        self._id, self._secret = client_id, client_secret
        self._http = httpx.AsyncClient(timeout=5.0, follow_redirects=False)
        self._seal = Fernet(Fernet.generate_key())
        self._about: Mapping[str, Any] = {}
        self._asked = float("-inf")

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """What the settings call for; BadInputError where they cannot be meant."""
        if settings.oidc_client_id is None:
            return None
        if settings.oidc_issuer is None:
            raise BadInputError(
                "PARTNERMAP_OIDC_CLIENT_ID needs PARTNERMAP_OIDC_ISSUER beside it: the address of "
                "the issuer that knows it."
            )
        secret = settings.oidc_client_secret.get_secret_value()
        return cls(settings.oidc_issuer, settings.oidc_client_id, secret)

    async def begin(self, back: str, next_: str) -> tuple[str, str]:
        """The issuer's page to go to, and what the browser keeps until it is back."""
        about = await self._ask()
        journey = Journey(
            secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), next_
        )
        address = prepare_grant_uri(
            about["authorization_endpoint"],
            self._id,
            "code",
            back,
            "openid",
            journey.state,
            nonce=journey.nonce,
            code_challenge=create_s256_code_challenge(journey.verifier),  # type: ignore[no-untyped-call]
            code_challenge_method="S256",
        )
        return address, self._seal.encrypt(json.dumps(asdict(journey)).encode()).decode()

    async def end(self, back: str, sealed: str, given: Mapping[str, str]) -> tuple[list[str], str]:
        """The tokens of whoever is back, the likelier to open the door first, and where to go.

        RefusedError where they were not let in there, or this is not the journey that was begun.
        """
        journey = self._opened(sealed)
        if not secrets.compare_digest(given.get("state", "").encode(), journey.state.encode()):
            raise RefusedError("This sign-in was not begun in this browser. Begin again here.")
        if given.get("iss", self._issuer) != self._issuer:
            raise RefusedError(_FAILED.format(reason="the answer is another issuer's"))
        if "code" not in given:
            raise RefusedError(_FAILED.format(reason="the issuer did not let you in"))
        about = await self._ask()
        try:
            tokens = await self._exchange(about["token_endpoint"], given["code"], back, journey)
            answered = await self._http.get(about["jwks_uri"])
            self._check(tokens, journey, answered.raise_for_status().json())
        except (httpx.HTTPStatusError, *_UNFIT) as error:
            raise RefusedError(
                _FAILED.format(reason="the issuer's answer does not hold")
            ) from error
        except httpx.HTTPError as error:
            raise _away() from error
        return [tokens["id_token"], str(tokens.get("access_token", ""))], journey.next

    async def close(self) -> None:
        """Give back the connections."""
        await self._http.aclose()

    async def _exchange(
        self, endpoint: str, code: str, back: str, journey: Journey
    ) -> Mapping[str, Any]:
        """What the issuer gives for a code."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": journey.verifier,
        }
        if self._secret:
            answered = await self._http.post(endpoint, data=form, auth=(self._id, self._secret))
        else:
            # Without a secret it is the way back and PKCE that tell a client from others.
            answered = await self._http.post(endpoint, data=form | {"client_id": self._id})
        found: Mapping[str, Any] = answered.raise_for_status().json()
        return found

    def _opened(self, sealed: str) -> Journey:
        try:
            return Journey(**json.loads(self._seal.decrypt(sealed.encode(), ttl=MINUTES * 60)))
        except (InvalidToken, *_UNFIT):
            raise RefusedError(
                f"Signing in took longer than {MINUTES} minutes, or was begun in another browser. "
                "Begin again here."
            ) from None

    async def _ask(self) -> Mapping[str, Any]:
        """Where the issuer's pages are, as it says itself."""
        if time.monotonic() - self._asked > _REMEMBERED:
            path = "/.well-known/openid-configuration"
            try:
                answered = await self._http.get(self._issuer.rstrip("/") + path)
                about = answered.raise_for_status().json()
                pages = ("authorization_endpoint", "token_endpoint", "jwks_uri")
                if about["issuer"] != self._issuer or not all(is_safe(about[p]) for p in pages):
                    raise _away()
            except (httpx.HTTPError, LookupError, TypeError, ValueError) as error:
                raise _away() from error
            self._about, self._asked = about, time.monotonic()
        return self._about

    def _check(self, tokens: Mapping[str, Any], journey: Journey, keys: Any) -> None:
        """Raise what `joserfc` raises for an ID token that is not this journey's."""
        usable: Any = {"keys": [key for key in keys["keys"] if key.get("kty") in ALGORITHMS]}
        found = jwt.decode(tokens["id_token"], KeySet.import_key_set(usable), _ALGORITHMS)
        # Of a journey that was begun with a nonce it must bear the same.
        known = {
            "nonce": journey.nonce,
            "client_id": self._id,
            "access_token": tokens.get("access_token"),
        }
        wanted = {"iss": {"value": self._issuer}, "aud": {"value": self._id}}
        CodeIDToken(found.claims, found.header, wanted, known).validate(leeway=30)


def _away() -> IssuerUnavailableError:
    return IssuerUnavailableError(
        "The place where you sign in cannot be reached; try again later, or use a key."
    )
