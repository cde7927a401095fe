"""The root fields about saved areas; parts of Query and of Mutation."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

import strawberry

from partnermap.api.changing import Info, Key, change, edited, words
from partnermap.api.rules import least
from partnermap.api.types.areas import AreaInput, AreaResult, SavedArea
from partnermap.edits import areas
from partnermap.edits.once import Edit
from partnermap.edits.outcome import Outcome
from partnermap.store.areas import AREAS
from partnermap.vocabulary import Station


async def _areas(
    info: Info,
    ids: Annotated[
        list[strawberry.ID] | None,
        strawberry.argument(description="Only those of these ids, or so called for short."),
    ] = None,
) -> list[SavedArea]:
    """The saved areas that the viewer may see."""
    return await _read(info, ids)


async def _area(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="The area's id.")],  # noqa: A002
) -> SavedArea | None:
    """The area of that id, if the viewer may see it."""
    return next((area for area in await _read(info, [id]) if area.id == id), None)


async def _save(
    info: Info,
    key: Key,
    input: AreaInput,  # noqa: A002
    id: Annotated[  # noqa: A002
        strawberry.ID | None,
        strawberry.argument(description="The id of the area to replace; a new one without it."),
    ] = None,
    version: Annotated[
        str | None,
        strawberry.argument(description="With an id: its `version` as you read it."),
    ] = None,
) -> AreaResult:
    """Save an area, or replace one."""
    drawing = areas.Drawing(**words(input))
    content = {"id": id, "version": version, **drawing.content}
    return await _changed(info, key, content, lambda edit: areas.save(edit, drawing, id, version))


async def _remove(
    info: Info,
    key: Key,
    id: Annotated[strawberry.ID, strawberry.argument(description="The area's id.")],  # noqa: A002
    version: Annotated[str, strawberry.argument(description="Its `version` as you read it.")],
) -> AreaResult:
    """Remove an area."""
    content = {"id": id, "version": version}
    return await _changed(info, key, content, lambda edit: areas.remove(edit, id, version))


async def _changed(
    info: Info, key: str, content: dict[str, Any], work: Callable[[Edit], Awaitable[Outcome]]
) -> AreaResult:
    result = await edited(AreaResult, info, key, content, work)
    if result.outcome.id is not None:
        result.area = next(iter(await _read(info, [result.outcome.id])), None)
    return result


async def _read(info: Info, names: Sequence[str] | None) -> list[SavedArea]:
    context = info.context
    if names is not None and not names:
        return []
    found = await AREAS.read(context.store.read, context.access, context.redirects, names)
    return [SavedArea.of(area) for area in found]


@strawberry.type
class AreaQuery:
    """What can be asked about saved areas."""

    areas: list[SavedArea] = strawberry.field(
        resolver=_areas,
        description="Polygons that were saved under a name, as far as you may see them: each is a "
        "scope by its id.",
        metadata=least(Station.PUBLIC),
    )
    area: SavedArea | None = strawberry.field(
        resolver=_area,
        description="The saved area of this id; null where there is none that you may see.",
        metadata=least(Station.PUBLIC),
    )


@strawberry.type
class AreaMutation:
    """Changes to saved areas."""

    save_area: AreaResult = change(
        resolver=_save,
        description="Keep a polygon under a name, which is a scope from then on, or replace one "
        "by its version. Saved again in the same words, it is answered as it is.",
    )
    remove_area: AreaResult = change(
        resolver=_remove,
        description="Keep an area no more; whoever names it afterwards is told that it is gone.",
    )
