"""Choosing the few that do most together: one by one with swaps, and of all sets the best."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import networkx as nx

from partnermap.analysis.measures.fragmentation import numbered, places
from partnermap.analysis.networks.network import insiders
from partnermap.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some organisations, by id, and the value of what they do together."""

    organisations: tuple[str, ...]
    value: float


@dataclass(frozen=True, slots=True)
class KeyPlayers:
    """The organisations that together do most, and how sure that is."""

    before: float
    """The value with nobody chosen."""
    greedy: Chosen
    """Chosen one by one, then swapped one for one as long as that does more."""
    optimum: Chosen | None
    """The best set there is, of equals the first by id; None where there are too many to try."""
    sets: int
    """How many sets of that size there are."""

    @property
    def best(self) -> Chosen:
        """The best set that was found."""
        return self.optimum or self.greedy

    @property
    def gap(self) -> float | None:
        """How much more the optimum does than the greedy set; None if that is not known."""
        return self.optimum.value - self.greedy.value if self.optimum else None


Values = Callable[[Collection[int], Iterable[int]], list[float]]
"""The values of some organisations together with, in turn, each of others."""


def choose(
    drawn: nx.Graph,
    size: int,
    among: Iterable[str] | None,
    exact_up_to: int,
    before: float,
    values: Values,
) -> KeyPlayers:
    """The organisations, so many of those given or of the scope, whose value together is greatest.

    Raises BadInputError where they are fewer than one, or one given is not of the graph.
    """
    candidates = places(drawn, sorted({*(insiders(drawn) if among is None else among)}))
    if size < 1:
        raise BadInputError(f"Choose one organisation or more; {size} was asked for.")
    ids = list(numbered(drawn))
    size = min(size, len(candidates))
    sets = comb(len(candidates), size)

    def chosen(best: tuple[float, Sequence[int]]) -> Chosen:
        return Chosen(tuple(sorted(ids[at] for at in best[1])), best[0])

    if size == 0:
        nobody = Chosen((), before)
        return KeyPlayers(before, nobody, nobody, sets)
    greedy = chosen(_greedy(candidates, size, values))
    optimum = chosen(_exact(candidates, size, values)) if sets <= exact_up_to else None
    return KeyPlayers(before, greedy, optimum, sets)


def _greedy(candidates: list[int], size: int, values: Values) -> tuple[float, list[int]]:
    """One by one the organisation that does most, then swaps while that does more."""
    best, chosen = 0.0, list[int]()
    while len(chosen) < size:
        best, more = _most(chosen, [at for at in candidates if at not in chosen], values)
        chosen.append(more)
    while True:
        for out in sorted(chosen):
            rest = [at for at in chosen if at != out]
            value, into = _most(rest, [at for at in candidates if at not in rest], values)
            if value > best:
                best, chosen = value, [*rest, into]
                break
        else:
            return best, chosen


def _exact(candidates: list[int], size: int, values: Values) -> tuple[float, list[int]]:
    """The set that does most of all sets, of equals the first."""
    best, chosen = -1.0, list[int]()
    for rest in combinations(enumerate(candidates, start=1), size - 1):
        before = [at for _, at in rest]
        after = candidates[rest[-1][0] :] if rest else candidates
        if after:
            value, last = _most(before, after, values)
            if value > best:
                best, chosen = value, [*before, last]
    return best, chosen


def _most(chosen: Collection[int], others: list[int], values: Values) -> tuple[float, int]:
    """The greatest value of some with one other, and that one, of equals the first."""
    found = values(chosen, others)
    at = max(range(len(others)), key=lambda at: (found[at], -at))
    return found[at], others[at]
