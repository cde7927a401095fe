"""Execution: from a request's text to its answer, with built values handed through as they are."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from inspect import isawaitable
from types import MappingProxyType
from typing import Any, Protocol, cast

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute,
    get_operation_ast,
    subscribe,
)
from graphql.execution.executor import Executor
from graphql.execution.values import VariableValues

from partnermap.api.direct import Direct, Root, direct
from partnermap.api.documents import Document, Documents, RejectedError
from partnermap.api.query_texts import QueryTexts, Ready
from partnermap.api.selection import Selections
from partnermap.api.studies import Studies
from partnermap.edits.outcome import Outcome
from partnermap.errors import PartnermapError
from partnermap.matching.live import Names
from partnermap.runs.apart import Runner
from partnermap.scope import Access, Scope, union
from partnermap.selection import Request
from partnermap.store.areas import draw
from partnermap.store.bolt import Store
from partnermap.store.plans import Plans
from partnermap.store.redirects import Redirects, followed
from partnermap.store.watch import Watch

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Built:
    """A value in the form of the answer: every key, null and leaf under it is as it must be."""

    value: Any


class _HandsThrough(Executor[Any]):
    """Completes by the specification whatever is not built already."""

    def complete_value(self, *args: Any, **kwargs: Any) -> Any:
        result = kwargs["result"] if "result" in kwargs else args[4]
        if isinstance(result, Built):
            return result.value
        return super().complete_value(*args, **kwargs)


@dataclass(slots=True)
class Context:
    """What a resolver may use: the store, the viewer's access, what is kept between requests."""

    store: Store
    access: Access
    selections: Selections
    plans: Plans
    names: Names
    watch: Watch
    studies: Studies
    runner: Runner | None
    """What works out analyses that are too large to wait for; None where nothing does."""
    redirects: Mapping[str, str]
    """What organisations have become that were merged."""
    texts: QueryTexts
    """What reads the texts of saved queries."""
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the request has its answer, for what is better begun after it."""

    async def scope(self, scopes: Iterable[Scope]) -> Scope:
        """The union of some scopes, with saved areas drawn, where mergers have been followed."""
        drawn = await draw(self.store, union(scopes), self.access, self.redirects)
        return drawn.followed(self.redirects)

    async def request(self, arguments: tuple[Mapping[str, Any], ...]) -> Request:
        """What a plan is run with: saved areas drawn, mergers followed."""
        if any(scope.areas for given in arguments for scope in given.get("scope") or ()):
            arguments = tuple([await self._drawn(given) for given in arguments])
        return Request(followed(arguments, self.redirects), self.access)

    async def _drawn(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        scopes = given.get("scope")
        return {**given, "scope": [await self.scope(scopes)]} if scopes else given

    async def read(self, root: Root, values: VariableValues) -> Any:
        """What a root field of stored things is: one selection, one statement, one builder."""
        tree, arguments = self.selections.read(root, values)
        request = await self.request(arguments)
        return await self.plans.plan(tree, request).run(self.store, request)


@dataclass(slots=True)
class Answer:
    """The answer to one request, ready to be written as JSON."""

    data: dict[str, Any] | None
    errors: list[dict[str, Any]] = field(default_factory=list)
    cost: int = 0
    ran: bool = True
    """False where the request was rejected before anything ran."""

    def body(self) -> dict[str, Any]:
        """The answer as the specification lays it out, with its cost beside it."""
        body: dict[str, Any] = {"extensions": {"cost": self.cost}}
        if self.errors:
            body["errors"] = self.errors
        if self.ran:
            body["data"] = self.data
        return body


class Api:
    """A schema over a store: what every door to the API, HTTP or not, calls."""

    def __init__(
        self,
        schema: GraphQLSchema,
        store: Store,
        runner: Runner | None = None,
        folder: Mapping[str, Ready] = MappingProxyType({}),
    ) -> None:
        self.schema = schema
        self.store = store
        self._runner = runner
        self._documents = Documents(schema)
        self.texts = QueryTexts(schema, self._documents, folder)
        self._selections = Selections()
        self._plans = Plans()
        self._names = Names(store)
        self._watch = Watch(store)
        self._studies = Studies(store)
        self._redirects = Redirects(store)

    async def execute(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        access: Access,
        reading: bool = False,
    ) -> Answer:
        """The answer to one operation under a viewer's access; nothing asked makes it raise.

        With `reading`, what would change anything is refused: a link that somebody follows must
        not act in their name.
        """
        try:
            document, cost = self._documents.check(query, variables, operation_name)
        except RejectedError as rejected:
            errors = [_told(error) for error in rejected.errors]
            return Answer(None, errors, rejected.cost, ran=False)
        operation = get_operation_ast(document.tree, operation_name)
        if _watches(operation):
            text = "A subscription is asked for over a WebSocket: use `graphql-transport-ws`."
            return _misplaced(text, cost)
        if reading and operation is not None and operation.operation is OperationType.MUTATION:
            return _misplaced("Only queries are run here: send a mutation to /graphql.", cost)
        context = await self.context(access)
        short = self._short(document, operation)
        if short and (answered := await short.answer(variables or {}, context.read)):
            data, failed = answered
            return Answer(data, [_told(error) for error in failed], cost)
        try:
            result = execute(
                self.schema,
                document.tree,
                context_value=context,
                variable_values=dict(variables or {}),
                operation_name=operation_name,
                executor_class=_HandsThrough,
            )
            if not isinstance(result, ExecutionResult):
                result = await result
        finally:
            context.answered.set()
        found = result.errors or []
        # What has no place in the answer is wrong with the request: a variable, or the name.
        ran = all(error.path for error in found)
        return Answer(result.data, [_told(error) for error in found], cost, ran)

    async def watch(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        access: Access,
    ) -> AsyncGenerator[Answer, None]:
        """The answers to a subscription as they come.

        One that did not run says why it cannot go on, and is the last.
        """
        try:
            document, cost = self._documents.check(query, variables, operation_name)
        except RejectedError as rejected:
            errors = [_told(error) for error in rejected.errors]
            yield Answer(None, errors, rejected.cost, ran=False)
            return
        operation = get_operation_ast(document.tree, operation_name)
        if operation is not None and not _watches(operation):
            text = "Only subscriptions are taken here: send queries and mutations in a POST."
            yield _misplaced(text, cost)
            return
        try:
            source = subscribe(
                self.schema,
                document.tree,
                context_value=await self.context(access),
                variable_values=dict(variables or {}),
                operation_name=operation_name,
            )
            if isawaitable(source):
                source = await source
            if isinstance(source, ExecutionResult):
                yield Answer(None, [_told(e) for e in source.errors or []], cost, ran=False)
                return
            async with aclosing(cast(AsyncGenerator[ExecutionResult, None], source)) as results:
                async for result in results:
                    errors = [_told(error) for error in result.errors or []]
                    yield Answer(result.data, errors, cost)
        except Exception as error:  # noqa: BLE001 - whatever it is becomes the last answer
            yield Answer(None, [_explained(error)], cost, ran=False)

    async def close(self) -> None:
        """Stop what goes on beside the requests."""
        await self._studies.close()

    async def context(self, access: Access) -> Context:
        """What resolvers are given for one request of a viewer."""
        redirects = await self._redirects.current()
        return Context(
            self.store,
            access.followed(redirects),
            self._selections,
            self._plans,
            self._names,
            self._watch,
            self._studies,
            self._runner,
            redirects,
            self.texts,
        )

    def _short(
        self, document: Document, operation: OperationDefinitionNode | None
    ) -> Direct | None:
        """The short way for an operation; each that a document has is looked at once."""
        if operation is None:
            return None
        name = operation.name.value if operation.name else None
        if name not in document.direct:
            document.direct[name] = direct(self.schema, document.tree, operation, answer_stored)
        return document.direct[name]


async def answer_stored(_: object, info: GraphQLResolveInfo[Context], **__: object) -> Built:
    """Resolves a root field of stored things that is asked for among others."""
    return Built(await info.context.read(Root.of(info), info.variable_values))


class Changed(Protocol):
    """What came of a change."""

    outcome: Outcome


async def answer_record(changed: Changed, info: GraphQLResolveInfo[Context]) -> Built | None:
    """Resolves the record of a change as it is once the change is made, like any stored thing."""
    if changed.outcome.id is None:
        return None
    context = info.context
    tree, arguments = context.selections.read(Root.of(info), info.variable_values)
    asked = await context.request(arguments)
    # The id is as the change left it: it may have undone what the context knows of mergers.
    request = replace(asked, arguments=(*asked.arguments, {"id": changed.outcome.id}))
    plan = context.plans.plan(tree, request)
    return Built(await plan.run(context.store, request))


def _watches(operation: OperationDefinitionNode | None) -> bool:
    return operation is not None and operation.operation is OperationType.SUBSCRIPTION


def _misplaced(text: str, cost: int) -> Answer:
    """The answer to an operation that came through the wrong door."""
    error = GraphQLError(text, extensions={"code": "OPERATION"})
    return Answer(None, [_told(error)], cost, ran=False)


def _told(error: GraphQLError) -> dict[str, Any]:
    """An error as the caller may see it: ours in full, anything unforeseen without its inside."""
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    if cause is None or (error.path is None and not isinstance(cause, PartnermapError)):
        return dict(error.formatted)
    return {**error.formatted, **_explained(cause)}


def _explained(cause: Exception) -> dict[str, Any]:
    """What is told of an exception."""
    if isinstance(cause, PartnermapError):
        return {"message": str(cause), "extensions": {"code": cause.code}}
    _log.error("A resolver failed.", exc_info=cause)
    return {
        "message": "Something went wrong here; it has been noted. Try again later.",
        "extensions": {"code": "INTERNAL"},
    }
