"""The root fields about saved queries; parts of Query and of Mutation."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, Any

import strawberry

from partnermap.api.changing import Info, Key, change, edited, words
from partnermap.api.rules import least
from partnermap.api.types.saved_queries import SavedQuery, SavedQueryInput, SavedQueryResult
from partnermap.edits import saved_queries
from partnermap.edits.once import Edit
from partnermap.edits.outcome import Outcome
from partnermap.model.names import fold
from partnermap.store.saved_queries import PREFIX, QUERIES
from partnermap.vocabulary import Station

Id = Annotated[strawberry.ID, strawberry.argument(description="The saved query's id.")]


async def _queries(info: Info) -> list[SavedQuery]:
    """The saved queries that the viewer may see, those of the folder among them."""
    folder = [SavedQuery.of_file(query) for query in info.context.texts.folder.values()]
    found = folder + await _read(info, None)
    return sorted(found, key=lambda query: (fold(query.name), query.id))


async def _query(info: Info, id: Id) -> SavedQuery | None:  # noqa: A002
    """The saved query of that id, if the viewer may see it."""
    of_file = info.context.texts.folder.get(id.removeprefix(PREFIX))
    if of_file:
        return SavedQuery.of_file(of_file)
    return next((query for query in await _read(info, id) if query.id == id), None)


async def _save(
    info: Info,
    key: Key,
    input: SavedQueryInput,  # noqa: A002
    id: Annotated[  # noqa: A002
        strawberry.ID | None,
        strawberry.argument(description="The id of the query to replace; a new one without it."),
    ] = None,
    version: Annotated[
        str | None,
        strawberry.argument(description="With an id: its `version` as you read it."),
    ] = None,
) -> SavedQueryResult:
    """Save a query, or replace one."""
    draft = saved_queries.Draft(**words(input))
    texts = info.context.texts
    service = saved_queries.Service(texts.folder.keys(), partial(texts.read, draft.name))
    content = {"id": id, "version": version, **draft.content}
    return await _changed(
        info, key, content, lambda edit: saved_queries.save(edit, draft, id, version, service)
    )


async def _remove(
    info: Info,
    key: Key,
    id: Id,  # noqa: A002
    version: Annotated[str, strawberry.argument(description="Its `version` as you read it.")],
) -> SavedQueryResult:
    """Remove a saved query."""
    content = {"id": id, "version": version}
    return await _changed(info, key, content, lambda edit: saved_queries.remove(edit, id, version))


async def _changed(
    info: Info, key: str, content: dict[str, Any], work: Callable[[Edit], Awaitable[Outcome]]
) -> SavedQueryResult:
    # No answer depends on which queries are saved: what is known of the data stays good.
    result = await edited(SavedQueryResult, info, key, content, work, changes_data=False)
    if result.outcome.id is not None:
        result.query = next(iter(await _read(info, result.outcome.id)), None)
    return result


async def _read(info: Info, name: str | None) -> list[SavedQuery]:
    context = info.context
    names = None if name is None else [name]
    found = await QUERIES.read(context.store.read, context.access, context.redirects, names)
    return [SavedQuery.of(query) for query in found]


@strawberry.type
class SavedQueryQuery:
    """What can be asked about saved queries."""

    saved_queries: list[SavedQuery] = strawberry.field(
        resolver=_queries,
        description="All that `GET /q/…` answers to you: queries that were saved under a name, as "
        "far as you may see them, and those of files that whoever runs this service keeps.",
        metadata=least(Station.PUBLIC),
    )
    saved_query: SavedQuery | None = strawberry.field(
        resolver=_query,
        description="The saved query of this id; null where there is none that you may see.",
        metadata=least(Station.PUBLIC),
    )


@strawberry.type
class SavedQueryMutation:
    """Changes to saved queries."""

    save_query: SavedQueryResult = change(
        resolver=_save,
        description="Keep a query under a name, by which `GET /q/…` asks it from then on, or "
        "replace one by its version. Saved again in the same words, it is answered as it is.",
    )
    remove_query: SavedQueryResult = change(
        resolver=_remove,
        description="Keep a query no more; its address answers nobody afterwards.",
    )
