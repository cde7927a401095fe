"""How stored fields are declared: the store answers them whole, no resolver of theirs runs."""

import datetime
from inspect import Parameter, Signature
from typing import Annotated, Any, NoReturn

import strawberry
from strawberry import UNSET

from partnermap.api.types.scalars import ScopeScalar
from partnermap.store.paging import DEFAULT_PAGE
from partnermap.vocabulary import Kind

Arguments = dict[str, tuple[Any, Any]]
"""Arguments of a field by name: annotation and default."""


def _argument(type_: Any, description: str) -> Any:
    return Annotated[type_, strawberry.argument(description=description)]


AS_OF: Arguments = {
    "asOf": (
        _argument(
            datetime.date | None,
            "What existed and which ties held on this day, as known now; what may have held is "
            "included and flagged. Names and other attributes are those of the day too, as far "
            "back as editions and edits tell; lists stand in the order of the names of today. "
            "Without it: everything known, with the ties that have no recorded end.",
        ),
        UNSET,
    )
}
PAGE: Arguments = {
    "first": (_argument(int | None, "How many, from the beginning."), DEFAULT_PAGE),
    "after": (_argument(str | None, "Only what follows this cursor."), UNSET),
    "last": (_argument(int | None, "How many, from the end."), UNSET),
    "before": (_argument(str | None, "Only what comes before this cursor."), UNSET),
}
SCOPE: Arguments = {
    "scope": (
        _argument(list[ScopeScalar] | None, "Only what lies in one of these places."),
        UNSET,
    )
}
SEARCH: Arguments = {
    "text": (
        _argument(
            str, "A name or a part of one, with or without its town or authority; or a code."
        ),
        Parameter.empty,
    ),
    "kinds": (_argument(list[Kind] | None, "Only organisations of these kinds."), UNSET),
    "first": (_argument(int, "How many: 1 to 50."), 10),
    "unfinished": (
        _argument(
            bool, "Whether the last word may be the beginning of one, as while somebody types."
        ),
        False,
    ),
}


def listing(where: Any, order: Any) -> Arguments:
    """The arguments that filter and order a list; none for what has neither."""
    given: Arguments = {}
    if where is not None:
        given["where"] = (_argument(where | None, "Only what meets these conditions."), UNSET)
    if order is not None:
        given["orderBy"] = (_argument(order | None, "What to order by."), UNSET)
    return given


def stored(description: str) -> Any:
    """A field that the store answers."""
    return strawberry.field(description=description)


def pages(where: Any, order: Any, description: str) -> Any:
    """A connection inside a stored type."""

    def resolver(**_: object) -> NoReturn:
        raise AssertionError("the store answers this together with the field above it")

    with_arguments(resolver, PAGE | listing(where, order))
    return strawberry.field(resolver=resolver, description=description)


def with_arguments(resolver: Any, arguments: Arguments, *positional: Parameter) -> None:
    """Declare a resolver's arguments, where many fields share them."""
    resolver.__signature__ = Signature(
        [
            *positional,
            *(
                Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
                for name, (annotation, default) in arguments.items()
            ),
        ]
    )
