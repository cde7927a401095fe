"""A text beside a name, word by word: what each has of the other, by the weight of the words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from partnermap.matching.lexicon import Alike, Lexicon

_TELLING = 1.2
"""What a word weighs at least that tells names apart, as `primary` and `school` do not."""
_UNKNOWN = 5.0
"""What a word weighs that no name has."""
_BEGUN = 60
"""How many words are thought of that a text's last may be the beginning of."""


class Weights:
    """What each word tells, by number: the rarer it is in names, the more."""

    def __init__(self) -> None:
        self._weights: dict[int, float] = {}

    def fill(self, names: int, having: Mapping[int, int]) -> None:
        """Reckon the weights, from the number of names and how many have each word."""
        self._weights = {word: log(1 + names / (1 + many)) for word, many in having.items()}

    def __getitem__(self, word: int) -> float:
        return self._weights.get(word, _UNKNOWN)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A name beside a text: which share of each one's words, by weight, the other has."""

    number: int
    """Where the name stands in the index."""
    asked: float
    """Of the text's words."""
    told: float
    """Of the name's words."""
    place: float
    """Of the text's words, those found in the town or the local authority instead."""
    least: float
    """How like the least like of the text's telling words is."""

    @property
    def rank(self) -> float:
        """How well the name answers the text: what was not asked counts for little."""
        return (self.asked + 0.9 * self.place) * (0.75 + 0.2 * self.told)


class Reading:
    """A text's words, each with the words of names that it may have been meant for."""

    def __init__(
        self,
        lexicon: Lexicon,
        weights: Weights,
        asked: tuple[str, ...],
        beside: Iterable[str] = (),
        *,
        unfinished: bool = False,
    ) -> None:
        self._names = weights
        self._alike = [lexicon.alike(word) for word in asked]
        if unfinished and asked:
            begun = lexicon.begun(asked[-1])
            # Of many words that begin so, those that most names have: they weigh the least.
            few = sorted(begun, key=lambda word: (-begun[word], weights[word], word))[:_BEGUN]
            self._alike[-1] = {word: begun[word] for word in few}
        self._weights = [
            # A misspelt word weighs what the one it was most likely meant for weighs.
            weights[max(alike, key=lambda w: (alike[w], -w))] if alike else _UNKNOWN
            for alike in self._alike
        ]
        self.whole = sum(self._weights)
        """What the text's words weigh together."""
        self._meant: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self.shares: dict[int, float] = {}
        """The words of names that the text may mean, and what weight of it each stands for."""
        self._told: dict[int, float] = {}
        for place, (alike, weight) in enumerate(zip(self._alike, self._weights, strict=True)):
            for word, likeness in alike.items():
                self._meant[word].append((place, likeness))
                self.shares[word] = max(self.shares.get(word, 0.0), likeness * weight)
                self._told[word] = max(self._told.get(word, 0.0), likeness)
        for other in beside:
            for word, likeness in lexicon.alike(other).items():
                self._told[word] = max(self._told.get(word, 0.0), likeness)

    def rarest_first(self) -> list[tuple[Alike, float]]:
        """For each word of the text, those it may have been meant for, and what it weighs."""
        parts = list(zip(self._alike, self._weights, strict=True))
        return sorted(parts, key=lambda part: -part[1])

    def glance(self, name: Iterable[int]) -> float:
        """About what weight of words a name shares with the text."""
        shares = self.shares
        return sum([shares[word] for word in name if word in shares])

    def glances(self, numbers: Iterable[int], names: Sequence[tuple[int, ...]]) -> dict[int, float]:
        """`glance` of those of some names, given by number, that share any."""
        shares = self.shares
        # In one piece, and with a list in it, since this is where a search spends its time.
        return {
            number: weight
            for number in numbers
            if (weight := sum([shares[word] for word in names[number] if word in shares]))
        }

    def weigh(self, number: int, name: Iterable[int], place: Iterable[int]) -> Weighed:
        """The name of an entry, and of its place, beside the text."""
        best = [0.0] * len(self._weights)
        told = whole = 0.0
        for word in name:
            weight = self._names[word]
            whole += weight
            told += weight * self._told.get(word, 0.0)
            for at, likeness in self._meant.get(word, ()):
                best[at] = max(best[at], likeness)
        both = best.copy()
        for word in place:
            for at, likeness in self._meant.get(word, ()):
                both[at] = max(both[at], likeness)
        asked = together = 0.0
        least = 1.0
        for weight, own, either in zip(self._weights, best, both, strict=True):
            asked += weight * own
            together += weight * either
            if weight > _TELLING:
                least = min(least, either)
        total = self.whole or 1.0
        return Weighed(
            number, asked / total, told / (whole or 1.0), (together - asked) / total, least
        )
