"""GraphQL: an operation run in this process, and the schema; alone here, for it loads the API."""

import sys
from pathlib import Path
from typing import Any

from partnermap.api.execution import Api
from partnermap.api.query_folder import load
from partnermap.api.schema import build_schema, sdl
from partnermap.commands.terminal import print_json, with_store
from partnermap.errors import BadInputError, RefusedError
from partnermap.scope import LOCAL
from partnermap.settings import Settings


def run_query(settings: Settings, text: str, variables: dict[str, Any]) -> bool:
    """Run an operation and print the response; returns whether it has no errors."""
    schema = build_schema()
    folder = load(settings.queries, schema)
    answer = with_store(
        settings,
        lambda store: Api(schema, store, folder=folder).execute(text, variables, access=LOCAL),
    )
    print_json(answer.body())
    return not answer.errors


def print_schema(check: Path | None) -> None:
    """Print the schema, or compare it with a file."""
    if check is None:
        sys.stdout.write(sdl())
        return
    try:
        same = check.read_text(encoding="utf-8") == sdl()
    except OSError as error:
        raise BadInputError(f"{check} cannot be read: {error.strerror}.") from error
    if not same:
        raise RefusedError(
            f"{check} is not the schema of this program; "
            f"`partnermap schema > {check}` writes it anew."
        )
