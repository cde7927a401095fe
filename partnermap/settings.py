"""Settings, read from `PARTNERMAP_*` by whoever starts the program, never at import."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_data() -> Path:
    return Path.home() / ".partnermap"


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
