"""Comparison of places: the same measures of each, with what they are set against."""

from typing import Self

import strawberry

from partnermap.analysis.places import comparison as computed
from partnermap.analysis.places.measures import Measured
from partnermap.analysis.places.words import tell_place
from partnermap.api.types.fields import stored
from partnermap.vocabulary import PlaceKind, PlaceMeasure, Yardstick


@strawberry.type(
    description="What one measure says of a place, and where that lies among what it is set "
    "against. All but the measure and the yardstick is null where it is not known.",
)
class MeasuredPlace:
    """What one measure says of a place."""

    measure: PlaceMeasure = stored("What is measured.")
    value: float | None = stored("What was found among those that answered in full.")
    set_against: Yardstick = stored("What it is set against.")
    among: int | None = stored("How many places or random networks it is set against.")
    below: int | None = stored("How many of them have less.")
    equal: int | None = stored("How many of them have as much.")
    percentile: float | None = stored(
        "The per cent of them that have less, equal ones as halves; null where there are none."
    )

    @classmethod
    def of(cls, measured: Measured) -> Self:
        """A measure as it is told."""
        rank = measured.rank
        return cls(
            measure=measured.measure,
            value=measured.value,
            set_against=measured.set_against,
            among=rank.among if rank else None,
            below=rank.below if rank else None,
            equal=rank.equal if rank else None,
            percentile=rank.percentile if rank else None,
        )


@strawberry.type(description="A place beside the others.")
class ComparedPlace:
    """A place beside the others."""

    id: strawberry.ID = stored("Its global id.")
    name: str = stored("Its name.")
    organisations: int = stored("How many organisations of the scope lie in it.")
    heard: int = stored("How many of them answered in full.")
    alone: int = stored("How many of those heard have no tie, inside or out.")
    not_known: int = stored("How many were not heard and have no recorded tie.")
    sentence: str = stored("What sets it apart, in plain words.")
    measures: list[MeasuredPlace] = stored("What was measured.")

    @classmethod
    def of(cls, place: computed.ComparedPlace) -> Self:
        """A place as it is told."""
        return cls(
            id=strawberry.ID(place.id),
            name=place.name,
            organisations=place.organisations,
            heard=place.heard,
            alone=place.alone,
            not_known=place.not_known,
            sentence=tell_place(place),
            measures=[MeasuredPlace.of(measured) for measured in place.measures],
        )


@strawberry.type(
    description="How the organisations of each place work together, each place set against "
    "others of its size and against chance, so that none is called joined-up for being small.",
)
class PlaceComparison:
    """The places of a scope side by side."""

    scope: str = stored("The scope, as it is written.")
    kind: PlaceKind = stored("Which places are compared.")
    as_of: str | None = stored("The day asked about.")
    data_version: int = stored("The state of the data it was computed from.")
    seed: int = stored("What gives the same random networks again.")
    nulls: int = stored("How many random networks were drawn beside each place.")
    places: list[ComparedPlace] = stored("The places, by name.")

    @classmethod
    def of(cls, found: computed.PlaceComparison) -> Self:
        """A comparison as it is told."""
        return cls(
            scope=found.scope,
            kind=found.kind,
            as_of=found.as_of,
            data_version=found.data_version,
            seed=found.seed,
            nulls=found.nulls,
            places=[ComparedPlace.of(place) for place in found.places],
        )
