"""How many are in partnerships that are recorded in part, and how many are not recorded at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, fsum, lgamma, log

_ROUNDS = 12
"""So often sizes and what they make of the record are fitted to each other."""
_LARGER = 3
"""So many more than the largest on record a partnership may have."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What one partnership is known to be like."""

    recorded: int
    """How many of the scope are recorded in it."""
    least: int
    """How many of the scope are in it at least."""
    bilateral: bool
    """Whether it is one of two, which is recorded with both or not at all."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing from a record in which a member not heard is named so often."""

    sizes: Mapping[Outline, Mapping[int, float]]
    """Of each partnership the chances that so many of the scope are in it."""
    hidden: float
    """For each of two on record, how many there are of whom one was heard, and named nobody."""
    unheard: float
    """For each of two on record, how many there are of whom neither was heard."""
    told: Mapping[bool, float]
    """How often a membership of one not heard is recorded: of one that was asked, and was not."""


class Sizes:
    """How many are in partnerships, judged by those recorded.

    Parameters
    ----------
    outlines : iterable of Outline
        Of each partnership on record.
    silent : float
        The share of the scope that was not heard.
    unasked : float
        The share of it that was never asked.

    Notes
    -----
    `worlds.resample` says what is judged. Fitted by expectation and maximisation in O(s²)
    for sizes up to s, once for each share in which those not heard are named.
    """

    def __init__(self, outlines: Iterable[Outline], silent: float, unasked: float) -> None:
        self._outlines = Counter(outlines)
        self._silent, self._unasked = silent, unasked
        self.missing = cache(self._missing)

    def _missing(self, named: float) -> Missing:
        silent, unasked, heard = self._silent, self._unasked, 1 - self._silent
        pairs = sum(n for o, n in self._outlines.items() if o.bilateral and o.least > 1)
        # Of two that both were asked, neither leaves the other out.
        hidden = 2 * heard * unasked * (1 - named)
        recorded = heard * heard + 2 * heard * silent - hidden
        shares, many = self._fit(named)
        # All memberships, and those that somebody else could tell of.
        outer = sum(n for o, n in self._outlines.items() if o.bilateral and o.least == 1) / heard
        total = 2 * pairs / recorded + outer + fsum(size * n for size, n in many.items())
        told = fsum(size * n * (1 - silent ** (size - 1)) for size, n in many.items()) * named
        by_two = 2 * pairs / recorded * heard
        return Missing(
            shares,
            hidden / recorded,
            silent * silent / recorded,
            {
                asked: (told + by_two * (1.0 if asked else named)) / total if total else 0.0
                for asked in (True, False)
            },
        )

    def _fit(self, named: float) -> tuple[dict[Outline, Mapping[int, float]], Mapping[int, float]]:
        """The chances of sizes of each partnership, and how many of each size there are."""
        lost = self._silent * (1 - named)
        found: dict[Outline, Mapping[int, float]] = {
            o: {o.least: 1.0} for o in self._outlines if o.bilateral
        }
        others = [o for o in self._outlines if not o.bilateral]
        largest = max((o.least for o in others), default=0) + _LARGER
        likely = {o: _likely(o, largest, lost) for o in others}
        shares = dict.fromkeys(range(1, largest + 1), 1.0)
        for _ in range(_ROUNDS):
            many = dict.fromkeys(shares, 0.0)
            for o in others:
                weights = {size: shares[size] * chance for size, chance in likely[o].items()}
                total = fsum(weights.values())
                found[o] = {size: weight / total for size, weight in weights.items() if weight}
                for size, chance in found[o].items():
                    many[size] += chance * self._outlines[o]
            # Of partnerships of one size those with nobody heard are missing from the record.
            shares = {size: n / (1 - self._silent**size) for size, n in many.items()}
        return found, shares if others else {}


def _likely(outline: Outline, largest: int, lost: float) -> Mapping[int, float]:
    """How likely each size makes it, beside the others, that so many are recorded."""
    if not lost:  # one that is recorded alone is alone then
        return {outline.recorded: 1.0}
    logs = {
        size: lgamma(size + 1) - lgamma(missing + 1) + missing * log(lost)
        for size in range(outline.least, largest + 1)
        for missing in [size - outline.recorded]
    }
    best = max(logs.values())
    return {size: exp(each - best) for size, each in logs.items()}
