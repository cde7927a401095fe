"""Organisations of every kind, partnerships, and the ties among them."""

import datetime
from typing import Generic, TypeVar

import strawberry

from partnermap.api.types.enums import (
    GoalOrder,
    OrganisationOrder,
    PartnershipOrder,
    PartnershipStatus,
    SchoolOrder,
)
from partnermap.api.types.fields import pages, stored
from partnermap.api.types.goals import Goal, LinkConnection
from partnermap.api.types.shared import (
    Connection,
    Fact,
    Identifier,
    Node,
    PageInfo,
    Place,
    Revision,
    Tie,
    When,
)
from partnermap.api.types.where import (
    CommunityOrganisationWhere,
    GoalWhere,
    GroupWhere,
    OrganisationWhere,
    PartnershipWhere,
    SchoolWhere,
)
from partnermap.vocabulary import (
    Answer,
    GroupType,
    Kind,
    PartnershipKind,
    Phase,
    Role,
    Status,
    Strength,
    SuccessionKind,
    Theme,
    TieKind,
    TrustType,
    Visibility,
)

T = TypeVar("T")


@strawberry.type(description="A formal tie, with what is at its other end.")
class TieEdge(Tie, Generic[T]):
    """A formal tie, with what is at its other end."""

    cursor: str = stored("Where it stands in the list.")
    node: T = stored("What is at its other end.")
    role: str | None = stored("What the member is to a group.")


@strawberry.type(description="A page of formal ties.")
class TieConnection(Generic[T]):
    """A page of formal ties."""

    total_count: int = stored("How many there are on all pages together.")
    nodes: list[T] = stored("What is at the other ends.")
    edges: list[TieEdge[T]] = stored("The ties.")
    page_info: PageInfo = stored("Where this page stands.")


@strawberry.type(description="An organisation's part in a partnership.")
class MembershipEdge(Tie, Generic[T]):
    """An organisation's part in a partnership."""

    cursor: str = stored("Where it stands in the list.")
    node: T = stored("What is at the other end.")
    role: Role = stored("What the organisation does in it.")
    claimed: bool = stored("True where another said so and its own side has not confirmed it.")


@strawberry.type(description="A page of memberships.")
class MembershipConnection(Generic[T]):
    """A page of memberships."""

    total_count: int = stored("How many there are on all pages together.")
    nodes: list[T] = stored("What is at the other ends.")
    edges: list[MembershipEdge[T]] = stored("The memberships.")
    page_info: PageInfo = stored("Where this page stands.")


@strawberry.type(description="A formal tie of an organisation to what it is part of.")
class FormalTie(Tie):
    """A formal tie of an organisation to what it is part of."""

    kind: TieKind = stored("What sort of tie.")
    organisation: "Organisation" = stored("What it is part of.")
    role: str | None = stored("What the member is to a group.")


@strawberry.type(
    description="That one organisation took over from another. `since` is the day on which it did; "
    "`until` is there only where those who said so no longer do."
)
class Succession(Tie):
    """That one organisation took over from another."""

    organisation: "Organisation" = stored("The other organisation, whether it is open or closed.")
    how: SuccessionKind | None = stored("How, where the register says more than that it did.")


@strawberry.type(description="An organisation on the list of a round, and what came back.")
class AskedEdge(Tie, Generic[T]):
    """An organisation on the list of a round, and what came back."""

    cursor: str = stored("Where it stands in the list.")
    node: T = stored("Who was asked.")
    answer: Answer = stored("What came back.")
    answered: datetime.date | None = stored(
        "The day of the answer; null where there is none, or nobody says when."
    )


@strawberry.type(description="A page of those on the list of a round.")
class AskedConnection(Generic[T]):
    """A page of those on the list of a round."""

    total_count: int = stored("How many there are on all pages together.")
    nodes: list[T] = stored("Who was asked.")
    edges: list[AskedEdge[T]] = stored("Who was asked, and what came back.")
    page_info: PageInfo = stored("Where this page stands.")


@strawberry.type(description="A round in which organisations are asked for their partnerships.")
class Round(Node):
    """A round in which organisations are asked for their partnerships."""

    name: str = stored("Its name.")
    opened: When | None = stored("When it began.")
    closed: When | None = stored("When it closed.")
    asked: AskedConnection["Organisation"] = pages(
        OrganisationWhere, OrganisationOrder, "Who is on its list."
    )
    complete: AskedConnection["Organisation"] = pages(
        OrganisationWhere, OrganisationOrder, "Who has answered and named everyone."
    )
    partial: AskedConnection["Organisation"] = pages(
        OrganisationWhere, OrganisationOrder, "Who has answered in part."
    )
    silent: AskedConnection["Organisation"] = pages(
        OrganisationWhere, OrganisationOrder, "Who has not answered: whom to chase."
    )


@strawberry.type(description="That an organisation was asked, and what came back.")
class Asked:
    """That an organisation was asked, and what came back."""

    round: Round = stored("In which round.")
    answer: Answer = stored("What came back.")
    answered: datetime.date | None = stored(
        "The day of the answer; null where there is none, or nobody says when."
    )


@strawberry.type(description="That organisations do not work together, as one or both say.")
class Absence(Tie):
    """That organisations do not work together, as one or both say."""

    organisation: "Organisation" = stored("The other one.")


@strawberry.interface(description="An organisation of any kind.")
class Organisation(Node):
    """An organisation of any kind."""

    name: str = stored("Its name, as its source writes it.")
    kind: Kind = stored("What it is.")
    status: Status = stored("Whether it is open.")
    opened: When | None = stored("When it opened; null if that is not known.")
    closed: When | None = stored("When it closed; null if it has not.")
    place: Place = stored("Where it is.")
    identifiers: list[Identifier] = stored("Its other codes; at most 100.")
    local_authority: "LocalAuthority | None" = stored("The LA it lies in.")
    diocese: "Diocese | None" = stored("The diocese it belongs to.")
    groups: TieConnection["Group"] = pages(
        GroupWhere, OrganisationOrder, "Sponsors, federations and other groups it belongs to."
    )
    formal_ties: list[FormalTie] = stored("What it is part of; at most 100.")
    partnerships: MembershipConnection["Partnership"] = pages(
        PartnershipWhere, PartnershipOrder, "The working partnerships it is in."
    )
    partners: Connection["Organisation"] = pages(
        OrganisationWhere, OrganisationOrder, "Organisations that share a partnership with it."
    )
    absences: list[Absence] = stored(
        "Whom it does not work with, as one or both of them say; at most 100."
    )
    asked: list[Asked] = stored("When it was asked for its partnerships; at most 100.")
    facts: list[Fact] = stored("The rows that describe it; at most 100.")
    history: list[Revision] = stored(
        "How it was described before, the oldest first; at most 100. The day asked about makes "
        "no difference."
    )
    predecessors: list[Succession] = stored(
        "What it had taken over from by the day asked about, closed since or not; at most 100."
    )
    successors: list[Succession] = stored(
        "What had taken over from it by the day asked about; at most 100."
    )
    goals: LinkConnection[Goal] = pages(GoalWhere, GoalOrder, "The goals it owns.")


@strawberry.type(description="A school.")
class School(Organisation):
    """A school."""

    urn: str | None = stored("The unique reference number.")
    phase: Phase | None = stored("The phase of education.")
    type: str | None = stored("The type of establishment, as the register writes it.")
    religious_character: str | None = stored("As the register writes it; `None` is an answer.")
    gender: str | None = stored("Whom it admits.")
    low_age: int | None = stored("The youngest age it may teach.")
    high_age: int | None = stored("The oldest age it may teach.")
    pupils: int | None = stored("How many pupils.")
    pupils_on_fsm: int | None = stored("How many pupils may have free school meals.")
    percent_fsm: float | None = stored("What share of pupils that is, in percent.")
    establishment_number: str | None = stored("The LA's number for it.")
    admissions: str | None = stored("The admissions policy.")
    trust: "Trust | None" = stored("The academy trust that runs it.")


@strawberry.type(description="A multi-academy or single-academy trust.")
class Trust(Organisation):
    """A multi-academy or single-academy trust."""

    uid: str | None = stored("The register's group code.")
    trust_type: TrustType | None = stored("How many academies it may run.")
    company_number: str | None = stored("The number at Companies House.")
    ukprn: str | None = stored("The UK provider reference number.")
    schools: TieConnection[School] = pages(SchoolWhere, SchoolOrder, "The schools it runs.")


@strawberry.type(description="A local authority.")
class LocalAuthority(Organisation):
    """A local authority."""

    code: str | None = stored("The register's three-digit code.")
    gss_code: str | None = stored("The GSS code in use.")
    schools: TieConnection[School] = pages(SchoolWhere, SchoolOrder, "The schools in it.")
    community_organisations: TieConnection["CommunityOrganisation"] = pages(
        CommunityOrganisationWhere, OrganisationOrder, "The community organisations in it."
    )


@strawberry.type(description="A diocese.")
class Diocese(Organisation):
    """A diocese."""

    code: str | None = stored("The register's code.")
    denomination: str | None = stored("The church it is of.")
    schools: TieConnection[School] = pages(SchoolWhere, SchoolOrder, "The schools of it.")


@strawberry.type(description="A charity, company or other body that works in a place.")
class CommunityOrganisation(Organisation):
    """A charity, company or other body that works in a place."""

    charity_number: str | None = stored("The charity number.")
    company_number: str | None = stored("The number at Companies House.")
    sector: str | None = stored("What it works in.")


@strawberry.type(description="A local authority district, which is no organisation but a place.")
class District:
    """A local authority district."""

    id: strawberry.ID = stored("A global id, such as `gss:E07000008`.")
    name: str = stored("Its name, as its source writes it.")
    gss_code: str = stored("The GSS code.")


@strawberry.type(
    description="A sponsor, federation, foundation trust, training provider or other group."
)
class Group(Organisation):
    """A group of schools that is no academy trust."""

    uid: str | None = stored("The register's group code.")
    group_type: GroupType | None = stored("What form it takes.")
    company_number: str | None = stored("The number at Companies House.")
    ukprn: str | None = stored("The UK provider reference number.")
    members: TieConnection[Organisation] = pages(
        OrganisationWhere, OrganisationOrder, "What belongs to it."
    )
    serves: TieConnection[District] = pages(
        None, None, "The districts a teaching school hub is there for."
    )


@strawberry.type(description="Organisations that work together on something.")
class Partnership(Node):
    """Organisations that work together on something."""

    name: str = stored("Its name.")
    kind: PartnershipKind = stored("What form it takes.")
    themes: list[Theme] = stored("What it works on.")
    strength: Strength | None = stored("How closely its members work; null if nobody says.")
    local_label: str | None = stored("What it works on, in the words used where it is.")
    visibility: Visibility = stored("Who may see it.")
    status: PartnershipStatus = stored("Whether it goes on.")
    started: When | None = stored("When it began; null if that is not known.")
    ended: When | None = stored("When it ended; null if it has not.")
    version: str = stored("What you have read of it; a change is asked for with it.")
    members: MembershipConnection[Organisation] = pages(
        OrganisationWhere, OrganisationOrder, "Who is in it."
    )
    facts: list[Fact] = stored("The rows that describe it; at most 100.")
    history: list[Revision] = stored(
        "How it was described before, the oldest first; at most 100. The day asked about makes "
        "no difference."
    )
    goals: LinkConnection[Goal] = pages(GoalWhere, GoalOrder, "The goals it pursues.")


ORGANISATIONS = (School, Trust, LocalAuthority, Diocese, CommunityOrganisation, Group)
"""What an organisation may be."""
