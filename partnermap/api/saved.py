"""Saved queries: GET /q/NAME, for Excel to refresh, and for whoever has but an address."""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    OperationType,
    TypeNode,
    parse,
    validate,
)
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from partnermap import __version__
from partnermap.api.downloads import about, unchanged
from partnermap.api.execution import Answer, Api
from partnermap.api.tabular import Layout, lay_out
from partnermap.errors import BadInputError, NotFoundError
from partnermap.exports.formats import FORMATS
from partnermap.exports.sheets import Table, to_csv, write_xlsx
from partnermap.model.keys import digest
from partnermap.scope import Access

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,30}\Z")
"""Names that are also names of sheets, and of nothing in another folder."""
_ENDING = ".graphql"
_MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": FORMATS["xlsx"].media_type,
}
_READERS: dict[str, Callable[[str], Any]] = {
    "Int": int,
    "Float": float,
    "Boolean": {"true": True, "false": False}.__getitem__,
}
"""How a variable is read that is no text."""


class UnansweredError(Exception):
    """A saved query was not answered, or not in full."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.errors)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Saved:
    """A query that is kept under a name."""

    name: str
    text: str
    variables: Mapping[str, TypeNode]
    layout: Layout

    def given(self, parameters: QueryParams) -> dict[str, Any]:
        """The variables, as the parameters of an address give them."""
        if unknown := parameters.keys() - self.variables.keys():
            known = ", ".join(self.variables) or "none"
            raise BadInputError(f"{min(unknown)!r} is no variable of {self.name}; it has {known}.")
        return {
            name: _value(name, type_, parameters.getlist(name))
            for name, type_ in self.variables.items()
            if name in parameters
        }


class SavedQueries:
    """The saved queries of a folder, each a file `NAME.graphql` of one query."""

    def __init__(self, queries: Mapping[str, Saved]) -> None:
        self._queries = queries

    @classmethod
    def load(cls, folder: Path | None, schema: GraphQLSchema) -> "SavedQueries":
        """Those of a folder, if any; BadInputError names the file that holds none, and says why."""
        if folder is None:
            return cls({})
        if not folder.is_dir():
            raise BadInputError(f"PARTNERMAP_QUERIES is {str(folder)!r}, which is no folder.")
        queries = (_load(path, schema) for path in sorted(folder.glob(f"*{_ENDING}")))
        return cls({query.name: query for query in queries})

    async def send(self, request: Request, access: Access, api: Api) -> Response:
        """The answer to a saved query under a viewer's access, as its name's ending asks for it.

        Raises UnansweredError where it is not answered in full.
        """
        name, _, form = request.path_params["name"].partition(".")
        saved, form = self._queries.get(name), form or "json"
        if saved is None or form not in _MEDIA_TYPES:
            raise NotFoundError(
                f"There is no saved query {name!r} as {form}; ask whoever runs this service which "
                f"there are. Each is there as {', '.join(_MEDIA_TYPES)}."
            )
        answer = await api.execute(saved.text, saved.given(request.query_params), access=access)
        if answer.errors or answer.data is None:
            raise UnansweredError(answer)
        # By what it says: not all that can be asked is counted by the data version.
        body = orjson.dumps({"data": answer.data})
        tag = digest(body.decode(), form, __version__)
        if known := unchanged(request, tag):
            return known
        if form != "json":
            table = saved.layout.table(name, answer.data)
            body = await asyncio.to_thread(_WRITERS[form], table)
        headers = about(tag) | {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
        return Response(body, headers=headers, media_type=_MEDIA_TYPES[form])


def _csv(table: Table) -> bytes:
    return to_csv(table).encode("utf-8-sig")


def _xlsx(table: Table) -> bytes:
    with TemporaryDirectory(prefix="partnermap-") as folder:
        path = Path(folder) / "answer.xlsx"
        write_xlsx([table], path)
        return path.read_bytes()


_WRITERS = {"csv": _csv, "xlsx": _xlsx}


def _load(path: Path, schema: GraphQLSchema) -> Saved:
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
    operation = _only_query(path, document)
    variables = {
        each.variable.name.value: each.type for each in operation.variable_definitions or ()
    }
    return Saved(name, text, variables, lay_out(schema, document))


def _only_query(path: Path, document: DocumentNode) -> OperationDefinitionNode:
    operations = [e for e in document.definitions if isinstance(e, OperationDefinitionNode)]
    if len(operations) != 1 or operations[0].operation is not OperationType.QUERY:
        raise BadInputError(f"{path} must hold one query, and nothing that changes anything.")
    return operations[0]


def _value(name: str, type_: TypeNode, given: list[str]) -> Any:
    """The value of a variable, as its type reads it; whether it may have it, GraphQL says."""
    if isinstance(type_, NonNullTypeNode):
        return _value(name, type_.type, given)
    if isinstance(type_, ListTypeNode):
        return [_value(name, type_.type, [each]) for each in given]
    assert isinstance(type_, NamedTypeNode)  # noqa: S101 - there is no fourth kind
    if len(given) > 1:
        raise BadInputError(f"`{name}` is given more than once, and takes one value.")
    try:
        return _READERS.get(type_.name.value, str)(given[0])
    except (ValueError, KeyError):
        raise BadInputError(f"`{name}` is a value of type {type_.name.value}.") from None
