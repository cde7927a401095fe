"""A partnership as a person writes it down, and what is wrong with what they wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnermap.edits.words import Check
from partnermap.model.dates import Span
from partnermap.model.facts import Value
from partnermap.model.names import LABEL_LENGTH
from partnermap.vocabulary import PartnershipKind, Role, Strength, Theme, Visibility

MEMBERS = 500
"""The most members that one edit may name."""


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation's part in a partnership, as it was written."""

    organisation: str
    role: Role = Role.MEMBER
    joined: str | None = None
    left: str | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """A partnership as it was written. `owner` is the id of the organisation that keeps it."""

    name: str
    kind: PartnershipKind
    members: Sequence[Member]
    themes: Sequence[Theme] = ()
    local_label: str | None = None
    strength: Strength | None = None
    visibility: Visibility = Visibility.PUBLIC
    owner: str | None = None
    started: str | None = None
    ended: str | None = None


def read(described: Described) -> tuple[str, Span, list[Span]]:
    """The name, the span of the whole and those of the memberships, all found to be in order."""
    check = Check()
    name = check.name(described.name, "input", "name")
    if described.local_label is not None:
        check.name(described.local_label, "input", "localLabel", longest=LABEL_LENGTH)
    span = check.span(described.started, described.ended, ("input", "started"), ("input", "ended"))
    members = described.members
    if not members:
        check.wrong("A partnership has members: name at least one.", "input", "members")
    if len(members) > MEMBERS:
        check.wrong(
            f"It names {len(members):,} members, and {MEMBERS} is the most at once: let the others "
            "join afterwards.",
            "input",
            "members",
        )
        check.passed()
    if described.kind is PartnershipKind.BILATERAL and len(members) != 2:
        check.wrong("A bilateral partnership has two members.", "input", "members")
    spans = []
    seen: dict[str, int] = {}
    for i, member in enumerate(members):
        at = ("input", "members", str(i))
        own = check.span(member.joined, member.left, (*at, "joined"), (*at, "left"))
        spans.append(own)
        if seen.setdefault(member.organisation, i) != i:
            check.wrong("It is named twice; nobody is in partnership with itself.", *at)
        _check_within(check, own, span, at)
    check.passed()
    return name, span, spans


def _check_within(check: Check, own: Span, whole: Span, at: tuple[str, ...]) -> None:
    """A membership cannot begin after its partnership ended, nor end before it began."""
    if own.start and whole.end and own.start.earliest > whole.end.latest:
        check.wrong("It lies after the end of the partnership.", *at, "joined")
    if own.end and whole.start and own.end.latest < whole.start.earliest:
        check.wrong("It lies before the beginning of the partnership.", *at, "left")


def properties(described: Described, name: str) -> dict[str, Value]:
    """What is said of the partnership itself, without what is left open."""
    said: dict[str, Value] = {
        "name": name,
        "kind": described.kind,
        "themes": sorted(set(described.themes)),
        "visibility": described.visibility,
        "strength": described.strength,
        "localLabel": described.local_label and " ".join(described.local_label.split()),
        "owner": described.owner,
    }
    return {key: value for key, value in said.items() if value is not None}
