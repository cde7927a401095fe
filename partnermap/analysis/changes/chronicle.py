"""The sentences of events: every word that a reader sees of a comparison is written here.

Names are given as they are to be read; a date is told as exactly as it is known.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from partnermap.analysis.wording import listed, number, on_day, one_or_many, when
from partnermap.model.dates import When
from partnermap.vocabulary import EventKind, Kind, TieKind

HEADINGS = {
    EventKind.MERGED: "Trusts that merged",
    EventKind.SUCCEEDED: "Schools that took the place of others",
    EventKind.SPLIT: "Schools whose place was taken by several",
    EventKind.CIRCULAR: "Successions that the records leave unclear",
    EventKind.OPENED: "Opened",
    EventKind.CLOSED: "Closed",
    EventKind.MOVED: "Moved",
    EventKind.JOINED: "Joined a trust, authority, diocese or group",
    EventKind.LEFT: "Left a trust, authority, diocese or group",
    EventKind.BEGAN: "Partnerships that began",
    EventKind.ENDED: "Partnerships that ended",
    EventKind.MEMBER_JOINED: "Joined a partnership",
    EventKind.MEMBER_LEFT: "Left a partnership",
}
"""What events of one kind are headed with where they are listed."""

_PASSED = {
    TieKind.IN_TRUST: "moved from {} to {}",
    TieKind.IN_LA: "passed from the local authority {} to {}",
    TieKind.IN_DIOCESE: "passed from {} to {}",
}
_JOINED = {TieKind.IN_LA: "came under the local authority {}"}
_LEFT = {TieKind.IN_LA: "left the local authority {}"}
_PLACES = (Kind.LOCAL_AUTHORITY, Kind.DIOCESE)


def merged(trusts: Sequence[str], heir: str, day: When | None, schools: int, *, new: bool) -> str:
    """That trusts closed and their schools passed to one other, which may be `new`."""
    their = one_or_many(len(trusts), "its", "their")
    went = one_or_many(schools, "school", f"{number(schools)} schools")
    became = "merged into"
    if new:
        became = one_or_many(len(trusts), "gave way to a new trust,", "merged to form")
    return f"{listed(trusts)} {became} {heir}, which took on {their} {went}, {when(day)}."


def succeeded(
    before: Sequence[str], after: Sequence[str], day: When | None, closed_on: When | None
) -> str:
    """That one took the place of some, and the next the place of that, and so on.

    `closed_on` is the last day of those who gave way, if they have one in common.
    """
    took, *later = after
    gap = closed_on is not None and day is not None and not _adjoin(closed_on, day)
    closed_before = f", which closed {when(closed_on)}," if gap else ""
    onward = ", and then gave way to " + ", then to ".join(later) if later else ""
    return f"{took} took the place of {listed(before)}{closed_before} {when(day)}{onward}."


def split(before: str, after: Sequence[str], day: When | None) -> str:
    """That more than one took the place of one."""
    return f"More than one school took the place of {before} {when(day)}: {listed(after)}."


def circular(names: Sequence[str]) -> str:
    """That some are recorded as having taken each other's place."""
    place = one_or_many(len(names), "its own place", "each other’s place")
    has = one_or_many(len(names), "has", "have")
    return f"The records say that {listed(names)} {has} taken {place}; they need a look."


def opened(name: str, kind: str, day: When | None, within: Sequence[str]) -> str:
    """That an organisation opened, as part of what."""
    verb = "was set up" if kind in _PLACES else "opened"
    return f"{name} {verb} {when(day)}{', as part of ' + listed(within) if within else ''}."


def closed(name: str, kind: str, day: When | None, parts: Sequence[str]) -> str:
    """That an organisation closed, and what was part of it to the last."""
    verb = "was abolished" if kind in _PLACES else "closed"
    return f"{name} {verb} {when(day)}{_had(parts, 'part of it until then')}."


def moved(
    kind: TieKind,
    names: Sequence[str],
    ends: tuple[str, str],
    left: When | None,
    joined: When | None,
) -> str:
    """That some went from one whole to another."""
    if left and joined and left.latest < joined.earliest and not _adjoin(left, joined):
        first = f"left {ends[0]} {when(left)}"
        return f"{listed(names)} {first} and joined {ends[1]} {when(joined)}."
    return f"{listed(names)} {_PASSED[kind].format(*ends)} {when(joined or left)}."


def part(kind: TieKind, names: Sequence[str], whole: str, day: When | None, *, began: bool) -> str:
    """That some became, or ceased to be, part of a whole."""
    what = _JOINED.get(kind, "joined {}") if began else _LEFT.get(kind, "left {}")
    return f"{listed(names)} {what.format(whole)} {when(day)}."


def partnership_began(name: str, day: When | None, members: Sequence[str]) -> str:
    """That a partnership began, and who was in it from the start."""
    with_them = f", with {listed(members)}" if members else ""
    return f"The partnership “{name}” began {when(day)}{with_them}."


def partnership_ended(name: str, day: When | None, members: Sequence[str]) -> str:
    """That a partnership ended, and who was in it to the last."""
    return f"The partnership “{name}” ended {when(day)}{_had(members, 'in it to the last')}."


def member(names: Sequence[str], partnership: str, day: When | None, *, began: bool) -> str:
    """That some joined or left a partnership."""
    did = "joined" if began else "left"
    return f"{listed(names)} {did} the partnership “{partnership}” {when(day)}."


def unsure(sentence: str, *, began: bool, early: str | None, late: str | None) -> str:
    """The sentence, with the days of the period that its date may lie on or beyond."""
    told = [f"{'by' if began else 'before'} {on_day(early)}"] if early else []
    told += [f"after {on_day(late)}"] if late else []
    return f"{sentence.removesuffix('.')} (perhaps {' or '.join(told)})." if told else sentence


def _had(names: Sequence[str], what: str) -> str:
    if not names:
        return ""
    return f"; {listed(names)} {one_or_many(len(names), 'was', 'were')} {what}"


def _adjoin(last: When, first: When) -> bool:
    """Whether the second date may be the day of the first, or the one after it."""
    return first.earliest <= str(date.fromisoformat(last.latest) + timedelta(days=1))
