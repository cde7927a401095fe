"""An answer as facts: who it says is in which partnership with whom, and what it leaves open."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from partnermap.matching.words import words
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Tie, Value
from partnermap.model.keys import digest
from partnermap.store.rounds import ANSWERS, Known, Part
from partnermap.surveys.layout import ANSWERED
from partnermap.surveys.rows import Line, row_key
from partnermap.vocabulary import PartnershipKind, Visibility

_OF_THE_WHOLE: Final = ("kind", "strength", "since", "until", "ours")


@dataclass(slots=True)
class Whole:
    """All rows of an answer about one partnership, and what they say of it together."""

    name: str | None
    """None where it is only the respondent and its partner."""
    lines: list[Line] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    """For each row, whom it names."""
    heard: list[Line] = field(default_factory=list)
    """Rows about it of which it is not clear whom they name."""
    said: dict[str, Any] = field(default_factory=dict)
    themes: set[str] = field(default_factory=set)

    def take(self, line: Line, partner: str) -> str:
        """Add a row; if it contradicts an earlier one, leave it out and return where."""
        values = line.values
        for name in _OF_THE_WHOLE:
            if name in values and self.said.get(name, values[name]) != values[name]:
                rows = (*self.lines, *self.heard)
                first = next(other.line for other in rows if name in other.values)
                return f"{ANSWERED[name].text}: row {first} says something else of it"
        self.said |= {name: values[name] for name in _OF_THE_WHOLE if name in values}
        self.themes |= themes_of(line)
        self.lines.append(line)
        self.partners.append(partner)
        return ""

    def hear(self, line: Line) -> None:
        """Let a row say what the others leave open; it is of no account whom it names."""
        self.heard.append(line)
        for name in _OF_THE_WHOLE:
            if name in line.values:
                self.said.setdefault(name, line.values[name])

    def beside(self, line: Line) -> dict[str, str]:
        """The cells of the other rows that tell of it as a whole, by their columns."""
        found: dict[str, str] = {}
        for other in (*self.lines, *self.heard):
            for name in _OF_THE_WHOLE:
                if other is not line and name in other.values:
                    found.setdefault(name, other.written[name])
        return found


def wholes(
    named: Iterable[tuple[Line, str]], nameless: Iterable[Line]
) -> tuple[list[Whole], list[tuple[Line, str]]]:
    """The partnerships that rows are about, and the rows that contradict others, with the reason.

    Each row comes with the id of whom it names; of those that name nobody surely, what they say of
    a partnership with a name counts for it all the same, so that nothing changes in the other rows
    once it is clear.
    """
    found: dict[object, Whole] = {}
    refused = []
    for line, partner in named:
        name = line.values.get("partnership")
        key = words(name) if name else partner
        whole = found.setdefault(key, Whole(name))
        if reason := whole.take(line, partner):
            refused.append((line, reason))
    for line in nameless:
        if name := line.values.get("partnership"):
            found.setdefault(words(name), Whole(name)).hear(line)
    return list(found.values()), refused


def may_be(whole: Whole, respondent: str, round_id: str, parts: Collection[Part]) -> list[str]:
    """The ids of the partnerships that may be meant: those of this round first, then known ones.

    What two organisations do together without a name is known by its themes, where both give any.
    """
    if whole.name is None:
        pair = _pair(whole, respondent)
        own = {part.partnership for part in parts if part.organisation == respondent}
        both = [
            part.partnership
            for part in parts
            if part.organisation == whole.partners[0]
            and part.partnership in own
            and part.kind == PartnershipKind.BILATERAL
            and (not whole.themes or not part.themes or whole.themes & {*part.themes})
        ]
        return [_born(PartnershipKind.BILATERAL, pair, round_id), *both]
    name = words(whole.name)
    sides = {respondent, *whole.partners}
    known = [p.partnership for p in parts if p.organisation in sides and words(p.name) == name]
    return [*(_born(kind, name, round_id) for kind in PartnershipKind), *known]


@lru_cache(maxsize=100_000)
def _born(kind: PartnershipKind, of: tuple[str, ...], round_id: str) -> str:
    """The id of a partnership that a round brings in."""
    return f"partnership:{digest(kind, *of, round_id)}"


def _pair(whole: Whole, respondent: str) -> tuple[str, ...]:
    """The two that rows without the name of a partnership are about."""
    return tuple(sorted((respondent, whole.partners[0])))


@dataclass(frozen=True, slots=True)
class Meant:
    """The partnership that some rows are about."""

    id: str
    kind: PartnershipKind
    elsewhere: bool
    """Whether a source that is no survey tells of it: its name and who may see it are its own."""


def choose(
    whole: Whole,
    respondent: str,
    round_id: str,
    parts: Collection[Part],
    known: Mapping[str, Known],
) -> Meant | str:
    """The partnership meant, or why that is not clear."""
    wanted = whole.said.get("kind")
    candidates = dict.fromkeys(may_be(whole, respondent, round_id, parts))
    stored = [id_ for id_ in candidates if id_ in known]
    if len(stored) > 1 and (fitting := [id_ for id_ in stored if known[id_].kind == wanted]):
        stored = fitting
    if len(stored) > 1:
        ask = "say which kind it is" if whole.name else "give the name of the one that is meant"
        return f"it may be any of {len(stored)} partnerships that are known already; {ask}"
    if stored:
        kind, sources = known[stored[0]]
        elsewhere = any(not source.startswith(ANSWERS) for source in sources)
        return Meant(stored[0], PartnershipKind(kind), elsewhere)
    if whole.name is None:
        kind, of = PartnershipKind.BILATERAL, _pair(whole, respondent)
    else:
        kind, of = wanted or PartnershipKind.NETWORK, words(whole.name)
    return Meant(_born(kind, of, round_id), kind, elsewhere=False)


def facts(
    whole: Whole,
    meant: Meant,
    respondent: str,
    introduced: Mapping[str, Thing],
    names: Mapping[str, str],
) -> Sequence[Fact]:
    """One fact for each row: the partnership, the respondent's part in it and the partner's.

    Of a partnership with a name each row says what it says itself, so that a row which is set
    right later changes nothing in the others.
    """
    fixed: dict[str, Value] = {}
    if not meant.elsewhere:
        sides = sorted((respondent, whole.partners[0]))
        fixed["name"] = whole.name or " with ".join(names[side] for side in sides)
        fixed["kind"] = meant.kind
        fixed["visibility"] = Visibility.SIGNED_IN
    ends = Span(None, whole.said.get("until"))
    own = Tie("MEMBER_OF", respondent, meant.id, ends, _role(whole.said.get("ours")))
    found = []
    for line, partner in zip(whole.lines, whole.partners, strict=True):
        said = line.values if whole.name else whole.said
        themes = themes_of(line) if whole.name else whole.themes
        properties = dict(fixed)
        if "strength" in said:
            properties["strength"] = said["strength"]
        if themes:
            properties["themes"] = sorted(themes)
        # When others tell of it, that it or a partner's part has ended is for them to say.
        span = Span() if meant.elsewhere else Span(said.get("since"), whole.said.get("until"))
        part = Tie(
            "MEMBER_OF",
            partner,
            meant.id,
            Span() if meant.elsewhere else ends,
            _role(line.values.get("theirs")),
        )
        things = [Thing(meant.id, "Partnership", properties, span)]
        if partner in introduced:
            things.append(introduced[partner])
        found.append(Fact(row_key(line), line.line, tuple(things), (own, part)))
    return found


def themes_of(line: Line) -> set[str]:
    """What a row says that they work on."""
    return {*line.values.get("theme", ()), *line.values.get("theme2", ())}


def _role(role: str | None) -> dict[str, Value]:
    return {"role": role} if role else {}
