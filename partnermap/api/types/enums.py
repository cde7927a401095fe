"""The closed lists of the vocabulary, and the orders a list can be asked for in."""

from enum import Enum, StrEnum
from inspect import cleandoc

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from partnermap import vocabulary
from partnermap.analysis.gaps.alone import Reason
from partnermap.analysis.gaps.gains import Gain
from partnermap.near import Match


def _make_known(words: type[StrEnum]) -> None:
    """Make a closed list an enum of the schema, with what its words mean where it says so."""
    strawberry.enum(words, description=cleandoc(words.__doc__ or ""))
    definition: StrawberryEnumDefinition = words.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        word = words(value.value)
        value.description = word.meaning if isinstance(word, vocabulary.Word) else None


for _words in (
    vocabulary.Kind,
    vocabulary.Status,
    vocabulary.Phase,
    vocabulary.TrustType,
    vocabulary.GroupType,
    vocabulary.TieKind,
    vocabulary.SuccessionKind,
    vocabulary.Layer,
    vocabulary.PartnershipKind,
    vocabulary.Theme,
    vocabulary.Role,
    vocabulary.Visibility,
    vocabulary.Answer,
    vocabulary.Precision,
    vocabulary.Scheme,
    vocabulary.Strength,
    vocabulary.Station,
    vocabulary.EventKind,
    vocabulary.ImportState,
    vocabulary.RunState,
    vocabulary.View,
    vocabulary.TieState,
    vocabulary.Direction,
    vocabulary.GoalStatus,
    vocabulary.PlaceKind,
    vocabulary.PlaceMeasure,
    vocabulary.Yardstick,
    vocabulary.Grouping,
    Reason,
    Gain,
    Match,
    vocabulary.ConfidenceState,
):
    _make_known(_words)


@strawberry.enum(description="Whether a partnership goes on.")
class PartnershipStatus(Enum):
    """Whether a partnership goes on."""

    ACTIVE = "ACTIVE"
    ENDED = "ENDED"


@strawberry.enum(description="What a list of organisations is ordered by.")
class OrganisationOrder(Enum):
    """What a list of organisations is ordered by."""

    NAME = "NAME"
    NAME_DESC = "NAME_DESC"
    OPENED = "OPENED"
    OPENED_DESC = "OPENED_DESC"


@strawberry.enum(description="What a list of schools is ordered by; unknown rolls count least.")
class SchoolOrder(Enum):
    """What a list of schools is ordered by."""

    NAME = "NAME"
    NAME_DESC = "NAME_DESC"
    OPENED = "OPENED"
    OPENED_DESC = "OPENED_DESC"
    PUPILS = "PUPILS"
    PUPILS_DESC = "PUPILS_DESC"


@strawberry.enum(description="What a list of partnerships is ordered by.")
class PartnershipOrder(Enum):
    """What a list of partnerships is ordered by."""

    NAME = "NAME"
    NAME_DESC = "NAME_DESC"
    STARTED = "STARTED"
    STARTED_DESC = "STARTED_DESC"


@strawberry.enum(description="What a list of rounds is ordered by.")
class RoundOrder(Enum):
    """What a list of rounds is ordered by."""

    NAME = "NAME"
    NAME_DESC = "NAME_DESC"
    OPENED = "OPENED"
    OPENED_DESC = "OPENED_DESC"


@strawberry.enum(description="What a list of goals is ordered by.")
class GoalOrder(Enum):
    """What a list of goals is ordered by."""

    NAME = "NAME"
    NAME_DESC = "NAME_DESC"
    STARTED = "STARTED"
    STARTED_DESC = "STARTED_DESC"
