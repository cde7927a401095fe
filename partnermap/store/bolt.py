"""The store: one driver over Bolt, with deadlines, retries and a counter of committed changes."""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from neo4j import (
    READ_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncResult,
    AsyncTransaction,
)
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
)

from partnermap.errors import BadInputError, StoreError, StoreUnavailableError
from partnermap.settings import Settings

T = TypeVar("T")
Rows = list[list[Any]]
Asked = tuple[str, dict[str, Any]]
"""A statement and its parameters."""

_POOL = 32
_ATTEMPTS = 30
_RAISE_VERSION = "MATCH (m:Meta {key: 'partnermap'}) SET m.version = m.version + 1"
_ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://.")
_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")


class Engine(Enum):
    """What speaks Bolt on the other side."""

    EMBEDDED = "embedded"
    NEO4J = "neo4j"


@lru_cache(maxsize=4096)
def _as_map(statement: str, at: str = "p") -> str:
    """The statement with `$name` as `$p.name`, or as it is called elsewhere in `$p`.

    Neo4j plans a statement again when the type or the size class of a parameter changes; inside
    one map parameter it does not look.
    """
    return _PARAMETER.sub(rf"${at}.\1", statement)


class _Dialect:
    """How statements are handed to an engine: the one difference between them in statements."""

    def __init__(self, engine: Engine) -> None:
        self._is_neo4j = engine is Engine.NEO4J

    def __call__(self, statement: str, parameters: dict[str, Any]) -> Asked:
        if not self._is_neo4j:
            return statement, parameters
        return _as_map(statement), {"p": parameters}

    def together(self, asked: Sequence[Asked]) -> list[Asked]:
        """What does the same in as few round trips as the engine allows: one, on Neo4j.

        All but the last return nothing. The embedded engine is not trusted with writes in
        subqueries.
        """
        if not self._is_neo4j or len(asked) == 1:
            return [self(*each) for each in asked]
        if "UNION ALL" in asked[-1][0]:  # what is put before it would be of its first side alone
            return [*self.together(asked[:-1]), self(*asked[-1])]
        *before, last = [_as_map(text, f"p.s{n}") for n, (text, _) in enumerate(asked)]
        text = "".join(f"CALL () {{\n{each}\n}}\n" for each in before) + last
        return [(text, {"p": {f"s{n}": parameters for n, (_, parameters) in enumerate(asked)}})]


class Transaction:
    """An explicit transaction: what it runs is kept whole or not at all."""

    def __init__(self, inner: AsyncTransaction, dialect: _Dialect) -> None:
        self.merges = False
        """Whether it makes two organisations one, or one two; whatever does so sets it."""
        self._inner = inner
        self._dialect = dialect
        self._left: list[Asked] = []

    async def run(self, statement: str, /, **parameters: object) -> Rows:
        """The rows a statement returns, each a list of plain values."""
        asked, self._left = [*self._left, (statement, parameters)], []
        rows: Rows = []
        for text, given in self._dialect.together(asked):
            rows = await (await self._inner.run(text, given)).values()
        return rows

    async def later(self, statement: str, /, **parameters: object) -> None:
        """Leave a statement that returns nothing to be run with the next, or at the end.

        It is for the few rows of a person's edit, which waits for each round trip; many rows are
        planned and run best by themselves.
        """
        self._left.append((statement, parameters))

    async def finish(self) -> None:
        """Run what was left."""
        if self._left:
            statement, parameters = self._left.pop()
            await self.run(statement, **parameters)


class Store:
    """A database of ours, reached by many callers at once."""

    def __init__(self, driver: AsyncDriver, engine: Engine, settings: Settings) -> None:
        self.engine = engine
        self.mergers = 0
        """How many mergers were made or undone through this store, not through others."""
        self._driver = driver
        self._database = settings.neo4j_database if engine is Engine.NEO4J else None
        self._deadline = settings.deadline
        self._dialect = _Dialect(engine)
        # The embedded engine settles colliding writers by failing them: ours take turns instead.
        self._turn = asyncio.Lock() if engine is Engine.EMBEDDED else nullcontext()

    async def read(
        self, statement: str, /, *, deadline: float | None = None, **parameters: object
    ) -> Rows:
        """The rows a reading statement returns, each a list of plain values, in one round trip."""
        return await self._read(statement, parameters, AsyncResult.values, deadline)

    async def values(
        self,
        statement: str,
        /,
        *,
        lists: str | None = None,
        make: Callable[[list[Any]], list[Any]] = list,
        deadline: float | None = None,
        **parameters: object,
    ) -> list[Any]:
        """The values of a reading statement that returns one column, in order, or what is made so.

        Neo4j asks its clients to time every read of a record, which costs the driver more than
        the record itself: there they come as lists, by the statement `lists` or all in one, and
        what `make` makes of one is made while the next is on its way. The embedded engine does
        not ask, and would not ride an index inside a subquery.
        """
        if self.engine is Engine.NEO4J:
            statement = lists or f"RETURN COLLECT {{ {statement} }}"

            async def take(result: AsyncResult) -> list[Any]:
                return [value async for record in result for value in make(record[0])]

            return await self._read(statement, parameters, take, deadline)
        rows = await self.read(statement, deadline=deadline, **parameters)
        return make([row[0] for row in rows])

    async def _read(
        self,
        statement: str,
        parameters: dict[str, object],
        take: Callable[[AsyncResult], Awaitable[T]],
        deadline: float | None,
    ) -> T:
        text, given = self._dialect(statement, parameters)

        async def once() -> T:
            async with self._driver.session(
                database=self._database, default_access_mode=READ_ACCESS, fetch_size=-1
            ) as session:
                return await take(await session.run(text, given))

        return await self._answered(once, deadline)

    async def write(
        self,
        work: Callable[[Transaction], Awaitable[T]],
        *,
        changes_data: bool = True,
        deadline: float | None = None,
    ) -> T:
        """What `work` returns, after its statements were committed together.

        `work` runs again when the engine asks for it or when it lost a race to create the same
        key, so it must not touch anything but its transaction. With `changes_data` the data
        version is raised first: first, because then writers queue on it and cannot deadlock.
        """

        async def once() -> T:
            async with (
                self._turn,
                self._driver.session(database=self._database) as session,
                await session.begin_transaction() as inner,
            ):
                transaction = Transaction(inner, self._dialect)
                if changes_data:
                    await transaction.later(_RAISE_VERSION)
                value = await work(transaction)
                await transaction.finish()
                await inner.commit()
                self.mergers += transaction.merges
                return value

        return await self._answered(once, deadline)

    async def schema(self, statement: str) -> None:
        """Run one statement that changes constraints or indexes, which no transaction may hold."""
        try:
            async with self._driver.session(database=self._database) as session:
                await (await session.run(statement)).consume()
        except (Neo4jError, DriverError) as error:
            raise translated(error) from error

    async def data_version(self) -> int:
        """How many changes to the data have been committed."""
        rows = await self.read("MATCH (m:Meta {key: 'partnermap'}) RETURN m.version")
        return int(rows[0][0])

    async def close(self) -> None:
        """Give back every connection."""
        await self._driver.close()

    async def _answered(self, once: Callable[[], Awaitable[T]], deadline: float | None) -> T:
        """The value of `once`, tried again while that may help and the deadline allows."""
        seconds = deadline or self._deadline
        try:
            async with asyncio.timeout(seconds):
                for attempt in range(1, _ATTEMPTS):
                    try:
                        return await once()
                    except (Neo4jError, DriverError) as error:
                        if not _worth_repeating(error):
                            raise
                    await asyncio.sleep(random.uniform(0, min(1.0, 0.01 * 1.5**attempt)))  # noqa: S311
                return await once()
        except TimeoutError:
            raise StoreUnavailableError(
                f"The store did not answer within {seconds:g} seconds; try again, "
                "or ask for less at a time."
            ) from None
        except (Neo4jError, DriverError) as error:
            raise translated(error) from error


def _worth_repeating(error: Neo4jError | DriverError) -> bool:
    if isinstance(error, IncompleteCommit):
        return False
    # A writer that loses a race to MERGE a key is told of a broken constraint; the embedded
    # engine tells of a page changed under it in the same words as of any other failure.
    lost_race = isinstance(error, ConstraintError) or "ConcurrentModification" in str(error)
    return error.is_retryable() or lost_race


def translated(error: Neo4jError | DriverError) -> StoreError:
    """The driver's error in our words."""
    if isinstance(error, AuthError):
        return StoreError(
            "The store refused the user name or password; "
            "set PARTNERMAP_NEO4J_USER and PARTNERMAP_NEO4J_PASSWORD."
        )
    if isinstance(error, IncompleteCommit):
        return StoreUnavailableError(
            "The connection broke while a change was being confirmed, so it may or may not have "
            "been made; ask again, it is not made twice."
        )
    if isinstance(error, ServiceUnavailable) or (
        isinstance(error, DriverError) and error.is_retryable()
    ):
        return StoreUnavailableError(
            "The store cannot be reached; check that it is running and that "
            "PARTNERMAP_NEO4J_URI names it."
        )
    if isinstance(error, Neo4jError) and "Database" in (error.code or "").rsplit(".", 1)[-1]:
        return StoreError(
            "The store has no database of that name, or it is not open; "
            "set PARTNERMAP_NEO4J_DATABASE."
        )
    first_line = str(getattr(error, "message", None) or error).strip().splitlines()
    return StoreError(f"The store could not do this: {first_line[0] if first_line else error!r}")


@asynccontextmanager
async def connected(settings: Settings, engine: Engine) -> AsyncIterator[Store]:
    """A store at `settings.neo4j_uri`, reached but not yet migrated; closed on leaving."""
    uri = settings.neo4j_uri or ""
    no_address = BadInputError(
        f"PARTNERMAP_NEO4J_URI is {uri!r}, which is no address of a Neo4j; "
        "write it as bolt://HOST:7687 or neo4j://HOST:7687."
    )
    if not _ADDRESS.match(uri):
        raise no_address
    routed = uri.startswith("neo4j")
    try:
        driver = AsyncGraphDatabase.driver(
            uri,
            auth=(settings.neo4j_user, settings.neo4j_password.get_secret_value()),
            max_connection_pool_size=_POOL,
            connection_acquisition_timeout=min(2.0, settings.deadline),
            connection_timeout=5.0,
            liveness_check_timeout=30.0,
            max_connection_lifetime=1800.0,
            # Only the members of a cluster lag behind one another.
            bookmark_manager=AsyncGraphDatabase.bookmark_manager() if routed else None,
            notifications_min_severity="OFF",
            user_agent="partnermap",
        )
    except (ConfigurationError, ValueError) as error:
        raise no_address from error
    store = Store(driver, engine, settings)
    try:
        await store.read("RETURN 1")
        yield store
    finally:
        await store.close()
