"""The door: from what a request says of itself to what its sender may see and do.

Nobody is let in by default. A request brings a key or a token; without one its sender is

1. the local viewer, who may do everything: only where the program answers on this machine's own
   address, the request was sent to that address, and nobody can sign in, for no key was ever
   issued, no issuer of tokens is set and public reading is off;
2. anyone, who sees what is public, where public reading is on;
3. refused.

A key or token that does not hold is refused always: nobody becomes less than they asked to be.
"""

import time
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from partnermap.api.guard import RequestRefusedError
from partnermap.api.tokens import InvalidTokenError, Tokens
from partnermap.scope import LOCAL, PUBLIC, Access
from partnermap.settings import Settings
from partnermap.store import keys
from partnermap.store.bolt import Store

KEPT = 1.0
"""Seconds for which it is remembered what a key opens: so long may a withdrawn one still do so."""
_MOST = 1_000
"""How many keys are remembered."""
_LONGEST = 8 * 1024
"""Characters of a token; real ones have two thousand at the most."""


class SignInError(RequestRefusedError):
    """A request whose sender is not let in."""

    def __init__(self, message: str, *, invalid: bool = False) -> None:
        challenge = 'Bearer realm="partnermap"' + (', error="invalid_token"' if invalid else "")
        super().__init__("UNAUTHENTICATED", message, {"WWW-Authenticate": challenge})


class Door:
    """Lets in whoever may come in; `local` says that only this machine can reach the program."""

    def __init__(self, settings: Settings, store: Store, *, local: bool) -> None:
        self._store = store
        self._local = local and not settings.public_reading and settings.oidc_issuer is None
        self._public_reading = settings.public_reading
        self._tokens = Tokens.of(settings)
        self._keys: OrderedDict[str, tuple[float, keys.Key | None]] = OrderedDict()
        self._no_key_at = -KEPT
        """When it was last seen that no key was ever issued."""

    async def admit(self, connection: HTTPConnection, beside: Sequence[str] = ()) -> Access:
        """What whoever sent a request may see and do; SignInError for nothing at all.

        `beside` are authorizations given otherwise than in a header: the pages of a browser cannot
        put one on a WebSocket.
        """
        given = [*connection.headers.getlist("authorization"), *beside]
        if not given:
            return await self._unsigned(connection)
        scheme, _, token = given[0].partition(" ")
        if len(given) > 1 or scheme.lower() != "bearer" or not 0 < len(token) <= _LONGEST:
            raise SignInError("Send one header `Authorization: Bearer …`, with a key or a token.")
        access = await self._signed(token.strip())
        if access is None or (access.expires and access.expires <= datetime.now(UTC)):
            raise SignInError(
                "This key or token opens nothing here: it may have ended or been withdrawn, or "
                "be meant for another service. Sign in anew, or ask an administrator for a key.",
                invalid=True,
            )
        return access

    async def close(self) -> None:
        """Give back what was held."""
        if self._tokens:
            await self._tokens.close()

    async def _unsigned(self, connection: HTTPConnection) -> Access:
        if self._public_reading:
            return PUBLIC
        here = self._local and _names_this_machine(connection.headers.get("host", ""))
        if here and not await self._any_key():
            return LOCAL
        raise SignInError(
            "Sign in first: send `Authorization: Bearer …` with a key that an administrator issued "
            "(`partnermap key issue`), or with a token of your account."
        )

    async def _any_key(self) -> bool:
        if time.monotonic() - self._no_key_at < KEPT:
            return False
        if await keys.any_key(self._store):
            self._local = False  # a key, once issued, is never forgotten
            return True
        self._no_key_at = time.monotonic()
        return False

    async def _signed(self, token: str) -> Access | None:
        id_ = keys.key_id(token)
        if id_ is not None:
            key = await self._key(id_)
            return key.access() if key and key.fits(token) and not key.revoked else None
        if self._tokens is None:
            return None
        try:
            return await self._tokens.access(token)
        except InvalidTokenError:
            return None

    async def _key(self, id_: str) -> keys.Key | None:
        read, key = self._keys.get(id_, (-KEPT, None))
        if time.monotonic() - read < KEPT:
            return key
        # The time is taken before the store is asked: what it says is never older than that.
        now = time.monotonic()
        key = await keys.find(self._store, id_)
        self._keys[id_] = (now, key)
        self._keys.move_to_end(id_)
        if len(self._keys) > _MOST:
            self._keys.popitem(last=False)
        return key


@lru_cache(maxsize=100)
def _names_this_machine(address: str) -> bool:
    """Whether a request was sent to this machine by a name of its own; `address` is its Host.

    A page of another site can have its own name lead here, and would then ask as if it were local.
    """
    try:
        host = urlsplit(f"//{address}").hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
