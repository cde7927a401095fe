"""The root fields that tell of publications and their imports; a part of Query."""

from datetime import date
from typing import Annotated

import strawberry

from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types.shared import Source
from partnermap.api.types.watching import ImportProgress
from partnermap.store.ledger import sources
from partnermap.store.progress import read_imports
from partnermap.vocabulary import Station

Info = strawberry.Info[Context, None]
_MOST = 200


async def _imports(
    info: Info,
    first: Annotated[int, strawberry.argument(description="How many, the newest: 1 to 200.")] = 20,
    id: Annotated[  # noqa: A002
        strawberry.ID | None, strawberry.argument(description="Only the import of this id.")
    ] = None,
) -> list[ImportProgress]:
    """The newest imports."""
    most = min(max(1, first), _MOST)
    return [ImportProgress.of(each) for each in await read_imports(info.context.store, most, id)]


async def _sources(info: Info) -> list[Source]:
    """Every publication."""
    return [
        Source(
            id=strawberry.ID(each["id"] or ""),
            name=each["name"],
            publisher=each["publisher"],
            licence=each["licence"],
            published=date.fromisoformat(each["published"]) if each["published"] else None,
        )
        for each in await sources(info.context.store)
    ]


@strawberry.type
class ImportQuery:
    """What can be asked about imports."""

    imports: list[ImportProgress] = strawberry.field(
        resolver=_imports,
        description="Imports of publications and how far each has come, the newest editions "
        "first. For importers.",
        metadata=least(Station.IMPORTER),
    )
    sources: list[Source] = strawberry.field(
        resolver=_sources,
        description="Every publication that was ever imported, with its newest edition.",
        metadata=least(Station.READER),
    )
