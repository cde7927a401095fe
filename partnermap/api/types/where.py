"""What lists can be filtered by. Conditions side by side must all hold."""

import datetime
from typing import Any, Generic, TypeVar

import strawberry
from strawberry import UNSET

from partnermap.api.types import enums  # noqa: F401 - makes the vocabulary known to the schema
from partnermap.vocabulary import (
    GroupType,
    Kind,
    PartnershipKind,
    Phase,
    Status,
    Strength,
    Theme,
    TrustType,
)

T = TypeVar("T")


def _optional(description: str, name: str | None = None) -> Any:
    return strawberry.field(default=UNSET, description=description, name=name)


@strawberry.input(description="One of these, or none of these.")
class Filter(Generic[T]):
    """A condition on a word of a closed list."""

    among: list[T] | None = _optional("One of these.", "in")
    not_in: list[T] | None = _optional("None of these; what is not known is none of them.")


@strawberry.input(description="One of these codes, or none of them; compared exactly.")
class CodeFilter:
    """A condition on a code or an exact text."""

    among: list[str] | None = _optional("One of these.", "in")
    not_in: list[str] | None = _optional("None of these; what is not known is none of them.")


@strawberry.input(description="A theme a partnership works on.")
class ThemeFilter:
    """A condition on themes."""

    among: list[Theme] | None = _optional("At least one of these.", "in")


@strawberry.input(description="A condition on a name, in which case and accents do not count.")
class NameFilter:
    """A condition on a name."""

    contains: str | None = _optional("Holds this text.")
    starts_with: str | None = _optional("Begins with this text.")
    among: list[str] | None = _optional("Is one of these.", "in")


@strawberry.input(
    description="A range of numbers, its ends included; what is not known is outside."
)
class NumberFilter:
    """A condition on a number."""

    gte: int | None = _optional("At least.")
    lte: int | None = _optional("At most.")


@strawberry.input(description="A range of days, its ends included; what is not known is outside.")
class DayFilter:
    """A condition on a day."""

    gte: datetime.date | None = _optional("On this day or later.")
    lte: datetime.date | None = _optional("On this day or earlier.")


W = TypeVar("W")


@strawberry.input(description="A condition on what something is tied to.")
class Tied(Generic[W]):
    """A condition on the far ends of ties."""

    some: W | None = _optional("At least one meets this.")
    none: W | None = _optional("Not one meets this.")


@strawberry.input
class _Organisation:
    id: CodeFilter | None = _optional("The global id.")
    name: NameFilter | None = _optional("The name.")
    status: Filter[Status] | None = _optional("Whether it is open.")
    region: CodeFilter | None = _optional("The region's GSS code.")
    partnerships: Tied["PartnershipWhere"] | None = _optional("Its working partnerships.")


@strawberry.input(description="Conditions on an organisation of any kind.")
class OrganisationWhere(_Organisation):
    """Conditions on an organisation."""

    all_of: list["OrganisationWhere"] | None = _optional("All of these hold.", "and")
    any_of: list["OrganisationWhere"] | None = _optional("At least one of these holds.", "or")
    negated: "OrganisationWhere | None" = _optional("This does not hold.", "not")
    kind: Filter[Kind] | None = _optional("What it is.")
    local_authority: "LocalAuthorityWhere | None" = _optional("Its LA; null: it is in none.")
    diocese: "DioceseWhere | None" = _optional("Its diocese; null: it is in none.")


@strawberry.input(description="Conditions on a school.")
class SchoolWhere(_Organisation):
    """Conditions on a school."""

    all_of: list["SchoolWhere"] | None = _optional("All of these hold.", "and")
    any_of: list["SchoolWhere"] | None = _optional("At least one of these holds.", "or")
    negated: "SchoolWhere | None" = _optional("This does not hold.", "not")
    urn: CodeFilter | None = _optional("The unique reference number.")
    phase: Filter[Phase] | None = _optional("The phase of education.")
    religious_character: CodeFilter | None = _optional("The religious character.")
    pupils: NumberFilter | None = _optional("How many pupils.")
    trust: "TrustWhere | None" = _optional("The trust that runs it; null: none does.")
    local_authority: "LocalAuthorityWhere | None" = _optional("Its LA; null: it is in none.")
    diocese: "DioceseWhere | None" = _optional("Its diocese; null: it is in none.")


@strawberry.input(description="Conditions on a trust.")
class TrustWhere(_Organisation):
    """Conditions on a trust."""

    all_of: list["TrustWhere"] | None = _optional("All of these hold.", "and")
    any_of: list["TrustWhere"] | None = _optional("At least one of these holds.", "or")
    negated: "TrustWhere | None" = _optional("This does not hold.", "not")
    uid: CodeFilter | None = _optional("The register's group code.")
    trust_type: Filter[TrustType] | None = _optional("How many academies it may run.")
    schools: Tied[SchoolWhere] | None = _optional("The schools it runs.")


@strawberry.input(description="Conditions on a local authority.")
class LocalAuthorityWhere(_Organisation):
    """Conditions on an LA."""

    all_of: list["LocalAuthorityWhere"] | None = _optional("All of these hold.", "and")
    any_of: list["LocalAuthorityWhere"] | None = _optional("At least one of these holds.", "or")
    negated: "LocalAuthorityWhere | None" = _optional("This does not hold.", "not")
    code: CodeFilter | None = _optional("The register's three-digit code.")
    schools: Tied[SchoolWhere] | None = _optional("The schools in it.")


@strawberry.input(description="Conditions on a diocese.")
class DioceseWhere(_Organisation):
    """Conditions on a diocese."""

    all_of: list["DioceseWhere"] | None = _optional("All of these hold.", "and")
    any_of: list["DioceseWhere"] | None = _optional("At least one of these holds.", "or")
    negated: "DioceseWhere | None" = _optional("This does not hold.", "not")
    code: CodeFilter | None = _optional("The register's code.")
    schools: Tied[SchoolWhere] | None = _optional("The schools of it.")


@strawberry.input(description="Conditions on a community organisation.")
class CommunityOrganisationWhere(_Organisation):
    """Conditions on a community organisation."""

    all_of: list["CommunityOrganisationWhere"] | None = _optional("All of these hold.", "and")
    any_of: list["CommunityOrganisationWhere"] | None = _optional("At least one holds.", "or")
    negated: "CommunityOrganisationWhere | None" = _optional("This does not hold.", "not")
    sector: CodeFilter | None = _optional("What it works in.")
    local_authority: LocalAuthorityWhere | None = _optional("Its LA; null: it is in none.")


@strawberry.input(description="Conditions on a group that is no academy trust.")
class GroupWhere(_Organisation):
    """Conditions on a group."""

    all_of: list["GroupWhere"] | None = _optional("All of these hold.", "and")
    any_of: list["GroupWhere"] | None = _optional("At least one of these holds.", "or")
    negated: "GroupWhere | None" = _optional("This does not hold.", "not")
    uid: CodeFilter | None = _optional("The register's group code.")
    group_type: Filter[GroupType] | None = _optional("What form the group takes.")
    members: Tied[OrganisationWhere] | None = _optional("What belongs to it.")


@strawberry.input(description="Conditions on a partnership.")
class PartnershipWhere:
    """Conditions on a partnership."""

    all_of: list["PartnershipWhere"] | None = _optional("All of these hold.", "and")
    any_of: list["PartnershipWhere"] | None = _optional("At least one of these holds.", "or")
    negated: "PartnershipWhere | None" = _optional("This does not hold.", "not")
    id: CodeFilter | None = _optional("The global id.")
    name: NameFilter | None = _optional("The name.")
    kind: Filter[PartnershipKind] | None = _optional("What form it takes.")
    theme: ThemeFilter | None = _optional("What it works on.")
    strength: Filter[Strength] | None = _optional("How closely its members work together.")
    members: Tied[OrganisationWhere] | None = _optional("Its members.")
    goals: Tied["GoalWhere"] | None = _optional("The goals it pursues.")


@strawberry.input(description="Conditions on a round of asking.")
class RoundWhere:
    """Conditions on a round."""

    all_of: list["RoundWhere"] | None = _optional("All of these hold.", "and")
    any_of: list["RoundWhere"] | None = _optional("At least one of these holds.", "or")
    negated: "RoundWhere | None" = _optional("This does not hold.", "not")
    id: CodeFilter | None = _optional("The global id.")
    name: NameFilter | None = _optional("The name.")
    asked: Tied[OrganisationWhere] | None = _optional("Those on its list.")
    silent: Tied[OrganisationWhere] | None = _optional("Those of whom nothing has come back.")


@strawberry.input(description="Conditions on a goal.")
class GoalWhere:
    """Conditions on a goal."""

    all_of: list["GoalWhere"] | None = _optional("All of these hold.", "and")
    any_of: list["GoalWhere"] | None = _optional("At least one of these holds.", "or")
    negated: "GoalWhere | None" = _optional("This does not hold.", "not")
    id: CodeFilter | None = _optional("The global id.")
    name: NameFilter | None = _optional("The name.")
    theme: ThemeFilter | None = _optional("What it is about.")
    due: DayFilter | None = _optional("By when it is to be reached.")
    owner: OrganisationWhere | None = _optional("Whose it is; null: that is not known.")
    partnerships: Tied[PartnershipWhere] | None = _optional("The partnerships that pursue it.")
