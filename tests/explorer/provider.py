"""An OpenID Connect provider on this machine: its page lets in whoever comes, by a code."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.api.issuer import AUDIENCE, Issuer

SECRET = "a secret of ours"  # noqa: S105 - of a provider that lives as long as a test
BACK = "https://map.test/sign-in/back"


@dataclass
class Provider:
    """What it has been told of, and what it says of whoever it lets in."""

    issuer: Issuer
    claims: dict[str, Any] = field(default_factory=dict)
    lets_in: bool = True
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def described(self) -> dict[str, Any]:
        """Where its pages are."""
        pages = {
            "authorization_endpoint": "/authorize", "token_endpoint": "/token",
            "jwks_uri": "/keys",
        }  # fmt: skip
        return {"issuer": self.issuer.named} | {
            name: self.issuer.address + path for name, path in pages.items()
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert asked["response_type"] == "code"
        assert (asked["client_id"], asked["redirect_uri"]) == (AUDIENCE, BACK)
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        if not self.lets_in:
            return f"{BACK}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{BACK}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, authorization: str, form: dict[str, str]) -> dict[str, Any] | None:
        """The tokens that a code is exchanged for, once; None where that is refused."""
        asked = self.codes.pop(form.get("code", ""), None)
        own = base64.b64encode(f"{AUDIENCE}:{SECRET}".encode()).decode()
        if asked is None or authorization != f"Basic {own}":
            return None
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        id_token = self.issuer.sign(**({"nonce": asked["nonce"]} | self.claims))
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": id_token}


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers until the block ends."""
    provider: Provider

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
            elif parts.path == "/.well-known/openid-configuration":
                self._say(provider.described() if provider.issuer.answers else None)
            else:
                self._say(provider.issuer.answer(parts.path))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(sent).items()}
            self._say(provider.token(self.headers.get("Authorization", ""), form))

        def _say(self, found: Any) -> None:
            body = json.dumps(found or {"error": "invalid_grant"}).encode()
            self.send_response(200 if found else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider = Provider(Issuer(server.server_port))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
