"""The rows of a list settled: which organisation each is about, and which somebody must look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from partnermap.directory.read import Listed
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.facts import from_store
from partnermap.imports.introduced import introduced, numbers
from partnermap.imports.report import Problem
from partnermap.imports.sources import Origin
from partnermap.matching.candidates import Wanted
from partnermap.matching.index import Hit, Index
from partnermap.matching.match import Matcher
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Tie, Value
from partnermap.model.keys import digest
from partnermap.model.names import Named, fold
from partnermap.store import writes
from partnermap.store.bolt import Store
from partnermap.surveys.layout import ADD, LEAVE_OUT, code_of, label
from partnermap.surveys.rows import Line
from partnermap.vocabulary import Kind, Scheme, TieKind

_ROW = "organisation/"
"""How the key of a row's fact begins; an id follows, of the organisation as the row tells it."""
_ALIKE = 0.8
"""How like a name is that somebody has to look at before it is taken for another's."""
_STORED = ("name", "sector", "charityNumber", "companyNumber", "street", "town", "postcode")
"""What a row says that is kept as it is."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that was kept back."""

    line: Line
    key: str
    reason: str
    candidates: tuple[str, ...] = ()
    """Which organisations it may be about, as a list shows them, the likeliest first."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why, as a report tells it."""
        if self.line.problems:
            return self.line.problems
        offered = f": {'; '.join(self.candidates)}" if self.candidates else ""
        name = str(self.line.values.get("name", ""))[:80]
        return (Problem(self.line.line, "name", name, f"{self.reason}{offered}"),)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a list."""

    edition: Edition
    doubts: tuple[Doubt, ...]


async def settle(store: Store, index: Index, origin: Origin, listed: Listed) -> Settled:
    """The rows as an edition of their source; those in doubt are rejected by it.

    What was decided of a row before holds on.
    """
    keys = {line.line: _key(line, origin) for line in listed.lines}
    stored = await writes.facts_by_key(store.read, (f"{origin.id}/{k}" for k in keys.values()))
    before = {said.fact.key: said.fact for said in map(from_store, stored) if not said.past}
    desk = _Desk(index, before)
    facts: list[Fact] = []
    doubts: list[Doubt] = []
    for line in listed.lines:
        settled = desk.settle(line, keys[line.line])
        if isinstance(settled, Fact):
            facts.append(settled)
        else:
            doubts.append(settled)
    found = edition(listed.table, facts, (), map(_rejected, doubts))
    warnings = (*listed.notes, *found.warnings)
    return Settled(replace(found, whole=not listed.set_right, warnings=warnings), tuple(doubts))


class _Desk:
    """Where rows are settled one by one."""

    def __init__(self, index: Index, before: Mapping[str, Fact]) -> None:
        self._index = index
        self._matcher = Matcher(index)
        self._before = before
        self._authorities: dict[str, str] = {}
        for named in index.entries:
            if named.kind is Kind.LOCAL_AUTHORITY:
                self._authorities |= dict.fromkeys(
                    (named.id, named.id.partition(":")[2], fold(named.name)), named.id
                )

    def settle(self, line: Line, key: str) -> Fact | Doubt:
        """What a row says, or why that cannot be taken."""
        values = line.values
        chosen = values.get("chosen")
        decided = self._before.get(key)
        if chosen == LEAVE_OUT or (decided and not decided.things and not chosen):
            # It says nothing, and is kept so that nobody is asked about it again.
            return Fact(key, line.line)
        if line.problems:
            reasons = "; ".join(f"{p.column or 'the row'}: {p.reason}" for p in line.problems)
            return Doubt(line, "", reasons)
        la = self._authorities.get(fold(values["la"])) if "la" in values else None
        if "la" in values and la is None:
            reason = f"no local authority here is called “{values['la']}”; give its code"
            return Doubt(line, key, reason)
        thing = _thing(line, key)
        if chosen and chosen != ADD:
            return self._as_chosen(line, key, thing, la, chosen)
        if decided and decided.things:
            return _fact(line, key, _meant(thing, decided.things[0].id), la)
        holders = {n for code in numbers(thing.properties) for n in self._index.coded(code)}
        if holders:
            return self._numbered(line, key, thing, la, [self._index.entries[n] for n in holders])
        alike = [] if chosen == ADD else self._alike(thing, la)
        if alike:
            reason = "there is one like it already; say whether it is the same"
            return Doubt(line, key, reason, tuple(label(named) for named in alike))
        return _fact(line, key, thing, la)

    def _as_chosen(
        self, line: Line, key: str, thing: Thing, la: str | None, chosen: str
    ) -> Fact | Doubt:
        code = code_of(chosen) or chosen
        found = [self._index.entries[n] for n in self._index.coded(code)]
        if [named.kind for named in found] != [Kind.COMMUNITY_ORGANISATION]:
            reason = f"“{chosen[:80]}” is none of the community organisations that are known"
            return Doubt(line, key, reason)
        return _fact(line, key, _meant(thing, found[0].id), la)

    def _numbered(
        self, line: Line, key: str, thing: Thing, la: str | None, holders: list[Named]
    ) -> Fact | Doubt:
        """A row whose number somebody has already: it is about that one."""
        labels = tuple(sorted(map(label, holders)))
        if len(holders) > 1:
            return Doubt(line, key, "its numbers are of several organisations", labels)
        if holders[0].kind is not Kind.COMMUNITY_ORGANISATION:
            return Doubt(line, key, f"its number is that of {labels[0]}, which is of another kind")
        return _fact(line, key, _meant(thing, holders[0].id), la)

    def _alike(self, thing: Thing, la: str | None) -> list[Named]:
        """Community organisations of nearly the same name that may be the same."""
        said = thing.properties
        wanted = Wanted(
            str(said["name"]), place=str(said.get("town", "")), la=la or "",
            kind=Kind.COMMUNITY_ORGANISATION,
        )  # fmt: skip
        own = set(numbers(said))
        return [
            hit.named
            for hit in self._matcher.match(wanted).candidates
            if hit.score >= _ALIKE and not _apart(hit, la, own)
        ]


def _apart(hit: Hit, la: str | None, own: Iterable[str]) -> bool:
    """Whether a place or a number tells an organisation from one of a name like it."""
    named = hit.named
    if la and named.la and la != named.la:
        return True
    theirs = dict(code.split(":", 1) for code in (named.id, *named.codes) if ":" in code)
    return any(code.partition(":")[0] in theirs for code in own)


def _key(line: Line, origin: Origin) -> str:
    """The key of a row: its number, or else its name and place, or the key it had before."""
    values = line.values
    if codes := numbers(values):
        return _ROW + codes[0]
    if str(values.get("key", "")).startswith(f"{_ROW}{Scheme.ORG}:"):
        return str(values["key"])
    place = values.get("postcode") or values.get("town") or values.get("la") or ""
    own = digest(origin.id, fold(values.get("name", "")), fold(place))
    return f"{_ROW}{Scheme.ORG}:{own}"


def _thing(line: Line, key: str) -> Thing:
    said: dict[str, Value] = {name: line.values[name] for name in _STORED if name in line.values}
    return introduced(key.removeprefix(_ROW), said, Span(line.values.get("opened")))


def _meant(thing: Thing, id_: str) -> Thing:
    """What is said of an organisation as said of one that is known by this id."""
    others = (code for code in numbers(thing.properties) if code != id_)
    return replace(thing, id=id_, identifiers=tuple(others))


def _fact(line: Line, key: str, thing: Thing, la: str | None) -> Fact:
    ties = (Tie(TieKind.IN_LA, thing.id, la),) if la else ()
    return Fact(key, line.line, (thing,), ties)


def _rejected(doubt: Doubt) -> Rejected:
    """A row in doubt: what is known of whom it may be about does not end meanwhile."""
    name = doubt.line.values.get("name")
    if doubt.line.problems:
        return Rejected(doubt.problems, (), name)
    codes = filter(None, map(code_of, doubt.candidates))
    key = next((_ROW + code for code in codes), doubt.key)
    return Rejected(doubt.problems, tuple(key.split("/")), name)
