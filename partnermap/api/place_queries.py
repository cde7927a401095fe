"""The root field that compares places; a part of Query."""

import asyncio
from typing import Annotated

import strawberry

from partnermap.analysis.places.comparison import compare_places
from partnermap.api.arguments import Day
from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types.places import PlaceComparison
from partnermap.api.types.scalars import ScopeScalar
from partnermap.errors import RefusedError
from partnermap.store.reads import TooManyError, read_network
from partnermap.vocabulary import Layer, PlaceKind, PlaceMeasure, Station

Info = strawberry.Info[Context, None]
MAX_ORGANISATIONS = 2000
"""The most that a place or several may hold together, for all but administrators.

A hundred random networks of so many that all answered take a core five seconds, and twelve
where clusters are sought in each.
"""


async def _compare_places(
    info: Info,
    kind: Annotated[PlaceKind, strawberry.argument(description="Which places to compare.")],
    scope: Annotated[
        list[ScopeScalar],
        strawberry.argument(
            description="Where the places lie. Of a place that reaches beyond it, what lies in it "
            "is compared."
        ),
    ],
    measures: Annotated[
        list[PlaceMeasure] | None,
        strawberry.argument(
            description="By what to compare them; without it by all but `MODULARITY`, which takes "
            "longer, and what is the same in all places of the kind."
        ),
    ] = None,
    as_of: Day = None,
    seed: Annotated[
        int, strawberry.argument(description="What gives the same random networks again.")
    ] = 0,
) -> PlaceComparison:
    """The places of a scope side by side."""
    context = info.context
    where, access = await context.scope(scope), context.access
    most = None if access.everything else MAX_ORGANISATIONS
    try:
        # One read for all places: who lies in which is told by the formal ties.
        network = await read_network(context.store, where, Layer.COMBINED, as_of, access, most=most)
    except TooManyError as error:
        raise RefusedError(
            f"The places asked for have {error.many:,} organisations, and {MAX_ORGANISATIONS:,} is "
            "the most that are compared at once: ask for fewer places, or for those of one region."
        ) from error
    found = await asyncio.to_thread(compare_places, network, kind, measures, seed)
    return PlaceComparison.of(found)


@strawberry.type
class PlaceQuery:
    """What can be asked about places side by side."""

    compare_places: PlaceComparison = strawberry.field(
        resolver=_compare_places,
        description="How joined-up each local authority, diocese or trust of a scope is, set "
        "against others of its size and against chance.",
        metadata=least(Station.PUBLIC),
    )
