"""How one organisation is joined to another."""

import strawberry

from partnermap.api.types.analysis import FormalEdge, NetworkNode, NetworkPartnership
from partnermap.api.types.fields import stored
from partnermap.vocabulary import TieState


@strawberry.type(description="One step of a way: two organisations, and all that ties them.")
class PathStep:
    """One step of a way."""

    start: strawberry.ID = stored("The one that is nearer to where the way begins.")
    end: strawberry.ID = stored("The other.")
    partnerships: list[NetworkPartnership] = stored("The partnerships that they share.")
    formal_edges: list[FormalEdge] = stored("The formal ties between them.")
    state: TieState = stored("Whether one of them denies that they work together.")


@strawberry.type(description="How one organisation is joined to another, if a way is known.")
class Path:
    """How one organisation is joined to another."""

    organisations: list[NetworkNode] | None = stored(
        "From the one to the other, both among them; null where no way is known."
    )
    steps: list[PathStep] | None = stored("What ties each to the next; null where none is known.")
    silent_about: int = stored(
        "Where no way is known, how many that may be on one did not answer in full."
    )
    sentence: str = stored("The same in plain words.")
    data_version: int = stored("The state of the data this was read from.")
