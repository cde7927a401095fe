"""The root field that answers what-ifs; a part of Query."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

import strawberry

from partnermap.analysis import Analysis
from partnermap.analysis.supposing.whatif import (
    Beginning,
    Ending,
    Leaving,
    Merging,
    Moving,
    Supposed,
    suppose,
)
from partnermap.api.arguments import Day, Layers, Scopes, Seed
from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.studies import Studied
from partnermap.api.types.shared import as_is
from partnermap.api.types.whatif import SupposedInput, WhatIf
from partnermap.errors import BadInputError
from partnermap.question import Question
from partnermap.vocabulary import Layer, Station

Info = strawberry.Info[Context, None]
MAX_CHANGES = 20
_MAX_MEMBERS = 500
_MAX_NAME = 200


async def _what_if(
    info: Info,
    scope: Scopes,
    changes: Annotated[
        list[SupposedInput],
        strawberry.argument(
            description="What is supposed, one after another; at most 20 changes. All that they "
            "name must be in the network of the scope."
        ),
    ],
    layer: Layers = Layer.WORKING,
    as_of: Day = None,
    seed: Seed = 0,
) -> WhatIf:
    """What some changes would come to."""
    if len(changes) > MAX_CHANGES:
        raise BadInputError(
            f"A what-if takes {MAX_CHANGES} changes at most; {len(changes)} were given."
        )
    context = info.context
    supposed = [_supposed(change, context.redirects) for change in changes]
    asked = Question(await context.scope(scope), layer, as_of, context.access, seed)
    before = await context.studies.of(asked)
    network = await asyncio.to_thread(suppose, before.study.network, supposed)
    after = Studied(Analysis(network, layer, seed))
    return WhatIf(changes=supposed, before=as_is(before), after=as_is(after))


def _supposed(change: SupposedInput, redirects: Mapping[str, str]) -> Supposed:
    """The change that is asked about, where mergers have been followed."""

    def now(id_: str) -> str:
        return redirects.get(id_, id_)

    if leave := change.leave:
        return Leaving(now(leave))
    if merge := change.merge:
        return Merging(now(merge.trust), now(merge.into))
    if move := change.move:
        return Moving(now(move.school), now(move.trust) if move.trust else None)
    if begin := change.begin:
        if len(begin.members) > _MAX_MEMBERS or len(begin.name) > _MAX_NAME:
            raise BadInputError(
                f"A partnership has {_MAX_MEMBERS} members at most, and a name of at most "
                f"{_MAX_NAME} characters."
            )
        members = tuple(map(now, begin.members))
        return Beginning(begin.name.strip(), members, begin.kind, tuple(begin.themes))
    return Ending(change.end or "")


@strawberry.type
class WhatIfQuery:
    """What can be asked about changes that have not happened."""

    what_if: WhatIf = strawberry.field(
        resolver=_what_if,
        description="What a scope would look like if an organisation left, two trusts merged, a "
        "school moved, a partnership began or ended, or several of these; nothing is recorded.",
        metadata=least(Station.PUBLIC),
    )
