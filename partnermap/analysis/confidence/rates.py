"""In how many partnerships those not heard are: drawn for each world, as far as it is known."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import comb, exp, fsum, inf, log, pi, sin
from random import Random

from partnermap.analysis.confidence.affinity import Sort
from partnermap.analysis.networks.sizes import Sizes
from partnermap.vocabulary import Kind

_SHARES = tuple(sin(pi * step / 40) ** 2 for step in range(21))
"""How often those not heard may be named: each is as likely beforehand, as by Jeffreys' prior."""
_BORROWED = 0.5
"""As how many organisations the wider group counts, beside those heard of a kind and phase."""

_Chances = Mapping[int, float]
"""The share of organisations by how many memberships they have."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is recorded of one organisation."""

    sort: Sort
    asked: bool
    memberships: int


@dataclass(frozen=True, slots=True)
class Lack:
    """What one world has beyond the record."""

    named: float
    """How often a member that was not heard is recorded, where another member was heard."""
    memberships: dict[str, int]
    """How many each that was not heard has beside those recorded."""


class Rates:
    """How many memberships organisations have, judged by those heard of their kind and phase.

    Parameters
    ----------
    heard : iterable of Record
        Of those heard.
    unheard : mapping of str to Record
        Of those not heard, by id.
    sizes : Sizes
        What could be told of their memberships.

    Notes
    -----
    `worlds.resample` says what is drawn. A draw takes O(u + s k²) for u organisations not
    heard, of s sorts, and rates up to k.
    """

    def __init__(
        self, heard: Iterable[Record], unheard: Mapping[str, Record], sizes: Sizes
    ) -> None:
        self._heard: defaultdict[Sort | Kind | None, Counter[int]] = defaultdict(Counter)
        for one in heard:
            for group in (None, one.sort[0], one.sort):
                self._heard[group][one.memberships] += 1
        self._unheard = unheard
        self._alike = Counter(unheard.values())
        self._chances = {
            (named, record): {
                rate: comb(rate, record.memberships)
                * told**record.memberships
                * (1 - told) ** (rate - record.memberships)
                for rate in self._heard[None]
                if rate >= record.memberships
            }
            for named in (_SHARES if self._heard[None] else ())
            for record in self._alike
            for told in [sizes.missing(named).told[record.asked]]
        }
        """How likely a record is of one with so many memberships."""

    def draw(self, random: Random) -> Lack:
        """What one world has beyond the record; nothing where nobody was heard."""
        if not self._heard[None]:
            return Lack(1.0, dict.fromkeys(self._unheard, 0))
        rates = self._rates(random)
        named = self._named(random, rates)
        lacks: dict[Record, _Chances] = {}
        for record in self._alike:
            likely = self._likely(named, record, rates)
            total = fsum(likely.values())
            lacks[record] = likely if total else {record.memberships: 1.0}
        return Lack(
            named,
            {
                id_: random.choices([*lacks[record]], [*lacks[record].values()])[0]
                - record.memberships
                for id_, record in self._unheard.items()
            },
        )

    def _rates(self, random: Random) -> dict[Sort, _Chances]:
        """The shares, by kind and phase, of which those heard may be a sample."""
        everybody = _drawn(random, self._heard[None], {})
        kinds: dict[Kind, _Chances] = {}
        found: dict[Sort, _Chances] = {}
        for record in self._alike:
            kind = record.sort[0]
            if kind not in kinds:
                kinds[kind] = _drawn(random, self._heard[kind], everybody)
            if record.sort not in found:
                found[record.sort] = _drawn(random, self._heard[record.sort], kinds[kind])
        return found

    def _named(self, random: Random, rates: Mapping[Sort, _Chances]) -> float:
        """How often those not heard are named, by what is recorded of them."""
        logs = []
        for named in _SHARES:
            likely = 0.0
            for record, times in self._alike.items():
                chances = self._likely(named, record, rates)
                # That one has more than anybody heard tells nothing.
                if chances:
                    total = fsum(chances.values())
                    likely += times * log(total) if total else -inf
            logs.append(likely)
        best = max(logs)
        if best == -inf:
            return 1.0
        return random.choices(_SHARES, [exp(each - best) for each in logs])[0]

    def _likely(self, named: float, record: Record, rates: Mapping[Sort, _Chances]) -> _Chances:
        shares = rates[record.sort]
        return {
            rate: shares.get(rate, 0.0) * chance
            for rate, chance in self._chances[named, record].items()
        }


def _drawn(random: Random, heard: Mapping[int, int], wider: _Chances) -> _Chances:
    """Shares that those heard may be a sample of, if they are like those of a wider group."""
    weights = {
        rate: heard.get(rate, 0) + _BORROWED * wider.get(rate, 0.0)
        for rate in sorted(heard.keys() | wider.keys())
    }
    drawn = {rate: random.gammavariate(weight, 1) for rate, weight in weights.items() if weight}
    total = fsum(drawn.values())
    return {rate: share / total for rate, share in drawn.items()}
