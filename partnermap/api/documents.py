"""Documents: parsed, held to the limits and validated once, then kept to be run again."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, validate

from partnermap.api.direct import Direct
from partnermap.api.limits import LIMITS, Verdict, judge

_KEPT = 1000

_Sizes = tuple[str | None, tuple[tuple[str, object], ...]]


@dataclass(slots=True)
class Document:
    """A parsed document, and what has been found out about it."""

    tree: DocumentNode
    errors: list[GraphQLError] | None = None
    """What validation found; None until it has run."""
    verdicts: dict[_Sizes, Verdict] = field(default_factory=dict)
    direct: dict[str | None, Direct | None] = field(default_factory=dict)
    """For each operation by name, the short way where there is one."""


class Documents:
    """The documents of one schema that were asked last, by their text."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._known: OrderedDict[str, Document] = OrderedDict()

    def check(
        self, query: str, variables: Mapping[str, Any] | None, operation_name: str | None
    ) -> tuple[Document, int]:
        """The document, fit to run, and what it costs with these variables.

        Raises Rejected where it cannot be parsed, asks for too much, or is not valid.
        """
        document = self._parsed(query)
        verdict = self._verdict(document, variables or {}, operation_name)
        if verdict.errors:
            raise RejectedError(list(verdict.errors), verdict.cost)
        if document.errors is None:
            document.errors = validate(self._schema, document.tree)
        if document.errors:
            raise RejectedError(document.errors, verdict.cost)
        return document, verdict.cost

    def _parsed(self, query: str) -> Document:
        document = self._known.get(query)
        if document is not None:
            self._known.move_to_end(query)
            return document
        try:
            document = Document(parse(query, max_tokens=LIMITS.tokens))
        except GraphQLError as error:
            raise RejectedError([error], 0) from error
        self._known[query] = document
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return document

    def _verdict(
        self, document: Document, variables: Mapping[str, Any], operation_name: str | None
    ) -> Verdict:
        key = (operation_name, _sizes(variables))
        verdict = document.verdicts.get(key)
        if verdict is None:
            verdict = judge(self._schema, document.tree, variables, operation_name)
            if len(document.verdicts) < _KEPT:
                document.verdicts[key] = verdict
        return verdict


def _sizes(variables: Mapping[str, Any]) -> tuple[tuple[str, object], ...]:
    """What of the variables the cost depends on: numbers, and the lengths of lists."""
    return tuple(
        (name, len(value) if isinstance(value, list) else value)
        for name, value in variables.items()
        if isinstance(value, int | float | list)
    )


class RejectedError(Exception):
    """A document that was not run: it has errors of its own, or asks for too much."""

    def __init__(self, errors: list[GraphQLError], cost: int) -> None:
        super().__init__(errors)
        self.errors = errors
        self.cost = cost
