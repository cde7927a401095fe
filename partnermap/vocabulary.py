"""The closed lists: kinds, phases, themes, roles, layers, states, and what each word means."""

from enum import StrEnum


class Kind(StrEnum):
    """What an organisation is. The value is also its label in the store and its GraphQL type."""

    SCHOOL = "School"
    TRUST = "Trust"
    LOCAL_AUTHORITY = "LocalAuthority"
    DIOCESE = "Diocese"
    COMMUNITY_ORGANISATION = "CommunityOrganisation"
    GROUP = "Group"


class Status(StrEnum):
    """Where an organisation stands in its life, as its register says."""

    OPEN = "OPEN"
    CLOSING = "CLOSING"
    CLOSED = "CLOSED"
    PROPOSED = "PROPOSED"


class Phase(StrEnum):
    """The register's phases of education."""

    NURSERY = "NURSERY"
    PRIMARY = "PRIMARY"
    MIDDLE_DEEMED_PRIMARY = "MIDDLE_DEEMED_PRIMARY"
    SECONDARY = "SECONDARY"
    MIDDLE_DEEMED_SECONDARY = "MIDDLE_DEEMED_SECONDARY"
    ALL_THROUGH = "ALL_THROUGH"
    SIXTEEN_PLUS = "SIXTEEN_PLUS"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class TrustType(StrEnum):
    """How many academies a trust may run."""

    MULTI_ACADEMY = "MULTI_ACADEMY"
    SINGLE_ACADEMY = "SINGLE_ACADEMY"


class GroupType(StrEnum):
    """The register's groups that are not academy trusts."""

    SPONSOR = "SPONSOR"
    FEDERATION = "FEDERATION"
    FOUNDATION_TRUST = "FOUNDATION_TRUST"
    UMBRELLA_TRUST = "UMBRELLA_TRUST"
    CHILDRENS_CENTRES = "CHILDRENS_CENTRES"
    OTHER = "OTHER"


class TieKind(StrEnum):
    """A formal tie, from the part to the whole. The value is also its type in the store."""

    IN_TRUST = "IN_TRUST"
    IN_LA = "IN_LA"
    IN_DIOCESE = "IN_DIOCESE"
    IN_GROUP = "IN_GROUP"


class Layer(StrEnum):
    """Which ties an answer is about; formal and working ties are never mixed by accident."""

    FORMAL = "FORMAL"
    WORKING = "WORKING"
    COMBINED = "COMBINED"


class PartnershipKind(StrEnum):
    """What form a partnership takes."""

    NETWORK = "NETWORK"
    PROJECT = "PROJECT"
    ALLIANCE = "ALLIANCE"
    SERVICE = "SERVICE"
    CLUSTER = "CLUSTER"
    BILATERAL = "BILATERAL"


class Theme(StrEnum):
    """What a partnership works on."""

    SEND = "SEND"
    MENTAL_HEALTH = "MENTAL_HEALTH"
    EARLY_YEARS = "EARLY_YEARS"
    CURRICULUM = "CURRICULUM"
    TRANSITION = "TRANSITION"
    ATTENDANCE = "ATTENDANCE"
    SAFEGUARDING = "SAFEGUARDING"
    SCHOOL_IMPROVEMENT = "SCHOOL_IMPROVEMENT"
    INITIAL_TEACHER_TRAINING = "INITIAL_TEACHER_TRAINING"
    COMMUNITY = "COMMUNITY"
    FAITH = "FAITH"


class Role(StrEnum):
    """What an organisation does in a partnership."""

    LEAD = "LEAD"
    MEMBER = "MEMBER"
    PROVIDER = "PROVIDER"
    FUNDER = "FUNDER"


class Visibility(StrEnum):
    """Who may see a partnership: anyone, anyone signed in, its members, or its owner's scope."""

    PUBLIC = "PUBLIC"
    SIGNED_IN = "SIGNED_IN"
    MEMBERS = "MEMBERS"
    OWNER = "OWNER"


class Station(StrEnum):
    """What a viewer is here to do, from the least to the most they may."""

    PUBLIC = "PUBLIC"
    READER = "READER"
    EDITOR = "EDITOR"
    IMPORTER = "IMPORTER"
    ADMINISTRATOR = "ADMINISTRATOR"

    def includes(self, other: "Station") -> bool:
        """Whether whoever has this station may do what the other may."""
        order = list(Station)
        return order.index(self) >= order.index(other)


class Answer(StrEnum):
    """What came back from an organisation that was asked for its partnerships."""

    COMPLETE = "COMPLETE"
    PARTIAL = "PARTIAL"
    SILENT = "SILENT"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"
    BETWEEN = "BETWEEN"
    UNKNOWN = "UNKNOWN"


class Scheme(StrEnum):
    """Who issues an identifier. The value is the prefix it is written with."""

    URN = "urn"
    UID = "uid"
    LA = "la"
    GSS = "gss"
    DIOCESE = "diocese"
    CHARITY = "charity"
    COMPANY = "company"
    UKPRN = "ukprn"
    ORG = "org"
