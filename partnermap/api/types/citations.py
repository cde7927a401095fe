"""Findings that are looked up again, and those that were cited."""

import datetime

import strawberry

from partnermap.api.types.analysis import Finding
from partnermap.api.types.changes import ChangeError
from partnermap.api.types.fields import stored


@strawberry.type(description="A finding that was cited, as it was told then.")
class Citation:
    """A finding that was cited."""

    id: strawberry.ID = stored("The finding's id, `@` and the data version: it never changes.")
    finding: Finding = stored("What was told.")
    at: datetime.datetime = stored("When it was first cited.")
    by: str = stored("Who did.")
    reproduced: bool = stored(
        "Whether the same question, asked now of the organisations and ties that were recorded "
        "then, finds the same."
    )


@strawberry.type(description="A finding looked up by its id.")
class FindingAgain:
    """A finding looked up by its id."""

    id: strawberry.ID = stored("The id that was asked for.")
    finding: Finding | None = stored(
        "As the same question is answered now, under your access; null where nothing of the kind "
        "is found."
    )
    citation: Citation | None = stored("As it was cited; null for an id without `@`.")
    changes: list[str] = stored(
        "What has changed since it was cited, in words; empty where nothing has."
    )


@strawberry.type(description="What came of citing a finding.")
class CitationChange:
    """What came of citing a finding."""

    citation: Citation | None = stored("The citation; null if there are errors.")
    errors: list[ChangeError] = stored("What stood in the way; nothing was kept then.")
