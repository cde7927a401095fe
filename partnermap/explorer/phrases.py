"""What a reader calls the terms of the vocabulary, where they have a better name than their own."""

from typing import Final

from partnermap.vocabulary import Answer, GoalStatus, Role, TieKind, View, Visibility

TIES: Final = {
    TieKind.IN_TRUST: "trust",
    TieKind.IN_LA: "local authority",
    TieKind.IN_DIOCESE: "diocese",
    TieKind.IN_GROUP: "group",
}
"""What that is which something is part of."""
ANSWERS: Final = {
    Answer.COMPLETE: "answered in full",
    Answer.PARTIAL: "answered in part",
    Answer.SILENT: "has not answered",
}
ROLES: Final = {
    Role.LEAD: "leads it",
    Role.MEMBER: "member",
    Role.PROVIDER: "provides it",
    Role.FUNDER: "funds it",
}
SEEN_BY: Final = {
    Visibility.PUBLIC: "anyone",
    Visibility.SIGNED_IN: "anyone who is signed in",
    Visibility.MEMBERS: "its members",
    Visibility.OWNER: "whoever keeps the record",
}
GOAL_STATES: Final = {
    GoalStatus.NOT_STARTED: "not begun yet",
    GoalStatus.ON_TRACK: "on track",
    GoalStatus.AT_RISK: "behind, and at risk",
    GoalStatus.MET: "reached",
    GoalStatus.MISSED: "missed",
    GoalStatus.UNKNOWN: "not known",
}
VIEWS: Final = {
    View.ORGANISATIONS: "each for itself",
    View.TRUSTS: "each school with its trust",
    View.LOCAL_AUTHORITIES: "each with its local authority",
}
"""Whom each counts with."""
