"""What several facts about one thing amount to: its properties, and the spells of its ties."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from partnermap.imports.facts import Said, may_overlap
from partnermap.model.dates import Span, When
from partnermap.model.facts import SUCCEEDED_BY, Thing, Tie, Value
from partnermap.model.names import fold, sort_key
from partnermap.store.changes import ORGANISATION, home
from partnermap.vocabulary import Role

Properties = dict[str, Value]
T = TypeVar("T")
Claims = Sequence[tuple[Said, T]]
"""Things or ties, each with the fact that says so."""
Ranks = Mapping[str, int]
"""For each source, whom to believe first: the lowest rank, and the newest within it."""
Spells = dict[tuple[str, str, str], Properties]
"""The ties of one thing: kind, other end and first day tell them apart."""

BY_HAND = 1
"""The rank of what people record by hand."""
_LEAST_TRUSTED = 9
_UNSAID: Mapping[str, Properties] = {"MEMBER_OF": {"role": Role.MEMBER}}
"""What a tie of some kind has where none of its claims says so."""


def strongest_first(claims: Claims[T], ranks: Ranks) -> Claims[T]:
    """The claims in the order in which to believe them."""
    if len(claims) < 2:
        return claims
    ordered = sorted(claims, key=lambda claim: claim[0].key)
    ordered.sort(key=lambda claim: claim[0].published, reverse=True)
    ordered.sort(key=lambda claim: ranks.get(claim[0].source, _LEAST_TRUSTED))
    return ordered


def standing(claims: Claims[T]) -> Claims[T]:
    """The claims that are still made, or if none is, all that were."""
    return [claim for claim in claims if not claim[0].past] or claims


def refined(known: When | None, other: When | None) -> When | None:
    """The date that two sources make of one: the first, unless the second only narrows it."""
    if known is None or other is None:
        return known or other
    narrower = known.earliest <= other.earliest and other.latest <= known.latest
    return other if narrower else known


def described(id_: str, label: str, claims: Claims[Thing], ranks: Ranks) -> Properties:
    """The properties of a thing. A source that is silent about one never overrides another's."""
    said: Properties = {}
    start: When | None = None
    end: When | None = None
    for _, thing in strongest_first(standing(claims), ranks):
        said = {**thing.properties, **said}
        start = refined(start, thing.span.start)
        end = refined(end, thing.span.end)
    name = str(said.get("name", id_))
    whole: Properties = {
        **said,
        **Span(start, end).properties(),
        "name": name,
        "folded": fold(name),
        "sortKey": sort_key(name, id_),
    }
    if home(id_) == ORGANISATION:
        whole["kind"] = label
    return {key: value for key, value in whole.items() if value is not None}


@dataclass(slots=True)
class _Spell:
    """A time during which a tie held, as far as the claims taken in so far tell."""

    span: Span
    properties: Properties
    said_by: list[str]
    sources: set[str]

    @classmethod
    def of(cls, said: Said, tie: Tie) -> "_Spell":
        """The spell that one claim tells of."""
        return cls(tie.span, dict(tie.properties), [said.key], {said.source})

    def take(self, said: Said, tie: Tie) -> None:
        """Let one more claim say what the stronger ones left open."""
        self.span = Span(
            refined(self.span.start, tie.span.start), refined(self.span.end, tie.span.end)
        )
        self.properties = {**tie.properties, **self.properties}
        self.said_by.append(said.key)
        self.sources.add(said.source)

    def remember(self, tie: Tie) -> None:
        """Let a claim of the past say when the tie began, if nobody says so today."""
        self.span = Span(self.span.start or tie.span.start, self.span.end)


def spells(claims: Claims[Tie], ranks: Ranks) -> Spells:
    """The ties of one thing, with the properties of each.

    Claims of several sources that may be of the same time make one spell; two rows of one source
    make two, unless what they tell of happens once. What is claimed no longer is a spell of its
    own, unless it may be of the same time as one that is.
    """
    by_end: defaultdict[tuple[str, str], list[tuple[Said, Tie]]] = defaultdict(list)
    for said, tie in claims:
        by_end[tie.kind, tie.end].append((said, tie))
    found: Spells = {}
    for (kind, end), some in by_end.items():
        ordered = strongest_first(some, ranks)
        for spell in _once(ordered) if kind == SUCCEEDED_BY else _spells(ordered):
            dates = {k: v for k, v in spell.span.properties().items() if v is not None}
            key = (kind, end, str(dates["since"]))
            said_by = {*spell.said_by, *strings(found.get(key, {}).get("saidBy"))}
            unsaid = _UNSAID.get(kind, {})
            found[key] = {**unsaid, **spell.properties, **dates, "saidBy": sorted(said_by)}
    return found


def strings(value: Value) -> list[str]:
    """A list of texts as such; anything else as none."""
    return value if isinstance(value, list) else []


def _once(claims: Claims[Tie]) -> list[_Spell]:
    """What happens once between two things, as one spell of all who say so, strongest first.

    The register tells it from both ends, of the old school's last day and of the new one's first:
    of what one source says, the latest day is when it had happened.
    """
    (strongest, tie), *others = standing(claims)
    spell = _Spell.of(strongest, tie)
    for said, other in others:
        same_source = said.source == strongest.source
        spell.take(said, other)
        if same_source and other.span.start and spell.span.start:
            latest = max(spell.span.start, other.span.start, key=lambda day: day.latest)
            spell.span = Span(latest, spell.span.end)
    for said, other in claims:
        if said.past:
            spell.remember(other)
    return [spell]


def _spells(claims: Claims[Tie]) -> list[_Spell]:
    """The spells of the ties of one kind between two things, from claims strongest first."""
    now: list[_Spell] = []
    for said, tie in claims:
        if not said.past:
            _take(now, said, tie)
    then: list[_Spell] = []
    for said, tie in claims:
        if said.past:
            same = next((s for s in now if may_overlap(s.span, tie.span)), None)
            if same:
                same.remember(tie)
            else:
                _take(then, said, tie)
    return now + then


def _take(spells: list[_Spell], said: Said, tie: Tie) -> None:
    """Add a claim to the first spell that may be of the same time, or begin a new one."""
    for spell in spells:
        if may_overlap(spell.span, tie.span) and (said.past or said.source not in spell.sources):
            spell.take(said, tie)
            return
    spells.append(_Spell.of(said, tie))
