"""How a thing was described before: what its sources said until they worded it otherwise."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from partnermap.imports.facts import Said
from partnermap.imports.folding import (
    BY_HAND,
    Claims,
    Properties,
    Ranks,
    described,
    strongest_first,
)
from partnermap.model.dates import BEGINNING, OPEN
from partnermap.model.facts import Thing, Value
from partnermap.model.keys import canonical
from partnermap.store.changes import ORGANISATION, home

Wordings = dict[str, Properties]
"""Earlier descriptions by their last day; each is whole, but for the span of the thing itself and
for what an organisation is, which never changes."""

_SPAN = frozenset(("since", "sinceBy", "until", "untilFrom"))
_FOLLOWS = frozenset(("folded", "sortKey", "pupilsOrder"))
"""Properties that follow from others; that they changed is no news."""


def present(claims: Claims[Thing]) -> Claims[Thing]:
    """Those claims that no later wording has replaced."""
    return [claim for claim in claims if claim[1].replaced is None]


def wordings(id_: str, claims: Claims[Thing], ranks: Ranks) -> Wordings:
    """The descriptions of a thing that no longer hold, each with what changed after it.

    What a source says first it says of all days before, too; what a person says by hand counts
    from the day on which they say it. `changes` are the fields that the next wording alters, as
    JSON of [field, before, after]; `saidBy` is the key of the fact that altered them.
    """
    if len(claims) < 2:  # of most things one source tells, and has told but once
        return {}
    stretches = list(_stretches(claims, ranks))
    days = sorted({BEGINNING, *(stretch.first for stretch in stretches)})
    apart = _SPAN | {"kind"} if home(id_) == ORGANISATION else _SPAN
    told: list[tuple[str, Claims[Thing], Properties]] = []
    for day in days:
        then = [(s.said, s.thing) for s in stretches if s.first <= day < s.end]
        if not then:
            continue
        whole = described(id_, home(id_), then, ranks)
        read = {key: value for key, value in whole.items() if key not in apart}
        if not told or told[-1][2] != read:
            told.append((day if told else BEGINNING, then, read))
    found: Wordings = {}
    for (since, before, read), (turn, after, other) in pairwise(told):
        known = {said.key for said, _ in before}
        new = (said.key for said, _ in strongest_first(after, ranks) if said.key not in known)
        until = _day_before(turn)
        found[until] = {
            **read,
            "since": since,
            "until": until,
            "changes": canonical(_changes(read, other)),
            "saidBy": next(new, None),
        }
    return found


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The days for which one wording of a row counts."""

    first: str
    end: str
    """The day from which it counts no more."""
    said: Said
    thing: Thing


def _stretches(claims: Claims[Thing], ranks: Ranks) -> Iterator[_Stretch]:
    """Each claim with the days for which it counts: up to the next wording of its row."""
    by_row: defaultdict[tuple[str, str], list[tuple[Said, Thing]]] = defaultdict(list)
    for said, thing in claims:
        key = said.fact.key
        by_row[said.source, key.rpartition("@")[0] if said.past else key].append((said, thing))
    for (source, _), row in by_row.items():
        row.sort(key=lambda claim: (claim[0].published, claim[1].replaced or OPEN))
        first = row[0][0].published if ranks.get(source) == BY_HAND else BEGINNING
        following = [said.published for said, _ in row[1:]]
        for (said, thing), other in zip(row, [*following, OPEN], strict=True):
            end = min(thing.replaced or OPEN, other)
            if first < end:
                # For as long as it counts it was said.
                told = replace(said, past=False) if thing.replaced else said
                yield _Stretch(first, end, told, thing)
                first = end


def _changes(before: Properties, after: Properties) -> list[tuple[str, Value, Value]]:
    return [
        (key, before.get(key), after.get(key))
        for key in sorted((before.keys() | after.keys()) - _FOLLOWS)
        if before.get(key) != after.get(key)
    ]


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
