"""Whom a row means: by code, by name with place, kind and phase, or by what was settled before."""

from collections.abc import Iterable
from dataclasses import dataclass

from partnermap.imports.introduced import INTRODUCED, by_id
from partnermap.imports.partnerships import organisation
from partnermap.matching.candidates import Wanted
from partnermap.matching.index import Hit, Index
from partnermap.matching.match import Decision, Match, Matcher
from partnermap.model.facts import Thing
from partnermap.model.keys import digest
from partnermap.model.names import fold
from partnermap.surveys.layout import ADD, LEAVE_OUT, code_of, label
from partnermap.surveys.rows import Line
from partnermap.vocabulary import Scheme

_NAMESAKE = 0.8
"""How like a name is that somebody has to look at before its unknown code brings in another."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a row means, or why that is not clear."""

    id: str | None = None
    """None if it is not clear, or nobody is meant."""
    thing: Thing | None = None
    """The organisation itself, where the row brings it in."""
    reason: str = ""
    hits: tuple[Hit, ...] = ()
    """Whom it may mean, the likeliest first."""
    note: str = ""
    """How a name that is not the register's was read."""
    left_out: bool = False


class Finder:
    """Finds organisations by what people write of them."""

    def __init__(self, index: Index) -> None:
        self._matcher = Matcher(index)
        self._entries = {named.id: named for named in index.entries}

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of those of some organisations that are known."""
        return {id_: self._entries[id_].name for id_ in ids if id_ in self._entries}

    def respondent(self, text: str) -> Whom:
        """Who an answer is from."""
        return self._whom(text, self._matcher.match(_wanted(text)))

    def partner(self, line: Line, respondent: str, round_id: str) -> Whom:
        """Whom a row of an answer names."""
        chosen = line.values.get("chosen")
        if chosen == LEAVE_OUT:
            return Whom(left_out=True)
        text = str(line.values.get("partner", ""))
        if chosen == ADD:
            return newcomer(round_id, text)
        if chosen:
            return self._whom(chosen, self._matcher.match(_wanted(chosen)))
        code = str(line.values.get("code", ""))
        match = self._matcher.match(_wanted(text, line, code))
        whom = self._whom(text or code, match)
        if whom.id:
            return whom
        if code and match.score < _NAMESAKE and (id_ := _id(code)):
            if id_.partition(":")[0] in INTRODUCED and text:
                return _introduced(id_, text)
            return Whom(id_)  # It waits for the register that brings it.
        if "place" in line.values or code:
            return whom
        # People leave out the place of their neighbours: those are offered first.
        home = self._entries.get(respondent)
        near = self._matcher.match(_wanted(text, line, la=(home and home.la) or ""))
        hits = {hit.named.id: hit for hit in near.candidates}
        for hit in whom.hits:
            hits.setdefault(hit.named.id, hit)
        return Whom(reason=whom.reason, hits=tuple(hits.values()))

    def _whom(self, text: str, match: Match) -> Whom:
        if match.decision is not Decision.ACCEPTED or match.id is None:
            return Whom(reason=match.reason, hits=match.candidates)
        named = self._entries[match.id]
        note = ""
        if code_of(text) is None and fold(text) != fold(named.name):
            note = f"“{text}” was read as {label(named)}: {match.reason} ({match.score:.2f})."
        return Whom(match.id, note=note)


def _wanted(text: str, line: Line | None = None, code: str = "", la: str = "") -> Wanted:
    inside = code_of(text)
    name = text[: text.rfind("(")].strip() if inside else text
    codes = tuple(filter(None, (inside, _id(code) or code)))
    if line is None:
        return Wanted(name, codes)
    kind, phase = line.values.get("type", (None, None))
    place = str(line.values.get("place", ""))
    ongoing = "until" not in line.values
    return Wanted(name, codes, place, phase, place or la, kind, open_only=ongoing)


def _id(code: str) -> str | None:
    try:
        return organisation(code)
    except ValueError:
        return None


def newcomer(round_id: str, name: str) -> Whom:
    """A community organisation that is in no register: of one name a round brings in one."""
    return _introduced(f"{Scheme.ORG}:{digest(round_id, fold(name))}", name)


def _introduced(id_: str, name: str) -> Whom:
    return Whom(id_, by_id(id_, {"name": name}))
