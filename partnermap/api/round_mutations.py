"""The root field that opens a round; a part of Mutation."""

from typing import Annotated

import strawberry

from partnermap.api.changing import Info, Key, change, edited
from partnermap.api.types.rounds import RoundInput, RoundResult
from partnermap.surveys.opening import Wanted, open_by_hand


async def _open(
    info: Info,
    key: Key,
    input: Annotated[RoundInput, strawberry.argument(description="The round.")],  # noqa: A002
) -> RoundResult:
    """Open a round."""
    wanted = Wanted(input.name, info.context.scope(input.scope), input.opened, input.closes)
    content = {
        "name": wanted.name,
        "scope": str(wanted.scope),
        "opened": wanted.opened and wanted.opened.isoformat(),
        "closes": wanted.closes and wanted.closes.isoformat(),
    }
    store = info.context.store
    return await edited(
        RoundResult, info, key, content, lambda edit: open_by_hand(edit, store, wanted)
    )


@strawberry.type
class RoundMutation:
    """What can be changed about rounds."""

    open_round: RoundResult = change(
        resolver=_open,
        description="Open a round of asking, with its list of whom to ask. A round of that name is "
        "gone on with: who is new in the scope is added, who has left it is no longer asked.",
    )
