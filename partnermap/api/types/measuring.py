"""How computed fields are declared: each is worked out when it is asked for, and no sooner."""

from collections.abc import Callable, Sequence
from inspect import Parameter
from typing import Annotated, Any, TypeVar

import strawberry

from partnermap.analysis import Analysis
from partnermap.api.types.fields import Arguments, with_arguments
from partnermap.errors import BadInputError
from partnermap.store.paging import DEFAULT_PAGE, MAX_PAGE
from partnermap.vocabulary import Grouping

T = TypeVar("T")

FIRST: Arguments = {
    "first": (
        Annotated[
            int, strawberry.argument(description=f"How many of each list: 1 to {MAX_PAGE:,}.")
        ],
        DEFAULT_PAGE,
    )
}


def by(default: Grouping) -> Arguments:
    """The argument that says which groups to look at."""
    given = Annotated[Grouping, strawberry.argument(description="Which groups to look at.")]
    return {"by": (given, default)}


def measured(take: Callable[..., Any], description: str, arguments: Arguments | None = None) -> Any:
    """A field that `take` finds in the study above it, given the arguments by their names."""

    async def resolver(root: Any, **given: Any) -> Any:
        def found(study: Analysis) -> Any:
            return take(study, **given)

        return await root.measure(found)

    root = Parameter("root", Parameter.POSITIONAL_OR_KEYWORD, annotation=Any)
    with_arguments(resolver, arguments or {}, root)
    return strawberry.field(resolver=resolver, description=description)


def of_the_study(description: str) -> Any:
    """A field that groups others of the same study: nothing is worked out for it alone."""

    def resolver(root: Any) -> Any:
        return root

    return strawberry.field(resolver=resolver, description=description)


def first_of(found: Sequence[T], first: int) -> Sequence[T]:
    """The first of a list; BadInputError where so many cannot be asked for."""
    if not 1 <= first <= MAX_PAGE:
        raise BadInputError(f"first is a number from 1 to {MAX_PAGE}; {first} was given.")
    return found[:first]
