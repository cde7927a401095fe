"""The closed lists of the vocabulary, and the orders a list can be asked for in."""

from enum import Enum

import strawberry

from partnermap import vocabulary

for _words in (
    vocabulary.Kind,
    vocabulary.Status,
    vocabulary.Phase,
    vocabulary.TrustType,
    vocabulary.GroupType,
    vocabulary.TieKind,
    vocabulary.Layer,
    vocabulary.PartnershipKind,
    vocabulary.Theme,
    vocabulary.Role,
    vocabulary.Visibility,
    vocabulary.Answer,
    vocabulary.Precision,
    vocabulary.Scheme,
    vocabulary.Station,
):
    strawberry.enum(_words, description=_words.__doc__)


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
