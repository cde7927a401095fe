"""The index: which names a text may mean, the likeliest first."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from typing import Self

from rapidfuzz import fuzz

from partnermap.matching.lexicon import Lexicon
from partnermap.matching.reading import Reading, Weighed, Weights
from partnermap.matching.words import code, words
from partnermap.model.names import Named
from partnermap.vocabulary import Kind

_FEW = 3_000
"""So few names are all looked at; of more, those that have the text's rarest words."""
_SCANNED = 20_000
"""The most that are looked at for having a word."""
_CLOSE = 0.6
"""What share of the best name's weight another must have to be read on."""
_WEIGHED = 150
"""How many names are weighed word by word."""
_SPELT = 60
"""How many of those are compared letter by letter, for the order of their words."""
_CLOSED = 0.04
"""What is taken off the score of what has closed."""
_READINGS = 4
"""How many ways of joining and parting a text's words are tried."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An organisation that a text may mean: a score up to 1, and the reason in words."""

    named: Named
    score: float
    reason: str


class Index:
    """Names to search and match; made once for a state of the data, then only read."""

    def __init__(self) -> None:
        self.entries: tuple[Named, ...] = ()
        self.placed: dict[str | None, list[int]] = {}
        """The numbers of the entries of each local authority, and of those of none."""
        self._lexicon = Lexicon()
        self._weights = Weights()
        self._names: list[tuple[int, ...]] = []
        self._places: list[frozenset[int]] = []
        self._place_words: frozenset[int] = frozenset()
        self._kinds: dict[Kind, list[int]] = defaultdict(list)
        self._numbers: dict[str, int] = {}
        self._codes: dict[str, list[int]] = defaultdict(list)
        self._namesakes: Counter[tuple[int, ...]] = Counter()
        self._having: dict[int, array[int]] = defaultdict(lambda: array("I"))

    @classmethod
    def build(cls, entries: Iterable[Named]) -> Self:
        """The index of these entries: of 60,000 in two or three seconds and seventy megabytes."""
        index = cls()
        index.entries = tuple(entries)
        las = {e.id: e.name for e in index.entries if e.kind is Kind.LOCAL_AUTHORITY}
        places: dict[tuple[str | None, str | None], frozenset[int]] = {}
        for number, entry in enumerate(index.entries):
            index._add(number, entry)
            where = (entry.town, entry.la)
            if where not in places:
                text = f"{entry.town or ''} {las.get(entry.la or '', '')}"
                places[where] = frozenset(map(index._lexicon.add, words(text)))
            index._places.append(places[where])
        index._place_words = frozenset().union(*places.values())
        index._weights.fill(len(index.entries), {w: len(h) for w, h in index._having.items()})
        return index

    def _add(self, number: int, entry: Named) -> None:
        name = tuple(map(self._lexicon.add, words(entry.name)))
        self._names.append(name)
        self._namesakes[name] += 1
        for word in set(name):
            self._having[word].append(number)
        self.placed.setdefault(entry.la, []).append(number)
        self._kinds[entry.kind].append(number)
        self._numbers[entry.id] = number
        for key in {entry.id.casefold(), *map(str.casefold, entry.codes)}:
            self._codes[key].append(number)
            self._codes[key.partition(":")[2]].append(number)

    def search(
        self,
        text: str,
        *,
        kinds: Collection[Kind] = (),
        among: Collection[str] | None = None,
        limit: int = 10,
        unfinished: bool = False,
    ) -> list[Hit]:
        """The organisations a text may mean, the likeliest first, of these kinds and ids alone.

        Codes come before names. Of equals, what is open comes first, then the commonest name. The
        last word of an `unfinished` text may be no more than the beginning of one.
        """
        numbers = None if among is None else {self._numbers[i] for i in among if i in self._numbers}
        coded = [
            n
            for n in self.coded(text)
            if self._fits(n, kinds) and (numbers is None or n in numbers)
        ]
        asked = words(text)
        found = self.weigh(asked, kinds, numbers, unfinished=unfinished)
        weighed = [w for w in found if w.number not in set(coded)]
        written = " ".join(asked)
        ranked = sorted(
            (
                (self._spelt(written, w), w)
                for w in nlargest(_SPELT + limit, weighed, key=lambda w: w.rank)
            ),
            key=lambda one: (-round(one[0], 3), *self._precedence(one[1].number)),
        )
        hits = [Hit(self.entries[n], 1.0, "the same code") for n in coded]
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
        self,
        asked: tuple[str, ...],
        kinds: Collection[Kind] = (),
        among: Collection[int] | None = None,
        beside: tuple[str, ...] = (),
        *,
        unfinished: bool = False,
    ) -> list[Weighed]:
        """The names that share the most weight of words with a text, in no order.

        A word of a name that is among `beside` need not be in the text: what is known of the place
        is often left out of the name.
        """
        best: dict[int, Weighed] = {}
        for some in islice(self._readings(asked), _READINGS):
            reading = Reading(self._lexicon, self._weights, some, beside, unfinished=unfinished)
            for number in self._gather(reading, kinds, among):
                weighed = reading.weigh(number, self._names[number], self._places[number])
                if number not in best or weighed.rank > best[number].rank:
                    best[number] = weighed
        return list(best.values())

    def compare(self, asked: tuple[str, ...], number: int) -> Weighed:
        """One name beside a text."""
        reading = Reading(self._lexicon, self._weights, asked)
        return reading.weigh(number, self._names[number], self._places[number])

    def _readings(self, asked: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The text's words as written, and with two joined or one parted where names do that."""
        yield asked
        known = self._lexicon.knows
        for at, word in enumerate(asked):
            before, after = asked[:at], asked[at + 1 :]
            if after and known(word + after[0]):
                yield (*before, word + after[0], *after[1:])
            if not known(word):
                cuts = range(2, len(word) - 1)
                halves = next(((word[:c], word[c:]) for c in cuts if known(word[:c], word[c:])), ())
                if halves:
                    yield (*before, *halves, *after)

    def _fits(self, number: int, kinds: Collection[Kind]) -> bool:
        return not kinds or self.entries[number].kind in kinds

    def _gather(
        self, reading: Reading, kinds: Collection[Kind], among: Collection[int] | None
    ) -> list[int]:
        """The entries that may share the most weight of words with a text."""
        if among is None and kinds:
            # Of a kind that there are few of, such as LAs, every name is looked at.
            of_kinds = [self._kinds[kind] for kind in kinds if kind in self._kinds]
            if sum(map(len, of_kinds)) <= _FEW:
                among = [n for some in of_kinds for n in some]
        if among is not None and len(among) <= _FEW:
            found = reading.glances(among, self._names)
        else:
            found = self._having_words(reading)
            if among is not None:
                found = {n: weight for n, weight in found.items() if n in among}
        if kinds:
            entries = self.entries
            found = {n: weight for n, weight in found.items() if entries[n].kind in kinds}
        # A name of which two words may be meant by one of the text has that one's weight twice.
        least = _CLOSE * min(max(found.values(), default=0.0), reading.whole)
        close = [(weight, n) for n, weight in found.items() if weight >= least]
        if not reading.shares.keys().isdisjoint(self._place_words):
            close = [(weight + reading.glance(self._places[n]), n) for weight, n in close]
        return [n for _, n in nlargest(_WEIGHED, close, key=lambda one: (one[0], -one[1]))]

    def _having_words(self, reading: Reading) -> dict[int, float]:
        """The entries that have any of a text's rarest words, and what each shares with the text.

        Commoner words are not looked up once no entry that has only those could come close.
        """
        found: dict[int, float] = {}
        left, rest, best = _SCANNED, reading.whole, 0.0
        for alike, weight in reading.rarest_first():
            for word in alike:
                having = self._having.get(word, ())
                seen = reading.glances([n for n in having[:left] if n not in found], self._names)
                best = max(best, max(seen.values(), default=0.0))
                found |= seen
                left = max(0, left - len(having))
            rest -= weight
            if not left or rest < _CLOSE * best:
                break
        return found

    def _spelt(self, written: str, weighed: Weighed) -> float:
        name = " ".join(self._lexicon.words[word] for word in self._names[weighed.number])
        spelling = 0.05 * fuzz.ratio(written, name) / 100
        # A school that closed often has its successor's name, or a better one for the text.
        return weighed.rank + spelling - (0 if self.entries[weighed.number].open else _CLOSED)

    def _precedence(self, number: int) -> tuple[bool, int, str, str]:
        """What is put first of those that a text fits equally well."""
        entry = self.entries[number]
        namesakes = self._namesakes[self._names[number]]
        return not entry.open, -namesakes, entry.name, entry.id


def _reason(weighed: Weighed) -> str:
    if weighed.asked > 0.999:
        return "the same name" if weighed.told > 0.999 else "a part of the name"
    if weighed.asked + weighed.place > 0.999:
        return "the name and the place"
    return "a name like it" if weighed.told > 0.5 else "some words of the name"
