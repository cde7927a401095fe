"""The words that names are made of, found again where they are misspelt."""

from bisect import bisect_left
from functools import cached_property, lru_cache
from itertools import islice, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

_ALIKE = 0.7
"""The least likeness: one slip in four letters, two in seven."""
_DOUBT = 0.75
"""What a likeness is worth where the word as it was written is itself one that names have."""
_BEGUN = 0.95
"""What a word is worth of which only the beginning was written."""
_MOST = 16
_MOST_BEGUN = 2_000
_REMEMBERED = 5_000

Alike = dict[int, float]
"""Words by number, and how like each is to the word asked about: 1 is the same."""


class Lexicon:
    """Words by number, with an index of the three-letter runs in them."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._runs: dict[str, set[int]] = {}
        self.alike = lru_cache(maxsize=_REMEMBERED)(self._alike)

    def add(self, word: str) -> int:
        """The number of a word, which is given one if it has none."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words)
            self.words.append(word)
            for run in _runs(word):
                self._runs.setdefault(run, set()).add(number)
        return number

    def knows(self, *words: str) -> bool:
        """Whether all of these are words of names or places."""
        return all(word in self._numbers for word in words)

    def begun(self, word: str) -> Alike:
        """`alike`, and the words that begin as a word does that somebody may still be typing."""
        first = bisect_left(self._in_order, word)
        same = takewhile(lambda each: each.startswith(word), islice(self._in_order, first, None))
        longer = (each for each in same if each != word)
        return self.alike(word) | {self._numbers[e]: _BEGUN for e in islice(longer, _MOST_BEGUN)}

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self.words)

    def _alike(self, word: str) -> Alike:
        """The words that a word may have been meant for; ask `alike` once every word is added.

        Likeness is one less the slips for each letter, where a slip is a letter left out, put in,
        changed, or swapped with the next (optimal string alignment).
        """
        same = self._numbers.get(word)
        worth = 1.0 if same is None else _DOUBT
        # A slip spoils four runs of a word at most, and a tenth of its letters may be beside that.
        least = max(2, len(word) + 2 - 4 * max(1, int(len(word) * (1 - _ALIKE))))
        near = sorted(self._sharing(_runs(word), least) - {same})
        found = {
            near[at]: likeness * worth
            for _, likeness, at in process.extract(
                word,
                [self.words[number] for number in near],
                scorer=OSA.normalized_similarity,
                score_cutoff=_ALIKE,
                limit=_MOST,
            )
        }
        if same is not None:
            found[same] = 1.0
        return found

    def _sharing(self, runs: set[str], least: int) -> set[int]:
        """The words that have at least so many of some runs."""
        # Sets of those that have one run, two, three …: counting word by word takes three times as
        # long.
        having: list[set[int]] = [set() for _ in range(least)]
        for run in runs:
            some = self._runs.get(run)
            if some:
                for fewer in range(least - 1, 0, -1):
                    having[fewer] |= having[fewer - 1] & some
                having[0] |= some
        return having[-1]


def _runs(word: str) -> set[str]:
    """The runs of three letters in a word; its first two and last two count as runs as well."""
    padded = f"  {word}  "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
