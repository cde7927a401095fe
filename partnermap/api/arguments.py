"""Arguments that computed fields share, with what is said of them."""

import datetime
from typing import Annotated

import strawberry

from partnermap.api.types import enums  # noqa: F401 - makes the vocabulary known to the schema
from partnermap.api.types.scalars import ScopeScalar
from partnermap.vocabulary import Layer, View

Scopes = Annotated[
    list[ScopeScalar], strawberry.argument(description="The places it is about, together.")
]
Layers = Annotated[Layer, strawberry.argument(description="Which ties it is about.")]
Day = Annotated[
    datetime.date | None, strawberry.argument(description="The day it is about; today without one.")
]
Seed = Annotated[
    int, strawberry.argument(description="Of what is random; the same gives the same.")
]
Views = Annotated[
    View, strawberry.argument(description="Whether each counts with its trust or its LA.")
]
First = Annotated[int, strawberry.argument(description="How many, from the beginning.")]
After = Annotated[str | None, strawberry.argument(description="Only what follows this cursor.")]
