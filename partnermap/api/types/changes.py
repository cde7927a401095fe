"""What changes are asked for with, and what comes of them."""

from typing import Any, NoReturn, Self

import strawberry
from strawberry import UNSET

from partnermap.api.types import enums  # noqa: F401 - makes the vocabulary known to the schema
from partnermap.api.types.goals import Goal
from partnermap.api.types.organisations import Organisation, Partnership
from partnermap.api.types.shared import Node
from partnermap.edits.outcome import Code, Outcome
from partnermap.errors import PartnermapError
from partnermap.vocabulary import (
    Direction,
    PartnershipKind,
    Role,
    Strength,
    Theme,
    Visibility,
)

strawberry.enum(Code, name="ChangeErrorCode", description=Code.__doc__)
_DATE = "a year (`2021`), a month (`2021-09`) or a day (`2021-09-01`)"


def _given(description: str, default: Any = UNSET) -> Any:
    return strawberry.field(default=default, description=description)


def _needed(description: str) -> Any:
    return strawberry.field(description=description)


def recorded(description: str) -> Any:
    """The record of a change: `schema.py` puts behind it the resolver that reads it."""

    def resolver() -> NoReturn:
        raise AssertionError("a record was not given its resolver")

    return strawberry.field(resolver=resolver, description=description)


@strawberry.type(description="One thing that stood in the way of a change.")
class ChangeError:
    """One thing that stood in the way of a change."""

    code: Code = _needed("Why the change was not made.")
    message: str = _needed("What to do about it, in words.")
    path: list[str] = _needed("Which argument it is about, from the outside in.")

    @classmethod
    def of(cls, code: Code, error: PartnermapError, argument: str) -> Self:
        """What stood in the way, as an error of ours says it."""
        return cls(code=code, message=str(error), path=[argument])


@strawberry.interface(description="What came of a change.")
class Result:
    """What came of a change."""

    created: bool = _needed("Whether the record is new; false where it was there already.")
    errors: list[ChangeError] = _needed("What stood in the way; empty if the change was made.")
    outcome: strawberry.Private[Outcome]

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """The result that tells of an outcome."""
        errors = [
            ChangeError(code=trouble.code, message=trouble.message, path=list(trouble.path))
            for trouble in outcome.troubles
        ]
        return cls(created=outcome.created, errors=errors, outcome=outcome)


@strawberry.type(description="What came of a change to a partnership.")
class PartnershipResult(Result):
    """What came of a change to a partnership."""

    record: Partnership | None = recorded("The partnership as it is now; null on most errors.")


@strawberry.type(description="What came of a change to an organisation.")
class OrganisationResult(Result):
    """What came of a change to an organisation."""

    record: Organisation | None = recorded("The organisation as it is now; null on most errors.")

    @strawberry.field(description="The ids of organisations it may be, where that is in doubt.")  # type: ignore[untyped-decorator]
    def candidates(self) -> list[strawberry.ID]:
        """Those that were offered instead."""
        return [strawberry.ID(id_) for id_ in self.outcome.candidates]


@strawberry.type(description="What came of a change to a goal or a part of one.")
class GoalResult(Result):
    """What came of a change to a goal or a part of one."""

    record: Goal | None = recorded("The goal as it is now; null on most errors.")


@strawberry.type(description="What came of taking a statement back.")
class RetractResult(Result):
    """What came of taking a statement back."""

    record: Node | None = recorded("What the statement was about, as it is now.")


@strawberry.input(description="An organisation's part in a partnership.")
class MemberInput:
    """An organisation's part in a partnership."""

    organisation: strawberry.ID = _needed("The organisation's id.")
    role: Role = _given("What it does in it.", Role.MEMBER)
    joined: str | None = _given(f"When it joined: {_DATE}.", None)
    left: str | None = _given(f"When it left: {_DATE}.", None)


@strawberry.input(description="A partnership to be recorded.")
class PartnershipInput:
    """A partnership to be recorded."""

    name: str = _needed("Its name; at most 200 characters.")
    kind: PartnershipKind = _needed("What form it takes.")
    members: list[MemberInput] = _needed("Who is in it; at most 500.")
    themes: list[Theme] = strawberry.field(default_factory=list, description="What it works on.")
    local_label: str | None = _given("What its theme or kind is called locally.", None)
    strength: Strength | None = _given("How closely its members work together.", None)
    visibility: Visibility = _given("Who may see it.", Visibility.PUBLIC)
    owner: strawberry.ID | None = _given(
        "The id of the organisation that keeps the record; yourself without one.", None
    )
    started: str | None = _given(f"When it began: {_DATE}.", None)
    ended: str | None = _given(f"When it ended: {_DATE}.", None)


@strawberry.input(description="What of a partnership is to be said anew; null takes it back.")
class PartnershipUpdate:
    """What of a partnership is to be said anew."""

    name: str | None = _given("Its name; at most 200 characters.")
    themes: list[Theme] | None = _given("What it works on.")
    local_label: str | None = _given("What its theme or kind is called locally.")
    strength: Strength | None = _given("How closely its members work together.")
    visibility: Visibility | None = _given("Who may see it.")
    started: str | None = _given(f"When it began: {_DATE}.")


@strawberry.input(description="A community organisation to be added; places are given by id.")
class CommunityOrganisationInput:
    """A community organisation to be added."""

    name: str = _needed("Its name; at most 200 characters.")
    charity_number: str | None = _given("The charity number.", None)
    company_number: str | None = _given("The number at Companies House.", None)
    sector: str | None = _given("What it works in.", None)
    local_authority: strawberry.ID | None = _given("The LA it lies in: `la:892`.", None)
    diocese: strawberry.ID | None = _given("The diocese it belongs to: `diocese:CE32`.", None)
    street: str | None = _given("The street.", None)
    town: str | None = _given("The town.", None)
    postcode: str | None = _given("The postcode.", None)
    easting: int | None = _given("Metres east on the British National Grid.", None)
    northing: int | None = _given("Metres north on the British National Grid.", None)
    opened: str | None = _given(f"Since when there is one: {_DATE}.", None)


@strawberry.input(description="A goal as it is to be; what is left out is said no more.")
class GoalInput:
    """A goal as it is to be."""

    name: str = _needed("Its name; at most 200 characters.")
    owner: strawberry.ID = _needed("The id of the organisation whose goal it is.")
    description: str | None = _given("What it means; at most 1,000 characters.", None)
    themes: list[Theme] = strawberry.field(default_factory=list, description="What it is about.")
    visibility: Visibility = _given("Who may see it.", Visibility.PUBLIC)
    started: str | None = _given(f"When it begins: {_DATE}.", None)
    ended: str | None = _given(f"When it was given up or closed: {_DATE}.", None)
    due: str | None = _given(f"By when it is to be reached, that day included: {_DATE}.", None)


@strawberry.input(description="What tells whether a milestone is reached.")
class MeasureInput:
    """What tells whether a milestone is reached."""

    name: str = _needed("What is measured; at most 200 characters.")
    target: float = _needed("What it should come to.")
    direction: Direction = _given("Which way it should move.", Direction.INCREASE)
    unit: str | None = _given("What the numbers count; at most 40 characters.", None)
    baseline: float | None = _given("What it was when the goal began.", None)


@strawberry.input(description="A milestone as it is to be; what is left out is said no more.")
class MilestoneInput:
    """A milestone as it is to be."""

    name: str = _needed("Its name, which tells it from the goal's other milestones.")
    measures: list[MeasureInput] = strawberry.field(
        default_factory=list, description="What tells whether it is reached; at most 20."
    )
    description: str | None = _given("What it means; at most 1,000 characters.", None)
    due: str | None = _given(f"By when it is to be reached, that day included: {_DATE}.", None)


@strawberry.input(description="What a measure was on a day.")
class ObservationInput:
    """What a measure was on a day."""

    day: str = _needed("The day (`2021-09-01`), not after today.")
    value: float = _needed("The value, in the measure's unit.")
    note: str | None = _given("What there is to know of it; at most 200 characters.", None)
