"""What fields that change something have in common: their arguments, and how they are answered."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

import strawberry
from strawberry import UNSET

from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types.changes import Result
from partnermap.edits.once import Asked, Edit, once
from partnermap.edits.outcome import Outcome
from partnermap.vocabulary import Station

Info = strawberry.Info[Context, None]
Key = Annotated[
    str,
    strawberry.argument(
        description="A text of your own, 8 to 100 characters, new for each change: asked again "
        "with it, the change is not made twice, and its answer is given again."
    ),
]
R = TypeVar("R", bound=Result)


async def edited(
    result: type[R],
    info: Info,
    key: str,
    content: dict[str, Any],
    work: Callable[[Edit], Awaitable[Outcome]],
    *,
    changes_data: bool = True,
) -> R:
    """What comes of the edit that this field asks for, with what is asked as plain values."""
    context = info.context
    asked = Asked(info.field_name, key, content, context.access)
    return result.of(await once(context.store, asked, work, changes_data=changes_data))


def words(given: object) -> dict[str, Any]:
    """What an input says, without what it leaves out."""
    return {name: value for name, value in vars(given).items() if value is not UNSET}


def change(resolver: Callable[..., Any], description: str) -> Any:
    """A field that makes a change."""
    # Whoever may not make it is told so in its result, in `edits/rights.py`'s words.
    return strawberry.mutation(
        resolver=resolver, description=description, metadata=least(Station.PUBLIC)
    )
