"""The index: which names a text may mean, the likeliest first."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from math import log
from typing import Self

from rapidfuzz import fuzz

from partnermap.matching.lexicon import Alike, Lexicon
from partnermap.matching.words import code, words
from partnermap.model import Named
from partnermap.vocabulary import Kind

_SCANNED = 20_000
"""How many names are looked at for one text, those of its rarest words first."""
_WEIGHED = 250
"""How many of them are weighed word by word."""
_READ = 60
"""How many of those are read letter by letter, for the order of their words."""
_READINGS = 4
"""How many ways of joining and parting a text's words are tried."""
_TELLING = 1.2
"""What a word weighs at least that tells names apart, as `primary` and `school` do not."""
_UNKNOWN = 5.0
"""What a word weighs that is like no word of any name."""

Fits = Callable[[int], bool]
"""Whether an entry, by its number, may be found."""
Allowed = Callable[[str], bool]
"""Whether an id may be found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An organisation that a text may mean: a score up to 1, and the reason in words."""

    named: Named
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A name beside a text: which share of each one's words, by weight, the other has."""

    number: int
    """Where the name stands in the index."""
    asked: float
    """Of the text's words."""
    told: float
    """Of the name's words."""
    place: float = 0.0
    """Of the text's words, those found in the town or the local authority instead."""
    least: float = 1.0
    """How like the least like of the text's telling words is."""

    @property
    def rank(self) -> float:
        """How well the name answers the text: what was not asked counts for little."""
        return (self.asked + 0.9 * self.place) * (0.75 + 0.2 * self.told)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text: what it weighs and the words of names it may have been meant for."""

    weight: float
    alike: Alike


class Index:
    """Names to search and match; made once for a state of the data, then only read."""

    def __init__(self, entries: Iterable[Named]) -> None:
        self.entries = tuple(entries)
        self.lexicon = Lexicon()
        self.names: list[array[int]] = []
        """For each entry, the numbers of its name's words, in order."""
        self._numbers: dict[str, int] = {}
        self._codes: dict[str, list[int]] = defaultdict(list)
        self._namesakes: Counter[bytes] = Counter()
        self._having: dict[int, array[int]] = {}
        self._lying: dict[int, array[int]] = {}
        self._places: list[frozenset[int]] = []

    @classmethod
    def build(cls, entries: Iterable[Named]) -> Self:
        """The index of these entries: of 60,000 in about two seconds and fifty megabytes."""
        index = cls(entries)
        las = {e.id: e.name for e in index.entries if e.kind is Kind.LOCAL_AUTHORITY}
        places: dict[tuple[str | None, str | None], frozenset[int]] = {}
        for number, entry in enumerate(index.entries):
            index._add(number, entry)
            where = (entry.town, entry.la)
            if where not in places:
                text = f"{entry.town or ''} {las.get(entry.la or '', '')}"
                places[where] = frozenset(map(index.lexicon.add, words(text)))
            index._places.append(places[where])
            for word in places[where]:
                index._lying.setdefault(word, array("I")).append(number)
        return index

    def _add(self, number: int, entry: Named) -> None:
        name = array("I", map(self.lexicon.add, words(entry.name)))
        self.names.append(name)
        self._namesakes[name.tobytes()] += 1
        for word in set(name):
            self._having.setdefault(word, array("I")).append(number)
        self._numbers[entry.id] = number
        for key in {entry.id.casefold(), *map(str.casefold, entry.codes)}:
            self._codes[key].append(number)
            self._codes[key.partition(":")[2]].append(number)

    def __len__(self) -> int:
        return len(self.entries)

    # What a text means

    def search(
        self,
        text: str,
        *,
        kinds: Collection[Kind] = (),
        allowed: Allowed | None = None,
        limit: int = 10,
    ) -> list[Hit]:
        """The organisations a text may mean, the likeliest first.

        Codes come before names. Of equals, what is open comes first, then the commonest name.
        """

        def fits(number: int) -> bool:
            entry = self.entries[number]
            return (not kinds or entry.kind in kinds) and (allowed is None or allowed(entry.id))

        coded = [n for n in self.coded(text) if fits(n)]
        hits = [Hit(self.entries[n], 1.0, "the same code") for n in coded]
        asked = words(text)
        scored = [(w.rank, w) for w in self.weigh(asked, fits) if w.number not in set(coded)]
        best = nlargest(_READ + limit, scored, key=lambda one: one[0])
        written = " ".join(asked)
        ranked = sorted(
            ((self._read(written, w, score), w) for score, w in best),
            key=lambda one: (-round(one[0], 3), *self._before(one[1].number)),
        )
        hits += [Hit(self.entries[w.number], score, _reason(w)) for score, w in ranked]
        return hits[:limit]

    def coded(self, text: str) -> list[int]:
        """The entries that have this code, with or without its scheme."""
        asked = code(text)
        if asked is None:
            return []
        padded = re.sub(r"\d+\Z", lambda m: m[0].zfill(8), asked)  # spreadsheets eat the zeros
        return sorted({*self._codes.get(asked, ()), *self._codes.get(padded, ())})

    def weigh(
        self, asked: tuple[str, ...], fits: Fits, beside: tuple[str, ...] = ()
    ) -> list[Weighed]:
        """The names that share words with a text, those that share the weightiest ones.

        A word of a name that is among `beside` need not be in the text: what is known of the place
        is often left out of the name.
        """
        nearby = [self._word(word).alike for word in beside]
        best: dict[int, Weighed] = {}
        for reading in islice(self._readings(asked), _READINGS):
            for number in self._gather(reading, fits):
                weighed = self._weigh(reading, nearby, number)
                known = best.get(number)
                if known is None or weighed.rank > known.rank:
                    best[number] = weighed
        return list(best.values())

    def compare(self, asked: tuple[str, ...], number: int) -> Weighed:
        """One name beside a text."""
        return self._weigh([self._word(word) for word in asked], [], number)

    def _readings(self, asked: tuple[str, ...]) -> Iterator[list[_Word]]:
        """The text's words as written, and with two joined or one parted where names do that."""
        yield [self._word(word) for word in asked]
        known = self.lexicon.number
        for at, word in enumerate(asked):
            before, after = asked[:at], asked[at + 1 :]
            if after and known(word + after[0]) is not None:
                yield [self._word(w) for w in (*before, word + after[0], *after[1:])]
            if known(word) is None:
                for cut in range(2, len(word) - 1):
                    halves = word[:cut], word[cut:]
                    if all(known(half) is not None for half in halves):
                        yield [self._word(w) for w in (*before, *halves, *after)]
                        break

    def _word(self, word: str) -> _Word:
        alike = self.lexicon.alike(word)
        if not alike:
            return _Word(_UNKNOWN, alike)
        best = max(alike, key=lambda number: (alike[number], -number))
        return _Word(self.weight(best), alike)

    def weight(self, word: int) -> float:
        """What a word tells: the rarer it is in names, the more."""
        having = self._having.get(word)
        return log(1 + len(self.entries) / (1 + len(having))) if having else _UNKNOWN

    def _gather(self, reading: list[_Word], fits: Fits) -> list[int]:
        """The entries that share the most weight of words with a text."""
        found: dict[int, float] = {}
        left = _SCANNED
        sources = sorted(
            (
                (len(having), word.weight * likeness, having)
                for word in reading
                for number, likeness in word.alike.items()
                if (having := self._having.get(number))
            ),
            key=lambda source: source[0],
        )
        for length, weight, having in sources:
            if left < length and found:
                continue
            for number in having[:left]:
                found[number] = found.get(number, 0.0) + weight
            left -= length
        for word in reading:
            for place in word.alike:
                for number in self._lying.get(place, ()):
                    if number in found:
                        found[number] += word.weight
        return nlargest(_WEIGHED, filter(fits, found), key=found.__getitem__)

    def _weigh(self, reading: list[_Word], nearby: list[Alike], number: int) -> Weighed:
        place = self._places[number]
        told = dict.fromkeys(self.names[number], 0.0)
        whole = asked = elsewhere = 0.0
        least = 1.0
        for word in reading:
            best = there = 0.0
            for own in told:
                likeness = word.alike.get(own, 0.0)
                best = max(best, likeness)
                told[own] = max(told[own], likeness)
            if best < 1.0:
                there = max(0.0, max((word.alike.get(w, 0.0) for w in place), default=0.0) - best)
            whole += word.weight
            asked += best * word.weight
            elsewhere += there * word.weight
            if word.weight > _TELLING:
                least = min(least, best + there)
        for alike in nearby:
            for own in told:
                told[own] = max(told[own], alike.get(own, 0.0))
        weights = [self.weight(own) for own in told]
        shared = sum(w * share for w, share in zip(weights, told.values(), strict=True))
        return Weighed(
            number, asked / (whole or 1.0), shared / (sum(weights) or 1.0),
            elsewhere / (whole or 1.0), least,
        )  # fmt: skip

    def _read(self, written: str, weighed: Weighed, score: float) -> float:
        name = " ".join(self.lexicon.words[word] for word in self.names[weighed.number])
        return score + 0.05 * fuzz.ratio(written, name) / 100

    def _before(self, number: int) -> tuple[bool, int, str, str]:
        """What is put first of those that a text fits equally well."""
        entry = self.entries[number]
        namesakes = self._namesakes[self.names[number].tobytes()]
        return not entry.open, -namesakes, entry.name, entry.id


def _reason(weighed: Weighed) -> str:
    if weighed.asked > 0.999:
        return "the same name" if weighed.told > 0.999 else "a part of the name"
    if weighed.asked + weighed.place > 0.999:
        return "the name and the place"
    return "a name like it" if weighed.told > 0.5 else "some words of the name"
