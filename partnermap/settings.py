"""Settings, read from `PARTNERMAP_*` by whoever starts the program, never at import."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")


def _default_data() -> Path:
    return Path.home() / ".partnermap"


def _origins(given: object) -> object:
    """The origins that a setting names, between spaces or commas."""
    if not isinstance(given, str):
        return given
    named = tuple(given.lower().replace(",", " ").split())
    for origin in named:
        # Never `*`: on a machine where nobody signs in, any page of the web would be let in.
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"{origin!r} is not an origin such as https://www.example.org")
    return named


Origins = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_origins)]
"""Sites, each by scheme, host and port, as a browser names them."""


class Settings(BaseSettings):
    """Where the data lives and how the program may be reached."""

    model_config = SettingsConfigDict(env_prefix="PARTNERMAP_", env_ignore_empty=True, frozen=True)

    data: Path = Field(default_factory=_default_data)
    """The folder of the embedded store; `~/.partnermap` unless set."""
    neo4j_uri: str | None = None
    """A Neo4j to use instead of the embedded store, such as `bolt://localhost:7687`."""
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")
    neo4j_database: str = "neo4j"
    graphiql: bool = False
    """Whether a browser gets GraphiQL at `/graphql`; its assets come from a content network."""
    gias_address: str | None = None
    """Where the register publishes its files: an address with `{file}` where a file's name goes."""
    deadline: float = 20.0
    """Seconds after which a caller of the store is answered, whatever the store does."""
    public_reading: bool = False
    """Whether anyone may read, without signing in, what is public."""
    oidc_issuer: str | None = None
    """Whose tokens are taken: the address of an OpenID Connect issuer, as it writes itself."""
    oidc_audience: str | None = None
    """The name of this service in those tokens; needed with an issuer."""
    oidc_station_claim: str = "partnermap_station"
    """The claim that says what a bearer may do: reader, editor, importer or administrator."""
    oidc_scope_claim: str = "partnermap_scope"
    """The claim that says where, such as `diocese:CE32`."""
    queries: Path | None = None
    """A folder of queries, each a file `NAME.graphql`, that are answered at `/q/NAME`."""
    cors_origins: Origins = ()
    """Sites whose pages may ask the API from a browser, such as `https://www.example.org`."""
    frame_ancestors: Origins = ()
    """Sites whose pages may hold `/embed/…`, the picture of a place, in a frame."""
    oidc_client_id: str | None = None
    """The name under which the issuer lets people sign in here in a browser; keys only without."""
    oidc_client_secret: SecretStr = SecretStr("")
    """The secret that goes with it; empty where the issuer gave none."""
    address: str | None = None
    """Where browsers reach the program, such as `https://map.example`; needed behind a proxy."""
    report_name: str = ""
    """Whose board reports these are, such as `Diocese of Barchester`; it stands at their head."""
    report_logo: Path | None = None
    """A logo for board reports: an SVG or PNG file of at most 256 KiB."""
    report_words: Path | None = None
    """Headings of board reports in other words: a TOML file such as `points = "Weak points"`."""
