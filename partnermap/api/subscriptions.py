"""What can be watched: the data as it changes, and an import on its way."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry

from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types import watching
from partnermap.api.types.scalars import ScopeScalar
from partnermap.errors import NotFoundError
from partnermap.vocabulary import ImportState, Station

Info = strawberry.Info[Context, None]


async def _data_changed(
    info: Info,
    scope: Annotated[
        list[ScopeScalar] | None,
        strawberry.argument(description="Only what changes in these places, together."),
    ] = None,
) -> AsyncIterator[watching.DataChange]:
    """The data version, each time that something changed."""
    watch, access = info.context.watch, info.context.access
    version = await watch.version.newest()
    picture = None if scope is None else watch.picture(await info.context.scope(scope), access)
    seen: str | int | None = None
    while True:
        # Without a scope every change is one.
        now: str | int = await picture.at(version) if picture else version
        if now != seen:
            seen = now
            yield watching.DataChange(data_version=version)
        version = await watch.version.other_than(version)


async def _import_progress(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="The import's id.")],  # noqa: A002
) -> AsyncIterator[watching.ImportProgress]:
    """How far an import has come, until it has ended."""
    shared = info.context.watch.progress(id)
    progress = await shared.newest()
    while progress is not None:
        yield watching.ImportProgress.of(progress)
        if progress.state is not ImportState.RUNNING:
            return
        progress = await shared.other_than(progress)
    raise NotFoundError(f"No import has the id {id!r}; it is told when one begins.")


@strawberry.type(description="What can be watched, over a WebSocket (graphql-transport-ws).")
class Subscription:
    """What can be watched."""

    data_changed = strawberry.subscription(
        resolver=_data_changed,
        description="The data version, at once and then within about a second of each change; of "
        "several at once, the newest. With a scope of up to 5,000 organisations, only when "
        "`network(scope, layer: COMBINED)` would tell you something new, or one of its "
        "organisations or partnerships has another property: ask again then for what you show.",
        metadata=least(Station.PUBLIC),
    )
    import_progress = strawberry.subscription(
        resolver=_import_progress,
        description="How far an import has come, whichever program runs it, until it has ended. "
        "Its id is what `POST /import/SOURCE` answers, and in the log. For importers.",
        metadata=least(Station.IMPORTER),
    )
