"""Limits: the most that a document may ask for, and the refusal that says how to ask for less."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from graphlib import CycleError
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    TokenKind,
)
from graphql.validation.rules import overlapping_fields_can_be_merged

from partnermap.api.cost import Weight, dependencies_first, weigh
from partnermap.store.paging import MAX_PAGE

# graphql-core compares fields of one name pair by pair and gives up at a budget. Its own budget
# lets a 3 KB document hold a worker for a second; introspection needs a fraction of this one.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of everything. `Weight` says what each of its counts means.

    Of cost: 1,000 schools of 10 fields with their LA and trust come to 15,000, and 1,000 schools
    with 1,000 partners each to 2,000,000. GraphiQL's introspection selects 229 fields, one deep.
    """

    cost: int = 250_000
    selections: int = 1000
    root_fields: int = 10
    depth: int = 12
    introspection_fields: int = 300
    introspection_depth: int = 1
    aliases: int = 50
    directives: int = 4
    page: int = MAX_PAGE
    ids: int = 100
    operations: int = 10
    """In one document."""
    word: int = 64
    """Characters of a name or a number."""
    tokens: int = 2000
    """Words and signs of a document, comments included; the parser stops there."""


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an operation costs, and what stands in the way of running it."""

    cost: int
    errors: tuple[GraphQLError, ...] = ()


def judge(
    schema: GraphQLSchema,
    document: DocumentNode,
    variables: Mapping[str, Any] | None = None,
    operation_name: str | None = None,
) -> Verdict:
    """Hold a parsed document to the limits, before it is validated and with its variables in hand.

    Every operation of it must keep them; the cost is that of the named one, or of the first.
    """
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if len(operations) > LIMITS.operations:
        return Verdict(0, (_refused("operations", len(operations)),))
    if length := _long_word(document):
        return Verdict(0, (_refused("word", length),))
    definitions = [d for d in document.definitions if isinstance(d, FragmentDefinitionNode)]
    try:
        fragments = dependencies_first({d.name.value: d for d in definitions})
    except CycleError as error:
        circle = ", ".join(sorted(set(error.args[1])))
        text = f"Fragments that spread themselves have no end: break the circle of {circle}."
        return Verdict(0, (GraphQLError(text, extensions={"code": "FRAGMENTS"}),))

    weights = [weigh(schema, o, fragments, variables or {}) for o in operations]
    named = [
        weight.cost
        for operation, weight in zip(operations, weights, strict=True)
        if operation_name is None or (operation.name and operation.name.value == operation_name)
    ]
    errors = [error for weight in weights for error in _excesses(weight)]
    return Verdict(named[0] if named else 0, tuple(errors))


_WORDS = {
    "cost": ("may answer with {:,} values", "ask for smaller pages or fewer fields"),
    "selections": ("selects {:,} fields", "select fewer, or send several requests"),
    "root_fields": ("has {:,} root fields", "send several requests"),
    "depth": ("nests fields {:,} deep", "start nearer to what you look for"),
    "introspection_fields": ("selects {:,} fields of introspection", "ask for one type at a time"),
    "introspection_depth": ("nests introspection {:,} deep", "ask for one type at a time"),
    "aliases": ("uses {:,} aliases", "rename fewer fields, or send several requests"),
    "directives": ("puts {:,} directives on one place", "remove some"),
    "page": ("asks for a page of {:,}", "ask for less, and page on with `after`"),
    "ids": ("asks for {:,} ids in one field", "send several requests"),
    "operations": ("has {:,} operations", "send fewer with each request"),
    "word": ("holds a name or number of {:,} characters", "shorten it"),
}


def _refused(name: str, asked: int) -> GraphQLError:
    found, advice = _WORDS[name]
    limit = getattr(LIMITS, name)
    text = f"This document {found.format(asked)}, and {limit:,} is the most: {advice}."
    return GraphQLError(text, extensions={"code": name.upper()})


def _excesses(weight: Weight) -> Iterator[GraphQLError]:
    for count in fields(weight):
        asked = getattr(weight, count.name)
        if asked > getattr(LIMITS, count.name):
            yield _refused(count.name, asked)


def _long_word(document: DocumentNode) -> int | None:
    """How long the first name or number is that exceeds the limit; strings may be of any length."""
    assert document.loc is not None  # noqa: S101 - documents are parsed with their locations
    token = document.loc.start_token.next
    while token:
        length = token.end - token.start
        if length > LIMITS.word and token.kind in {TokenKind.NAME, TokenKind.INT, TokenKind.FLOAT}:
            return length
        token = token.next
    return None
