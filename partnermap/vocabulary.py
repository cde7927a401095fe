"""The closed lists: kinds, phases, themes, roles, layers, states, and what each word means."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word of a list that defines what each of its words means."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """The word of that value."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        return word


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
    """What a group is that is no academy trust: one of the register's, or one for teaching."""

    SPONSOR = "SPONSOR"
    FEDERATION = "FEDERATION"
    FOUNDATION_TRUST = "FOUNDATION_TRUST"
    UMBRELLA_TRUST = "UMBRELLA_TRUST"
    CHILDRENS_CENTRES = "CHILDRENS_CENTRES"
    CHILDRENS_CENTRES_COLLABORATION = "CHILDRENS_CENTRES_COLLABORATION"
    OTHER = "OTHER"
    ITT_PROVIDER = "ITT_PROVIDER"
    TEACHING_SCHOOL_HUB = "TEACHING_SCHOOL_HUB"
    TEACHING_SCHOOL_ALLIANCE = "TEACHING_SCHOOL_ALLIANCE"


class TieKind(StrEnum):
    """A formal tie, from the part to the whole. The value is also its type in the store."""

    IN_TRUST = "IN_TRUST"
    IN_LA = "IN_LA"
    IN_DIOCESE = "IN_DIOCESE"
    IN_GROUP = "IN_GROUP"


class SuccessionKind(StrEnum):
    """How one school took over from another, where the register says more than that it did."""

    MERGED = "MERGED"
    AMALGAMATED = "AMALGAMATED"
    SPLIT = "SPLIT"


ABSENT = "ABSENT"
"""The tie of two organisations of which one or both say that they do not work together."""


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


class Theme(Word):
    """What a partnership works on."""

    SEND = "SEND", "Special educational needs and disabilities: support, provision, inclusion."
    MENTAL_HEALTH = "MENTAL_HEALTH", "The mental health and emotional wellbeing of pupils or staff."
    EARLY_YEARS = "EARLY_YEARS", "Learning and care up to the end of reception, at the age of five."
    CURRICULUM = "CURRICULUM", "What is taught and how: subjects, reading, the arts, the outdoors."
    TRANSITION = "TRANSITION", "Pupils' move from one school or phase to the next."
    ATTENDANCE = "ATTENDANCE", "Pupils being in school: absence, exclusion, and getting there."
    SAFEGUARDING = "SAFEGUARDING", "Keeping children safe from harm, abuse and neglect."
    SCHOOL_IMPROVEMENT = (
        "SCHOOL_IMPROVEMENT",
        "Better teaching, leadership and governance: review, support, training of those in post.",
    )
    INITIAL_TEACHER_TRAINING = (
        "INITIAL_TEACHER_TRAINING",
        "Training that leads to qualified teacher status, and placements for it.",
    )
    COMMUNITY = "COMMUNITY", "Families and neighbourhood: food, youth work, adult learning, advice."
    FAITH = "FAITH", "Worship, religious education, and a school's life with its faith community."


class Strength(Word):
    """How closely the members of a partnership work together, from the least to the most.

    The scale and its meanings follow Himmelman, A. T. (2002), Collaboration for a change:
    definitions, decision-making models, roles, and collaboration process guide.
    """

    NETWORKING = "NETWORKING", "They exchange information for mutual benefit."
    COORDINATING = (
        "COORDINATING",
        "They exchange information and alter what they do, for a common purpose.",
    )
    COOPERATING = (
        "COOPERATING",
        "They exchange information, alter what they do and share resources, for a common purpose.",
    )
    COLLABORATING = (
        "COLLABORATING",
        "They exchange information, alter what they do, share resources and help each other to do "
        "better, sharing the risks, the responsibilities and the rewards.",
    )


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
    ITT = "itt"


class EventKind(Word):
    """What happened between two days. They are told in this order."""

    MERGED = (
        "MERGED",
        "A trust closed, and every school that it ran at first and that is still open is in one "
        "other trust at last.",
    )
    SUCCEEDED = (
        "SUCCEEDED",
        "A school took the place of one or more others; one after another, they are told as one.",
    )
    SPLIT = "SPLIT", "More than one school took the place of one."
    CIRCULAR = (
        "CIRCULAR",
        "Schools that took the place of each other, by what is recorded: the record needs a look.",
    )
    OPENED = "OPENED", "An organisation opened."
    CLOSED = "CLOSED", "An organisation closed; what it was part of, it left by that."
    MOVED = "MOVED", "A school passed from one trust, local authority or diocese to another."
    JOINED = "JOINED", "An organisation became part of a trust, authority, diocese or group."
    LEFT = "LEFT", "An organisation ceased to be part of a trust, authority, diocese or group."
    BEGAN = "BEGAN", "A partnership began, with those who were in it from the start."
    ENDED = "ENDED", "A partnership ended, with those who were in it to the last."
    MEMBER_JOINED = "MEMBER_JOINED", "An organisation joined a partnership that had begun."
    MEMBER_LEFT = "MEMBER_LEFT", "An organisation left a partnership that went on."


class ImportState(Word):
    """How an import stands."""

    RUNNING = "RUNNING", "It is at work."
    COMPLETE = "COMPLETE", "All of it is in."
    REFUSED = "REFUSED", "It should not go on; whoever imported it was told why."
    STOPPED = "STOPPED", "It was cut off, or died. Import the same file again: it goes on."


class View(Word):
    """Whom a network is of."""

    ORGANISATIONS = "ORGANISATIONS", "Of organisations, each for itself."
    TRUSTS = "TRUSTS", "Of trusts, each with its schools; whoever is in no trust for itself."
    LOCAL_AUTHORITIES = (
        "LOCAL_AUTHORITIES",
        "Of LAs, each with all that lies in it; whoever lies in none for itself.",
    )


class RunState(Word):
    """How an analysis that is worked out once stands."""

    RUNNING = "RUNNING", "It is at work."
    COMPLETE = "COMPLETE", "It is there, and answers whoever asks the same of the same data."
    CANCELLED = "CANCELLED", "Somebody cancelled it."
    STOPPED = "STOPPED", "It was cut off, or died. Run it again: it begins anew."


class TieState(Word):
    """What is said of whether two organisations work together."""

    RECORDED = "RECORDED", "Somebody records that they do, and neither of them denies it."
    ABSENT = (
        "ABSENT",
        "One of them, or both, say that they do not; nobody records that they do.",
    )
    DISPUTED = "DISPUTED", "Somebody records that they do; one of them, or both, say they do not."


class Direction(Word):
    """Which way a measure should move. To hold a level, take it as baseline and as target."""

    INCREASE = "INCREASE", "More is better: the target is reached at it or above it."
    DECREASE = "DECREASE", "Less is better: the target is reached at it or below it."


class GoalStatus(Word):
    """Where a goal, a milestone or a measure stands on a day, by what was observed until then.

    The path of a measure runs straight from its baseline, on the first day of the goal, to its
    target, on the due day of the milestone. Only what was observed by the due day counts, and of
    that the newest.
    """

    NOT_STARTED = "NOT_STARTED", "The goal begins after this day."
    ON_TRACK = "ON_TRACK", "When last observed it was on the path to its target, or better."
    AT_RISK = "AT_RISK", "When last observed it was behind the path to its target."
    MET = "MET", "When last observed, by the due day, its target was reached."
    MISSED = "MISSED", "The due day has passed, and when last observed the target was not reached."
    UNKNOWN = "UNKNOWN", "Nothing was observed, or not enough is known to draw the path."


class PlaceKind(Word):
    """What sort of places are compared."""

    LA = "LA", "Local authorities, each with what lies in it."
    DIOCESE = "DIOCESE", "Dioceses, each with its schools and the trusts that run them."
    TRUST = "TRUST", "Academy trusts, each with the schools that it runs."


class PlaceMeasure(Word):
    """What places are compared by: how those work together that answered in full.

    The first two depend on how many there are, and are set against places of about the same size.
    The others are set against chance: against networks in which as many are in as many partnerships
    of the same sizes, and who is in which was dealt out at random.
    """

    DENSITY = "DENSITY", "The share of pairs that are tied directly (Provan et al. 2005)."
    CENTRALISATION = (
        "CENTRALISATION",
        "How far the ties run through one organisation, from 0 to 1 (Freeman 1979).",
    )
    CLUSTERING = (
        "CLUSTERING",
        "The share of pairs of partners of one organisation that are partners of each other "
        "(Newman, Strogatz and Watts 2001).",
    )
    WITHIN_TRUSTS = "WITHIN_TRUSTS", "The share of ties that join two of one academy trust."
    WITHIN_AUTHORITIES = (
        "WITHIN_AUTHORITIES",
        "The share of ties that join two of one local authority.",
    )
    ACROSS_KINDS = (
        "ACROSS_KINDS",
        "From -1, where all ties join two of one kind, such as schools, to 1, where none does: the "
        "E-I index (Krackhardt and Stern 1988).",
    )
    ACROSS_PHASES = (
        "ACROSS_PHASES",
        "From -1, where all ties of schools join two of one phase, to 1, where none does: the E-I "
        "index (Krackhardt and Stern 1988).",
    )
    MODULARITY = (
        "MODULARITY",
        "How far ties lie within clusters, from below 0 to 1, by the Louvain method (Blondel et "
        "al. 2008).",
    )


class Yardstick(Word):
    """What a value of a place is set against."""

    PLACES = "PLACES", "Other places of about the same size."
    CHANCE = (
        "CHANCE",
        "Networks in which as many are in as many partnerships of the same sizes, and who is in "
        "which was dealt out at random.",
    )


class Grouping(Word):
    """By what organisations are grouped, where it is asked who works with their own kind."""

    SECTOR = "SECTOR", "What they are: schools, trusts, authorities, community organisations."
    TRUST = "TRUST", "The trust that runs them; a trust is grouped with its schools."
    PLACE = "PLACE", "The local authority that they lie in; it is grouped with them."
    DIOCESE = "DIOCESE", "The diocese that they are of; it is grouped with them."
    PHASE = "PHASE", "The phase of education; only schools have one."


class ConfidenceState(Word):
    """How far it is worked out how sure findings are."""

    CHECKING = "CHECKING", "It is being worked out, or waits for its turn: ask again."
    READY = "READY", "It is there."
    BUSY = "BUSY", "It has not begun, for too many others wait: ask again in a minute."
    NONE = "NONE", "There is none, and the sentence says why."
