"""The root fields that open a round and settle rows of its answers; a part of Mutation."""

from dataclasses import asdict
from typing import Annotated

import strawberry

from partnermap.api.changing import Info, Key, change, edited
from partnermap.api.types.rounds import MatchInput, MatchResult, RoundInput, RoundResult
from partnermap.surveys.opening import Wanted, open_by_hand
from partnermap.surveys.resolving import Choice, resolve


async def _open(
    info: Info,
    key: Key,
    input: Annotated[RoundInput, strawberry.argument(description="The round.")],  # noqa: A002
) -> RoundResult:
    """Open a round."""
    wanted = Wanted(input.name, await info.context.scope(input.scope), input.opened, input.closes)
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


async def _resolve(
    info: Info,
    key: Key,
    input: Annotated[MatchInput, strawberry.argument(description="Whom it means.")],  # noqa: A002
) -> MatchResult:
    """Settle a row."""
    choice = Choice(input.organisation, input.new_organisation, input.nobody)
    store = info.context.store
    return await edited(
        MatchResult,
        info,
        key,
        {"id": input.id, **asdict(choice)},
        lambda edit: resolve(edit, store, input.id, choice),
    )


@strawberry.type
class RoundMutation:
    """What can be changed about rounds."""

    open_round: RoundResult = change(
        resolver=_open,
        description="Open a round of asking, with its list of whom to ask. A round of that name is "
        "gone on with: who is new in the scope is added, who has left it is no longer asked.",
    )
    resolve_match: MatchResult = change(
        resolver=_resolve,
        description="Say whom a row of an answer means that names nobody surely. From then on the "
        "answer says it as if the row had named them, also when its file is imported again.",
    )
