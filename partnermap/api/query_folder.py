"""The folder of saved queries that whoever runs the service keeps: each a file `NAME.graphql`."""

import re
from collections.abc import Mapping
from pathlib import Path

from graphql import GraphQLError, GraphQLSchema, parse, validate

from partnermap.api.query_texts import Ready
from partnermap.errors import BadInputError

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,30}\Z")
"""Names that are also names of sheets, and of nothing in another folder."""
_ENDING = ".graphql"


def load(folder: Path | None, schema: GraphQLSchema) -> Mapping[str, Ready]:
    """Those of a folder, if any; BadInputError names the file that holds none, and says why."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise BadInputError(f"PARTNERMAP_QUERIES is {str(folder)!r}, which is no folder.")
    queries = (_load(path, schema) for path in sorted(folder.glob(f"*{_ENDING}")))
    return {query.name: query for query in queries}


def _load(path: Path, schema: GraphQLSchema) -> Ready:
    name = path.name.removesuffix(_ENDING)
    if not _NAME.match(name):
        raise BadInputError(
            f"{path} cannot be served by its name: let it have up to 31 small letters, digits, "
            "- and _."
        )
    try:
        text = path.read_text(encoding="utf-8")
        document = parse(text)
    except (OSError, UnicodeDecodeError, GraphQLError) as error:
        raise BadInputError(f"{path} holds no query: {error}.") from error
    if errors := validate(schema, document):
        raise BadInputError(f"{path} asks for what there is not: {errors[0].message}")
    try:
        return Ready.of(name, text, document, schema)
    except BadInputError as error:
        raise BadInputError(f"{path} cannot be served. {error}") from error
