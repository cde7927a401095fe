"""The root field that says how one organisation is joined to another; a part of Query."""

import asyncio
from typing import Annotated

import strawberry

from partnermap.analysis import path as found
from partnermap.api.arguments import Day, Layers
from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types.path import Path, PathStep
from partnermap.api.types.shared import as_is
from partnermap.errors import BadInputError
from partnermap.store.ways import read_ways
from partnermap.vocabulary import Layer, Station, TieState

Info = strawberry.Info[Context, None]


async def _path(
    info: Info,
    start: Annotated[
        strawberry.ID, strawberry.argument(name="from", description="The id of an organisation.")
    ],
    end: Annotated[strawberry.ID, strawberry.argument(name="to", description="The id of another.")],
    layer: Layers = Layer.WORKING,
    as_of: Day = None,
) -> Path | None:
    """How one organisation is joined to another."""
    context = info.context
    one, other = (context.redirects.get(id_, id_) for id_ in (start, end))
    if one == other:
        raise BadInputError("from and to are one organisation; name two.")
    network = await read_ways(context.store, (one, other), layer, as_of, context.access)
    if network is None:
        return None
    return _told(await asyncio.to_thread(found.find_path, network, layer, one, other))


def _told(path: found.Path) -> Path:
    steps = [
        PathStep(
            start=strawberry.ID(step.start),
            end=strawberry.ID(step.end),
            partnerships=as_is(step.partnerships),
            formal_edges=as_is(step.formal),
            state=TieState.DISPUTED if step.denied else TieState.RECORDED,
        )
        for step in path.steps
    ]
    return Path(
        organisations=as_is(path.organisations) or None,
        steps=steps or None,
        silent_about=path.silent_about,
        sentence=path.sentence,
        data_version=path.data_version,
    )


@strawberry.type
class PathQuery:
    """What can be asked about the ways between organisations."""

    path: Path | None = strawberry.field(
        resolver=_path,
        description="The shortest way from one organisation to another along their ties: the "
        "fewest steps, and of those the strongest working ties. Null where one of the two is not "
        "known here.",
        metadata=least(Station.PUBLIC),
    )
