"""The root fields that change who is let in; a part of Mutation."""

from typing import Annotated

import strawberry

from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types import access as types
from partnermap.api.types.changes import ChangeError
from partnermap.edits.outcome import Code
from partnermap.errors import BadInputError, NotFoundError, PartnermapError, RefusedError
from partnermap.scope import union
from partnermap.store import keys
from partnermap.vocabulary import Station

Info = strawberry.Info[Context, None]


async def _issue(
    info: Info,
    input: Annotated[  # noqa: A002
        types.KeyInput, strawberry.argument(description="The key that is wanted.")
    ],
    key: Annotated[
        str,
        strawberry.argument(
            description="Any text of your own: asked again with the same, no second key is made. "
            "The answer then comes without the secret."
        ),
    ],
) -> types.KeyChange:
    """Issue a key."""
    context = info.context
    try:
        wanted = keys.Wanted(input.name, input.station, union(input.scope), input.expires)
        issued, secret = await keys.issue(context.store, wanted, context.access.subject, once=key)
    except BadInputError as error:
        return _refused(Code.INVALID, error, "input")
    except RefusedError as error:
        return _refused(Code.KEY_REUSED, error, "key")
    return types.KeyChange(key=types.Key.of(issued), secret=secret, errors=[])


async def _revoke(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="The key's id.")],  # noqa: A002
) -> types.KeyChange:
    """Withdraw a key."""
    try:
        revoked = await keys.revoke(info.context.store, id, info.context.access.subject)
    except NotFoundError as error:
        return _refused(Code.NOT_FOUND, error, "id")
    return types.KeyChange(key=types.Key.of(revoked), secret=None, errors=[])


def _refused(code: Code, error: PartnermapError, argument: str) -> types.KeyChange:
    return types.KeyChange(key=None, secret=None, errors=[ChangeError.of(code, error, argument)])


@strawberry.type
class AccessMutation:
    """What can be changed about access."""

    issue_key: types.KeyChange = strawberry.field(
        resolver=_issue,
        description="Issue a key that lets a program in; for administrators.",
        metadata=least(Station.ADMINISTRATOR),
    )
    revoke_key: types.KeyChange = strawberry.field(
        resolver=_revoke,
        description="Withdraw a key: it opens nothing any more within two seconds. Withdrawn "
        "twice it stays as it is. For administrators.",
        metadata=least(Station.ADMINISTRATOR),
    )
