"""The sample's rows of partnerships: who is a member of what, and who was asked."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from random import Random
from typing import Final

from partnermap.sample import SCOPE
from partnermap.sample.answers import (
    ALONE,
    PARTIAL,
    ROUND,
    ROUND_BEGAN,
    ROUND_ENDED,
    SILENT_AND_UNNAMED,
    SILENT_BUT_NAMED,
    UNASKED,
)
from partnermap.sample.backdrop import Draft
from partnermap.sample.community import AREA_OF
from partnermap.sample.schools import (
    BRINMOUTH,
    CITY,
    DIOCESE_NAME,
    MOOR,
    SCHOOLS,
    THORNMERE,
    TRUSTS,
    Area,
    School,
)
from partnermap.sample.story import DRAFTS, SPELLS
from partnermap.vocabulary import Answer, PartnershipKind, Role, Strength, Theme

Row = Mapping[str, str]

COLUMNS: Final = (
    *("row", "partnership", "owner", "kind", "themes", "visibility", "started", "ended"),
    *("organisation", "name", "organisation_kind", "sector", "la"),
    *("role", "joined", "left", "round", "answer", "strength", "local_label"),
)
_USUAL: Final = {
    PartnershipKind.NETWORK: Strength.NETWORKING,
    PartnershipKind.CLUSTER: Strength.COORDINATING,
    PartnershipKind.PROJECT: Strength.COOPERATING,
    PartnershipKind.SERVICE: Strength.COOPERATING,
    PartnershipKind.ALLIANCE: Strength.COLLABORATING,
    PartnershipKind.BILATERAL: Strength.COLLABORATING,
}
"""How closely the members of such a partnership mostly work."""


class Deck:
    """The schools of a neighbourhood that may be dealt in, the longest waiting first."""

    def __init__(self, area: Area, rng: Random) -> None:
        out = {*ALONE, *SILENT_AND_UNNAMED, *UNASKED}
        self._waiting = [s for s in SCHOOLS if s.area is area and s.open and s.call not in out]
        rng.shuffle(self._waiting)

    def deal(self, number: int, suits: Callable[[School], bool]) -> list[str]:
        """The short names of so many schools that suit, which then wait behind all others."""
        hand = [school for school in self._waiting if suits(school)][:number]
        self._waiting = [school for school in self._waiting if school not in hand] + hand
        return [school.call for school in hand]


def partnerships(rng: Random, opened: Mapping[int, date]) -> Iterator[Row]:
    """Every partnership's members, then everybody asked.

    `opened` gives by URN the day a school opened, before which it was a member of nothing.
    """
    parties = _parties()
    first_days = {s.call: opened[s.urn].isoformat() for s in SCHOOLS if s.urn in opened}
    decks = {"city": Deck(CITY, rng), "moor": Deck(MOOR, rng)}
    for draft in DRAFTS:
        strength = _strength(draft)
        for role, call, joined, left in _members(draft, decks, rng):
            yield {
                "row": "member",
                "partnership": draft.name,
                "owner": SCOPE,
                "kind": _plain(draft.kind),
                "themes": ";".join(map(_plain, draft.themes)),
                "visibility": _plain(draft.visibility),
                "started": draft.since,
                "ended": draft.until,
                **parties[call],
                "role": _plain(role),
                "joined": max(joined, first_days.get(call, "")),
                "left": left,
                "strength": strength,
                "local_label": draft.label,
            }
    for call in _asked():
        yield {
            "row": "asked",
            "owner": SCOPE,
            "started": ROUND_BEGAN,
            "ended": ROUND_ENDED,
            **parties[call],
            "round": ROUND,
            "answer": _plain(_answer(call)),
        }


def _parties() -> dict[str, Row]:
    """What the file says of each organisation itself, by its short name."""
    parties: dict[str, Row] = {SCOPE: {"organisation": SCOPE, "name": DIOCESE_NAME}}
    for authority in (THORNMERE, BRINMOUTH):
        id_ = f"la:{authority.code}"
        parties[id_] = {"organisation": id_, "name": authority.name}
    for uid, name in TRUSTS.items():
        parties[name] = {"organisation": f"uid:{uid}", "name": name}
    # Fennowby is twice in the cast: its academy comes second and is the one meant.
    for school in SCHOOLS:
        parties[school.call] = {"organisation": f"urn:{school.urn}", "name": school.name}
    for community, area in AREA_OF.items():
        parties[community.name] = {
            "organisation": community.number,
            "name": community.name,
            "organisation_kind": "community",
            "sector": community.sector,
            "la": area.authority.code,
        }
    return parties


def _members(
    draft: Draft, decks: Mapping[str, Deck], rng: Random
) -> Iterator[tuple[Role, str, str, str]]:
    """Role, short name, joined and left of everyone in a partnership."""
    cast = (
        *((Role.LEAD, call) for call in draft.leads),
        *((Role.PROVIDER, call) for call in draft.providers),
        *((Role.MEMBER, call) for call in draft.members),
    )
    for role, call in cast:
        for joined, left in SPELLS.get((draft.name, call), ((draft.since, draft.until),)):
            yield role, call, joined, left
    present = {call for _, call in cast}
    faith = Theme.FAITH in draft.themes

    def suits(school: School) -> bool:
        return school.call not in present and (school.church or not faith)

    hand = decks["city"].deal(draft.city, suits) + decks["moor"].deal(draft.moor, suits)
    for call in hand:
        yield Role.MEMBER, call, _joined(draft, rng), draft.until


def _strength(draft: Draft) -> str:
    """What most partnerships of its kind are; some are not, and some do not say."""
    rng = Random(draft.name)  # noqa: S311 - of its own, so that the dealing does not depend on it
    usual, chance = _USUAL[draft.kind], rng.random()
    if chance < 0.1:
        return ""
    return _plain(usual if chance < 0.8 else rng.choice([*Strength]))


def _joined(draft: Draft, rng: Random) -> str:
    """Most were there from the start; some came in a later September."""
    year = int(draft.since[:4])
    if draft.until or year > 2022 or rng.random() < 0.7:
        return draft.since
    return f"{rng.randint(year + 1, 2024)}-09"


def _asked() -> Iterator[str]:
    church = [school for school in SCHOOLS if school.church and school.open]
    with_church = {school.trust for school in church}
    yield from (school.call for school in church if school.call not in UNASKED)
    yield from (name for uid, name in TRUSTS.items() if uid in with_church)
    yield from (community.name for community in AREA_OF)


def _answer(call: str) -> Answer:
    if call in SILENT_AND_UNNAMED or call in SILENT_BUT_NAMED:
        return Answer.SILENT
    return Answer.PARTIAL if call in PARTIAL else Answer.COMPLETE


def _plain(word: StrEnum) -> str:
    """A word of the vocabulary as a person would type it."""
    return word.lower().replace("_", " ")
