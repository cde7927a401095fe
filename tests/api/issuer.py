"""An OpenID Connect issuer on this machine: it publishes keys, changes them and signs tokens."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

AUDIENCE = "partnermap"
Secret = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class Issuer:
    """What it publishes and signs with; `asked` counts how often its keys were fetched."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.named = self.address
        self.asked = 0
        self.answers = True
        self._secrets: dict[str, Secret] = {}
        self.rotate("first")

    def rotate(self, name: str, *, elliptic: bool = False) -> None:
        """Withdraw every key and publish a new one."""
        secret: Secret = (
            ec.generate_private_key(ec.SECP256R1())
            if elliptic
            else rsa.generate_private_key(65537, 2048)
        )
        self._secrets = {name: secret}

    def sign(self, name: str | None = None, alg: str | None = None, **claims: Any) -> str:
        """A token for a reader of one diocese, but for what the claims say."""
        kid, secret = next(iter(self._secrets.items()))
        fits = "ES256" if isinstance(secret, ec.EllipticCurvePrivateKey) else "RS256"
        now = int(time.time())
        usual = {
            "iss": self.address, "aud": AUDIENCE, "sub": "ada", "iat": now, "exp": now + 600,
            "partnermap_station": "reader", "partnermap_scope": "diocese:CE32",
        }  # fmt: skip
        payload = {name: value for name, value in (usual | claims).items() if value is not None}
        return jwt.encode(payload, secret, alg or fits, headers={"kid": name or kid})

    @property
    def public(self) -> dict[str, Any]:
        """The one key that it publishes."""
        ((kid, secret),) = self._secrets.items()
        if isinstance(secret, ec.EllipticCurvePrivateKey):
            key = ECAlgorithm.to_jwk(secret.public_key(), as_dict=True)
        else:
            key = RSAAlgorithm.to_jwk(secret.public_key(), as_dict=True)
        return {**key, "kid": kid, "use": "sig"}

    def answer(self, path: str) -> Any:
        """What it says at an address; None where there is nothing."""
        if not self.answers:
            return None
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.named, "jwks_uri": f"{self.address}/keys"}
        if path == "/keys":
            self.asked += 1
            odd = {"kty": "oct", "kid": "secret", "k": "c2VjcmV0"}
            return {"keys": [self.public, odd, {"kty": "unheard of"}]}
        return None


@contextmanager
def running() -> Iterator[Issuer]:
    """An issuer that answers until the block ends."""
    issuer: Issuer

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = issuer.answer(self.path)
            body = json.dumps(found).encode()
            self.send_response(200 if found else 503)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer = Issuer(server.server_port)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield issuer
        finally:
            server.shutdown()
            thread.join()
