"""Nulls: the memberships of a network dealt out again by chance, and a value among others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Self

_ROUNDS = 7
"""How often every partnership deals out its members again on the way from one record to another."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a value lies among others."""

    below: int
    """How many of the others are less."""
    equal: int
    above: int

    @classmethod
    def of(cls, value: float, others: Iterable[float]) -> Self:
        """Where a value lies among others, which do not hold it."""
        known = [*others]
        below, above = sum(other < value for other in known), sum(other > value for other in known)
        return cls(below, len(known) - below - above, above)

    @property
    def among(self) -> int:
        """How many others there are."""
        return self.below + self.equal + self.above

    @property
    def percentile(self) -> float | None:
        """The per cent of the others that are less, equal ones as halves; None of no others."""
        return 100 * (self.below + self.equal / 2) / self.among if self.among else None


def dealt_again(members: Sequence[Iterable[int]], seed: int = 0) -> Iterator[list[set[int]]]:
    """Memberships as chance would have them, one after another without end.

    Every partnership keeps its size, and every organisation the number of its partnerships; who is
    in which is dealt out at random. Each of the ways to do so is as likely as any other.

    Parameters
    ----------
    members : sequence
        Of each partnership the numbers of its members.
    seed : int
        Null i depends on the seed and on i alone: who takes fewer takes the first of the same.

    Yields
    ------
    list of set
        Of each partnership its members, in the order given.

    Notes
    -----
    The curveball algorithm in global trades. In a round the partnerships are put in pairs; each
    pair deals out anew who is in exactly one of the two, and so keeps both sizes. Seven rounds,
    from the record, lead to a start that is told to nobody; seven more, from there, lead to each
    null. Rounds are as likely one way as the other, so that a record which is due to chance is one
    more null, no nearer to the others than they are to each other. So its rank among them is exact,
    however few the rounds; with too few, nulls would be like the record, and its rank near the
    middle. Fourteen leave as much of it as seventy do, to two hundredths, among 20 to 300.

    Time O(m log m) a round, for m memberships.

    References
    ----------
    Strona, Nappo, Boccacci, Fattorini and San-Miguel-Ayanz (2014), A fast and unbiased procedure to
    randomize ecological binary matrices with fixed row and column totals, Nature Communications 5,
    4114. Carstens (2015), Proof of uniform sampling of binary matrices with fixed row sums and
    column sums for the fast curveball algorithm, Physical Review E 91, 042812. Carstens, Hamann,
    Meyer, Penschuck, Tran and Wagner (2018), Parallel and I/O-efficient randomisation of massive
    networks using global curveball trades, ESA 2018, 11:1-11:15. Besag and Clifford (1989),
    Generalized Monte Carlo significance tests, Biometrika 76(4), 633-642: the start.

    Examples
    --------
    >>> null = next(dealt_again([{0, 1, 2}, {2, 3}]))
    >>> [len(partnership) for partnership in null], 2 in null[0] & null[1]
    ([3, 2], True)
    """
    start = [set(partnership) for partnership in members]
    _trade(start, Random(f"{seed}"))  # noqa: S311 - a matter of chance, no secret
    number = 0
    while True:
        null = [set(partnership) for partnership in start]
        _trade(null, Random(f"{seed} {number}"))  # noqa: S311
        yield null
        number += 1


def _trade(members: list[set[int]], random: Random) -> None:
    """Deal out the members of all partnerships again, in rounds of pairs."""
    order, draw = [*range(len(members))], random.random
    for _ in range(_ROUNDS):
        random.shuffle(order)
        for one, other in zip(order[::2], order[1::2], strict=False):
            pool = sorted(members[one] ^ members[other])
            both = members[one] & members[other]
            size, many = len(pool), len(members[one]) - len(both)
            if not 0 < many < size:
                continue  # who is in one of them alone is all in the same
            for at in range(many):  # as `shuffle` does, as far as it matters and in half its time
                chosen = at + int(draw() * (size - at))
                pool[at], pool[chosen] = pool[chosen], pool[at]
            members[one], members[other] = both.union(pool[:many]), both.union(pool[many:])
